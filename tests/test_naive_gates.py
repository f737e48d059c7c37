"""The second evaluator on acts, gates and counts: worked examples, each to be judged by hand."""

from datetime import datetime
from itertools import product

import pytest

from tests.naive.naive import verdicts
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    attestation,
    decision,
    record,
    report,
    terms,
    verified,
    watch,
)

NOW = START + 5 * DAY
"""The end of day 4: when the examples are judged."""
BEFORE = START + 3 * DAY


def yes(by: str, at: datetime = BEFORE, end: datetime | None = None, **fields: object) -> Fields:
    """Return a party's decision that it is satisfied."""
    return {**decision(by, "satisfied", at, end), **fields}


def no(by: str, at: datetime = BEFORE, end: datetime | None = None, **fields: object) -> Fields:
    """Return a party's decision to take that back."""
    return {**decision(by, "satisfied_withdrawn", at, end), **fields}


BOTH: Fields = {"decided": {"what": "satisfied", "by": ["government", "opposition"]}}
MINE = yes("opposition", START)
"""What the opposition decided; the examples turn on the government."""


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([], "not_yet"),
        ([yes("government")], "not_yet"),
        ([MINE, yes("government")], "kept"),
        ([MINE, yes(" ARMY ")], "kept"),
        ([MINE, yes("gunmen")], "not_yet"),
        ([MINE, yes("front")], "not_yet"),
        ([MINE, yes("government", agreement="other")], "not_yet"),
        ([MINE, yes("government", NOW)], "kept"),
        ([MINE, yes("government", NOW + TICK)], "not_yet"),
        ([MINE, yes("government", NOW - HOUR, NOW + TICK)], "kept"),
        ([MINE, yes("government", NOW - HOUR, NOW + 2 * TICK)], "undetermined"),
        ([MINE, yes("government", until=NOW + TICK)], "kept"),
        ([MINE, yes("government", until=NOW)], "not_yet"),
        ([MINE, yes("government"), no("government", BEFORE + TICK)], "breached"),
        ([MINE, yes("government"), no("government", BEFORE)], "breached"),
        ([MINE, yes("government"), no("government", BEFORE - TICK)], "kept"),
        ([MINE, yes("government"), no("government", NOW)], "breached"),
        ([MINE, yes("government"), no("government", NOW + TICK)], "kept"),
        ([MINE, yes("government"), no("government", NOW, NOW + HOUR)], "undetermined"),
        ([MINE, yes("government", BEFORE, BEFORE + HOUR), no("government", BEFORE)],
         "undetermined"),
        ([MINE, yes("government", BEFORE + TICK, BEFORE + HOUR), no("government", BEFORE)],
         "kept"),
        ([MINE, no("government", BEFORE, BEFORE + HOUR), yes("government", BEFORE)],
         "breached"),
        ([no("government")], "breached"),
        ([MINE, no("government", START), yes("government", BEFORE, until=NOW)], "not_yet"),
        ([MINE, no("government", START), yes("government", START, until=NOW)], "breached"),
        ([MINE, yes("government"), no("opposition", BEFORE)], "breached"),
        ([MINE, yes("government", id="g"), yes("government", id="g", withdrawn=True)], "not_yet"),
    ],
)  # fmt: skip
def test_a_decision_is_in_force_taken_back_or_neither(rows: list[Fields], verdict: str) -> None:
    """Every party's latest word counts; at one instant the withdrawal wins."""
    assert verdicts(terms(both=BOTH), record(*rows), NOW, LATER)["both", None] == (verdict, None)


def test_the_words_that_take_back_may_be_others() -> None:
    """Where the rule names them, its own words count and the usual one does not."""
    named = {"what": "satisfied", "by": ["opposition"], "withdrawn": ["refused", "objected"]}
    one = terms(one={"decided": named})

    usual = verdicts(one, record(MINE, no("opposition")), NOW, LATER)
    own = verdicts(one, record(MINE, decision("opposition", "objected", BEFORE)), NOW, LATER)

    assert usual["one", None] == ("kept", None)
    assert own["one", None] == ("breached", None)


MAPPED: Fields = {"attested": "maps", "within": "5 days", "of": "calendar.from"}
MAPS: Fields = {"by": {**MAPPED, "said_by": ["un", "a"]}}
RUMOUR: Fields = {"by": MAPPED}
AFTER: Fields = {"by": {"decided": "mapped", "within": "24 hours", "of": {"decided": "begun"}}}
BEGUN = decision("front", "begun", BEFORE)


@pytest.mark.parametrize(
    ("duty", "rows", "at", "verdict"),
    [
        (MAPS, [], START, "not_yet"),
        (MAPS, [], NOW, "not_yet"),
        (MAPS, [], NOW + TICK, "breached"),
        (MAPS, [], START - TICK, "not_in_force"),
        (MAPS, [attestation("un", "maps", NOW)], NOW, "kept"),
        (MAPS, [attestation("un", "maps", NOW)], NOW + DAY, "kept"),
        (MAPS, [attestation("un", "maps", NOW)], NOW - TICK, "not_yet"),
        (MAPS, [attestation("un", "maps", NOW + TICK)], NOW + DAY, "breached"),
        (MAPS, [attestation("un", "maps", NOW, NOW + 2 * TICK)], NOW + DAY, "undetermined"),
        (MAPS, [attestation("un", "maps", START - DAY)], START, "kept"),
        (MAPS, [{**attestation("un", "maps", BEFORE), "holds": False}], NOW + TICK, "breached"),
        (MAPS, [attestation("un", "plans", BEFORE)], NOW + TICK, "breached"),
        (MAPS, [decision("un", "maps", BEFORE)], NOW + TICK, "breached"),
        (RUMOUR, [], NOW, "not_yet"),
        (RUMOUR, [], NOW + TICK, "undetermined"),
        (RUMOUR, [attestation("b", "maps", NOW)], NOW + TICK, "kept"),
        (AFTER, [], NOW, "not_yet"),
        (AFTER, [decision("un", "mapped", BEFORE)], NOW, "not_yet"),
        (AFTER, [BEGUN], BEFORE - TICK, "not_yet"),
        (AFTER, [BEGUN], BEFORE + DAY, "not_yet"),
        (AFTER, [BEGUN], BEFORE + DAY + TICK, "breached"),
        (AFTER, [BEGUN, decision("un", "mapped", START)], NOW, "kept"),
        (AFTER, [BEGUN, decision("un", "mapped", BEFORE + DAY)], NOW, "kept"),
        (AFTER, [BEGUN, decision("un", "mapped", BEFORE + DAY + TICK)], NOW, "breached"),
        (AFTER, [BEGUN, decision("a", "begun", NOW)], NOW, "breached"),
        (AFTER, [decision("a", "begun", BEFORE, BEFORE + 2 * TICK)], BEFORE + DAY + TICK,
         "undetermined"),
        (AFTER, [decision("a", "begun", NOW, NOW + HOUR)], NOW, "not_yet"),
    ],
)  # fmt: skip
def test_exactly_at_the_deadline_is_in_time(
    duty: Fields, rows: list[Fields], at: datetime, verdict: str
) -> None:
    """The first anchor counts; what is on record by its deadline is kept for good."""
    found = verdicts(terms(duty=duty), record(*rows), at, LATER)

    assert found["duty", None] == (verdict, None)


@pytest.mark.parametrize(
    ("said_by", "by", "verdict"),
    [
        ([], "anybody", "kept"),
        (["government"], "Army", "kept"),
        (["government"], "un", "breached"),
        (["un", "government"], "UN", "kept"),
    ],
)
def test_a_duty_with_a_term_may_name_whose_word_counts(
    said_by: list[str], by: str, verdict: str
) -> None:
    """Parties by any of their names, sources by their own."""
    duty: Fields = {"by": {**MAPS["by"], "said_by": said_by}}
    said = record(attestation(by, "maps", BEFORE))

    assert verdicts(terms(duty=duty), said, NOW + DAY, LATER)["duty", None] == (verdict, None)


def test_a_term_of_days_ends_at_the_same_time_of_the_clock() -> None:
    """Over the end of summer time three days are 73 hours, and three times 24 hours are 72."""
    begun = START.replace(month=10, day=27)
    said = record(decision("a", "begun", begun), decision("a", "mapped", begun + 73 * HOUR))
    within = {"decided": "mapped", "of": {"decided": "begun"}}
    duties = terms(
        days={"by": {**within, "within": "3 days"}}, hours={"by": {**within, "within": "72 hours"}}
    )

    found = verdicts(duties, said, begun + 9 * DAY, LATER)

    assert found == {("days", None): ("kept", None), ("hours", None): ("breached", None)}


LEAVES: dict[str, Fields] = {
    "kept": {"decided": {"what": "given", "by": ["government"]}},
    "breached": {"decided": {"what": "refused", "by": ["government"]}},
    "not_yet": {"decided": {"what": "unheard", "by": ["government"]}},
    "undetermined": {"decided": {"what": "vague", "by": ["government"]}},
    "not_in_force": {
        "limit": {"of": "attack", "at_most": [{"is": "0", "from": "2016-12-01T00:00"}]}
    },
}
"""A condition for each verdict that a member can have, named for it."""
SAID = record(
    decision("government", "given", BEFORE),
    decision("government", "refused_withdrawn", BEFORE),
    decision("government", "vague", NOW - HOUR, NOW + HOUR),
    watch(START, NOW),
)


def gate(terms_of_gate: Fields, **others: Fields) -> str:
    """Return what a gate of the leaves reads."""
    found = verdicts(terms(**LEAVES, **others, gate=terms_of_gate), SAID, NOW, LATER)
    assert {name: found[name, None] for name in LEAVES} == {name: (name, None) for name in LEAVES}
    reads = found["gate", None]
    assert reads is not None
    return reads[0]


@pytest.mark.parametrize(
    ("member", "itself", "negated"),
    [
        ("kept", "kept", "breached"),
        ("breached", "breached", "kept"),
        ("not_yet", "not_yet", "kept"),
        ("undetermined", "undetermined", "undetermined"),
        ("not_in_force", "undetermined", "undetermined"),
    ],
)
def test_every_verdict_has_one_truth(member: str, itself: str, negated: str) -> None:
    """Kept is true; breached and not yet are false; all else is unknown; "not" swaps."""
    assert gate({"all": [member]}) == itself
    assert gate({"any": [member]}) == itself
    assert gate({"at_least": {"count": "1", "of": [member]}}) == itself
    assert gate({"not": member}) == negated
    assert gate({"not": {"not": member}}) == (itself)


WORST = ("breached", "not_yet", "undetermined", "kept")
BEST = ("kept", "undetermined", "not_yet", "breached")


@pytest.mark.parametrize(("one", "other"), [*product(WORST, WORST)])
def test_all_takes_the_worst_and_any_the_best(one: str, other: str) -> None:
    """One certainly false member decides an "all"; one that only waits makes it wait.

    Of an "any": one that is met decides it, and what cannot be known leaves it open.
    """
    assert gate({"all": [one, other]}) == min(one, other, key=WORST.index)
    assert gate({"any": [one, other]}) == min(one, other, key=BEST.index)


@pytest.mark.parametrize(
    ("members", "verdict"),
    [
        (["kept", "kept", "breached"], "kept"),
        (["kept", "undetermined", "breached"], "undetermined"),
        (["kept", "not_yet", "breached"], "not_yet"),
        (["kept", "breached", "breached"], "breached"),
        (["undetermined", "not_yet", "breached"], "not_yet"),
        (["undetermined", "undetermined", "breached"], "undetermined"),
        (["not_yet", "not_yet", "not_yet"], "not_yet"),
        (["not_yet", "breached", "breached"], "breached"),
        (["kept", "not_in_force", "not_yet"], "undetermined"),
    ],
)
def test_at_least_two_of_three(members: list[str], verdict: str) -> None:
    """Known as soon as the unknown cannot change it; waiting where those that wait could."""
    assert gate({"at_least": {"count": "2", "of": members}}) == verdict


@pytest.mark.parametrize(
    ("inner", "outer", "verdict"),
    [
        ({"any": ["not_yet", "breached"]}, {"all": ["kept", "inner"]}, "not_yet"),
        ({"all": ["not_yet", "breached"]}, {"any": ["breached", "inner"]}, "breached"),
        ({"not": "not_yet"}, {"all": ["inner"]}, "kept"),
        ({"not": "not_yet"}, {"not": "inner"}, "not_yet"),
        ({"not": "breached"}, {"not": "inner"}, "breached"),
        ({"not": {"any": ["kept", "not_yet"]}}, {"all": ["inner"]}, "breached"),
        ({"all": ["kept", {"not": "not_yet"}]}, {"not": "inner"}, "not_yet"),
        ({"any": ["undetermined", "kept"]}, {"not": "inner"}, "breached"),
    ],
)
def test_waiting_is_carried_through_gates_within_gates(
    inner: Fields, outer: Fields, verdict: str
) -> None:
    """A gate in place and a gate of its own name read the same: its leaves wait, not it."""
    in_place = {
        key: inner if value == "inner" else [inner if each == "inner" else each for each in value]
        for key, value in outer.items()
    }

    assert gate(outer, inner=inner) == verdict
    assert gate(in_place) == verdict


CALM_AREAS: Fields = {**CALM, "per": "area"}
BROKEN_NORTH = record(
    watch(START, NOW), report(NOW - HOUR, id="x"), verified("un/x"), decision("Army", "given", NOW)
)


def test_members_are_taken_in_the_scope_of_the_gate_or_in_all_of_theirs() -> None:
    """Calm in the south alone: a gate per area differs by area, one without is "all" over them."""
    gates = terms(
        calm=CALM_AREAS,
        said={"decided": {"what": "given", "by": ["government"]}},
        each={"all": ["calm", "said"], "per": "area"},
        whole={"all": ["calm", "said"]},
        either={"any": ["calm", "said"]},
        all_each={"all": ["each"]},
        not_each={"not": {"any": ["calm", {"not": "said"}]}, "per": "area"},
    )

    found = verdicts(gates, BROKEN_NORTH, NOW, LATER)

    assert found["each", "north"] == ("breached", None)
    assert found["each", "south"] == ("kept", None)
    assert found["not_each", "north"] == ("kept", None)
    assert found["not_each", "south"] == ("breached", None)
    assert found["whole", None] == ("breached", None)
    assert found["either", None] == ("kept", None)
    assert found["all_each", None] == ("breached", None)


def test_members_of_another_kind_of_scope_are_all_over_theirs() -> None:
    """In a gate per party a condition per area must be kept in every area."""
    gates = terms(
        calm=CALM_AREAS,
        own={**CALM, "per": "party"},
        each={"any": [{"all": ["own", "calm"]}, {"not": "own"}], "per": "party"},
        fit={"all": ["own"], "per": "party"},
    )

    found = verdicts(gates, BROKEN_NORTH, NOW, LATER)

    assert found["fit", "government"] == ("breached", None)
    assert found["fit", "opposition"] == ("kept", None)
    assert found["each", "government"] == ("kept", None)
    assert found["each", "opposition"] == ("breached", None)


def test_what_an_account_does_not_speak_to_is_unknown_to_its_gates() -> None:
    """A gate of nothing else has no finding; one with something else leaves it open."""
    counted = {"limit": {"of": "attack", "at_most": "0", "from_counts": "centre"}}
    gates = terms(
        counted=counted,
        maps=MAPS,
        silent={"all": [{"not": "counted"}]},
        half={"all": ["counted", "maps"]},
        open={"any": ["counted", "maps"]},
    )
    told = record({**attestation("a", "maps", BEFORE), "source": "centre"})

    found = verdicts(gates, told, NOW + DAY, LATER, "un")

    assert found["counted", None] is None
    assert found["silent", None] is None
    assert found["maps", None] == ("breached", None)
    assert found["half", None] == ("breached", None)
    assert found["open", None] == ("undetermined", None)
    assert verdicts(gates, told, NOW + DAY, LATER, "centre")["maps", None] == ("kept", None)


def test_an_agreement_out_of_force_reads_so_at_every_gate() -> None:
    """Before its start, and after it has been suspended."""
    gates = terms(said=BOTH, no={"not": "said"})
    ended = record(decision("government", "suspended", BEFORE))

    for at, versions in ((START - TICK, record()), (NOW, ended)):
        found = verdicts(gates, versions, at, LATER)
        assert set(found.values()) == {("not_in_force", None)}


RESET: Fields = {"decided": "clock_reset", "by": ["government", "opposition"]}
HELD: Fields = {
    "streak": {"of": "calm", "for": "3 days", "resets": "by_decision", "reset_by": RESET}
}


def resets(by: str, at: datetime, end: datetime | None = None) -> Fields:
    """Return a party's decision that the count restarts."""
    return decision(by, "clock_reset", at, end)


@pytest.mark.parametrize(
    ("rows", "verdict", "progress"),
    [
        ([], "kept", (5, 5)),
        ([report(BEFORE, id="x"), verified("un/x")], "kept", (5, 5)),
        ([resets("Army", BEFORE)], "kept", (5, 5)),
        ([resets("Army", START), resets("opposition", BEFORE)], "not_yet", (2, 2)),
        ([resets("Army", START), resets("opposition", BEFORE + TICK)], "not_yet", (1, 1)),
        ([resets("Army", BEFORE), resets("opposition", BEFORE)], "not_yet", (2, 2)),
        ([resets("Army", NOW), resets("opposition", NOW)], "not_yet", (0, 0)),
        ([resets("Army", NOW), resets("opposition", NOW + TICK)], "kept", (5, 5)),
        ([resets("Army", START), resets("opposition", BEFORE), resets("Army", BEFORE + DAY)],
         "not_yet", (2, 2)),
        ([resets("Army", START), resets("opposition", BEFORE), resets("opposition", BEFORE + DAY),
          resets("Army", NOW)], "not_yet", (0, 0)),
        ([resets("Army", START), resets("opposition", START + DAY, BEFORE)],
         "undetermined", (2, 4)),
        ([resets("Army", START), resets("opposition", NOW, NOW + HOUR)],
         "undetermined", (0, 5)),
        ([resets("Army", START), resets("Army", BEFORE), resets("front", BEFORE)], "kept", (5, 5)),
        ([decision("opposition", "noted", NOW), decision("government", "suspended", START + DAY),
          decision("government", "resumed", START + 2 * DAY)], "kept", (3, 3)),
    ],
)  # fmt: skip
def test_only_a_decision_of_all_restarts_the_count(
    rows: list[Fields], verdict: str, progress: tuple[int, int]
) -> None:
    """Days count whatever they read; the last of all to decide restarts them, then all anew."""
    found = verdicts(terms(calm=CALM, held=HELD), record(*rows), NOW, LATER)

    assert found["held", None] == (verdict, progress)
