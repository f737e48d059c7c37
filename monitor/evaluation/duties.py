"""The verdict on what only acts can show: duties attested, decisions taken, terms met."""

from dataclasses import replace
from datetime import datetime

from monitor.agreements.model import (
    Anchor,
    Attested,
    By,
    Condition,
    Decided,
    Duration,
    Happening,
    Order,
)
from monitor.evaluation.applying import at_instant
from monitor.evaluation.attestation import judge_attested
from monitor.evaluation.decided import judge_decided
from monitor.evaluation.happened import acts_named, item_of, items, unseen
from monitor.evaluation.items import Item
from monitor.evaluation.ordering import Side, no_earlier, together
from monitor.evaluation.term import BEGINNING, Due, Later, Term
from monitor.evaluation.verdict import Finding, Verdict
from monitor.evaluation.view import View
from monitor.incidents.span import BEGINNING as ALWAYS
from monitor.incidents.span import FOREVER, TICK


def judge_duty(view: View, name: str, condition: Condition, at: datetime) -> Finding | None:
    """Return the finding on a duty at `at`; None for a condition of another kind."""
    found = _judged(view, name, condition, at)
    return found and at_instant(view, condition, found, at)


def _judged(view: View, name: str, condition: Condition, at: datetime) -> Finding | None:
    if condition.attested:
        return _attested(view, name, condition.attested, at)
    if condition.decided:
        return _decided(view, name, condition.decided, at)
    if condition.by:
        return _by(view, name, condition.by, at)
    if condition.order:
        return _order(view, name, condition.order, at)
    return None


def _attested(view: View, name: str, attested: Attested, at: datetime) -> Finding:
    word, cause, record = judge_attested(attested, view.spoken(attested), at)
    return Finding(name, None, word, cause, rests_on=(record.key,) if record else ())


def _decided(view: View, name: str, decided: Decided, at: datetime) -> Finding:
    acts = view.acts_for(decided).decisions
    verdict, cause, each = judge_decided(decided, acts, at)
    words = {decided.what, *decided.withdrawals}
    own = [a for a in acts if a.word in words and a.by in decided.by and a.first <= at]
    open_ones = [act.key for act in own if not act.exact and verdict is Verdict.UNDETERMINED]
    return Finding(
        name,
        None,
        verdict,
        cause,
        decided=each,
        rests_on=tuple(act.key for act in own),
        doubts=tuple(open_ones),
    )


def _by(view: View, name: str, by: By, at: datetime) -> Finding:
    start = view.calendar.start
    anchors, later = [Item(BEGINNING, "", start, start)], _constant(view, by)
    if by.within is not None and by.of is not None:
        anchors, later = _anchors(view, by.of, at), _after(view, by.within)
    since = min((item.first for item in anchors), default=start)
    gaps = unseen(view, by.what, since, min(at, view.horizon))
    return _found(name, Term(anchors, _items(view, by.what, at), later, at, gaps).judge())


def _found(name: str, due: Due) -> Finding:
    return Finding(
        name,
        None,
        due.verdict,
        due.cause,
        deadline=due.deadline,
        soonest=due.soonest,
        rests_on=due.rests_on,
        doubts=due.doubts,
    )


def _order(view: View, name: str, order: Order, at: datetime) -> Finding:
    start, end = view.calendar.start, min(at, view.horizon)
    one, other = (
        Side(_items(view, what, at), unseen(view, what, start, end))
        for what in (order.of, order.other)
    )
    if order.within is None:
        return _found(name, no_earlier(one, other, at))
    later, earlier = _after(view, order.within), _after(view, order.within, times=-1)
    return _found(name, together(one, other, later, earlier, at))


def _constant(view: View, by: By) -> Later:
    """Return what gives the time by which it must be, from whatever it runs."""
    end = view.calendar.utc(by.no_later_than) if by.no_later_than else FOREVER
    return lambda _instant: end


def _after(view: View, length: Duration, *, times: int = 1) -> Later:
    return lambda instant: view.calendar.after(instant, length, times=times)


def _anchors(view: View, of: Anchor, at: datetime) -> list[Item]:
    """Return the items from the first of which a term runs; the beginning counts as one."""
    if of.what is None:
        start = view.calendar.start
        return [Item(BEGINNING, "", start, start)] if start <= at else []
    return _items(view, of.what, at)


def _items(view: View, named: Happening, at: datetime) -> list[Item]:
    """Return what may have happened by `at`: an act at it has, an incident has not."""
    if named.happened is None:
        acts = acts_named(view, named)
        return [item_of(act, None) for act in acts if act.first <= at]
    found = items(view, named, since=ALWAYS)
    return [
        replace(item, last=at + TICK) if item.last == at else item
        for item in found
        if item.first < at
    ]
