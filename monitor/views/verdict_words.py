"""In which words the verdict on a condition is said: kept, met, or that there is a pattern."""

from collections.abc import Mapping

from monitor.agreements.model import Agreement, Condition
from monitor.evaluation.verdict import Verdict
from monitor.words import phrasing, verdicts


def verdict_words(condition: Condition | None) -> Mapping[str, str]:
    """Return the word for each verdict on a condition; of one that is no more, those of a limit."""
    if condition is None:
        return verdicts.VERDICTS
    if condition.pattern:
        return verdicts.PATTERNS
    words = verdicts.VERDICTS if condition.daily else verdicts.MET
    return {**words, **verdicts.FALLEN_SHORT} if condition.best_efforts else words


def asked_of(agreement: Agreement, condition: Condition, verdict: Verdict) -> str:
    """Write of whom best efforts that fell short are asked; empty for any other verdict."""
    if not condition.best_efforts or verdict is not Verdict.BREACHED:
        return ""
    names = phrasing.listed([agreement.parties[party].name for party in condition.bound])
    return verdicts.A_QUESTION.format(parties=names)
