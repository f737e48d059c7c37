"""Two sayings of one agreement compared: what was said wrongly, and what has changed since."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain
from typing import Protocol, TypeVar

from monitor.agreements.dated import Unit
from monitor.alerts.transition import IN_FORCE, NOT_IN_FORCE, Holds, Subject
from monitor.evaluation.said import Days, Judged, Saying, Stood, Told

Key = tuple[str, str | None]
"""A condition and its scope."""

Difference = tuple[Subject, Holds | None, Holds | None]
"""What is told of, what was said of it, and what holds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of each condition: an evaluation may come too early to say anything.

    `last` is a saying, and `told` what stands of those that it, or what was said of its instant,
    is too early for, None for those of which nothing was told. `under` is the same as `told` under
    each other reading.
    """

    last: Saying
    told: Mapping[Key, Judged | None]
    under: Mapping[str, Mapping[Key, Judged | None]] = field(default_factory=dict)

    def read_as(self, reading: str) -> "Standing":
        """Return what stands under a reading of which something was said."""
        return Standing(dict(self.last.under)[reading], self.under.get(reading, {}))

    def of(self, one: Told) -> Judged | None:
        """Return the verdict that stands of a condition of the saying; None before the first."""
        return self.told.get(one.key, one.stands)

    def again(self, other: Saying) -> "Standing":
        """Return what stands with another saying about the same instant.

        What it had been too early for was never said: there the finished days go on standing,
        and what the other saying says of the running day is a change.
        """
        before = _by_key(self.last.conditions)
        early = [o for o in other.conditions if o.key in before and before[o.key].early]
        told = {o.key: _last_day(o) or self.of(before[o.key]) for o in early}
        return Standing(other, told, self._each(other, Standing.again))

    def then(self, later: Saying) -> "Standing":
        """Return what stands with a later saying."""
        before = _by_key(self.last.conditions)
        early = [o for o in later.conditions if o.key in before and o.stands is None]
        told = {o.key: self.of(before[o.key]) for o in early}
        return Standing(later, told, self._each(later, Standing.then))

    def _each(
        self, other: Saying, step: Callable[["Standing", Saying], "Standing"]
    ) -> Mapping[str, Mapping[Key, Judged | None]]:
        was = dict(self.last.under)
        return {
            reading: step(self.read_as(reading), said).told
            for reading, said in other.under
            if reading in was
        }


def corrections(said: Saying, again: Saying) -> Iterator[Difference]:
    """Yield what was said of an instant, and of the days before it, that is said otherwise now.

    What it had been too early to say was not said, and cannot be wrong.
    """
    if said == again:
        return
    yield from _force(said, again)
    now = _by_key(again.conditions)
    for one in said.conditions:
        other = now.get(one.key)
        days = list(_days(one, other)) if other else []
        yield from days
        by_day = bool(days) and _last_day(one) == (one.verdict, one.cause)
        if not one.early and not by_day:
            yield from _conditions(one, holds_of(one), holds_of(other) if other else None)
    before = _by_key(said.conditions)
    for other in again.conditions:
        if other.key not in before and not other.early:
            yield from _conditions(other, None, holds_of(other))
    yield from _phases(said, again)


def changes(before: Standing, now: Saying, passed: timedelta) -> Iterator[Difference]:
    """Yield what holds now otherwise than it stood.

    Args:
        before: What stands, re-evaluated with what is known now.
        now: What holds.
        passed: The time between the two in which the agreement was in force.
    """
    yield from _force(before.last, now)
    earlier, later = _by_key(before.last.conditions), _by_key(now.conditions)
    for one in now.conditions:
        other = earlier.get(one.key)
        stood = before.of(other) if other else None
        if one.early or (other and stood and not _is_news(stood, other, one, passed)):
            continue
        yield from _conditions(
            one, holds_of(other, stood) if other and stood else None, holds_of(one)
        )
    for other in before.last.conditions:
        if other.key not in later and not other.early:
            yield from _conditions(other, holds_of(other), None)
    yield from _phases(before.last, now, passed)


def _is_news(stood: Judged, other: Told, one: Told, passed: timedelta) -> bool:
    if stood != (one.verdict, one.cause) or other.decided != one.decided:
        return True
    was, now = other.progress, one.progress
    if was is None or now is None or now.unit != Unit.HOURS.value:
        return was != now
    # Hours that went by are no news; fewer than there were, or than have gone by since, are.
    hours = passed // timedelta(hours=1)
    return now.least < was.least or now.most < was.most + hours or now.needed != was.needed


def _last_day(one: Told) -> Judged | None:
    """Return the verdict of the last finished day of a limit; None without one."""
    return (one.days[-1].verdict, one.days[-1].cause) if one.days else None


def _conditions(one: Told, was: Holds | None, now: Holds | None) -> Iterator[Difference]:
    if was != now:
        yield Subject(one.condition, one.scope), was, now


def holds_of(one: Told, judged: Judged | None = None) -> Holds:
    """Return what holds of a condition: its verdict, or what is judged in its stead."""
    verdict, cause = judged or (one.verdict, one.cause)
    decided = tuple((party, how.value) for party, how in one.decided)
    return Holds(
        verdict.value, cause.value, one.progress, decided, day=one.day, settled=one.settled
    )


def _force(before: Saying, after: Saying) -> Iterator[Difference]:
    if (before.in_force, before.ended) != (after.in_force, after.ended):
        yield Subject(), _in_force(before), _in_force(after)


def _in_force(said: Saying) -> Holds:
    since = (said.ended, said.ended) if said.ended else None
    return Holds(IN_FORCE if said.in_force else NOT_IN_FORCE, since=since)


def _phases(
    before: Saying, after: Saying, passed: timedelta = timedelta(0)
) -> Iterator[Difference]:
    was, now = (
        {one.key: replace(one, near=()) for one in saying.phases} for saying in (before, after)
    )
    for phase, holder in chain(was, (key for key in now if key not in was)):
        pair = was.get((phase, holder)), now.get((phase, holder))
        if pair[0] != pair[1] and not _went_on(*pair, passed):
            yield Subject(phase=phase, holder=holder), _state_if(pair[0]), _state_if(pair[1])


def _went_on(was: Stood | None, now: Stood | None, passed: timedelta) -> bool:
    """Whether only time went by while a decision of an open hour may or may not have come.

    The instants between which its state can have begun then move on with the present one.
    """
    if was is None or now is None or was.since is None or now.since is None:
        return False
    if now.since[0] == now.since[1]:
        return False
    moved = {after - before for before, after in zip(was.since, now.since, strict=True)}
    return moved <= {timedelta(0), passed} and replace(was, since=now.since) == now


def state_of(one: Stood) -> Holds:
    """Return what holds of a phase for a holder."""
    return Holds(one.state.value, since=one.since, until=one.until)


def _state_if(one: Stood | None) -> Holds | None:
    return state_of(one) if one else None


def _days(one: Told, other: Told) -> Iterator[Difference]:
    """Yield the finished days that are judged otherwise now, neighbours alike together."""
    now = dict(_each_day(other))
    run: Difference | None = None
    for day, judged in _each_day(one):
        if now.get(day) == judged:
            continue
        was, holds = _day(judged), _day(now[day]) if day in now else None
        last = run[0].last_day if run else None
        if run and last and last + timedelta(days=1) == day and run[1:] == (was, holds):
            first = run[0].day
        else:
            if run:
                yield run
            first = day
        run = Subject(one.condition, one.scope, first, day), was, holds
    if run:
        yield run


def _day(judged: Judged) -> Holds:
    return Holds(judged[0].value, judged[1].value)


def _each_day(one: Told) -> Iterator[tuple[date, Judged]]:
    return chain.from_iterable(_spread(days) for days in one.days)


def _spread(days: Days) -> Iterator[tuple[date, Judged]]:
    for number in range((days.last - days.first).days + 1):
        yield days.first + timedelta(days=number), (days.verdict, days.cause)


class _Keyed(Protocol):
    @property
    def key(self) -> Key: ...


_K = TypeVar("_K", bound=_Keyed)


def _by_key(these: tuple[_K, ...]) -> dict[Key, _K]:
    return {one.key: one for one in these}
