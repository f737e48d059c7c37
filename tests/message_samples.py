"""Alerts of every kind and what stands around them; all of the synthetic agreement is made up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from schedule_samples import BEGIN, HOUR, attack, rules

from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert, Way, id_of
from monitor.alerts.compare import Standing
from monitor.alerts.desk import Language
from monitor.alerts.kinds import AlertKind, kind_of
from monitor.alerts.telling import Course
from monitor.alerts.transition import Holds, Kind, Subject, Transition
from monitor.evaluation.evaluate import evaluated
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.noted import Note, noted
from monitor.evaluation.said import Saying, saying
from monitor.evaluation.taking_back import Back
from monitor.evaluation.verdict import ALL_NAMED, Evaluation, Progress
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import (
    Attestation,
    Count,
    Decision,
    Record,
    Report,
    SourceProfile,
    Statement,
)
from monitor.messages.around import Anchor, Around, Earlier
from monitor.messages.evidence import needed
from monitor.messages.leading import leading
from monitor.service import Service
from monitor.views.coming import Coming, coming
from monitor.views.conclusions import Concluding, Conclusion
from monitor.views.exhibits import accounts_of
from monitor.views.onrecord import OnRecord

DESK = "policy_desk"
PARIS, DAMASCUS = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Damascus")
NOON = datetime(2026, 3, 5, 11, tzinfo=UTC)
"""The instant of the synthetic alerts: 12:00 in Paris."""
AN_HOUR_AGO = (NOON - HOUR, NOON - HOUR)
ADDRESS = "https://monitor.example.org/"
HASH = "0123456789abcdef" * 4
AGREEMENT = "syria-2016-09"
TERMS = rules(stages=True).agreement
COUNTED = {n: Progress(n, n, 4, "days") for n in range(5)}
KINDS: dict[str, type] = {
    "report": Report,
    "count": Count,
    "statement": Statement,
    "decision": Decision,
    "attestation": Attestation,
}

CALM, WEEK, REPORT = Subject("calm"), Subject("week"), Subject("report")
TALKS = Subject(phase="talks", holder=ALL_NAMED)
PAUSE = Subject(phase="pause", holder="a")
FORCE = Subject()
BOMBED = Subject(noted=Note.SERIOUS.value, key="north/r1")
OVER = Subject(noted=Note.STATEMENT.value, key="desk/s1")
LEFT = Subject(noted=Note.DECISION.value, key="desk/d1")
GRANTED = Subject(noted=Note.DECISION.value, key="desk/d2")
WITHDRAWN = Back("desk/d3", "satisfied_withdrawn", "A", (NOON, NOON))
SILENT = Subject(noted=Note.SILENT.value, key="north")
GAP = Subject(noted=Note.GAP.value, key="north")
THAT_DAY = Subject("calm", day=date(2026, 3, 3), last_day=date(2026, 3, 3))

KEPT, BREACHED = Holds("kept", "within", settled=False), Holds("breached", "exceeded")
STRUCK = Holds(
    "killed,aid",
    since=AN_HOUR_AGO,
    by=("unknown aircraft",),
    killed=(12, 12),
    counted=False,
    kinds=("air_strike",),
    place="Northtown",
)
QUIET = Holds(
    "silent",
    since=(NOON - 26 * HOUR, NOON - 26 * HOUR),
    by=("Northern Monitor",),
    lengths=("24 hours",),
)
GAPING = Holds(
    "past",
    since=(NOON - 84 * HOUR, NOON - 36 * HOUR),
    by=("Northern Monitor",),
    areas=("NL01", "NL02", "NL03"),
    usual=12,
)
SAMPLES: dict[AlertKind, tuple[Subject, Holds | None, Holds | None]] = {
    AlertKind.APPROACHING: (
        WEEK,
        Holds("not_yet", "counting", COUNTED[2]),
        Holds("not_yet", "counting", COUNTED[3], near=NOON + 12 * HOUR, settled=False),
    ),
    AlertKind.MET: (
        WEEK,
        Holds("not_yet", "counting", COUNTED[3]),
        Holds("kept", "met", COUNTED[4], settled=False),
    ),
    AlertKind.NOT_MET: (
        Subject("gate"),
        Holds("breached", "failed"),
        Holds("breached", "failed", run=("week",), settled=False),
    ),
    AlertKind.COUNT_RESTARTS: (
        WEEK,
        Holds("not_yet", "counting", COUNTED[3]),
        Holds("not_yet", "counting", COUNTED[0]),
    ),
    AlertKind.BREACHED: (CALM, KEPT, BREACHED),
    AlertKind.UNDETERMINED: (CALM, KEPT, Holds("undetermined", "unwatched")),
    AlertKind.OVERDUE: (
        REPORT,
        Holds("not_yet", "pending"),
        Holds("breached", "none_in_time"),
    ),
    AlertKind.ANSWERED_LATE: (
        REPORT,
        Holds("breached", "none_in_time"),
        Holds("breached", "too_late"),
    ),
    AlertKind.STANDS: (CALM, KEPT, Holds("not_in_force", "not_in_force")),
    AlertKind.DUE: (TALKS, Holds("not_due"), Holds("due", since=AN_HOUR_AGO)),
    AlertKind.OPENED: (TALKS, Holds("due"), Holds("open", since=AN_HOUR_AGO)),
    AlertKind.RENEWED: (
        TALKS,
        Holds("open", since=AN_HOUR_AGO),
        Holds("renewed", since=AN_HOUR_AGO, until=NOON + 30 * HOUR),
    ),
    AlertKind.UNRENEWED: (
        TALKS,
        Holds("open", since=AN_HOUR_AGO, until=NOON),
        Holds("continues_unrenewed", since=(NOON, NOON)),
    ),
    AlertKind.LAPSED: (PAUSE, Holds("open"), Holds("lapsed", since=AN_HOUR_AGO)),
    AlertKind.CLOSED: (TALKS, Holds("open"), Holds("closed", since=AN_HOUR_AGO)),
    AlertKind.WAITS: (TALKS, Holds("due"), Holds("not_due")),
    AlertKind.IN_FORCE: (FORCE, Holds("not_in_force"), Holds("in_force")),
    AlertKind.OUT_OF_FORCE: (
        FORCE,
        Holds("in_force"),
        Holds("not_in_force", since=AN_HOUR_AGO),
    ),
    AlertKind.SERIOUS: (BOMBED, None, STRUCK),
    AlertKind.STATEMENT: (
        OVER,
        None,
        Holds("declares_over", since=AN_HOUR_AGO, by=("A",), about="the truce"),
    ),
    AlertKind.DECISION: (LEFT, None, Holds("own_freeze", since=AN_HOUR_AGO, by=("C",))),
    AlertKind.TAKEN_BACK: (
        GRANTED,
        Holds("satisfied", since=AN_HOUR_AGO, by=("A",)),
        Holds("satisfied", since=AN_HOUR_AGO, by=("A",), back=WITHDRAWN),
    ),
    AlertKind.SOURCE_SILENT: (SILENT, None, QUIET),
    AlertKind.SOURCE_HEARD: (
        SILENT,
        QUIET,
        Holds("heard", since=(NOON - 26 * HOUR, NOON), by=("Northern Monitor",)),
    ),
    AlertKind.FEED_GAP: (GAP, None, GAPING),
    AlertKind.GAP_OVER: (GAP, GAPING, Holds("gone", since=GAPING.since, by=GAPING.by)),
    AlertKind.RESTATED: (THAT_DAY, KEPT, BREACHED),
    AlertKind.AMENDED: (THAT_DAY, BREACHED, KEPT),
    AlertKind.OUR_ERROR: (THAT_DAY, KEPT, BREACHED),
}
"""What each kind is told of: the subject, what was said, what holds."""

_KINDS_OF_CORRECTION = {
    AlertKind.RESTATED: (Kind.CORRECTION, False),
    AlertKind.AMENDED: (Kind.AMENDMENT, False),
    AlertKind.OUR_ERROR: (Kind.CORRECTION, True),
}


def turned_as(kind: AlertKind, at: datetime = NOON) -> Transition:
    """What an alert of a kind tells of, under the synthetic agreement."""
    subject, before, after = SAMPLES[kind]
    why, ours = _KINDS_OF_CORRECTION.get(kind, (Kind.CHANGE, False))
    said_of = at - 24 * HOUR if why is not Kind.CHANGE else at
    return Transition("paris", subject, said_of, at, why, before, after, ours)


def alert_of(turned: Transition, kind: AlertKind, **more: Any) -> Alert:  # noqa: ANN401
    """An alert that interrupts the desk."""
    return Alert(id_of(turned, kind), kind, turned, **{"desks": {DESK: Way.AT_ONCE}, **more})


def sample(kind: AlertKind, **more: Any) -> Alert:  # noqa: ANN401
    """An alert of a kind under the synthetic agreement."""
    return alert_of(turned_as(kind), kind, **more)


def known(record: Record, at: datetime) -> Known[Any]:
    """A record, known from an instant on."""
    return Known(record, (1, 1), at)


def around(**more: Any) -> Around:  # noqa: ANN401
    """What stands around an alert under the synthetic agreement, with one report."""
    given: dict[str, Any] = {
        "terms": TERMS,
        "digest": HASH,
        "desk": DESK,
        "zone": PARIS,
        "language": Language.EN,
        "moment": NOON,
        "address": ADDRESS,
        "head": Anchor(41, HASH),
        "records": (known(attack(60, "r1", place="Northtown"), NOON - 2 * HOUR),),
        "profiles": (SourceProfile(id="north", source="desk", name="Northern Monitor"),),
        "coming": (
            Coming(NOON + 12 * HOUR, "", "day 5 ends"),
            Coming(NOON + 36 * HOUR, "", "day 6 ends"),
            Coming(NOON + 60 * HOUR, "", "day 7 ends"),
        ),
    }
    return Around(**{**given, **more})


def told(alert: str, words: str, at: datetime = NOON - 20 * HOUR) -> dict[str, Earlier]:
    """What was told before, by alert."""
    return {alert: Earlier(at, at, 3, words)}


def above_of(text: str) -> list[str]:
    """The lines of a message above its table."""
    return text.partition("\n\nEvidence\n")[0].split("\n")


# The sample record of September 2016, through the service.


def utc(local: str) -> datetime:
    """A time of Damascus as UTC."""
    return datetime.fromisoformat(local).replace(tzinfo=DAMASCUS).astimezone(UTC)


def turns(service: Service, since: str, until: str) -> list[Transition]:
    """What was to be told of the agreement between two times of Damascus, as known then."""
    then, now = utc(since), utc(until)
    terms = service.rules.instrument(AGREEMENT).agreement
    with service.record.looking() as facts:

        def said(at: datetime, known: datetime) -> Saying:
            view = View(terms, facts, at, known, None)
            return saying(evaluated(view), noted(view))

        before = said(then, then)
        course = Course(
            agreement=AGREEMENT,
            said=Standing(before, {}),
            by_rules=before,
            by_record=said(then, now),
            present=said(now, now),
            said_at=then,
            at=now,
            known=now,
            because=(),
        )
        return list(course.transitions())


def alerts(service: Service, turned: Sequence[Transition]) -> list[Alert]:
    """Those transitions as alerts that interrupt the desk."""
    terms = service.rules.instrument(AGREEMENT).agreement
    return [alert_of(one, kind_of(one, terms)) for one in turned]


def gathered(service: Service, group: Sequence[Alert], **more: Any) -> Around:  # noqa: ANN401
    """What stands around alerts of the sample record, as known to the one that leads."""
    instrument = service.rules.instrument(AGREEMENT)
    terms = instrument.agreement
    turned = leading(group, terms, DESK).turned
    official = service.verdicts.evaluate(AGREEMENT, at=turned.at, known=turned.known)
    explanation = explained(service, group, turned)
    decisions = [one.record for one in service.record.of(Decision, turned.known)]
    own = [one for one in decisions if one.agreement == AGREEMENT]
    given: dict[str, Any] = {
        "terms": terms,
        "digest": HASH,
        "desk": DESK,
        "zone": DAMASCUS,
        "language": Language.EN,
        "moment": turned.known,
        "address": ADDRESS,
        "head": Anchor(41, HASH),
        "explanation": explanation,
        "records": tuple(_records(service, group, explanation, turned)),
        "profiles": tuple(one.record for one in service.record.of(SourceProfile, turned.known)),
        "coming": tuple(coming(terms, official, own, {}, {})),
        "stays": tuple(one for one in stood_as(official, terms) if one.condition == "center_due"),
    }
    return Around(**{**given, **more})


def stood_as(official: Evaluation, terms: Agreement) -> tuple[Conclusion, ...]:
    """How each condition stood, a line each."""
    if not official.in_force:
        return ()
    return Concluding(terms, official, (), OnRecord(official.known)).all()


def explained(service: Service, group: Sequence[Alert], turned: Transition) -> Explanation | None:
    """What the leading verdict rests on; of an incident the breach told with it, if any."""
    first = [turned, *(one.turned for one in group)]
    about = next((one.subject for one in first if one.subject.condition), None)
    if about is None or about.condition is None or turned.subject.phase:
        return None
    return service.verdicts.explain(
        AGREEMENT,
        about.condition,
        at=turned.at,
        known=turned.known,
        scope=about.scope,
        day=about.last_day,
    )


def _records(
    service: Service,
    group: Sequence[Alert],
    explanation: Explanation | None,
    turned: Transition,
) -> list[Known[Any]]:
    keys = {kind: set(named) for kind, named in needed(group, explanation).items()}
    for one in (alert.turned for alert in group):
        if one.subject.noted == Note.SERIOUS and one.after and one.after.since:
            for version in service.record.incidents(turned.known, *one.after.since):
                if version.incident.id == one.subject.key:
                    keys.setdefault("report", set()).update(accounts_of(version.incident))
    found: list[Known[Any]] = list(
        service.record.reports(turned.known, sorted(keys.pop("report", set())))
    )
    for kind, named in keys.items():
        there = service.record.of(KINDS[kind], turned.known)
        found += [one for one in there if one.record.key in named]
    return found


def later(service: Service, at: datetime) -> list[Any]:
    """The records known only after an instant."""
    end = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        one.record
        for kind in KINDS.values()
        for one in service.record.of(kind, end)
        if one.known_from > at
    ]


def stood(service: Service, at: str) -> Evaluation:
    """How the agreement stood at a time of Damascus, as known then."""
    return service.verdicts.evaluate(AGREEMENT, at=utc(at), known=utc(at))


def again(one: Around, **more: Any) -> Around:  # noqa: ANN401
    """The same with something else in it."""
    return replace(one, **more)


START = BEGIN
