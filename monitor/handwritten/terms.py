"""The smallest terms of a file: ids, texts, numbers, local times, durations, dated values."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, time
from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    WithJsonSchema,
)
from pydantic_core.core_schema import literal_schema

from monitor.handwritten.tree import Path
from monitor.handwritten.wording import choose, quoted

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years an agreement may name: far enough, and safe to convert between zones."""


class Unfit(ValueError):  # noqa: N818  (it never leaves the package: the reader makes a Flaw of it)
    """A value that cannot mean what its place asks.

    Attributes:
        wrong: What is wrong.
        instead: What to write instead; empty where `wrong` says it.
        at: Where below the value that was looked at; empty for the value itself.
        on_key: The key there is at fault, not its value.
    """

    def __init__(
        self, wrong: str, instead: str = "", at: Path = (), *, on_key: bool = False
    ) -> None:
        self.wrong, self.instead, self.at, self.on_key = wrong, instead, at, on_key
        super().__init__(f"{wrong}; {instead}" if instead else wrong)


class Terms(BaseModel):
    """A frozen mapping of a file; a key it does not know is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True
    )


def matching(pattern: str, what: str) -> Callable[[str], str]:
    """Return the check that a whole text is like the pattern; `what` says how it should be."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise Unfit(f"{quoted(text)} cannot stand here", what)
        return text

    return check


def _said(text: str) -> str:
    if not text.strip():
        raise Unfit("the text is empty", "write it, or remove the key")
    return text


def local_time(value: object) -> object:
    """Take a date or a local date and time; a bare date is 00:00; a zone is refused."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        raise Unfit(f"{value.isoformat()} carries a zone", "give local time without one")
    if not isinstance(value, str):
        return value
    if not re.fullmatch(LOCAL, value):
        wrong = f"{quoted(value)} is not a date or a local time"
        raise Unfit(wrong, "write 2016-09-12 or 2016-09-12T19:00, in the calendar's own zone")
    try:
        local = datetime.fromisoformat(value)
    except ValueError:
        wrong = f"there is no {quoted(value)} in the calendar"
        raise Unfit(wrong, "check the month, the day and the hour (00 to 23)") from None
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        wrong = f"the year of {quoted(value)} is out of reach"
        raise Unfit(wrong, f"name a year from {FIRST_YEAR} to {LAST_YEAR}")
    return local


def _clock(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(CLOCK, value):
        raise Unfit(f"{quoted(value)} is not a time of day", "write hours and minutes, as 19:00")
    return time.fromisoformat(value)


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch("[0-9]{1,9}", value):
        raise Unfit(f"{quoted(value)} is not a whole number", "write digits only, as 0 or 24")
    return int(value)


def _truth(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in {"true", "false"}:
        raise Unfit(f"{quoted(value)} is neither true nor false", "write true or false")
    return value == "true"


def one_or_many(value: object) -> object:
    """Let a single text or mapping stand for a list of one."""
    return (value,) if isinstance(value, str | dict) else value


@cache
def _zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def _zone(text: str) -> str:
    if text not in _zones():
        near = choose(text, _zones()).partition("?")[0]
        meant = f"{near}?" if near.startswith("did you mean") else "write it as Asia/Damascus"
        raise Unfit(f"{quoted(text)} is no time zone", meant)
    return text


ID, CLAUSE_ID = "[a-z][a-z0-9_]{0,62}", r"[A-Za-z0-9][A-Za-z0-9._()-]{0,62}"
LOCAL = "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?"
CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"


def text_like(pattern: str) -> WithJsonSchema:
    """Return what an editor is told of a text that must be like the pattern."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


def several(of: Mapping[str, object]) -> dict[str, object]:
    """Return what an editor is told where one value may stand for a list of one."""
    return {"anyOf": [dict(of), {"type": "array", "items": dict(of)}]}


Id = Annotated[
    str,
    AfterValidator(
        matching(
            ID,
            "an id is lower-case letters, digits and _, begins with a letter, and is at most "
            "63 long; people's words go into name, title or aliases",
        )
    ),
    text_like(ID),
]
Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(one_or_many),
    WithJsonSchema(several({"type": "string", "pattern": f"^{ID}$"})),
]
ClauseId = Annotated[
    str,
    AfterValidator(
        matching(CLAUSE_ID, "a clause is named by letters, digits and . _ - ( ), as S-1.1")
    ),
    text_like(CLAUSE_ID),
]
Said = Annotated[str, AfterValidator(_said)]
Zone = Annotated[str, AfterValidator(_zone)]
Local = Annotated[datetime, BeforeValidator(local_time), text_like(LOCAL)]
"""A local wall-clock time in the calendar's zone (naive on purpose)."""
Clock = Annotated[time, BeforeValidator(_clock), text_like(CLOCK)]
Whole = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Truth = Annotated[bool, BeforeValidator(_truth)]


def one_of(words: Collection[str]) -> GetPydanticSchema:
    """Return the check that a text is one of the words of a closed list."""
    return GetPydanticSchema(lambda _type, _handler: literal_schema(list(words)))


def written_as(pattern: str) -> Callable[[dict[str, Any]], None]:
    """Tell an editor that a term is also written as one text."""

    def extra(schema: dict[str, Any]) -> None:
        whole = dict(schema)
        schema.clear()
        schema["description"] = whole.pop("description", "")
        schema["anyOf"] = [{"type": "string", "pattern": f"^{pattern}$"}, whole]

    return extra
