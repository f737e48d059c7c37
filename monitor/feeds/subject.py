"""What something said is about, and how it stands, as the views write it."""

from monitor.alerts.transition import Holds, Subject
from monitor.evaluation.dates import Due
from monitor.evaluation.said import Stood, Told


def subject_of(due: Due) -> Subject:
    """Return what a date is about."""
    if due.of_phase:
        return Subject(phase=due.name, holder=due.scope)
    return Subject(condition=due.name, scope=due.scope)


def told_of(one: Told) -> Holds:
    """Return what is said of a condition."""
    decided = tuple((party, how.value) for party, how in one.decided)
    return Holds(one.verdict.value, one.cause.value, one.progress, decided)


def stood_of(one: Stood) -> Holds:
    """Return what is said of a phase."""
    return Holds(one.state.value, since=one.since, until=one.until)
