"""*Why*: the smallest change of the record that would turn the verdict, in words."""

from collections.abc import Iterator, Sequence

from monitor.agreements.model import Agreement
from monitor.evaluation.changes import Change, What
from monitor.evaluation.combining import alike
from monitor.evaluation.counterfactual import Counterfactual, Turn
from monitor.incidents.record import Attestation, Count, Coverage, Decision, Report
from monitor.views.telling import named
from monitor.views.verdict_words import verdict_words
from monitor.words import phrasing, times, would_change

MOST_SHOWN = 5
"""So many ways to turn a verdict are shown; the others are counted."""


def would_turn(
    agreement: Agreement,
    condition: str,
    found: Counterfactual | None,
    account: str | None = None,
) -> Iterator[str]:
    """Yield what would turn a verdict, or that nothing was found that would, and what was tried.

    `account` is what the source is called whose account is looked at; None officially.
    """
    if found is None:
        yield would_change.CANNOT
        return
    if account is not None:
        yield would_change.IN_ACCOUNT.format(source=account)
    yield head(agreement, condition, found)
    for turn in found.turns[:MOST_SHOWN]:
        yield turned(agreement, condition, turn, account=account is not None)
    if more := len(found.turns[MOST_SHOWN:]):
        yield would_change.AS_MANY.format(ways=phrasing.number(more, would_change.WAY))
    yield would_change.TRIED if account is None else would_change.TRIED_IN_ACCOUNT


def head(agreement: Agreement, condition: str, found: Counterfactual) -> str:
    """Write over the ways to turn a verdict whether anything smaller does."""
    now = verdict_words(agreement.conditions.get(condition))[found.verdict]
    said = {"now": now, "tried": _tried(found.tried)}
    if not found.turns:
        nothing = would_change.NOTHING if found.exact else would_change.NOTHING_FOUND
        return nothing.format(**said)
    size, several = len(found.turns[0].changes), len(found.turns) > 1
    said["number"] = phrasing.number(size, would_change.CHANGE)
    if not found.exact:
        return would_change.BOUND.format(**said)
    if size == 1:
        return (would_change.ONE_OF if several else would_change.HEAD).format(**said)
    return (would_change.SETS if several else would_change.TOGETHER).format(**said)


def _tried(number: int) -> str:
    one = number == 1
    return would_change.SINGLE_TRIED if one else would_change.UP_TO_TRIED.format(number=number)


def turned(agreement: Agreement, condition: str, turn: Turn, *, account: bool = False) -> str:
    """Write what a verdict would be with some changes, as "kept: if report un/R-17 fell away"."""
    told = verdict_words(agreement.conditions.get(condition))
    rest = [change for change in turn.changes if change.what is not What.ADD]
    parts = [_change(agreement, change, account=account) for change in rest]
    parts += [_added(agreement, group, account=account) for group in alike(turn.changes)]
    return would_change.TURN.format(
        verdict=told[turn.verdict], changes=would_change.AND.join(parts)
    )


def _added(agreement: Agreement, added: Sequence[Change], *, account: bool) -> str:
    report = added[0].record
    if not isinstance(report, Report):
        return ""
    one = len(added) == 1
    more = would_change.ONE_MORE if one else phrasing.number(len(added), would_change.MORE)
    people = report.killed.low if report.killed else 1
    if people > 1:
        more = would_change.PEOPLE.format(incidents=more, people=people)
    parties = [_party(agreement, name) for name in report.by]
    return would_change.ADD[account].format(
        incidents=more,
        kind=phrasing.kinds(report.kinds),
        by=would_change.BY.format(party=phrasing.listed(parties, "or")) if parties else "",
        day=times.short(report.happened.start, agreement.zone),
        about=_about(report.references),
    )


def _about(references: Sequence[str]) -> str:
    listed = phrasing.listed(references)
    return would_change.ABOUT.format(references=listed) if references else ""


def _party(agreement: Agreement, name: str) -> str:
    known = agreement.parties.get(name)
    return known.name if known else name


def _change(agreement: Agreement, change: Change, *, account: bool) -> str:
    record, incident = change.record, change.incident
    match record:
        case Report():
            only = incident is not None and len(incident.reports) == 1 and not account
            said = would_change.ONLY_ONE if only else would_change.WITHOUT
            return said.format(key=record.key)
        case Coverage():
            window = times.window(record.watched.start, record.watched.end, agreement.zone)
            return would_change.WATCH.format(window=window)
        case Count():
            return would_change.UNDO_COUNT.format(key=record.key, value=f"{record.value:,}")
        case Decision() | Attestation():
            return _act(agreement, change, record)
        case _:
            key = incident.reports[0] if incident is not None else record.key
            confirms = change.what is What.CONFIRM
            return (would_change.CONFIRM if confirms else would_change.REFUTE).format(key=key)


def _act(agreement: Agreement, change: Change, record: Decision | Attestation) -> str:
    party, what, zone = _party(agreement, record.by), named(record.what), agreement.zone
    if change.what is What.UNDO:
        told = would_change.RECORDS[record.record].format(what=what)
        return would_change.UNDO.format(key=record.key, what=told, party=party)
    about = _about(record.references)
    if isinstance(record, Decision):
        time = times.short(record.effective.start, zone)
        return would_change.DECISION.format(what=what, party=party, time=time, about=about)
    span = record.during
    when = would_change.BY_TIME.format(time=times.short(span.start, zone))
    if span.start < span.end:
        when = would_change.OF_TIME.format(window=times.window(span.start, span.end, zone))
    return would_change.SAID[record.holds].format(what=what, party=party, when=when, about=about)
