"""Which incidents, had they been reported, can bear on a condition on the last day judged."""

from collections.abc import Iterator, Sequence

from monitor.agreements.model import Condition
from monitor.evaluation.changes import Change, What
from monitor.evaluation.check.belonging import Sought
from monitor.evaluation.check.limits import number_on
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.made_up import Event, made_up
from monitor.evaluation.tally import Scope
from monitor.incidents.span import TICK, Span
from monitor.incidents.vocabulary import Measure

MOST_ADDED = 12


def more_for(matter: Matter, condition: Condition, scope: Scope) -> Iterator[Change]:
    """Yield as many more incidents as can turn a condition on the last day judged."""
    if not matter.days:
        return
    if condition.limit or condition.pattern:
        yield from _counted(matter, condition, scope)
    elif condition.duty and condition.duty.asks.happened:
        sought = Sought(condition.duty.asks.happened, None, condition.per, scope)
        yield from added(matter, sought, _on(matter, 1))


def _counted(matter: Matter, condition: Condition, scope: Scope) -> Iterator[Change]:
    """Yield as many more incidents as exceed, or reach, a number on the last day."""
    windows, start = Windows(matter, condition, scope), matter.days[-1].start
    limit = windows.limit
    number = number_on(limit, matter.clock.local(start))
    if limit.from_counts or number is None:
        return
    over = number + (limit.at_most is not None)
    missing = max(1, over - windows.low(start, matter.horizon))
    if limit.measure is Measure.INCIDENTS:
        yield from added(matter, windows.sought, _on(matter, 1), min(missing, MOST_ADDED + 1))
    else:
        people = max(1, over) if limit.alone else missing
        yield from added(matter, windows.sought, _on(matter, people))


def _on(matter: Matter, people: int) -> list[Event]:
    """Return events at the beginning of the last day, and at the instant judged or its end."""
    day = matter.days[-1]
    last = min(day.end, matter.horizon) - TICK
    return [Event(Span(start=at, end=at), people) for at in (day.start, last)]


def added(
    matter: Matter, sought: Sought, events: Sequence[Event], copies: int = 1
) -> Iterator[Change]:
    """Yield that one of some events was reported, so many times; nothing where none is made up."""
    made = made_up(matter, sought, events)
    if made is None:
        return
    people = made.killed.low if made.killed else 1
    figure = f"{people}" if people > 1 else None
    at = f"{made.happened.start:%Y%m%dT%H%M}"
    about = (sought.class_, sought.within, sought.scope, figure, at, *made.references)
    for copy in range(copies):
        id_ = "-".join(["added", *filter(None, about), f"{copy:02}"])
        yield Change(What.ADD, made.model_copy(update={"id": id_}))
