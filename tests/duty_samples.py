"""A small agreement on convoys, and records of them, for duties of every day; all of it made up.

Day 0 begins at 19:00 Damascus time on 12 September 2016. A convoy leaves (`left`) and arrives
(`came`).
"""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.verdict import Evaluation
from tests.attacks import sure
from tests.engine import TABLES
from tests.naive.small import LATER, Fields, agreement, record, report

AID: Fields = {"response": {"to": "left", "with": "came", "within": "48 hours"}}
ASKED: Fields = {
    "response": {
        "to": {"attested": "asked", "by": ["opposition"]},
        "with": {"decided": "granted", "by": ["government"]},
        "within": "48 hours",
    }
}


def convoys(**conditions: Fields) -> Agreement:
    """Return an agreement on convoys with these conditions."""
    raw = agreement(conditions, {}).model_dump(by_alias=True, mode="json", exclude_none=True)
    raw["classes"] = {
        "left": {"any_kind": ["aid_departed"]},
        "came": {"any_kind": ["aid_arrived"]},
    }
    return Agreement.model_validate(raw)


def seen(
    kind: str, key: str, start: datetime, end: datetime | None = None, **fields: object
) -> list[Fields]:
    """Return a report of a convoy that left or came, and a review that verifies it."""
    return sure(told(kind, key, start, end, **fields))


def told(
    kind: str, key: str, start: datetime, end: datetime | None = None, **fields: object
) -> Fields:
    """Return a report of a convoy that nobody confirms."""
    kinds = {"left": ("aid_departed",), "came": ("aid_arrived",)}[kind]
    return report(start, end, id=key, kinds=kinds, **fields)


def judged(
    terms: Agreement, rows: Sequence[Fields], at: datetime, known: datetime = LATER
) -> Evaluation:
    """Judge rows known before anything is asked."""
    TABLES.load(record(*rows))
    return evaluate(terms, TABLES, at, known)


def days(found: Evaluation, name: str, scope: str | None = None) -> list[str]:
    """Return what each day reads: its verdict, or why it is undetermined."""
    return [
        day.cause.value if day.verdict.value == "undetermined" else day.verdict.value
        for day in found.of(name, scope).days
    ]
