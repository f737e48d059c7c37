"""What an evaluation says: verdicts, why, how far a streak has come, and what it rests on."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.owed import Obligation
from monitor.evaluation.reference import Allowed
from monitor.evaluation.series import Bounds


class Verdict(StrEnum):
    """What can be said of a condition; nothing else can."""

    KEPT = "kept"
    BREACHED = "breached"
    UNDETERMINED = "undetermined"
    NOT_YET = "not_yet"
    NOT_IN_FORCE = "not_in_force"


class Cause(StrEnum):
    """The one leading cause of a verdict; the words for it are in `words/verdicts.py`."""

    EXCEEDED = "exceeded"
    SHORT = "short"
    WITHIN = "within"
    RUNNING = "running"
    UNCONFIRMED = "unconfirmed"
    UNWATCHED = "unwatched"
    SILENT = "silent"
    NO_FIGURE = "no_figure"
    NO_BASELINE = "no_baseline"
    OPEN_BASELINE = "open_baseline"
    CONTRADICTION = "contradiction"
    UNPUBLISHED = "unpublished"
    NOT_IN_FORCE = "not_in_force"
    OUTSIDE_ITS_TIME = "outside_its_time"
    NOT_TRIGGERED = "not_triggered"
    MAY_NOT_APPLY = "may_not_apply"
    NOT_BEGUN = "not_begun"
    NO_DAY = "no_day"
    REPEATED = "repeated"
    NOT_REPEATED = "not_repeated"
    MET = "met"
    COUNTING = "counting"
    NOT_CERTIFIED = "not_certified"
    ATTESTED = "attested"
    DENIED = "denied"
    STALE = "stale"
    NONE_ON_RECORD = "none_on_record"
    DECIDED = "decided"
    NOT_DECIDED = "not_decided"
    TAKEN_BACK = "taken_back"
    RAN_OUT = "ran_out"
    ORDER = "order"
    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    NONE_IN_TIME = "none_in_time"
    PENDING = "pending"
    NO_ANCHOR = "no_anchor"
    NOBODY_ASKED = "nobody_asked"
    ANSWERED = "answered"
    OVERDUE = "overdue"
    OPEN_ANSWERS = "open_answers"
    NOTICED = "noticed"
    UNNOTICED = "unnoticed"
    PERMITTED = "permitted"
    UNPERMITTED = "unpermitted"
    IN_ORDER = "in_order"
    TOO_EARLY = "too_early"
    WAITING_FOR_IT = "waiting_for_it"
    TOGETHER = "together"
    APART = "apart"
    ALL_TRUE = "all_true"
    FAILED = "failed"
    WAITING = "waiting"
    OPEN_MEMBERS = "open_members"


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """A daily condition judged on one day: over the window of days `first` to the day itself.

    `limit` is the number in force on the day, None where none is. Of a duty `bounds` are how many
    of what the day puts to the test fail, and the limit is None. `policy` names the evidence
    policy that spoke ("doubt" or "unobserved"), or None where the record decided alone.
    `finished` is False on the running day. `exceeded_at` is the first instant of the day at which
    a window in hours certainly holds more than the limit; None where there is none. `allowed` is
    what a baseline allows, None without one; `limit` is then the most of it in whole numbers.
    """

    day: MonitoringDay
    first: MonitoringDay
    verdict: Verdict
    cause: Cause
    bounds: Bounds
    limit: int | None
    finished: bool
    policy: str | None = None
    exceeded_at: datetime | None = None
    allowed: Allowed | None = None

    @property
    def surely_within(self) -> int | None:
        """The largest number that certainly keeps an upper limit; None where none does."""
        return self.allowed.surely if self.allowed is not None else self.limit


@dataclass(frozen=True, slots=True)
class Progress:
    """A streak counts at least `least` and at most `most` of `needed`, in days or hours."""

    least: int
    most: int
    needed: int
    unit: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a gate as it stood: what it is called, its verdict, what that makes of the gate.

    `truth` is True for kept and met, False for breached and not yet, None for all else. `members`
    are those of a nested gate. `condition` is None for a nested gate without a name; `scope` is
    the area or party it was taken in.
    """

    condition: str | None
    scope: str | None
    truth: bool | None
    verdict: Verdict
    cause: Cause
    members: tuple["Member", ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one condition (in one scope) at one instant.

    `days` holds the verdict of a daily condition on every day so far, oldest first; for a streak
    those of the condition it counts. `obligations` are what is owed, in order of time. `progress`
    and `parties` are for streaks only: `parties` how many days each certifying party has attested
    in a row. `decided` says of each party whose decision is
    asked for how that stands, `members` those of a gate. `deadline` is when the term of a duty
    is over at the latest, None where that is not known yet. `doubts` are the keys of the acts whose
    time the verdict hangs on. `earliest` is the first instant at which a
    streak that is not yet met can be, if nothing more happens; None for any other verdict, and
    where the agreement ends before; `surely` the first at which its least count, where there is
    any, has come to what it needs, None once it has. `soonest` is when the term of a duty is over
    at the earliest, None where `deadline` is. `provisional_until` is None once settled. `at_end`
    holds how things stood when the agreement went out of force.
    """

    condition: str
    scope: str | None
    verdict: Verdict
    cause: Cause
    days: tuple[DayVerdict, ...] = ()
    progress: Progress | None = None
    parties: tuple[tuple[str, int], ...] = ()
    decided: tuple[tuple[str, Cause], ...] = ()
    members: tuple[Member, ...] = ()
    deadline: datetime | None = None
    earliest: datetime | None = None
    surely: datetime | None = None
    soonest: datetime | None = None
    provisional_until: datetime | None = None
    rests_on: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    at_end: "Finding | None" = None

    @property
    def stood(self) -> "Finding":
        """How things stand, or how they stood when the agreement went out of force."""
        return self.at_end or self


@dataclass(frozen=True, slots=True)
class Owing:
    """A duty of every day as it stands: its verdict on each day so far, and all that is owed.

    `obligations` are in order of time.
    """

    days: tuple[DayVerdict, ...]
    obligations: tuple[Obligation, ...]


class PhaseState(StrEnum):
    """Where a phase stands for one holder."""

    NOT_DUE = "not_due"
    MAY_BE_DUE = "may_be_due"
    DUE = "due"
    OPEN = "open"
    RENEWED = "renewed"
    UNRENEWED = "continues_unrenewed"
    LAPSED = "lapsed"
    CLOSED = "closed"
    UNDETERMINED = "undetermined"


ALL_NAMED = "all"
"""The holder that stands for all parties named together."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a phase stands for one holder: a party, or ALL_NAMED.

    `since` is when the state began: (earliest, latest), equal where it is certain; None where
    nothing has begun. `until` is when what is open runs out on its own, None where it does not.
    `waiting_for` names the parties whose decision is awaited. `rests_on` are the keys of the
    decisions that made the state, `doubts` of those whose time it hangs on. `provisional_until`
    is set while the days that made it due can still change.
    """

    phase: str
    holder: str
    state: PhaseState
    since: tuple[datetime, datetime] | None = None
    until: datetime | None = None
    waiting_for: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    provisional_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every finding of one agreement at (`at`, `known`), under one reading and account.

    `phases` holds where each phase stands for each holder, in the order of the rule file; none
    under an account.
    """

    agreement: str
    at: datetime
    known: datetime
    reading: str | None
    account: str | None
    in_force: bool
    ended: datetime | None
    findings: tuple[Finding, ...] = field(default=())
    phases: tuple[Standing, ...] = field(default=())

    def of(self, condition: str, scope: str | None = None) -> Finding:
        """Return the finding on a condition; KeyError when it was not judged."""
        for finding in self.findings:
            if (finding.condition, finding.scope) == (condition, scope):
                return finding
        raise KeyError(condition, scope)
