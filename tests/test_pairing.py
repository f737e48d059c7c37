"""Self-defence claimed: an attack is left out only if another on whoever did it came before.

Made-up incidents. "Army" is the government, "Rebels" are the opposition; one hour is the term.
"""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.kleene import Kleene
from monitor.evaluation.pairs import Pairs, Rival, Shot
from monitor.evaluation.tally import Question
from monitor.evaluation.view import View
from monitor.evaluation.weighing import Weighing
from tests.engine import TABLES
from tests.naive.small import DAY, HOUR, LATER, START, TICK, Fields, record, report, terms, watch
from tests.test_traps import attack

MEANT = {"Army": "government", "Rebels": "opposition", "Guard": "government"}
NOON = START + 5 * HOUR
WATCHED = watch(START - 30 * DAY, START + 40 * DAY)
Stated = tuple[str | None, ...]


def shot(by: Stated = ("Army",), pcodes: Stated = ("SY0201",), last: timedelta = HOUR * 0) -> Shot:
    """What the army did at noon, or from noon on."""
    return Shot("a/shot", NOON, NOON + last, by, pcodes)


def rival(
    before: timedelta,
    against: Stated = ("Army",),
    pcodes: Stated = ("SY0201",),
    *,
    last: timedelta = HOUR * 0,
    must: bool = True,
) -> Rival:
    """An attack on the army, so long before noon."""
    first = NOON - before
    return Rival(f"r/{before}", first, first + last, must, against, pcodes)


def paired(one: Shot, *others: Rival, same_place: bool = False) -> Kleene:
    """Whether an attack on the doer came within an hour before."""

    def meant(name: str, *_: object) -> tuple[str | None, ...]:
        return ("government", "opposition") if name == "Turncoats" else (MEANT.get(name),)

    return Pairs(HOUR, same_place=same_place, rivals=others, meant=meant).before(one)


@pytest.mark.parametrize(
    ("one", "others", "found"),
    [
        pytest.param(shot(), [], False, id="nothing else on record"),
        pytest.param(shot(), [rival(HOUR / 2)], True, id="half an hour before"),
        pytest.param(shot(), [rival(0 * HOUR)], True, id="at the same instant"),
        pytest.param(shot(), [rival(HOUR)], True, id="an hour before"),
        pytest.param(shot(), [rival(HOUR + TICK)], False, id="an instant more"),
        pytest.param(shot(), [rival(-TICK)], False, id="an instant after"),
        pytest.param(shot(), [rival(HOUR, last=HOUR)], True, id="somewhen in the hour before"),
        pytest.param(shot(), [rival(HOUR, last=HOUR + TICK)], None, id="or an instant after"),
        pytest.param(shot(), [rival(HOUR + TICK, last=TICK)], None, id="or an instant earlier"),
        pytest.param(shot(), [rival(9 * HOUR, last=8 * HOUR - TICK)], False, id="a long one over"),
        pytest.param(shot(), [rival(9 * HOUR, last=8 * HOUR)], None, id="a long one, not over"),
        pytest.param(shot(last=HOUR), [rival(TICK)], None, id="after a long shooting, or before"),
        pytest.param(shot(last=HOUR), [rival(0 * HOUR)], True, id="the hour it may have been"),
        pytest.param(shot(), [rival(HOUR, must=False)], None, id="not certain to have been"),
        pytest.param(
            shot(), [rival(HOUR, must=False), rival(HOUR / 2)], True, id="another one certain"
        ),
        pytest.param(shot(), [rival(HOUR, ("Rebels",))], False, id="it struck the others"),
        pytest.param(shot(), [rival(HOUR, ("civilians",))], False, id="it struck civilians"),
        pytest.param(shot(("civilians",)), [rival(HOUR)], False, id="civilians did it"),
        pytest.param(
            shot(("civilians",)), [rival(HOUR, ("civilians",))], False, id="civilians are no party"
        ),
        pytest.param(shot(), [rival(HOUR, ("Guard",))], True, id="by another name"),
        pytest.param(shot(), [rival(HOUR, ("gunmen",))], None, id="a name nobody knows"),
        pytest.param(shot(("gunmen",)), [rival(HOUR, ("gunmen",))], None, id="twice, even"),
        pytest.param(shot(), [rival(HOUR, ())], None, id="it is not said whom it struck"),
        pytest.param(shot(()), [rival(HOUR)], None, id="it is not said who did it"),
        pytest.param(shot((None,)), [rival(HOUR)], None, id="somebody else did it"),
        pytest.param(shot(), [rival(HOUR, ("Army", "Rebels"))], None, id="the one or the other"),
        pytest.param(shot(), [rival(HOUR, ("Army", "Guard"))], True, id="the same either way"),
        pytest.param(shot(("Army", "Rebels")), [rival(HOUR)], None, id="who did it is open"),
        pytest.param(shot(), [rival(HOUR, ("Turncoats",))], None, id="a name that changed hands"),
    ],
)
def test_an_attack_on_the_doer_came_before(
    one: Shot, others: Sequence[Rival], found: Kleene
) -> None:
    """True if one certainly did, whenever in their spans; false if none can have."""
    assert paired(one, *others) is found


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        (("SY0201",), ("SY0201",), True),
        (("SY0201",), ("SY02",), True),
        (("SY02",), ("SY0201",), True),
        (("SY0201",), ("SY0202",), False),
        (("SY0201",), (), None),
        ((), ("SY0201",), None),
        (("SY0201", "SY03"), ("SY0201",), None),
        (("SY0201",), (None,), None),
    ],
)
def test_at_the_same_place(here: Stated, there: Stated, found: Kleene) -> None:
    """One p-code lies within the other; without same_place it does not matter."""
    one, other = shot(pcodes=here), rival(HOUR, pcodes=there)

    assert paired(one, other, same_place=True) is found
    assert paired(one, other) is True


def test_an_incident_is_no_answer_to_itself() -> None:
    """Who strikes himself has not been attacked before."""
    own = Rival("a/shot", NOON, NOON, must=True, against=("Army",), pcodes=())

    assert paired(shot(), own) is False


# --------------------------------------------------------------------------- in the engine


def agreement(same_place: str = "false", **conditions: Fields) -> Agreement:
    """Small terms whose class `answered` leaves out what answers an attack."""
    found = terms(**conditions).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    pair = {"claimed": "self_defence", "paired_within": "1 hour", "same_place": same_place}
    own = {"any_kind": ["shelling"], "by": {"role": "party"}}
    classes = {**found["classes"], "answered": {**own, "except": [pair]}}
    return Agreement.model_validate({**found, "classes": classes})


CALM: Fields = {"limit": {"of": "answered", "at_most": "0"}}
CLAIMED: Fields = {"claims": ("self_defence",), "against": ("Opposition",)}
STRUCK: Fields = {"by": ("Opposition",), "against": ("Army",)}
LONG_BEFORE = STRUCK | {"claims": ("accident",)}


def day(rules: Agreement, rows: Sequence[Fields], account: str | None = None) -> str:
    """The verdict on the day that noon is on."""
    TABLES.load(record(WATCHED, *rows))
    found = evaluate(rules, TABLES, START + DAY, LATER, account=account).findings
    return next(f for f in found if f.condition == "calm").days[0].verdict.value


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        pytest.param(attack(NOON, **CLAIMED), "breached", id="claimed, nothing before"),
        pytest.param(
            [*attack(NOON, **CLAIMED), *attack(START - HOUR / 2, **STRUCK)],
            "breached",
            id="an attack too long before",
        ),
        pytest.param(
            [*attack(START, **CLAIMED), *attack(START - HOUR, **STRUCK)],
            "kept",
            id="an attack an hour before, before the beginning",
        ),
        pytest.param(
            [*attack(START, **CLAIMED), *attack(START - HOUR - TICK, **STRUCK)],
            "breached",
            id="an instant more",
        ),
        pytest.param(
            [
                *attack(START, **{**CLAIMED, "claims": ("accident",)}),
                *attack(START - HOUR, **STRUCK),
            ],
            "breached",
            id="another claim",
        ),
        pytest.param(
            [*attack(START, **{**CLAIMED, "claims": ()}), *attack(START - HOUR, **STRUCK)],
            "undetermined",
            id="whether it is claimed is not stated",
        ),
        pytest.param(
            attack(START, **{**CLAIMED, "claims": ()}),
            "breached",
            id="not stated, and nothing before",
        ),
        pytest.param(
            [*attack(START, **CLAIMED), report(START - HOUR, **STRUCK, id="told")],
            "undetermined",
            id="an attack before, not confirmed",
        ),
        pytest.param(
            [
                *attack(START, **CLAIMED),
                *attack(START - HOUR, **{**STRUCK, "kinds": ("arrest",)}),
            ],
            "breached",
            id="something else before",
        ),
        pytest.param(
            [
                report(START, **CLAIMED, id="told"),
                *attack(START - HOUR, **STRUCK),
            ],
            "kept",
            id="an answer that nobody confirms is no breach either",
        ),
        pytest.param(
            [
                *attack(START, **CLAIMED),
                *attack(START - HOUR, **{**STRUCK, "claims": ("self_defence",)}),
            ],
            "kept",
            id="the class counts without its exceptions: an answer to an answer",
        ),
    ],
)
def test_what_an_exception_leaves_out(rows: Sequence[Fields], verdict: str) -> None:
    """A day is breached by what is claimed and has no attack before it, kept by what has."""
    assert day(agreement(calm=CALM), rows) == verdict


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        (attack(START, **LONG_BEFORE), "kept"),
        ([report(START, **LONG_BEFORE, id="told")], "undetermined"),
        ([], "not_yet"),
    ],
)
def test_hours_of_quiet_go_on_through_an_answer(before: list[Fields], verdict: str) -> None:
    """An answer to an attack does not restart the count; an attack that only claims it does."""
    rules = agreement(calm=CALM, hours={"streak": {"of": "calm", "for": "2 hours"}})
    TABLES.load(record(WATCHED, *before, *attack(START + HOUR, **CLAIMED)))

    assert evaluate(rules, TABLES, START + 2 * HOUR, LATER).of("hours").verdict.value == verdict


def test_the_place_may_have_to_be_the_same() -> None:
    """An attack elsewhere answers nothing where the text asks for the same place."""
    rows = [*attack(START, **CLAIMED), *attack(START - HOUR, **STRUCK, pcodes=("SY1201",))]

    assert day(agreement(calm=CALM), rows) == "kept"
    assert day(agreement("true", calm=CALM), rows) == "breached"


def test_an_account_pairs_what_its_source_tells() -> None:
    """Who tells of the answer alone tells of an attack; who tells of both, of an answer."""
    told = [report(START, **CLAIMED, id="r1", source="one")]
    before = [report(START - HOUR, **STRUCK, id="r2", source="one")]
    elsewhere = [report(START - HOUR, **STRUCK, id="r2", source="two")]
    rules = agreement(calm=CALM)

    assert day(rules, [*told, *elsewhere], "one") == "breached"
    assert day(rules, [*told, *before], "one") != "breached"


def test_each_party_is_judged_by_itself_and_people_are_summed() -> None:
    """Scopes and sums see the same incidents as days do."""
    rows = [
        *attack(START, **CLAIMED, killed={"low": 3, "high": 3}),
        *attack(START + HOUR, **LONG_BEFORE, killed={"low": 5, "high": 5}),
        *attack(START + 3 * HOUR, **CLAIMED, killed={"low": 7, "high": 7}),
    ]
    limit = {"of": "answered", "at_most": "9", "measure": "killed"}
    TABLES.load(record(WATCHED, *rows))
    view = View(agreement(calm={"limit": limit}), TABLES, START + DAY, LATER, None)
    question = Question("answered", measure=view.agreement.conditions["calm"].limit.measure)  # type: ignore[union-attr]

    assert sum(cell.low for cell in view.tally.cells(question, view.pieces, None)) == 15
    by_party = Question("answered", per="party")
    found = {
        party: sum(cell.low for cell in view.tally.cells(by_party, view.pieces, party))
        for party in ("government", "opposition")
    }
    assert found == {"government": 2, "opposition": 1}


def test_the_explanation_says_what_became_of_the_claim() -> None:
    """Counted though claimed; left out as paired; open where the attack before is not sure."""
    rows = [
        *attack(START, **CLAIMED),
        *attack(START + 5 * HOUR, **CLAIMED),
        *attack(START + 4 * HOUR, **LONG_BEFORE),
        *attack(START + 9 * HOUR, **CLAIMED),
        report(START + 8 * HOUR, **LONG_BEFORE, id="told"),
    ]
    TABLES.load(record(WATCHED, *rows))
    view = View(agreement(calm=CALM), TABLES, START + DAY, LATER, None)
    told = explain(view, "calm", None, None)

    assert told is not None
    found = [(e.counts, tuple(map(str, e.reasons)), e.unpaired) for e in told.evidence]
    assert found == [
        (True, (), True),
        (True, (), False),
        (False, ("paired",), False),
        (None, ("not_confirmed",), False),
        (None, ("paired",), False),
    ]


@st.composite
def records(draw: st.DrawFn) -> list[Fields]:
    """A few attacks close together, some claimed, some confirmed, some vague."""
    rows: list[Fields] = []
    names = [("Army",), ("Opposition",), ("Army", "Opposition"), (), ("gunmen",), ("civilians",)]
    for number in range(draw(st.integers(1, 6))):
        first = START + draw(st.integers(-3, 9)) * HOUR / 2
        last = first + draw(st.sampled_from([0, 0, 0, 1, 3])) * HOUR
        told = report(
            first,
            last,
            id=f"a{number}",
            by=draw(st.sampled_from(names)),
            against=draw(st.sampled_from(names)),
            claims=draw(st.sampled_from([("self_defence",), (), ("accident",)])),
            pcodes=draw(st.sampled_from([("SY0201",), ("SY12",), ()])),
        )
        rows.append(told)
        if draw(st.booleans()):
            review: Fields = {"record": "review", "report": f"un/a{number}", "grade": "verified"}
            rows.append({**review, "id": f"v{number}"})
    return rows


@settings(max_examples=150)
@given(rows=records(), same_place=st.sampled_from(["true", "false"]))
def test_the_tally_counts_what_weighing_one_by_one_counts(
    rows: list[Fields], same_place: str
) -> None:
    """However the incidents lie: the same certain and possible ones, for days and for hours."""
    TABLES.load(record(*rows))
    view = View(agreement(same_place, calm=CALM), TABLES, START + DAY, LATER, None)
    question = Question("answered")
    weighing = Weighing(view, view.classifier.class_test("answered"))
    found = {
        one.incident: one.must for one in view.tally.instants(question, view.calendar.start, None)
    }
    window = (START - DAY, START + 2 * DAY)
    versions = TABLES.incidents(LATER, START, START + DAY)
    weighed = [weighing.weigh(version.incident, window) for version in versions]

    assert found == {e.incident.id: e.counts is True for e in weighed if e.counts is not False}
    cells = view.tally.cells(question, view.pieces, None)
    assert sum(cell.low for cell in cells) == sum(found.values())
    assert sum(cell.high for cell in cells) == len(found)


VICTIMS = st.tuples(
    st.sampled_from(["Army", "Guard", "Rebels", "civilians", "Who", "Nobody", None])
)


@settings(max_examples=300)
@given(
    doers=VICTIMS,
    others=st.lists(
        st.tuples(VICTIMS, st.integers(-1, 3), st.integers(0, 2), st.booleans()), max_size=12
    ),
    itself=st.integers(-1, 11),
)
def test_those_that_are_alike_stand_for_each_other(
    doers: Stated, others: list[tuple[Stated, int, int, bool]], itself: int
) -> None:
    """Of many attacks that mean the same few are looked at: what is found is that of each alone.

    Also where one of them is the incident that is asked about, which is no attack on itself.
    """
    one = shot(doers)
    rivals = [
        Rival(
            one.incident if at == itself else f"r/{at}",
            NOON - hours * HOUR / 2,
            NOON - (hours - long) * HOUR / 2,
            must,
            against,
            ("SY0201",),
        )
        for at, (against, hours, long, must) in enumerate(others)
    ]

    each = [paired(one, rival) for rival in rivals]

    expected = True if True in each else None if None in each else False
    assert paired(one, *rivals) is expected
