"""What something said is about, and how it stands, as the views write it."""

from dataclasses import dataclass
from datetime import date, datetime

from monitor.evaluation.dates import Due
from monitor.evaluation.said import Stood, Told
from monitor.evaluation.verdict import Progress


@dataclass(frozen=True, slots=True)
class Subject:
    """A condition in a scope, a phase for a holder, or, with nothing named, the agreement."""

    condition: str | None = None
    scope: str | None = None
    day: date | None = None
    last_day: date | None = None
    phase: str | None = None
    holder: str | None = None
    noted: str | None = None
    key: str | None = None

    @classmethod
    def of_date(cls, due: Due) -> "Subject":
        """Return what a date is about."""
        if due.of_phase:
            return cls(phase=due.name, holder=due.scope)
        return cls(condition=due.name, scope=due.scope)


@dataclass(frozen=True, slots=True)
class Holds:
    """What holds of a subject; from `by` on of what is told beside the verdicts, which is none."""

    word: str
    cause: str | None = None
    progress: Progress | None = None
    decided: tuple[tuple[str, str], ...] = ()
    since: tuple[datetime, datetime] | None = None
    until: datetime | None = None
    by: tuple[str, ...] = ()
    killed: tuple[int, int | None] | None = None
    counted: bool = True
    kinds: tuple[str, ...] = ()
    place: str = ""
    about: str = ""
    near: datetime | None = None

    @classmethod
    def told(cls, one: Told) -> "Holds":
        """Return what is said of a condition."""
        decided = tuple((party, how.value) for party, how in one.decided)
        return cls(one.verdict.value, one.cause.value, one.progress, decided)

    @classmethod
    def stood(cls, one: Stood) -> "Holds":
        """Return what is said of a phase."""
        return cls(one.state.value, since=one.since, until=one.until)
