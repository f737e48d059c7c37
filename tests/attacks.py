"""Attacks in the small agreement of the worked examples, made certain, and what is judged."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.verdict import Evaluation
from tests.engine import TABLES
from tests.naive.small import DAY, LATER, START, TICK, Fields, record, report, verified, watch

WATCHED = watch(START - 30 * DAY, START + 40 * DAY)
"""Somebody watches everything, for longer than any example lasts."""


def sure(told: Fields) -> list[Fields]:
    """Return a report that has an id of its own, and a review that verifies it."""
    return [told, {**verified(f"un/{told['id']}"), "id": f"v-{told['id']}"}]


def attack(start: datetime, end: datetime | None = None, **fields: object) -> list[Fields]:
    """Return a verified report of shelling by the army, named after its time."""
    return sure(report(start, end, **{"id": f"a{(start - START) // TICK}", **fields}))


def judged(
    rows: Sequence[Fields], agreement: Agreement, at: datetime, account: str | None = None
) -> Evaluation:
    """Judge rows that are known before anything is asked."""
    TABLES.load(record(*rows))
    return evaluate(agreement, TABLES, at, LATER, account=account)
