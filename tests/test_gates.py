"""Gates: three-valued truth, "not yet" through nesting, and members judged per area or party."""

from collections.abc import Mapping, Sequence
from itertools import product

import pytest

from monitor.agreements.model import Agreement, Condition
from monitor.evaluation.gates import Gates, Level, Scope, at_least
from monitor.evaluation.kleene import all_of, any_of
from monitor.evaluation.verdict import Cause, Verdict

KEPT, BREACHED, OPEN = Verdict.KEPT, Verdict.BREACHED, Verdict.UNDETERMINED
NOT_YET, OUT = Verdict.NOT_YET, Verdict.NOT_IN_FORCE

LETTERS = {"k": KEPT, "b": BREACHED, "u": OPEN, "n": NOT_YET, "o": OUT}


def agreement(gates: Mapping[str, object]) -> Agreement:
    """Return terms with three limits a, b, c, one judged per area, and these gates."""
    limit: dict[str, object] = {"of": "attack", "at_most": "0"}
    conditions: dict[str, object] = {
        name: {"clause": "C", "limit": limit} for name in ("a", "b", "c")
    }
    conditions["spread"] = {"clause": "C", "limit": limit, "per": "area"}
    conditions["sides"] = {"clause": "C", "limit": limit, "per": "party"}
    return Agreement.model_validate(
        {
            "agreement": "made-up",
            "title": "Made up",
            "status": "agreed",
            "calendar": {"time_zone": "UTC", "from": "2020-01-01"},
            "parties": {"north": {"name": "Northland", "role": "party"}},
            "areas": {"hills": {"pcodes": "XX01"}, "coast": {"pcodes": "XX02"}},
            "clauses": {"C": {"says": "Made up.", "provenance": "text"}},
            "classes": {"attack": {"any_kind": "shelling"}},
            "conditions": conditions
            | {name: {"clause": "C", **_dict(gate)} for name, gate in gates.items()},
        },
        by_alias=True,
        by_name=False,
    )


def _dict(gate: object) -> dict[str, object]:
    assert isinstance(gate, dict)
    return gate


def read(gates: Mapping[str, object], leaves: Mapping[str, str], scope: Scope = None) -> Verdict:
    """Return the verdict of the last gate; leaves are letters, one for each area where several."""
    terms = agreement(gates)
    areas: Sequence[Scope] = ("hills", "coast")

    def leaf(name: str, where: Scope) -> Level | None:
        drawn = leaves[name]
        letter = drawn[areas.index(where)] if name == "spread" else drawn
        return None if letter == "-" else Level(LETTERS[letter], Cause.WITHIN)

    def scopes(condition: Condition) -> Sequence[Scope]:
        return {"area": areas, "party": ["north"]}.get(condition.per or "", [None])

    return Gates(terms, leaf, scopes).weigh(list(gates)[-1], scope).level.verdict


ALL = {"gate": {"all": ["a", "b"]}}
ANY = {"gate": {"any": ["a", "b"]}}


@pytest.mark.parametrize(
    ("a", "b", "all_of", "any_of"),
    [
        ("k", "k", KEPT, KEPT),
        ("k", "b", BREACHED, KEPT),
        ("k", "u", OPEN, KEPT),
        ("k", "n", NOT_YET, KEPT),
        ("k", "o", OPEN, KEPT),
        ("b", "b", BREACHED, BREACHED),
        ("b", "u", BREACHED, OPEN),
        ("b", "n", BREACHED, NOT_YET),
        ("u", "u", OPEN, OPEN),
        ("u", "n", NOT_YET, OPEN),
        ("n", "n", NOT_YET, NOT_YET),
        ("n", "o", NOT_YET, OPEN),
        ("o", "b", BREACHED, OPEN),
        ("o", "o", OPEN, OPEN),
    ],
)
def test_truth_table(a: str, b: str, all_of: Verdict, any_of: Verdict) -> None:
    """The worst of all, the best of any; in either order."""
    for first, second in ((a, b), (b, a)):
        assert read(ALL, {"a": first, "b": second}) is all_of
        assert read(ANY, {"a": first, "b": second}) is any_of


@pytest.mark.parametrize(
    ("a", "verdict"), [("k", BREACHED), ("b", KEPT), ("n", KEPT), ("u", OPEN), ("o", OPEN)]
)
def test_not_swaps(a: str, verdict: Verdict) -> None:
    """What has not come is not met, and what cannot be said stays so."""
    assert read({"gate": {"not": "a"}}, {"a": a}) is verdict


def test_not_yet_goes_through_nesting() -> None:
    """A gate waits where what has not come yet, somewhere below, is all that is missing."""
    nested = {"gate": {"all": ["a", {"any": ["b", {"not": {"not": "c"}}]}]}}

    assert read(nested, {"a": "k", "b": "b", "c": "n"}) is NOT_YET
    assert read(nested, {"a": "b", "b": "b", "c": "n"}) is BREACHED
    assert read(nested, {"a": "k", "b": "b", "c": "b"}) is BREACHED
    assert read(nested, {"a": "u", "b": "b", "c": "n"}) is NOT_YET


def test_a_gate_of_gates_by_name_is_as_one_written_within() -> None:
    """Whether a gate has a name makes no difference to what it comes to."""
    by_name = {"inner": {"any": ["b", "c"]}, "gate": {"all": ["a", "inner"]}}
    within = {"gate": {"all": ["a", {"any": ["b", "c"]}]}}

    for letters in product("kbuno", repeat=3):
        leaves = dict(zip("abc", letters, strict=True))
        assert read(by_name, leaves) is read(within, leaves), letters


def test_a_member_of_several_areas_must_be_met_in_all_of_them() -> None:
    """Judged as a whole, a condition of each area is as good as its worst area."""
    gate = {"gate": {"all": ["a", "spread"]}}

    assert read(gate, {"a": "k", "spread": "kk"}) is KEPT
    assert read(gate, {"a": "k", "spread": "ku"}) is OPEN
    assert read(gate, {"a": "k", "spread": "ub"}) is BREACHED


def test_a_gate_of_each_area_takes_its_members_there() -> None:
    """Members without areas hold everywhere; those of parties hold for all of them."""
    gate = {"gate": {"all": ["a", "spread", "sides"], "per": "area"}}
    leaves = {"a": "k", "spread": "kb", "sides": "k"}

    assert read(gate, leaves, "hills") is KEPT
    assert read(gate, leaves, "coast") is BREACHED
    assert read(gate, leaves | {"sides": "u"}, "hills") is OPEN


def test_a_member_is_asked_for_its_own_scopes() -> None:
    """A gate of each area asks a condition of parties for parties, never for an area."""
    gates = {"gate": {"all": ["spread", "sides"], "per": "area"}}
    asked: list[tuple[str, Scope]] = []

    def leaf(name: str, where: Scope) -> Level:
        asked.append((name, where))
        return Level(KEPT, Cause.WITHIN)

    def scopes(condition: Condition) -> Sequence[Scope]:
        return {"area": ["hills", "coast"], "party": ["north"]}.get(condition.per or "", [None])

    Gates(agreement(gates), leaf, scopes).weigh("gate", "hills")

    assert asked == [("spread", "hills"), ("sides", "north")]


def test_a_member_that_is_judged_for_nobody_yet_is_no_silence() -> None:
    """Where no area or party is judged there is nothing to speak of, and nothing in the way."""

    def leaf(name: str, where: Scope) -> Level:
        raise AssertionError((name, where))

    weighed = Gates(agreement({"gate": {"all": ["spread"]}}), leaf, lambda _: []).weigh(
        "gate", None
    )

    assert (weighed.spoken, weighed.level.verdict) == (True, KEPT)


@pytest.mark.parametrize(
    ("truths", "two"),
    [
        ((True, True, False), True),
        ((True, None, False), None),
        ((True, False, False), False),
        ((None, None, None), None),
        ((True, True, None), True),
        ((None, False, False), False),
    ],
)
def test_at_least(*, truths: tuple[bool | None, ...], two: bool | None) -> None:
    """Enough for certain, not enough even with all the open ones, or open."""
    assert at_least(2, truths) is two
    gate = {"gate": {"at_least": {"count": "2", "of": ["a", "b", "c"]}}}
    letters = {True: "k", None: "u", False: "b"}
    leaves = dict(zip("abc", (letters[truth] for truth in truths), strict=True))
    expected = {True: KEPT, None: OPEN, False: BREACHED}
    assert read(gate, leaves) is expected[two]


def test_one_and_all_are_the_ends_of_at_least() -> None:
    """At least one of three is any, at least three is all."""
    for letters in product("kbuno", repeat=3):
        leaves = dict(zip("abc", letters, strict=True))
        for count, word in (("1", "any"), ("3", "all")):
            some = {"gate": {"at_least": {"count": count, "of": ["a", "b", "c"]}}}
            assert read(some, leaves) is read({"gate": {word: ["a", "b", "c"]}}, leaves)


def test_what_an_account_cannot_speak_to_is_open() -> None:
    """A member on another source's counts leaves the gate open, unless another one decides."""
    assert read(ALL, {"a": "-", "b": "k"}) is OPEN
    assert read(ALL, {"a": "-", "b": "b"}) is BREACHED


def test_no_more_is_asked_than_decides() -> None:
    """The first that is false decides `all`, the first that is true `any`; the rest is left."""
    for joined, deciding in ((all_of, False), (any_of, True)):
        left = iter([None, not deciding, deciding, None])
        assert joined(left) is deciding
        assert list(left) == [None]
        assert joined([None, not deciding]) is None
        assert joined([not deciding]) is (not deciding)
