"""Another text of the rules: an amendment of the parties, or a correction of our reading."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cli_samples import Run
from schedule_samples import BEGIN, DAY, HOUR, attack, entries, opened, record, rules, watch
from store_samples import SetClock

from monitor.agreements.becoming import sentences_changed
from monitor.agreements.load import Instrument, load_text
from monitor.alerts.transition import Kind, Transition
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.retold import Retold, affected, retold
from monitor.evaluation.snapshot import Snapshot
from monitor.service import Service
from monitor.service.activating import ActivationError
from monitor.settings import PROJECT
from monitor.views.rules import what_it_is
from monitor.views.transitions import change_line

pytest_plugins = ["cli_fixtures"]

FIRST_DAY = datetime(2026, 3, 2, 18, tzinfo=UTC)
"""When the first whole monitoring day of the agreement begins: 19:00 in Paris."""

DATED = "at_most: [{is: 0, until: %s}, {is: 2, from: %s}]"


def at(day: int) -> datetime:
    """When the monitoring day of a date in March begins."""
    return FIRST_DAY + (day - 2) * DAY


def edited(*pairs: tuple[str, str]) -> Instrument:
    """The agreement without its count of hours, its text changed so."""
    text = rules().text.replace("  quiet: {clause: C-1, streak: {of: calm, for: 30 hours}}\n", "")
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return load_text(text, "paris.yaml")


def amended(since: str) -> Instrument:
    """The agreement that allows two attacks a day from a local time on, and none before."""
    return edited(("at_most: 0", DATED % (since, since)))


@pytest.fixture
def clock() -> SetClock:
    """A clock at the beginning."""
    return SetClock(BEGIN)


@pytest.fixture
def service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    """The agreement counts; every day is watched, and on 4 and 6 March there is one attack."""
    with opened(tmp_path / "store", clock) as service:
        service.rules.activate(edited(), actor="counsel")
        record(service, watch(0, 240), attack(69), attack(117))
        clock.now = at(9) + HOUR
        service.keep_up(actor="scheduler")
        yield service


def acts(service: Service) -> list[dict[str, object]]:
    """What each activation says of itself, but for the files it keeps."""
    found = [dict(act.body) for act in service.store.acts.of("activate")]
    return [{key: value for key, value in body.items() if key != "kept"} for body in found]


def told(service: Service) -> list[Transition]:
    """What was to be told of a text that was just made to count."""
    before = len(entries(service))
    assert not service.keep_up(actor="scheduler").failed
    return [one for said in entries(service)[before:] for one in said.transitions]


def test_the_first_text_is_neither_and_the_same_again_is_nothing(service: Service) -> None:
    """Only another text of an agreement that counts already must say what it is."""
    assert acts(service) == [{"file": "paris.yaml", "kind": "first"}]
    assert not service.rules.activate(edited(), actor="counsel")
    assert not service.rules.activate(edited(), actor="counsel", correction=True)
    assert service.rules.activating(edited()).unchanged
    service.rules.activate(rules("york"), actor="counsel", correction=True)
    assert [body["kind"] for body in acts(service)] == ["first", "first"]
    assert service.rules.activations["york"].kind == "first"


def test_another_text_must_say_what_it_is(service: Service) -> None:
    """It is refused with both ways and how to look first; nothing is recorded."""
    head = service.store.head
    with pytest.raises(ActivationError) as caught:
        service.rules.activate(edited(("for: 4 days", "for: 3 days")), actor="counsel")

    for word in ("--amendment FROM", "--correction", "--dry-run", "paris"):
        assert word in str(caught.value)
    assert service.store.head == head


def test_a_correction_restates_the_past_as_our_error(service: Service, clock: SetClock) -> None:
    """The verdicts it changes are shown as known now, recorded, and told as ours."""
    stricter = edited(("standard: reported", "standard: verified"))
    found = service.rules.activating(stricter, correction=True)
    assert found.verdicts == service.rules.activating(stricter).verdicts
    assert (
        Retold(
            None,
            "calm",
            None,
            date(2026, 3, 3),
            date(2026, 3, 3),
            at(3),
            "breached",
            "undetermined",
        )
        in found.verdicts
    )
    assert found.sentences[0].startswith("@@ A truce (paris)")
    clock.pass_by(HOUR)

    assert service.rules.activate(stricter, actor="counsel", correction=True)

    assert acts(service)[-1] == {"file": "paris.yaml", "kind": "correction"}
    assert service.rules.activations["paris"].kind == "correction"
    assert "our reading was wrong" in what_it_is(
        stricter.agreement, service.rules.activations["paris"]
    )
    past = [one for one in told(service) if one.kind is not Kind.CHANGE]
    assert past
    assert {(one.kind, one.ours) for one in past} == {(Kind.CORRECTION, True)}
    line = change_line(stricter.agreement, past[0])
    assert (line.kind, line.of[:8]) == ("our error", "in what ")


def test_an_amendment_changes_verdicts_from_its_date_and_is_no_error(
    service: Service, clock: SetClock
) -> None:
    """Verdicts of the days from then on are told again, as nobody's error."""
    since = at(5)
    new = amended("2026-03-05T19:00")
    found = service.rules.activating(new, amendment=since)
    assert [(one.condition, one.first, one.last) for one in found.verdicts] == [
        ("calm", date(2026, 3, 5), date(2026, 3, 5)),
        ("week", date(2026, 3, 7), date(2026, 3, 8)),
    ]
    assert found.early == ()
    clock.pass_by(HOUR)

    assert service.rules.activate(new, actor="counsel", amendment=since)

    body = {"file": "paris.yaml", "kind": "amendment", "from": "2026-03-05T18:00:00.000000Z"}
    assert acts(service)[-1] == body
    made = service.rules.activations["paris"]
    assert (made.kind, made.since) == ("amendment", since)
    past = [one for one in told(service) if one.kind is not Kind.CHANGE]
    assert {(one.kind, one.ours) for one in past} == {(Kind.AMENDMENT, False)}
    assert date(2026, 3, 5) in {one.subject.day for one in past}
    assert what_it_is(new.agreement, made) == (
        "An amendment: the parties changed the text, from Thu 5 March 2026 19:00 Paris on."
    )
    line = change_line(new.agreement, past[0], {act.seq: act for act in service.store.acts.of()})
    assert line.kind == "amendment"
    assert "rules paris.yaml, by counsel" in line.because


def test_an_amendment_never_changes_a_day_that_began_before_it(service: Service) -> None:
    """A day belongs to the text in force when it begins: to the instant, and by name."""
    new, head = amended("2026-03-05T19:00"), service.store.head
    late = at(5) + timedelta(microseconds=1)
    (early,) = service.rules.activating(new, amendment=late).early
    assert (early.condition, early.first, early.last) == (
        *("calm", date(2026, 3, 5)),
        date(2026, 3, 5),
    )
    with pytest.raises(ActivationError) as caught:
        service.rules.activate(new, actor="counsel", amendment=late)

    assert "calm, day from 5 March 2026: breach confirmed → cannot be established" in str(
        caught.value
    )
    assert "--correction" in str(caught.value)
    assert service.store.head == head
    assert service.rules.activate(new, actor="counsel", amendment=at(5))


def test_days_before_and_after_an_amendment_are_told_apart(service: Service) -> None:
    """Though they change alike, only those before it are named as too early."""
    new = edited(("by: {role: party}", "by: b"))
    whole = service.rules.activating(edited(("for: 4 days", "for: 6 days"))).verdicts
    assert [(one.first, one.last) for one in whole] == []
    none = service.rules.activating(new, amendment=at(6))
    assert [(one.first, one.last) for one in none.early if one.condition == "week"] == [
        (date(2026, 3, 5), date(2026, 3, 5))
    ]
    assert [
        (one.first, one.last) for one in none.verdicts if one.condition == "week" and one.before
    ] == [
        (date(2026, 3, 5), date(2026, 3, 5)),
        (date(2026, 3, 6), date(2026, 3, 8)),
    ]


def test_a_new_condition_gives_verdicts_of_the_past(service: Service) -> None:
    """What was not judged before and is now is a change too; what goes away as well."""
    more = edited(("classes:", "  C-2: {says: Rest., provenance: text}\nclasses:"))
    assert service.rules.activating(more, amendment=at(9)).early == ()
    dated = "  more: {clause: C-1, %slimit: {of: attack, at_most: 1}}\n"
    new = {
        key: edited(("conditions:\n", "conditions:\n" + dated % key))
        for key in ("", "from: 2026-03-07T19:00, ")
    }
    assert {one.condition for one in service.rules.activating(new[""], amendment=at(7)).early} == {
        "more"
    }
    from_then = service.rules.activating(new["from: 2026-03-07T19:00, "], amendment=at(7))
    assert from_then.early == ()
    assert [(one.condition, one.first, one.last) for one in from_then.verdicts] == [
        ("more", date(2026, 3, 7), date(2026, 3, 8))
    ]
    line = "  week: {clause: C-1, streak: {of: calm, for: 4 days}}\n"
    less = edited((line, ""))
    gone = service.rules.activating(less, correction=True).verdicts
    assert {(one.condition, one.after) for one in gone} == {("week", None)}
    service.rules.activate(less, actor="counsel", correction=True)
    back = service.rules.activating(edited(), correction=True).verdicts
    assert {(one.condition, one.before) for one in back} == {("week", None)}


def test_each_text_since_is_told_for_what_it_is(service: Service, clock: SetClock) -> None:
    """A correction and an amendment that come between two sayings are not mixed up."""
    clock.pass_by(HOUR)
    service.rules.activate(amended("2026-03-05T19:00"), actor="counsel", amendment=at(5))
    clock.pass_by(HOUR)
    both = edited(
        ("at_most: 0", DATED % ("2026-03-05T19:00", "2026-03-05T19:00")),
        ("fresh_for: 50 hours", "fresh_for: 51 hours"),
        ("standard: reported", "standard: verified"),
    )
    service.rules.activate(both, actor="counsel", correction=True)

    past = [one for one in told(service) if one.kind is not Kind.CHANGE]

    calm = [(one.kind, one.subject.day) for one in past if one.subject.condition == "calm"]
    assert calm == [
        (Kind.AMENDMENT, date(2026, 3, 5)),
        (Kind.CORRECTION, date(2026, 3, 3)),
    ]
    assert {one.ours for one in past if one.kind is Kind.CORRECTION} == {True}


def test_entries_of_old_say_first_and_correction(service: Service) -> None:
    """A journal written before this was told apart reads as it was told then: as ours."""
    first, *_ = service.store.acts.of("activate")
    silent = {key: value for key, value in first.body.items() if key != "kind"}
    old = first.saying(silent)

    assert service.store.acts.activation(old, first=True).kind == "first"
    assert service.store.acts.activation(old).kind == "correction"


def test_day_ends_read_as_an_evaluation_of_that_instant_does(service: Service) -> None:
    """The differences are exactly those between evaluations at the end of each day."""
    before, after = edited(), edited(("at_most: 0", "at_most: 1"), ("for: 4 days", "for: 2 days"))
    known = service.moment()
    with service.store.facts() as facts:
        found = retold(before, after, Snapshot(facts), known, known)
        expected = set()
        for day in range(2, 9):
            both = [
                evaluate(one.agreement, Snapshot(facts), at(day + 1), known)
                for one in (before, after)
            ]
            expected |= {
                (name, day, was, becomes)
                for name in before.agreement.conditions
                for was, becomes in [[one.of(name).verdict for one in both]]
                if was != becomes
            }
    days = {
        (one.condition, day, one.before, one.after)
        for one in found
        for day in range(one.first.day, one.last.day + 1)
    }
    assert days == expected
    assert {name for name, *_ in days} == {"calm", "week"}


def test_only_what_may_read_otherwise_is_judged() -> None:
    """What differs and what leads to it; of a change that all share, everything."""
    stages = rules(stages=True)

    def of(old: str, new: str) -> frozenset[str]:
        other = load_text(stages.text.replace(old, new), "paris.yaml")
        return affected(stages.agreement, other.agreement)

    everything = frozenset(stages.agreement.conditions)
    assert of("for: 4 days", "for: 5 days") == {"week"}
    assert of("fresh_for: 50", "fresh_for: 51") == {"access", "gate"}
    assert of("calm: {clause: C-1", "calm: {title: X, clause: C-1") == {
        *("calm", "week", "quiet", "gate"),
    }
    assert of("standard: reported", "standard: verified") == everything
    assert of("name: B,", "name: Bee,") == everything
    assert of("any_kind: [shelling]", "any_kind: [air_strike]") == everything
    assert of("title: A truce", "title: The truce") == frozenset()
    told = "alerts: [{on: week, when: met, to: [desk]}]\nconditions:"
    assert of("conditions:", told) == frozenset()


def test_sentences_stand_under_their_chapters() -> None:
    """As it was and as it becomes, and nothing that reads as before."""
    new = edited(
        ("name: B, role", "name: Bee, role"),
        ("for: 4 days", "for: 5 days"),
        ("  C-1: {says", "  C-0: {says: New., provenance: recalled}\n  C-1: {says"),
    )
    found = sentences_changed(edited(), new)

    assert found[:3] == ("@@ Who is who @@", "- B (b): a party.", "+ Bee (b): a party.")
    assert "@@ Clauses @@" in found
    chapter = found.index("@@ Conditions @@")
    assert [line[:16] for line in found[chapter + 1 :]] == ["- week, clause C", "+ week, clause C"]
    assert sentences_changed(new, new) == ()
    remark = load_text(edited().text + "# a remark\n", "paris.yaml")
    assert sentences_changed(edited(), remark) == ()


RULE_FILE = (PROJECT / "rules" / "syria-2016-09.yaml").read_text(encoding="utf-8")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A file with another text of the sample's agreement: the count is of three days."""
    folder = tmp_path / "rules"
    folder.mkdir()
    text = RULE_FILE.replace("for: 7 days, resets", "for: 3 days, resets")
    assert text != RULE_FILE
    (folder / "syria-2016-09.yaml").write_text(text, encoding="utf-8")
    imported = "syria-2016-02.yaml"
    (folder / imported).write_bytes((PROJECT / "rules" / imported).read_bytes())
    return folder / "syria-2016-09.yaml"


def test_the_command_shows_before_it_does(run: Run, sample: Path, other: Path) -> None:
    """A trial shows what changes and changes nothing; unsaid, nothing happens either."""
    journal = sample / "journal.jsonl"
    before = journal.read_bytes()

    trial = run("activate", other, "--dry-run", "--store", sample)
    assert trial.code == 0
    assert "+ Seven days of calm in a row (truce_holds)" in trial.out
    assert "  Seven days of calm in a row (truce_holds)" in trial.out
    assert "say what this one is" in trial.err
    unsaid = run("activate", other, "--store", sample)
    assert (unsaid.code, "say what this one is" in unsaid.err) == (2, True)
    both = run("activate", other, "--correction", "--amendment", "2016-09-12", "--store", sample)
    assert both.code == 2
    dry = run("activate", other, "--correction", "--dry-run", "--store", sample)
    assert (dry.code, "this was a trial" in dry.out) == (0, True)
    assert journal.read_bytes() == before

    done = run("activate", other, "--correction", "--json", "--store", sample)
    assert done.code == 0
    (answer,) = done.json
    assert (answer["agreement"], answer["changed"], answer["kind"]) == (
        *("syria-2016-09", True),
        "correction",
    )
    assert {one["condition"] for one in answer["verdicts"]} >= {"truce_holds"}
    assert {one["reading"] for one in answer["verdicts"]} >= {None, "reported_standard"}
    assert journal.read_bytes() != before


def test_the_command_refuses_an_amendment_of_the_past(run: Run, sample: Path, other: Path) -> None:
    """Naming the verdicts, also as a trial; from the start of the agreement it may."""
    for trial in ((), ("--dry-run",)):
        late = run("activate", other, "--amendment", "2016-09-20", *trial, "--store", sample)
        assert late.code == 2
        assert "an amendment from 2016-09-20T00:00 changes no verdict" in late.err
        assert "Seven days of calm in a row (truce_holds)" in late.err
    bad = run("activate", other, "--amendment", "soon", "--store", sample)
    assert (bad.code, "--amendment 'soon' is no time" in bad.err) == (2, True)
    ahead = run("activate", other, "--amendment", "2016-09-12T19:00", "--store", sample)
    assert ahead.code == 0
    assert "active, as an amendment from 2016-09-12T19:00" in ahead.out
