"""A limit taken from a baseline, in plain English."""

from monitor.agreements.english_acts import local_time_told
from monitor.agreements.model import Baseline, Limit


def no_more_than(baseline: Baseline, limit: Limit, counted: str, own: str) -> str:
    """Say how many are allowed, and measured against what.

    Args:
        baseline: What the limit is taken from.
        limit: The limit.
        counted: That there are no more of what is counted, and where.
        own: What makes an incident of the reference time certain; empty where that is as ever.
    """
    time = f"from {local_time_told(baseline.from_)} until {local_time_told(baseline.until)}"
    times = "" if limit.each.count == 1 else f", {limit.each.count} times"
    then = f", {own} then" if own else ""
    return (
        f"{counted} than {baseline.of_baseline} of the mean per day "
        f"{time}{times}{then}; where nobody watched all that time nothing is kept or broken"
    )
