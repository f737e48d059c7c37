"""What each condition reads: the meaning of the rule language, written out."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Agreement, Attested, Condition
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.naive.days import speaks_as
from tests.naive.decided import read_decided
from tests.naive.duties import read_by
from tests.naive.gates import Gates, leads_to, scoped_by
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
    if limit.per is None:
        return [None]
    if limit.per == "area":
        return [name for name, area in case.agreement.areas.items() if area.pcodes]
    if limit.limit is None:
        return _parties_below(case, condition)
    day = judged_day(case) if condition.streak is None else last_finished(case)
    begun = [each.start for each in all_days(case)]
    moment = day.start if day else max(begun, default=case.at)
    test = case.agreement.classes[limit.limit.of].by
    return [*sorted(case.roster.passing(test, moment))]


def _judge(case: Case, condition: Condition, scope: str | None) -> Reads:
    if not _speaks(case, condition):
        return None
    if case.current is None:
        return "not_in_force", None
    if condition.streak is not None:
        return read_streak(case, condition.streak, scope)
    return _verdict(case, condition, scope), None


def _verdict(case: Case, condition: Condition, scope: str | None) -> str:
    if condition.gate is not None:
        return _gates(case).reads(condition, condition.per, scope)
    if condition.decided is not None:
        return read_decided(case, condition.decided)
    if condition.by is not None:
        return read_by(case, condition.by)
    if condition.attested is not None:
        return _attested(case, condition.attested)
    day = judged_day(case)
    return "not_yet" if day is None else DayJudge(case, condition, scope).reads(day)


def _speaks(case: Case, condition: Condition) -> bool:
    """Whether the account can speak to a condition, or to anything that a gate stands on."""
    if condition.gate is not None:
        below = leads_to(condition, case.agreement.conditions)
        return any(_speaks(case, case.agreement.conditions[name]) for name in below)
    limit = _counted(case, condition).limit
    source = limit.from_counts if limit else None
    return case.account is None or source in {None, case.account}


def _gates(case: Case) -> Gates:
    def leaf(name: str, scope: str | None) -> str | None:
        reads = _judge(case, case.agreement.conditions[name], scope)
        return reads[0] if reads else None

    return Gates(case.agreement, leaf, lambda condition: _scopes(case, condition))


def _parties_below(case: Case, gate: Condition) -> list[str | None]:
    """Return the parties by which anything is judged that a gate stands on."""
    conditions = case.agreement.conditions
    found: set[str | None] = set()
    for name in leads_to(gate, conditions):
        if scoped_by(conditions[name], conditions) == "party":
            found.update(_scopes(case, conditions[name]))
    return sorted(found, key=str)


def read_over_scopes(case: Case, name: str) -> str:
    """Return the verdict of a condition: where it has scopes, of "all" over them."""
    if _counted(case, case.agreement.conditions[name]).per is not None:
        return _gates(case).over_scopes(name)
    reads = _judge(case, case.agreement.conditions[name], None)
    return reads[0] if reads else "undetermined"


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
