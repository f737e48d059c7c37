"""The tables answer as the definitions do: who believed what, when, whatever way it came in."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import (
    HOUR,
    START,
    coverage,
    files,
    hours,
    link,
    normal,
    profile,
    report,
    reports,
    review,
    rows,
    ties,
)

from monitor.incidents.box import Box
from monitor.incidents.known import Known, newest
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Range,
    Record,
    Report,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.span import FOREVER, Span
from monitor.incidents.sweep import incident_versions
from monitor.incidents.version import Location
from monitor.incidents.vocabulary import Measure, Relation, Says
from monitor.store.codes import Codes
from monitor.store.database import connect, insert
from monitor.store.rows import Line
from monitor.store.tables import Tables
from monitor.store.versions import VersionRows, stands_alone

KINDS: tuple[type[Any], ...] = (
    *(Report, Count, Statement, Decision, Attestation, Coverage),
    *(Link, Review, SourceProfile),
)
ALWAYS = (START - timedelta(days=4000), FOREVER)


def known(*records: Record, at: datetime = START, act: int = 1) -> list[Known[Any]]:
    """Records of one act, all known from one time."""
    return [Known(record, (act, line), at) for line, record in rows(*records)]


def loaded(*versions: Known[Any]) -> Tables:
    """Tables in memory with these versions."""
    tables = Tables.in_memory()
    tables.load(versions)
    return tables


def check_against_definitions(tables: Tables, versions: Sequence[Known[Any]]) -> None:
    """Compare what the tables say at each change with what the definitions give.

    For incidents the definition takes everything as one group: that is always closed.
    """
    reports_, links, reviews, profiles = (
        [version for version in versions if type(version.record) is kind]
        for kind in (Report, Link, Review, SourceProfile)
    )
    defined = incident_versions(reports_, links, reviews, profiles)
    kinds = {type(version.record) for version in versions}
    times = sorted({t for v in versions for t in (v.known_from, v.known_to)} - {FOREVER})
    for time in [START - HOUR, *times]:
        for kind in kinds:
            of_kind = [version for version in versions if type(version.record) is kind]
            assert tables.records(kind, time) == newest(of_kind, time)
        for account in {"", *(version.record.source for version in reports_)}:
            found = [normal(v.incident) for v in tables.incidents(time, *ALWAYS, account)]
            wanted = [
                normal(v.incident)
                for v in defined
                if v.account == account and v.known_from <= time < v.known_to
            ]
            assert sorted(found, key=repr) == sorted(wanted, key=repr)


@st.composite
def histories(draw: st.DrawFn) -> list[Known[Any]]:
    """Versions of records as acts would leave them, some undone, some as never known."""
    versions: list[Known[Any]] = []
    for act in range(1, draw(st.integers(1, 5)) + 1):
        at = START + act * HOUR
        end = draw(st.sampled_from([FOREVER, FOREVER, FOREVER, at + 2 * HOUR, at]))
        for line, record in rows(*draw(files())):
            versions.append(Known(record, (act, line), at, end))
    return versions


@settings(max_examples=40)
@given(versions=histories())
def test_loaded_tables_say_what_the_definitions_say(versions: list[Known[Any]]) -> None:
    """At every time something changes: records believed, incidents, and each source's account."""
    check_against_definitions(loaded(*versions), versions)


@settings(max_examples=50)
@given(one=reports(), end=st.sampled_from([FOREVER, START + HOUR, START]))
def test_a_report_alone_is_what_merging_makes_of_it(one: Report, end: datetime) -> None:
    """The short way for a report that nothing else bears on gives what the long way gives."""
    version = Known(one, (1, 2), START, end)
    codes = Codes(loaded()._db)  # noqa: SLF001 - codes of empty tables
    short, long = VersionRows(codes), VersionRows(codes)
    for merged in incident_versions([version], [], [], []):
        long.add(merged)
    if stands_alone(one):
        short.add_alone(version)

    assert (short.official, short.accounts) == (long.official, long.accounts)


def test_every_kind_of_record_comes_back_as_it_went_in() -> None:
    """A record is kept whole, whatever script it is written in."""
    span = hours(0, 24)
    records: list[Record] = [
        report(place="حلب", killed=Range(low=1), note="\u2028\n'\"; DROP TABLE records; --"),
        report("2", weapons=("tank",), claims=("accident",), quantity=Range(low=2)),
        report("3", latitude=1.5, longitude=2.5, location_precision=0, references=("a=b",)),
        Count(id="1", source="watch", window=span, measure=Measure.KILLED, value=3),
        Statement(id="1", source="watch", actor="A", says=Says.DENIES, made=span),
        Decision(id="1", source="A", agreement="made-up", by="A", what="joined", effective=span),
        Attestation(id="1", source="A", agreement="m", by="A", what="w", holds=True, during=span),
        coverage(),
        link("north/1", "south/1"),
        review("north/1"),
        profile("north", relays=("south",)),
    ]
    tables = loaded(*known(*records))

    assert {type(record) for record in records} == set(KINDS)
    for kind in KINDS:
        found = tables.records(kind, START)
        assert [one.record for one in found] == [one for one in records if type(one) is kind]
        assert {(one.known_from, one.known_to) for one in found} == {(START, FOREVER)}


BEFORE = (
    '{"id":"1","source":"north","revision":0,"withdrawn":false,"published_at":null,'
    '"published_approximate":false,"confidence":"found","handling":"internal","citation":"",'
    '"note":"","record":"report","happened":{"start":"2016-09-12T16:00:00Z",'
    '"end":"2016-09-12T17:00:00Z"},"kinds":["shelling"],"by":["A"],"against":[],"place":"",'
    '"pcodes":["XX01"],"latitude":null,"longitude":null,"purposes":[],"killed":null,'
    '"injured":null,"disputes":null,"own_observation":false}'
)
"""A report as kept before reports could state a weapon, a claim, a quantity or references."""


def test_records_kept_before_columns_came_still_stand() -> None:
    """They are read, and who says the same again says nothing new: the text is the same."""
    line = Line.parse(f"[2,{BEFORE}]".encode())

    assert line.record == report()
    assert Line.of((2, report())).digest == line.digest
    assert Line.of((2, report(weapons=("tank",)))).digest != line.digest


def test_one_set_of_locations_has_one_code_however_it_comes_in() -> None:
    """Foreseen or asked for one by one, before and after it was written: the same codes."""
    tables = loaded(*known(report(latitude=36.0, longitude=37.0)))
    one, other = (Location(36.0, 37.0, 0),), (Location(35.0, 37.0, 0), Location(36.0, 37.0, 5))
    codes = Codes(tables._db)  # noqa: SLF001 - codes of the tables
    codes.foresee([other, one, other, ()])

    first, second = codes.location(one), codes.location(other)
    codes.write(tables._db)  # noqa: SLF001
    codes.write(tables._db)  # noqa: SLF001 - what is written is not written again
    later = Codes(tables._db)  # noqa: SLF001

    assert (codes.location(()), first, second) == (0, 1, 2)
    assert [later.location(stated) for stated in ((), one, other)] == [0, 1, 2]
    assert later.location((Location(1.0, 1.0, 1),)) == 3
    assert tables._db.execute("SELECT count(*) FROM locations").fetchall() == [(2,)]  # noqa: SLF001


@given(
    stated=st.lists(
        st.builds(Location, st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 99)),
        max_size=3,
    )
)
def test_locations_come_back_to_the_last_digit(stated: list[Location]) -> None:
    """What the dictionary holds is what was stated."""
    tables = loaded()
    with tables.writing() as db:
        codes = Codes(db)
        code = codes.location(tuple(stated))
        codes.write(db)

    everywhere = Box(-90_000_000, 90_000_000, -180_000_000, 180_000_000)
    assert tables.locations(everywhere) == ([(code, tuple(stated))] if stated else [])


def test_a_link_corrected_from_a_report_that_never_came_joins_what_it_names_now() -> None:
    """The one it named first, and which is not on record, keeps no two others apart."""
    versions = [
        *known(report("1", "north"), report("2", "watch")),
        *known(link("south/1", "north/1"), at=START + HOUR, act=2),
        *known(
            link("north/1", "watch/2").model_copy(update={"revision": 1}),
            at=START + 2 * HOUR,
            act=3,
        ),
    ]

    check_against_definitions(loaded(*versions), versions)


def test_the_newest_revision_counts_then_the_last_recorded() -> None:
    """A lower revision that arrives late changes nothing; an equal one replaces."""
    versions = [
        *known(report(revision=2, note="second"), act=1),
        *known(report(revision=1, note="first"), act=2, at=START + HOUR),
        *known(report(revision=2, note="second again"), act=3, at=START + 2 * HOUR),
    ]
    tables = loaded(*versions)

    believed_then = [tables.records(Report, START + n * HOUR)[0].record.note for n in range(3)]
    assert believed_then == ["second", "second", "second again"]
    assert [v.record.note for v in tables.versions(Report, "north/1")] == [
        "second",
        "first",
        "second again",
    ]


def test_records_come_oldest_knowledge_first() -> None:
    """Whatever their keys; of one moment in the order in which they came."""
    told = {"c": (2, 1, 1), "a": (1, 2, 7), "d": (1, 2, 9), "b": (0, 3, 1)}
    versions = [
        Known(report(id_), (act, line), START + hour * HOUR)
        for id_, (hour, act, line) in told.items()
    ]

    read = loaded(*versions).records(Report, START + 5 * HOUR)

    assert [one.record.id for one in read] == ["b", "a", "d", "c"]


def test_the_two_ends_of_knowledge() -> None:
    """A version is known at its known_from, and no more at its known_to."""
    version = Known(report(), (1, 2), START, START + HOUR)
    tables = loaded(version)
    tick = timedelta(microseconds=1)

    for time, count in [(START - tick, 0), (START, 1), (START + HOUR - tick, 1), (START + HOUR, 0)]:
        assert len(tables.records(Report, time)) == count
        assert len(tables.incidents(time, *ALWAYS)) == count
        assert len(tables.incidents(time, *ALWAYS, "north")) == count


@pytest.mark.parametrize(
    ("span", "touches"),
    [
        (hours(0, 1), True),
        (hours(0, 0), True),
        (hours(-1, 1), False),
        (hours(1, 1), False),
        (hours(1, 0), False),
        (hours(-5, 10), True),
        (Span(start=START - HOUR, end=START + timedelta(microseconds=1)), True),
    ],
)
def test_incidents_of_a_window_touch_it(span: Span, *, touches: bool) -> None:
    """The window is half open, and so is the span of an incident unless it is a point."""
    tables = loaded(*known(report(happened=span)))

    assert bool(tables.incidents(START, START, START + HOUR)) is touches
    assert span.touches(START, START + HOUR) is touches


def test_codes_stand_for_sets_of_stated_values() -> None:
    """One code for a set, whatever order it was stated in; nothing stated is a set too."""
    tables = loaded(
        *known(
            report("1", by=("A", "B")),
            report("2", by=("B", "A", "A")),
            report("3", by=()),
            report("4", "south", by=("A",), disputes=None),
        )
    )

    assert tables.codes("perpetrator") == [(0, ("A", "B")), (1, ()), (2, ("A",))]
    assert tables.codes("victim") == [(0, ())]
    assert tables.codes("no such field") == []
    tallied = "SELECT perpetrator, COUNT(*) FROM incident_versions GROUP BY perpetrator ORDER BY 1"
    assert tables.tally(tallied) == [(0, 2), (1, 1), (2, 1)]
    assert tables.account_code("south") == 1
    assert tables.account_code("nobody") is None


def test_somebody_else_has_a_code() -> None:
    """A disputed attribution that names nobody adds "somebody or something else" to the set."""
    denied = report("1", "south", by=(), disputes="attribution")
    tables = loaded(*known(report(), denied, link("north/1", "south/1")))

    assert ("A", None) in [stated for _, stated in tables.codes("perpetrator")]


def test_publication_is_told_of_what_is_believed() -> None:
    """When a source published, and since when we know; None where it does not say when."""
    day = START - 30 * HOUR
    tables = loaded(
        *known(report("1", published_at=day), report("2"), report("3", published_at=day)),
        *known(report("1", published_at=START, revision=1), act=2, at=START + HOUR),
        *known(report("2", withdrawn=True), act=3, at=START + HOUR),
        *known(report("1", "south"), coverage(source="north"), act=4, at=START + HOUR),
        Known(report("9", published_at=START - HOUR), (5, 2), START, START + HOUR),
    )

    assert set(tables.published("north", START)) == {
        (day, START),
        (START - HOUR, START),
        (None, START),
    }
    assert set(tables.published("north", START + HOUR)) == {(day, START), (START, START + HOUR)}
    assert tables.published("watch", START) == []


def test_loading_replaces_and_clearing_empties() -> None:
    """Tables in memory serve one case after another, and keep nothing of the one before."""
    tables = loaded(*known(report(), link("north/1", "south/1"), coverage()))
    tables.load(known(report("2", "south", by=("Z",))))

    assert [found.record.key for found in tables.records(Report, START)] == ["south/2"]
    assert tables.records(Link, START) == []
    assert tables.codes("perpetrator") == [(0, ("Z",))]
    tables.clear()
    assert tables.dump() == loaded().dump()


def test_what_is_hypothetical_leaves_no_trace() -> None:
    """Records can be tried: read as if they were there, gone afterwards, also after an error."""
    tables = loaded(*known(report("1"), report("1", "south")))
    before = tables.dump()
    later = START + HOUR
    tried = rows(link("north/1", "south/1"), report("2", by=("new",)), report("1", note="mended"))

    with tables.hypothetical(tried, later) as trial:
        facts = trial.reading
        assert (trial.stored, trial.unchanged) == (3, 0)
        assert len(facts.incidents(later, *ALWAYS)) == 2
        assert len(facts.incidents(START, *ALWAYS)) == 2
        assert facts.incidents(later, *ALWAYS)[0].incident.reports == ("north/1", "south/1")
        assert ("new",) in [stated for _, stated in facts.codes("perpetrator")]
    assert tables.dump() == before
    with pytest.raises(ZeroDivisionError), tables.hypothetical(tried, later):
        _ = 1 // 0
    assert tables.dump() == before


def test_many_rows_of_one_act_do_not_wait_in_memory(tmp_path: Path) -> None:
    """What fills a group of rows goes to the file before the act is committed, and is undone."""
    file = tmp_path / "tables.duckdb"
    db = connect(file)
    db.execute("CREATE TABLE many (number BIGINT, text VARCHAR)")
    db.execute("CHECKPOINT")
    before = file.stat().st_size
    db.execute("BEGIN TRANSACTION")
    for first in range(0, 260_000, 20_000):
        texts = (os.urandom(8).hex() for _ in range(20_000))
        insert(db, "many", [*enumerate(texts, first)])

    assert file.stat().st_size > before + 2_000_000
    db.execute("ROLLBACK")
    assert db.execute("SELECT count(*) FROM many").fetchall() == [(0,)]
    db.close()


def test_no_statement_reaches_outside() -> None:
    """Were a text to become SQL after all, it could read no file and change no setting."""
    tables = Tables.in_memory()
    for attempt in (
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY records TO '/tmp/out.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM tables",
    ):
        with pytest.raises(duckdb.Error):
            tables.tally(attempt)


def test_times_do_not_depend_on_the_machine() -> None:
    """On a machine set to another zone the same instants come back, and nothing is printed."""
    script = (
        "from store_samples import *; from monitor.store.tables import Tables\n"
        "from monitor.incidents.known import Known; from monitor.incidents.record import Report\n"
        "tables = Tables.in_memory(); tables.load([Known(report(), (1, 2), START)])\n"
        "assert tables.records(Report, START)[0].known_from == START\n"
        "assert tables.incidents(START, START, START + HOUR)[0].incident.happened == hours(0)\n"
        "rows = tables.tally('SELECT first_at FROM incident_versions')\n"
        "assert rows == [(START.replace(tzinfo=None),)]\n"
        "pairs = 'range(20000) a, range(9000) b WHERE a.range * b.range % 7 = 1'\n"
        "tables.tally(f'SELECT count(*) FROM {pairs}')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"TZ": "America/New_York", "PYTHONPATH": "tests:."},
        capture_output=True,
        check=True,
    )

    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_newer_link_moves_what_it_joined() -> None:
    """A link whose newer version names other reports lets go of the first ones."""
    tables = loaded(*known(report("1"), report("2"), report("3")))
    first = rows(link("north/1", "north/2"))
    moved = rows(link("north/2", "north/3"))
    versions = [
        *known(report("1"), report("2"), report("3"), first[0][1]),
        *known(moved[0][1], act=2, at=START + HOUR),
    ]
    tables.load(versions)
    then, now = (
        [v.incident.reports for v in tables.incidents(START + n * HOUR, *ALWAYS)] for n in (0, 1)
    )

    assert sorted(then) == [("north/1", "north/2"), ("north/3",)]
    assert sorted(now) == [("north/1",), ("north/2", "north/3")]


@settings(max_examples=20)
@given(tied=st.lists(ties(), max_size=4), told=st.lists(reports(), min_size=1, max_size=5))
def test_the_order_of_loading_does_not_matter(tied: list[Record], told: list[Report]) -> None:
    """Versions say themselves when they were recorded."""
    versions = known(*told, *tied)

    assert loaded(*versions).dump() == loaded(*reversed(versions)).dump()


def test_possible_links_mark_all_but_the_first() -> None:
    """What may be one event certainly counts once."""
    joined = link("north/1", "south/1", Relation.POSSIBLE)
    tables = loaded(*known(report("1"), report("1", "south"), joined))

    marked = {v.incident.id: v.incident.repeats for v in tables.incidents(START, *ALWAYS)}
    assert marked == {"north/1": False, "south/1": True}
