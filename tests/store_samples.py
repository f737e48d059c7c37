"""Synthetic records and a clock for the tests of the store; no event in them happened."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from monitor.incidents.record import (
    Coverage,
    Link,
    Range,
    Record,
    Report,
    Review,
    SourceProfile,
)
from monitor.incidents.span import Span
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Dispute, Grade, Occurrence, Relation
from monitor.store.store import Store

START = datetime(2016, 9, 12, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOURCES = ("north", "south", "watch")


@dataclass
class SetClock:
    """A clock that stands still until it is set or told to go on."""

    now: datetime = START

    def __call__(self) -> datetime:
        """The time it was set to."""
        return self.now

    def pass_by(self, time: timedelta = HOUR) -> datetime:
        """Go on, and say the time."""
        self.now += time
        return self.now


def hours(start: float, length: float = 1) -> Span:
    """A span that starts so many hours after START."""
    return Span(start=START + start * HOUR, end=START + (start + length) * HOUR)


def report(id_: str = "1", source: str = "north", **stated: Any) -> Report:  # noqa: ANN401
    """A report of some shelling in the first hour, with what else is stated."""
    fields = {"happened": hours(0), "kinds": ("shelling",), "by": ("A",), "pcodes": ("XX01",)}
    return Report(id=id_, source=source, **{**fields, **stated})


def link(first: str, second: str, relation: Relation = Relation.SAME, id_: str = "1") -> Link:
    """A desk's link between two reports."""
    return Link(id=id_, source="desk", first=first, second=second, relation=relation)


def review(about: str, grade: Grade = Grade.VERIFIED, id_: str = "1") -> Review:
    """A desk's review of a report."""
    return Review(id=id_, source="desk", report=about, grade=grade)


def profile(source: str, **stated: Any) -> SourceProfile:  # noqa: ANN401
    """The profile of a source."""
    return SourceProfile(id=source, source=source, name=source, **stated)


def coverage(id_: str = "1", source: str = "watch", **stated: Any) -> Coverage:  # noqa: ANN401
    """A source's watch over the first day."""
    return Coverage(id=id_, source=source, **{"watched": hours(0, 24), **stated})


def rows(*records: Record) -> list[tuple[int, Record]]:
    """Records as the lines of a file under its header."""
    return list(enumerate(records, start=2))


def upload(store: Store, *records: Record, name: str = "", **how: Any) -> int:  # noqa: ANN401
    """Upload records as a file of their own; returns its number."""
    text = "\n".join([name, *(record.model_dump_json() for record in records)])
    how = {"actor": "tester", **how}
    return store.accept.upload(name or "a.csv", text.encode(), rows(*records), **how).upload


def normal(incident: Incident) -> tuple[object, ...]:
    """An incident by its closed first and last instants, in which the tables keep its time."""
    span = incident.happened
    rest = {name: getattr(incident, name) for name in Incident.__dataclass_fields__}
    return ((span.start, span.last), *(rest[name] for name in rest if name != "happened"))


def dump(store: Store) -> list[str]:
    """All that the tables of a store hold."""
    return store._books.tables.dump()  # noqa: SLF001 - no door for people


def copy_of(source: Path, target: Path, names: Iterable[str]) -> None:
    """Copy these files and folders of a store, where they are."""
    for name in names:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True)
        elif (source / name).exists():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target / name)


report_keys = [f"{source}/{number}" for source in SOURCES for number in range(1, 4)]
_some = st.sampled_from


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports that meet: few sources and ids, all that merging looks at."""
    low = draw(st.none() | st.integers(0, 3))
    seen = draw(st.none() | st.integers(0, 3))
    latitude = draw(_some([None, None, 36.25, 36.5]))
    return report(
        id_=str(draw(st.integers(1, 3))),
        source=draw(_some(SOURCES)),
        revision=draw(_some([0, 0, 0, 1, 2])),
        withdrawn=draw(_some([False, False, False, True])),
        published_at=draw(st.none() | st.integers(-48, -1).map(lambda n: START + n * HOUR)),
        happened=hours(draw(st.integers(0, 3)), draw(_some([0, 1, 2]))),
        kinds=draw(_some([(), ("shelling",), ("air_strike",), ("shelling", "air_strike")])),
        by=draw(_some([(), ("A",), ("B",), ("B", "A"), ("A", "A")])),
        killed=None if low is None else Range(low=low, high=draw(_some([None, low, low + 2]))),
        weapons=draw(_some([(), (), ("mortar",), ("tank", "mortar")])),
        claims=draw(_some([(), (), ("self_defence",), ("self_defence", "accident")])),
        quantity=None if seen is None else Range(low=seen, high=draw(_some([None, seen + 1]))),
        references=draw(_some([(), ("convoy=7",), ("convoy=7", "convoy=6"), ("request=1",)])),
        latitude=latitude,
        longitude=None if latitude is None else draw(_some([37.0, -0.5])),
        location_precision=None if latitude is None else draw(_some([None, 0, 500])),
        disputes=draw(_some([None, None, None, None, *Dispute])),
        own_observation=draw(st.booleans()),
    )


@st.composite
def ties(draw: st.DrawFn) -> Record:
    """Links, reviews and profiles about such reports."""
    first, second = draw(_some(report_keys)), draw(_some(report_keys))
    number = str(draw(st.integers(1, 3)))
    return draw(
        _some(
            [
                link(first, second, draw(_some(list(Relation))), number),
                Review(
                    id=number,
                    source="desk",
                    report=first,
                    grade=draw(st.none() | _some(list(Grade))),
                    occurrence=draw(st.none() | _some(list(Occurrence))),
                ),
                profile(draw(_some(SOURCES)), side=draw(_some(["", "A", "B"]))),
            ]
        )
    )


coverages = st.builds(
    coverage, id_=_some(["1", "2"]), note=_some(["", "said again"]), withdrawn=_some([False, True])
)


def files(*, most: int = 4) -> st.SearchStrategy[Sequence[Record]]:
    """The records of one file."""
    return st.lists(st.one_of(reports(), reports(), ties(), coverages), min_size=1, max_size=most)
