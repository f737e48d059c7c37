"""The engine under test, asked the way the naive evaluator is."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
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
    TABLES.load(versions)
    evaluation = evaluate(agreement, TABLES, at, known, account=account)
    view = View(agreement, TABLES, at, known, account)
    silent: dict[tuple[str, str | None], Reads] = {
        (name, scope): None
        for name, condition in agreement.conditions.items()
        for scope in view.scopes(condition)
    }
    return silent | {
        (finding.condition, finding.scope): (
            finding.verdict.value,
            (finding.progress.least, finding.progress.most) if finding.progress else None,
        )
        for finding in evaluation.findings
    }


def engine_phases(
    agreement: Agreement, versions: Sequence[Known[Record]], at: datetime, known: datetime
) -> dict[tuple[str, str], str]:
    """Return where every phase stands for each holder."""
    TABLES.load(versions)
    standings = evaluate(agreement, TABLES, at, known).phases
    return {(each.phase, each.holder): each.state.value for each in standings}
