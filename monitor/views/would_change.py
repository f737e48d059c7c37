"""*Why*: the smallest change of the record that would turn the verdict, in words."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.evaluation.changes import Change, What
from monitor.evaluation.counterfactual import Counterfactual, Turn
from monitor.incidents.record import Attestation, Coverage, Decision, Report
from monitor.views.telling import named
from monitor.views.verdict_words import verdict_words
from monitor.words import phrasing, times, would_change


def would_turn(agreement: Agreement, condition: str, found: Counterfactual | None) -> Iterator[str]:
    """Yield what would turn a verdict, or that nothing was found that would."""
    if found is None:
        yield would_change.CANNOT
        return
    if not found.turns:
        yield would_change.NOTHING[found.exact]
        return
    several = len(found.turns) > 1 and len(found.turns[0].changes) == 1
    yield would_change.ONE_OF if several else would_change.HEAD[found.exact]
    for turn in found.turns:
        yield turned(agreement, condition, turn)


def turned(agreement: Agreement, condition: str, turn: Turn) -> str:
    """Write what a verdict would be with some changes, as "kept without report un/R-17"."""
    told = verdict_words(agreement.conditions.get(condition))
    zone = agreement.zone
    added = [change for change in turn.changes if change.what is What.ADD]
    rest = [change for change in turn.changes if change.what is not What.ADD]
    parts = [_change(agreement, change, zone) for change in rest]
    if added:
        parts.append(_added(added, zone))
    return would_change.TURN.format(
        verdict=told[turn.verdict], changes=would_change.AND.join(parts)
    )


def _added(added: Sequence[Change], zone: ZoneInfo) -> str:
    report = added[0].record
    if not isinstance(report, Report):
        return ""
    day = times.short(report.happened.start, zone)
    people = report.killed.low if report.killed else 1
    if people > 1:
        return would_change.ADD_PEOPLE.format(day=day, people=people)
    more = phrasing.number(len(added), "more incident")
    return would_change.ADD.format(incidents=more, day=day)


def _change(agreement: Agreement, change: Change, zone: ZoneInfo) -> str:
    record, incident = change.record, change.incident
    match record:
        case Report():
            alone = incident is not None and _sources(incident.reports) == 1
            only = would_change.ONE_SOURCE if alone else ""
            return would_change.WITHOUT.format(key=record.key) + only
        case Coverage():
            window = times.window(record.watched.start, record.watched.end, zone)
            return would_change.WATCH.format(window=window)
        case Decision() | Attestation():
            return _act(agreement, change, record, zone)
        case _:
            key = incident.id if incident is not None else record.key
            confirms = change.what is What.CONFIRM
            said = would_change.CONFIRM if confirms else would_change.REFUTE
            return said.format(key=key)


def _act(
    agreement: Agreement, change: Change, record: Decision | Attestation, zone: ZoneInfo
) -> str:
    known = agreement.parties.get(record.by)
    party, what = known.name if known else record.by, named(record.what)
    if change.what is What.UNDO:
        told = would_change.RECORDS[record.record].format(what=what)
        return would_change.UNDO.format(key=record.key, what=told, party=party)
    if isinstance(record, Decision):
        time = times.short(record.effective.start, zone)
        return would_change.DECISION.format(what=what, party=party, time=time)
    time = times.short(record.during.start, zone)
    said = would_change.ATTEST if record.holds else would_change.DENY
    return said.format(what=what, party=party, time=time)


def _sources(keys: Sequence[str]) -> int:
    return len({key.partition("/")[0] for key in keys})
