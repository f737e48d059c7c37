"""Commands on alerts and their messages: listing them, and what people do about them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.alerts.desk import span
from monitor.alerts.listing import Listing
from monitor.alerts.outbox import State
from monitor.answers import alerted as answer
from monitor.answers import instant
from monitor.errands.request import Json, Reply, Request
from monitor.errands.standpoint import instrument
from monitor.errands.usage import UsageError, instant_of
from monitor.handwritten.terms import Unfit
from monitor.service import Service
from monitor.told import alerted as told
from monitor.views.transitions import change_line
from monitor.words import alerts_listed, times

MOST = 20
"""How many alerts are listed where nobody says how many."""
SHOWN = {State.HELD, State.WAITING, State.CLAIMED, State.GIVEN_UP}
"""The notices that are listed: those that are sent or withheld are only counted."""


def alerts(request: Request, service: Service) -> Reply:
    """List the alerts, newest first, with what became of each."""
    limit = request.number("limit")
    if limit is not None and limit < 1:
        raise UsageError(f"--limit {limit} lists nothing; give 1 or more")
    name, thread = request.text("agreement"), request.text("thread")
    if name is not None:
        instrument(name, service)
    listing = Listing(service.alerting.book, service.store.present())
    chosen = listing.chosen(name, thread)
    shown, instruments = chosen[: limit or MOST], service.rules.instruments
    found: list[Json] = []
    lines: list[str] = []
    for one in map(listing.of, shown):
        turned = one.issued.alert.turned
        terms = instruments[turned.agreement].agreement
        says = change_line(terms, turned).says
        found.append(answer.alert(one, says))
        lines += told.alert(one, says, terms.zone)
    if older := len(chosen) - len(shown):
        lines.append(alerts_listed.OLDER.format(count=older, all=len(chosen)))
    if not shown:
        lines.append(alerts_listed.NONE_OF if name or thread else alerts_listed.NONE)
    return Reply(0, {"alerts": found, "older": older}, tuple(lines))


def outbox(request: Request, service: Service) -> Reply:
    """List the notices that are held, on their way or given up, oldest first."""
    parcels = tuple(service.alerting.book.outbox)
    shown = [one for one in parcels if one.state in SHOWN]
    return Reply(
        0,
        {"notices": [answer.notice(one) for one in shown], "counts": answer.counts(parcels)},
        tuple(told.outbox(shown, parcels, request.time_zone)),
    )


def acknowledge(request: Request, service: Service) -> Reply:
    """Record that somebody has an alert."""
    alert = request.text("alert") or ""
    act = service.replies.acknowledge(alert, actor=request.actor)
    newest = act.body.get("superseded")
    text = alerts_listed.ACKNOWLEDGED if newest is None else alerts_listed.OVERTAKEN_SEEN
    line = text.format(alert=alert, by=act.actor, act=act.seq, newest=newest)
    return Reply(0, {"alert": alert, "act": act.seq, "overtaken_by": newest}, (line,))


def snooze(request: Request, service: Service) -> Reply:
    """Interrupt a desk no more with a matter, for a while."""
    thread, desk = request.text("thread") or "", request.text("desk") or ""
    until = _until(request, service, thread)
    act = service.replies.snooze(desk, thread, until, actor=request.actor)
    when = times.full(until, _zone(request, service, thread))
    line = alerts_listed.SNOOZED_NOW.format(thread=thread, desk=desk, when=when, act=act.seq)
    body = {"thread": thread, "desk": desk, "until": instant(until), "act": act.seq}
    return Reply(0, body, (line,))


def wake(request: Request, service: Service) -> Reply:
    """End a snooze."""
    thread, desk = request.text("thread") or "", request.text("desk") or ""
    act = service.replies.wake(desk, thread, actor=request.actor)
    line = alerts_listed.WOKEN.format(thread=thread, desk=desk, act=act.seq)
    return Reply(0, {"thread": thread, "desk": desk, "act": act.seq}, (line,))


def approve(request: Request, service: Service) -> Reply:
    """Approve a notice that is held for a review."""
    notice = request.text("notice") or ""
    act = service.replies.approve(notice, actor=request.actor)
    found = service.alerting.book.outbox.of(notice)
    body = {"state": found.state.value, "approved_by": list(found.by), "act": act.seq}
    return Reply(0, {"notice": notice, **body}, (told.approved(found, act.seq),))


def withhold(request: Request, service: Service) -> Reply:
    """Keep a notice that is held for a review from going out."""
    notice, why = request.text("notice") or "", request.text("why") or ""
    act = service.replies.withhold(notice, why, actor=request.actor)
    line = alerts_listed.WITHHELD.format(notice=notice, act=act.seq)
    return Reply(0, {"notice": notice, "why": why, "act": act.seq}, (line,))


def pause(request: Request, service: Service) -> Reply:
    """Say nothing new and send nothing for a while."""
    until, why = _until(request, service), request.text("why") or ""
    act = service.replies.pause(until, why, actor=request.actor)
    when = times.full(until, request.time_zone)
    line = alerts_listed.PAUSED_NOW.format(when=when, act=act.seq)
    return Reply(0, {"until": instant(until), "why": why, "act": act.seq}, (line,))


def go_on(request: Request, service: Service) -> Reply:
    """End a pause before its time."""
    act = service.replies.go_on(actor=request.actor)
    return Reply(0, {"act": act.seq}, (alerts_listed.GOES_ON.format(act=act.seq),))


def _until(request: Request, service: Service, thread: str = "") -> datetime:
    """Return when a snooze or a pause ends, UTC.

    Raises:
        UsageError: Both ways to say it are used, or none; or what is said is no time or length.
    """
    until, length = request.text("until"), request.text("for")
    if (until is None) == (length is None):
        raise UsageError("say until when, or for how long: one of --until and --for")
    if until is not None:
        found = service.rules.instruments.get(_agreement(thread))
        return instant_of(until, found.agreement.calendar if found else None, "--until")
    try:
        return service.store.present() + span(length or "")
    except Unfit as unfit:
        raise UsageError(f"--for: {unfit}") from unfit


def _zone(request: Request, service: Service, thread: str) -> ZoneInfo:
    found = service.rules.instruments.get(_agreement(thread))
    return found.agreement.zone if found else request.time_zone


def _agreement(thread: str) -> str:
    """Return the agreement to which a thread belongs; see `Alert.thread`."""
    return thread.partition("/")[0]
