"""One event told by several sources never certainly counts more than once."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from store_samples import SetClock, link, profile, rows, upload

from monitor.incidents.duplicates import matches
from monitor.incidents.gazetteer import NOWHERE
from monitor.incidents.possible import FINDER, ONCE, Possible, asserting, possible, unanswered
from monitor.incidents.record import Link, Range, Record, Report
from monitor.incidents.span import FOREVER, TICK, Span
from monitor.incidents.vocabulary import Dispute, Relation
from monitor.incidents.write import write_csv
from monitor.service.finding import found, linked
from monitor.service.rules import Rules
from monitor.service.taken import Outcome, Taken
from monitor.service.uploads import Uploads
from monitor.store.store import Store

NOON = datetime(2016, 9, 17, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALWAYS = FOREVER - TICK
DAY = (NOON - 2 * timedelta(days=1), NOON + 2 * timedelta(days=1))


def told(source: str, id_: str = "1", after: float = 0, **changed: object) -> Report:
    """Return a made-up report of a shelling at a place, some hours after noon."""
    given = {
        "happened": Span(start=NOON + after * HOUR, end=NOON + (after + 1) * HOUR),
        "kinds": ("shelling",),
        "by": ("North",),
        "place": "Exampleville",
        "latitude": 1.0,
        "longitude": 2.0,
    }
    return Report.model_validate({"id": id_, "source": source, **given, **changed})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "store", SetClock(datetime(2040, 1, 1, tzinfo=UTC))) as opened:
        yield opened


def take(store: Store, *records: Record, name: str = "a", **how: bool) -> Taken:
    """Take in a file of these records, as a person does."""
    kind = records[0].record
    data = write_csv(kind, list(records))
    uploads = Uploads(store, Rules(store), NOWHERE)
    return uploads.take(f"{name}.csv", data, actor="tester", **how)


def standing(store: Store) -> list[Link]:
    """Return the links on record."""
    with store.facts() as facts:
        return [one.record for one in facts.records(Link, ALWAYS)]


def certain(store: Store) -> int:
    """Return how many incidents of these days may be counted for certain."""
    with store.facts() as facts:
        found = facts.incidents(ALWAYS, *DAY)
    return sum(not version.incident.repeats for version in found)


# What is asked about.


def test_four_sources_tell_of_one_event_and_one_counts(store: Store) -> None:
    """Each by a file of its own, or all in one: whatever comes, the certain count is one."""
    for source in ("one", "two", "three", "four"):
        taken = take(store, told(source), name=source)
        assert (taken.lines, taken.stored, taken.unchanged, taken.rejected) == (1, 1, 0, 0)
        assert certain(store) == 1
    assert {link.relation for link in standing(store)} == {Relation.POSSIBLE}
    assert {link.source for link in standing(store)} == {FINDER}


def test_four_lines_of_one_file_count_once(store: Store) -> None:
    """A file may hold several sources; its lines are compared with each other."""
    taken = take(store, *(told(source) for source in ("one", "two", "three", "four")))

    assert (taken.lines, taken.stored) == (4, 4)
    assert len(taken.possible) == 6
    assert certain(store) == 1


@pytest.mark.parametrize("seed", range(20))
def test_what_is_certain_is_never_more_than_what_happened(store: Store, seed: int) -> None:
    """Made-up events, each told by some sources within what the finder takes for near."""
    chance = random.Random(seed)  # noqa: S311 - made-up reports
    events = range(chance.randint(1, 6))
    for source in ("one", "two", "three"):
        heard = [n for n in events if chance.random() < 0.7]
        mine = [
            told(
                source,
                str(n),
                after=chance.random(),
                latitude=1.0 + 0.01 * n,
                killed=Range(low=chance.randint(0, 2), high=2),
            )
            for n in heard
        ]
        if mine:
            take(store, *mine, name=source)
    with store.facts() as facts:
        versions = facts.incidents(ALWAYS, *DAY)
    heard = {int(v.incident.id.partition("/")[2]) for v in versions}

    assert certain(store) <= len(heard)


def test_each_report_is_linked_to_one_of_each_other_source() -> None:
    """Days in a row at one place do not chain into one event: the nearest of each is enough."""
    days = [told("one", str(n), after=24 * n) for n in range(10)]
    new = [(n, told("two", str(n), after=24 * n + 0.5)) for n in range(10)]

    pairs = possible(new, days, ())

    assert [(pair.new.id, pair.other.id) for pair in pairs] == [(str(n), str(n)) for n in range(10)]


def test_denials_and_withdrawals_are_not_asked_about(store: Store) -> None:
    """They are no events of their own, so nothing counts twice by them."""
    take(store, told("one"))
    gone = told("two", withdrawn=True)
    denied = told("three", disputes=Dispute.OCCURRENCE)

    assert asserting([(1, gone), (2, denied), (3, link("a/1", "b/1"))]) == []
    assert take(store, gone, denied).possible == ()


def test_an_archive_is_not_asked_about_and_what_comes_after_is(store: Store) -> None:
    """Its links come with it: none that is found today was known when it was published."""
    assert take(store, told("one"), told("two"), archive=True).possible == ()
    assert standing(store) == []
    assert len(take(store, told("three")).possible) == 2


# What somebody has said stands.


@pytest.mark.parametrize("relation", [Relation.SAME, Relation.POSSIBLE])
def test_two_that_a_person_linked_are_left_alone(store: Store, relation: Relation) -> None:
    """Also where the later version of one of them comes, and where they are one by a third."""
    upload(store, told("one"), told("two"), told("three"))
    upload(store, link("one/1", "two/1", relation))
    upload(store, link("one/1", "three/1", Relation.SAME, id_="2"))

    taken = take(store, told("two", killed=Range(low=3, high=3)))

    assert taken.stored == 1
    assert taken.possible == ()


def test_after_two_were_told_apart_the_next_likeliest_takes_its_place(store: Store) -> None:
    """Else what may repeat the second would count for certain beside it."""
    take(store, told("one", "near"), told("one", "nearby", after=2))
    first = take(store, told("two", "x"))
    assert [pair.other.id for pair in first.possible] == ["near"]

    second = take(store, link("one/near", "two/x", Relation.DIFFERENT))

    assert [(pair.new.id, pair.other.id) for pair in second.possible] == [("x", "nearby")]
    assert certain(store) == 2


def test_what_a_person_says_counts_and_taken_back_the_question_is_open_again(store: Store) -> None:
    """Same, different, and each undone: the link that was found stands as before."""
    take(store, told("one"))
    take(store, told("two"))
    assert len(unanswered(standing(store), ["one/1"])) == 1
    for relation, incidents, sure in ((Relation.SAME, 1, 1), (Relation.DIFFERENT, 2, 2)):
        said = upload(store, link("two/1", "one/1", relation))
        with store.facts() as facts:
            assert len(facts.incidents(ALWAYS, *DAY)) == incidents
        assert certain(store) == sure
        assert unanswered(standing(store), ["one/1"]) == ()
        store.accept.undo(said, actor="tester")
        assert certain(store) == 1
        assert len(unanswered(standing(store), ["one/1"])) == 1


# In the same act.


def test_links_come_and_go_with_the_file_that_brought_them(store: Store) -> None:
    """Undone they are gone; the tables made again from the journal hold the same."""
    take(store, told("one"))
    taken = take(store, told("two"))
    assert taken.receipt
    assert store.acts.uploads()[-1].stored == 1
    store.rebuild()
    assert len(standing(store)) == 1

    store.accept.undo(taken.receipt.upload, actor="tester")

    assert standing(store) == []
    assert certain(store) == 1


def test_a_report_from_a_form_brings_its_links(store: Store) -> None:
    """In the act of the record, and again when the journal is replayed."""
    take(store, told("one"))
    cells = {
        "id": "2",
        "source": "two",
        "happened_from": "2016-09-17T12:00",
        "kind": "shelling",
        "place": "Exampleville",
    }
    uploads = Uploads(store, Rules(store), NOWHERE)

    receipt = uploads.add("report", cells, actor="tester", time_zone="UTC")

    assert not isinstance(receipt, tuple)
    assert (receipt.stored, receipt.possible) == (1, 1)
    before = standing(store)
    store.rebuild()
    assert standing(store) == before != []
    uploads.undo(receipt.upload, actor="tester")
    assert standing(store) == []


def test_nothing_is_doubled_by_bringing_it_again(store: Store) -> None:
    """The same bytes, the same rows under another name, an edited row, and the file undone."""
    take(store, told("one"))
    first = take(store, told("two"), told("two", "2", after=100))
    assert len(first.possible) == 1
    assert take(store, told("two"), told("two", "2", after=100)).outcome is Outcome.ALREADY_STORED
    assert take(store, told("two"), name="b").possible == ()
    assert take(store, told("two", note="edited"), name="c").possible == ()
    assert len(standing(store)) == 1

    assert first.receipt
    store.accept.undo(first.receipt.upload, actor="tester")
    again = take(store, told("two"), told("two", "2", after=100))

    assert len(again.possible) == 1
    assert len(standing(store)) == 1


def test_a_trial_counts_them_and_stores_nothing(store: Store) -> None:
    """What is tried is what storing then does."""
    take(store, told("one"))
    tried = take(store, told("two"), dry_run=True)
    assert (standing(store), tried.stored, tried.unchanged) == ([], 1, 0)

    done = take(store, told("two"))

    assert (done.possible, done.stored) == (tried.possible, tried.stored)


# Those on record are found by day, kind and place.


def _scattered(chance: random.Random, source: str, count: int) -> list[Report]:
    """Return made-up reports over a few days and places, with much left unstated."""
    return [
        told(
            source,
            str(n),
            after=chance.randint(-60, 60),
            kinds=chance.choice([(), ("shelling",), ("air_strike",), ("protest",)]),
            place=chance.choice(
                ["", "Exampleville", "the city of Exampleville", "EXAMPLEVILLE,", "X"]
            ),
            pcodes=chance.choice([(), ("XX01",), ("XX01", "XX02"), ("XX03",)]),
            **chance.choice(
                [
                    {"latitude": None, "longitude": None},
                    {"latitude": 1.0 + chance.random() / 4},
                    {"latitude": 1.0 + chance.random() / 4, "location_precision": 15_000},
                ]
            ),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("seed", range(10))
def test_narrowing_finds_what_comparing_with_all_finds(store: Store, seed: int) -> None:
    """Whatever is stated and whatever is not, the pairs are those of a look at everything."""
    chance = random.Random(seed)  # noqa: S311 - made-up reports
    held = [one for source in ("one", "two") for one in _scattered(chance, source, 25)]
    upload(store, *held)
    new = [(n, one) for n, one in enumerate(_scattered(chance, "three", 25), start=2)]

    with store.facts() as facts:
        narrowed = found(facts, tuple(new))

    assert narrowed == possible(new, held, ())
    assert narrowed
    wanted = matches([one for _, one in new], held, ONCE)
    assert {frozenset((m.first, m.second)) for m in wanted} == {
        frozenset((pair.new.key, pair.other.key)) for pair in narrowed
    }


def test_links_of_one_pair_are_one_link() -> None:
    """Whichever of the two comes later, and whatever is said about why."""
    pairs = [
        Possible(2, told("one"), told("two"), 5, ("near",)),
        Possible(9, told("two"), told("one"), 7, ("nearer",)),
    ]

    assert len({row.key for _, row in linked(pairs) if isinstance(row, Link)}) == 1
    assert all(a.first == b.first for a, b in pairwise(pair.link for pair in pairs))


def test_a_possible_repeat_of_a_profiled_source_gives_no_grade(store: Store) -> None:
    """Two sources that may tell of one event do not corroborate each other until somebody says."""
    upload(store, profile("one"), profile("two"))
    take(store, told("one"))
    take(store, told("two"))
    with store.facts() as facts:
        grades = {v.incident.grade for v in facts.incidents(ALWAYS, *DAY)}

    assert {grade.value for grade in grades} == {"reported"}
    assert rows(told("one"))
