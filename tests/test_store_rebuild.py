"""Whatever is done to a store, its tables are what the journal says, and the past stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import (
    START,
    SetClock,
    dump,
    files,
    link,
    normal,
    profile,
    report,
    review,
    rows,
    upload,
)

from monitor.incidents.known import Known, newest
from monitor.incidents.record import (
    Coverage,
    Link,
    Record,
    Report,
    Review,
    SourceProfile,
)
from monitor.incidents.span import FOREVER
from monitor.incidents.sweep import incident_versions
from monitor.store.reading import Reading
from monitor.store.store import Store

KINDS: tuple[type[Any], ...] = (Report, Coverage, Link, Review, SourceProfile)
ALWAYS = (START - timedelta(days=4000), FOREVER)


@dataclass
class Told:
    """The plain model: every row that was ever accepted, as a version of its own."""

    versions: list[Known[Any]] = field(default_factory=list)
    live: bool = False

    def add(self, act: int, at: datetime, records: Iterable[Record], *, archive: bool) -> None:
        """Accept the rows of a file."""
        self.live |= not archive
        for line, record in rows(*records):
            published = record.published_at if archive else None
            self.versions.append(Known(record, (act, line), min(published or at, at)))

    def undo(self, act: int, at: datetime, *, archive: bool) -> None:
        """End them; those of an archive with nothing live after it were never known."""
        vanish = archive and not self.live
        self.versions = [
            Known(v.record, v.order, v.known_from, v.known_from if vanish else at)
            if v.order[0] == act
            else v
            for v in self.versions
        ]

    def contents(self, kind: type[Any], time: datetime) -> dict[str, Record]:
        """The content of each record of a kind as known at a time."""
        of_kind = [version for version in self.versions if type(version.record) is kind]
        return {version.record.key: version.record for version in newest(of_kind, time)}


def believed(facts: Reading, time: datetime) -> dict[str, object]:
    """All that an evaluation can see as known at a time, but for how it came to be known."""
    seen: dict[str, object] = {
        kind.__name__: {v.record.key: v.record for v in facts.records(kind, time)} for kind in KINDS
    }
    for account in ("", "north", "south", "watch"):
        found = facts.incidents(time, *ALWAYS, account)
        seen[f"incidents {account}"] = sorted((v.incident for v in found), key=lambda i: i.id)
    return seen


def check_incidents(facts: Reading, time: datetime) -> None:
    """Compare the incidents with those that merging all records as one group gives."""
    versions = {
        kind: [
            version
            for key in {found.record.key for found in facts.records(kind, time)}
            for version in facts.versions(kind, key)
        ]
        for kind in (Report, Link, Review, SourceProfile)
    }
    defined = incident_versions(*versions.values())
    for account in ("", "north", "south", "watch"):
        standing = [v for v in defined if v.known_from <= time < v.known_to]
        wanted = [normal(v.incident) for v in standing if v.account == account]
        found = [normal(v.incident) for v in facts.incidents(time, *ALWAYS, account)]
        assert sorted(found, key=repr) == sorted(wanted, key=repr)


Acts = Sequence[tuple[str, Any]]

acts = st.lists(
    st.one_of(
        st.tuples(st.just("upload"), files()),
        st.tuples(st.just("archive"), files()),
        st.tuples(st.just("record"), files(most=1)),
        st.tuples(st.just("undo"), st.integers(0, 20)),
        st.tuples(st.just("undo"), st.integers(0, 20)),
        st.tuples(st.just("again"), st.integers(0, 20)),
        st.tuples(st.just("note"), st.just(())),
    ),
    min_size=2,
    max_size=9,
)
"""What people may do: "again" uploads what an earlier file said, as a file of its own."""


@settings(max_examples=20)
@given(done=acts, archive_first=st.booleans())
def test_any_acts_give_what_the_journal_says(
    tmp_path_factory: pytest.TempPathFactory, done: Acts, *, archive_first: bool
) -> None:
    """Whatever was done, contents are as in the plain model, the past stays, rebuilt is equal."""
    check(tmp_path_factory.mktemp("store"), done, archive_first=archive_first)


@pytest.mark.campaign
@settings(max_examples=500)
@given(done=acts, archive_first=st.booleans())
def test_any_acts_at_length(
    tmp_path_factory: pytest.TempPathFactory, done: Acts, *, archive_first: bool
) -> None:
    """The same, searched for longer."""
    check(tmp_path_factory.mktemp("store"), done, archive_first=archive_first)


def check(folder: Path, done: Acts, *, archive_first: bool) -> None:
    """Do these acts in a store and in the plain model, and compare."""
    clock, told = SetClock(), Told()
    said: list[Sequence[Record]] = []
    bringing: list[tuple[int, bool]] = []
    seen: dict[datetime, dict[str, object]] = {}
    with Store.open(folder, clock) as store:
        for number, (act, given_) in enumerate(done):
            now = clock.pass_by()
            if act == "undo" and bringing:
                undone, archive = bringing.pop(given_ % len(bringing))
                store.accept.undo(undone, actor="a")
                told.undo(undone, now, archive=archive)
            elif act == "note":
                store.accept.note("said", {"number": number}, actor="a")
            elif act in {"upload", "archive", "record"} or (act == "again" and said):
                records = said[given_ % len(said)] if act == "again" else given_
                archive = not told.live and (act == "archive" or (act == "again" and archive_first))
                said.append(records)
                if act == "record":
                    brought = store.accept.record(records[0], actor="a").upload
                else:
                    brought = upload(store, *records, name=f"{number}.csv", archive=archive)
                bringing.append((brought, archive))
                told.add(brought, now, records[:1] if act == "record" else records, archive=archive)
            with store.facts() as facts:
                if told.live:
                    seen[now] = believed(facts, now)
        changes = {t for v in told.versions for t in (v.known_from, v.known_to)} - {FOREVER}
        with store.facts() as facts:
            for time in {*changes, START, clock.now}:
                for kind in KINDS:
                    found = {v.record.key: v.record for v in facts.records(kind, time)}
                    assert found == told.contents(kind, time)
            for time, then in seen.items():
                assert believed(facts, time) == then
            check_incidents(facts, clock.now)
        live = dump(store)
        store.rebuild()
        assert dump(store) == live
        assert store.verify().ok
    (folder / "tables.duckdb").unlink()
    with Store.open(folder, clock) as store:
        assert dump(store) == live


def arrivals() -> list[tuple[Record, ...]]:
    """Distinct reports, a report in three revisions, and what ties them."""
    return [
        (report("1", "south"), report("1", revision=2, note="newest", by=("B",))),
        (report("1", revision=1), report("2", "south")),
        (report("1"), profile("north"), profile("south")),
        (link("north/1", "south/1"), review("south/2")),
    ]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Once all have come, incidents are what they are, whichever came first."""
    clock = SetClock()
    with Store.open(tmp_path, clock) as store:
        for number in order:
            clock.pass_by()
            upload(store, *arrivals()[number])
        with store.facts() as facts:
            found = facts.incidents(clock.now, *ALWAYS)

    (first, second) = (version.incident for version in found)
    assert (first.id, first.reports, first.by) == ("north/1", ("north/1", "south/1"), ("A", "B"))
    assert (first.grade, second.id, second.grade) == ("corroborated", "south/2", "verified")
