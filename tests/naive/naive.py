"""What each condition reads: the meaning of the rule language, written out."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Agreement, Attested, Condition
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.naive.days import speaks_as
from tests.naive.gauge import Case
from tests.naive.limits import DayJudge, all_days, judged_day, last_finished
from tests.naive.streaks import Reads, attestations, read_streak


def verdicts(
    agreement: Agreement,
    versions: Sequence[Known[Record]],
    at: datetime,
    known: datetime,
    account: str | None = None,
) -> dict[tuple[str, str | None], Reads]:
    """Judge every condition of an agreement.

    Args:
        agreement: Its terms, a reading already applied.
        versions: Every version of every record, in any order.
        at: The instant judged; aware.
        known: What was recorded and not undone at this instant is taken; aware.
        account: A source whose own word is taken as complete, or None for the official verdict.

    Returns:
        For each condition and scope (a party's or an area's id; None where the condition has no
        scopes) what it reads; None where the account says nothing about it.
    """
    case = Case(agreement, versions, at, known, account)
    found: dict[tuple[str, str | None], Reads] = {}
    for name, condition in agreement.conditions.items():
        for scope in _scopes(case, condition):
            found[name, scope] = _judge(case, condition, scope)
    return found


def _counted(case: Case, condition: Condition) -> Condition:
    """Return the limit that a condition is, or counts the days of."""
    if condition.streak is None:
        return condition
    return case.agreement.conditions[condition.streak.of]


def _scopes(case: Case, condition: Condition) -> list[str | None]:
    """Return the scopes of a condition; parties by their roles on the day judged, or the last."""
    limit = _counted(case, condition)
    if limit.limit is None or limit.per is None:
        return [None]
    if limit.per == "area":
        return [name for name, area in case.agreement.areas.items() if area.pcodes]
    day = judged_day(case) if condition.streak is None else last_finished(case)
    begun = [each.start for each in all_days(case)]
    moment = day.start if day else max(begun, default=case.at)
    test = case.agreement.classes[limit.limit.of].by
    return [*sorted(case.roster.passing(test, moment))]


def _judge(case: Case, condition: Condition, scope: str | None) -> Reads:
    source = limit.from_counts if (limit := _counted(case, condition).limit) else None
    if case.account is not None and source not in {None, case.account}:
        return None
    if case.current is None:
        return "not_in_force", None
    if condition.attested is not None:
        return _attested(case, condition.attested), None
    if condition.streak is not None:
        return read_streak(case, condition.streak, scope)
    day = judged_day(case)
    return ("not_yet" if day is None else DayJudge(case, condition, scope).reads(day)), None


def _attested(case: Case, terms: Attested) -> str:
    words = [
        each
        for each in attestations(case, terms.what)
        if each.record.during.start <= case.at
        and any(
            speaks_as(case.agreement, each.record.by, who, each.record.during.start)
            for who in terms.by
        )
    ]
    if not words:
        return "undetermined"
    newest = max(words, key=lambda each: (each.record.during.start, each.order)).record
    if case.at - newest.during.end > terms.fresh_for.elapsed:
        return "undetermined"
    return "kept" if newest.holds else "breached"
