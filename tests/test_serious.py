"""Serious incidents that no condition counts: found among all others, and weighed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.explanation import Reason
from monitor.evaluation.serious import MOST, Touches, seriousness, uncounted
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import Range, Record, Report, Review
from monitor.incidents.span import Span
from monitor.incidents.version import Figures, Incident
from monitor.incidents.vocabulary import Grade
from monitor.store.tables import Tables

START = datetime(2016, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TABLES = Tables.in_memory()
TERMS = Agreement.model_validate(
    {
        "agreement": "made-up",
        "title": "Made up",
        "status": "agreed",
        "calendar": {"time_zone": "UTC", "from": "2016-09-12"},
        "parties": {
            "north": {"name": "Northland", "role": "party"},
            "power": {
                "name": "Power",
                "role": [
                    {"is": "other", "until": "2016-09-14"},
                    {"is": "sponsor", "from": "2016-09-14"},
                ],
            },
        },
        "areas": {"hills": {"pcodes": "XX01"}, "coast": {"pcodes": "XX02"}},
        "clauses": {"C": {"says": "Made up.", "provenance": "text"}},
        "classes": {"attack": {"any_kind": ["shelling", "attack_on_aid"], "by": "north"}},
        "conditions": {
            "calm": {"clause": "C", "limit": {"of": "attack", "at_most": "0"}},
            "spread": {"clause": "C", "limit": {"of": "attack", "at_most": "3"}, "per": "area"},
        },
    },
    by_alias=True,
    by_name=False,
)


def incident(**stated: object) -> Incident:
    """An incident at noon of the fourth day, with what is stated of it."""
    moment = START + 84 * HOUR
    whole: dict[str, object] = {
        "id": "a/1",
        "reports": ("a/1",),
        "happened": Span(start=moment, end=moment),
        **dict.fromkeys(("kinds", "by", "against", "pcodes", "purposes"), ()),
        **dict.fromkeys(("killed", "injured"), Figures()),
        "grade": Grade.REPORTED,
    }
    return Incident(**(whole | stated))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stated", "reasons"),
    [
        ({"killed": Figures(10, None)}, [Touches.KILLED]),
        ({"killed": Figures(0, 10)}, [Touches.KILLED]),
        ({"killed": Figures(9, 9)}, []),
        ({"by": ("Power",)}, [Touches.SPONSOR]),
        ({"against": ("power",)}, [Touches.SPONSOR]),
        ({"by": ("Northland", "Power")}, [Touches.SPONSOR]),
        ({"kinds": ("attack_on_aid",)}, [Touches.AID]),
        ({"purposes": ("humanitarian",)}, [Touches.AID]),
        (
            {"kinds": ("attack_on_medical",), "killed": Figures(12, 12)},
            [Touches.KILLED, Touches.MEDICAL],
        ),
        ({"killed": Figures(10, None), "grade": Grade.REFUTED}, []),
        ({}, []),
    ],
)
def test_what_is_serious(stated: dict[str, object], reasons: list[Touches]) -> None:
    """Ten killed, a sponsor, aid or a medical site; never what did not happen."""
    local = datetime(2016, 9, 15, 12)  # noqa: DTZ001 - the wall clock of the terms

    assert [*seriousness(TERMS, incident(**stated), local)] == reasons


def report(
    key: str, hour: float, grade: Grade | None = None, **stated: object
) -> list[Known[Record]]:
    """A report at an hour after the start, and a review of it where a grade is given."""
    moment = START + hour * HOUR
    whole = {"id": key, "source": "a", "happened": Span(start=moment, end=moment)}
    told = Report(**(whole | stated))  # type: ignore[arg-type]
    known: list[Known[Record]] = [Known(told, (1, int(hour)), moment)]
    if grade is not None:
        review = Review(id=key, source="desk", report=told.key, grade=grade)
        known.append(Known(review, (2, int(hour)), moment))
    return known


def found(
    records: Sequence[Known[Record]], hour: float = 240, terms: Agreement = TERMS
) -> list[tuple[str, object]]:
    """Return the incidents listed at an hour, each with how it stands and why."""
    TABLES.load(records)
    view = View(terms, TABLES, START + hour * HOUR, START + 1000 * HOUR, None)
    return [
        (
            one.incident.id.removeprefix("a/"),
            one.evidence and (one.evidence.counts, *one.evidence.reasons),
        )
        for one in uncounted(view)
    ]


TOLL = Range(low=31, high=31)


def test_counted_for_certain_is_not_listed_and_all_else_is_with_its_reason() -> None:
    """What is confirmed counts; what is in doubt, or somebody else's, is listed, newest first."""
    records = [
        *report("sure", 10, Grade.VERIFIED, kinds=("shelling",), by=("north",), killed=TOLL),
        *report("open", 20, kinds=("shelling",), by=("north",), killed=TOLL),
        *report("other", 30, Grade.VERIFIED, kinds=("shelling",), by=("Power",), killed=TOLL),
        *report("small", 40, kinds=("shelling",), by=("north",), killed=Range(low=2, high=2)),
        *report("aid", 50, kinds=("attack_on_aid",)),
        *report("before", -5, kinds=("shelling",), by=("north",), killed=TOLL),
        *report("refuted", 60, Grade.REFUTED, kinds=("shelling",), by=("north",), killed=TOLL),
    ]

    assert found(records) == [
        ("aid", (None, Reason.PERPETRATOR, Reason.NOT_CONFIRMED)),
        ("other", (False, Reason.PERPETRATOR)),
        ("open", (None, Reason.NOT_CONFIRMED)),
    ]
    assert [key for key, _ in found(records, hour=25)] == ["open"]


def terms(conditions: dict[str, object], classes: dict[str, object] | None = None) -> Agreement:
    """Return the terms with other conditions, and further classes."""
    plain = TERMS.model_dump(mode="json", by_alias=True, exclude_none=True)
    plain["classes"] = {"attack": {"any_kind": ["shelling"], "by": "north"}, **(classes or {})}
    plain["conditions"] = {name: {"clause": "C", **one} for name, one in conditions.items()}
    return Agreement.model_validate(plain, by_alias=True, by_name=False)


def test_what_puts_a_duty_to_the_test_is_counted_by_it() -> None:
    """What needed permission, or an answer, is not hidden; in doubt it is listed all the same."""
    agreement = terms(
        {
            "permitted": {
                "only_if": {"of": "strike", "holds": {"decided": "agreed", "by": ["power"]}}
            },
            "answered": {
                "response": {"to": "attack", "with": {"decided": "sorry"}, "within": "2 days"}
            },
        },
        {"strike": {"any_kind": ["air_strike"], "by": "power"}},
    )
    records = [
        *report("strike", 10, Grade.VERIFIED, kinds=("air_strike",), by=("Power",), killed=TOLL),
        *report("attack", 20, Grade.VERIFIED, kinds=("shelling",), by=("north",), killed=TOLL),
        *report("doubt", 30, kinds=("air_strike",), by=("Power",), killed=TOLL),
        *report("other", 40, Grade.VERIFIED, kinds=("air_strike",), by=("north",), killed=TOLL),
    ]

    assert [key for key, _ in found(records, terms=agreement)] == ["other", "doubt"]


def test_what_may_count_leads_before_what_does_not() -> None:
    """A condition that may count it is named, however much is open, not one it is no matter of."""
    both = terms(
        {
            "refrain": {"limit": {"of": "strike", "at_most": "0"}},
            "calm": {"limit": {"of": "attack", "at_most": "0"}},
        },
        {"strike": {"any_kind": ["air_strike"]}},
    )

    assert found(report("open", 20, kinds=("shelling",), killed=TOLL), terms=both) == [
        ("open", (None, Reason.PERPETRATOR, Reason.NOT_CONFIRMED))
    ]


def test_a_limit_over_several_days_counts_what_lasts_over_midnight() -> None:
    """It is weighed in the whole window; by days alone it would belong to none for certain."""
    night = Span(start=START + 46 * HOUR, end=START + 50 * HOUR)
    records = report(
        "night", 46, Grade.VERIFIED, kinds=("shelling",), by=("north",), killed=TOLL, happened=night
    )
    limit = {"of": "attack", "at_most": "0"}

    assert found(records, terms=terms({"calm": {"limit": limit | {"each": "3 days"}}})) == []
    assert found(records, terms=terms({"calm": {"limit": limit}})) == [
        ("night", (None, Reason.TIME))
    ]


def test_what_may_lie_ahead_is_not_counted_for_certain() -> None:
    """Of an event whose span reaches beyond the moment asked, no more is said than by then."""
    ahead = Span(start=START + 20 * HOUR, end=START + 23 * HOUR)
    records = report(
        "ahead", 20, Grade.VERIFIED, kinds=("shelling",), by=("north",), killed=TOLL, happened=ahead
    )

    assert found(records, hour=22) == [("ahead", (None, Reason.TIME))]
    assert found(records, hour=23) == []


def test_counts_of_a_source_are_no_test_of_an_incident() -> None:
    """A limit on what one source counts neither counts an incident nor is named as the nearest."""
    counted = terms(
        {"counted": {"limit": {"of": "attack", "at_most": "0", "from_counts": "centre"}}}
    )
    sure = report("sure", 20, Grade.VERIFIED, kinds=("shelling",), by=("north",), killed=TOLL)

    assert found(sure, terms=counted) == [("sure", None)]


def test_a_sponsor_is_one_only_while_it_is() -> None:
    """By the roster of the moment at which it happened, though the search is wider."""
    strikes = [*report("early", 20, by=("Power",)), *report("late", 60, by=("Power",))]

    assert [key for key, _ in found(strikes)] == ["late"]


def test_of_very_many_the_latest_are_looked_at() -> None:
    """A list that nobody could read is cut at its old end, and a page is never drowned."""
    crowd = [
        one
        for n in range(MOST + 20)
        for one in report(f"{n:04}", n / 10, kinds=("attack_on_medical",))
    ]

    listed = [key for key, _ in found(crowd)]

    assert len(listed) == MOST
    assert listed[0] == f"{MOST + 19:04}"
