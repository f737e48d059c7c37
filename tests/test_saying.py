"""What is said: journalled with when and by which rules, and compared with what was said before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from schedule_samples import (
    BEGIN,
    DAY,
    HOUR,
    attack,
    attested,
    boundaries,
    decision,
    entries,
    hours,
    opened,
    record,
    rules,
    watch,
)
from store_samples import SetClock

from monitor import __version__
from monitor.agreements.load import load_text
from monitor.alerts.transition import Kind, Transition
from monitor.evaluation.said import Saying
from monitor.evaluation.verdict import Verdict
from monitor.service import Service
from monitor.service.authorize import NotAllowedError
from monitor.service.keeping_up import ACT, FIRST, PERIODIC
from monitor.service.said import SAID
from monitor.service.saying import Sayings
from monitor.store.verify import verify

Short = tuple[str, str | None, str | None, str | None]


@pytest.fixture
def clock() -> SetClock:
    """A clock at the beginning."""
    return SetClock(BEGIN)


@pytest.fixture
def service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    """A service over a new store, with one agreement that begins the next night."""
    with opened(tmp_path / "store", clock) as service:
        service.rules.activate(rules(), actor="tester")
        yield service


def keep_up(service: Service, *, periodic: bool = False) -> list[Transition]:
    """Keep up; what was to be told, oldest first."""
    before = len(entries(service))
    done = service.keep_up(actor="scheduler", periodic=periodic)
    assert not done.failed
    return [told for said in entries(service)[before:] for told in said.transitions]


def short(told: Transition) -> Short:
    """A transition by its kind, condition or day, and the words before and after."""
    kind = "ours" if told.ours else told.kind.value
    what = told.subject.condition
    what = f"{what} {told.subject.day:%d}" if told.subject.day else what
    return kind, what, told.before and told.before.word, told.after and told.after.word


def corrections(found: list[Transition]) -> list[Short]:
    """The corrections among them."""
    return [short(told) for told in found if told.kind is Kind.CORRECTION]


def test_the_first_thing_said_is_told_to_nobody(service: Service, clock: SetClock) -> None:
    """Nothing is said of a time before the rules counted, and nothing is news the first time."""
    clock.pass_by(HOUR)
    assert keep_up(service) == []

    (first,) = entries(service)
    assert (first.trigger, first.at, first.known) == ((FIRST,), BEGIN, BEGIN)
    assert (first.rules, first.engine) == (rules().digest, __version__)
    (act,) = service.store.acts.of(SAID)
    assert (act.actor, act.body["kept"][SAID]) == ("scheduler", first.content)


def test_of_an_instant_nothing_is_said_twice(service: Service, clock: SetClock) -> None:
    """Whoever asks again for what was said of an instant adds nothing to the journal."""
    clock.pass_by(HOUR)
    keep_up(service)
    sayings = Sayings(
        service.store, lambda found: load_text(found.text, found.file), service.alerting
    )
    (first,) = entries(service)

    again = sayings.say("paris", known=first.known, trigger=("again",), actor="tester")

    assert (again, entries(service)) == (None, [first])


def test_an_act_is_said_and_named(service: Service, clock: SetClock) -> None:
    """Several acts are one evaluation; what changed names them all."""
    clock.now = BEGIN + 80 * HOUR
    keep_up(service)
    clock.pass_by(HOUR)
    acts = record(service, attack(79), attested(79))
    found = keep_up(service)

    last = entries(service)[-1]
    assert (last.trigger, last.because, last.at) == ((ACT,), tuple(acts), last.known)
    assert {short(told) for told in found} >= {
        ("change", "calm", "undetermined", "breached"),
        ("change", "access", "undetermined", "kept"),
    }
    assert {told.because for told in found} == {tuple(acts)}
    assert keep_up(service) == []
    assert entries(service)[-1] == last, "nothing more is said of the same acts"


def test_looking_again_says_only_what_is_new(service: Service, clock: SetClock) -> None:
    """An evaluation at regular times that has nothing to tell is not journalled."""
    clock.now = BEGIN + 80 * HOUR
    keep_up(service)
    for _ in range(5):
        clock.pass_by(timedelta(minutes=15))
        keep_up(service, periodic=True)

    assert not [said for said in entries(service) if PERIODIC in said.trigger]


def test_a_decision_of_an_open_hour_is_not_told_anew_at_every_look(tmp_path: Path) -> None:
    """Told on the day on which it takes effect, at an hour nobody stated: open once, then no news.

    The phase that it opens may have begun at any time of the day, up to the moment of each look.
    """
    clock = SetClock(BEGIN)
    with opened(tmp_path / "store", clock) as service:
        service.rules.activate(rules(stages=True), actor="tester")
        clock.now = BEGIN + 153 * HOUR
        record(service, decision("pause", 150, effective=hours(150, 24)))
        keep_up(service)
        looked = [told for _ in range(20) for told in look(service, clock)]

        assert looked == []
        clock.now = BEGIN + 240 * HOUR
        count = len(entries(service))
        found = [told for told in keep_up(service) if told.subject.phase == "pause"]
        assert len(entries(service)) - count < 20

    changes = [(told.before and told.before.word, told.after and told.after.word) for told in found]
    assert list(dict.fromkeys(changes)) == [
        ("undetermined", "open"),
        ("open", "undetermined"),
        ("undetermined", "lapsed"),
    ]


def look(service: Service, clock: SetClock) -> list[Transition]:
    """Look a quarter of an hour later."""
    clock.pass_by(timedelta(minutes=15))
    return keep_up(service, periodic=True)


def test_equal_content_is_kept_once(service: Service, clock: SetClock) -> None:
    """Two acts that change nothing say the same, in one kept file."""
    clock.now = BEGIN + 80 * HOUR
    keep_up(service)
    for hour in (1, 2):
        clock.pass_by(timedelta(minutes=1))
        record(service, decision("noted", hour, "elsewhere"))
        keep_up(service)

    one, other = entries(service)[-2:]
    assert one.content == other.content
    assert (one.trigger, one.transitions) == (other.trigger, other.transitions) == ((ACT,), ())


def test_late_and_withdrawn_reports_correct_what_was_said(
    service: Service, clock: SetClock
) -> None:
    """The day that was kept is corrected, and corrected back; a later day says nothing of it."""
    for day in range(3, 6):
        clock.now = BEGIN + day * DAY + 20 * HOUR
        record(service, watch(23 if day == 3 else day * 24 - 4, 20 if day > 3 else 69, f"w{day}"))
        keep_up(service)
    record(service, watch(20, 120, "all"))
    keep_up(service)
    clock.pass_by(HOUR)

    (late,) = record(service, attack(70, "late"))
    assert ("correction", "calm 03", "kept", "breached") in corrections(keep_up(service))
    clock.pass_by(HOUR)
    record(service, attack(70, "late", withdrawn=True, revision=1))
    assert ("correction", "calm 03", "breached", "kept") in corrections(keep_up(service))
    clock.pass_by(HOUR)
    service.uploads.undo(late + 2, actor="tester")
    assert ("correction", "calm 03", "kept", "breached") in corrections(keep_up(service))

    told = service.record.transitions("paris", limit=500)
    assert told == service.record.transitions(limit=500)
    assert [one.known for one in told] == sorted((one.known for one in told), reverse=True)
    assert service.record.transitions(limit=2) == told[:2]
    assert service.record.transitions("york") == []


def test_another_text_of_the_rules_is_our_correction(service: Service, clock: SetClock) -> None:
    """What the rules alone say otherwise is ours, what a report brings with it is not."""
    clock.now = BEGIN + 60 * HOUR
    record(service, attack(50))
    clock.now = BEGIN + 80 * HOUR
    keep_up(service)
    clock.pass_by(HOUR)
    service.rules.activate(rules(standard="corroborated"), actor="tester", correction=True)
    record(service, attested(70))
    found = keep_up(service)

    ours = [short(told) for told in found if told.ours]
    assert ("ours", "calm 02", "breached", "undetermined") in ours
    assert {told.subject.condition for told in found if not told.ours} == {"access"}
    assert {told.kind for told in found if not told.ours} == {Kind.CORRECTION}


def test_what_another_version_said_otherwise_is_our_correction(
    service: Service, clock: SetClock, tmp_path: Path
) -> None:
    """Neither a record nor the rules changed, but the program: what it said is ours to correct."""
    clock.now = BEGIN + 80 * HOUR
    keep_up(service)
    last = service.record.said("paris")
    assert last
    clock.pass_by(HOUR)
    content = Saying.load(service.store.acts.kept(last.content))
    wrong = tuple(
        replace(told, verdict=Verdict.KEPT) if told.condition == "access" else told
        for told in content.conditions
    )
    old = replace(last, engine="0.0.0", transitions=())
    files = {SAID: replace(content, conditions=wrong).dump()}
    service.store.accept.note(SAID, old.body, actor="scheduler", files=files)
    service.close()
    clock.pass_by(HOUR)

    with opened(tmp_path / "store", clock) as again:
        found = keep_up(again, periodic=True)
        assert entries(again)[-1].engine == __version__

    assert [short(told) for told in found] == [("ours", "access", "kept", "undetermined")]


def test_an_agreement_that_has_ended_is_said_at_its_end(service: Service, clock: SetClock) -> None:
    """Once at its end, then after acts only; a late act still corrects it."""
    record(service, decision("ended", 130))
    clock.now = BEGIN + 131 * HOUR
    found = keep_up(service)
    assert ("change", None, "in_force", "not_in_force") in [short(told) for told in found]
    clock.now = BEGIN + 600 * HOUR
    keep_up(service)
    count = len(entries(service))
    clock.pass_by(30 * DAY)
    keep_up(service, periodic=True)
    assert len(entries(service)) == count
    assert max(said.known for said in entries(service)) <= BEGIN + 200 * HOUR, "as its days settle"

    record(service, attack(70))
    found = keep_up(service)

    last = entries(service)[-1]
    assert (last.at, last.known, last.trigger) == (BEGIN + 130 * HOUR, clock.now, (ACT,))
    assert ("correction", "calm 03", "undetermined", "breached") in corrections(found)


def test_a_decision_that_ended_it_before_is_a_correction(service: Service, clock: SetClock) -> None:
    """What was said of a time after the end is said otherwise once the end is known."""
    clock.now = BEGIN + 140 * HOUR
    keep_up(service)
    record(service, decision("ended", 100))
    clock.pass_by(timedelta(minutes=5))

    told = keep_up(service)

    assert ("correction", None, "in_force", "not_in_force") in corrections(told)
    assert {one.at for one in told if one.kind is Kind.CORRECTION} == {BEGIN + 100 * HOUR}
    assert entries(service)[-1].at == BEGIN + 100 * HOUR


def test_nobody_says_nothing(service: Service, clock: SetClock) -> None:
    """An act without an actor is refused, of each agreement by itself."""
    clock.pass_by(HOUR)
    done = service.keep_up(actor="")

    assert {type(error) for error in done.failed.values()} == {NotAllowedError}
    assert entries(service) == []


def test_what_cannot_be_said_of_one_holds_up_no_other(
    service: Service, clock: SetClock, tmp_path: Path
) -> None:
    """A damaged kept file stops one agreement, is told, and is caught up with once mended."""
    service.rules.activate(rules("york"), actor="tester")
    clock.now = BEGIN + 60 * HOUR
    keep_up(service)
    service.close()
    with opened(tmp_path / "store", clock) as again:
        said = again.record.said("paris")
        assert said
        assert said.content != again.record.said("york").content  # type: ignore[union-attr]
        kept = next((tmp_path / "store" / "kept").glob(f"*/{said.content}.zst"))
        content = kept.read_bytes()
        kept.unlink()
        clock.now = BEGIN + 100 * HOUR

        done = again.keep_up(actor="scheduler")
        assert list(done.failed) == ["paris"]
        assert again.record.said("paris") == said
        assert again.record.said("york").known > BEGIN + 70 * HOUR  # type: ignore[union-attr]

        kept.write_bytes(content)
        assert not again.keep_up(actor="scheduler").failed
        caught_up = again.record.said("paris")
        assert caught_up
        assert caught_up.known == BEGIN + 90 * HOUR
    assert verify(tmp_path / "store").problems == ()


def test_stopping_loses_nothing(service: Service, clock: SetClock) -> None:
    """Stopped after any number of instants, it goes on where it was."""
    clock.now = BEGIN + 10 * DAY
    left = iter([False, False, False, True])
    stopped = service.keep_up(actor="scheduler", stop=lambda: next(left, True))
    assert (stopped.stopped, stopped.said) == (True, 3)
    assert not service.keep_up(actor="scheduler").stopped

    known = [said.known for said in boundaries(entries(service))]
    assert known == sorted(set(known))
    assert sum("day_ends" in said.trigger for said in entries(service)) == 8


@settings(max_examples=5, phases=[Phase.generate])
@given(st.lists(st.integers(1, 200), min_size=1, max_size=3), st.integers(1, 90))
def test_without_an_act_there_is_no_correction(
    tmp_path_factory: pytest.TempPathFactory, hours: list[int], first: int
) -> None:
    """Where neither the record nor the rules changed, nothing that was said is said otherwise."""
    clock = SetClock(BEGIN)
    with opened(tmp_path_factory.mktemp("store"), clock) as service:
        service.rules.activate(rules(), actor="tester")
        clock.now = BEGIN + first * HOUR
        record(service, attack(first / 2), watch(23, first), attested(first / 3))
        keep_up(service)
        count = len(entries(service))
        for passed in sorted(hours):
            clock.now = max(clock.now, BEGIN + passed * HOUR)
            keep_up(service, periodic=True)
        after = [told for said in entries(service)[count:] for told in said.transitions]

    assert corrections(after) == []


def test_acts_are_told_of_and_numbered_for_what_changes(service: Service, clock: SetClock) -> None:
    """Every act is told of once safe; only those that change record or rules make a new version."""
    told: list[tuple[int, str]] = []
    version = service.store.version
    with service.telling(lambda act: told.append((act.seq, act.act))):
        keep_up(service)
        assert service.store.version == version, "what was said changes nothing that holds"
        (act,) = record(service, attack(1))
        assert service.store.version != version
        with pytest.raises(ValueError, match="recorded by the method"):
            service.store.accept.note("upload", {}, actor="tester")
    record(service, attack(2))

    assert told == [(act - 1, SAID), (act, "record")]
    assert [a.seq for a in service.store.acts.changing(BEGIN, clock.now + DAY)] == [act, act + 1]
    assert [a.seq for a in service.store.acts.changing(clock.now + DAY, clock.now + DAY)] == []
    above = service.store.acts.changing(clock.now + DAY, clock.now + DAY, above=act)
    assert [a.seq for a in above] == [act + 1], "numbered above, though recorded before"
    assert [a.seq for a in service.store.acts.newest("record", most=1)] == [act + 1]
    assert [a.seq for a in service.store.acts.newest("record", before=act + 1)] == [act]


def test_time_runs_with_the_acts(service: Service, clock: SetClock) -> None:
    """With the clock set back, what an act brought is said nevertheless, at the act's own time."""
    clock.now = BEGIN + 80 * HOUR
    keep_up(service)
    clock.now = datetime(2026, 1, 1, tzinfo=BEGIN.tzinfo)
    record(service, attack(79))
    found = keep_up(service)

    assert ("change", "calm", "undetermined", "breached") in [short(told) for told in found]
    assert entries(service)[-1].known > BEGIN + 66 * HOUR
