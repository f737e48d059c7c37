"""How an incident counts under a limit, in words, and why not for certain or not at all."""

from monitor.evaluation.explanation import Evidence
from monitor.words import verdicts, why_page


def stands_as(item: Evidence) -> str:
    """Write how it counts."""
    return why_page.SUFFICES if item.suffices else why_page.STANDS[item.counts]


def reasons_of(item: Evidence) -> list[str]:
    """Write each reason: grounds where it does not count, else what is in doubt."""
    phrases = verdicts.GROUNDS if item.counts is False else verdicts.DOUBTS
    return [phrases[reason] for reason in item.reasons]
