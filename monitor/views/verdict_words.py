"""In which words the verdict on a condition is said: kept, met, or that there is a pattern."""

from collections.abc import Mapping

from monitor.agreements.model import Condition
from monitor.words import verdicts


def verdict_words(condition: Condition | None) -> Mapping[str, str]:
    """Return the word for each verdict on a condition; of one that is no more, those of a limit."""
    if condition is None or condition.daily:
        return verdicts.VERDICTS
    return verdicts.PATTERNS if condition.pattern else verdicts.MET
