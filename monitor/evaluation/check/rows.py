"""Days, or hours, in a row, decided again: at least and at most so many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from monitor.agreements.model import Condition, Streak
from monitor.evaluation.check.acts import decisions
from monitor.evaluation.check.clock import DAY, Day
from monitor.evaluation.check.dayreads import DayReads
from monitor.evaluation.check.deeds import Deed, all_states
from monitor.evaluation.check.matter import Matter, OutOfReachError
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.verdict import Verdict
from monitor.incidents.span import TICK

ADHERENCE = "adherence"
"""What a party attests when it certifies that a day was kept."""


@dataclass(frozen=True, slots=True)
class Row:
    """At least `least` and at most `most` in a row, the last of them ending with `last`."""

    least: int
    most: int
    last: Day | None


def in_a_row(matter: Matter, days: Sequence[DayReads], windows: Windows | None) -> Row:
    """Count the days kept in a row up to the last that has ended.

    Args:
        matter: What is decided again.
        days: What the limit reads on the days so far, as far back as the grounds go.
        windows: What windows of days hold, of an `at_most` limit of each single day: then none
            may hold more than its days allow together. None for anything else.

    Raises:
        OutOfReachError: The row may begin before the first of the days given.
    """
    if days and not days[-1].finished and days[-1].verdict is Verdict.BREACHED:
        return Row(0, 0, days[-1].day)
    ended = [read for read in days if read.finished]
    if not matter.ended:
        return Row(0, 0, None)
    if not ended:
        raise OutOfReachError(matter.ended[-1].start)
    most = 0
    for read in reversed(ended):
        number = len(ended) - most
        later = ended[number].day if most else None
        broken = later is not None and later.start != read.day.end
        if broken or read.verdict not in {Verdict.KEPT, Verdict.UNDETERMINED}:
            break
        if windows is not None and not _fits(ended[number - 1 :], windows):
            break
        most += 1
    if most == len(ended) and ended[0].day != matter.days[0]:
        raise OutOfReachError(ended[0].day.start)
    least = 0
    for read in reversed(ended[len(ended) - most :]):
        if read.verdict is not Verdict.KEPT:
            break
        least += 1
    return Row(least, most, ended[-1].day)


def _fits(run: Sequence[DayReads], windows: Windows) -> bool:
    """Whether no window that begins with the first day certainly holds more than it may."""
    lows = windows.lows(run[0].day.start, [read.day.end for read in run])
    allowed = accumulate(read.number or 0 for read in run)
    return all(low <= most for low, most in zip(lows, allowed, strict=True))


def quiet_for(matter: Matter, base: Condition, scope: str | None) -> tuple[timedelta, timedelta]:
    """The least and the greatest time for which nothing has happened, up to the horizon.

    Raises:
        OutOfReachError: The quiet may have begun before the time that the grounds go back to.
    """
    windows = Windows(matter, base, scope)
    begun = max(since for since, _ in matter.in_force if since <= matter.horizon)
    reach = max(begun, matter.grounds.since)
    open_ = [*windows.open_times(reach, matter.horizon), *windows.hidden_times(matter.horizon)]
    starts, ends = [reach, *windows.counted_from(matter.horizon)], [reach]
    for incident, certain in matter.incidents(windows.sought, reach):
        span = incident.happened
        over = span.end if span.start < span.last else span.start
        if certain:
            ends.append(min(over, matter.horizon))
        else:
            last = windows.last_without_a_word(span.start, span.last + TICK)
            ends += [min(over, last, matter.horizon)] if last else []
        if certain and span.last < matter.horizon:
            starts.append(span.start)
    lasts = (windows.last_without_a_word(*one) for one in open_)
    ends += [min(last, matter.horizon) for last in lasts if last]
    quiet, broken = max(ends), max(starts)
    if begun < reach and reach in {quiet, broken}:
        raise OutOfReachError(reach)
    none = timedelta(0)
    return max(matter.horizon - quiet, none), max(matter.horizon - max(broken, begun), none)


def certified(
    matter: Matter, streak: Streak, days: Sequence[Day]
) -> tuple[Row, tuple[tuple[str, int], ...]]:
    """Count the days that all parties named have certified, and those of each."""
    given = {
        party: [_certifies(matter, streak, party, day) for day in days]
        for party in streak.certified_by
    }
    all_gave = [all(column) for column in zip(*given.values(), strict=True)]
    count = _tail(days, all_gave)
    each = tuple((party, _tail(days, said)) for party, said in given.items())
    return Row(count, count, days[-1] if days else None), each


def _certifies(matter: Matter, streak: Streak, party: str, day: Day) -> bool:
    """Whether a party's latest word on a day is that it was kept, all of it."""
    said = False
    for record in matter.words(streak):
        local = matter.clock.local(record.during.start)
        if record.what != ADHERENCE or not matter.names.speaks(record.by, local, (party,)):
            continue
        span = record.during
        if record.holds:
            said = said or (span.start <= day.start and span.end >= day.end)
        elif span.start < day.end and span.last >= day.start:
            said = False
    return said


def since_restart(matter: Matter, streak: Streak, days: Sequence[Day], at: datetime) -> Row:
    """Count the days since the parties named last restarted the count together."""
    by = streak.reset_by
    if by is None or not days:
        return Row(0, 0, days[-1] if days else None)
    own = [one for one in decisions(matter, by, by.decided, by.by) if one.first <= at]
    needed = frozenset(by.by)

    def step(
        state: tuple[frozenset[str], datetime | None], now: datetime, happened: Sequence[Deed]
    ) -> tuple[frozenset[str], datetime | None]:
        given = state[0] | {one.party for one in happened if one.party is not None}
        return (frozenset(), now) if needed <= given else (given, state[1])

    nothing: tuple[frozenset[str], datetime | None] = (frozenset(), None)
    restarts = {restarted for _, restarted in all_states(own, nothing, step, at)}
    counts = [
        _tail(days, [start is None or start <= day.start for day in days]) for start in restarts
    ]
    return Row(min(counts), max(counts), days[-1])


def _tail(days: Sequence[Day], counted: Sequence[bool]) -> int:
    """How many of the last days in a row are counted."""
    number = 0
    for day, counts in zip(reversed(days), reversed(counted), strict=True):
        if not counts or (number and day.end != days[len(days) - number].start):
            break
        number += 1
    return number


def soonest(matter: Matter, last: Day | None, missing: int) -> datetime | None:
    """When so many more days will have ended, if the agreement is in force until then."""
    clock = matter.clock
    if last is not None:
        named = last.named
    else:
        today = clock.named(matter.horizon)
        since = max(start for start, _ in matter.in_force if start <= matter.horizon)
        cut = since > clock.begins(today)
        counted = matter.terms.calendar.partial_days == "counted" or not cut
        named = today - DAY if counted else today
    named += missing * DAY
    begin, end = clock.begins(named), clock.begins(named + DAY)
    for since, until in matter.in_force:
        if since <= begin < until:
            cut_short = until < end
            if cut_short and matter.terms.calendar.partial_days == "not_counted":
                return None
            return min(end, until)
    return None
