"""`evaluate(agreement, at, known, account, reading)`: a pure function of what is on record.

calendar -> classify -> tally -> series -> limits, streaks and duties -> gates -> phases.
"""

from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.facts import Facts
from monitor.evaluation.finding import finding
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.standing import standings
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View


def evaluate(
    agreement: Agreement,
    facts: Facts,
    at: datetime,
    known: datetime,
    *,
    account: str | None = None,
    reading: str | None = None,
) -> Evaluation:
    """Judge every condition of an agreement at an instant, on what was known at another.

    Args:
        agreement: the terms, the reading already applied.
        facts: the record.
        at: what had happened before this instant counts (exclusive).
        known: what had been recorded by this instant counts (inclusive).
        account: judge on what this source itself states; None for the official picture.
        reading: the name of the reading applied, for the record.

    Returns:
        One finding per condition and scope, in the order of the rule file. A condition that
        an account cannot speak to (counts of another source) has none. Where each phase stands
        for each holder, unless an account is asked for.
    """
    once = facts if isinstance(facts, Snapshot) else Snapshot(facts)
    return evaluated(View(agreement, once, at, known, account), reading)


def evaluated(view: View, reading: str | None = None) -> Evaluation:
    """Judge every condition as seen from a standpoint, which keeps what it has worked out."""
    findings = [
        found
        for name, condition in view.agreement.conditions.items()
        for scope in view.scopes(condition)
        if (found := finding(view, name, condition, scope)) is not None
    ]
    phases = () if view.account else tuple(standings(view))
    in_force = view.calendar.holds(view.at)
    ended = view.ended if not in_force and view.at > view.calendar.start else None
    return Evaluation(
        view.agreement.id,
        view.at,
        view.known,
        reading,
        view.account,
        in_force,
        ended,
        tuple(findings),
        phases,
    )
