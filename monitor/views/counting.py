"""How an incident counts under a limit, in words, and why not for certain or not at all."""

from zoneinfo import ZoneInfo

from monitor.agreements.model import Limit
from monitor.evaluation.explanation import Evidence
from monitor.evaluation.verdict import DayVerdict
from monitor.words import times, verdicts, why_page


def stands_as(item: Evidence) -> str:
    """Write how it counts."""
    return why_page.SUFFICES if item.suffices else why_page.STANDS[item.counts]


def reasons_of(item: Evidence) -> list[str]:
    """Write each reason: grounds where it does not count, else what is in doubt or was claimed."""
    phrases = verdicts.GROUNDS if item.counts is False else verdicts.DOUBTS
    noted = [verdicts.UNPAIRED] if item.unpaired else []
    return [*(phrases[reason] for reason in item.reasons), *noted]


def exceeded_in(limit: Limit | None, judged: DayVerdict, zone: ZoneInfo) -> str:
    """Write up to when the first window in hours runs that breaks a limit; empty for no such."""
    if limit is None or judged.exceeded_at is None:
        return ""
    time = times.short(judged.exceeded_at, zone)
    return why_page.EXCEEDED_IN.format(length=limit.each, time=time)
