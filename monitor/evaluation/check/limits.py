"""A limit, or a pattern, decided again on each day from what its window holds."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Doubt, Limit, Unit, Unobserved
from monitor.evaluation.check.clock import Day
from monitor.evaluation.check.dayreads import Allowed, DayReads, Range
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import holds
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import TICK


def read_day(matter: Matter, windows: Windows, days: Sequence[Day], position: int) -> DayReads:
    """Decide a limit on one of the days."""
    limit = windows.limit
    day = days[position]
    hours = limit.each.unit is Unit.HOURS
    first = position if hours else window_start(days, position, limit.each.count)
    finished = day.end <= matter.horizon
    number = number_on(limit, matter.clock.local(day.start))
    exceeded = None
    if hours:
        found, exceeded = _rolling(matter, windows, day, number)
    else:
        found = windows.range(days[first].start, min(day.end, matter.horizon))
    verdict, cause, policy = Verdict.NOT_IN_FORCE, Cause.NOT_IN_FORCE, None
    if windows.pattern and number is not None:
        verdict, cause = _repeated(number, found, finished=finished)
        return DayReads(day, days[first], verdict, cause, found, number, finished)
    allowed = windows.allowed(position - first + 1, min(day.end, matter.horizon))
    if limit.baseline is not None and allowed is None:
        verdict, cause = Verdict.UNDETERMINED, Cause.NO_BASELINE
    if allowed is not None:
        number = None if allowed[1] is None else int(allowed[1])
    if number is not None or allowed is not None:
        verdict, cause = _plainly(limit, number or 0, found)
        if allowed is not None:
            verdict, cause = _against(limit, allowed, found)
        verdict, policy = _by_policy(matter, limit, found, (verdict, cause), finished=finished)
        if not finished and (verdict is Verdict.KEPT or limit.at_most is None):
            policy = policy if verdict is Verdict.KEPT else None
            verdict, cause = Verdict.UNDETERMINED, Cause.RUNNING
    return DayReads(
        day, days[first], verdict, cause, found, number, finished, policy, exceeded, allowed
    )


def hours_before(matter: Matter, limit: Limit, instant: datetime) -> datetime:
    """Where the window in hours that ends with an instant begins: never before the agreement."""
    begun = max(since for since, _ in matter.in_force if since <= instant)
    return max(begun, instant - limit.each.elapsed + TICK)


def _rolling(
    matter: Matter, windows: Windows, day: Day, number: int | None
) -> tuple[Range, datetime | None]:
    """What windows in hours hold at the instants of a day; and the first that holds too many."""
    limit = windows.limit
    begun = max(since for since, _ in matter.in_force if since <= day.start)
    shifted = {edge + by for edge in windows.edges() for by in (TICK - TICK, limit.each.elapsed)}
    tried = {edge + by for edge in shifted for by in (-TICK, TICK - TICK, TICK)} | {day.start}
    end = min(day.end, matter.horizon)
    found = {
        t: windows.range(max(begun, t - limit.each.elapsed + TICK), t + TICK)
        for t in sorted(tried)
        if day.start <= t < end
    }
    highs = [range_.high for range_ in found.values()]
    bounded = [high for high in highs if high is not None]
    together = Range(
        max(range_.low for range_ in found.values()),
        max(bounded) if len(bounded) == len(highs) else None,
        all(range_.seen for range_ in found.values()),
        max(range_.told for range_ in found.values()),
    )
    over = [t for t, range_ in found.items() if number is not None and range_.low > number]
    return together, min(over, default=None)


def window_start(days: Sequence[Day], position: int, length: int) -> int:
    """Where the window of so many days that ends with a day begins: cut where terms stood still."""
    first = position
    while first > max(0, position - length + 1) and days[first - 1].end == days[first].start:
        first -= 1
    return first


def _repeated(enough: int, found: Range, *, finished: bool) -> tuple[Verdict, Cause]:
    """Whether there is a pattern: found at once, ruled out only of a day that has ended."""
    if found.high is not None and found.high < found.low:
        return Verdict.UNDETERMINED, Cause.CONTRADICTION
    if found.low >= enough:
        return Verdict.KEPT, Cause.REPEATED
    if found.high is not None and found.high < enough:
        if finished:
            return Verdict.NOT_YET, Cause.NOT_REPEATED
        return Verdict.UNDETERMINED, Cause.RUNNING
    told = found.high is not None or found.told >= enough
    return Verdict.UNDETERMINED, Cause.UNCONFIRMED if told else Cause.UNWATCHED


def _against(limit: Limit, allowed: Allowed, found: Range) -> tuple[Verdict, Cause]:
    """What the record decides where the limit itself lies between two figures."""
    low, high = found.low, found.high
    surely, perhaps = allowed
    if high is not None and high < low:
        return Verdict.UNDETERMINED, Cause.CONTRADICTION
    if perhaps is not None and low > perhaps:
        return Verdict.BREACHED, Cause.EXCEEDED
    if high is not None and high <= surely:
        return Verdict.KEPT, Cause.WITHIN
    if low > surely:
        return Verdict.UNDETERMINED, Cause.OPEN_BASELINE
    return _plainly(limit, int(surely), found)


def _plainly(limit: Limit, number: int, found: Range) -> tuple[Verdict, Cause]:
    """What the record alone decides."""
    low, high = found.low, found.high
    if high is not None and high < low:
        return Verdict.UNDETERMINED, Cause.CONTRADICTION
    at_most = limit.at_most is not None
    enough, short = low >= number, high is not None and high < number
    over, within = low > number, high is not None and high <= number
    if (at_most and over) or (not at_most and short):
        return Verdict.BREACHED, Cause.EXCEEDED if at_most else Cause.SHORT
    if (at_most and within) or (not at_most and enough):
        return Verdict.KEPT, Cause.WITHIN
    told = found.told > number if at_most else high is not None
    if told:
        return Verdict.UNDETERMINED, Cause.UNCONFIRMED
    if found.seen:
        return Verdict.UNDETERMINED, Cause.NO_FIGURE
    return Verdict.UNDETERMINED, Cause.SILENT if limit.from_counts else Cause.UNWATCHED


def _by_policy(
    matter: Matter, limit: Limit, found: Range, plainly: tuple[Verdict, Cause], *, finished: bool
) -> tuple[Verdict, str | None]:
    """Let the agreement's policy speak where the record does not decide; it keeps no unseen day."""
    verdict, cause = plainly
    policy = matter.terms.evidence
    if verdict is not Verdict.UNDETERMINED or cause is Cause.CONTRADICTION:
        return verdict, None
    if not found.seen:
        breaks = finished and policy.unobserved is Unobserved.BREAKS
        return (Verdict.BREACHED, "unobserved") if breaks else (verdict, None)
    if found.high is None or limit.from_counts is not None:
        return verdict, None
    if policy.doubt is Doubt.BREAKS:
        return Verdict.BREACHED, "doubt"
    return (Verdict.KEPT, "doubt") if policy.doubt is Doubt.COUNTS_AS_QUIET else (verdict, None)


def number_on(limit: Limit, local: datetime) -> int | None:
    """The number in force at a local time."""
    held = [number.is_ for number in limit.numbers if holds(number, local)]
    return held[0] if held else None
