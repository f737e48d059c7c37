"""A transition: what was said of something, and what holds of it now."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from monitor.evaluation.taking_back import Back
from monitor.evaluation.verdict import Progress

IN_FORCE, NOT_IN_FORCE = "in_force", "not_in_force"
"""What holds of an agreement itself."""


class Kind(StrEnum):
    """Why it is told: something changed, or what was said of the past is said otherwise now.

    Otherwise by a correction, of the record or of ours, or because the parties changed the text.
    """

    CHANGE = "change"
    CORRECTION = "correction"
    AMENDMENT = "amendment"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a transition is about.

    A condition (in a scope), or finished days of it, `day` to `last_day`, both included; or a
    phase for a holder; or what is told beside the verdicts, `noted`, and its `key`; or, with
    nothing named, whether the agreement is in force. `reading` is the rival reading under which it
    is judged; None is the open one.
    """

    condition: str | None = None
    scope: str | None = None
    day: date | None = None
    last_day: date | None = None
    phase: str | None = None
    holder: str | None = None
    noted: str | None = None
    key: str | None = None
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """What holds of a subject: `word` is a verdict, or the state of a phase or agreement.

    `cause`, `progress`, `decided` and `day` are those of a verdict, `day` that which it is about
    where it is judged by the day, `settled` False while it is provisional; `since` (earliest,
    latest) and `until` those of a state. `near` is what has come near since, UTC: when a count can
    be met, a term ends or a phase runs out; None in all that is told of anything else, also while
    it stays near; `run` names in the same way the counts of a gate that is not met whose days have
    run. Of what is told beside the verdicts `word` says what it is, `since` when it
    happened, first and last, `by` who is named; of an incident `killed` how many at least and at
    most, `counted` whether a condition counts it for certain, `kinds` what was done, `place` where,
    `harmed` whether it is an attack of which nobody says that it killed none, and `reports` the
    keys of its reports; of a statement `about` what it is about; of a decision `back` what takes it
    back. Of how a source reports see `evaluation.noted.Noted`: `lengths` are those of a silence,
    `areas` and `usual` those of a gap.

    Two that differ in `day`, `settled`, `reports`, `areas` or `usual` alone say the same.
    """

    word: str
    cause: str | None = None
    progress: Progress | None = None
    decided: tuple[tuple[str, str], ...] = ()
    since: tuple[datetime, datetime] | None = None
    until: datetime | None = None
    near: datetime | None = None
    run: tuple[str, ...] = ()
    day: date | None = field(default=None, compare=False)
    settled: bool = field(default=True, compare=False)
    by: tuple[str, ...] = ()
    killed: tuple[int, int | None] | None = None
    counted: bool = True
    kinds: tuple[str, ...] = ()
    place: str = ""
    about: str = ""
    harmed: bool = True
    reports: tuple[str, ...] = field(default=(), compare=False)
    back: Back | None = None
    lengths: tuple[str, ...] = ()
    areas: tuple[str, ...] = field(default=(), compare=False)
    usual: int = field(default=0, compare=False)

    def says_as(self, other: "Holds") -> bool:
        """Whether it says the same as another, though perhaps for another cause."""
        return replace(self, cause=other.cause, near=other.near, run=other.run) == other


@dataclass(frozen=True, slots=True)
class Transition:
    """How what holds of a subject differs from what was said of it.

    Attributes:
        agreement: Whose subject it is.
        subject: What it is about.
        at: The instant of which it is told, UTC: of a change, when it was found; of a
            correction or an amendment, the instant whose verdict had been said otherwise.
        known: What had been recorded by then counts.
        kind: A change, a correction, or an amendment, which is told of the past as a correction is.
        before: What was said; None where nothing was.
        after: What holds; None where nothing is said any more.
        ours: Whether a correction comes from another text of the rules or version of the
            program, and not from records.
        because: The acts recorded between, by number.
    """

    agreement: str
    subject: Subject
    at: datetime
    known: datetime
    kind: Kind
    before: Holds | None
    after: Holds | None
    ours: bool = False
    because: tuple[int, ...] = ()


_TRANSITIONS = TypeAdapter(tuple[Transition, ...])


def as_plain(transitions: Sequence[Transition]) -> list[dict[str, Any]]:
    """Write transitions as plain JSON values; what is not stated is left out."""
    found = _TRANSITIONS.dump_python(tuple(transitions), mode="json", exclude_defaults=True)
    return list(found)


def from_plain(values: Sequence[dict[str, Any]]) -> tuple[Transition, ...]:
    """Read what `as_plain` wrote.

    Raises:
        ValueError: It is nothing of the kind.
    """
    return _TRANSITIONS.validate_python(values)
