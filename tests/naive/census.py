"""What random pairs exercise: what is awkward in their records, and sorts of their conditions."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement, Condition, Dated, Limit, Unit
from monitor.incidents.known import Known, believed
from monitor.incidents.record import Count, Coverage, Decision, Link, Record, Report
from monitor.incidents.vocabulary import Measure
from tests.naive.gauge import Case
from tests.naive.generate import Ask, Pair

Seen = tuple[str, str]
"""A sort, and what was read of a condition of it."""

WITHOUT_DAYS = ("by", "since", "order", "pattern", "streak", "attested", "decided", "gate")
"""Kinds that have no verdict of every day."""


def sort_of(agreement: Agreement, condition: Condition) -> str:
    """Return the sort by which a condition is counted."""
    if condition.at_times:
        return "at times"
    if condition.limit is not None:
        return sort_of_limit(agreement, condition.limit, condition.per)
    kinds = ("response", "notice", "only_if", *WITHOUT_DAYS)
    return next(kind for kind in kinds if getattr(condition, kind) is not None)


def sort_of_limit(agreement: Agreement, limit: Limit, per: str | None) -> str:
    """Return the sort of a limit, the first of these that it is of."""
    places = [limit.in_, *(agreement.areas if per == "area" else ())]
    cls = agreement.classes[limit.of]
    tests = [cls, *cls.except_]
    sorts = {
        "places": any(agreement.areas[place].on_the_ground for place in places if place),
        "alone": limit.alone,
        "baseline": limit.baseline is not None,
        "hours": not limit.alone and limit.each.unit is Unit.HOURS,
        "pairs": any(but.paired_within is not None for but in cls.except_),
        "tests": any(test.weapon or test.claimed or test.quantity for test in tests),
        "counts": limit.from_counts is not None,
    }
    return next((sort for sort, applies in sorts.items() if applies), "limit")


def sorts_of(agreement: Agreement, condition: Condition) -> Iterator[str]:
    """Yield the sort of a condition, and what else it is counted under."""
    yield sort_of(agreement, condition)
    limit, streak = condition.limit, condition.streak
    if limit is not None and limit.measure is not Measure.INCIDENTS:
        yield "measures"
    if limit is not None and limit.each.unit is Unit.DAYS and limit.each.count > 1:
        yield "days together"
    if streak is not None and streak.certified_by:
        yield "streak certified"
    elif streak is not None:
        yield "streak by decision" if streak.reset_by else f"streak of {streak.for_.unit}"
    if condition.once is not None:
        yield "once"
    if condition.per is not None:
        yield f"per {condition.per}"


def told(drawn: Pair, ask: Ask) -> set[str]:
    """Return what is awkward in a record as it is known when something is asked."""
    standing = [version for version in drawn.versions if version.stands(ask.known)]
    facts = {
        "account": ask.account is not None,
        "clocks change": _clocks_change(drawn.agreement, ask.at),
        "who is who changes": _roster_changes(drawn.agreement, ask.at),
        "interrupted": len(Case(drawn.agreement, drawn.versions, ask.at, ask.known).force) > 1,
        "not watched throughout": not _watched(drawn.agreement, standing, ask),
        "known only later": any(version.known_from > ask.known for version in drawn.versions),
        "told after": any(version.known_from > ask.at for version in standing),
        "undone": any(version.known_to <= ask.known for version in drawn.versions),
        "withdrawn": any(version.record.withdrawn for version in standing),
        "told again": len({each.record.key for each in standing}) < len(standing),
    }
    records = believed(standing, ask.known)
    return {name for name, there in facts.items() if there} | {*_kinds_told(drawn, records)}


def _kinds_told(drawn: Pair, records: Iterable[Record]) -> Iterator[str]:
    parties = drawn.agreement.parties.values()
    outside = {word for party in parties if party.excluded for word in party.excluded.decided}
    for record in records:
        tests: dict[str, bool] = {}
        if isinstance(record, Report):
            span = record.happened
            tests = {
                "unknown": not (record.by and record.kinds and record.pcodes),
                "a set of perpetrators": len(record.by) > 1,
                "figure open": any(
                    figure is not None and figure.high is None
                    for figure in (record.killed, record.injured, record.quantity)
                ),
                "span": span.start < span.end,
                "disputed": bool(record.disputes),
            }
        elif isinstance(record, Link):
            tests = {f"{record.relation}": True}
        elif isinstance(record, Count):
            tests = {"counted by a source": True}
        elif isinstance(record, Decision):
            tests = {
                "excluded": record.what in outside,
                "act of an uncertain hour": record.effective.start < record.effective.end,
            }
        yield from (name for name, there in tests.items() if there)


def _clocks_change(agreement: Agreement, at: datetime) -> bool:
    """Whether clocks change between the start of the calendar and an instant."""
    begun = agreement.calendar.from_.replace(tzinfo=ZoneInfo(agreement.calendar.time_zone))
    return begun.utcoffset() != at.astimezone(begun.tzinfo).utcoffset()


def _roster_changes(agreement: Agreement, at: datetime) -> bool:
    """Whether a role or a name of somebody changes between the start and an instant."""
    calendar = agreement.calendar
    local = at.astimezone(ZoneInfo(calendar.time_zone)).replace(tzinfo=None)
    dated: list[Dated] = []
    for party in agreement.parties.values():
        dated += [*party.role, *party.aliases]
    edges = [edge for each in dated for edge in (each.from_, each.until) if edge is not None]
    return any(calendar.from_ <= edge < local for edge in edges)


def _watched(agreement: Agreement, standing: Iterable[Known[Record]], ask: Ask) -> bool:
    """Whether somebody watched for everything, everywhere, from the start to the instant asked."""
    upto = Case(agreement, (), ask.at, ask.known).start
    coverage = [each for each in believed(standing, ask.known) if isinstance(each, Coverage)]
    whole = [each.watched for each in coverage if not (each.kinds or each.areas or each.sides)]
    for span in sorted(whole, key=lambda span: span.start):
        if span.start <= upto:
            upto = max(upto, span.end)
    return upto >= ask.at


Read = Callable[[Pair, Ask], dict[tuple[str, str | None], object]]
"""What is read of a pair: verdicts by condition and scope, and under `name: …` lists of them."""


def verdicts_seen(drawn: Pair, read: dict[tuple[str, str | None], object]) -> Iterator[Seen]:
    """Yield what was read with the sort of what it was read of.

    Of conditions whose days were read, what each day reads; of the others the verdict; of
    obligations, as `owed`, and of phases, as `phase`, where each stands.
    """
    names = {name for name, _ in read}
    for (name, _), found in read.items():
        of, _, what = name.partition(": ")
        if of in drawn.agreement.phases:
            yield "phase", str(found)
            continue
        sorts = [*sorts_of(drawn.agreement, drawn.agreement.conditions[of])]
        if what == "owed":
            sorts = ["owed"]
        if isinstance(found, list):
            yield from ((sort, each[-1]) for sort in sorts for each in found)
        elif isinstance(found, tuple) and f"{of}: days" not in names:
            yield from ((sort, found[0]) for sort in sorts)
