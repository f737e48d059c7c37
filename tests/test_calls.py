"""Who is called: one after the other until somebody acknowledges; never more than three times."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.alerts.alert import Alert, Way
from monitor.alerts.calls import Calls, first_called
from monitor.alerts.desk import Desk
from monitor.alerts.kept import as_news, as_plain, from_plain
from monitor.alerts.kinds import AlertKind
from monitor.alerts.limiting import MOST, limited
from monitor.alerts.notice import Does
from monitor.alerts.transition import Holds, Kind, Subject, Transition

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def desk(**stated: Any) -> Desk:  # noqa: ANN401
    """A desk of three people, each called four hours after the one before."""
    given = {"people": ("a", "b", "c"), "time_zone": "UTC", "escalate_after": "4 hours"}
    return Desk.model_validate(given | stated)


def alert(number: int = 1, **desks: Way) -> Alert:
    """An alert of a breach."""
    turned = Transition(
        "x", Subject(f"c{number}"), NOW, NOW, Kind.CHANGE, None, Holds("breached", "exceeded")
    )
    return Alert(f"{number}", AlertKind.BREACHED, turned, desks=desks)


def test_the_next_is_called_when_nobody_has_acknowledged() -> None:
    """The first at once, the second after four hours, the third after eight, then nobody."""
    calls, desks = Calls(), {"desk": desk()}
    assert first_called(desk()) == ("a",)
    calls.called("desk", ("1", "2"), NOW, "a")
    for person, hours in (("b", 4), ("c", 8)):
        ((when, whom, call),) = calls.next(desks)
        assert (when, whom) == (NOW + hours * HOUR, person)
        calls.called("desk", call.alerts, when, whom)
    assert calls.next(desks) == []
    (call,) = calls.of("2")
    assert call.called == ("a", "b", "c")


def test_who_acknowledges_any_alert_of_a_message_ends_its_calls() -> None:
    """One person who has it is enough; the first to say so is kept."""
    calls = Calls()
    calls.called("desk", ("1", "2"), NOW, "a")
    calls.acknowledged("2", "officer", NOW + HOUR)
    calls.acknowledged("1", "other", NOW + 2 * HOUR)
    assert calls.next({"desk": desk()}) == []
    (call,) = calls
    assert call.seen == ("officer", NOW + HOUR)


def test_to_acknowledge_one_message_ends_no_other() -> None:
    """An acknowledgement is about what was read."""
    calls = Calls()
    calls.called("desk", ("1",), NOW, "a")
    calls.called("desk", ("2",), NOW + HOUR, "a")
    calls.acknowledged("1", "officer", NOW + HOUR)
    assert [call.alerts for _, _, call in calls.next({"desk": desk()})] == [("2",)]


def test_without_a_term_everybody_is_told_at_once() -> None:
    """Where nobody follows nobody is left out."""
    assert first_called(desk(escalate_after=None)) == ("a", "b", "c")
    calls = Calls()
    calls.called("desk", ("1",), NOW, "a")
    assert calls.next({"desk": desk(escalate_after=None)}) == []
    assert calls.next({}) == []


def test_the_fourth_message_of_a_day_does_not_interrupt() -> None:
    """Three interruptions a day; whatever comes then goes on in the thread, and is not lost."""
    (one,) = limited([alert(desk=Way.AT_ONCE, cell=Way.AT_ONCE)], {"desk": MOST, "cell": MOST - 1})
    assert one.desks == {"desk": Way.IN_THREAD, "cell": Way.AT_ONCE}
    (quiet,) = limited([alert(desk=Way.DIGEST)], {"desk": 9})
    assert quiet.desks == {"desk": Way.DIGEST}


def test_what_one_act_brings_is_one_message() -> None:
    """Two alerts of one moment count as one interruption."""
    both = [alert(1, desk=Way.AT_ONCE), alert(2, desk=Way.AT_ONCE)]
    assert [one.desks["desk"] for one in limited(both, {"desk": MOST - 1})] == [Way.AT_ONCE] * 2


def test_alerts_are_kept_beside_what_they_tell_of() -> None:
    """What an act holds reads as the alerts that it was made of."""
    alerts = [
        alert(1, desk=Way.AT_ONCE),
        Alert("2", AlertKind.RESTATED, alert(2).turned, Does.CANCEL, ("1",), late=True),
    ]
    wrong = replace(alert(3).turned, kind=Kind.CORRECTION)
    alerts.append(Alert("3", AlertKind.BREACHED, as_news(wrong)))
    turned = [alert(9).turned, *(one.turned for one in alerts[:2]), wrong]
    plain = as_plain(alerts, turned)
    assert [one["of"] for one in plain] == [1, 2, 3]
    assert from_plain(plain, turned) == alerts


def test_three_a_day_is_three() -> None:
    """Two messages had that day leave room for one; three leave none."""
    for had, way in ((2, Way.AT_ONCE), (3, Way.IN_THREAD)):
        (one,) = limited([alert(desk=Way.AT_ONCE)], {"desk": had})
        assert one.desks == {"desk": way}
