"""Whether a late report can still change what was said of a day, measured against what is known."""

from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.words import phrasing, times, verdicts


def settled_or_not(agreement: Agreement, known: datetime, rests_on: datetime) -> str:
    """Write "provisional until …" or "settled (48 h)" of what rests on a day.

    Args:
        agreement: Its terms say how long a verdict stays provisional.
        known: What was recorded by this instant counts.
        rests_on: The end of the day; a running day has none yet, and is not asked about.
    """
    after = agreement.evidence.settles_after
    until = rests_on + after.elapsed
    if known < until:
        zone = agreement.zone
        return verdicts.PROVISIONAL.format(time=times.short(until, zone))
    return phrasing.settled(times.length(after.count, after.unit))
