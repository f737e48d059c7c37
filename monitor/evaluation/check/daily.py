"""Duties of every day, decided again: which they are, and what is said of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.agreements.model import Condition, Notice, Response
from monitor.evaluation.check.announced import read_notice
from monitor.evaluation.check.answered import read_response
from monitor.evaluation.check.applies import applied
from monitor.evaluation.check.days import day_differs
from monitor.evaluation.check.matter import Matter, UnknownTermsError
from monitor.evaluation.check.owed import Debt, Owing
from monitor.evaluation.check.permitted import read_only_if
from monitor.evaluation.check.ruling import differs
from monitor.evaluation.check.things import Things
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.verdict import Finding
from monitor.words import checking


def owing(matter: Matter, condition: Condition, scope: str | None) -> Owing:
    """Decide a duty of every day in one scope, as far as it applies on each day.

    Raises:
        UnknownTermsError: It is none that is known.
    """
    found = _owing(matter, condition, scope)
    return replace(found, days=tuple(applied(matter, condition, day) for day in found.days))


def _owing(matter: Matter, condition: Condition, scope: str | None) -> Owing:
    duty = condition.duty
    if duty is None:
        raise UnknownTermsError("duty")
    asking = Things(matter, duty.match, condition.per, scope).of(duty.asks, matter.clock.start)
    if isinstance(duty, Response):
        return read_response(matter, duty, asking)
    if isinstance(duty, Notice):
        return read_notice(matter, duty, asking)
    return read_only_if(matter, duty, asking, condition.per, scope)


def debts_differ(said: Finding | Explanation, found: Sequence[Debt]) -> Iterator[str]:
    """Yield what is said to be owed, and does not follow."""
    claims = [
        Debt(o.item.record, o.item.key, o.item.must, o.state.value, o.earliest, o.deadline)
        for o in said.obligations
    ]
    if isinstance(said, Finding) and len(claims) != len(found):
        yield differs(checking.OWED, len(claims), len(found))
    by_key = {(debt.record, debt.key): debt for debt in found}
    for claim in claims:
        debt = by_key.get((claim.record, claim.key))
        if debt != claim:
            what = checking.STANDS.format(key=claim.key)
            yield differs(what, claim.state, debt and debt.state)


def day_of_duty_differs(matter: Matter, shown: Explanation, condition: Condition) -> Iterator[str]:
    """Yield what an explanation shows of a day of a duty that does not follow."""
    if shown.day is None:
        return
    found = owing(matter, condition, shown.finding.scope)
    read = next((one for one in found.days if one.day.start == shown.day.day.start), None)
    if read is None:
        yield differs(checking.DAYS, shown.day.day.date, None)
        return
    yield from day_differs(shown.day, read)
    window = read.day.start, min(read.day.end, matter.horizon)
    if shown.window != window:
        yield differs(checking.WINDOW, shown.window, window)
    yield from debts_differ(shown, found.debts)
    start, end = window
    there = {w.source for w in matter.grounds.watches if w.start < end and start < w.end}
    if there != set(shown.watching):
        yield differs(checking.WATCHING, set(shown.watching), there)
    given = set(matter.grounds.incidents)
    strangers = [item.incident.id for item in shown.evidence if item.incident not in given]
    if strangers:
        yield differs(checking.INCIDENTS, strangers, None)
