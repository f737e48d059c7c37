"""An attack that is told while it may go on counts for certain from where it is over."""

from datetime import UTC, datetime, timedelta

import pytest
from schedule_samples import rules

from monitor.alerts.desk import Desk
from monitor.alerts.kinds import AlertKind
from monitor.evaluation.spoken import Texts
from monitor.evaluation.turning import Turn, turning_points
from monitor.incidents.known import Known
from monitor.incidents.record import Report
from monitor.incidents.span import TICK, Span
from monitor.service.retracing import retrace
from monitor.store.tables import Tables

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOON = BEGIN + 12 * HOUR
TERMS = rules("utc", zone="UTC").agreement
DESK = Desk.model_validate({"people": ("officer",), "time_zone": "UTC"})


def attack(minutes: float, hour: float = 12) -> Report:
    """An attack by a party that took so long."""
    start = BEGIN + hour * HOUR
    return Report(
        id=f"r{hour}",
        source="north",
        kinds=("shelling",),
        by=("A",),
        happened=Span(start=start, end=start + minutes * MINUTE),
    )


def tables(*told: tuple[datetime, Report]) -> Tables:
    """These reports, each known since an instant."""
    found = Tables.in_memory()
    found.load([Known(one, (act, 1), known) for act, (known, one) in enumerate(told, 1)])
    return found


@pytest.mark.parametrize(
    ("length", "known", "told"),
    [(10, 2, 10), (10, 9, 10), (10, 10, 10), (10, 11, 11), (1, 2, 2)],
    ids=["while it goes on", "a minute before", "at its end", "a minute after", "long over"],
)
def test_a_breach_is_told_at_the_end_of_its_span(length: int, known: int, told: int) -> None:
    """Neither a minute before, when it may be to come, nor at the next look."""
    facts = tables((NOON + known * MINUTE, attack(length)))
    moments = retrace(
        Texts.of(TERMS, {}),
        facts,
        NOON,
        NOON + HOUR,
        arrivals={NOON + known * MINUTE},
        desks={"desk": DESK},
    )
    found = [
        moment.at
        for moment in moments
        for one in moment.alerts
        if one.kind is AlertKind.BREACHED and one.turned.subject.condition == "calm"
    ]
    assert found == [NOON + told * MINUTE]


def test_it_turns_where_it_is_over_and_not_once_it_is() -> None:
    """At its end, within what is asked for; what is over by then turns nothing any more."""
    facts = tables((NOON, attack(10)), (NOON, attack(0, 13)))
    end = NOON + 10 * MINUTE

    def over(after: datetime, until: datetime) -> list[datetime]:
        points = turning_points(TERMS, facts, NOON, after, until)
        return [point.at for point in points if Turn.OVER in point.what]

    assert over(NOON, NOON + HOUR / 2) == [end]
    assert over(end - TICK, end) == [end]
    assert over(NOON, end - TICK) == []
    assert over(end, end + HOUR / 2) == []
    assert over(end, BEGIN + 14 * HOUR) == [BEGIN + 13 * HOUR + TICK]
    assert over(BEGIN + 14 * HOUR, BEGIN + 20 * HOUR) == []
