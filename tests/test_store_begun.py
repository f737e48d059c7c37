"""What a source's rhythm is read from: the tables say what its reports say, and no hindsight."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import SetClock, link, report, upload

from monitor.incidents.record import Report
from monitor.incidents.rhythm import Begun, Gap, gaps_in, gaps_of
from monitor.incidents.span import FOREVER, Span
from monitor.store.store import Store

DAMASCUS = ZoneInfo("Asia/Damascus")
FIRST = datetime(2016, 3, 1, tzinfo=UTC)
"""Before the clocks went forward in Damascus, at midnight of 25 March."""
ALWAYS = FOREVER - timedelta(days=1)


@pytest.fixture
def clock() -> SetClock:
    """A clock that is set by the test."""
    return SetClock()


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "store", clock) as opened:
        yield opened


def told(day: float, number: int = 0, *areas: str, length: float = 0) -> Report:
    """Return a made-up report of an event so many days after the first."""
    start = FIRST + timedelta(days=day)
    span = Span(start=start, end=start + timedelta(days=length))
    return report(f"{day}-{number}-{'-'.join(areas)}", happened=span, pcodes=areas)


def talkative(*silent: int) -> list[Report]:
    """Return three reports a day for forty days, none on some."""
    return [told(at + 0.4, n, "XX01") for at in range(40) if at not in silent for n in range(3)]


def gaps(store: Store, known: datetime = ALWAYS, before: datetime = ALWAYS) -> tuple[Gap, ...]:
    """Return the gaps of the one source."""
    with store.facts() as facts:
        return gaps_in(facts.begun(known, before, DAMASCUS).get("north", ()))


def counted(begun: Iterable[Begun]) -> dict[tuple[object, str], int]:
    """Return the events by day and area."""
    found: dict[tuple[object, str], int] = {}
    for one in begun:
        found[one.day, one.area] = found.get((one.day, one.area), 0) + one.events
    return found


_REPORTS = st.lists(
    st.builds(
        told,
        st.integers(0, 40 * 24 * 4).map(lambda quarter: quarter / 96),
        st.integers(0, 3),
        st.sampled_from(["XX01", "XX02"]),
        length=st.sampled_from([0, 0.5, 1, 3, 3.5]),
    )
    | st.builds(told, st.integers(0, 40), st.just(0), st.just("XX01"), st.just("XX02")),
    unique_by=lambda each: each.key,
)


@settings(max_examples=25, deadline=None)
@given(_REPORTS)
def test_the_tables_count_what_the_reports_say(
    tmp_path_factory: pytest.TempPathFactory, reports: list[Report]
) -> None:
    """By local day, clock changes included; several areas are none; the vague are left out."""
    with Store.open(tmp_path_factory.mktemp("begun") / "store", SetClock()) as store:
        if reports:
            upload(store, *reports)
        with store.facts() as facts:
            begun = facts.begun(ALWAYS, ALWAYS, DAMASCUS).get("north", [])
    expected = [
        Begun(
            each.happened.start.astimezone(DAMASCUS).date(),
            each.pcodes[0] if len(each.pcodes) == 1 else "",
        )
        for each in reports
        if each.happened.end - each.happened.start <= timedelta(days=3)
    ]

    assert counted(begun) == counted(expected)
    assert gaps_in(begun) == gaps_of(reports, DAMASCUS)


def test_a_gap_is_seen_from_the_tables(store: Store) -> None:
    """And nothing of a store that holds nothing."""
    assert gaps(store) == ()
    upload(store, *talkative(30, 31))

    assert [(gap.first.day, gap.last.day) for gap in gaps(store)] == [(31, 1)]


def test_what_came_later_fills_no_gap_before_it_was_known(store: Store, clock: SetClock) -> None:
    """As known before the late reports, the gap stands; taking them back opens it again."""
    upload(store, *talkative(30, 31))
    before = clock()
    clock.pass_by()
    late = upload(store, *(told(at + 0.4, n, "XX01") for at in (30, 31) for n in range(3)))

    assert gaps(store) == ()
    assert len(gaps(store, known=before)) == 1
    clock.pass_by()
    store.accept.undo(late, actor="tester")
    assert len(gaps(store)) == 1


def test_what_begins_after_the_moment_looked_at_tells_nothing_of_it(store: Store) -> None:
    """A silence whose end has not come is none yet."""
    upload(store, *talkative(30, 31))

    assert gaps(store, before=FIRST + timedelta(days=32)) == ()
    assert len(gaps(store, before=FIRST + timedelta(days=33))) == 1


def test_an_event_told_twice_by_one_source_is_one(store: Store) -> None:
    """Two reports of one event are no busier day."""
    twice = [told(0.4, n, "XX01") for n in range(2)]
    upload(store, *twice, link(twice[0].key, twice[1].key))
    with store.facts() as facts:
        [one] = facts.begun(ALWAYS, ALWAYS, DAMASCUS)["north"]

    assert one.events == 1
