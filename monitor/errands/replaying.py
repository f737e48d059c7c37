"""The command that looks back day by day: what was to be said at each boundary, as known then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor import answers
from monitor.errands.request import Json, Progress, Reply, Request
from monitor.errands.standpoint import instrument
from monitor.errands.usage import UsageError, time_of
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.verdict import Evaluation, Standing
from monitor.gathering import on_record
from monitor.service import Change, Service
from monitor.service.trying import changes
from monitor.told import chronicle, retold_alerts
from monitor.told import replay as told

MOST_DAYS = 4_000
"""Of one replay: eleven years, a minute or more of work."""


@dataclass(frozen=True, slots=True)
class Step:
    """One boundary of a replay: what held, and what of it had changed since the one before.

    `day` names the monitoring day that ended at it. `moved` are the phases whose state is
    another, each with the state before; None where there was none.
    """

    day: date
    evaluation: Evaluation
    changed: tuple[Change, ...]
    moved: tuple[tuple[Standing | None, Standing], ...]


def replay(request: Request, service: Service) -> Reply:
    """Judge an agreement at the end of each monitoring day, on what was known then."""
    found = instrument(request.text("agreement"), service)
    terms, now = found.agreement, service.moment()
    calendar = MonitoringCalendar(terms.calendar, ())
    since = time_of(request.text("since"), terms.calendar, "--from", now) or calendar.start
    until = time_of(request.text("until"), terms.calendar, "--to", now)
    until = until or service.verdicts.default_at(terms.id, now)
    if request.flag("alerts"):
        first = None if service.record.reconstructed else service.first_said(terms.id)
        since = since if request.text("since") or first is None else first
        until = until if request.text("until") or first is None else now
        return _alerts(request, service, since, until)
    boundaries = [*_boundaries(calendar, since, until)]
    if not boundaries:
        raise UsageError(
            f"no monitoring day of {terms.id} ends from {calendar.local(since):%Y-%m-%dT%H:%M} to "
            f"{calendar.local(until):%Y-%m-%dT%H:%M} ({calendar.zone.key}); its first begins at "
            f"{calendar.local(calendar.start):%Y-%m-%dT%H:%M}"
        )
    if request.flag("document"):
        return _document(request, service, boundaries)
    steps = [*_steps(service, terms.id, boundaries, request.progress)]
    answer = {
        "agreement": terms.id,
        "from": answers.instant(since),
        "to": answers.instant(until),
        "reconstructed": service.record.reconstructed,
        "days": [_answer(step) for step in steps],
    }
    lines = told.head(terms, reconstructed=service.record.reconstructed)
    days = (told.day(terms, s.day, s.evaluation, s.changed, s.moved) for s in steps)
    return Reply(0, answer, (*lines, *(line for day in days for line in day)))


def _alerts(request: Request, service: Service, since: datetime, until: datetime) -> Reply:
    """Tell which messages would have gone out, by what was known when."""
    found = instrument(request.text("agreement"), service)
    terms, whole = found.agreement, until - since
    if until <= since:
        raise UsageError("there is no time between --from and --to; give a later --to")

    def told(at: datetime) -> None:
        request.progress(int((at - since) / whole * 100), 100)

    moments = list(service.recount(terms.id, since, until, told))
    reconstructed = service.record.reconstructed
    answer: Json = {
        "agreement": terms.id,
        "from": answers.instant(since),
        "to": answers.instant(until),
        "reconstructed": reconstructed,
        "messages": [
            {
                "at": answers.instant(message.at),
                "desk": message.desk,
                "way": message.way.value,
                "alerts": [alert.id for alert in message.alerts],
                "subject": message.composed.subject,
                "text": message.composed.text,
                "payload": message.composed.payload,
            }
            for moment in moments
            for message in moment.messages
        ],
        "waiting": [
            {"at": answers.instant(moment.at), "alert": alert.id, "kind": alert.kind.value}
            for moment in moments
            for alert in moment.waiting
        ],
        "digests": [
            {"at": answers.instant(moment.at), "desk": desk}
            for moment in moments
            for desk in moment.digests
        ],
    }
    if request.flag("document"):
        command = _command(request, terms.id)
        retold = retold_alerts.Retold(terms, moments, since, until, command, reconstructed)
        lines = tuple(retold.document())
        return Reply(0, answer | {"document": "\n".join(lines)}, lines)
    return Reply(0, answer, tuple(retold_alerts.lines(terms, moments, reconstructed=reconstructed)))


def _document(request: Request, service: Service, boundaries: list[tuple[date, datetime]]) -> Reply:
    """Tell the same as a document: every day with its readings, accounts and corrections."""
    found = instrument(request.text("agreement"), service)
    name, leaves = found.agreement.id, list[chronicle.Leaf]()
    for done, (day, end) in enumerate(boundaries, 1):
        before = boundaries[done - 2][1] if leaves else None
        leaves.append(_leaf(service, name, day, end, end, before))
        request.progress(done, len(boundaries))
    day, end = boundaries[-1]
    now = _leaf(service, name, day, end, service.moment(), None)
    told = chronicle.Chronicle(
        found.agreement,
        found.variants,
        leaves,
        now,
        service.record.reconstructed,
        _command(request, name),
    )
    lines = tuple(told.document())
    return Reply(0, {"agreement": found.agreement.id, "document": "\n".join(lines)}, lines)


def _command(request: Request, name: str) -> str:
    """Write what was typed for a document: the days asked for, where they were."""
    ends = (("--from", request.text("since")), ("--to", request.text("until")))
    asked = "".join(f" {option} {given}" for option, given in ends if given)
    what = " --alerts" if request.flag("alerts") else ""
    return f"python -m monitor replay {name}{what} --document{asked}"


def _leaf(
    service: Service,
    name: str,
    day: date,
    at: datetime,
    known: datetime,
    before: datetime | None,
) -> chronicle.Leaf:
    with service.record.looking():
        board = service.verdicts.board(name, at=at, known=known)
        again = service.verdicts.evaluate(name, at=before, known=known) if before else None
        return chronicle.Leaf(day, board, on_record(service, board.official), again)


def _boundaries(
    calendar: MonitoringCalendar, since: datetime, until: datetime
) -> Iterator[tuple[date, datetime]]:
    """Yield each day that ends from `since` to `until`, both included, with its end in UTC.

    Days go on after an agreement has ended: what is said of it can still be corrected.

    Raises:
        UsageError: They are too many.
    """
    named = calendar.wall_day(max(since, calendar.start)) - timedelta(days=1)
    if (until - since).days > MOST_DAYS:
        raise UsageError(f"these are more than {MOST_DAYS:,} days; replay fewer at once")
    while (end := calendar.begins(named + timedelta(days=1))) <= until:
        if end >= since and end > calendar.start:
            yield named, end
        named += timedelta(days=1)


def _steps(
    service: Service, name: str, boundaries: list[tuple[date, datetime]], progress: Progress
) -> Iterator[Step]:
    before: Evaluation | None = None
    for done, (day, end) in enumerate(boundaries, 1):
        evaluation = service.verdicts.evaluate(name, at=end, known=end)
        earlier = before or Evaluation(name, end, end, None, None, in_force=False, ended=None)
        changed = [c for c in changes(earlier, evaluation) if told.said(c.before, c.after)]
        yield Step(day, evaluation, tuple(changed), tuple(_moved(earlier, evaluation)))
        before = evaluation
        progress(done, len(boundaries))


def _moved(before: Evaluation, after: Evaluation) -> Iterator[tuple[Standing | None, Standing]]:
    earlier = {(one.phase, one.holder): one for one in before.phases}
    for one in after.phases:
        old = earlier.get((one.phase, one.holder))
        if old is None or (old.state, old.since) != (one.state, one.since):
            yield old, one


def _answer(step: Step) -> Json:
    return {
        "day": step.day.isoformat(),
        "changes": [answers.change(change) for change in step.changed],
        "moved": [
            {"before": old and answers.standing(old), "after": answers.standing(new)}
            for old, new in step.moved
        ],
        **answers.brief(step.evaluation),
    }
