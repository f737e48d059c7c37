"""Terms in minutes: for answers and notices, and for nothing that days of an agreement turn on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.agreements.dated import Duration, Unit
from monitor.agreements.load import load_text
from monitor.errors import RuleFileError
from monitor.evaluation.calendar import MonitoringCalendar
from tests.naive.acts import after

DUTIES = (Path(__file__).parent / "rules" / "duties.yaml").read_text("utf-8")
TEN = Duration(count=10, unit=Unit.MINUTES)


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("10 minutes", TEN),
        ("1 minute", Duration(count=1, unit=Unit.MINUTES)),
        ("minute", Duration(count=1, unit=Unit.MINUTES)),
    ],
)
def test_a_term_is_written_in_minutes(written: str, term: Duration) -> None:
    """As hours are; written back it reads as it was written, with its number."""
    rules = load_text(DUTIES.replace("within: 48 hours", f"within: {written}"), "duties.yaml")
    response = rules.agreement.conditions["aid_moves"].response

    assert response is not None
    assert response.within == term
    assert str(term) == (written if written[0].isdecimal() else "1 minute")


def test_minutes_elapse_whatever_the_clocks_do() -> None:
    """Over the hour that a spring night leaves out, as over any other; in both evaluators."""
    calendar = MonitoringCalendar(load_text(DUTIES, "duties.yaml").agreement.calendar, ())
    before = datetime(2020, 3, 29, 0, 55, tzinfo=UTC)

    assert calendar.after(before, TEN) == before + timedelta(minutes=10)
    assert calendar.after(before, TEN, times=-1) == before - timedelta(minutes=10)
    assert after(before, TEN, "Europe/Kyiv") == before + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("for: 7 days", "for: 7 minutes"),
        ("settles_after: 48 hours", "settles_after: 48 minutes"),
        (
            "response: {to: left, with: arrived, within: 48 hours, match: convoy}",
            "limit: {of: left, at_most: 0, each: 9 minutes}",
        ),
        (
            "response: {to: left, with: arrived, within: 48 hours, match: convoy}",
            "pattern: {of: left, at_least: 2, in: 9 minutes}",
        ),
    ],
)
def test_days_of_an_agreement_are_not_measured_in_minutes(was: str, becomes: str) -> None:
    """A count of days, a window, a pattern and the settling of a verdict are refused in words."""
    assert was in DUTIES
    with pytest.raises(RuleFileError, match="minutes is too short a time here"):
        load_text(DUTIES.replace(was, becomes), "duties.yaml")
