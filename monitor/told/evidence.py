"""What a verdict rests on, as lines of text, and what would settle it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.agreements.english_conditions import sentence
from monitor.agreements.model import Agreement
from monitor.evaluation.check.check import check
from monitor.evaluation.check.ruling import in_words
from monitor.evaluation.counterfactual import Counterfactual
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.verdict import DayVerdict, Finding
from monitor.incidents.record import Count, Report
from monitor.incidents.version import Incident
from monitor.views.answering import whose
from monitor.views.counting import exceeded_in, reasons_of, stands_as
from monitor.views.doubles import doubles_in
from monitor.views.duties import Duties, act_rows, gate_in_words, parts_of
from monitor.views.marks import base_of, title_of, titled
from monitor.views.onrecord import OnRecord
from monitor.views.owing import kind_of, owed_in_words, owed_rows
from monitor.views.patterns import pattern_in_words
from monitor.views.references import reference_told
from monitor.views.rivals import progress_of
from monitor.views.serious import described
from monitor.views.settling import settling
from monitor.views.standpoints import Table
from monitor.views.telling import figure
from monitor.views.today import header
from monitor.views.verdict_words import asked_of, verdict_words
from monitor.views.would_change import would_turn
from monitor.words import (
    by_standpoint,
    doubles,
    names_of,
    owing,
    phases,
    phrasing,
    rival_answers,
    times,
    today_page,
    verdicts,
    why_page,
    would_settle,
)
from monitor.words import would_change as would_change_words

Lines = Iterator[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """From where it is looked at: times in UTC; None where no account or reading is taken."""

    at: datetime
    known: datetime
    account: str | None = None
    reading: str | None = None


def explanation(agreement: Agreement, found: Explanation, seen: Seen, record: OnRecord) -> Lines:
    """Tell what a verdict rests on: the text, the evidence, the watch, what would settle it.

    `record` holds the decisions and attestations known, and the reports of every incident that
    is named, with the links that name them.
    """
    zone = agreement.zone
    yield from _standpoint(agreement, found.finding, seen)
    yield ""
    yield from _verdict(agreement, found, Duties(agreement, seen.at, record))
    yield ""
    yield from _text(agreement, found.finding.condition)
    kind = kind_of(agreement, found.finding.condition)
    if found.obligations and kind:
        yield ""
        yield owing.TITLES[kind]
        rows = owed_rows(agreement, found.finding.condition, found.obligations)
        yield from (f"  {row.line}" for row in rows)
        yield f"  {owing.ON_RECORD_ONLY}"
    stood = found.finding.stood
    shown = [
        *_acts(agreement, record, stood.rests_on),
        *_shown(agreement, found, record.reports),
    ]
    if found.day is not None and not shown:
        shown.append(why_page.NO_EVIDENCE)
    measured = reference_told(found, zone)
    shown += [measured] if measured else []
    if shown:
        yield ""
        yield why_page.EVIDENCE
        yield from (f"  {line}" for line in shown)
    twice = doubles_in(found, record.links)
    if twice:
        yield ""
        yield doubles.IN_VERDICT
        yield from (f"  {double.line}" for double in twice)
        yield f"  {doubles.FROM_RECORD}"
    coming = [*settling(agreement, found, record.reports), *_next(found.finding, seen, zone)]
    if coming:
        yield ""
        yield would_settle.TITLE
        yield from (f"  {line}" for line in coming)
    yield ""
    yield in_words(check(found))


def would_change(
    agreement: Agreement, condition: str, found: Counterfactual | None, source: str | None
) -> Lines:
    """Tell the smallest change of the record that would turn a verdict, on a source's account."""
    yield ""
    yield would_change_words.TITLE
    yield from (f"  {line}" for line in would_turn(agreement, condition, found, source))


def table(shown: Table) -> Lines:
    """Tell a condition from every standpoint: what it comes to, then a block for each row."""
    yield ""
    yield by_standpoint.TITLE
    yield f"  {shown.summary}"
    for row in shown.rows:
        yield f"  {row[by_standpoint.VIEW]}; {by_standpoint.TAKES}: {row[by_standpoint.TAKES]}"
        cells = {key: row[key] for key in by_standpoint.DOUBTS.values()}
        if len(set(cells.values())) == 1:
            cells = {by_standpoint.WHATEVER: next(iter(cells.values()))}
        cells[by_standpoint.UNDISPUTED] = row[by_standpoint.UNDISPUTED]
        yield from (
            f"    {key}: {said}" for key, said in cells.items() if said != by_standpoint.SAME
        )


def _standpoint(agreement: Agreement, finding: Finding, seen: Seen) -> Lines:
    yield f"{titled(agreement, finding)} [{finding.condition}]"
    yield header(agreement, seen.at, seen.known, reconstructed=False).moments
    if agreement.proposed:
        yield today_page.PROPOSED
    if seen.reading:
        title = agreement.readings[seen.reading].title
        yield f"{rival_answers.READING}: {title} [{seen.reading}]"
    if seen.account:
        yield rival_answers.NOTE_ACCOUNT.format(source=seen.account)


def _verdict(agreement: Agreement, found: Explanation, duties: Duties) -> Lines:
    finding, judged = found.finding, found.day
    terms = agreement.conditions[finding.condition]
    stood = finding.stood
    if finding.at_end:
        yield f"{verdicts.VERDICTS[finding.verdict]}; {verdicts.AT_END}:"
    if terms.limit is None or judged is None:
        yield _stands(agreement, stood, duties, judged)
        for party, days in stood.parties:
            yield f"  {agreement.parties[party].name}: {phrasing.number(days, 'day')}"
        for part in parts_of(agreement, stood):
            name = f" [{part.condition}]" if part.condition else ""
            yield f"{'  ' * (part.depth + 1)}{part.title}: {part.says}{name}"
        if stood.doubts:
            yield f"  {phases.HANGS_ON.format(keys=phrasing.listed(stood.doubts))}"
    if judged is not None:
        yield _day(agreement, finding.condition, judged, agreement.zone)
    question = asked_of(agreement, terms, (judged or stood).verdict)
    if question:
        yield f"  {question}"


def _stands(agreement: Agreement, stood: Finding, duties: Duties, judged: DayVerdict | None) -> str:
    """Tell how a condition stands that is not kept or broken day by day."""
    terms = agreement.conditions[stood.condition]
    if terms.decided or terms.by or terms.order:
        return duties.in_words(stood)
    if terms.duty:
        return owed_in_words(agreement, stood)
    if terms.gate:
        return gate_in_words(agreement, stood)
    if terms.pattern:
        return pattern_in_words(agreement, stood, judged)
    told = verdicts.CAUSES[stood.cause]
    if stood.progress:
        told = progress_of(stood.progress)
    return f"{verdict_words(terms)[stood.verdict]}: {told}"


def _acts(agreement: Agreement, record: OnRecord, keys: Iterable[str]) -> Lines:
    """Tell of each decision and attestation that a verdict rests on."""
    for row in act_rows(agreement, record, keys):
        yield why_page.RESTS_ON.format(who=row.who, what=row.what, when=row.when, key=row.record)


def _day(agreement: Agreement, condition: str, judged: DayVerdict, zone: ZoneInfo) -> str:
    base = base_of(agreement, condition)
    span = times.window(judged.first.start, judged.day.end, zone)
    head = why_page.DAY_HEAD.format(number=judged.day.grid + 1, span=span)
    of = f" of “{title_of(base, agreement.conditions[base])}”" if base != condition else ""
    policy = why_page.POLICIES[judged.policy] if judged.policy else ""
    exceeded = exceeded_in(agreement.conditions[base].limit, judged, zone)
    why = "; ".join(filter(None, (verdicts.CAUSES[judged.cause], exceeded, policy)))
    word = verdict_words(agreement.conditions[base])[judged.verdict]
    return f"{head}{of}: {word}: {why}"


def _text(agreement: Agreement, condition: str) -> Lines:
    terms = agreement.conditions[condition]
    clause = agreement.clauses[terms.clause]
    provenance = names_of.PROVENANCE[clause.provenance]
    yield f"{why_page.CLAUSE.format(clause=terms.clause, says=clause.says)} ({provenance})"
    yield why_page.RULE.format(rule=sentence(agreement, condition))
    base = agreement.conditions[base_of(agreement, condition)]
    for text in dict.fromkeys((terms.assumption, base.assumption)):
        if text:
            yield why_page.ASSUMED.format(assumption=text)


def _shown(agreement: Agreement, found: Explanation, reports: Mapping[str, Report]) -> Lines:
    zone = agreement.zone
    for items in (found.certain, found.possible, found.left_out):
        for item in items:
            yield _evidence(item, reports, zone)
            told = whose(agreement, item)
            if told:
                yield f"  {why_page.AS_REPORTED.format(whose=told)}"
    for count in found.counts:
        yield _count(count, zone)
    if found.gaps:
        gaps = [times.window(start, end, zone) for start, end in found.gaps]
        yield why_page.UNWATCHED_GAPS.format(gaps="; ".join(gaps))
    if found.watching:
        yield why_page.WATCHED_BY.format(sources=phrasing.listed(found.watching))
    for text, incident in (
        (why_page.NEAREST_BEFORE, found.before),
        (why_page.NEAREST_AFTER, found.after),
    ):
        if incident is not None:
            yield text.format(what=_incident(incident, reports, zone))


def _evidence(item: Evidence, reports: Mapping[str, Report], zone: ZoneInfo) -> str:
    why = "; ".join(reasons_of(item))
    return f"{stands_as(item)}: {_incident(item.incident, reports, zone)}" + (
        f": {why}" if why else ""
    )


def _incident(incident: Incident, reports: Mapping[str, Report], zone: ZoneInfo) -> str:
    return f"{described(incident, reports, zone)} [{', '.join(incident.reports)}]"


def _count(count: Count, zone: ZoneInfo) -> str:
    window = times.span(count.window.start, count.window.end, zone)
    return f"{why_page.ACCOUNT_COUNT}: {figure(count)}, {window} [{count.key}]"


def _next(finding: Finding, seen: Seen, zone: ZoneInfo) -> Lines:
    stood = finding.stood
    if stood.earliest and stood.earliest > seen.at:
        yield why_page.CAN_BE_MET.format(time=times.short(stood.earliest, zone))
    if stood.provisional_until:
        yield verdicts.CAN_STILL_CHANGE.format(time=times.short(stood.provisional_until, zone))
