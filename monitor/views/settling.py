"""What would settle a verdict."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement, Decided, Limit, Unit
from monitor.evaluation.explanation import Evidence, Explanation, Reason
from monitor.evaluation.verdict import Cause, DayVerdict, Finding, Verdict
from monitor.incidents.record import Report
from monitor.incidents.vocabulary import Measure
from monitor.views.marks import base_of, title_of
from monitor.views.owing import owed_settling
from monitor.views.patterns import pattern_settling
from monitor.views.serious import placed
from monitor.views.telling import named
from monitor.views.waiting import waiting
from monitor.words import (
    owing,
    phrasing,
    references,
    times,
    would_settle,
)


def settling(
    agreement: Agreement,
    explanation: Explanation,
    reports: Mapping[str, Report] = MappingProxyType({}),
) -> Iterable[str]:
    """Say what would change the verdict, the smallest change first.

    `reports`, by key, tell where the incidents were; without them only the time is said.
    """
    awaited = waiting(agreement, explanation)
    if awaited is not None:
        yield awaited
        return
    finding = explanation.finding
    attested = agreement.conditions[finding.condition].attested
    if attested:
        parties = [agreement.parties[p].name for p in attested.by if p in agreement.parties]
        what = named(attested.what)
        yield would_settle.ATTEST.format(parties=phrasing.listed(parties, "or"), what=what)
    yield from _of_acts(agreement, finding)
    base = base_of(agreement, finding.condition)
    limit = agreement.conditions[base].limit
    if agreement.conditions[base].pattern:
        yield from pattern_settling(explanation)
    verdict = explanation.day
    if verdict is not None and agreement.conditions[base].duty:
        yield from owed_settling(agreement, finding, explanation.obligations)
    if verdict is None or limit is None:
        return
    if verdict.verdict is Verdict.BREACHED:
        zone = agreement.zone
        if _adds_up(limit):
            yield from _without(explanation, verdict, reports, zone)
    elif verdict.verdict is Verdict.KEPT:
        yield from _breaking(verdict, limit)
    else:
        yield from _unsettled(agreement, explanation, verdict, limit)


def _breaking(verdict: DayVerdict, limit: Limit) -> Iterable[str]:
    """Say how many more would break a day that is kept; of a lower bound more can break nothing."""
    if limit.at_most is None:
        return
    more = (verdict.limit or 0) + 1 - verdict.bounds.low
    counted = limit.measure is Measure.INCIDENTS
    yield would_settle.KEPT_MORE.format(more=more) if counted and more > 1 else would_settle.KEPT


def _adds_up(limit: Limit) -> bool:
    """Whether all that counts on a day counts together: not in hours, nor each by itself."""
    return limit.each.unit is Unit.DAYS and not limit.alone


def _of_acts(agreement: Agreement, finding: Finding) -> Iterable[str]:
    """Say which acts, or which members of a gate, would change a verdict on them."""
    condition = agreement.conditions[finding.condition]
    stood = finding.stood
    if stood.doubts and stood.cause is Cause.UNCONFIRMED:
        yield owing.CONFIRM.format(keys=phrasing.listed(stood.doubts))
    elif stood.doubts and not condition.gate:
        yield would_settle.HOURS.format(keys=phrasing.listed(stood.doubts))
    elif condition.decided:
        yield from _deciding(agreement, condition.decided, stood)
    elif condition.by and stood.deadline and stood.verdict is not Verdict.KEPT:
        what = named(condition.by.what.word)
        zone = agreement.zone
        term = times.short(stood.deadline, zone)
        yield would_settle.TERM.format(what=what, time=term)
    elif condition.gate:
        yield from _of_gate(agreement, stood)


def _deciding(agreement: Agreement, decided: Decided, stood: Finding) -> Iterable[str]:
    for cause, phrase in (
        (Cause.NOT_DECIDED, would_settle.DECISION),
        (Cause.TAKEN_BACK, would_settle.TAKEN_BACK),
    ):
        missing = [agreement.parties[party].name for party, own in stood.decided if own is cause]
        if missing:
            what = named(decided.what)
            yield phrase.format(what=what, parties=phrasing.listed(missing))


def _of_gate(agreement: Agreement, stood: Finding) -> Iterable[str]:
    """Name what certainly stands against it; where nothing does, what it hangs on."""
    for truth, phrase in ((False, would_settle.FIRST), (None, would_settle.MEMBERS)):
        titles = [
            f"“{title_of(member.condition, agreement.conditions[member.condition])}”"
            for member in stood.members
            if member.truth is truth and member.condition is not None
        ]
        if titles and stood.verdict is not Verdict.KEPT:
            yield phrase.format(titles=phrasing.listed(titles))
            return


def _without(
    explanation: Explanation, verdict: DayVerdict, reports: Mapping[str, Report], zone: ZoneInfo
) -> Iterable[str]:
    needed = verdict.bounds.low - (verdict.limit or 0)
    certain = explanation.certain
    if len(certain) == 1:
        what = placed(certain[0].incident, reports, zone)
        yield would_settle.WITHOUT.format(incidents=what)
    elif certain and needed <= len(certain):
        yield would_settle.WITHOUT_MANY.format(needed=needed, count=len(certain))


def _unsettled(
    agreement: Agreement, explanation: Explanation, verdict: DayVerdict, limit: Limit
) -> Iterable[str]:
    zone = agreement.zone
    if verdict.cause is Cause.CONTRADICTION:
        yield would_settle.CONTRADICTION
    if verdict.cause in {Cause.NO_BASELINE, Cause.OPEN_BASELINE}:
        yield references.SETTLES
        return
    yield from _confirming(explanation.possible, verdict, limit)
    for area in (limit.in_, agreement.classes[limit.of].in_):
        if area and agreement.areas[area].unpublished:
            yield would_settle.MAP.format(area=agreement.areas[area].name or would_settle.AN_AREA)
    if explanation.gaps and not limit.from_counts:
        yield would_settle.WATCH
    if not verdict.finished:
        yield would_settle.RUNNING.format(time=times.short(verdict.day.end, zone))


def _confirming(possible: Sequence[Evidence], verdict: DayVerdict, limit: Limit) -> Iterable[str]:
    """Say how many confirmed would be a breach, and what the rest depends on.

    It is not said how many where they do not add up in one window.
    """
    countable = _adds_up(limit)
    unconfirmed = {Reason.NOT_CONFIRMED}
    ready = [item for item in possible if countable and set(item.reasons) == unconfirmed]
    needed = (verdict.limit or 0) + 1 - verdict.bounds.low
    if 0 < needed <= len(ready):
        yield would_settle.SECOND.format(needed=needed, count=len(ready))
    rest = [item for item in possible if item not in ready]
    reasons = dict.fromkeys(reason for item in rest for reason in item.reasons)
    if rest:
        what = phrasing.listed([would_settle.OPEN_POINTS[reason] for reason in reasons])
        yield would_settle.OPEN.format(what=what)
