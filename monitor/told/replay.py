"""An agreement looked at day by day, as lines of text: at each boundary what had changed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import Evaluation, Finding, Standing, Verdict
from monitor.service.trying import Change
from monitor.told.phases import phase_name, state
from monitor.views.marks import title_in
from monitor.views.naming import agreement_title
from monitor.views.rivals import progress_of
from monitor.views.verdict_words import verdict_words
from monitor.words import chronicle, moments, phases, times, verdicts

Lines = Iterator[str]


def said(before: Finding | None, after: Finding | None) -> bool:
    """Whether a condition is said to stand otherwise than at the boundary before.

    A day that only goes on the list of days is no change, nor is one more day of a count that
    goes on as it did.
    """
    return _stood(before) != _stood(after)


def _stood(finding: Finding | None) -> object:
    if finding is None:
        return None
    stood = finding.stood
    return finding.verdict, stood.verdict, stood.progress, stood.parties, stood.decided


def head(agreement: Agreement, *, reconstructed: bool) -> Lines:
    """Tell what is looked at."""
    yield f"{agreement_title(agreement)} [{agreement.id}]"
    yield chronicle.REPLAYED
    if reconstructed:
        yield moments.RECONSTRUCTED


def day(
    agreement: Agreement,
    ended: date,
    evaluation: Evaluation,
    changed: Iterable[Change],
    moved: Iterable[tuple[Standing | None, Standing]],
) -> Lines:
    """Tell what had changed when a day ended."""
    zone = agreement.zone
    yield ""
    ending = chronicle.DAY_ENDS.format(day=times.day(ended, weekday=True))
    yield f"{times.full(evaluation.at, zone)}: {ending}"
    lines = [_condition(agreement, one) for one in changed]
    lines += [_phase(agreement, old, new, evaluation.at) for old, new in moved]
    yield from (f"  {line}" for line in lines or [chronicle.NOTHING_CHANGED])


def _condition(agreement: Agreement, change: Change) -> str:
    title = title_in(agreement, change.condition, change.scope)
    before, after = _told(agreement, change.before), _told(agreement, change.after)
    told = verdicts.CHANGED.format(before=before, after=after) if before else after
    return f"{title}: {told} [{change.condition}]"


def _told(agreement: Agreement, finding: Finding | None) -> str:
    if finding is None:
        return ""
    terms = agreement.conditions[finding.condition]
    stood = finding.stood
    text = verdict_words(terms)[stood.verdict]
    if stood.progress:
        text += f", {progress_of(stood.progress)}"
    if finding.verdict is Verdict.NOT_IN_FORCE and finding.at_end:
        return f"{verdicts.VERDICTS[finding.verdict]} ({verdicts.AT_END}: {text})"
    return text


def _phase(agreement: Agreement, old: Standing | None, new: Standing, at: datetime) -> str:
    told = state(agreement, new, at)
    if old is not None:
        told = verdicts.CHANGED.format(before=phases.STATES[old.state], after=told)
    return f"{phase_name(agreement, new)}: {told} [{new.phase}]"
