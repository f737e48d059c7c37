"""Whether something got worse: what ends a snooze, and comes first in a message."""

from monitor.alerts.alert import Alert
from monitor.alerts.kinds import AlertKind
from monitor.alerts.transition import NOT_IN_FORCE, Holds
from monitor.evaluation.reporting import GOES_ON, GONE, IS_HEARD, IS_SILENT, PAST
from monitor.evaluation.verdict import PhaseState, Verdict

_RANKS: dict[str, int] = {
    Verdict.KEPT: 0,
    Verdict.NOT_YET: 1,
    Verdict.UNDETERMINED: 2,
    Verdict.BREACHED: 3,
    PhaseState.OPEN: 0,
    PhaseState.RENEWED: 0,
    PhaseState.DUE: 1,
    PhaseState.NOT_DUE: 1,
    PhaseState.MAY_BE_DUE: 1,
    PhaseState.UNRENEWED: 2,
    PhaseState.LAPSED: 3,
    PhaseState.CLOSED: 3,
    NOT_IN_FORCE: 3,
    IS_HEARD: 0,
    IS_SILENT: 2,
    GONE: 0,
    PAST: 2,
    GOES_ON: 2,
}

_FIRST = (
    *(AlertKind.OUT_OF_FORCE, AlertKind.SERIOUS, AlertKind.OUR_ERROR, AlertKind.RESTATED),
    *(AlertKind.AMENDED, AlertKind.BREACHED, AlertKind.COUNT_RESTARTS, AlertKind.OVERDUE),
    AlertKind.NOT_MET,
    *(AlertKind.LAPSED, AlertKind.UNRENEWED, AlertKind.CLOSED),
    *(AlertKind.TAKEN_BACK, AlertKind.DECISION),
    *(AlertKind.STATEMENT, AlertKind.DUE, AlertKind.MET, AlertKind.OPENED, AlertKind.RENEWED),
    *(AlertKind.ANSWERED_LATE, AlertKind.APPROACHING, AlertKind.IN_FORCE),
)


def is_worse(was: Holds | None, now: Holds | None) -> bool:
    """Whether what holds is worse than what held.

    Another verdict, fewer days, more killed, a silence that has reached another length.
    """
    if was is None or now is None:
        return now is not None
    if _rank(now) != _rank(was):
        return _rank(now) > _rank(was)
    if was.progress and now.progress and now.progress.most < was.progress.most:
        return True
    if len(now.lengths) > len(was.lengths):
        return True
    return now.killed is not None and was.killed is not None and _most(now) > _most(was)


def is_over(now: Holds | None) -> bool:
    """Whether a matter has come to its end.

    Kept, taken back, not in force any more, not on record; of a source heard again, a gap that is
    none.
    """
    if now is None or now.back is not None:
        return True
    return now.word in {Verdict.KEPT, Verdict.NOT_IN_FORCE, IS_HEARD, GONE}


def leading(alerts: list[Alert]) -> list[Alert]:
    """Return alerts in the order of their weight, equals as they came."""
    places = {kind: place for place, kind in enumerate(_FIRST)}
    return sorted(alerts, key=lambda alert: places.get(alert.kind, len(places)))


def _rank(holds: Holds) -> int:
    return _RANKS.get(holds.word, 1)


def _most(holds: Holds) -> tuple[int, int]:
    low, high = holds.killed or (0, 0)
    return low, high if high is not None else low
