"""What may be asked about an agreement, and what is answered where the name is not known."""

from collections.abc import Collection
from datetime import date, datetime

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.errors import MonitorError
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.facts import Facts
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View
from monitor.handwritten.wording import choose, listed, quoted
from monitor.incidents.record import Count, SourceProfile
from monitor.incidents.vocabulary import Strength


class UnknownNameError(MonitorError):
    """What is asked about is not there; the text names what is."""


def judged(
    instrument: Instrument,
    facts: Facts,
    at: datetime,
    known: datetime,
    *,
    account: str | None,
    reading: str | None,
) -> Evaluation:
    """Judge every condition; see `evaluation.evaluate`.

    Raises:
        MonitorError: There is no such reading or account; the text names those there are.
    """
    terms = instrument.under(reading)
    _check_account(facts, account, known)
    return evaluate(terms, facts, at, known, account=account, reading=reading)


def explained(
    terms: Agreement,
    facts: Facts,
    condition: str,
    at: datetime,
    known: datetime,
    *,
    scope: str | None,
    day: date | None,
    account: str | None,
) -> Explanation | None:
    """Explain the verdict of a condition on a day (None: the last judged).

    Raises:
        UnknownNameError: There is no such condition, scope, day or account.
    """
    if condition not in terms.conditions:
        raise _unknown(terms.id, "condition", condition, terms.conditions)
    _check_account(facts, account, known)
    view = View(terms, facts, at, known, account)
    scopes = view.scopes(terms.conditions[condition])
    if scope not in scopes:
        raise _no_scope(condition, scope, [name for name in scopes if name is not None])
    return explain(view, condition, scope, _day_of(view, day))


def ended(terms: Agreement, facts: Facts, known: datetime, by: datetime) -> datetime | None:
    """Return when an agreement went out of force, as known; None if it had not done so `by`."""
    view = View(terms, facts, by, known, None)
    inside = any(since <= by < end for since, end in view.calendar.in_force)
    ends = [end for _, end in view.calendar.in_force if end <= by]
    return None if inside else max(ends, default=None)


def accounts(facts: Facts, known: datetime) -> list[str]:
    """Return the sources whose account can be taken as complete, in order of their ids.

    Those that had reported or counted by `known`; none whose profile says that its silence
    is worth nothing.
    """
    reporting = {source for _, stated in facts.codes("account") for source in stated}
    counting = {fact.record.source for fact in facts.records(Count, known)}
    mute = {
        fact.record.id
        for fact in facts.records(SourceProfile, known)
        if fact.record.strength is Strength.NONE
    }
    named = sorted(str(source) for source in (reporting | counting) - mute)
    return [source for source in named if facts.published(source, known)]


def _check_account(facts: Facts, account: str | None, known: datetime) -> None:
    if account is not None and account not in (there := accounts(facts, known)):
        hint = choose(account, there, "sources whose account can be taken, as known then")
        raise UnknownNameError(f"there is no account of {quoted(account)}; {hint}")


def _unknown(where: str, what: str, given: str, there: Collection[str]) -> UnknownNameError:
    hint = choose(given, there, f"its {what}s are")
    return UnknownNameError(f"{where} has no {what} {quoted(given)}; {hint}")


def _no_scope(condition: str, scope: str | None, there: Collection[str]) -> UnknownNameError:
    if scope is None:
        return UnknownNameError(
            f"{condition} is judged for each of its scopes; say which (--scope): {listed(there)}"
        )
    return _unknown(condition, "scope", scope, there)


def _day_of(view: View, named: date | None) -> MonitoringDay | None:
    """Return the monitoring day that begins on a date."""
    days = {day.date: day for day in view.days}
    if named is None or named in days:
        return days[named] if named else None
    there = f"its days so far: {min(days)} to {max(days)}" if days else "none has begun"
    raise UnknownNameError(f"{named} is no monitoring day of {view.agreement.id}; {there}")
