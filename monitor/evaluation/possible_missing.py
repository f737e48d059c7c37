"""What a duty, or an order of things, lacks: put on record where it would have been in time."""

from collections.abc import Iterator
from datetime import datetime

from monitor.agreements.model import Condition, Happening
from monitor.agreements.named import must_hold
from monitor.evaluation.changes import Change
from monitor.evaluation.check.belonging import Sought
from monitor.evaluation.check.daily import owing
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.things import Thing, Things
from monitor.evaluation.made_up import Event
from monitor.evaluation.possible_acts import attest, decide
from monitor.evaluation.possible_incidents import added
from monitor.evaluation.tally import Scope
from monitor.incidents.record import References
from monitor.incidents.span import Span


def missing_for(matter: Matter, condition: Condition, scope: Scope) -> Iterator[Change]:
    """Yield that what a condition asks for was there: of a duty, for each thing that lacks it."""
    if not matter.days:
        return
    begun, last = matter.clock.start, matter.days[-1].start
    if condition.duty:
        yield from _owed(matter, condition, scope)
    if condition.since:
        yield from put(matter, condition.since.after, begun)
    if condition.order:
        yield from put(matter, condition.order.of, last)
        yield from put(matter, condition.order.other, last)
    if condition.by:
        anchor = condition.by.of.what if condition.by.of else None
        yield from put(matter, anchor, begun) if anchor else ()
        if condition.by.happened:
            yield from put(matter, condition.by.what, begun)
            yield from put(matter, condition.by.what, last)


def put(
    matter: Matter, named: Happening, at: datetime, references: References = ()
) -> Iterator[Change]:
    """Yield that what a term names happened at an instant, with what it refers to."""
    span = Span(start=at, end=at)
    who = named.by[0] if named.by else next(iter(matter.terms.parties))
    if named.happened is not None:
        yield from added(matter, Sought(named.happened), [Event(span, references=references)])
    elif named.attested is not None:
        yield attest(matter, who, named.attested, span, holds=True, references=references)
    elif named.decided is not None:
        yield decide(matter, who, named.decided, span, references)


def _owed(matter: Matter, condition: Condition, scope: Scope) -> Iterator[Change]:
    """Yield an answer, a notice or a permission for each thing that is not known to have one."""
    duty = condition.duty
    if duty is None:
        return
    things = Things(matter, duty.match, condition.per, scope).of(duty.asks, matter.clock.start)
    by_key = {(thing.record, thing.key): thing for thing in things}
    for debt in owing(matter, condition, scope).debts:
        thing = by_key.get((debt.record, debt.key))
        if thing is None or debt.state == "met":
            continue
        references = _referring(duty.match, thing)
        if condition.response:
            yield from put(matter, condition.response.with_, thing.last, references)
        if condition.notice:
            yield from put(matter, condition.notice.of, debt.earliest, references)
        for _, one in must_hold(condition):
            if one.attested is not None or one.decided is not None:
                named = Happening(attested=one.attested, decided=one.decided, by=one.by)
                yield from put(matter, named, thing.first, references)


def _referring(match: str | None, thing: Thing) -> References:
    """Return what refers to the same as a thing does, where it says to what."""
    said = sorted(thing.said or ())
    return (f"{match}={said[0]}",) if match is not None and said else ()
