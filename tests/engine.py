"""The engine under test, asked the way the naive evaluator is."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.verdict import Cause, DayVerdict, Finding, Verdict
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from monitor.store.tables import Tables

Reads = tuple[str, tuple[int, int] | None] | None
TABLES = Tables.in_memory()
"""One set of tables for the thousands of small records of a run."""


def engine_verdicts(
    agreement: Agreement,
    versions: Sequence[Known[Record]],
    at: datetime,
    known: datetime,
    account: str | None = None,
) -> dict[tuple[str, str | None], Reads]:
    """Judge every condition on these records; None where the account cannot speak to it."""
    return _read(agreement, versions, at, known, account)[0]


def _read(
    agreement: Agreement,
    versions: Sequence[Known[Record]],
    at: datetime,
    known: datetime,
    account: str | None,
) -> tuple[dict[tuple[str, str | None], Reads], Sequence[Finding]]:
    TABLES.load(versions)
    facts = Snapshot(TABLES)
    evaluation = evaluate(agreement, facts, at, known, account=account)
    view = View(agreement, facts, at, known, account)
    silent: dict[tuple[str, str | None], Reads] = {
        (name, scope): None
        for name, condition in agreement.conditions.items()
        for scope in view.scopes(condition)
    }
    read = silent | {
        (finding.condition, finding.scope): (
            finding.verdict.value,
            (finding.progress.least, finding.progress.most) if finding.progress else None,
        )
        for finding in evaluation.findings
    }
    return read, evaluation.findings


def engine_readings(
    agreement: Agreement,
    versions: Sequence[Known[Record]],
    at: datetime,
    known: datetime,
    account: str | None = None,
) -> dict[tuple[str, str | None], object]:
    """Judge every condition, its days and its obligations, as `naive.readings` has them."""
    read, findings = _read(agreement, versions, at, known, account)
    found: dict[tuple[str, str | None], object] = dict(read)
    for each in findings:
        terms = agreement.conditions[each.condition]
        if terms.daily and each.verdict is not Verdict.NOT_IN_FORCE:
            days = [(day.day.date.isoformat(), _word(day)) for day in each.days]
            found[f"{each.condition}: days", each.scope] = days
        if terms.response is not None and each.verdict is not Verdict.NOT_IN_FORCE:
            owed = [(one.item.first, one.item.last, one.state.value) for one in each.obligations]
            found[f"{each.condition}: owed", each.scope] = sorted(owed)
    return found


def _word(day: DayVerdict) -> str:
    return "nobody_asked" if day.cause is Cause.NOBODY_ASKED else day.verdict.value


def engine_phases(
    agreement: Agreement, versions: Sequence[Known[Record]], at: datetime, known: datetime
) -> dict[tuple[str, str], str]:
    """Return where every phase stands for each holder."""
    TABLES.load(versions)
    standings = evaluate(agreement, TABLES, at, known).phases
    return {(each.phase, each.holder): each.state.value for each in standings}
