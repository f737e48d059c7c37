"""What an upload brought, and what undoing it would do: told before, and exactly as done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import (
    HOUR,
    START,
    SetClock,
    dump,
    files,
    link,
    normal,
    profile,
    report,
    upload,
)

from monitor.incidents.record import Coverage, Link, Range, Record, Report, Review, SourceProfile
from monitor.incidents.span import FOREVER
from monitor.store.errors import UnknownUploadError
from monitor.store.store import Store

MANY = 1000
ALWAYS = FOREVER - HOUR


@pytest.fixture
def clock() -> SetClock:
    """A clock that the test sets."""
    return SetClock()


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "store", clock) as opened:
        yield opened


def turns(store: Store, number: int) -> list[tuple[str, str, str]]:
    """What an upload made of its records: key, note before, note after; - for none."""
    return [
        (turn.key, _note(turn.before), _note(turn.after))
        for turn in store.acts.brought(number, most=MANY).turns
    ]


def _note(record: Record | None) -> str:
    return record.note if record else "-"


def believed(store: Store) -> dict[tuple[str, str], Record]:
    """Every record believed, by kind and key."""
    with store.facts() as facts:
        kinds = (Report, Link, Review, SourceProfile, Coverage)
        return {
            (known.record.record, known.record.key): known.record
            for kind in kinds
            for known in facts.records(kind, ALWAYS)
        }


def test_what_an_upload_brought_stands_against_what_stood_before(
    store: Store, clock: SetClock
) -> None:
    """New, corrected, taken back, older than what stands, and a withdrawal of nothing."""
    first = upload(store, *(report(id_, note="old", revision=1) for id_ in "abc"))
    clock.pass_by()
    second = upload(
        store,
        report("a", note="new", revision=2),
        report("b", note="older"),
        report("c", note="gone", revision=2, withdrawn=True),
        report("d", note="fresh"),
        report("e", withdrawn=True),
    )

    assert turns(store, first) == [(f"north/{id_}", "-", "old") for id_ in "abc"]
    assert turns(store, second) == [
        ("north/a", "old", "new"),
        ("north/b", "old", "old"),
        ("north/c", "old", "-"),
        ("north/d", "-", "fresh"),
        ("north/e", "-", "-"),
    ]


def test_later_acts_do_not_change_what_an_upload_brought(store: Store, clock: SetClock) -> None:
    """Neither a later correction nor its own undoing rewrites what it did when it came."""
    first = upload(store, report("a", note="one"))
    clock.pass_by()
    second = upload(store, report("a", note="two"))
    clock.pass_by()
    before = turns(store, first), turns(store, second)
    upload(store, report("a", note="three"))
    store.accept.undo(second, actor="tester")
    clock.pass_by()
    store.accept.undo(first, actor="tester")

    assert (turns(store, first), turns(store, second)) == before
    assert store.acts.brought(second, most=MANY).upload.undone is not None


def test_an_archive_undone_before_anything_live_is_still_told(store: Store) -> None:
    """As if never known for every evaluation, yet the book says what it had brought."""
    one = report("a", note="one", published_at=START - HOUR)
    number = upload(store, one, archive=True)
    with store.without(number, most=MANY) as trial:
        assert trial.vanish
    store.accept.undo(number, actor="tester")

    assert turns(store, number) == [("north/a", "-", "one")]
    assert believed(store) == {}


def test_only_so_many_records_are_told_of_a_large_upload(store: Store) -> None:
    """The first of its lines, and how many there are in all."""
    number = upload(store, *(report(str(n)) for n in range(20)))
    found = store.acts.brought(number, most=3)

    assert [turn.key for turn in found.turns] == ["north/0", "north/1", "north/2"]
    assert found.total == 20


@pytest.mark.parametrize("undone", [False, True])
def test_what_cannot_be_undone_cannot_be_tried(store: Store, *, undone: bool) -> None:
    """An unknown number and an upload undone already are refused, in the words of undoing."""
    number = upload(store, report())
    if undone:
        store.accept.undo(number, actor="tester")
    with (
        pytest.raises(UnknownUploadError, match="undone already" if undone else "no upload 99"),
        store.without(number if undone else 99, most=MANY),
    ):
        pytest.fail("it was tried")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(files(most=3), min_size=1, max_size=4), data=st.data())
def test_a_trial_of_undoing_is_what_undoing_then_does(
    tmp_path_factory: pytest.TempPathFactory, acts: list[list[Record]], data: st.DataObject
) -> None:
    """Records and incidents, at every act; and the trial itself leaves nothing behind."""
    clock = SetClock()
    with Store.open(tmp_path_factory.mktemp("s"), clock) as store:
        numbers = []
        for n, records in enumerate(acts):
            clock.pass_by()
            numbers.append(upload(store, *records, name=f"{n}.csv"))
        number = data.draw(st.sampled_from(numbers))
        clock.pass_by()
        stood, before = dump(store), believed(store)

        with store.without(number, most=MANY) as trial:
            told = {(turn.kind, turn.key): (turn.before, turn.after) for turn in trial.turns}
            tried = [
                normal(v.incident) for v in trial.reading.incidents(ALWAYS, START - HOUR, ALWAYS)
            ]

        assert dump(store) == stood
        store.accept.undo(number, actor="tester")
        after = believed(store)
        with store.facts() as facts:
            done = [normal(v.incident) for v in facts.incidents(ALWAYS, START - HOUR, ALWAYS)]
        assert tried == done
        changed = {key for key in before | after if before.get(key) != after.get(key)}
        assert changed <= told.keys()
        assert told == {key: (before.get(key), after.get(key)) for key in told}


def test_an_incident_has_a_history_over_all_its_ids(store: Store, clock: SetClock) -> None:
    """Alone, corrected, then joined by a report of a smaller key: three beliefs, oldest first."""
    upload(store, report("z", killed=Range(low=1, high=1)), profile("north"), profile("south"))
    clock.pass_by()
    upload(store, report("z", killed=Range(low=2, high=2)))
    clock.pass_by()
    upload(store, report("a", source="east"), link("east/a", "north/z"))

    with store.facts() as facts:
        found = facts.history(["north/z", "east/a"])
        count = facts.how_many(ALWAYS, START, START + HOUR)
        listed = facts.incidents(ALWAYS, START, START + HOUR)

    assert [(v.incident.id, v.incident.killed.low, v.known_to < FOREVER) for v in found] == [
        ("north/z", 1, True),
        ("north/z", 2, True),
        ("east/a", 2, False),
    ]
    assert count == len(listed) == 1


def test_records_are_found_by_key_as_they_were_known(store: Store, clock: SetClock) -> None:
    """The newest content at a moment; one withdrawn, or not yet known, is not there."""
    upload(store, report("a", note="old"), report("b"))
    then = clock()
    clock.pass_by()
    upload(store, report("a", note="new"), report("b", withdrawn=True), report("c"))
    keys = ["north/c", "north/a", "north/b", "north/nobody"]

    with store.facts() as facts:
        early = [(k.record.key, k.record.note) for k in facts.named(Report, keys, then)]
        late = [(k.record.key, k.record.note) for k in facts.named(Report, keys, ALWAYS)]
        assert facts.publishing(START - HOUR) == []
        assert facts.publishing(then) == ["north"]

    assert early == [("north/a", "old"), ("north/b", "")]
    assert late == [("north/a", "new"), ("north/c", "")]
