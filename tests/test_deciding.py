"""What people are told: by the rules, once, and again only where they were told otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from schedule_samples import rules

from monitor.agreements.load import load_text
from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert, Way
from monitor.alerts.deciding import Deciding
from monitor.alerts.kinds import AlertKind, kind_of
from monitor.alerts.notice import Does
from monitor.alerts.told import ToldDesks
from monitor.alerts.transition import IN_FORCE, NOT_IN_FORCE, Holds, Kind, Subject, Transition
from monitor.evaluation.verdict import Progress

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = date(2026, 3, 2)
ALERTS = """\
alerts:
  - {on: calm, when: [breached, corrected], to: [desk], interrupts: yes}
  - {on: week, when: [met, count_restarts], to: [desk], interrupts: yes}
  - {on: serious_incidents, when: told, to: [cell], interrupts: yes}
  - {on: statements, when: declares_over, to: [desk], interrupts: yes}
"""


def terms(alerts: str = "") -> Agreement:
    """The synthetic agreement with phases, and who is told of what."""
    return load_text(rules(stages=True).text + alerts, "paris.yaml").agreement


def turned(
    about: Subject,
    before: Holds | None,
    after: Holds | None,
    *,
    kind: Kind = Kind.CHANGE,
    ours: bool = False,
    known: datetime = NOW,
) -> Transition:
    """A transition of the synthetic agreement."""
    return Transition("paris", about, NOW, known, kind, before, after, ours)


CALM, WEEK = Subject("calm"), Subject("week")
KEPT, BREACHED = Holds("kept", "within"), Holds("breached", "exceeded")
UNDETERMINED, OVERDUE = Holds("undetermined", "unwatched"), Holds("breached", "overdue")


def counting(least: int, most: int, word: str = "not_yet", near: datetime | None = None) -> Holds:
    """A count of four days."""
    return Holds(word, "counting", Progress(least, most, 4, "days"), near=near)


def phase(state: str) -> Holds:
    """A phase."""
    return Holds(state, since=(NOW, NOW))


TALKS = Subject(phase="talks", holder="all")
KINDS = [
    (CALM, KEPT, BREACHED, "breached"),
    (CALM, None, BREACHED, "breached"),
    (CALM, BREACHED, KEPT, "met"),
    (CALM, KEPT, UNDETERMINED, "undetermined"),
    (CALM, KEPT, None, "stands"),
    (CALM, KEPT, Holds("not_in_force", "not_in_force"), "stands"),
    (Subject("report"), Holds("not_yet", "pending"), OVERDUE, "overdue"),
    (Subject("report"), OVERDUE, Holds("breached", "too_late"), "answered_late"),
    (Subject("report"), OVERDUE, Holds("kept", "answered"), "answered_late"),
    (WEEK, counting(1, 2), counting(2, 3), "stands"),
    (WEEK, counting(2, 3), counting(0, 0), "count_restarts"),
    (WEEK, counting(2, 3), counting(2, 2), "count_restarts"),
    (WEEK, counting(1, 2), counting(2, 3, near=NOW + DAY), "approaching"),
    (WEEK, counting(2, 3, near=NOW), counting(2, 3, near=NOW + DAY), "stands"),
    (WEEK, counting(3, 4), counting(4, 4, "kept"), "met"),
    (TALKS, None, phase("due"), "due"),
    (TALKS, phase("due"), phase("open"), "opened"),
    (TALKS, phase("open"), phase("renewed"), "renewed"),
    (TALKS, phase("open"), phase("continues_unrenewed"), "unrenewed"),
    (TALKS, phase("open"), phase("lapsed"), "lapsed"),
    (TALKS, phase("open"), phase("closed"), "closed"),
    (TALKS, phase("open"), replace(phase("open"), near=NOW + DAY), "approaching"),
    (TALKS, phase("due"), phase("may_be_due"), "waits"),
    (TALKS, phase("open"), None, "waits"),
    (Subject(), Holds(NOT_IN_FORCE), Holds(IN_FORCE), "in_force"),
    (Subject(), Holds(IN_FORCE), Holds(NOT_IN_FORCE, since=(NOW, NOW)), "out_of_force"),
    (Subject(noted="serious", key="a"), None, Holds("killed"), "serious"),
    (Subject(noted="statement", key="a"), None, Holds("claims"), "statement"),
    (Subject(noted="decision", key="a"), None, Holds("agreed"), "decision"),
]


@pytest.mark.parametrize(("about", "before", "after", "kind"), KINDS)
def test_what_changes_has_the_word_that_people_know(
    about: Subject, before: Holds | None, after: Holds | None, kind: str
) -> None:
    """One kind for each change, by what held and what holds."""
    assert kind_of(turned(about, before, after), terms()) == kind


def test_a_correction_says_whose_it_is() -> None:
    """Of the record, of ours, or because the parties changed the text: three kinds."""
    for kind, ours, found in (
        (Kind.CORRECTION, False, "restated"),
        (Kind.CORRECTION, True, "our_error"),
        (Kind.AMENDMENT, False, "amended"),
    ):
        assert kind_of(turned(CALM, KEPT, BREACHED, kind=kind, ours=ours), terms()) == found


def decide(
    *these: Transition, alerts: str = ALERTS, told: ToldDesks | None = None, late: bool = False
) -> list[Alert]:
    """What is told of these transitions."""
    deciding = Deciding(terms(alerts), told or ToldDesks(), everyone=("desk", "cell"), late=late)
    return list(deciding.alerts(these))


def ways(alert: Alert) -> dict[str, str]:
    """How each desk is told, in plain words."""
    return {desk: way.value for desk, way in alert.desks.items()}


def test_the_rules_say_who_is_told_at_once_and_who_with_the_digest() -> None:
    """What the rules ask for goes out at once; every desk that they name reads of the rest."""
    breach, met, open_ = decide(
        turned(CALM, KEPT, BREACHED),
        turned(WEEK, counting(3, 4), counting(4, 4, "kept")),
        turned(CALM, KEPT, UNDETERMINED),
    )
    assert ways(breach) == ways(met) == {"desk": "at_once", "cell": "digest"}
    assert ways(open_) == {"desk": "digest", "cell": "digest"}


def test_without_a_word_in_the_rules_everybody_is_told_of_what_interrupts() -> None:
    """A rule file that names nobody leaves nobody out."""
    found = decide(
        turned(CALM, KEPT, BREACHED),
        turned(CALM, KEPT, UNDETERMINED),
        turned(TALKS, phase("open"), phase("continues_unrenewed")),
        turned(WEEK, counting(1, 2), counting(2, 3, near=NOW)),
        alerts="",
    )
    assert [ways(one)["cell"] for one in found] == ["at_once", "digest", "at_once", "digest"]


def seriously(
    *, counted: bool = False, hours: float = 1, harmed: bool = True, before: Holds | None = None
) -> Transition:
    """A serious incident that happened so long before it was known."""
    when = NOW - hours * HOUR
    holds = Holds("killed", since=(when, when), killed=(12, 12), counted=counted, harmed=harmed)
    return turned(Subject(noted="serious", key="a"), before, holds)


def test_a_serious_incident_interrupts_where_nothing_counts_it_and_it_is_news() -> None:
    """What a condition counts is told as its breach; what is old waits for the digest."""
    found = [
        *decide(seriously()),
        *decide(seriously(counted=True)),
        *decide(seriously(hours=48)),
        *decide(seriously(hours=49)),
    ]
    assert [ways(one)["cell"] for one in found] == ["at_once", "digest", "at_once", "digest"]


def test_an_incident_that_harmed_nobody_waits_for_the_digest_and_a_higher_toll_is_an_update() -> (
    None
):
    """A post fired at without a casualty wakes nobody; once told, a toll that rises does not."""
    harmless, told = seriously(harmed=False).after, seriously().after
    found = [
        *decide(seriously(harmed=False)),
        *decide(seriously(before=harmless)),
        *decide(seriously(before=told)),
    ]
    assert [ways(one)["cell"] for one in found] == ["digest", "at_once", "digest"]


def test_what_is_known_otherwise_of_an_old_incident_corrects_what_was_told() -> None:
    """An inquiry that comes months later is no update of the evening: it corrects what was said."""
    told_as = seriously().after
    (news,) = decide(seriously())
    told = ToldDesks().after([news])
    later = seriously(hours=49, before=told_as)
    (again,) = decide(later, told=told)
    assert (again.kind, again.does, again.references) == (
        *(AlertKind.RESTATED, Does.UPDATE),
        (news.id,),
    )
    assert decide(later) == []
    (update,) = decide(seriously(hours=47, before=told_as), told=told)
    assert update.kind is AlertKind.SERIOUS


def test_an_incident_goes_on_under_the_key_of_another_report() -> None:
    """Reports are joined, and the incident has another key: who was told of it is still found."""
    told_as = seriously().after
    assert told_as is not None
    told_as = replace(told_as, reports=("b/one",))
    first = turned(Subject(noted="serious", key="b/one"), None, told_as)
    (news,) = decide(first)
    joined = replace(told_as, killed=(20, 20), reports=("a/two", "b/one"))
    later = NOW + 72 * HOUR
    about = Subject(noted="serious", key="a/two")
    (again,) = decide(turned(about, told_as, joined, known=later), told=ToldDesks().after([news]))
    assert (again.kind, again.references) == (AlertKind.RESTATED, (news.id,))


def test_an_agreement_out_of_force_interrupts_once() -> None:
    """Its end is told at once; what follows of it in every condition and phase is not."""
    deciding = Deciding(terms(), ToldDesks(), everyone=("desk",), in_force=False)
    found = deciding.alerts(
        [
            turned(Subject(), Holds(IN_FORCE), Holds(NOT_IN_FORCE, since=(NOW, NOW))),
            turned(CALM, KEPT, BREACHED),
            turned(TALKS, phase("open"), phase("continues_unrenewed")),
        ]
    )
    assert [ways(one)["desk"] for one in found] == ["at_once", "digest", "digest"]


def test_after_its_end_an_agreement_is_still_corrected_at_once() -> None:
    """A report that comes years later reaches those who were told otherwise."""
    (news,) = decide(turned(CALM, UNDETERMINED, Holds("kept", "within", day=FIRST)))
    told = ToldDesks().after([news], digest=True)
    day = Subject("calm", day=FIRST, last_day=FIRST)
    wrong = turned(day, KEPT, BREACHED, kind=Kind.CORRECTION)
    deciding = Deciding(terms(ALERTS), told, everyone=("desk",), in_force=False)
    assert [ways(one)["desk"] for one in deciding.alerts([wrong])] == ["at_once"]
    end = turned(Subject(), Holds(IN_FORCE), Holds(NOT_IN_FORCE, since=(NOW, NOW)))
    found = {one.kind: ways(one)["desk"] for one in deciding.alerts([end, wrong])}
    assert found[AlertKind.RESTATED] == "digest"


def test_a_phase_is_told_once_for_all_who_are_named() -> None:
    """Where the rules say nothing, one message says that no renewal is on record, not three."""
    one, all_ = decide(
        *(
            turned(
                Subject(phase="talks", holder=holder), phase("open"), phase("continues_unrenewed")
            )
            for holder in ("a", "all")
        ),
        alerts="",
    )
    assert (ways(one)["desk"], ways(all_)["desk"]) == ("digest", "at_once")


def test_a_statement_is_told_by_what_it_does() -> None:
    """The rules ask for one sort of statement, and get no other at once."""
    about = Subject(noted="statement", key="a")
    found = decide(
        turned(about, None, Holds("declares_over", since=(NOW, NOW))),
        turned(about, None, Holds("claims", since=(NOW, NOW))),
    )
    assert [ways(one)["desk"] for one in found] == ["at_once", "digest"]


def test_a_correction_reaches_those_who_were_told_and_nobody_else() -> None:
    """One restatement for each verdict that somebody was told of; none for what nobody knew."""
    day = Subject("calm", day=FIRST, last_day=FIRST + DAY)
    wrong = turned(day, KEPT, BREACHED, kind=Kind.CORRECTION)
    assert decide(turned(day, BREACHED, KEPT, kind=Kind.CORRECTION)) == []
    (news,) = decide(turned(CALM, UNDETERMINED, Holds("kept", "within", day=FIRST)))
    told = ToldDesks().after([news], digest=True)
    (again,) = decide(wrong, told=told)
    assert again.kind is AlertKind.RESTATED
    assert (again.does, again.references) == (Does.UPDATE, (news.id,))
    assert ways(again) == {"desk": "at_once", "cell": "digest"}
    assert decide(wrong, told=told.after([again]).after([again], digest=True)) == []


def test_a_correction_of_another_day_is_not_for_those_told_of_this_one() -> None:
    """Who was told of Monday was not told of Tuesday."""
    (news,) = decide(turned(CALM, UNDETERMINED, Holds("kept", "within", day=FIRST)))
    told = ToldDesks().after([news]).after([news], digest=True)
    other = Subject("calm", day=FIRST + DAY, last_day=FIRST + DAY)
    assert decide(turned(other, BREACHED, UNDETERMINED, kind=Kind.CORRECTION), told=told) == []


def test_a_breach_that_is_reported_late_is_news_where_nobody_was_told_of_its_day() -> None:
    """A day like the one before is told to nobody; that it was worse is told to all who ask."""
    other = Subject("calm", day=FIRST + DAY, last_day=FIRST + DAY)
    wrong = turned(other, UNDETERMINED, BREACHED, kind=Kind.CORRECTION)
    (news,) = decide(turned(CALM, KEPT, Holds("undetermined", "unwatched", day=FIRST)))
    for told in (ToldDesks(), ToldDesks().after([news], digest=True)):
        (late,) = decide(wrong, told=told)
        assert late.kind is AlertKind.BREACHED
        assert ways(late) == {"desk": "at_once", "cell": "digest"}
    unseen = turned(other, KEPT, UNDETERMINED, kind=Kind.CORRECTION)
    assert [ways(one) for one in decide(unseen)] == [{"desk": "digest", "cell": "digest"}]


def test_the_same_verdict_for_another_cause_is_no_restatement() -> None:
    """Who was told that nothing can be established was told right, whatever the reason."""
    (news,) = decide(turned(CALM, KEPT, Holds("undetermined", "unwatched", day=FIRST)))
    told = ToldDesks().after([news], digest=True)
    day = Subject("calm", day=FIRST, last_day=FIRST)
    again = turned(day, UNDETERMINED, Holds("undetermined", "unconfirmed"), kind=Kind.CORRECTION)
    assert decide(again, told=told) == []
    worse = turned(day, UNDETERMINED, BREACHED, kind=Kind.CORRECTION)
    assert [one.kind for one in decide(worse, told=told)] == [AlertKind.RESTATED]


def test_what_waits_for_the_digest_has_not_been_told() -> None:
    """A desk that has not had its digest yet was told nothing, and needs no correction."""
    (news,) = decide(turned(CALM, UNDETERMINED, Holds("kept", "within", day=FIRST)))
    told = ToldDesks().after([news])
    day = Subject("calm", day=FIRST, last_day=FIRST)
    (late,) = decide(turned(day, KEPT, BREACHED, kind=Kind.CORRECTION), told=told)
    assert (late.kind, late.references) == (AlertKind.BREACHED, ())
    assert decide(turned(day, UNDETERMINED, KEPT, kind=Kind.CORRECTION), told=told) == []


def test_what_waits_is_put_right_before_it_is_told() -> None:
    """A digest says what is so when it goes out; what is worse meanwhile goes out at once."""
    (news,) = decide(turned(CALM, KEPT, Holds("undetermined", "unwatched", day=FIRST)))
    waiting = ToldDesks().after([news], digest=True)
    day = Subject("calm", day=FIRST, last_day=FIRST)
    deciding = Deciding(terms(ALERTS), ToldDesks(), waiting, ("desk", "cell"))
    better = turned(day, UNDETERMINED, KEPT, kind=Kind.CORRECTION)
    worse = turned(day, UNDETERMINED, BREACHED, kind=Kind.CORRECTION)
    for one, kind, way in (
        (better, AlertKind.MET, "digest"),
        (worse, AlertKind.BREACHED, "at_once"),
    ):
        (again,) = deciding.alerts([one])
        assert again.kind is kind
        assert ways(again) == {"desk": way, "cell": "digest"}
        assert again.references == ()


def test_what_is_met_after_all_is_told_at_once_to_who_asks_for_that() -> None:
    """The watch came after the day, and the digest had not: they had been told nothing yet."""
    (news,) = decide(turned(WEEK, counting(3, 4), counting(0, 4, "undetermined")))
    waiting = ToldDesks().after([news], digest=True)
    met = turned(WEEK, counting(0, 4, "undetermined"), counting(4, 4, "kept"), kind=Kind.CORRECTION)
    (again,) = Deciding(terms(ALERTS), ToldDesks(), waiting, ("desk", "cell")).alerts([met])
    assert (again.kind, ways(again)) == (AlertKind.MET, {"desk": "at_once", "cell": "digest"})


def test_whoever_asks_for_breaches_at_once_is_told_so_of_one_that_corrects_a_digest() -> None:
    """The rules need not ask for corrections, too: what was open turned out to be a breach."""
    asks = "alerts:\n  - {on: calm, when: breached, to: [desk], interrupts: yes}\n"
    (news,) = decide(turned(CALM, KEPT, Holds("undetermined", "unwatched", day=FIRST)), alerts=asks)
    told = ToldDesks().after([news], digest=True)
    day = Subject("calm", day=FIRST, last_day=FIRST)
    for was, after, way in ((UNDETERMINED, BREACHED, "at_once"), (UNDETERMINED, KEPT, "digest")):
        wrong = turned(day, was, after, kind=Kind.CORRECTION)
        (again,) = decide(wrong, alerts=asks, told=told)
        assert (again.kind, ways(again)) == (AlertKind.RESTATED, {"desk": way})


def test_desks_with_digests_at_different_hours_are_each_told_right() -> None:
    """One has read its digest, and is corrected; the other has not, and is told as news."""
    (news,) = decide(turned(CALM, KEPT, Holds("undetermined", "unwatched", day=FIRST)))
    read = replace(news, desks={"cell": Way.DIGEST})
    unread = replace(news, desks={"desk": Way.DIGEST})
    deciding = Deciding(
        terms(ALERTS),
        ToldDesks().after([read], digest=True),
        ToldDesks().after([unread], digest=True),
    )
    day = Subject("calm", day=FIRST, last_day=FIRST)
    for after, kind, way in ((BREACHED, "breached", "at_once"), (KEPT, "met", "digest")):
        found = deciding.alerts([turned(day, UNDETERMINED, after, kind=Kind.CORRECTION)])
        assert [(one.kind.value, ways(one)) for one in found] == [
            ("restated", {"cell": "digest"}),
            (kind, {"desk": way}),
        ]


def test_what_is_gone_from_the_record_cancels_what_was_told() -> None:
    """A statement that was withdrawn takes its alert back, by its id."""
    about, holds = Subject(noted="statement", key="a"), Holds("declares_over", since=(NOW, NOW))
    (news,) = decide(turned(about, None, holds))
    (gone,) = decide(
        turned(about, holds, None, kind=Kind.CORRECTION), told=ToldDesks().after([news])
    )
    assert (gone.does, gone.references) == (Does.CANCEL, (news.id,))


def test_a_thread_goes_on_with_its_last_alert() -> None:
    """The second alert of a condition is an update that names the first."""
    (first,) = decide(turned(CALM, KEPT, BREACHED))
    (then,) = decide(turned(CALM, BREACHED, KEPT), told=ToldDesks().after([first]))
    assert (first.does, first.references) == (Does.NEW, ())
    assert (then.does, then.references) == (Does.UPDATE, (first.id,))
    assert then.thread == first.thread == "paris/calm"


def test_what_is_told_after_its_time_interrupts_nobody() -> None:
    """After a time in which nothing ran one digest says it all, not a flood of messages."""
    (late,) = decide(turned(CALM, KEPT, BREACHED), late=True)
    assert late.late
    assert set(late.desks.values()) == {Way.DIGEST}


def test_an_alert_has_one_id_whoever_works_it_out() -> None:
    """The same change gives the same id again, another change another one."""
    (one,), (same,) = decide(turned(CALM, KEPT, BREACHED)), decide(turned(CALM, KEPT, BREACHED))
    (other,) = decide(turned(CALM, UNDETERMINED, BREACHED))
    assert one.id == same.id != other.id
    assert len(one.id) == 16
