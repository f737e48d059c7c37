"""What cases may expect beside verdicts, how a difference is shown, and what no case shows."""

from pathlib import Path

import pytest
from cli_samples import Run

from monitor.agreements.cases import load_cases_text
from monitor.agreements.load import Instrument, load_file, load_text
from monitor.casebook import Difference, Result, missing, run_cases, run_file
from monitor.casebook.completeness import EDGES, OUTCOMES, demanded
from monitor.errors import RuleFileError
from monitor.service.sample import rule_files
from monitor.settings import PROJECT
from monitor.words.cases import MARKS

pytest_plugins = ["cli_fixtures"]

RULES = """\
agreement: made-up
title: A made-up truce
status: agreed
calendar: {time_zone: Asia/Damascus, day_starts: "19:00", from: 2016-09-12T19:00}
parties:
  north: {name: North, role: party}
  south: {name: South, role: party}
areas:
  hills: {pcodes: [XX01]}
  coast: {pcodes: [XX02]}
  hidden: {unpublished: true}
clauses:
  C-1: {says: No attack., provenance: text}
classes:
  attack: {any_kind: [shelling], by: {role: party}}
conditions:
  calm: {clause: C-1, limit: {of: attack, at_most: 0, each: day}}
  few: {clause: C-1, limit: {of: attack, at_most: 2}, per: area}
  some: {clause: C-1, limit: {of: attack, at_least: 2}}
  counted: {clause: C-1, limit: {of: attack, at_most: 0, from_counts: x}}
  unseen: {clause: C-1, limit: {of: attack, in: hidden, at_most: 0}}
  three: {clause: C-1, streak: {of: calm, for: 3 days}}
  sworn: {clause: C-1, streak: {of: calm, for: 3 days, certified_by: [north]}}
  access: {clause: C-1, attested: {what: open, by: [north], fresh_for: 2 days}}
  willing: {clause: C-1, decided: {what: willing, by: [north, south]}}
  maps: {clause: C-1, by: {attested: maps, said_by: [north], within: 24 hours, of: calendar.from}}
  rumour: {clause: C-1, by: {attested: maps, within: 24 hours, of: calendar.from}}
  rash: {clause: C-1, pattern: {of: attack, at_least: 3, in: 3 days}, proposes: talk}
  both: {clause: C-1, all: [three, willing]}
  stuck: {clause: C-1, all: [three, unseen]}
  alarm: {clause: C-1, any: [{not: calm}, {not: unseen}]}
phases:
  truce: {opens: {at: calendar.from, by: [north, south], decided: started}}
alerts:
  - {on: three, when: approaching 1 day, to: [desk]}
  - {on: maps, when: approaching 2 hours, to: [desk]}
"""


@pytest.fixture(scope="module")
def rules() -> Instrument:
    """The made-up truce."""
    return load_text(RULES, "made-up.yaml")


def ran(rules: Instrument, cases: str) -> list[Result]:
    """What became of cases written without their frame."""
    text = f"rules: made-up\ncases:\n{cases}"
    return run_cases(rules, load_cases_text(text, "made-up.cases.yaml", rules))


def case(expect: str, *, strip: str = "", records: tuple[str, ...] = (), known: str = "") -> str:
    """One case: a strip of attacks from 12 September, records, and what to expect."""
    lines = ["  - name: a case"]
    lines += [f"    known: {known}"] if known else []
    lines += [f'    strip: {{class: attack, from: 2016-09-12, days: "{strip}"}}'] if strip else []
    lines += ["    records:"] if records else []
    lines += [f"      - {{{record}}}" for record in records]
    return "\n".join([*lines, "    expect:", *(f"      - {{{one}}}" for one in expect.split("|"))])


def failures(rules: Instrument, cases: str) -> list[str]:
    """What did not come out."""
    return [str(one) for result in ran(rules, cases) for one in result.failures]


def attack(when: str, published: str, **more: str) -> tuple[str, str]:
    """A verified attack that became known later."""
    place = "".join(f", {key}: {value}" for key, value in more.items())
    known = f"published_at: {published}"
    report = f"record: report, id: a, source: one, happened_from: {when}, {known}"
    review = f"record: review, id: v, source: desk, report: one/a, grade: verified, {known}"
    return f"{report}, kind: shelling, by: North{place}", review


LATE = attack("2016-09-13T10:00", "2016-09-16T08:00")


# Alerts.


@pytest.mark.parametrize(
    ("at", "alert"),
    [
        ("2016-09-15T19:00", "three met"),
        ("2016-09-15T19:00", "three kept"),
        ("2016-09-15T19:00", "both not_met"),
        ("2016-09-15T18:59", "none"),
        ("2016-09-15T19:01", "none"),
        ("2016-09-16T07:00", "none"),
        ("2016-09-16T07:01", "three count_restarts"),
        ("2016-09-16T07:01", "three not_yet"),
        ("2016-09-16T07:01", "calm breached"),
        ("2016-09-16T07:02", "none"),
        ("2016-09-13T19:00", "calm kept"),
        ("2016-09-13T19:00", "few hills kept"),
        ("2016-09-13T19:01", "maps breached"),
        ("2016-09-12T19:00", "truce due"),
        ("2016-09-12T19:00", "agreement in_force"),
        ("2016-09-13T17:00", "maps approaching"),
        ("2016-09-13T16:59", "none"),
        ("2016-09-13T17:01", "none"),
        ("2016-09-13T19:01", "maps overdue"),
        ("2016-09-14T19:00", "three approaching"),
        ("2016-09-18T19:00", "three approaching"),
        ("2016-09-19T19:00", "both not_met"),
    ],
)
def test_an_alert_is_told_when_the_clock_comes_to_it(
    rules: Instrument, at: str, alert: str
) -> None:
    """In the minute that ends then, and neither in the one before nor in the one after."""
    assert failures(rules, case(f'at: {at}, alert: "{alert}"', strip="...!...")) == []


def test_another_alert_than_expected_is_shown_with_all_that_are_told(rules: Instrument) -> None:
    """Whoever wrote the case sees what would have fitted."""
    (found,) = ran(rules, case('at: 2016-09-15T19:00, alert: "three breached"', strip="...!"))
    (difference,) = found.failures

    assert difference.expected == "alert: three breached"
    assert "three met" in difference.got
    assert difference.where == "at 2016-09-15T19:00"
    assert failures(rules, case("at: 2016-09-15T19:00, alert: none", strip="...")) != []


def test_what_became_known_at_that_instant_is_told(rules: Instrument) -> None:
    """A late report corrects a day: where the case names the minute in which it became known."""
    expect = 'at: 2016-09-16T08:00, known: 2016-09-16T{}, alert: "calm corrected"'
    told = case(expect.format("08:00"), strip="....", records=LATE)
    before = case(expect.format("07:59"), strip="....", records=LATE)
    after = case(expect.format("08:01"), strip="....", records=LATE)

    assert failures(rules, told) == []
    assert [bool(failures(rules, one)) for one in (before, after)] == [True, True]
    always = 'at: 2016-09-16T08:00, alert: "calm corrected"'
    assert failures(rules, case(always, strip="....", records=LATE)) != []


@pytest.mark.parametrize(
    ("alert", "says"),
    [
        ("three", "'three' is no alert"),
        ("three happily", "'three happily' is no alert"),
        ("three hills for met", "is no alert"),
        ("tree met", "there is no condition or phase 'tree'"),
        ("few hill kept", "there is no area or party 'hill'"),
        ("three met, condition: three", "give one of condition, phase and alert"),
        ("three met, verdict: kept", "an alert says itself what is told"),
        ("three met, scope: hills", "an alert says itself what is told"),
    ],
)
def test_an_alert_that_nobody_could_be_told_is_refused(
    rules: Instrument, alert: str, says: str
) -> None:
    """With what would be right."""
    text, _, rest = alert.partition(",")
    line = f'at: 2016-09-15T19:00, alert: "{text}"' + (f",{rest}" if rest else "")
    with pytest.raises(RuleFileError) as caught:
        ran(rules, case(line, strip="..."))

    assert says in str(caught.value)


# Restatements.


def test_a_restatement_compares_two_times_of_knowledge(rules: Instrument) -> None:
    """What was said first, and what is said later, of one instant."""
    restated = "restated: {{first_known: {}, from: {}, to: {}}}"
    right = restated.format("2016-09-16T07:59", "kept", "breached")
    asked = f"at: 2016-09-13T19:00, condition: calm, {right}"
    assert failures(rules, case(asked, strip="....", records=LATE)) == []
    assert (
        failures(rules, case(f"{asked}, known: 2016-09-16T08:00", strip="....", records=LATE)) == []
    )
    (early,) = failures(
        rules, case(f"{asked}, known: 2016-09-16T07:59:30", strip="....", records=LATE)
    ) or [""]
    late = restated.format("2016-09-16T08:00", "kept", "breached")
    (wrong,) = failures(
        rules,
        case(f"at: 2016-09-13T19:00, condition: calm, {late}", strip="....", records=LATE),
    )

    assert wrong == (
        "calm at 2016-09-13T19:00: expected restated from kept to breached, "
        "got restated from breached to breached"
    )
    assert "got restated from kept to kept" in early


@pytest.mark.parametrize(
    ("restated", "says"),
    [
        ("{first_known: 2016-09-13, from: kept, to: kept}", "this restates nothing"),
        ("{from: kept, to: breached}", "the key 'first_known' is missing"),
        ("{first_known: 2016-09-13, from: good, to: breached}", "'good' is not possible here"),
    ],
)
def test_a_restatement_of_nothing_is_refused(rules: Instrument, restated: str, says: str) -> None:
    """It names a time and two verdicts that differ."""
    line = f"at: 2016-09-13T19:00, condition: calm, restated: {restated}"
    with pytest.raises(RuleFileError) as caught:
        ran(rules, case(line, strip="."))

    assert says in str(caught.value)


# What is shown.


def test_a_difference_has_two_sides() -> None:
    """As a diff: what is asked about, what was expected, what came."""
    found = Difference("calm at noon", "kept", "breached (exceeded)")

    assert found.lines == ("calm at noon", "- kept", "+ breached (exceeded)")
    assert str(found) == "calm at noon: expected kept, got breached (exceeded)"


def shown(rules: Instrument, name: str, cases: str) -> set[str]:
    """What cases show of one condition; none of them fails."""
    results = ran(rules, cases)
    assert [result.failures for result in results if result.failures] == []
    return {mark for result in results for condition, mark in result.shown if condition == name}


AT = "2016-09-13T19:00"
RECORD = "record: report, id: {id}, source: one, happened_from: {at}, kind: shelling, by: North"
GOOD = "record: review, id: v{id}, source: desk, report: one/{id}, grade: verified"


def attacks(*times: str) -> tuple[str, ...]:
    """Verified attacks at these times."""
    return tuple(
        form.format(id=f"r{number}", at=at)
        for number, at in enumerate(times)
        for form in (RECORD, GOOD)
    )


@pytest.mark.parametrize(
    ("name", "verdict", "times", "marks"),
    [
        ("calm", "kept", (), {"kept", "exact"}),
        ("calm", "breached", ("2016-09-12T20:00",), {"breached", "one_beyond"}),
        ("calm", "breached", ("2016-09-12T20:00",) * 2, {"breached"}),
        ("some", "breached", ("2016-09-12T20:00",), {"breached", "one_beyond"}),
        ("some", "kept", ("2016-09-12T20:00",) * 2, {"kept", "exact"}),
        ("some", "kept", ("2016-09-12T20:00",) * 3, {"kept"}),
        ("some", "breached", (), {"breached"}),
        ("rash", "kept", ("2016-09-12T20:00",) * 3, {"kept", "exact"}),
        ("rash", "not_yet", ("2016-09-12T20:00",) * 2, {"not_yet", "one_beyond"}),
        ("rash", "not_yet", ("2016-09-12T20:00",), {"not_yet"}),
    ],
)
def test_a_number_is_shown_exactly_and_one_beyond(
    rules: Instrument, name: str, verdict: str, times: tuple[str, ...], marks: set[str]
) -> None:
    """Two more, or two fewer, show neither."""
    line = f"at: {AT}, condition: {name}, verdict: {verdict}"
    found = shown(rules, name, case(line, strip=".", records=attacks(*times)))

    assert found == marks


@pytest.mark.parametrize(
    ("time", "mark"),
    [
        ("2016-09-12T19:00", {"first_instant"}),
        ("2016-09-12T19:01", set()),
        ("2016-09-13T18:59", {"last_instant"}),
        ("2016-09-13T18:58", set()),
    ],
)
def test_the_edges_of_a_day_are_shown_to_the_minute(
    rules: Instrument, time: str, mark: set[str]
) -> None:
    """Its first instant belongs to it, and its last minute; a minute further in is no edge."""
    line = f"at: {AT}, condition: calm, verdict: breached"
    found = shown(rules, "calm", case(line, strip=".", records=attacks(time)))

    assert found == {"breached", "one_beyond", *mark}


@pytest.mark.parametrize("time", ["2016-09-12T19:00", "2016-09-13T18:59"])
def test_what_cannot_count_shows_no_edge(rules: Instrument, time: str) -> None:
    """A report of something else at the edge of a day says nothing of where the day ends."""
    kept = f"at: {AT}, condition: calm, verdict: kept"
    other = (RECORD.format(id="r", at=time).replace("shelling", "line_called"),)

    assert shown(rules, "calm", case(kept, strip=".", records=other)) == {"kept", "exact"}


@pytest.mark.parametrize(
    ("strip", "at", "verdict", "marks"),
    [
        ("...", "2016-09-15T19:00", "kept", {"kept", "exact"}),
        ("....", "2016-09-16T19:00", "kept", {"kept"}),
        ("..", "2016-09-14T19:00", "not_yet", {"not_yet", "one_beyond"}),
        (".", "2016-09-13T19:00", "not_yet", {"not_yet"}),
        ("??.", "2016-09-15T19:00", "undetermined", {"undetermined"}),
    ],
)
def test_a_count_is_shown_complete_and_one_short(
    rules: Instrument, strip: str, at: str, verdict: str, marks: set[str]
) -> None:
    """With exactly as many days as it needs, and with one fewer."""
    line = f"at: {at}, condition: three, verdict: {verdict}"

    assert shown(rules, "three", case(line, strip=strip)) == marks


@pytest.mark.parametrize(
    ("at", "verdict", "marks"),
    [
        ("2016-09-13T18:59", "not_yet", {"not_yet"}),
        ("2016-09-13T19:00", "not_yet", {"not_yet", "at_end"}),
        ("2016-09-13T19:01", "breached", {"breached", "after_end"}),
        ("2016-09-13T19:02", "breached", {"breached"}),
    ],
)
def test_a_term_is_shown_at_its_end_and_a_minute_later(
    rules: Instrument, at: str, verdict: str, marks: set[str]
) -> None:
    """Exactly at its end it may still be met."""
    line = f"at: {at}, condition: maps, verdict: {verdict}"

    assert shown(rules, "maps", case(line, strip=".")) == marks


def test_what_nobody_is_named_to_say_is_left_open_when_its_term_is_over(rules: Instrument) -> None:
    """So it is not asked that a case show a breach of it."""
    over = "at: 2016-09-13T19:01, condition: rumour, verdict: undetermined"

    assert shown(rules, "rumour", case(over, strip=".")) == {"undetermined", "after_end"}


def test_a_word_that_grows_old_is_shown_at_its_edge(rules: Instrument) -> None:
    """Two days after it was given it holds, and a minute later it does not."""
    when = "during_from: 2016-09-13T10:00, during_to: 2016-09-13T12:00"
    who = "agreement: made-up, by: North, what: open, holds: yes"
    given = (f"record: attestation, id: a, source: desk, {who}, {when}",)
    lines = {
        "2016-09-15T12:00, condition: access, verdict: kept": {"kept", "at_end"},
        "2016-09-15T12:01, condition: access, verdict: undetermined": {
            *("undetermined", "after_end"),
        },
        "2016-09-15T11:59, condition: access, verdict: kept": {"kept"},
    }
    for line, marks in lines.items():
        assert shown(rules, "access", case(f"at: {line}", records=given)) == marks


def test_a_late_report_is_shown_by_two_times_of_knowledge(rules: Instrument) -> None:
    """By a restatement, or by two expectations that differ in nothing else."""
    one = "at: 2016-09-13T19:00, condition: calm, known: 2016-09-16T0{}:00, verdict: {}"
    two = f"{one.format(7, 'kept')}|{one.format(9, 'breached')}"
    restated = (
        "at: 2016-09-13T19:00, condition: calm, "
        "restated: {first_known: 2016-09-16T07:00, from: kept, to: breached}"
    )

    assert "late_report" in shown(rules, "calm", case(two, strip="....", records=LATE))
    assert "late_report" in shown(rules, "calm", case(restated, strip="....", records=LATE))
    alone = case(one.format(9, "breached"), strip="....", records=LATE)
    assert "late_report" not in shown(rules, "calm", alone)
    other = f"{one.format(7, 'kept')}|{one.format(9, 'kept').replace('-13T', '-14T')}"
    assert "late_report" not in shown(rules, "calm", case(other, strip="....", records=LATE))


def test_a_case_that_fails_shows_nothing(rules: Instrument) -> None:
    """Nor does what is asked under a reading or on an account: that is another question."""
    (failed,) = ran(rules, case(f"at: {AT}, condition: calm, verdict: breached", strip="."))
    assert failed.failures
    assert failed.shown == frozenset()
    line = f"at: {AT}, condition: calm, account: strip-0, verdict: kept"
    (asked,) = ran(rules, case(line, strip="."))
    assert asked.shown == frozenset()


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("calm", {*OUTCOMES["limit"], *EDGES["limit"]}),
        ("counted", {*OUTCOMES["limit"], "exact", "one_beyond"}),
        ("unseen", {"undetermined"}),
        ("three", {*OUTCOMES["streak"], *EDGES["streak"]}),
        ("sworn", {"kept", "not_yet", "exact", "one_beyond"}),
        ("access", {*OUTCOMES["attested"], "at_end", "after_end"}),
        ("willing", {"kept", "breached", "not_yet"}),
        ("maps", {"kept", "breached", "not_yet", "at_end", "after_end"}),
        ("rumour", {"kept", "undetermined", "not_yet", "at_end", "after_end"}),
        ("rash", {*OUTCOMES["pattern"], *EDGES["pattern"]}),
        ("both", {"kept", "not_met", "undetermined"}),
        ("stuck", {"not_met", "undetermined"}),
        ("alarm", {"kept", "undetermined"}),
    ],
)
def test_what_is_demanded_follows_from_the_kind(
    rules: Instrument, name: str, marks: set[str]
) -> None:
    """And from what the condition can never be."""
    assert set(demanded(rules.agreement, name)) == marks


@pytest.mark.parametrize(
    ("gate", "can_fail"),
    [
        ("any: [{not: calm}, {not: three}]", True),
        ("any: [{not: calm}, {not: unseen}]", False),
        ("any: [calm, {any: [three, {not: unseen}]}]", False),
        ("any: [calm, {all: [three, {not: unseen}]}]", True),
        ("all: [{not: calm}, {not: unseen}]", True),
        ("all: [unseen, {not: unseen}]", False),
        ("all: [unseen, {not: stuck}]", False),
        ("not: calm", True),
        ("at_least: {count: 1, of: [calm, three, {not: unseen}]}", False),
        ("at_least: {count: 2, of: [calm, three, {not: unseen}]}", True),
    ],
)
def test_that_a_gate_fails_is_asked_only_where_it_can(gate: str, *, can_fail: bool) -> None:
    """What asks that an unpublished area be not quiet waits for ever, and is never false."""
    terms = load_text(RULES.replace("any: [{not: calm}, {not: unseen}]", gate), "made-up.yaml")

    assert ("not_met" in demanded(terms.agreement, "alarm")) == can_fail


def test_where_a_day_that_nobody_watched_breaks_it_a_breach_is_asked_for() -> None:
    """Then an unpublished area is broken every day, and its number is still never met."""
    policy = "status: agreed\nevidence: {unobserved: breaks}"
    text = RULES.replace("status: agreed", policy)
    terms = load_text(text, "made-up.yaml")
    told = run_cases(
        terms,
        load_cases_text(
            "rules: made-up\ncases:\n" + case(f"at: {AT}, condition: unseen, verdict: breached"),
            "made-up.cases.yaml",
            terms,
        ),
    )

    assert [result.failures for result in told] == [()]
    assert demanded(terms.agreement, "unseen") == ("breached", "undetermined")


def test_what_is_missing_is_named_in_order(rules: Instrument) -> None:
    """By condition, and by what no case shows; what is imported is its own file's to show."""
    everything = {(name, mark) for name in rules.agreement.conditions for mark in MARKS}
    assert missing(rules, everything) == {}
    assert missing(rules, everything - {("calm", "exact"), ("both", "not_met")}) == {
        "calm": ("exact",),
        "both": ("not_met",),
    }
    later = load_text(
        "agreement: later\ntitle: Later\nstatus: agreed\nimports: made-up\n"
        "calendar: {time_zone: Asia/Damascus, from: 2017-01-01}\n"
        "parties: {}\nclauses: {}\nconditions: {}\n",
        "later.yaml",
        {"made-up": RULES},
    )
    assert missing(later, ()) == {}


def test_every_mark_has_words() -> None:
    """And none is without a use."""
    used = {mark for marks in (*OUTCOMES.values(), *EDGES.values()) for mark in marks}

    assert used == set(MARKS)


@pytest.mark.parametrize("path", rule_files(PROJECT / "rules"), ids=lambda path: path.stem)
def test_the_cases_of_the_shipped_instruments_show_everything(path: Path) -> None:
    """Every condition comes out each way, and every number has its edges."""
    rules = load_file(path)
    found = [one for result in run_file(rules) for one in result.shown]

    assert missing(rules, found) == {}
    assert missing(rules, ()) != {}


def test_the_command_lists_what_is_missing(run: Run, tmp_path: Path) -> None:
    """Beside the result; with --complete it is part of it. A failing case is shown as a diff."""
    rules, cases = tmp_path / "made-up.yaml", tmp_path / "made-up.cases.yaml"
    rules.write_text(RULES, encoding="utf-8")
    kept = case(f"at: {AT}, condition: calm, verdict: kept", strip=".")
    cases.write_text(f"rules: made-up\ncases:\n{kept}\n", encoding="utf-8")

    ran = run("test", rules)
    assert (ran.code, ran.out) == (0, "1 case passed, 0 failed\n")
    assert f"{rules}: no case shows calm: breached; undetermined; " in ran.err
    assert "calm: kept" not in ran.err
    assert run("test", rules, "--complete").code == 1
    listed = run("test", rules, "--complete", "--json").json
    assert [one["passed"] for one in listed] == [True, *[False] * (len(listed) - 1)]
    calm = next(one for one in listed if one.get("condition") == "calm")
    assert "breached" in calm["missing"]
    assert "kept" not in calm["missing"]
    assert len(run("test", rules, "--json").json) == 1

    cases.write_text(cases.read_text("utf-8").replace("verdict: kept", "verdict: breached"))
    failed = run("test", rules)
    assert failed.code == 1
    assert failed.out == (
        f"FAILED {cases}: a case\n  calm at {AT}\n    - breached\n    + kept (within)\n"
        "0 cases passed, 1 failed\n"
    )
    (answer,) = run("test", rules, "--json").json
    assert answer["failures"] == [
        {"where": f"calm at {AT}", "expected": "breached", "got": "kept (within)"}
    ]
