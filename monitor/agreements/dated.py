"""How long, and from when until when: durations and dated terms of a rule file."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from monitor.handwritten.terms import Local, Terms, Unfit, Whole, written_as
from monitor.handwritten.wording import quoted

DURATION = "([0-9]{1,6} )?(day|hour|minute)s?"


class Unit(StrEnum):
    """What a duration counts."""

    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"


class Duration(Terms):
    """`7 days` (monitoring days), `168 hours` or `10 minutes` (elapsed): never turned around."""

    model_config = ConfigDict(json_schema_extra=written_as(DURATION))

    count: Annotated[Whole, Field(ge=1, le=100_000)]
    """How many."""
    unit: Unit
    """Of what."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        match = re.fullmatch(DURATION, value)
        if match is None or (match[1] is None and value.endswith("s")):
            wrong = f"{quoted(value)} is not a duration"
            raise Unfit(wrong, "write '7 days' (monitoring days) or '168 hours' (elapsed time)")
        return {"count": int(match[1] or 1), "unit": f"{match[2]}s"}

    @property
    def elapsed(self) -> timedelta:
        """The duration as elapsed time; a day counts 24 hours here."""
        return timedelta(**{self.unit.value: self.count})

    def __str__(self) -> str:
        """Write it as a rule file does."""
        unit = self.unit.value if self.count != 1 else self.unit.value[:-1]
        return f"{self.count} {unit}"


def _no_minutes(value: Duration) -> Duration:
    if value.unit is Unit.MINUTES:
        raise Unfit(f"{value} is too short a time here", "write it in days or in hours")
    return value


Length = Annotated[Duration, AfterValidator(_no_minutes)]
"""Days or hours: minutes are for answers and notices, days of an agreement never turn on them."""


class Alone(Duration):
    """The window of a limit that looks at each incident of a day by itself; written as `report`."""

    def __str__(self) -> str:
        """Write it as a rule file does."""
        return REPORT


REPORT = "report"
ALONE = Alone(count=1, unit=Unit.DAYS)
"""The window of a limit that is written as `each: report`: it is judged by the day."""

ONE_DAY = Duration(count=1, unit=Unit.DAYS)
"""The window of a limit that is written as `each: day`."""


class Dated(Terms):
    """A term that holds from `from` (included) until `until` (excluded); None is unbounded."""

    from_: Local | None = Field(default=None, alias="from")
    """From when it holds, included; without it, always before."""
    until: Local | None = None
    """Until when it holds, excluded; without it, for good."""

    @model_validator(mode="after")
    def _forward(self) -> Self:
        ends_after(self.from_, self.until)
        return self

    def holds(self, local: datetime) -> bool:
        """Whether it holds at this local wall-clock time."""
        after = self.from_ is None or self.from_ <= local
        return after and (self.until is None or local < self.until)

    def meets(self, other: "Dated") -> bool:
        """Whether there is a time at which both hold."""
        return _before(self.from_, other.until) and _before(other.from_, self.until)


def _before(start: datetime | None, end: datetime | None) -> bool:
    return start is None or end is None or start < end


def ends_after(start: datetime | None, end: datetime | None) -> None:
    """Refuse an `until` that is not after its `from`."""
    if start is not None and end is not None and end <= start:
        wrong = f"until ({end.isoformat()}) is not after from ({start.isoformat()})"
        raise Unfit(wrong, "until is the first moment at which it no longer holds", ("until",))


D = TypeVar("D", bound=Dated)


def in_order(dated: tuple[D, ...]) -> tuple[D, ...]:
    """Refuse an empty list of dated values, and one whose times overlap or run backwards."""
    if not dated:
        raise Unfit("the list is empty", "give at least one entry, or remove the key")
    for position, (one, next_one) in enumerate(pairwise(dated), start=1):
        if one.until is None or next_one.from_ is None or next_one.from_ < one.until:
            wrong = "this entry begins before the one above it has ended"
            instead = "list the times in order; each until is at most the next from"
            raise Unfit(wrong, instead, (position,))
    return dated
