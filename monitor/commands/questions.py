"""Commands that ask: what holds, and what a verdict rests on."""

from argparse import Namespace
from datetime import datetime

from monitor import answers
from monitor.agreements.load import Instrument
from monitor.agreements.wording import choose, quoted
from monitor.commands import usage
from monitor.commands.output import give, note, say
from monitor.commands.storing import opened
from monitor.commands.usage import UsageError, date_of, time_of
from monitor.service import Service
from monitor.settings import Settings
from monitor.told import evidence, standing


def status(options: Namespace, settings: Settings) -> int:
    """Say what holds, by reading and by account."""
    with opened(settings, usage.existing_store) as service, service.looking():
        instrument = _instrument(options.agreement, service)
        name = instrument.agreement.id
        at, known = _times(options, service, instrument)
        context = standing.Context(
            reconstructed=service.reconstructed,
            ended=service.ended(name, known, at),
            profiles=[fact.record for fact in service.profiles(known)],
            attestations=[fact.record for fact in service.attestations(known)],
        )
        if options.account or options.reading:
            account, reading = options.account, options.reading
            one = service.evaluate(name, at=at, known=known, account=account, reading=reading)
            answer = answers.evaluation(one)
            lines = standing.one_view(instrument.under(reading), one, context)
        else:
            board = service.board(name, at=at, known=known)
            answer = answers.board(board)
            lines = standing.status(instrument, board, context)
    if options.json:
        beside = {"reconstructed": context.reconstructed, "ended": answers.instant(context.ended)}
        give(answer | beside)
        return 0
    for line in lines:
        say(line)
    return 0


def explain(options: Namespace, settings: Settings) -> int:
    """Say what a verdict rests on, and what would settle it."""
    asked = {"account": options.account, "reading": options.reading}
    with opened(settings, usage.existing_store) as service, service.looking():
        instrument = _instrument(options.agreement, service)
        at, known = _times(options, service, instrument)
        found = service.explain(
            instrument.agreement.id,
            options.condition,
            at=at,
            known=known,
            scope=options.scope,
            day=date_of(options.day),
            **asked,
        )
        named = evidence.incidents(found) if found else []
        keys = dict.fromkeys(key for incident in named for key in incident.reports)
        reports = {fact.record.key: fact.record for fact in service.reports(known, [*keys])}
    if found is None:
        raise UsageError(
            f"the account of {quoted(options.account)} cannot speak to {options.condition}: "
            "it rests on another source's counts"
        )
    agreement = instrument.under(options.reading)
    if options.json:
        give(
            {
                "at": answers.instant(at),
                "known": answers.instant(known),
                **asked,
                **answers.explanation(found),
            }
        )
        return 0
    seen = evidence.Seen(at, known, **asked)
    for line in evidence.explanation(agreement, found, seen, reports):
        say(line)
    return 0


def _instrument(given: str | None, service: Service) -> Instrument:
    """Return the agreement asked about; it need not be named where only one is active."""
    active = service.instruments
    if given is not None and active:
        return service.instrument(given)
    if not active:
        raise UsageError(
            "no agreement is active; `python -m monitor activate` makes the rule files count"
        )
    if len(active) > 1:
        raise UsageError(f"say which agreement; {choose('', active, 'active')}")
    return next(iter(active.values()))


def _times(
    options: Namespace, service: Service, instrument: Instrument
) -> tuple[datetime, datetime]:
    """Return `at` and `known`; both default to now, `at` to the end of an ended agreement."""
    calendar, now = instrument.agreement.calendar, service.moment()
    known = time_of(options.known, calendar, "--known", now) or now
    at = time_of(options.at, calendar, "--at", now)
    at = at or service.default_at(instrument.agreement.id, known)
    if at > known:
        note("what is asked about is later than what was known: later reports are left out")
    return at, known
