"""The second evaluator on phases: worked examples, each small enough to judge by hand."""

from datetime import datetime

import pytest

from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.naive.phases import phase_states
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    agreement,
    decision,
    record,
    watch,
)

NOW = START + 5 * DAY
"""The end of day 4: when most examples are judged."""
NOON = START + 41 * HOUR
"""Noon of the second local day: when phases open in most examples."""
TRIGGER: Fields = {"at": "2016-09-14T12:00"}
PARTIES = ["government", "opposition"]
RENEWED: Fields = {"renews": {"decided": "extended"}, "unrenewed_after": "48 hours"}
CLOSED: Fields = {"closes": {"decided": "stopped"}}


def start(at: datetime, end: datetime | None = None, by: str = "Army", **more: object) -> Fields:
    """Return the government's decision to open the phase."""
    return {**decision(by, "begun", at, end), **more}


def extend(at: datetime, end: datetime | None = None, by: str = "Army", **more: object) -> Fields:
    """Return the government's decision to renew it."""
    return {**decision(by, "extended", at, end), **more}


def stop(at: datetime, end: datetime | None = None, by: str = "Army") -> Fields:
    """Return the government's decision to close it."""
    return decision(by, "stopped", at, end)


def states(
    phase: Fields,
    rows: list[Fields],
    at: datetime,
    known: datetime = LATER,
    **conditions: Fields,
) -> dict[str, str]:
    """Return where a phase stands for each holder."""
    return states_of(phase, record(*rows), at, known, **conditions)


def states_of(
    phase: Fields,
    versions: list[Known[Record]],
    at: datetime,
    known: datetime = LATER,
    **conditions: Fields,
) -> dict[str, str]:
    """Return where a phase stands for each holder, on a record made already."""
    terms = agreement(conditions, {"truce": phase})
    return {who: state for (_, who), state in phase_states(terms, versions, at, known).items()}


OPENED: Fields = {"opens": {**TRIGGER, "by": ["government"], "decided": "begun"}}
FULL = {**OPENED, **RENEWED, **CLOSED}
LAPSING = {**FULL, "then": "lapses"}


@pytest.mark.parametrize(
    ("rows", "at", "state"),
    [
        ([], START - TICK, "not_due"),
        ([], NOON - TICK, "not_due"),
        ([], NOON, "due"),
        ([start(START)], NOON - TICK, "not_due"),
        ([start(START)], NOON, "open"),
        ([start(START, until=NOON)], NOON, "due"),
        ([start(START, until=NOON + TICK)], NOON, "open"),
        ([start(NOON)], NOON, "open"),
        ([start(NOON + TICK)], NOON, "due"),
        ([start(NOON, by="gunmen")], NOW, "due"),
        ([start(NOON, by="opposition")], NOW, "due"),
        ([start(NOON, agreement="other")], NOW, "due"),
        ([decision("Army", "truce", NOON)], NOW, "due"),
        ([start(NOON, NOON + HOUR)], NOON + HOUR, "open"),
        ([start(NOON, NOON + HOUR)], NOON, "undetermined"),
        ([start(NOON - HOUR, NOON)], NOON, "open"),
    ],
)
def test_a_phase_that_is_due_waits_for_the_decision(
    rows: list[Fields], at: datetime, state: str
) -> None:
    """One taken before counts if it is in force when the phase becomes due."""
    assert states(FULL, rows, at) == {"government": state, "all": state}


END = NOON + 48 * HOUR


@pytest.mark.parametrize(
    ("rows", "at", "continuing", "lapsing"),
    [
        ([start(NOON)], END - TICK, "open", "open"),
        ([start(NOON)], END, "continues_unrenewed", "lapsed"),
        ([start(START)], END, "continues_unrenewed", "lapsed"),
        ([start(NOON, until=END + TICK)], END, "open", "open"),
        ([start(NOON, until=END - DAY)], END - DAY, "continues_unrenewed", "lapsed"),
        ([start(NOON), extend(END - TICK)], END - TICK, "renewed", "renewed"),
        ([start(NOON), extend(END - TICK)], NOW, "renewed", "renewed"),
        ([start(NOON), extend(END)], END, "renewed", "renewed"),
        ([start(NOON), extend(END + TICK)], END + TICK, "renewed", "lapsed"),
        ([start(NOON), extend(END + HOUR)], END + TICK, "continues_unrenewed", "lapsed"),
        ([start(NOON), extend(NOON - TICK)], END, "continues_unrenewed", "lapsed"),
        ([start(NOON), extend(NOON)], END, "renewed", "renewed"),
        ([start(NOON), extend(NOON + HOUR, until=END + HOUR)], END, "renewed", "renewed"),
        ([start(NOON), extend(NOON + HOUR, until=END + HOUR)], END + HOUR,
         "continues_unrenewed", "lapsed"),
        ([start(NOON), extend(NOON + HOUR, until=END - HOUR)], END - TICK, "renewed", "renewed"),
        ([start(NOON), extend(NOON + HOUR, until=END - HOUR)], END,
         "continues_unrenewed", "lapsed"),
        ([start(NOON), extend(NOON, until=NOW), extend(END, until=END + TICK)], END + HOUR,
         "renewed", "renewed"),
        ([start(NOON), extend(NOON, by="opposition")], END, "continues_unrenewed", "lapsed"),
        ([start(NOON), extend(END - HOUR, END + HOUR)], END + HOUR, "renewed", "undetermined"),
        ([start(NOON), extend(END - HOUR, END + TICK)], END + HOUR, "renewed", "renewed"),
        ([start(NOON), start(END + HOUR)], END + HOUR, "continues_unrenewed", "open"),
        ([start(NOON), start(END)], END, "continues_unrenewed", "open"),
        ([start(NOON), start(END - TICK)], END, "continues_unrenewed", "lapsed"),
        ([start(NOON), stop(END + TICK)], END + TICK, "closed", "lapsed"),
    ],
)  # fmt: skip
def test_cover_runs_out_where_nobody_renews(
    rows: list[Fields], at: datetime, continuing: str, lapsing: str
) -> None:
    """A renewal after that takes effect where the phase continues; only a new opening otherwise."""
    assert states(FULL, rows, at)["government"] == continuing
    assert states(LAPSING, rows, at)["government"] == lapsing


def test_without_a_length_an_opening_holds_for_good() -> None:
    """And renewed it is renewed for good."""
    phase = {**OPENED, "renews": RENEWED["renews"]}

    assert states(phase, [start(NOON)], LATER)["all"] == "open"
    assert states(phase, [start(NOON), extend(NOW, until=NOW + DAY)], LATER)["all"] == "renewed"


def test_cover_of_days_ends_at_the_same_time_of_the_clock() -> None:
    """Over the end of summer time three days are 73 hours."""
    begun = START.replace(month=10, day=27)
    phase = {**OPENED, "unrenewed_after": "3 days", "then": "lapses"}

    assert states(phase, [start(begun)], begun + 73 * HOUR - TICK)["all"] == "open"
    assert states(phase, [start(begun)], begun + 73 * HOUR)["all"] == "lapsed"


@pytest.mark.parametrize(
    ("rows", "at", "state"),
    [
        ([start(NOON), stop(NOW)], NOW - TICK, "continues_unrenewed"),
        ([start(NOON), stop(NOW)], NOW, "closed"),
        ([start(NOON), stop(NOON)], NOON, "closed"),
        ([start(START), stop(NOON)], NOON, "closed"),
        ([start(START), stop(START)], NOON, "due"),
        ([start(START), stop(NOON - TICK)], NOON, "due"),
        ([start(START + TICK), stop(START)], NOON, "open"),
        ([start(START), stop(NOON - TICK), start(NOW)], NOW, "open"),
        ([stop(NOON + HOUR), start(NOW)], NOW, "open"),
        ([start(NOON), extend(END), stop(END)], END, "closed"),
        ([start(NOON), stop(NOON + HOUR), extend(NOON + 2 * HOUR)], NOW, "closed"),
        ([start(NOON), stop(NOON + HOUR), start(NOON + HOUR)], NOW, "closed"),
        ([start(NOON), stop(NOON + HOUR), start(NOW)], NOW - TICK, "closed"),
        ([start(NOON), stop(NOON + HOUR), start(NOW)], NOW, "open"),
        ([start(NOON), stop(NOON + HOUR), start(NOW)], NOW + 2 * DAY, "continues_unrenewed"),
        ([start(NOON), stop(NOON, by="opposition")], NOON, "open"),
        ([start(NOON), stop(END, by="front")], END, "continues_unrenewed"),
        ([start(NOON), stop(NOON - HOUR, NOON + HOUR)], NOON + HOUR, "undetermined"),
        ([start(NOON), stop(NOON, NOON + HOUR)], NOON + HOUR, "closed"),
        ([start(NOON, NOON + HOUR), stop(NOON, NOON + HOUR)], NOON + HOUR, "undetermined"),
        ([start(NOON - HOUR, NOON + HOUR), stop(NOON + HOUR)], NOON + HOUR, "closed"),
    ],
)
def test_at_one_instant_closing_wins(rows: list[Fields], at: datetime, state: str) -> None:
    """What is closed opens again only by a later decision; a decision taken back opens nothing."""
    assert states(FULL, rows, at)["government"] == state


def test_closing_and_renewing_may_be_up_to_others() -> None:
    """A closing decision of those named closes it for all; a renewal of theirs renews it."""
    phase = {
        "opens": {**TRIGGER, "by": PARTIES, "decided": "begun"},
        "renews": {"decided": "extended", "by": ["front"]},
        "unrenewed_after": "48 hours",
        "closes": {"any": [{"decided": ["stopped", "ended"], "by": ["front"]}]},
    }
    rows = [start(NOON), start(NOON, by="opposition")]

    by_them = states(phase, [*rows, stop(NOON + HOUR), extend(NOON + HOUR)], END)
    by_front = states(phase, [*rows, extend(NOON, by="front")], END)
    closed = states(phase, [*rows, decision("THE FRONT", "ended", END)], END)

    assert by_them["government"] == "continues_unrenewed"
    assert by_front == {"government": "renewed", "opposition": "renewed", "all": "renewed"}
    assert closed == {"government": "closed", "opposition": "closed", "all": "closed"}


@pytest.mark.parametrize(
    ("rows", "at", "expected"),
    [
        ([], NOON, ("due", "due", "due")),
        ([start(NOON)], NOON, ("open", "due", "due")),
        ([start(NOON)], END, ("continues_unrenewed", "due", "due")),
        ([start(NOON), start(END, by="opposition")], END, ("continues_unrenewed", "open",
                                                           "continues_unrenewed")),
        ([start(NOON), start(NOON, by="opposition"), extend(NOON)], NOON,
         ("renewed", "open", "open")),
        ([start(NOON), start(NOON, by="opposition"), extend(NOON), extend(NOON, by="opposition")],
         NOON, ("renewed", "renewed", "renewed")),
        ([start(NOON), stop(NOON)], NOON, ("closed", "due", "closed")),
        ([start(NOON), start(NOON, by="opposition"), stop(NOW, by="opposition")], NOW,
         ("continues_unrenewed", "closed", "closed")),
        ([start(NOON), start(NOON, NOON + HOUR, by="opposition")], NOON,
         ("open", "undetermined", "undetermined")),
    ],
)  # fmt: skip
def test_all_named_stand_where_the_last_of_them_stands(
    rows: list[Fields], at: datetime, expected: tuple[str, str, str]
) -> None:
    """Closed for one is closed for all together; otherwise they wait for those who have not."""
    phase = {**FULL, "opens": {**TRIGGER, "by": PARTIES, "decided": "begun"}}

    found = states(phase, rows, at)

    assert (found["government"], found["opposition"], found["all"]) == expected


def test_one_closed_and_one_lapsed_are_closed_together() -> None:
    """Closing was a decision."""
    phase = {**LAPSING, "opens": {**TRIGGER, "by": PARTIES, "decided": "begun"}}
    rows = [start(NOON), start(NOON, by="opposition"), stop(NOON + HOUR, by="opposition")]

    assert states(phase, rows, END) == {
        "government": "lapsed",
        "opposition": "closed",
        "all": "closed",
    }


def test_without_anybody_named_the_time_itself_opens_it() -> None:
    """Any party of the agreement may renew or close it then; closed, it stays so."""
    phase = {"opens": {"at": "calendar.from"}, **RENEWED, **CLOSED, "then": "lapses"}

    assert states(phase, [], START - TICK) == {"all": "not_due"}
    assert states(phase, [], START) == {"all": "open"}
    assert states(phase, [], START + 48 * HOUR) == {"all": "lapsed"}
    assert states(phase, [extend(START, by="front")], NOW) == {"all": "renewed"}
    assert states(phase, [stop(START + HOUR, by="opposition")], NOW) == {"all": "closed"}
    assert states(phase, [stop(START + HOUR, by="un")], NOW) == {"all": "lapsed"}
    assert states(phase, [stop(START - HOUR)], START + HOUR) == {"all": "open"}


WHEN: Fields = {"opens": {"when": "agreed", "by": ["government"], "decided": "begun"}}
AGREED: Fields = {"decided": {"what": "agreed", "by": ["front"]}}


def agreed(at: datetime, end: datetime | None = None, **more: object) -> Fields:
    """Return the decision that the condition asks for."""
    return {**decision("front", "agreed", at, end), **more}


@pytest.mark.parametrize(
    ("rows", "at", "state"),
    [
        ([], NOW, "not_due"),
        ([agreed(START + HOUR)], START + DAY - TICK, "not_due"),
        ([agreed(START + HOUR)], START + DAY, "due"),
        ([agreed(START + DAY)], START + DAY, "due"),
        ([agreed(START + DAY + TICK)], START + DAY, "not_due"),
        ([agreed(START + HOUR, until=START + 2 * DAY)], NOW, "due"),
        ([agreed(START + HOUR), decision("front", "agreed_withdrawn", START + 2 * DAY)], NOW,
         "due"),
        ([agreed(START + HOUR), decision("front", "agreed_withdrawn", START + DAY)], NOW,
         "not_due"),
        ([agreed(START + DAY, START + DAY + HOUR)], START + DAY, "may_be_due"),
        ([agreed(START + DAY, START + DAY + HOUR)], START + 2 * DAY, "due"),
        ([agreed(START + DAY - HOUR, START + DAY + HOUR, until=START + 2 * DAY)], NOW,
         "may_be_due"),
        ([agreed(START + HOUR), start(START)], NOW, "open"),
        ([agreed(START + DAY - HOUR, START + DAY + HOUR, until=START + 2 * DAY), start(START)],
         NOW, "undetermined"),
        ([agreed(START + DAY - HOUR, START + DAY + HOUR),
          start(START, until=START + 30 * HOUR)], NOW, "undetermined"),
        ([agreed(START + DAY - HOUR, START + DAY + HOUR), start(START)], NOW, "open"),
    ],
)  # fmt: skip
def test_a_condition_makes_it_due_at_the_end_of_its_first_day(
    rows: list[Fields], at: datetime, state: str
) -> None:
    """Due stays due whatever becomes of the condition; an unknown day may have made it so."""
    assert states(WHEN, rows, at, agreed=AGREED)["government"] == state


def test_a_condition_with_scopes_must_be_kept_in_all_of_them() -> None:
    """Watched in the north only, it may be due; watched everywhere, it is."""
    phase = {"opens": {"when": "calm", "by": ["government"]}}
    calm = {**CALM, "per": "area"}
    north = [watch(START, START + DAY, areas=("SY02",))]
    south = [watch(START, START + DAY, areas=("SY12",))]

    assert states(phase, [], START + DAY, calm=calm)["all"] == "may_be_due"
    assert states(phase, north, START + DAY, calm=calm)["all"] == "may_be_due"
    assert states(phase, [*north, *south], START + DAY, calm=calm)["all"] == "due"


def test_the_phase_is_named_by_its_decision_unless_told_otherwise() -> None:
    """Without a word of its own it listens to its id; with several, to each."""
    plain = {"opens": {**TRIGGER, "by": ["government"]}}
    both = {"opens": {**TRIGGER, "by": ["government"], "decided": ["begun", "started"]}}

    assert states(plain, [decision("Army", "truce", NOON)], NOON)["all"] == "open"
    assert states(plain, [start(NOON)], NOON)["all"] == "due"
    assert states(both, [decision("Army", "started", NOON)], NOON)["all"] == "open"


def test_a_withdrawn_record_opened_nothing() -> None:
    """Open as known before; never opened as known since."""
    row = start(NOON, id="opening")
    versions = record(row, {**row, "withdrawn": True})
    first, second = (version.known_from for version in versions)
    later = [versions[0], Known(versions[1].record, (2, 0), second + DAY)]

    assert states_of(FULL, later, NOON, first)["government"] == "open"
    assert states_of(FULL, later, NOON, second + DAY)["government"] == "due"


def test_an_undone_upload_opened_nothing() -> None:
    """Known only over a time, it opened the phase as known then."""
    (opened,) = record(start(NOON))
    undone = [Known(opened.record, opened.order, opened.known_from, opened.known_from + DAY)]

    assert states_of(FULL, undone, NOON, opened.known_from)["government"] == "open"
    assert states_of(FULL, undone, NOON, opened.known_from + DAY)["government"] == "due"


@pytest.mark.parametrize(
    ("rows", "ended"),
    [
        ([], "closed"),
        ([start(NOON)], "closed"),
        ([start(NOON), extend(NOON + HOUR)], "closed"),
        ([start(NOON, until=NOON + HOUR)], "lapsed"),
        ([start(NOON), stop(NOON + HOUR)], "closed"),
    ],
)
def test_the_end_of_the_agreement_closes_what_is_open(rows: list[Fields], ended: str) -> None:
    """What lapsed before has lapsed; what would have lapsed later is closed; what resumes stands.

    A decision taken while the agreement is suspended is not waited for, but stands afterwards.
    """
    suspended = decision("government", "suspended", NOON + DAY)
    resumed = decision("government", "resumed", NOW)

    assert states(LAPSING, [*rows, suspended], NOW)["government"] == ended
    assert states(LAPSING, [suspended], NOON - TICK)["government"] == "not_due"
    back = states(LAPSING, [start(END), suspended, resumed], NOW + HOUR)
    assert back["government"] == "open"
