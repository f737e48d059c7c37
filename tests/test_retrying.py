"""When a notice is sent again: a schedule that anybody can work out beforehand."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.retrying import JITTER, WAITS, next_try

FAILED = datetime(2016, 9, 17, 19, 0, tzinfo=UTC)


@given(notice=st.text(), attempt=st.integers(1, len(WAITS)))
def test_each_wait_is_its_own_and_a_fifth_more_at_most(notice: str, attempt: int) -> None:
    """Never less than it says, and always the same of the same notice and attempt."""
    at = next_try(notice, attempt, FAILED)

    assert at is not None
    assert WAITS[attempt - 1] <= at - FAILED <= WAITS[attempt - 1] * (1 + JITTER)
    assert at == next_try(notice, attempt, FAILED)


def test_it_is_given_up_after_the_tenth_attempt_in_about_three_days() -> None:
    """A weekend without a mail server is not long enough to lose a notice."""
    at, attempts = FAILED, 1
    while (then := next_try("n", attempts, at)) is not None:
        at, attempts = then, attempts + 1

    assert attempts == 10
    assert timedelta(hours=68) < at - FAILED < timedelta(hours=83)


def test_notices_that_failed_together_come_back_apart() -> None:
    """A server that comes up again is not met by all of them at once."""
    found = {next_try(f"notice {number}", 4, FAILED) for number in range(1000)}

    assert len(found) == 1000


@given(later=st.timedeltas(timedelta(0), timedelta(days=1)), attempt=st.integers(1, len(WAITS)))
def test_being_put_off_only_makes_it_later(later: timedelta, attempt: int) -> None:
    """The other side may ask for patience, not for haste."""
    own = next_try("n", attempt, FAILED)
    asked = next_try("n", attempt, FAILED, FAILED + later)

    assert own is not None
    assert asked == max(own, FAILED + later)


def test_there_is_no_attempt_before_the_first_or_after_the_last() -> None:
    """Whatever is counted, it ends."""
    assert next_try("n", 0, FAILED) is None
    assert next_try("n", len(WAITS) + 1, FAILED, FAILED + timedelta(hours=1)) is None
