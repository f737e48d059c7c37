"""Day by day: what a replay says of a day is what would have been said at its end, and no more."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_samples import AGREEMENT, Asked, Run, sample_records
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import answers
from monitor.agreements.load import load_file
from monitor.agreements.model import Agreement, Calendar
from monitor.agreements.phases import Phase
from monitor.errands.replaying import _boundaries, _moved
from monitor.errands.usage import UsageError
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.verdict import (
    ALL_NAMED,
    Cause,
    Evaluation,
    Finding,
    Member,
    PhaseState,
    Standing,
    Verdict,
)
from monitor.settings import PROJECT
from monitor.told.phases import phase_name, state

pytest_plugins = ["cli_fixtures"]

BEGINNING, FOREVER = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
THEN = datetime(2016, 9, 19, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    """The shipped agreement."""
    return load_file(PROJECT / "rules" / f"{AGREEMENT}.yaml").agreement


def test_each_day_is_what_was_to_be_said_then(asked: Asked) -> None:
    """The same as `status` at that moment, known at that moment, but for the days."""
    answer = asked("replay", AGREEMENT)[1].json

    assert len(answer["days"]) == 21
    for day in answer["days"][::5]:
        at = day["at"]
        then = asked("status", "--at", at, "--known", at)[1].json
        assert day["at"] == day["known"]
        for found, told in zip(day["findings"], then["findings"], strict=True):
            assert found | {"days": 0, "at_end": 0} == told | {"days": 0, "at_end": 0}


def test_what_changed_is_all_that_changed(asked: Asked) -> None:
    """Put on one another, the changes of the days give each day's verdicts and counts."""
    answer = asked("replay", AGREEMENT)[1].json
    stood: dict[tuple[str, str | None], tuple[object, object]] = {}
    changed = 0

    for day in answer["days"]:
        for change in day["changes"]:
            name, after = (change["condition"], change["scope"]), change["after"]
            before = change["before"] and _said(change["before"])
            assert before == stood.get(name)
            assert before != _said(after)
            stood[name] = _said(after)
            changed += 1
        assert stood == {(f["condition"], f["scope"]): _said(f) for f in day["findings"]}
    assert changed > len(stood) + 5


def _said(finding: dict[str, object]) -> tuple[object, object]:
    return finding["verdict"], finding.get("progress")


def test_nothing_learnt_later_shows(asked: Asked) -> None:
    """A replay up to an evening names no record that was published after it."""
    moment = datetime(2016, 9, 17, 16, tzinfo=UTC)
    then = {record.key for record in sample_records(moment)}
    later = {record.key for record in sample_records()} - then

    for text in (one.out for one in asked("replay", AGREEMENT, "--to", "2016-09-17T19:00")):
        assert text
        assert [key for key in later if re.search(rf"\b{re.escape(key)}\b", text)] == []
        assert "2017" not in text


@pytest.mark.parametrize(
    ("given_", "days"),
    [
        (("--from", "2016-09-13T19:00", "--to", "2016-09-13T19:00"), ["2016-09-12"]),
        (("--from", "2016-09-13T19:01", "--to", "2016-09-14T19:00"), ["2016-09-13"]),
        (("--to", "2016-09-15T18:59"), ["2016-09-12", "2016-09-13"]),
        (("--from", "2016-09-01", "--to", "2016-09-14"), ["2016-09-12"]),
        (("--from", "2016-10-03", "--to", "2016-10-05"), ["2016-10-02", "2016-10-03"]),
    ],
)
def test_both_ends_are_included(asked: Asked, given_: tuple[str, ...], days: list[str]) -> None:
    """A day counts where its end lies in between; days go on after the agreement has ended."""
    answer = asked("replay", AGREEMENT, *given_)[1].json

    assert [day["day"] for day in answer["days"]] == days


@pytest.mark.parametrize(
    "given_",
    [
        ("--from", "2016-09-15", "--to", "2016-09-14"),
        ("--to", "2016-09-13"),
        ("--from", "monday"),
        ("--to", "2199-01-01"),
    ],
)
def test_a_stretch_without_a_day_is_told(
    run: Run, sample_store: Path, given_: tuple[str, ...]
) -> None:
    """With its ends as they were read."""
    ran = run("replay", AGREEMENT, *given_, "--store", sample_store)

    assert (ran.code, ran.out) == (2, "")
    assert given_[1] in ran.err


@settings(max_examples=60)
@given(
    zone=st.sampled_from(["Asia/Damascus", "America/New_York", "Australia/Lord_Howe", "UTC"]),
    start=st.datetimes(datetime(2015, 1, 1), datetime(2017, 1, 1)),  # noqa: DTZ001 - local
    hour=st.times(),
    skipped=st.timedeltas(timedelta(), timedelta(days=30)),
    length=st.timedeltas(timedelta(), timedelta(days=20)),
)
def test_boundaries_are_the_ends_of_the_calendars_days(
    zone: str, start: datetime, hour: object, skipped: timedelta, length: timedelta
) -> None:
    """Also where clocks are set; none is missed and none comes twice."""
    terms = Calendar.model_validate(
        {"time_zone": zone, "day_starts": hour, "from": start, "partial_days": "counted"}
    )
    calendar = MonitoringCalendar(terms, ((BEGINNING, FOREVER),))
    since = calendar.start + skipped - timedelta(days=3)
    until = since + length

    found = [*_boundaries(calendar, since, until)]

    days = calendar.days(until + timedelta(days=1))
    assert found == [(day.date, day.end) for day in days if since <= day.end <= until]


def test_too_many_days_are_told(agreement: Agreement) -> None:
    """Before hours of work begin."""
    calendar = MonitoringCalendar(agreement.calendar, ())

    with pytest.raises(UsageError, match="fewer"):
        next(_boundaries(calendar, calendar.start, calendar.start + timedelta(days=9000)))


def test_phases_are_replayed_for_each_holder(asked: Asked) -> None:
    """Of the shipped record: what moved, put on one another, is where each stands."""
    text, answer = asked("replay", AGREEMENT)
    stood: dict[tuple[str, str], tuple[object, object]] = {}

    for day in answer.json["days"]:
        for moved in day["moved"]:
            after = moved["after"]
            name = after["phase"], after["holder"]
            assert stood.get(name) == (moved["before"] and _stands(moved["before"]))
            stood[name] = _stands(after)
        assert stood == {(one["phase"], one["holder"]): _stands(one) for one in day["phases"]}
    assert {state for state, _ in stood.values()} != {"not_due"}
    assert "all named together: " in text.out


def _stands(standing: dict[str, object]) -> tuple[object, object]:
    return standing["state"], standing["since"]


# Phases, decisions and members, as they are told.

STATES = {
    PhaseState.NOT_DUE: ({}, "not due"),
    PhaseState.MAY_BE_DUE: ({"doubts": ("un/d1",)}, "may be due; it hangs on when this was: un/d1"),
    PhaseState.DUE: (
        {"waiting_for": ("russia", ALL_NAMED), "provisional_until": THEN},
        (
            "due: conditions met, awaiting a decision by Russian Federation and all named "
            "together; provisional until 19 Sept 19:00"
        ),
    ),
    PhaseState.OPEN: (
        {"since": (THEN, THEN), "until": THEN + 2 * HOUR},
        "open, since 19 Sept 19:00, until 19 Sept 21:00",
    ),
    PhaseState.RENEWED: (
        {"since": (THEN, THEN + HOUR), "until": THEN + 2 * HOUR},
        "renewed, since 19 Sept 19:00–20:00, until 19 Sept 21:00",
    ),
    PhaseState.UNRENEWED: (
        {"since": (THEN, THEN), "until": THEN},
        "continues without a recorded renewal, since 19 Sept 19:00",
    ),
    PhaseState.LAPSED: ({"since": (THEN, THEN)}, "lapsed, since 19 Sept 19:00"),
    PhaseState.CLOSED: ({"since": (THEN, THEN)}, "closed, since 19 Sept 19:00"),
    PhaseState.UNDETERMINED: ({}, "cannot be established"),
}


@pytest.mark.parametrize("reached", PhaseState)
def test_a_phase_is_told_with_its_holder(agreement: Agreement, reached: PhaseState) -> None:
    """State, since when, until when, on whom it waits: a line each, in the agreement's names."""
    more, told = STATES[reached]
    phase = Phase.model_validate({"title": "Cessation", "opens": {"at": "calendar.from"}})
    terms = agreement.model_copy(update={"phases": {"cessation": phase}})
    one = Standing("cessation", "russia", reached, **more)  # type: ignore[arg-type] # by the table

    other = replace(one, phase="some_phase", holder=ALL_NAMED)
    assert phase_name(terms, one) == "Cessation, Russian Federation"
    assert phase_name(terms, other) == "some phase, all named together"
    assert state(terms, one, THEN) == told
    assert answers.standing(one)["state"] == reached.value


def test_a_phase_moves_with_its_state_or_its_beginning() -> None:
    """One that is only to last longer stays where it is; a holder that is new has none before."""
    old = Standing("p", "a", PhaseState.OPEN, (THEN, THEN), THEN + HOUR)
    new = (
        replace(old, until=THEN + 2 * HOUR),
        replace(old, holder="b"),
        replace(old, phase="q", state=PhaseState.CLOSED),
    )

    def at(*standings: Standing) -> Evaluation:
        return Evaluation("x", THEN, THEN, None, None, True, None, (), standings)  # noqa: FBT003

    moved = [*_moved(at(old, replace(old, phase="q")), at(*new))]

    assert moved == [(None, new[1]), (replace(old, phase="q"), new[2])]


def test_what_a_condition_asks_for_is_in_the_answer() -> None:
    """Each party's decision, each member with its own, the deadline, and what it hangs on."""
    inner = (Member("calm_day", None, None, Verdict.UNDETERMINED, Cause.UNWATCHED),)
    found = Finding(
        "truce_holds",
        None,
        Verdict.UNDETERMINED,
        Cause.OPEN_MEMBERS,
        decided=(("russia", Cause.RAN_OUT),),
        members=(
            Member("aid_access", "russia", False, Verdict.BREACHED, Cause.DENIED),  # noqa: FBT003
            Member(None, None, None, Verdict.UNDETERMINED, Cause.OPEN_MEMBERS, inner),
        ),
        deadline=THEN,
        doubts=("un/d1", "un/d2"),
    )

    answer = answers.finding(found)
    assert answer["decided"] == {"russia": "ran_out"}
    assert answer["deadline"] == "2016-09-19T16:00:00+00:00"
    assert [member["truth"] for member in answer["members"]] == [False, None]  # type: ignore[attr-defined]
    assert answer["doubts"] == ["un/d1", "un/d2"]
