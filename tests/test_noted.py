"""What is told beside the verdicts: serious incidents, statements, decisions; new or gone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from schedule_samples import BEGIN, HOUR, attack, decision, entries, hours, opened, record, rules
from store_samples import SetClock

from monitor.alerts.noted import beside
from monitor.alerts.transition import Kind, Transition
from monitor.evaluation.noted import Note, Noted
from monitor.evaluation.said import Saying
from monitor.incidents.record import Link, Range, Statement
from monitor.incidents.vocabulary import Relation, Says
from monitor.service import Service
from monitor.views.transitions import change_line

MINUTE = timedelta(minutes=1)
SERIOUS_LINE = (
    "Serious incident: Northtown, 3 March 12:00–12:06; shelling, by “unknown aircraft”: "
    "not on record as a serious incident → 10 or more killed; counted for certain by no "
    "condition; killed: 12"
)


@pytest.fixture
def clock() -> SetClock:
    """A clock on the third day of the agreement."""
    return SetClock(BEGIN)


@pytest.fixture
def service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    """A service that has said what held after 60 hours."""
    with opened(tmp_path / "store", clock) as service:
        service.rules.activate(rules(), actor="tester")
        clock.now = BEGIN + 60 * HOUR
        service.keep_up(actor="scheduler")
        yield service


def told(service: Service, clock: SetClock) -> list[Transition]:
    """Keep up a minute later; what was told beside the verdicts."""
    before = len(entries(service))
    clock.pass_by(MINUTE)
    assert not service.keep_up(actor="scheduler").failed
    new = [turned for said in entries(service)[before:] for turned in said.transitions]
    return [turned for turned in new if turned.subject.noted is not None]


def statement(actor: str, hour: float = 59, **stated: object) -> Statement:
    """A statement that the truce is over."""
    given = {"id": f"s{actor}{hour}", "source": "desk", "actor": actor, "about": "the truce"}
    return Statement(**{**given, "says": Says.DECLARES_OVER, "made": hours(hour, 0), **stated})


def test_a_statement_of_a_party_is_told_and_one_of_a_stranger_is_not(
    service: Service, clock: SetClock
) -> None:
    """People are told what those bound by the agreement declare, with who, what and when."""
    record(service, statement("A"))
    record(service, statement("Somebody else"))
    (one,) = told(service, clock)
    assert (one.kind, one.subject.noted, one.before) == (Kind.CHANGE, "statement", None)
    assert one.after is not None
    assert (one.after.word, one.after.by, one.after.about) == (
        *("declares_over", ("A",)),
        "the truce",
    )
    assert one.because


def test_a_statement_made_before_the_agreement_is_no_news(
    service: Service, clock: SetClock
) -> None:
    """Only what is said while the agreement runs is told."""
    record(service, statement("A", hour=-40))
    assert told(service, clock) == []


def test_a_decision_is_told_once_and_again_when_it_is_taken_out(
    service: Service, clock: SetClock
) -> None:
    """What was told and has left the record is a correction, not silence."""
    (act,) = record(service, decision("agreed_pause", 58))
    (new,) = told(service, clock)
    assert new.after is not None
    assert (new.after.word, new.subject.key) == ("agreed_pause", "desk/dagreed_pause58")
    assert told(service, clock) == []
    service.uploads.undo(act, actor="tester")
    (gone,) = told(service, clock)
    assert (gone.kind, gone.before, gone.after) == (Kind.CORRECTION, new.after, None)


def test_a_decision_under_another_agreement_is_not_told(service: Service, clock: SetClock) -> None:
    """An agreement tells of the decisions under it."""
    record(service, decision("agreed_pause", 58, "elsewhere"))
    assert told(service, clock) == []


def test_a_serious_incident_says_whether_anything_counts_it(
    service: Service, clock: SetClock
) -> None:
    """Twelve killed by nobody known is told, with where, how many, and that nothing counts it."""
    many = Range(low=12, high=12)
    record(service, attack(59, "one", by="unknown aircraft", place="Northtown", killed=many))
    (one,) = told(service, clock)
    assert one.after is not None
    assert (one.subject.noted, one.after.word, one.after.place) == (
        "serious",
        "killed",
        "Northtown",
    )
    assert (one.after.killed, one.after.counted) == ((12, 12), False)
    record(service, attack(58, "two", by="A", killed=many))
    (other,) = told(service, clock)
    assert other.after is not None
    assert other.after.counted


def test_a_higher_toll_goes_on_with_the_same_incident(service: Service, clock: SetClock) -> None:
    """A revised report changes what was told of the incident; it is not a second incident."""
    record(service, attack(59, "one", by="unknown", killed=Range(low=12, high=12)))
    told(service, clock)
    later = Range(low=12, high=20)
    record(service, attack(59, "one", by="unknown", killed=later, revision=1))
    (one,) = told(service, clock)
    assert one.before is not None
    assert one.after is not None
    assert (one.before.killed, one.after.killed) == ((12, 12), (12, 20))


def test_two_incidents_found_to_be_one_are_not_taken_back(
    service: Service, clock: SetClock
) -> None:
    """Joining reports takes no incident away from those who were told of it."""
    many = Range(low=12, high=12)
    record(service, attack(59, "one", by="unknown", killed=many))
    record(service, attack(59, "two", by="unknown", source="south", killed=many))
    assert len(told(service, clock)) == 2
    same = Link(
        id="l", source="desk", first="north/one", second="south/two", relation=Relation.SAME
    )
    record(service, same)
    assert all(one.kind is Kind.CHANGE and one.before for one in told(service, clock))


def test_what_was_said_before_anybody_looked_makes_no_news() -> None:
    """Entries of an older program say nothing of these: that is not that there was nothing."""
    one = Noted(Note.DECISION, "desk/a", "agreed", (BEGIN, BEGIN), ("A",))
    assert list(beside(None, (one,))) == []
    assert [kind for kind, _ in beside((), (one,))] == [Kind.CHANGE]
    assert [kind for kind, _ in beside((one,), ())] == [Kind.CORRECTION]


def test_what_is_told_beside_the_verdicts_survives_being_kept(
    service: Service, clock: SetClock
) -> None:
    """What was said is read again from the journal as it was said."""
    record(service, statement("A"))
    record(service, attack(59, "one", by="unknown", killed=Range(low=12, high=None)))
    assert len(told(service, clock)) == 2
    said = entries(service)[-1]
    content = Saying.load(service.store.acts.kept(said.content))
    assert content.noted is not None
    assert [one.what for one in content.noted] == [Note.STATEMENT, Note.SERIOUS]
    assert Saying.load(content.dump()) == content


def test_they_read_as_people_write_them(service: Service, clock: SetClock) -> None:
    """Where, when, what and by whom; who said what; who decided what; and how it stands."""
    many = Range(low=12, high=12)
    record(service, attack(59, "one", by="unknown aircraft", place="Northtown", killed=many))
    record(service, statement("A"), decision("agreed_pause", 58))
    agreement = service.rules.instruments["paris"].agreement
    found = [change_line(agreement, one) for one in told(service, clock)]
    assert [one.says for one in found] == [
        "Decision: “A”, agreed pause, 3 March 11:00: not on record → on record",
        "Statement: “A” declares over: the truce, 3 March 12:00: not on record → on record",
        SERIOUS_LINE,
    ]
