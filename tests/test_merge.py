"""From reports to incidents: each sentence of the rule language on incidents and evidence.

Synthetic records. A story is a list of records, each known an hour after the one before it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.classify import Classifier
from monitor.incidents.known import Known
from monitor.incidents.merge import independent
from monitor.incidents.record import Link, Range, Record, Report, Review, SourceProfile
from monitor.incidents.span import FOREVER, TICK, Span
from monitor.incidents.sweep import incident_versions
from monitor.incidents.version import Figures, Incident, IncidentVersion, Location
from monitor.incidents.vocabulary import Dispute, Grade, Measure, Occurrence, Relation
from tests.store_samples import reports, ties

START = datetime(2016, 9, 12, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
SAME, DIFFERENT, POSSIBLE = Relation.SAME, Relation.DIFFERENT, Relation.POSSIBLE


def span(start: float, end: float | None = None) -> Span:
    """Return a point, or the half-open span, in hours after START."""
    return Span(start=START + start * HOUR, end=START + (start if end is None else end) * HOUR)


def told(source: str, id_: str = "1", **stated: Any) -> Report:  # noqa: ANN401
    """Return a source's account of some shelling by A in the first hour."""
    fields = {"happened": span(0, 1), "kinds": ("shelling",), "by": ("A",), "pcodes": ("XX01",)}
    return Report(id=id_, source=source, **{**fields, **stated})


def denied(what: str, source: str = "d", *, saw: bool = True, by: tuple[str, ...] = ()) -> Report:
    """Return an account that denies something of the event."""
    return told(source, by=by, disputes=Dispute(what), own_observation=saw)


def link(first: str, second: str, relation: Relation = SAME, id_: str = "") -> Link:
    """Return a link between the first reports of two sources, or between two keys."""
    keys = [name if "/" in name else f"{name}/1" for name in (first, second)]
    name = id_ or f"{first} {second} {relation}".replace("/", "-")
    return Link(id=name, source="desk", first=keys[0], second=keys[1], relation=relation)


def review(
    about: str,
    grade: str | None = None,
    occurrence: str | None = None,
    id_: str = "1",
    **more: bool,
) -> Review:
    """Return a review of the first report of a source."""
    said = None if occurrence is None else Occurrence(occurrence)
    graded = None if grade is None else Grade(grade)
    name = f"{about}/1"
    return Review(id=id_, source="desk", report=name, grade=graded, occurrence=said, **more)


def profile(source: str, **stated: Any) -> SourceProfile:  # noqa: ANN401
    """Return what a source is."""
    return SourceProfile(id=source, source=source, name=source, **stated)


A, B, D = profile("a"), profile("b"), profile("d")


def story(*records: Record) -> list[Known[Record]]:
    """Return the records, each known an hour after the one before."""
    return [Known(record, (n, 1), START + n * HOUR) for n, record in enumerate(records)]


def over_time(known: Sequence[Known[Any]], account: str = "") -> list[IncidentVersion]:
    """Return the versions of a story in one account; "" is the official picture."""
    by_kind: dict[type, list[Known[Any]]] = {Report: [], Link: [], Review: [], SourceProfile: []}
    for each in known:
        by_kind[type(each.record)].append(each)
    versions = incident_versions(*by_kind.values())
    return [version for version in versions if version.account == account]


def finally_(*records: Record) -> list[Incident]:
    """Return the incidents believed once all of a story is known, by id."""
    last = [v.incident for v in over_time(story(*records)) if v.known_to == FOREVER]
    return sorted(last, key=lambda incident: incident.id)


def only(*records: Record) -> Incident:
    """Return the one incident that a story tells of."""
    (incident,) = finally_(*records)
    return incident


# ------------------------------------------------------------------------ which reports are one


@pytest.mark.parametrize(
    ("links", "events"),
    [
        pytest.param([], ["a", "b", "c"], id="a report without a link is an incident of its own"),
        pytest.param([link("a", "b")], ["ab", "c"], id="two linked reports are one"),
        pytest.param([link("b", "a"), link("b", "c")], ["abc"], id="links join along a chain"),
        pytest.param([link("a", "z")], ["a", "b", "c"], id="a report that is not there joins none"),
        pytest.param([link("a", "b", DIFFERENT)], ["a", "b", "c"], id="different ones stay apart"),
        pytest.param(
            [link("a", "b"), link("b", "c"), link("a", "c", DIFFERENT)],
            ["abc"],
            id="different cuts one link, not a chain",
        ),
        pytest.param(
            [link("a", "b"), link("a", "b", DIFFERENT)],
            ["a", "b", "c"],
            id="of two links the newest wins: different",
        ),
        pytest.param(
            [link("a", "b", DIFFERENT), link("b", "a")],
            ["ab", "c"],
            id="of two links the newest wins, whichever report it names first",
        ),
        pytest.param(
            [link("a", "b"), link("a", "b", POSSIBLE)],
            ["a", "b", "c"],
            id="of two links the newest wins: possible",
        ),
        pytest.param(
            [link("a", "b", id_="x"), link("b", "c", id_="x")],
            ["a", "bc"],
            id="a link written again names other reports",
        ),
        pytest.param(
            [link("a", "b", id_="x"), link("a", "b", id_="x").model_copy(update={"revision": -1})],
            ["ab", "c"],
            id="an older revision that comes late changes nothing",
        ),
        pytest.param(
            [link("a", "b", id_="x"), link("a", "b", id_="x").model_copy(update={"withdrawn": 1})],
            ["a", "b", "c"],
            id="a link taken back joins nothing",
        ),
    ],
)
def test_incidents_are_the_components_of_same_links(links: list[Link], events: list[str]) -> None:
    """Reports that `same` links in force join are one incident, each other report its own."""
    found = finally_(told("a"), told("b"), told("c"), *links)

    assert [tuple(f"{s}/1" for s in event) for event in events] == [i.reports for i in found]
    assert [f"{event[0]}/1" for event in events] == [incident.id for incident in found]


@pytest.mark.parametrize(
    ("links", "repeating"),
    [
        pytest.param([], "", id="nothing repeats unasked"),
        pytest.param([link("a", "b", POSSIBLE)], "b", id="the smaller id can be certain"),
        pytest.param([link("b", "a", POSSIBLE)], "b", id="however the link is written"),
        pytest.param(
            [link("c", "b", POSSIBLE), link("b", "a", POSSIBLE)], "bc", id="one of a whole chain"
        ),
        pytest.param([link("b", "c", POSSIBLE)], "c", id="those not joined stay certain"),
        pytest.param(
            [link("a", "b", POSSIBLE), link("a", "b", DIFFERENT)], "", id="until told apart"
        ),
    ],
)
def test_of_possible_repeats_only_the_smallest_id_is_certain(
    links: list[Link], repeating: str
) -> None:
    """Of incidents joined by `possible` all but the one with the smallest id repeat."""
    found = finally_(told("a"), told("b"), told("c"), *links)

    assert [incident.id[0] for incident in found if incident.repeats] == list(repeating)


def test_one_event_told_four_times_is_certainly_one() -> None:
    """Four reports that may tell of one event give one certain incident and three possible ones."""
    sources = "abcd"
    links = [link(one, two, POSSIBLE) for one, two in pairwise(sources)]

    found = finally_(*map(told, sources), *links)

    assert [incident.repeats for incident in found] == [False, True, True, True]


def test_possible_joins_incidents_not_reports() -> None:
    """A possible link from any report joins its whole incident; within one it says nothing."""
    found = finally_(
        *map(told, "abc"), link("a", "b"), link("b", "c", POSSIBLE), link("a", "b", POSSIBLE, "x")
    )
    joined = finally_(*map(told, "abcd"), link("b", "d"), link("a", "c"), link("c", "d", POSSIBLE))

    assert [(i.id, i.repeats) for i in found] == [("a/1", False), ("b/1", True), ("c/1", True)]
    assert [(i.reports, i.repeats) for i in joined] == [
        (("a/1", "c/1"), False),
        (("b/1", "d/1"), True),
    ]


def test_a_refuted_event_is_out_of_everything() -> None:
    """An event found not to have occurred makes no other one, possibly the same, uncertain."""
    found = finally_(told("a"), told("b"), link("a", "b", POSSIBLE), review("a", "refuted"))

    assert [(i.grade, i.repeats) for i in found] == [
        (Grade.REFUTED, False),
        (Grade.REPORTED, False),
    ]


# ----------------------------------------------------------------------------- what they state


@pytest.mark.parametrize(
    ("spans", "expected", "contested"),
    [
        pytest.param([span(1)], span(1), False, id="one point"),
        pytest.param([span(1), span(1)], span(1), False, id="the same point"),
        pytest.param([span(0, 24), span(3, 5)], span(3, 5), False, id="one within the other"),
        pytest.param([span(0, 4), span(3, 9)], span(3, 4), False, id="what they have in common"),
        pytest.param([span(0, 24), span(7)], span(7), False, id="a point within a day"),
        pytest.param([span(0, 2), span(0)], span(0), False, id="a start is included"),
        pytest.param(
            [span(0, 2), span(2)],
            Span.between(START, START + 2 * HOUR),
            True,
            id="an end is not included",
        ),
        pytest.param([span(0, 2), span(2, 4)], span(0, 4), True, id="neighbours share nothing"),
        pytest.param([span(0, 1), span(5, 6)], span(0, 6), True, id="the union where nothing is"),
        pytest.param(
            [span(1), span(5)], Span.between(START + HOUR, START + 5 * HOUR), True, id="two points"
        ),
        pytest.param(
            [span(0, 9), span(1, 3), span(2, 5)], span(2, 3), False, id="three with something"
        ),
        pytest.param(
            [span(0, 9), span(1, 3), span(4, 5)], span(0, 9), True, id="three of which two disagree"
        ),
    ],
)
def test_times_are_what_all_reports_share(
    spans: list[Span],
    expected: Span,
    contested: bool,  # noqa: FBT001
) -> None:
    """The span is what all spans have in common, or their union where nothing is."""
    sources = "abc"[: len(spans)]
    found = only(
        *(told(source, happened=when) for source, when in zip(sources, spans, strict=True)),
        *(link("a", source) for source in sources[1:]),
    )

    assert (found.happened, found.time_contested) == (expected, contested)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param([None], (0, None), id="no figure at all"),
        pytest.param([(3, 3)], (3, 3), id="one figure"),
        pytest.param([(3, 3), (5, 9)], (3, 9), id="smallest low to largest high, never a sum"),
        pytest.param([(3, 3), (3, 3)], (3, 3), id="said twice is not twice as many"),
        pytest.param([(2, 8), (3, 4)], (2, 8), id="one range within the other"),
        pytest.param([(5, 5), None], (5, 5), id="a report without a figure is left out"),
        pytest.param([(10, None)], (10, None), id="at least leaves the high unknown"),
        pytest.param([(10, None), (12, 12)], (10, None), id="at least, beside another figure"),
        pytest.param([(10, None), None], (10, None), id="at least, beside none"),
        pytest.param([(0, 0)], (0, 0), id="none killed is a figure"),
    ],
)
def test_figures_are_ranges(
    stated: list[tuple[int, int | None] | None], expected: tuple[int, int | None]
) -> None:
    """Ranges go from the smallest low to the largest high; what nobody states is open."""
    figures = [None if each is None else Range(low=each[0], high=each[1]) for each in stated]
    sources = "ab"[: len(figures)]

    for measure in ("killed", "injured", "quantity"):
        found = only(
            *(told(s, **{measure: f}) for s, f in zip(sources, figures, strict=True)),
            *(link("a", source) for source in sources[1:]),
        )
        assert getattr(found, measure) == Figures(*expected)
        for other in {"killed", "injured", "quantity"} - {measure}:
            assert getattr(found, other) == Figures()


@pytest.mark.parametrize(
    ("field", "into", "values", "expected"),
    [
        ("kinds", "kinds", [("shelling",), ("air_strike",)], ("air_strike", "shelling")),
        ("kinds", "kinds", [("shelling",), ("shelling",)], ("shelling",)),
        ("by", "by", [("B", "A"), ("A",)], ("A", "B")),
        ("against", "against", [("B",), ()], ("B",)),
        ("pcodes", "pcodes", [("XX01",), ("XX",)], ("XX", "XX01")),
        ("purposes", "purposes", [(), ()], ()),
        ("weapons", "weapons", [("tank", "mortar"), ("mortar",)], ("mortar", "tank")),
        ("claims", "claims", [("self_defence",), ()], ("self_defence",)),
        ("references", "references", [("b=1", "a=2"), ("a=1", "a=2")], ("a=1", "a=2", "b=1")),
    ],
)
def test_stated_values_make_a_set(
    field: str, into: str, values: list[tuple[str, ...]], expected: tuple[str, ...]
) -> None:
    """Kinds, actors, places, weapons, claims and references are the set of what is stated."""
    one, two = values

    found = only(told("a", **{field: one}), told("b", **{field: two}), link("a", "b"))

    assert getattr(found, into) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param([None, None], (), id="no coordinates"),
        pytest.param([(36.0, 37.0, None)], (Location(36, 37, 0),), id="a point, as stated"),
        pytest.param([(36.0, 37.0, 0)], (Location(36, 37, 0),), id="a point, said to be one"),
        pytest.param(
            [(36.0, 37.0, 50), None], (Location(36, 37, 50),), id="one account gives none"
        ),
        pytest.param(
            [(36.0, 37.0, 50), (36.0, 37.0, 50)], (Location(36, 37, 50),), id="said twice"
        ),
        pytest.param(
            [(36.0, 37.0, 50), (35.0, 38.0, None)],
            (Location(35, 38, 0), Location(36, 37, 50)),
            id="two places",
        ),
    ],
)
def test_locations_are_a_set(
    stated: list[tuple[float, float, int | None] | None], expected: tuple[Location, ...]
) -> None:
    """Coordinates come with how far they may be off; without that they are a point."""
    sources = "ab"[: len(stated)]
    accounts = [
        told(source)
        if at is None
        else told(source, latitude=at[0], longitude=at[1], location_precision=at[2])
        for source, at in zip(sources, stated, strict=True)
    ]

    found = only(*accounts, *(link("a", source) for source in sources[1:]))

    assert found.locations == expected


@pytest.mark.parametrize(
    ("measure", "figures"),
    [
        (Measure.INCIDENTS, Figures(1, 1)),
        (Measure.KILLED, Figures(2, 3)),
        (Measure.INJURED, Figures(4, 5)),
        (Measure.COUNT, Figures(6, 7)),
    ],
)
def test_what_a_measure_adds_up(measure: Measure, figures: Figures) -> None:
    """An incident is one; of people and things it is what the accounts state."""
    found = only(
        told(
            "a",
            killed=Range(low=2, high=3),
            injured=Range(low=4, high=5),
            quantity=Range(low=6, high=7),
        )
    )

    assert found.figures(measure) == figures


AGREEMENT = Agreement.model_validate(
    {
        "agreement": "synthetic",
        "title": "A made-up truce",
        "status": "agreed",
        "calendar": {"time_zone": "UTC", "from": "2016-09-12"},
        "parties": {
            "a": {
                "name": "A",
                "role": "party",
                "aliases": [{"name": "Guard", "until": "2016-09-13"}],
            },
            "b": {"name": "B", "role": "party"},
            "o": {"name": "O", "role": "outside"},
        },
        "areas": {"north": {"pcodes": ["XX01"]}},
        "clauses": {"C": {"says": "No fire.", "provenance": "text"}},
        "classes": {
            "fire": {"any_kind": ["shelling", "air_strike"]},
            "by_party": {"by": {"role": "party"}},
            "north": {"in": "north"},
            "not_medical": {"any_kind": "shelling", "except": [{"purpose": "medical"}]},
            "heavy": {"weapon": ["tank", "artillery"]},
            "claimed": {"claimed": ["self_defence", "accident"]},
            "few": {"quantity": {"at_most": "15"}},
            "many": {"quantity": {"at_least": "3"}},
            "some": {"quantity": {"at_least": "3", "at_most": "15"}},
            "not_small": {
                "any_kind": "shelling",
                "except": [{"weapon": "small_arms", "quantity": {"at_most": "2"}}],
            },
        },
        "conditions": {"calm": {"clause": "C", "limit": {"of": "fire", "at_most": "0"}}},
    }
)


@pytest.mark.parametrize(
    ("name", "stated", "member"),
    [
        pytest.param("fire", {"kinds": ("shelling", "air_strike")}, True, id="true of all"),
        pytest.param("fire", {"kinds": ("arrest",)}, False, id="false of all"),
        pytest.param("fire", {"kinds": ("arrest", "shelling")}, None, id="true of some"),
        pytest.param("fire", {"kinds": ()}, None, id="nothing stated"),
        pytest.param("by_party", {"by": ("A", "B")}, True, id="either of two parties"),
        pytest.param("by_party", {"by": ("A", "O")}, None, id="a party or one outside"),
        pytest.param("by_party", {"by": ("O",)}, False, id="one outside"),
        pytest.param("by_party", {"by": ("gunmen",)}, None, id="a name nobody knows"),
        pytest.param("by_party", {"by": ("Guard",)}, True, id="an alias, while it is one"),
        pytest.param(
            "by_party", {"by": ("Guard",), "happened": span(8)}, None, id="an alias no longer"
        ),
        pytest.param(
            "by_party",
            {"by": ("Guard",), "happened": span(0, 9)},
            None,
            id="a span across a change of names",
        ),
        pytest.param("north", {"pcodes": ("XX0102",)}, True, id="inside the area"),
        pytest.param("north", {"pcodes": ("XX02",)}, False, id="outside the area"),
        pytest.param("north", {"pcodes": ("XX",)}, None, id="wider than the area"),
        pytest.param("not_medical", {"purposes": ("medical",)}, False, id="excepted"),
        pytest.param("not_medical", {"purposes": ("combat",)}, True, id="not excepted"),
        pytest.param("not_medical", {"purposes": ()}, None, id="perhaps excepted"),
        pytest.param("heavy", {"weapons": ("tank", "artillery")}, True, id="either is heavy"),
        pytest.param("heavy", {"weapons": ("tank", "mortar")}, None, id="one may not be"),
        pytest.param("heavy", {"weapons": ("small_arms",)}, False, id="another weapon"),
        pytest.param("heavy", {"weapons": ()}, None, id="no weapon stated"),
        pytest.param("claimed", {"claims": ("accident",)}, True, id="claimed"),
        pytest.param("claimed", {"claims": ("imminent_threat",)}, False, id="another claim"),
        pytest.param("claimed", {"claims": ()}, None, id="no claim stated"),
        pytest.param("few", {"quantity": Range(low=0, high=15)}, True, id="at most 15, for all"),
        pytest.param("few", {"quantity": Range(low=15, high=16)}, None, id="15, or 16"),
        pytest.param("few", {"quantity": Range(low=15)}, None, id="15 or more"),
        pytest.param("few", {"quantity": Range(low=16)}, False, id="16 or more"),
        pytest.param("few", {}, None, id="at most 15, and none stated"),
        pytest.param("many", {"quantity": Range(low=3)}, True, id="3 or more"),
        pytest.param("many", {"quantity": Range(low=2, high=3)}, None, id="2, or 3"),
        pytest.param("many", {"quantity": Range(low=2, high=2)}, False, id="2"),
        pytest.param("many", {"quantity": Range(low=0, high=0)}, False, id="none"),
        pytest.param("many", {}, None, id="at least 3, and none stated"),
        pytest.param("some", {"quantity": Range(low=3, high=15)}, True, id="3 to 15"),
        pytest.param("some", {"quantity": Range(low=2, high=15)}, None, id="2 to 15"),
        pytest.param("some", {"quantity": Range(low=3, high=16)}, None, id="3 to 16"),
        pytest.param("some", {"quantity": Range(low=16, high=20)}, False, id="more than 15"),
        pytest.param("some", {"quantity": Range(low=0, high=2)}, False, id="fewer than 3"),
        pytest.param("some", {}, None, id="3 to 15, and none stated"),
        pytest.param(
            "not_small",
            {"weapons": ("small_arms",), "quantity": Range(low=2, high=2)},
            False,
            id="small in both",
        ),
        pytest.param(
            "not_small",
            {"weapons": ("small_arms",), "quantity": Range(low=3, high=3)},
            True,
            id="small in one only",
        ),
        pytest.param("not_small", {"weapons": ("tank",)}, True, id="no small weapon, many or few"),
        pytest.param("not_small", {"weapons": ("small_arms",)}, None, id="perhaps few"),
    ],
)
def test_a_predicate_is_true_if_true_of_all(
    name: str, stated: dict[str, Any], member: object
) -> None:
    """True if true of all stated values, false if false of all, else unknown; names are dated."""
    always = ((datetime(1, 1, 1, tzinfo=UTC), FOREVER),)
    classifier = Classifier(AGREEMENT, MonitoringCalendar(AGREEMENT.calendar, always))

    assert classifier.member(classifier.class_test(name), only(told("a", **stated))) is member


# ---------------------------------------------------------------------------- how sure it is


@pytest.mark.parametrize(
    ("profiles", "apart"),
    [
        pytest.param([A, B], True, id="two that have nothing to do with each other"),
        pytest.param([A], False, id="one without a profile"),
        pytest.param([], False, id="neither has a profile"),
        pytest.param([profile("a", relays=("b",)), B], False, id="the one relays the other"),
        pytest.param([A, profile("b", relays=("a",))], False, id="the other relays the one"),
        pytest.param([A, profile("b", relays=("c",))], True, id="it relays somebody else"),
        pytest.param([profile("a", side="x"), profile("b", side=" X")], False, id="of one side"),
        pytest.param([profile("a", side="x"), profile("b", side="y")], True, id="of two sides"),
        pytest.param([profile("a", side="x"), B], True, id="one of a side, one of none"),
    ],
)
def test_independent_sources(profiles: list[SourceProfile], apart: bool) -> None:  # noqa: FBT001
    """Profiled, neither relaying the other, not of one side; two such reports corroborate."""
    known = {each.id: each for each in profiles}
    found = only(told("a"), told("b"), link("a", "b"), *profiles)

    assert independent("a", "b", known) is independent("b", "a", known) is apart
    assert found.grade is (Grade.CORROBORATED if apart else Grade.REPORTED)


@pytest.mark.parametrize(
    ("records", "grade"),
    [
        pytest.param(
            [A, told("a"), told("a", "2"), link("a/1", "a/2")], "reported", id="one twice"
        ),
        pytest.param(
            [A, B, told("a"), told("b"), link("a", "b", POSSIBLE)], "reported", id="not linked"
        ),
        pytest.param(
            [A, D, told("a"), denied("scope"), link("a", "d")], "reported", id="a denial is no help"
        ),
        pytest.param(
            [
                *(profile("a", side="x"), profile("b", side="x"), profile("c")),
                *(told("a"), told("b"), told("c"), link("a", "b"), link("b", "c")),
            ],
            "corroborated",
            id="two of three stand apart",
        ),
        pytest.param([told("a"), review("a", "verified")], "verified", id="a review decides"),
        pytest.param(
            [A, B, told("a"), told("b"), link("a", "b"), review("b", "reported")],
            "reported",
            id="a review decides, downwards too, by any of the reports",
        ),
        pytest.param(
            [told("a"), review("a", "verified"), review("a", "corroborated", id_="2")],
            "corroborated",
            id="the newest review decides",
        ),
        pytest.param(
            [told("a"), review("a", "verified"), review("a", None, "accepted", id_="2")],
            "verified",
            id="a review without a grade leaves it",
        ),
        pytest.param(
            [told("a"), review("a", "verified"), review("a", "reported", withdrawn=True)],
            "reported",
            id="a review taken back counts no more",
        ),
        pytest.param([told("a"), review("z", "verified")], "reported", id="a review of another"),
        pytest.param(
            [told("a"), review("a", "refuted")], "refuted", id="found not to have occurred"
        ),
    ],
)
def test_grades(records: list[Record], grade: str) -> None:
    """The newest review's; else corroborated by two independent sources; else reported."""
    assert next(incident.grade for incident in finally_(*records)) is Grade(grade)


# -------------------------------------------------------------------------------- who denies it

PLAIN: dict[str, object] = {"by": ("A",), "killed": Figures(3, 3), "disputed": False}
OWN = profile("d", speaks_for=("a ",))


@pytest.mark.parametrize(
    ("denials", "changed"),
    [
        pytest.param([D, denied("attribution")], {"by": ("A", None)}, id="attribution"),
        pytest.param(
            [D, denied("attribution", by=("B",))], {"by": ("A", "B")}, id="attribution: it was B"
        ),
        pytest.param([D, denied("unsaid")], {"by": ("A", None)}, id="unsaid is attribution"),
        pytest.param([D, denied("figures")], {}, id="figures, without any of its own"),
        pytest.param(
            [D, denied("figures").model_copy(update={"killed": Range(low=0, high=1)})],
            {"killed": Figures(0, 3)},
            id="figures widen the range",
        ),
        pytest.param(
            [D, denied("attribution").model_copy(update={"killed": Range(low=0, high=1)})],
            {"by": ("A", None)},
            id="figures beside another denial are no figures dispute",
        ),
        pytest.param([D, denied("intent")], {}, id="intent"),
        pytest.param([D, denied("scope")], {}, id="scope"),
        pytest.param([D, denied("occurrence")], {"disputed": True}, id="occurrence, seen"),
        pytest.param([D, denied("occurrence", saw=False)], {}, id="occurrence, not seen"),
        pytest.param([denied("occurrence")], {}, id="occurrence, by a source without a profile"),
        pytest.param(
            [profile("d", relays=("a",)), denied("occurrence")], {}, id="occurrence, relayed"
        ),
        pytest.param(
            [profile("d", side="x"), profile("a", side="x"), denied("occurrence")],
            {},
            id="occurrence, by one of the same side",
        ),
        pytest.param([OWN, denied("occurrence")], {}, id="a blamed party's own: occurrence"),
        pytest.param([OWN, denied("attribution", by=("B",))], {}, id="its own: attribution"),
        pytest.param([OWN, denied("unsaid")], {}, id="its own: unsaid"),
        pytest.param(
            [OWN, denied("figures").model_copy(update={"killed": Range(low=0, high=0)})],
            {},
            id="its own: figures",
        ),
        pytest.param(
            [profile("d", speaks_for=("B",)), denied("attribution")],
            {"by": ("A", None)},
            id="speaking for one who is not blamed",
        ),
        pytest.param(
            [
                *(D, denied("attribution", by=("B",)), profile("e", speaks_for=("B",))),
                *(denied("attribution", "e", by=("C",)), link("a", "e")),
            ],
            {"by": ("A", "B", "C")},
            id="a denial of one whom only a denial blames",
        ),
        pytest.param(
            [D, denied("occurrence"), review("a", None, "accepted")], {}, id="a review lifts it"
        ),
        pytest.param(
            [review("a", None, "disputed")], {"disputed": True}, id="a review disputes it"
        ),
        pytest.param(
            [review("a", None, "disputed"), review("a", None, "accepted", id_="2")],
            {},
            id="a later review lifts a review's",
        ),
        pytest.param(
            [
                *(D, denied("occurrence"), review("a", None, "accepted")),
                *(denied("occurrence").model_copy(update={"id": "2"}), link("a/1", "d/2")),
            ],
            {"disputed": True},
            id="a still later denial raises it again",
        ),
        pytest.param(
            [D, denied("occurrence"), review("a", "verified")],
            {"disputed": True, "grade": Grade.VERIFIED},
            id="a review of the grade alone does not lift it",
        ),
    ],
)
def test_disputes(denials: list[Record], changed: dict[str, object]) -> None:
    """Each dispute acts on what it denies alone; a blamed party's own denial has no effect."""
    first = told("a", killed=Range(low=3, high=3))
    found = only(A, first, link("a", "d"), *denials)

    expected = {**PLAIN, "grade": Grade.REPORTED, **changed}
    assert {name: getattr(found, name) for name in expected} == expected
    assert (found.id, found.reports, found.happened) == ("a/1", ("a/1",), first.happened)


def test_a_denial_alone_is_no_incident() -> None:
    """What only denies tells of nothing; neither do its time, kind or place enter the incident."""
    other = denied("scope").model_copy(
        update={"happened": span(50), "kinds": ("arrest",), "pcodes": ("XX09",)}
    )

    assert finally_(denied("occurrence")) == []
    assert only(told("a"), other, link("a", "d")) == only(told("a"))


def test_an_eyewitness_must_stand_apart_from_all_who_assert_it() -> None:
    """A witness on one side with a reporter disputes nothing for certain, whoever else reports."""
    witness = profile("d", side="x")
    base = [told("a"), told("b"), link("a", "b"), denied("occurrence"), link("b", "d"), A, witness]

    assert only(*base, profile("b", side="x")).disputed is False
    assert only(*base, profile("b", side="y")).disputed is True


# ------------------------------------------------------------------------------ over knowledge


def believed_hours(known: Sequence[Known[Any]], account: str = "") -> list[tuple[Any, ...]]:
    """Return (id, from hour, to hour or None) of each version, in order of knowledge."""
    found = over_time(known, account)
    return [
        (
            v.incident.id,
            (v.known_from - START) // HOUR,
            None if v.known_to == FOREVER else (v.known_to - START) // HOUR,
        )
        for v in sorted(found, key=lambda v: (v.known_from, v.incident.id))
    ]


@pytest.mark.parametrize(
    ("records", "intervals"),
    [
        pytest.param([told("a")], [("a/1", 0, None)], id="believed since it was known"),
        pytest.param([told("a"), told("a")], [("a/1", 0, None)], id="said again is nothing new"),
        pytest.param(
            [told("a"), told("a", withdrawn=True)], [("a/1", 0, 1)], id="withdrawn is out"
        ),
        pytest.param(
            [told("a"), told("a", withdrawn=True), told("a")],
            [("a/1", 0, 1), ("a/1", 2, None)],
            id="withdrawn, then told again",
        ),
        pytest.param(
            [told("a"), told("a", kinds=("arrest",))],
            [("a/1", 0, 1), ("a/1", 1, None)],
            id="a later version replaces it",
        ),
        pytest.param(
            [told("a", revision=2), told("a", kinds=("arrest",), revision=1)],
            [("a/1", 0, None)],
            id="an older revision that comes late does not",
        ),
        pytest.param(
            [told("a"), told("b"), link("a", "b"), link("a", "b", DIFFERENT)],
            [("a/1", 0, 2), ("b/1", 1, 2), ("a/1", 2, 3), ("a/1", 3, None), ("b/1", 3, None)],
            id="linked, then told apart",
        ),
        pytest.param(
            [told("a"), review("a", "verified"), review("a", "refuted", id_="2")],
            [("a/1", 0, 1), ("a/1", 1, 2), ("a/1", 2, None)],
            id="weighed, then refuted",
        ),
        pytest.param(
            [told("a"), D, A, denied("occurrence"), link("a", "d"), review("a", None, "accepted")],
            [("a/1", 0, 4), ("a/1", 4, 5), ("a/1", 5, None)],
            id="disputed once linked, until a review lifts it",
        ),
        pytest.param(
            [told("a"), told("b"), link("a", "b"), A, B],
            [("a/1", 0, 2), ("b/1", 1, 2), ("a/1", 2, 4), ("a/1", 4, None)],
            id="corroborated once both profiles are known",
        ),
    ],
)
def test_each_version_is_believed_until_the_next(
    records: list[Record], intervals: list[tuple[Any, ...]]
) -> None:
    """An incident has one version for each stretch of knowledge in which it was believed so."""
    assert believed_hours(story(*records)) == intervals


def test_a_dispute_stands_over_its_own_stretch_of_knowledge() -> None:
    """Denied, lifted by a review, denied again: each from when it was known."""
    again = denied("occurrence").model_copy(update={"id": "2"})
    records = [A, D, told("a"), link("a", "d"), link("a/1", "d/2"), denied("occurrence")]
    versions = over_time(story(*records, review("a", None, "accepted"), again))

    assert [v.incident.disputed for v in versions] == [False, True, False, True]
    assert [(v.known_from - START) // HOUR for v in versions] == [2, 5, 6, 7]


def test_an_undone_act_is_out_from_when_it_was_undone() -> None:
    """Undoing a link parts what it joined; undoing a report takes it out; before, they stood."""
    a, b, joined = story(told("a"), told("b"), link("a", "b"))
    parted = [a, b, replace(joined, known_to=START + 5 * HOUR)]
    gone = [replace(a, known_to=START + 5 * HOUR)]
    never = [replace(a, known_to=START)]

    assert believed_hours(parted) == [
        ("a/1", 0, 2),
        ("b/1", 1, 2),
        ("a/1", 2, 5),
        ("a/1", 5, None),
        ("b/1", 5, None),
    ]
    assert believed_hours(gone) == [("a/1", 0, 5)]
    assert believed_hours(never) == []


def test_undoing_a_newer_version_brings_back_the_older() -> None:
    """Once a correction is undone, what stood before it stands again."""
    first, second = story(told("a"), told("a", kinds=("arrest",)))
    versions = over_time([first, replace(second, known_to=START + 4 * HOUR)])

    assert [v.incident.kinds for v in versions] == [("shelling",), ("arrest",), ("shelling",)]
    assert [(v.known_from - START) // HOUR for v in versions] == [0, 1, 4]


def test_in_an_archive_the_order_of_publication_counts() -> None:
    """Of two versions the later known is the newer, whichever row came first in the file."""
    late = Known(told("a", kinds=("arrest",)), (1, 1), START + 9 * HOUR)
    early = Known(told("a"), (1, 2), START)

    assert [v.incident.kinds for v in over_time([late, early])] == [("shelling",), ("arrest",)]


def test_an_account_is_its_own_reports_unweighed() -> None:
    """A source's account holds its reports as linked, without reviews and without the others."""
    records = story(
        told("a", killed=Range(low=1, high=1)),
        told("b", killed=Range(low=9, high=9)),
        told("a", "2", happened=span(30)),
        link("a", "b"),
        review("a", "refuted"),
    )
    (first, second) = over_time(records, "a")

    assert (first.incident.killed, first.incident.grade) == (Figures(1, 1), Grade.REPORTED)
    assert [v.incident.id for v in (first, second)] == ["a/1", "a/2"]
    assert believed_hours(records, "b") == [("b/1", 1, None)]


records_of_a_story = st.lists(st.one_of(reports(), reports(), ties()), max_size=9)


@settings(max_examples=150)
@given(records_of_a_story, st.lists(st.integers(0, 12), min_size=9, max_size=9))
def test_versions_tile_knowledge_and_forget_what_comes_later(
    records: list[Record], hours: list[int]
) -> None:
    """Versions of one incident never overlap, and none rests on what became known after it."""
    known = [
        Known(record, (n, 1), START + hour * HOUR)
        for n, (record, hour) in enumerate(zip(records, sorted(hours), strict=False))
    ]
    versions = over_time(known)

    for one in versions:
        assert one.known_from < one.known_to
        others = [v for v in versions if v is not one and v.incident.id == one.incident.id]
        assert all(v.known_to <= one.known_from or one.known_to <= v.known_from for v in others)
    for hour in range(13):
        now = START + hour * HOUR
        stood = [v.incident for v in versions if v.known_from <= now < v.known_to]
        then = over_time([each for each in known if each.known_from <= now])
        held = [v.incident for v in then if v.known_from <= now < v.known_to]
        assert sorted(stood, key=lambda i: i.id) == sorted(held, key=lambda i: i.id)


def test_a_last_instant_is_shared() -> None:
    """A span includes the instant just before its end, at the resolution of the record."""
    last = Span(start=START + HOUR - TICK, end=START + HOUR - TICK)

    assert only(told("a"), told("b", happened=last), link("a", "b")).happened == last
