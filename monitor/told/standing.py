"""How an agreement stands, as lines of text: what is certain, what is not, the rival answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import Evaluation
from monitor.service.board import Board
from monitor.views.conclusions import Concluding, Conclusion
from monitor.views.marks import strips, titled
from monitor.views.naming import agreement_title
from monitor.views.onrecord import OnRecord
from monitor.views.rivals import Rival, accounts, decided_days, readings
from monitor.views.serious import serious
from monitor.views.sources import Sources
from monitor.views.standings import phase_lines
from monitor.views.today import header
from monitor.words import phases, phrasing, rival_answers, times, today_page, verdicts

Lines = Iterator[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What has to be said beside the verdicts.

    Attributes:
        reconstructed: Whether times of knowledge come from publication dates.
        ended: When the agreement went out of force, if it had by the moment looked at.
        record: The profiles, decisions and attestations known, and what is serious.
    """

    reconstructed: bool
    ended: datetime | None
    record: OnRecord


def status(instrument: Instrument, board: Board, context: Context) -> Lines:
    """Tell how an agreement stands, then each reading and each account in a line."""
    agreement, official = instrument.agreement, board.official
    yield from _head(agreement, official, context)
    concluded = _conclusions(agreement, official, board.accounts, context)
    yield from _part(today_page.CERTAIN, [_concluded(c) for c in concluded if c.certain])
    yield from _part(today_page.CANNOT_SAY, [_concluded(c) for c in concluded if not c.certain])
    yield from _part(phases.TITLE, _phases(agreement, official))
    grave = serious(agreement, context.record.uncounted, context.record.reports)
    told = [f"{one.line} [{one.incident}]" for one in grave]
    yield from _part(today_page.SERIOUS_TITLE, told)
    by_reading = readings(instrument.variants, board.readings)
    yield from _part(rival_answers.BY_READING, [_rival(rival) for rival in by_reading])
    sources = _sources(agreement, official, context)
    by_account, mute = accounts(agreement, board.accounts, sources)
    lines = [_rival(rival) for rival in by_account]
    lines += [rival_answers.MUTE.format(sources=phrasing.listed(mute))] if mute else []
    yield from _part(rival_answers.BY_ACCOUNT, lines)


def one_view(agreement: Agreement, evaluation: Evaluation, context: Context) -> Lines:
    """Tell how it stands under one reading, or on one account, or both."""
    yield from _head(agreement, evaluation, context)
    if evaluation.reading:
        title = agreement.readings[evaluation.reading].title
        yield f"{rival_answers.READING}: {title} [{evaluation.reading}]"
    if evaluation.account:
        source = _sources(agreement, evaluation, context).name(evaluation.account)
        yield rival_answers.NOTE_ACCOUNT.format(source=source)
        yield from _part("", _of_account(agreement, evaluation))
        return
    concluded = _conclusions(agreement, evaluation, {}, context)
    yield from _part(today_page.CERTAIN, [_concluded(c) for c in concluded if c.certain])
    yield from _part(today_page.CANNOT_SAY, [_concluded(c) for c in concluded if not c.certain])
    yield from _part(phases.TITLE, _phases(agreement, evaluation))


def _head(agreement: Agreement, evaluation: Evaluation, context: Context) -> Lines:
    yield f"{agreement_title(agreement)} [{agreement.id}]"
    told = header(agreement, evaluation.at, evaluation.known, reconstructed=context.reconstructed)
    yield told.moments
    if told.reconstructed:
        yield told.reconstructed
    if agreement.proposed:
        yield today_page.PROPOSED
    if context.ended:
        yield today_page.OVER.format(time=times.full(context.ended, agreement.zone))


def _conclusions(
    agreement: Agreement,
    evaluation: Evaluation,
    by_account: Mapping[str, Evaluation],
    context: Context,
) -> Sequence[Conclusion]:
    drawn = strips(agreement, evaluation, by_account.values())
    return Concluding(agreement, evaluation, drawn, context.record).all()


def _sources(agreement: Agreement, evaluation: Evaluation, context: Context) -> Sources:
    return Sources.at(agreement, context.record.by_source, evaluation.at)


def _part(title: str, lines: Sequence[str]) -> Lines:
    if lines:
        yield ""
        yield from [title] if title else []
        yield from (f"  {line}" for line in lines)


def _concluded(one: Conclusion) -> str:
    return f"{one.line} [{_named(one.condition, one.scope)}]"


def _phases(agreement: Agreement, evaluation: Evaluation) -> list[str]:
    return [f"{p.title}: {p.text} [{p.phase}]" for p in phase_lines(agreement, evaluation)]


def _rival(one: Rival) -> str:
    return f"{one.line} [{one.name}]"


def _of_account(agreement: Agreement, evaluation: Evaluation) -> list[str]:
    lines = []
    for finding in evaluation.findings:
        attested = agreement.conditions[finding.condition].attested
        told = verdicts.CAUSES[finding.cause] if attested else ""
        told = told or decided_days(agreement, evaluation, finding) or rival_answers.DECIDES_NO_DAY
        name = _named(finding.condition, finding.scope)
        lines.append(f"{titled(agreement, finding)}: {told} [{name}]")
    return lines


def _named(condition: str, scope: str | None) -> str:
    return condition if scope is None else f"{condition} --scope {scope}"
