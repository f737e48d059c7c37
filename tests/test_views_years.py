"""Times of another year, and decisions of another agreement, are not taken for those of today."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from monitor.evaluation.verdict import ALL_NAMED, PhaseState, Standing
from monitor.incidents.record import Decision
from monitor.incidents.span import Span
from monitor.views.entries import entries
from monitor.views.onrecord import OnRecord
from monitor.views.standings import stands
from monitor.words import times
from tests.screen_examples import AT, DAY, START, agreement, evaluation, seven
from tests.test_views_today import shown

TERMS = agreement()
YEAR = 366 * DAY


def decided(key: str, moment: datetime, until: datetime | None, *, under: str) -> Decision:
    """Return a decision that took effect at a moment, under some agreement."""
    effective = Span(start=moment, end=moment)
    return Decision(
        id=key, source="s", agreement=under, by="North", what=key, effective=effective, until=until
    )


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2016-01-01T00:00", "1 Jan 00:00"),
        ("2015-12-31T23:59", "31 Dec 23:59, 2015"),
        ("2016-12-31T23:59", "31 Dec 23:59"),
        ("2017-01-01T00:00", "1 Jan 00:00, 2017"),
    ],
)
def test_the_year_is_said_where_it_is_another(moment: str, said: str) -> None:
    """By the calendar of the agreement's place, on both sides of both ends of the year."""
    zone = ZoneInfo("Asia/Damascus")
    then = datetime.fromisoformat(moment).replace(tzinfo=zone)
    beside = datetime(2016, 9, 17, 22, tzinfo=zone)

    assert times.of_year(times.short(then, zone), then, beside, zone) == said


def test_what_was_said_and_decided_in_another_year_says_so() -> None:
    """In the list of what is on record, beside what is of this year."""
    acts = (
        decided("last_year", START - YEAR, None, under=TERMS.id),
        decided("this_year", START, None, under=TERMS.id),
    )
    listed = list(entries(TERMS, OnRecord(AT, decisions=acts), AT))

    assert [one.when for one in listed] == ["12 Sept 19:00", "12 Sept 19:00, 2015"]


@pytest.mark.parametrize("state", [PhaseState.OPEN, PhaseState.UNRENEWED])
def test_a_phase_open_since_another_year_says_so(state: PhaseState) -> None:
    """Both where only the time is said and where it is said how long that has lasted."""
    since = START - YEAR
    one = Standing("calm", ALL_NAMED, state, (since, since))

    assert "12 Sept 19:00, 2015" in stands(TERMS, evaluation(seven(0, 5)), one)


def test_what_runs_out_under_another_agreement_is_not_coming_here() -> None:
    """The dates that come are those of the agreement shown."""
    acts = tuple(
        decided(what, START, START + 6 * DAY, under=under)
        for what, under in (("own_freeze", TERMS.id), ("other_freeze", "another"))
    )
    coming = shown(evaluation(seven(0, 5)), OnRecord(AT, decisions=acts)).coming

    assert "own freeze" in str(coming)
    assert "other freeze" not in str(coming)
