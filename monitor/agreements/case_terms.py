"""What a case is: records that a lawyer can draw, and the verdicts they must give."""

from datetime import date
from typing import Annotated, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.agreements.expected import Expectation
from monitor.handwritten.source import Bounds
from monitor.handwritten.terms import Id, Local, Said, Terms, Unfit, local_time, one_or_many
from monitor.handwritten.wording import choose, listed, quoted
from monitor.incidents.record import Record

OF_CASES = Bounds(1024 * 1024, 40_000)
"""A file of cases is longer than the rules it tests."""
STRIP_MARKS = {
    ".": "watched, nothing happened",
    "!": "watched, an incident",
    "?": "nobody watching",
    "~": "watched, one report that nobody confirms",
    "x": "watched, an incident whose occurrence is disputed",
}
"""What each character of a strip's days draws."""
RECORD_KINDS = tuple(kind.model_fields["record"].default for kind in get_args(get_args(Record)[0]))


def _day(value: object) -> object:
    local = local_time(value)
    if isinstance(value, str) and ("T" in value or " " in value):
        wrong = f"{quoted(value)} is not a day"
        raise Unfit(wrong, "name the local date on which the monitoring day starts, as 2016-09-12")
    return local


def _drawn(days: str) -> str:
    for position, mark in enumerate(days, start=1):
        if mark not in STRIP_MARKS:
            known = ", ".join(f"{known} ({means})" for known, means in STRIP_MARKS.items())
            raise Unfit(
                f"{mark!r}, day {position} of the strip, draws nothing", f"draw with {known}"
            )
    if not days:
        raise Unfit("the strip has no day", "draw one character for each day")
    return days


def _of_a_kind(record: dict[str, str]) -> dict[str, str]:
    if "record" not in record:
        raise Unfit(
            "the record does not say what it is", f"add 'record: …', one of {listed(RECORD_KINDS)}"
        )
    if record["record"] not in RECORD_KINDS:
        wrong = f"{quoted(record['record'])} is no kind of record"
        raise Unfit(wrong, choose(record["record"], RECORD_KINDS, "there are"), ("record",))
    return record


class Strip(Terms):
    """Days drawn one character each: incidents of a class, and who watched."""

    class_: Id = Field(alias="class")
    """The class; the incidents are made so that they belong to it."""
    from_: Annotated[date, BeforeValidator(_day)] = Field(alias="from")
    """The first monitoring day, by the local date on which it starts."""
    days: Annotated[str, AfterValidator(_drawn)]
    """One character a day: . watched, ! incident, ? not watched, ~ unconfirmed, x disputed."""
    source: Said | None = None
    """Who watches and reports; without it, a source made up for the strip."""
    scope: Id | None = None
    """The area or party it happens in; without it, every one."""


class Case(Terms):
    """A small record and what must be said of it."""

    name: Said
    """What the case shows, in words."""
    known: Local | None = None
    """As known when; without it, at the end of time."""
    strip: Annotated[tuple[Strip, ...], BeforeValidator(one_or_many)] = ()
    """Days drawn one character each; one strip, or a list."""
    records: tuple[Annotated[dict[str, str], AfterValidator(_of_a_kind)], ...] = ()
    """Full records: the columns of the template of their kind, and `record: report` and so on."""
    expect: Annotated[tuple[Expectation, ...], BeforeValidator(one_or_many)]
    """What must come out."""

    @model_validator(mode="after")
    def _expects(self) -> Self:
        if not self.expect:
            raise Unfit("a case that expects nothing shows nothing", "add an entry", ("expect",))
        return self


class FileTerms(Terms):
    """A file of cases."""

    rules: str
    """The id of the agreement whose rules are tested."""
    cases: tuple[Case, ...]
    """The cases."""
