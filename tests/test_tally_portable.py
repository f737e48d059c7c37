"""The very text of the tally on another engine, and against counting in plain Python.

Synthetic incident versions around the hours in which clocks change; DuckDB runs in a session
whose own zone is another one, so that nothing can lean on it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import duckdb
import polars as pl
import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar, Pieces
from monitor.evaluation.classify import Classifier
from monitor.evaluation.scan import FIELDS, Standpoint
from monitor.evaluation.sql import BASE
from monitor.evaluation.tally import Instant, Question, Tally
from monitor.incidents.box import Box
from monitor.incidents.known import Known
from monitor.incidents.record import Entry
from monitor.incidents.rhythm import Begun
from monitor.incidents.span import FOREVER, TICK, Span
from monitor.incidents.version import Figures, Incident, IncidentVersion, Location, Stated
from monitor.incidents.vocabulary import Grade, Measure
from monitor.store.codes import Codes
from monitor.store.database import SCHEMA
from monitor.store.reading import Reading
from monitor.store.versions import VersionRows

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ALWAYS = ((datetime(1, 1, 1, tzinfo=UTC), FOREVER),)
ACTORS = ["A", "Guard", "B", "O", "gunmen"]


def agreement(zone: str, start: str, *, dated: bool) -> Agreement:
    """Return terms on a zone's calendar; `dated` if names and roles change in the middle."""
    middle = f"{int(start[:4]) + 2}-06-01T05:00"
    alias = {"name": "Guard", "until": middle} if dated else "Guard"
    roles: object = "outside"
    if dated:
        roles = [{"is": "outside", "until": middle}, {"is": "party", "from": middle}]
    return Agreement.model_validate(
        {
            "agreement": "synthetic",
            "title": "A made-up truce",
            "status": "agreed",
            "calendar": {"time_zone": zone, "day_starts": start[11:], "from": start},
            "parties": {
                "a": {"name": "A", "role": "party", "aliases": [alias]},
                "b": {"name": "B", "role": "party"},
                "o": {"name": "O", "role": roles},
            },
            "areas": {
                "north": {"pcodes": ["XX01"]},
                "south": {"pcodes": ["XX02", "XX03"]},
                "strip": {
                    "within": "3500 m",
                    "of_line": [["36.245", "37.060"], ["36.252", "37.135"]],
                    "lies_in": ["XX02"],
                },
                "for_a_time": {
                    "polygon": [["36.2", "37.0"], ["36.3", "37.0"], ["36.3", "37.2"]],
                    "from": middle,
                },
                "gone": {"pcodes": ["XX01"], "until": middle},
            },
            "clauses": {"C": {"says": "No fire.", "provenance": "text"}},
            "classes": {
                "attack": {
                    "any_kind": ["shelling", "air_strike"],
                    "by": {"role": "party"},
                    "against": {"role": "party", "or": "civilians"},
                    "except": [{"purpose": ["medical", "rescue"], "by": "b"}],
                },
                "anything": {"by": ["a", "b", "o"]},
                "in_the_strip": {"in": "strip", "except": [{"in": "gone"}]},
                "armed": {
                    "weapon": ["tank", "mortar"],
                    "quantity": {"at_least": "1", "at_most": "3"},
                    "except": [{"claimed": "accident", "quantity": {"at_most": "1"}}],
                },
            },
            "conditions": {"calm": {"clause": "C", "limit": {"of": "attack", "at_most": "0"}}},
        }
    )


ZONES = {
    "Asia/Damascus": ("2016-01-01T19:00", "2016-01-01T00:00"),
    "Europe/Kyiv": ("2016-01-01T00:00", "2016-01-01T03:30"),
    "America/Sao_Paulo": ("2015-01-01T00:00", "2015-01-01T23:30"),
}
"""Zones whose clocks change, at midnight in two of them, with starts and hours of days."""

DAYS = 2300


def changes(calendar: MonitoringCalendar) -> list[datetime]:
    """Return the starts of the days whose length is not 24 hours, and of some ordinary days."""
    days = calendar.days(calendar.start + DAYS * DAY)
    odd = [day.start for day, _ in pairwise(days) if day.end - day.start != DAY]
    assert odd
    return [*odd, *(day.start for day in days[::97])]


def incidents(rng: Random, calendar: MonitoringCalendar, many: int) -> Iterator[IncidentVersion]:
    """Yield versions: points and spans within hours of the odd days, one in three revised."""
    around = changes(calendar)

    def stated(values: Sequence[str]) -> Stated:
        return tuple(sorted(set(rng.choices(values, k=rng.choice([0, 1, 1, 1, 1, 2])))))

    for number in range(many):
        edge = rng.choice(around) + rng.choice([0, 0, 1]) * DAY
        start = edge + rng.choice(
            [timedelta(0), -TICK, TICK, HOUR, -HOUR, timedelta(minutes=rng.randint(-180, 180))]
        )
        lasting = rng.choice([0, 0, 0, 1, 24, 25, 60]) * HOUR
        known = start + rng.choice([1, 30, 900]) * HOUR
        until = FOREVER
        for _ in range(rng.choice([1, 1, 2])):
            high = rng.choice([None, 3, 5])
            incident = Incident(
                id=f"made/{number:05}",
                reports=(f"made/{number:05}",),
                happened=Span(start=start, end=start + lasting),
                kinds=stated(["shelling", "air_strike", "arrest"]),
                by=stated(ACTORS),
                against=stated([*ACTORS, "civilians"]),
                pcodes=stated(["XX01", "XX0102", "XX02", "XX03", "XX"]),
                purposes=stated(["combat", "medical", "rescue"]),
                killed=Figures(rng.randint(0, 3), high),
                injured=Figures(rng.randint(0, 2), 2),
                grade=rng.choice(list(Grade)),
                disputed=rng.random() < 0.1,
                repeats=rng.random() < 0.1,
                weapons=stated(["tank", "mortar", "small_arms"]),
                claims=stated(["accident", "self_defence"]),
                quantity=Figures(rng.randint(0, 3), high),
                locations=locations(rng),
            )
            until = known + rng.choice([2, 4000]) * HOUR if until is FOREVER else FOREVER
            yield IncidentVersion(incident, known, until)
            known = until


def locations(rng: Random) -> tuple[Location, ...]:
    """Draw no place, one or two: in the strip, near its border, elsewhere; exact or not."""
    north, many = [36.2, 36.25, 36.26, 36.28, 36.5], rng.choice([0, 1, 1, 2])
    drawn = {Location(rng.choice(north), 37.1, rng.choice([0, 300, 5000])) for _ in range(many)}
    return tuple(sorted(drawn))


@dataclass
class Engines:
    """The same rows on DuckDB and on Polars; Facts for the tally, with the rows themselves."""

    db: duckdb.DuckDBPyConnection
    polars: pl.SQLContext
    named: dict[str, list[tuple[int, Stated]]]
    versions: list[IncidentVersion]

    def tally(self, sql: str) -> Sequence[tuple[object, ...]]:
        """Run the text on DuckDB."""
        return self.db.execute(sql).fetchall()

    def elsewhere(self, sql: str) -> Sequence[tuple[object, ...]]:
        """Run the very same text on Polars."""
        return self.polars.execute(sql).collect().rows()

    def codes(self, field: str) -> Sequence[tuple[int, Stated]]:
        """Return the dictionary of a field."""
        return self.named[field]

    def locations(self, box: Box) -> Sequence[tuple[int, tuple[Location, ...]]]:
        """Return the sets of locations that reach into a box."""
        return Reading(self.db).locations(box)

    def account_code(self, source: str) -> int | None:  # noqa: ARG002 - no accounts here
        """There are no accounts."""
        return None

    def records(self, kind: type[Entry], known: datetime) -> list[Known[Entry]]:  # noqa: ARG002
        """There are no other records."""
        return []

    def published(self, source: str, known: datetime) -> list[object]:  # noqa: ARG002
        """There are no publications."""
        return []

    def heard(self, *_: object) -> dict[str, datetime]:
        """No source is known."""
        return {}

    def last_told(self, *_: object) -> None:
        """Nor what one told last."""

    def begun(self, *_: object) -> dict[str, list[Begun]]:
        """Nor when."""
        return {}

    def incidents(self, *_: object) -> list[IncidentVersion]:
        """No evidence is asked for."""
        return []

    def grave(self, *_: object, **__: object) -> list[IncidentVersion]:
        """Nor what is serious."""
        return []


@contextmanager
def engines(versions: list[IncidentVersion]) -> Iterator[Engines]:
    """Load both engines with the same rows, in no particular order."""
    db = duckdb.connect(":memory:", config={"threads": 1})
    db.execute("SET TimeZone = 'America/New_York'")
    db.execute(SCHEMA.read_text(encoding="utf-8"))
    rows = VersionRows(Codes(db))
    for version in versions:
        rows.add(version)
    rows.write(db)
    columns = [name for name, *_ in db.execute("DESCRIBE incident_versions").fetchall()]
    found = db.execute("SELECT * FROM incident_versions").fetchall()
    frame = pl.DataFrame(found, schema=columns, orient="row", infer_schema_length=None)
    named = {field: list(Reading(db).codes(field)) for field in FIELDS}
    try:
        yield Engines(db, pl.SQLContext(incident_versions=frame.lazy()), named, versions)
    finally:
        db.close()


def counted(
    classifier: Classifier,
    standpoint: Standpoint,
    question: Question,
    pieces: Pieces,
    versions: Sequence[IncidentVersion],
) -> Counter[tuple[int, int, str]]:
    """Count in plain Python: sums by first piece, last piece, and which of low, high, open."""
    test = classifier.class_test(question.incident_class, within=question.within)
    cells: Counter[tuple[int, int, str]] = Counter()
    for version in versions:
        incident, span = version.incident, version.incident.happened
        believed = version.known_from <= standpoint.known < version.known_to
        within = span.start < standpoint.horizon and span.last >= pieces.edges[0]
        member = classifier.member(test, incident)
        if not believed or not within or member is False or incident.grade is Grade.REFUTED:
            continue
        sure = incident.grade.rank >= standpoint.standard.rank
        must = member is True and sure and not incident.disputed and not incident.repeats
        figures = {
            Measure.INCIDENTS: Figures(1, 1),
            Measure.KILLED: incident.killed,
            Measure.INJURED: incident.injured,
            Measure.COUNT: incident.quantity,
        }[question.measure]
        low, high = figures.low, figures.high
        place = (pieces.number(span.start), pieces.number(span.last))
        for name, value in (
            ("low", low if must else 0),
            ("high", high or 0),
            ("open", int(high is None)),
        ):
            cells[*place, name] += value
    return cells


def folded(rows: Sequence[tuple[object, ...]]) -> Counter[tuple[int, int, str]]:
    """Sum the rows of an engine over scopes, into the shape that plain counting has."""
    cells: Counter[tuple[int, int, str]] = Counter()
    for row in rows:
        first, last = row[0], row[0] if row[1] == BASE else row[1]
        assert isinstance(first, date)
        assert isinstance(last, date)
        place = ((first - BASE).days, (last - BASE).days)
        for name, value in zip(("low", "high", "open"), row[-3:], strict=True):
            assert isinstance(value, int)
            cells[*place, name] += value
    return cells


QUESTIONS = [
    Question("attack"),
    Question("attack", within="north"),
    Question("anything", within="south"),
    Question("attack", measure=Measure.KILLED),
    Question("anything", measure=Measure.INJURED),
    Question("anything", measure=Measure.COUNT),
    Question("armed"),
    Question("in_the_strip"),
    Question("attack", within="strip"),
    Question("attack", within="for_a_time"),
    Question("attack", within="gone"),
    Question("armed", measure=Measure.COUNT, per="party"),
    Question("attack", per="area"),
    Question("attack", per="party"),
    Question("anything", measure=Measure.KILLED, per="party"),
]


@pytest.mark.parametrize("dated", [True, False], ids=["names change", "names stay"])
@pytest.mark.parametrize(
    ("zone", "start"), [(zone, start) for zone, starts in ZONES.items() for start in starts]
)
def test_two_engines_and_plain_counting_agree(zone: str, start: str, dated: bool) -> None:  # noqa: FBT001
    """One text gives the same rows on DuckDB and Polars, and the cells that Python counts."""
    rng = Random(f"{zone} {start} {dated}")  # noqa: S311 - a steady draw, not a secret one
    terms = agreement(zone, start, dated=dated)
    calendar = MonitoringCalendar(terms.calendar, ALWAYS)
    end = calendar.start + DAYS * DAY
    with engines(list(incidents(rng, calendar, 300))) as both:
        for known in (end, calendar.start + DAYS // 2 * DAY):
            horizon = end - rng.choice([0, 7, 13]) * HOUR
            standpoint = Standpoint(known, horizon, None, Grade.CORROBORATED)
            classifier = Classifier(terms, calendar)
            tally = Tally(both, classifier, standpoint)
            pieces = Pieces.of(calendar.days(horizon), horizon)
            for question in QUESTIONS:
                text = tally.sql(question, pieces)
                rows = both.tally(text)
                assert rows, "a tally of nothing shows nothing"
                assert sorted(rows) == sorted(both.elsewhere(text))  # type: ignore[type-var]
                expected = counted(classifier, standpoint, question, pieces, both.versions)
                assert +folded(rows) == +expected


@pytest.mark.parametrize("zone", ZONES)
def test_scopes_are_the_same_on_both(zone: str) -> None:
    """The cells of each area and party are those of counting its own class."""
    terms = agreement(zone, ZONES[zone][0], dated=True)
    calendar = MonitoringCalendar(terms.calendar, ALWAYS)
    horizon = calendar.start + DAYS * DAY
    standpoint = Standpoint(horizon, horizon, None, Grade.REPORTED)
    classifier = Classifier(terms, calendar)
    pieces = Pieces.of(calendar.days(horizon), horizon)
    rng = Random(zone)  # noqa: S311 - a steady draw, not a secret one
    with engines(list(incidents(rng, calendar, 300))) as both:
        tally = Tally(both, classifier, standpoint)
        for per, scopes in (("area", [*terms.areas]), ("party", ["a", "b", "o"])):
            for scope in scopes:
                test = classifier.class_test("attack", per=per, scope=scope)
                expected: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
                for version in both.versions:
                    incident = version.incident
                    member = classifier.member(test, incident)
                    believed = version.known_from <= horizon < version.known_to
                    if not believed or member is False or incident.grade is Grade.REFUTED:
                        continue
                    first, last = incident.happened.start, incident.happened.last
                    if first >= horizon or last < pieces.edges[0]:
                        continue
                    must = member is True and not incident.disputed and not incident.repeats
                    cell = expected[pieces.number(first), pieces.number(last)]
                    cell[0] += must
                    cell[1] += 1
                found: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
                for part in tally.cells(Question("attack", per=per), pieces, scope):
                    found[part.first, part.last][0] += part.low
                    found[part.first, part.last][1] += part.high
                assert found == expected, scope


@pytest.mark.parametrize("dated", [True, False], ids=["names change", "names stay"])
def test_the_text_of_hours_agrees_too(dated: bool) -> None:  # noqa: FBT001
    """Quiet since: the same three instants on both engines, and as counted in plain Python."""
    terms = agreement("Asia/Damascus", "2016-01-01T19:00", dated=dated)
    calendar = MonitoringCalendar(terms.calendar, ALWAYS)
    rng = Random(7)  # noqa: S311 - a steady draw, not a secret one
    with engines(list(incidents(rng, calendar, 400))) as both:
        for hours in range(2000, 40_000, 997):
            start, horizon = calendar.start + (hours - 1500) * HOUR, calendar.start + hours * HOUR
            standpoint = Standpoint(horizon + 9 * DAY, horizon, None, Grade.CORROBORATED)
            classifier = Classifier(terms, calendar)
            test = classifier.class_test("attack")
            asked = _Overheard(both)
            latest, certain = Tally(asked, classifier, standpoint).quiet_since(test, start)

            (text,) = asked.texts
            assert both.tally(text) == list(both.elsewhere(text))
            ends, starts = [], []
            for version in both.versions:
                incident, span = version.incident, version.incident.happened
                member = classifier.member(test, incident)
                believed = version.known_from <= standpoint.known < version.known_to
                touches = span.start < horizon and span.last >= start
                if not (believed and touches) or member is False or not incident.grade.rank:
                    continue
                ends.append(min(span.end, horizon))
                sure = incident.grade.rank >= standpoint.standard.rank and span.last < horizon
                if member is True and sure and not incident.disputed and not incident.repeats:
                    starts.append(span.start)
            assert latest == max(ends, default=None)
            assert certain == max(starts, default=None)


@pytest.mark.parametrize("per", [None, "area", "party"])
@pytest.mark.parametrize("measure", [Measure.INCIDENTS, Measure.KILLED])
def test_the_text_of_instants_agrees_too(per: str | None, measure: Measure) -> None:
    """One by one: the same incidents on both engines, and as picked out in plain Python."""
    terms = agreement("Europe/Kyiv", "2016-01-01T00:00", dated=True)
    calendar = MonitoringCalendar(terms.calendar, ALWAYS)
    rng = Random(11)  # noqa: S311 - a steady draw, not a secret one
    start, horizon = calendar.start + 1000 * HOUR, calendar.start + 30_000 * HOUR
    standpoint = Standpoint(horizon + 9 * DAY, horizon, None, Grade.CORROBORATED)
    classifier = Classifier(terms, calendar)
    question = Question("attack", measure=measure, per=per)
    seen: list[Instant] = []
    scopes = {None: [None], "area": ["north", "south"], "party": ["a", "b", "o"]}[per]
    with engines(list(incidents(rng, calendar, 400))) as both:
        for scope in scopes:
            asked = _Overheard(both)
            found = Tally(asked, classifier, standpoint).instants(question, start, scope)

            (text,) = asked.texts
            assert Counter(both.tally(text)) == Counter(both.elsewhere(text))
            test = classifier.class_test("attack", per=per, scope=scope)
            expected: Counter[object] = Counter()
            for version in both.versions:
                incident, span = version.incident, version.incident.happened
                member = classifier.member(test, incident)
                believed = version.known_from <= standpoint.known < version.known_to
                touches = span.start < horizon and span.last >= start
                if not (believed and touches) or member is False or not incident.grade.rank:
                    continue
                sure = incident.grade.rank >= standpoint.standard.rank
                must = member is True and sure and not incident.disputed and not incident.repeats
                killed = incident.killed
                low, high = (killed.low, killed.high) if measure == "killed" else (1, 1)
                told = (must, low, high, incident.references)
                expected[Instant(incident.id, span.start, span.last, *told)] += 1
            assert Counter(found) == expected
            seen += found
    assert len(seen) > 20
    assert {one.must for one in seen} == {True, False}


class _Overheard:
    """Facts that keep the texts they were asked."""

    def __init__(self, facts: Engines) -> None:
        self.texts: list[str] = []
        self._facts = facts
        self.codes = facts.codes
        self.locations = facts.locations
        self.account_code = facts.account_code
        self.records = facts.records
        self.published = facts.published
        self.incidents = facts.incidents

    def tally(self, sql: str) -> Sequence[tuple[object, ...]]:
        """Run the text, and keep it."""
        self.texts.append(sql)
        return self._facts.tally(sql)


def test_the_session_zone_of_the_database_is_another() -> None:
    """What these tests rely on: the database reckons in a zone that no agreement here has."""
    with engines([]) as both:
        assert both.tally("SELECT current_setting('TimeZone')") == [("America/New_York",)]
    assert "TIMESTAMP WITH TIME ZONE" not in SCHEMA.read_text(encoding="utf-8")
