"""Acts that count for terms which an agreement takes over: under which agreement they may stand.

Each table row is a duty of the first agreement, seen from one that takes it over: the act that
decides it is recorded under one agreement or another, and only where it is recorded changes.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.agreements.load import Instrument, load_text
from monitor.evaluation.check.check import check_finding, check_standings
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.grounding import grounds
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.turning import turning_points
from monitor.evaluation.verdict import Evaluation, Finding
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import RECORD
from monitor.incidents.span import FOREVER, TICK
from tests.engine import TABLES
from tests.naive.naive import verdicts

HEAD = """
agreement: {id}
title: Made up for tests
status: agreed
imports: [{imports}]
calendar: {{time_zone: UTC, from: 2020-03-01}}
evidence: {{standard: reported}}
"""
WHO = """
parties:
  north: {name: Northland, role: party, aliases: [Army of the North]}
  south: {name: Southland, role: party, excluded: {decided: put_out, back: taken_in, by: [envoys]}}
  envoys: {name: Envoys, role: sponsor}
"""
TERMS = """
clauses: {C-1: {says: Made up., provenance: text}}
ends: {by: [envoys]}
classes: {attack: {any_kind: [shelling], by: {role: party}}}
conditions:
  calm: {clause: C-1, limit: {of: attack, at_most: 0}}
  agreed: {clause: C-1, decided: {what: agreed, by: [north]}}
  staffed: {clause: C-1, attested: {what: staffed, by: [un], fresh_for: 3 days}}
  reported:
    clause: C-1
    by: {decided: reported, said_by: [north], within: 2 days, of: calendar.from}
  begun:
    clause: C-1
    by: {attested: mapped, said_by: [un], within: 1 day, of: {decided: opened}}
  replies:
    clause: C-1
    response:
      to: {decided: asked, by: [north]}
      with: {decided: answered, by: [south]}
      within: 24 hours
  warned:
    clause: C-1
    notice:
      of: {attested: warned, by: [un]}
      before: {decided: flown, by: [north]}
      at_least: 2 hours
  allowed:
    clause: C-1
    only_if: {of: {decided: flown, by: [north]}, holds: {decided: leave, by: [envoys]}}
  said_so:
    clause: C-1
    only_if: {of: {decided: flown, by: [north]}, holds: {attested: clear, by: [un]}}
  of_that_flight:
    clause: C-1
    only_if: {of: {decided: flown, by: [north]}, holds: agreed, match: flight}
  of_that_post:
    clause: C-1
    only_if: {of: {decided: flown, by: [north]}, holds: staffed, match: flight}
  paid_first:
    clause: C-1
    order:
      of: {decided: left, by: [south]}
      no_earlier_than: {decided: paid, by: [north]}
  since_left:
    clause: C-1
    since: {of: calm, after: {decided: left, by: [south]}, for: 1 days}
  certified: {clause: C-1, streak: {of: calm, for: 1 days, certified_by: [north]}}
  restarted:
    clause: C-1
    streak:
      of: calm
      for: 2 days
      resets: by_decision
      reset_by: {decided: again, by: [envoys, north]}
  gate: {clause: C-1, all: [agreed]}
"""
OWN = """
ends: {by: [envoys]}
parties: {west: {name: Westland, role: party}}
clauses: {D-1: {says: Made up., provenance: text}}
conditions:
  own_agreed: {clause: D-1, decided: {what: agreed, by: [north]}}
  own_certified: {clause: D-1, streak: {of: calm, for: 1 days, certified_by: [north]}}
  own_gate: {clause: D-1, all: [agreed, own_agreed]}
phases:
  talks:
    opens: {at: calendar.from, by: [envoys]}
    renews: {decided: extended}
    closes: {decided: over}
  on_agreement: {opens: {when: agreed}}
readings:
  three: {title: Three days, set: {restarted.for: 3 days}}
"""
EMPTY = "clauses: {}\nconditions: {}\n"
FILES = {
    "first": HEAD.format(id="first", imports="") + WHO + TERMS,
    "second": HEAD.format(id="second", imports="first") + OWN,
    "third": HEAD.format(id="third", imports="second") + WHO + EMPTY,
}

Fields = dict[str, Any]


def instrument(name: str) -> Instrument:
    """One of the made-up agreements, with what it imports."""
    return load_text(FILES[name], f"{name}.yaml", {one: FILES[one] for one in FILES if one != name})


def day(number: int, hour: int = 0) -> datetime:
    """An hour of a day of the agreements, all of which begin on day 1."""
    return datetime(2020, 3, number, hour, tzinfo=UTC)


def decision(what: str, by: str, at: datetime, under: str = "", **more: object) -> Fields:
    """A decision of a party, by its id, taken at an instant."""
    span = {"start": at, "end": more.pop("end", at)}
    told = {"record": "decision", "what": what, "by": by, "effective": span}
    return {**told, "agreement": under, **more}


def word(what: str, by: str, since: datetime, until: datetime, **more: object) -> Fields:
    """An attestation that something is so over a time."""
    span = {"start": since, "end": until}
    told = {"record": "attestation", "what": what, "by": by, "during": span, "holds": True}
    return {**told, "agreement": "", **more}


def seen(
    name: str, records: Iterable[Fields], at: datetime, reading: str | None = None
) -> Evaluation:
    """What is said of an agreement, which the second reading and the naive evaluator bear out."""
    terms = instrument(name).under(reading)
    versions = [
        Known(
            RECORD.validate_python({"id": f"r{n}", "source": "desk", **fields}),
            (1, n),
            day(1) + n * TICK,
            FOREVER,
        )
        for n, fields in enumerate(records)
    ]
    TABLES.load(versions)
    view = View(terms, Snapshot(TABLES), at, day(28), None)
    told = evaluate(terms, view.facts, at, day(28))
    given = Matter(grounds(view))
    for found in told.findings:
        assert check_finding(found, given).reasons == ()
    assert check_standings(told.phases, given).reasons == ()
    naive = verdicts(terms, versions, at, day(28), None)
    for found in told.findings:
        if found.condition not in {"gate", "own_gate"}:
            assert naive[found.condition, found.scope][0] in {found.verdict, "nobody_asked"}
    return told


def of(told: Evaluation, condition: str) -> Finding:
    """What is said of one condition, of the day that ended last."""
    (found,) = (one for one in told.findings if one.condition == condition)
    return found


ATTACK: Fields = {
    "record": "report",
    "happened": {"start": day(1, 12), "end": day(1, 12)},
    "kinds": ("shelling",),
    "by": ("Southland",),
}
FLIGHT = decision("flown", "north", day(1, 12), "second", references=("flight=1",))
ROWS = {
    # the condition: what is recorded under `second`, the act, when it is judged, without, with it
    "agreed": ([], decision("agreed", "north", day(1, 12)), day(3), "not_yet", "kept"),
    "gate": ([], decision("agreed", "north", day(1, 12)), day(3), "not_yet", "kept"),
    "staffed": ([], word("staffed", "un", day(1), day(2)), day(3), "undetermined", "kept"),
    "reported": ([], decision("reported", "north", day(1, 12)), day(4), "breached", "kept"),
    "begun": ([], decision("opened", "north", day(1, 12)), day(4), "not_yet", "breached"),
    "replies": (
        [decision("asked", "north", day(1, 12), "second")],
        decision("answered", "south", day(1, 18)),
        day(4),
        "breached",
        "kept",
    ),
    "warned": ([FLIGHT], word("warned", "un", day(1, 8), day(1, 8)), day(2), "breached", "kept"),
    "allowed": ([FLIGHT], decision("leave", "envoys", day(1, 6)), day(2), "breached", "kept"),
    "said_so": ([FLIGHT], word("clear", "un", day(1, 6), day(1, 6)), day(2), "breached", "kept"),
    "of_that_flight": (
        [FLIGHT],
        decision("agreed", "north", day(1, 6), references=("flight=1",)),
        day(2),
        "breached",
        "kept",
    ),
    "of_that_post": (
        [FLIGHT],
        word("staffed", "un", day(1, 6), day(1, 7), references=("flight=1",)),
        day(2),
        "undetermined",
        "kept",
    ),
    "paid_first": (
        [decision("left", "south", day(1, 12), "second")],
        decision("paid", "north", day(1, 6)),
        day(2),
        "breached",
        "kept",
    ),
    "since_left": ([], decision("left", "south", day(1, 12)), day(4), "not_yet", "undetermined"),
    "certified": ([], word("adherence", "north", day(1), day(3)), day(3), "not_yet", "kept"),
    "restarted": (
        [decision("again", "north", day(2, 6), "second")],
        decision("again", "envoys", day(2, 12)),
        day(4),
        "kept",
        "not_yet",
    ),
    "calm": (
        [ATTACK],
        decision("put_out", "envoys", day(1, 6)),
        day(2),
        "breached",
        "undetermined",
    ),
}


@pytest.mark.parametrize("under", ["first", "second", "third", "other"])
@pytest.mark.parametrize("condition", ROWS)
def test_an_act_counts_for_what_the_agreement_shares_with_where_it_stands(
    condition: str, under: str
) -> None:
    """Of the earlier agreement, and of the one judged; under any other it is none."""
    others, act, at, without, with_it = ROWS[condition]
    heard = under in {"first", "second"}

    told = seen("second", [*others, {**act, "agreement": under}], at)

    assert of(told, condition).verdict == (with_it if heard else without)


@pytest.mark.parametrize("condition", ROWS)
def test_it_works_in_no_other_direction(condition: str) -> None:
    """What was recorded under the later agreement is no act under the earlier one."""
    others, act, at, without, _ = ROWS[condition]
    here = [{**one, "agreement": "first"} if "agreement" in one else one for one in others]

    told = seen("first", [*here, {**act, "agreement": "second"}], at)

    assert of(told, condition).verdict == without


@pytest.mark.parametrize("under", ["first", "second", "third"])
@pytest.mark.parametrize("condition", ROWS)
def test_what_is_taken_over_twice_comes_from_both(condition: str, under: str) -> None:
    """Each agreement on the way has the term; a party written out in both files comes from both."""
    others, act, at, _, with_it = ROWS[condition]

    told = seen("third", [*others, {**act, "agreement": under}], at)

    assert of(told, condition).verdict == with_it


def test_terms_of_its_own_read_its_own_acts_alone() -> None:
    """The same words under the earlier agreement decide what is taken over, and nothing else."""
    act = decision("agreed", "north", day(1, 12))

    there = seen("second", [{**act, "agreement": "first"}], day(3))
    here = seen("second", [{**act, "agreement": "second"}], day(3))

    assert [of(there, name).verdict for name in ("agreed", "own_agreed")] == ["kept", "not_yet"]
    assert [of(here, name).verdict for name in ("agreed", "own_agreed")] == ["kept", "kept"]
    assert [of(told, "own_gate").verdict for told in (there, here)] == ["not_yet", "kept"]


def test_what_a_party_certified_is_asked_for_each_count_by_itself() -> None:
    """A count of its own takes no certificate that was given under the earlier agreement."""
    given = word("adherence", "north", day(1), day(3), agreement="first")

    told = seen("second", [given], day(3))

    counts = [of(told, name).verdict for name in ("certified", "own_certified")]
    assert counts == ["kept", "not_yet"]


def test_one_that_imports_it_through_another_has_terms_of_both() -> None:
    """A term of the agreement in between counts acts under it, and none under the first."""
    act = decision("agreed", "north", day(1, 12))

    told = {name: seen("third", [{**act, "agreement": name}], day(3)) for name in FILES}

    own = [of(told[name], "own_agreed").verdict for name in FILES]
    assert own == ["not_yet", "kept", "kept"]


@pytest.mark.parametrize("what", ["suspended", "ended", "withdrawn"])
def test_what_ends_the_one_leaves_the_other(what: str) -> None:
    """One instrument suspended, ended or left by a sponsor leaves the other in force."""
    act = decision(what, "envoys", day(2))

    ended = {name: seen("second", [{**act, "agreement": name}], day(4)) for name in FILES}

    assert [ended[name].in_force for name in FILES] == [True, False, True]
    assert seen("first", [{**act, "agreement": "second"}], day(4)).in_force


def test_phases_read_decisions_of_their_own_agreement() -> None:
    """A decision under the earlier agreement opens, renews and closes nothing of the later one."""
    opened = decision("talks", "envoys", day(1, 12), "second")

    def state(*records: Fields) -> str:
        phases = seen("second", records, day(4)).phases
        return next(one.state for one in phases if (one.phase, one.holder) == ("talks", "envoys"))

    assert state({**opened, "agreement": "first"}) == "due"
    assert state(opened) == "open"
    for name, of_one, of_other in (("over", "closed", "open"), ("extended", "renewed", "open")):
        act = decision(name, "envoys", day(2))
        assert state(opened, {**act, "agreement": "second"}) == of_one
        assert state(opened, {**act, "agreement": "first"}) == of_other


def test_what_opens_by_a_condition_opens_by_what_the_condition_reads() -> None:
    """A phase that waits for a term taken over begins when that is kept, wherever decided."""
    told = seen("second", [decision("agreed", "north", day(1, 12), "first")], day(4))

    (one,) = (one for one in told.phases if one.phase == "on_agreement")
    assert (one.state, one.since) == ("open", (day(2), day(2)))


def test_taken_back_under_either() -> None:
    """The last word decides, under whichever of the two it is on record."""
    for given, back in (("first", "second"), ("second", "first")):
        acts = [
            decision("agreed", "north", day(1, 6), given),
            decision("agreed_withdrawn", "north", day(1, 12), back),
        ]
        told = seen("second", acts, day(3))
        assert of(told, "agreed").verdict == "breached"
        out = [
            ATTACK,
            decision("put_out", "envoys", day(1, 6), given),
            decision("taken_in", "envoys", day(1, 9), back),
        ]
        assert of(seen("second", out, day(2)), "calm").verdict == "breached"


def test_the_newest_word_speaks_wherever_it_stands() -> None:
    """Of attestations of one time the later known one counts, whichever agreement it is under."""
    yes = word("staffed", "un", day(1), day(2))
    for one, other in (("first", "second"), ("second", "first")):
        words = [
            {**yes, "agreement": one},
            {**yes, "agreement": one, "holds": False},
            {**yes, "agreement": other},
        ]
        assert of(seen("second", words, day(3)), "staffed").verdict == "kept"
        assert of(seen("second", words[:2], day(3)), "staffed").verdict == "breached"


def test_an_act_recorded_under_both_is_one_act() -> None:
    """A decision of an unknown hour, recorded twice, restarts a count once; two restart it twice.

    The counter-example: taken as two, one could come before the restart and one after it, and the
    other side's next decision would restart the count a second time.
    """
    hours = {"end": day(3)}
    envoys = decision("again", "envoys", day(2), "first", **hours)
    others = [decision("again", "north", day(n, 12), "second") for n in (2, 4)]
    twice = {**envoys, "agreement": "second"}
    two = {**twice, "references": ("session=2",)}

    def progress(*records: Fields) -> tuple[int, int]:
        found = of(seen("second", [*others, *records], day(7)), "restarted").progress
        assert found is not None
        return found.least, found.most

    assert progress(envoys) == (4, 4)
    assert progress(envoys, twice) == (4, 4)
    assert progress(envoys, {**twice, "by": "Envoys"}) == (4, 4)
    assert progress(envoys, two) == (2, 4)


def test_what_is_asked_under_both_is_asked_once() -> None:
    """One request, one obligation, shown by this agreement's own record; two requests are two."""
    asked = decision("asked", "north", day(1, 12), "first", references=("paper=7",))
    again = {**asked, "agreement": "second", "references": ("Paper=7 ",)}

    def owed(*records: Fields) -> list[str]:
        found = of(seen("second", records, day(4)), "replies")
        return [one.item.key for one in found.obligations]

    assert owed(asked) == ["desk/r0"]
    assert owed(asked, again) == ["desk/r1"]
    assert owed(again, asked) == ["desk/r0"]
    assert owed(asked, again, asked) == ["desk/r0", "desk/r2"]
    assert len(owed(asked, {**again, "references": ("paper=8",)})) == 2
    assert len(owed(asked, {**again, "effective": {"start": day(1), "end": day(1)}})) == 2
    assert len(owed(asked, {**again, "until": day(9)})) == 2
    for start, end in ((day(1, 12), day(1, 13)), (day(1, 11), day(1, 12) + TICK)):
        assert len(owed(asked, {**again, "effective": {"start": start, "end": end}})) == 2


def test_a_reading_sets_a_value_of_a_term_that_is_still_taken_over() -> None:
    """Under a rival reading of this agreement the acts of the earlier one count as well."""
    acts = [decision("again", who, day(2, 12), "first") for who in ("envoys", "north")]

    told = [of(seen("second", acts, day(7), reading), "restarted") for reading in (None, "three")]

    assert [one.progress and one.progress.least for one in told] == [4, 4]
    assert [one.progress and one.progress.needed for one in told] == [2, 3]


def test_it_turns_when_an_act_of_the_earlier_agreement_does() -> None:
    """What is worked out ahead knows those times too, and none of one it has no part in."""
    until = {"until": day(9, 7)}
    for under, turns in (("first", True), ("second", True), ("other", False)):
        record = decision("agreed", "north", day(5, 3), under, **until)
        record |= {"id": "a", "source": "desk"}
        TABLES.load([Known(RECORD.validate_python(record), (1, 1), day(1), FOREVER)])
        terms = instrument("second").agreement
        found = turning_points(terms, Snapshot(TABLES), day(28), day(4), day(10))
        there = {one.at for one in found} & {day(5, 3), day(9, 7)}
        assert there == ({day(5, 3), day(9, 7)} if turns else set())


def test_it_is_known_only_once_it_is_recorded() -> None:
    """An exclusion that was recorded under the earlier terms later changes nothing before."""
    terms = instrument("second").agreement
    out = {"id": "a", "source": "desk", **decision("put_out", "envoys", day(1, 6), "first")}
    records = [({"id": "b", "source": "desk", **ATTACK}, day(1, 13)), (out, day(5))]
    TABLES.load(
        Known(RECORD.validate_python(one), (1, n), known, FOREVER)
        for n, (one, known) in enumerate(records)
    )

    told = [
        of(evaluate(terms, Snapshot(TABLES), day(2), known), "calm").verdict
        for known in (day(5) - timedelta(hours=1), day(5))
    ]

    assert told == ["breached", "undetermined"]
