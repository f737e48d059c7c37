"""Snoozes: limited, ended by time, by the end of the matter, and by whatever is worse."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.alerts.alert import Alert, Way
from monitor.alerts.grave import is_worse, leading
from monitor.alerts.kinds import AlertKind
from monitor.alerts.snoozes import Ending, Snooze, silenced
from monitor.alerts.transition import Holds, Kind, Subject, Transition
from monitor.evaluation.verdict import Progress

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KEPT, BREACHED = Holds("kept", "within"), Holds("breached", "exceeded")
OPEN, WAITING = Holds("undetermined", "unwatched"), Holds("not_yet", "counting")


def count(most: int) -> Holds:
    """A count that has come so far at most."""
    return Holds("not_yet", "counting", Progress(0, most, 7, "days"))


def toll(low: int, high: int | None) -> Holds:
    """An incident with so many killed."""
    return Holds("killed", killed=(low, high))


WORSE = [
    (KEPT, BREACHED, True),
    (KEPT, OPEN, True),
    (OPEN, BREACHED, True),
    (WAITING, OPEN, True),
    (BREACHED, KEPT, False),
    (BREACHED, OPEN, False),
    (BREACHED, BREACHED, False),
    (None, KEPT, True),
    (KEPT, None, False),
    (count(3), count(2), True),
    (count(2), count(3), False),
    (toll(12, 12), toll(13, 13), True),
    (toll(12, 12), toll(12, 20), True),
    (toll(12, 20), toll(12, 12), False),
    (Holds("open"), Holds("lapsed"), True),
    (Holds("lapsed"), Holds("renewed"), False),
]


@pytest.mark.parametrize(("was", "now", "worse"), WORSE)
def test_worse_is_another_verdict_fewer_days_or_more_killed(
    was: Holds | None, now: Holds | None, *, worse: bool
) -> None:
    """What ends a snooze is worse than what was said when it began, and nothing else."""
    assert is_worse(was, now) is worse


def alert(after: Holds | None, kind: AlertKind = AlertKind.BREACHED, condition: str = "c") -> Alert:
    """An alert on one condition for two desks."""
    turned = Transition("a", Subject(condition), NOW, NOW, Kind.CHANGE, KEPT, after)
    return Alert("1", kind, turned, desks={"desk": Way.AT_ONCE, "cell": Way.AT_ONCE})


def snooze(held: Holds, until: datetime = NOW + DAY) -> Snooze:
    """A snooze of one desk."""
    return Snooze("desk", "a/c", NOW - DAY, until, "officer", held, 7)


ENDS = [
    ("it goes on", snooze(OPEN), OPEN, NOW, None, Way.DIGEST),
    ("better is no reason", snooze(BREACHED), OPEN, NOW, None, Way.DIGEST),
    ("it got worse", snooze(OPEN), BREACHED, NOW, Ending.WORSE, Way.AT_ONCE),
    ("the matter is over", snooze(BREACHED), KEPT, NOW, Ending.OVER, Way.AT_ONCE),
    ("no longer on record", snooze(OPEN), None, NOW, Ending.OVER, Way.AT_ONCE),
    ("a moment before its end", snooze(OPEN), OPEN, NOW + DAY - DAY / 99, None, Way.DIGEST),
    ("its time is up", snooze(OPEN), OPEN, NOW + DAY, Ending.TIME, Way.AT_ONCE),
]


def test_the_end_of_a_snooze_is_a_message_of_its_own() -> None:
    """What would have waited for the digest does not, where it ends a snooze; it wakes nobody."""
    met = replace(alert(KEPT, AlertKind.MET), desks={"desk": Way.DIGEST, "cell": Way.DIGEST})
    for standing, way in (([snooze(OPEN)], Way.IN_THREAD), ([], Way.DIGEST)):
        ((_, ways, _),) = silenced([met], standing, NOW)
        assert ways == {"desk": way, "cell": Way.DIGEST}


@pytest.mark.parametrize(
    ("why", "standing", "after", "now", "ending", "way"), ENDS, ids=[one[0] for one in ENDS]
)
def test_a_snooze_holds_back_one_matter_of_one_desk_until_it_ends(
    why: str,
    standing: Snooze,
    after: Holds | None,
    now: datetime,
    ending: Ending | None,
    way: Way,
) -> None:
    """Meanwhile the desk reads of it in its digest; other desks are told as ever."""
    ((_, ways, ended),) = silenced([alert(after)], [standing], now)
    assert ways == {"desk": way, "cell": Way.AT_ONCE}, why
    assert ended == ({7: ending} if ending else {})


def test_another_matter_is_not_held_back() -> None:
    """Who wants no more of one condition is told of every other."""
    ((_, ways, ended),) = silenced([alert(OPEN, condition="other")], [snooze(OPEN)], NOW)
    assert ways["desk"] is Way.AT_ONCE
    assert ended == {}


def test_after_its_end_a_snooze_holds_back_nothing_more() -> None:
    """The alert that ends it and those after it in the same moment are told."""
    found = list(silenced([alert(BREACHED), alert(OPEN)], [snooze(OPEN)], NOW))
    assert [ways["desk"] for _, ways, _ in found] == [Way.AT_ONCE, Way.AT_ONCE]


def test_the_gravest_leads() -> None:
    """Of several alerts at once corrections come first, then breaches, then the rest as it came."""
    kinds = [AlertKind.STANDS, AlertKind.MET, AlertKind.BREACHED, AlertKind.RESTATED]
    found = leading([alert(OPEN, kind) for kind in kinds])
    assert [one.kind for one in found] == kinds[::-1]
