"""What the command line prints for people: an evaluation and an explanation as lines of text."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor import words
from monitor.agreements.model import Agreement
from monitor.evaluation.explain import Evidence, Explanation
from monitor.evaluation.verdict import Evaluation, Finding, Verdict
from monitor.store.ledger import Upload

Lines = Iterator[str]


def status(
    agreement: Agreement,
    open_reading: Evaluation,
    readings: Sequence[tuple[str, Evaluation]],
    accounts: Sequence[tuple[str, Evaluation]],
) -> Lines:
    """Tell what holds: every condition, then the streaks under each reading and account."""
    zone = ZoneInfo(agreement.calendar.time_zone)
    yield agreement.title
    yield (
        f"At {words.full_time(open_reading.at, zone)} · "
        f"Known: {_known(open_reading, zone)} · {open_reading.agreement}"
    )
    if open_reading.ended:
        yield words.ENDED.format(time=words.full_time(open_reading.ended, zone))
    yield ""
    for finding in open_reading.findings:
        yield f"{_name(finding):<24} {said(finding, zone)}"
    for title, evaluation in readings:
        yield f"\nReading: {title}"
        yield from _streaks(agreement, evaluation, zone)
    for source, evaluation in accounts:
        yield f"\n{words.ACCOUNT.format(source=source)}"
        yield from _streaks(agreement, evaluation, zone)


def _known(evaluation: Evaluation, zone: ZoneInfo) -> str:
    if evaluation.known == evaluation.at:
        return "same"
    return words.full_time(evaluation.known, zone)


def _streaks(agreement: Agreement, evaluation: Evaluation, zone: ZoneInfo) -> Lines:
    for finding in evaluation.findings:
        if agreement.conditions[finding.condition].streak:
            yield f"  {_name(finding):<22} {said(finding, zone)}"


def _name(finding: Finding) -> str:
    return finding.condition if finding.scope is None else f"{finding.condition} ({finding.scope})"


def said(finding: Finding, zone: ZoneInfo) -> str:
    """Return the one line of a finding."""
    catalogue = words.MET if finding.progress or finding.rests_on else words.VERDICTS
    line = f"{catalogue[finding.verdict]}: {words.CAUSES[finding.cause]}"
    if finding.progress:
        p = finding.progress
        line = f"{catalogue[finding.verdict]}: {words.progress(p.least, p.most, p.needed, p.unit)}"
    if finding.earliest:
        line += f"; {words.NOT_BEFORE.format(time=words.short_time(finding.earliest, zone))}"
    if finding.at_end:
        line += f"; {words.AT_END}: {said(finding.at_end, zone)}"
    return line


def explanation(agreement: Agreement, found: Explanation, sentence: str) -> Lines:
    """Tell what a verdict rests on, the evidence first for, then against."""
    zone = ZoneInfo(agreement.calendar.time_zone)
    terms = agreement.conditions[found.finding.condition]
    clause = agreement.clauses[terms.clause]
    yield f"{_name(found.finding)}: {said(found.finding, zone)}"
    yield f"Clause {terms.clause} ({words.PROVENANCE_NAMES[clause.provenance]}): {clause.says}"
    yield f"Rule: {sentence}"
    if terms.assumption:
        yield f"Assumption: {terms.assumption}"
    if found.day and found.window:
        start, end = (words.full_time(edge, zone) for edge in found.window)
        yield f"Day {found.day.day.date.isoformat()}, judged over {start} to {end}: "
        verdict = found.day.verdict
        yield f"  {words.VERDICTS[verdict]}: {words.CAUSES[found.day.cause]}"
        if verdict is Verdict.BREACHED:
            yield f"  {words.RESTARTS_RULE}"
    for title, items in (
        ("Counted", found.certain),
        ("May count", found.possible),
        ("Not counted", found.left_out),
    ):
        yield from _evidence(title, items, zone)
    for count in found.counts:
        window = words.span(count.window.start, count.window.end, zone)
        bound = words.BOUND_NAMES[count.bound]
        yield f"Count: {bound}{count.value} {words.COUNTED[count.measure]}, {window} [{count.key}]"
    if found.gaps:
        yield f"Not watched: {_spans(found.gaps, zone)}"
    if found.watching:
        yield f"Watching at some time: {words.listed(found.watching)}"
    for title, incident in (("before", found.before), ("after", found.after)):
        if incident:
            when = words.span(incident.happened.start, incident.happened.end, zone)
            yield f"Nearest {title}: {when} [{incident.id}]"


def _evidence(title: str, items: Sequence[Evidence], zone: ZoneInfo) -> Lines:
    reasons = words.GROUNDS if title == "Not counted" else words.DOUBTS
    for item in items:
        incident = item.incident
        when = words.span(incident.happened.start, incident.happened.end, zone)
        line = f"{title}: {when}, {words.kinds(incident.kinds)}, by {words.actors(incident.by)}"
        line += f", killed {words.figure(incident.killed.low, incident.killed.high)}"
        line += f" [{', '.join(incident.reports)}]"
        why = [reasons[reason] for reason in item.reasons]
        if item.suffices:
            why.append("suffices")
        yield line + (f": {'; '.join(why)}" if why else "")


def _spans(spans: Sequence[tuple[datetime, datetime]], zone: ZoneInfo) -> str:
    return "; ".join(
        f"{words.short_time(start, zone)} to {words.short_time(end, zone)}" for start, end in spans
    )


def upload(line: Upload, zone: ZoneInfo) -> str:
    """Tell of an upload, or of a single record, as one line."""
    what = line.file or "one record"
    counts = f"{line.stored} stored, {line.unchanged} unchanged, {line.rejected} rejected"
    notes = ["archive"] if line.archive else []
    notes += [f"undone by act {line.undone}"] if line.undone else []
    after = f" ({', '.join(notes)})" if notes else ""
    when = words.full_time(line.recorded_at, zone)
    return f"{line.act:>5}  {when}  {line.actor}  {what}: {counts}{after}"


def upload_answer(line: Upload) -> dict[str, object]:
    """Return an upload as JSON values."""
    return asdict(line) | {"recorded_at": line.recorded_at.isoformat()}
