"""What a verdict rests on, as values: nothing here decides anything.

`explain.py` puts them together; the checker reads them, and decides again.
"""

from dataclasses import dataclass
from enum import StrEnum

from monitor.evaluation.calendar import Interval
from monitor.evaluation.grounds import Grounds
from monitor.evaluation.kleene import Kleene
from monitor.evaluation.owed import Obligation
from monitor.evaluation.reference import Reference
from monitor.evaluation.verdict import DayVerdict, Finding
from monitor.incidents.record import Count
from monitor.incidents.version import Incident


class Reason(StrEnum):
    """Why an incident is not certainly counted, or not counted at all."""

    REFUTED = "refuted"
    NOT_CONFIRMED = "not_confirmed"
    DISPUTED = "disputed"
    REPEATS = "repeats"
    TIME = "time"
    NO_FIGURE = "no_figure"
    KIND = "kind"
    PERPETRATOR = "perpetrator"
    VICTIM = "victim"
    PLACE = "place"
    PURPOSE = "purpose"
    WEAPON = "weapon"
    CLAIM = "claim"
    QUANTITY = "quantity"
    EXCEPTED = "excepted"
    PAIRED = "paired"


@dataclass(frozen=True, slots=True)
class Answering:
    """A party that answers for another, and by whose word.

    `certain` is False where that began, or ended, within the time in which it may have happened.
    """

    by: str
    per: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody who did it, as reports have it: the name as it is written, and whose it is.

    `party` is None where it is nobody's that the agreement knows; then nobody answers for it.
    """

    name: str
    party: str | None
    answering: tuple[Answering, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """An incident held against a limit.

    `counts` is True where it certainly counts, None where it may, False where it does not.
    `reasons` say why it is not certain, or why it does not count. `suffices` marks the first
    incidents that together exceed the limit. `unpaired` where those who did it claim what an
    exception asks for, and no attack on them before it is on record: the exception does not apply.
    `doers` are whose breach it is, each an alternative, where the day is broken by it or may be;
    empty where it breaks nothing, or no report names who did it.
    """

    incident: Incident
    counts: Kleene
    reasons: tuple[Reason, ...] = ()
    suffices: bool = False
    unpaired: bool = False
    doers: tuple[Doer, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a verdict on one day rests on, as known; `day` is None for a duty attested.

    `window` is what was judged, half-open; of a limit in hours that is broken the first window
    that breaks it, else all that its windows hold together. `gaps` are the parts of it in which
    nobody watched all that had to be watched. `before` and `after` are the nearest incidents that
    count, or may, outside the window; None where there is none within two weeks. `counts` are the
    figures used by a limit on counts or an account. Of a duty of every day `obligations` are what
    puts the day to the test, `evidence` the incidents that asked, or answered, and `gaps` when
    what is owed could have come unseen. `reference` is what a baseline was taken from. `grounds`
    are all that the verdict can be decided from again; None only where nobody asked for them.
    """

    finding: Finding
    day: DayVerdict | None
    window: Interval | None
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Interval, ...] = ()
    watching: tuple[str, ...] = ()
    before: Incident | None = None
    after: Incident | None = None
    counts: tuple[Count, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    reference: Reference | None = None
    grounds: Grounds | None = None

    @property
    def certain(self) -> tuple[Evidence, ...]:
        """The incidents that certainly count."""
        return tuple(item for item in self.evidence if item.counts is True)

    @property
    def possible(self) -> tuple[Evidence, ...]:
        """The incidents that may count."""
        return tuple(item for item in self.evidence if item.counts is None)

    @property
    def left_out(self) -> tuple[Evidence, ...]:
        """The incidents of the window that do not count, and why."""
        return tuple(item for item in self.evidence if item.counts is False)

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """Every incident named: those of the window, and the nearest outside it."""
        near = [incident for incident in (self.before, self.after) if incident is not None]
        return (*(item.incident for item in self.evidence), *near)
