"""A condition that is judged day by day, read on the days for which there are grounds."""

from collections.abc import Iterator
from datetime import datetime

from monitor.agreements.model import Limit, Unit
from monitor.evaluation.check.applies import applied
from monitor.evaluation.check.clock import Stretch
from monitor.evaluation.check.dayreads import DayReads
from monitor.evaluation.check.limits import hours_before, read_day, window_start
from monitor.evaluation.check.matter import Matter, OutOfReachError
from monitor.evaluation.check.ruling import differs
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.verdict import DayVerdict
from monitor.incidents.span import TICK
from monitor.words import checking


def days_of(matter: Matter, name: str, scope: str | None) -> tuple[list[DayReads], Windows]:
    """Read a limit on the last days: on all from which on the grounds go back far enough."""
    condition = matter.terms.conditions[name]
    windows = Windows(matter, condition, scope)
    limit = windows.limit
    found: list[DayReads] = []
    for position, day in enumerate(matter.days):
        if _begins(matter, limit, position) >= matter.grounds.since:
            # What is judged later makes no other day of one that has ended.
            key = (name, scope, day, min(day.end, matter.horizon))
            if key not in matter.reads:
                try:
                    read = read_day(matter, windows, matter.days, position)
                except OutOfReachError:
                    found.clear()
                    continue
                matter.reads[key] = applied(matter, condition, read)
            found.append(matter.reads[key])
    return found, windows


def _begins(matter: Matter, limit: Limit, position: int) -> datetime:
    if limit.each.unit is Unit.HOURS:
        return hours_before(matter, limit, matter.days[position].start)
    return matter.days[window_start(matter.days, position, limit.each.count)].start


def window_of(matter: Matter, limit: Limit, read: DayReads) -> Stretch:
    """What decides a day: of a limit in hours the first window that holds too many, if any."""
    end = min(read.day.end, matter.horizon)
    if limit.each.unit is Unit.DAYS:
        return read.first.start, end
    if read.exceeded is None:
        return hours_before(matter, limit, read.day.start), end
    begun = max(since for since, _ in matter.in_force if since <= read.day.start)
    return max(begun, read.exceeded - limit.each.elapsed + TICK), read.exceeded + TICK


def day_differs(said: DayVerdict, found: DayReads) -> Iterator[str]:
    """Yield what is said of a day that does not follow."""
    pairs: dict[str, tuple[object, object]] = {
        checking.VERDICT: (said.verdict, found.verdict),
        checking.CAUSE: (said.cause, found.cause),
        checking.POLICY: (said.policy, found.policy),
        checking.LIMIT: (said.limit, found.number),
        checking.FINISHED: (said.finished, found.finished),
        checking.WINDOW: (said.first.start, found.first.start),
        checking.ALLOWED: (_allowed(said), found.allowed),
        checking.EXCEEDED: (said.exceeded_at, found.exceeded),
        checking.LEAST: (said.bounds.low, found.range.low),
        checking.MOST: (said.bounds.high, found.range.high),
        checking.WATCHED: (said.bounds.covered, found.range.seen),
        checking.ON_RECORD: (said.bounds.possible, found.range.told),
    }
    day = checking.DAY.format(date=found.day.named)
    yield from (differs(f"{day}, {what}", *pair) for what, pair in pairs.items() if _apart(*pair))


def _allowed(said: DayVerdict) -> object:
    return None if said.allowed is None else (said.allowed.low, said.allowed.high)


def _apart(said: object, found: object) -> bool:
    return said != found or type(said) is not type(found)
