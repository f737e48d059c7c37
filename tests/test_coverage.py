"""Who was watching when: nothing reaches past what was known, and gaps are found exactly."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.evaluation.coverage import Watch, account_watch, complement, union, watches
from monitor.incidents.known import Known
from monitor.incidents.record import Coverage, SourceProfile
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import Strength

START = datetime(2016, 9, 12, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


def profile(strength: Strength, **fields: object) -> SourceProfile:
    """Return the profile of a made-up source in Damascus."""
    given_: dict[str, object] = {"id": "desk", "source": "desk", "name": "Desk"}
    return SourceProfile.model_validate(
        given_ | {"strength": strength, "time_zone": "Asia/Damascus"} | fields
    )


def test_a_watch_reaches_no_further_than_what_was_known() -> None:
    """A coverage record known before its window ends certifies only up to then."""
    record = Coverage(id="1", source="desk", watched=Span(start=START, end=START + 24 * HOUR))
    early, late = (Known(record, (1, 1), START + hours * HOUR) for hours in (5, 30))

    assert [w.end for w in watches([early], [], lambda _: [])] == [START + 5 * HOUR]
    assert [w.end for w in watches([late], [], lambda _: [])] == [START + 24 * HOUR]


def test_only_a_source_that_certifies_quiet_watches() -> None:
    """What can report, or is worth nothing when silent, never makes a day watched."""
    published = [(START, START)]
    weak = [profile(strength) for strength in Strength if strength is not Strength.CERTIFIES_QUIET]

    assert watches([], weak, lambda _: published) == []


def test_a_publication_dated_to_a_day_certifies_that_day() -> None:
    """A bare date is recorded as of the midnight that ends it: the day before it is watched."""
    midnight = datetime(2016, 9, 14, 21, tzinfo=UTC)
    [watch] = watches(
        [], [profile(Strength.CERTIFIES_QUIET)], lambda _: [(midnight, midnight), (None, midnight)]
    )

    assert (watch.start, watch.end) == (midnight - 24 * HOUR, midnight)


def test_an_account_is_complete_over_its_profile_while_it_publishes() -> None:
    """A source taken at its word watches its own sides from its first day to its last word."""
    published = [(START + 30 * HOUR, START + 31 * HOUR), (None, START + 26 * HOUR)]
    sided = profile(Strength.CAN_REPORT, sides=["south"], areas=["XX01"])
    begins, utc = START + 5 * HOUR, START + 8 * HOUR  # midnight in Damascus, and the next of UTC

    assert account_watch("desk", sided, published, START) == [
        Watch("desk", begins, START + 30 * HOUR, ("south",), ("XX01",))
    ]
    assert account_watch("desk", None, published, START) == [Watch("desk", utc, START + 30 * HOUR)]
    late = START + 20 * HOUR
    assert account_watch("desk", sided, published, late)[0].start == late, "nothing earlier counts"
    assert account_watch("desk", profile(Strength.NONE), published, START) == []
    assert account_watch("desk", sided, [], START) == []


intervals = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=8)


@given(intervals, st.integers(0, 20), st.integers(1, 15))
def test_gaps_are_what_no_interval_covers(
    drawn: list[tuple[int, int]], first: int, length: int
) -> None:
    """An hour lies in a gap exactly where it lies in no interval, and never outside the window."""
    seen = union([(START + a * HOUR, START + (a + n) * HOUR) for a, n in drawn])
    start, end = START + first * HOUR, START + (first + length) * HOUR
    gaps = complement(seen, start, end)

    for hour in range(45):
        instant = START + hour * HOUR
        covered = any(a <= hour < a + n for a, n in drawn)
        in_gap = any(a <= instant < b for a, b in gaps)
        assert in_gap == (start <= instant < end and not covered)
