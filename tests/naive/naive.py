"""What each condition reads: the meaning of the rule language, written out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.agreements.model import Agreement, Condition
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.naive.attestations import read_attested
from tests.naive.daily import Judge, daily
from tests.naive.decided import read_decided
from tests.naive.duties import read_by
from tests.naive.frames import Begun, Framed, applying, in_text
from tests.naive.gates import Gates, leads_to, scoped_by
from tests.naive.gauge import Case
from tests.naive.limits import DayJudge, all_days, finished_days, judged_day, last_finished
from tests.naive.notices import Notices
from tests.naive.orders import read_order
from tests.naive.patterns import read_pattern
from tests.naive.permits import Permits
from tests.naive.responses import Obligations, Responses
from tests.naive.runs import Runs, runs
from tests.naive.sinces import read_since
from tests.naive.streaks import Reads, read_streak

Scope = str | None


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
        for scope in scopes_of(case, condition):
            found[name, scope] = _judge(case, condition, scope)
    return found


def readings(
    agreement: Agreement,
    versions: Sequence[Known[Record]],
    at: datetime,
    known: datetime,
    account: str | None = None,
) -> dict[tuple[str, Scope], object]:
    """Judge every condition, every day of those that have days, and every obligation.

    Returns:
        Beside the verdicts, under `name: days`, what each counted day reads that has begun, and
        under `name: owed` when each request was made and where it stands.
    """
    case = Case(agreement, versions, at, known, account)
    found: dict[tuple[str, Scope], object] = dict(verdicts(agreement, versions, at, known, account))
    for name, condition in agreement.conditions.items():
        for scope in scopes_of(case, condition):
            reads = found[name, scope]
            judge = judge_of(case, condition, scope)
            if judge is None or reads in {None, ("not_in_force", None)} or case.current is None:
                continue
            days = [(day.date.isoformat(), judge.reads(day)) for day in all_days(case)]
            found[f"{name}: days", scope] = days
            if condition.response is not None:
                owed = Obligations(case, condition.response, condition.per, scope).states()
                found[f"{name}: owed", scope] = sorted(owed)
    return found


def _counted(case: Case, condition: Condition) -> Condition:
    """Return the condition whose days are counted; itself where it counts none."""
    counted = condition.streak or condition.since
    return condition if counted is None else case.agreement.conditions[counted.of]


def scopes_of(case: Case, condition: Condition) -> list[Scope]:
    """Return the scopes of a condition; parties by their roles on the day judged, or the last."""
    counted = _counted(case, condition)
    per = scoped_by(counted, case.agreement.conditions)
    if per is None:
        return [None]
    if per == "area":
        return [name for name, area in case.agreement.areas.items() if not area.unpublished]
    cls = _class_of(counted)
    if cls is None:
        return _parties_below(case, condition)
    day = judged_day(case) if condition is counted else last_finished(case)
    begun = [each.start for each in all_days(case)]
    moment = day.start if day else max(begun, default=case.at)
    return [*sorted(case.roster.passing(case.agreement.classes[cls].by, moment))]


def _class_of(condition: Condition) -> str | None:
    """Return the class of events by whose doers a condition is judged for each party."""
    if condition.limit is not None:
        return condition.limit.of
    if condition.pattern is not None:
        return condition.pattern.of
    if condition.response is not None:
        return condition.response.to.happened
    if condition.notice is not None:
        return condition.notice.before.happened
    return condition.only_if.of.happened if condition.only_if is not None else None


def judge_of(case: Case, condition: Condition, scope: Scope) -> Judge | None:
    """Return who reads the days of a condition; None where it has no verdict of every day."""
    plain: Judge
    if condition.limit is not None:
        plain = DayJudge(case, condition, scope)
    elif condition.response is not None:
        plain = Responses(case, condition.response, condition.per, scope)
    elif condition.notice is not None:
        plain = Notices(case, condition.notice, condition.per, scope)
    elif condition.only_if is not None:
        plain = Permits(case, condition, scope, _leaf, _judge_named, scopes_of)
    else:
        return None
    begun = None if condition.once is None else first_kept(case, condition.once)
    return Framed(case, condition, plain, begun)


def _judge_named(case: Case, name: str, scope: Scope) -> Judge | None:
    return judge_of(case, case.agreement.conditions[name], scope)


def first_kept(case: Case, name: str) -> Begun:
    """Return every instant at which a condition may first have been kept: ends of days, or None.

    An account says what happened, not which text applies: what is waited for is read officially.
    """
    case = replace(case, account=None)
    found: set[datetime | None] = set()
    for day in all_days(case):
        if day.end > case.at:
            continue
        verdict = read_over_scopes(replace(case, at=day.end), name)
        if verdict == "kept":
            return found | {day.end}
        if verdict == "undetermined":
            found.add(day.end)
    return found | {None}


def _judge(case: Case, condition: Condition, scope: Scope) -> Reads:
    if not _speaks(case, condition):
        return None
    if case.current is None:
        return "not_in_force", None
    if daily(condition):
        return _today(case, condition, scope), None
    if not in_text(case, condition, case.at):
        return "not_in_force", None
    reads = _undated(case, condition, scope)
    if condition.once is None:
        return reads
    verdict = applying(first_kept(case, condition.once), case.at, reads[0])
    return verdict, None if verdict == "not_in_force" else reads[1]


def _today(case: Case, condition: Condition, scope: Scope) -> str:
    """Read the day judged of a condition of days."""
    day, judge = judged_day(case), judge_of(case, condition, scope)
    if day is None or judge is None:
        return "not_yet"
    found = judge.reads(day)
    return "undetermined" if found == "nobody_asked" else found


def _undated(case: Case, condition: Condition, scope: Scope) -> tuple[str, tuple[int, int] | None]:
    """Read a condition that has no verdict of every day, at the instant judged."""
    if condition.streak is not None:
        judge = _judge_named(case, condition.streak.of, scope)
        counted = lambda: _runs(case, condition.streak.of, scope)  # noqa: E731
        return read_streak(case, condition.streak, scope, judge, counted)
    if condition.since is not None:
        return read_since(case, condition.since, _runs(case, condition.since.of, scope))
    return _at_once(case, condition, scope), None


def _runs(case: Case, name: str, scope: Scope) -> Runs:
    """Count the days in a row of a condition up to the last finished."""
    condition = case.agreement.conditions[name]
    limit = None if condition.limit is None else DayJudge(case, condition, scope)
    judge = judge_of(case, condition, scope)
    if judge is None:
        msg = "only the days of a condition of days can be counted"
        raise TypeError(msg)
    return runs(finished_days(case), judge, limit)


def _at_once(case: Case, condition: Condition, scope: Scope) -> str:
    if condition.gate is not None:
        return _gates(case).reads(condition, condition.per, scope)
    if condition.decided is not None:
        return read_decided(case, condition.decided)
    if condition.by is not None:
        return read_by(case, condition.by)
    if condition.attested is not None:
        return read_attested(case, condition.attested)
    day = judged_day(case)
    if condition.pattern is not None and day is not None:
        return read_pattern(case, condition.pattern, scope, day)
    return "not_yet" if condition.order is None else read_order(case, condition.order)


def _speaks(case: Case, condition: Condition) -> bool:
    """Whether the account can speak to a condition, or to anything that a gate stands on."""
    if condition.gate is not None:
        below = leads_to(condition, case.agreement.conditions)
        return any(_speaks(case, case.agreement.conditions[name]) for name in below)
    limit = _counted(case, condition).limit
    source = limit.from_counts if limit else None
    return case.account is None or source in {None, case.account}


def _gates(case: Case) -> Gates:
    def leaf(name: str, scope: Scope) -> str | None:
        read = _leaf(case, name, scope)
        condition = case.agreement.conditions[name]
        by_day = daily(condition) or condition.pattern is not None
        no_day = read == "not_yet" and by_day and judged_day(case) is None
        return "undetermined" if no_day else read

    return Gates(case.agreement, leaf, lambda condition: scopes_of(case, condition))


def _leaf(case: Case, name: str, scope: Scope) -> str | None:
    """Return what a condition that is no gate reads."""
    reads = _judge(case, case.agreement.conditions[name], scope)
    return reads[0] if reads else None


def _parties_below(case: Case, gate: Condition) -> list[Scope]:
    """Return the parties by which anything is judged that a gate stands on."""
    conditions = case.agreement.conditions
    found: set[Scope] = set()
    for name in leads_to(gate, conditions):
        if scoped_by(conditions[name], conditions) == "party":
            found.update(scopes_of(case, conditions[name]))
    return sorted(found, key=str)


def read_over_scopes(case: Case, name: str) -> str:
    """Return the verdict of a condition: where it has scopes, of "all" over them."""
    conditions = case.agreement.conditions
    if scoped_by(conditions[name], conditions) is not None:
        return _gates(case).over_scopes(name)
    reads = _judge(case, case.agreement.conditions[name], None)
    return reads[0] if reads else "undetermined"
