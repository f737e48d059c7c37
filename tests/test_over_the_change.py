"""Duties in days whose request, or flight, is known only to a span in which clocks go back."""

from datetime import datetime, timedelta
from itertools import product

import pytest

from tests.engine import engine_readings
from tests.naive.naive import readings
from tests.naive.small import LATER, Fields, decision, record, terms

WENT_BACK = datetime.fromisoformat("2016-10-27T23:00+02:00")
"""In Damascus the hour before midnight of 27 October came twice: this is its second beginning."""
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ANSWER: Fields = {
    "response": {"to": {"decided": "asked"}, "with": {"decided": "granted"}, "within": "1 day"}
}
WARN: Fields = {
    "notice": {"of": {"decided": "granted"}, "before": {"decided": "asked"}, "at_least": "1 day"}
}
NEAR = [-65, -55, -30, -5, 0, 5, 30, 55, 65]
"""Minutes from the change, or from the same hour of another day, at which something happens."""


def asked(first: int, last: int) -> Fields:
    """Return a request made within these minutes from the change of clocks."""
    return decision("government", "asked", WENT_BACK + first * MINUTE, WENT_BACK + last * MINUTE)


@pytest.mark.parametrize(("duty", "way"), [(ANSWER, 1), (WARN, -1)])
@pytest.mark.parametrize(("first", "last"), [(-65, 5), (-55, 55), (-30, 30), (-5, 65)])
def test_the_second_evaluator_agrees_over_the_change(
    duty: Fields, way: int, first: int, last: int
) -> None:
    """Wherever the answer, or the notice, falls around the ends of the terms, and when asked."""
    there = WENT_BACK + way * DAY
    for minute, later in product(NEAR, (-10, 10, 70, 26 * 60)):
        rows = record(
            asked(first, last), decision("opposition", "granted", there + minute * MINUTE)
        )
        at = max(there, WENT_BACK) + later * MINUTE
        naive = readings(terms(duty=duty), rows, at, LATER)
        assert engine_readings(terms(duty=duty), rows, at, LATER) == naive, (minute, later)


def test_a_term_may_end_later_from_before_the_change_than_from_after_it() -> None:
    """Asked around the change, the answer may wait until midnight, or until a little past eleven.

    Only after midnight it is overdue whenever it was asked.
    """
    rows = record(asked(-10, 10))
    at = WENT_BACK + DAY + 20 * MINUTE

    read = engine_readings(terms(duty=ANSWER), rows, at, LATER)
    over = engine_readings(terms(duty=ANSWER), rows, at + 41 * MINUTE, LATER)

    assert read["duty", None] == ("undetermined", None)
    assert over["duty", None] == ("breached", None)
