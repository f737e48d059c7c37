"""Answers owed, decided again: each request is made at every instant at which it may have been."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Response
from monitor.evaluation.check.clock import Day, Stretch
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Truth, same
from monitor.evaluation.check.owed import Debt, Owing, Put, critical, on_days
from monitor.evaluation.check.things import Thing, Things, alike, unseen
from monitor.evaluation.verdict import Cause
from monitor.incidents.span import FOREVER, TICK


@dataclass(frozen=True, slots=True)
class Made:
    """A request as made at one instant: when its term ends, and when an answer may have come.

    `answered` is when it was at the latest, the horizon if it need not have been. `soonest` is the
    first instant at which an answer on record may have come, `hidden` one that nobody saw; FOREVER
    for never. `late` is whether any may have come after the term.
    """

    at: datetime
    due: datetime
    answered: datetime
    soonest: datetime
    hidden: datetime
    late: bool

    def overdue(self, day: Day, end: datetime, *, watched: bool = False) -> Truth:
        """Whether it was overdue at an instant of a day, as if all had been watched or not."""
        then = max(day.start, self.due + TICK)
        if then >= end or self.answered <= then:
            return False
        return None if self.soonest <= then or (self.hidden <= then and not watched) else True

    def states(self, horizon: datetime) -> Iterator[str]:
        """Yield every state in which it may be at the horizon."""
        if self.at >= horizon:
            yield "pending"
            return
        if min(self.soonest, self.hidden) < min(self.due + TICK, horizon):
            yield "met"
        if self.answered > self.due and self.late:
            yield "late"
        if self.answered >= horizon:
            yield "overdue" if self.due + TICK < horizon else "pending"


@dataclass(frozen=True, slots=True)
class Request:
    """A request, made at each of the instants at which anything turns."""

    thing: Thing
    made: Sequence[Made]

    def put(self, day: Day, end: datetime) -> Put | None:
        """What it puts a day to, up to an end; None where it cannot have been made by then."""
        thing = self.thing
        if thing.first >= end:
            return None
        overdue = same([made.overdue(day, end) for made in self.made])
        watched = all(made.overdue(day, end, watched=True) for made in self.made)
        passed = None if overdue is None or (overdue and not thing.certain) else not overdue
        return Put(passed, thing.certain and thing.last < end, thing.certain and watched)

    def debt(self, horizon: datetime) -> Debt:
        """How it stands at the horizon."""
        states = {state for made in self.made for state in made.states(horizon)}
        state = states.pop() if len(states) == 1 else "undetermined"
        dues = [made.due for made in self.made]
        thing = self.thing
        return Debt(thing.record, thing.key, thing.certain, state, min(dues), max(dues))


def read_response(matter: Matter, duty: Response, asking: Sequence[Thing]) -> Owing:
    """Decide on every day whether an answer is overdue on it."""
    start, horizon = matter.clock.start, matter.horizon
    answers = Things(matter, duty.match).of(duty.with_, start)
    gaps = unseen(matter, duty.with_, start, horizon)
    edges = {edge for day in matter.days for edge in (day.start, day.end)}
    edges |= {edge for gap in gaps for edge in gap} | {horizon}

    def request(thing: Thing) -> Request:
        about = [other for other in answers if alike(thing, other) is not False]
        marks = edges | {edge for other in about for edge in (other.first, other.last)}
        times = critical(matter, thing, marks, duty.within, 1)
        return Request(thing, [_made(matter, duty, thing, at, about, gaps) for at in times])

    owed = [request(thing) for thing in asking if thing.first >= start]

    def put(day: Day, end: datetime) -> Iterator[Put]:
        yield from (one for one in (request.put(day, end) for request in owed) if one)

    days = on_days(matter, put, Cause.ANSWERED, Cause.OVERDUE)
    return Owing(days, tuple(one.debt(horizon) for one in owed))


def _made(
    matter: Matter,
    duty: Response,
    thing: Thing,
    at: datetime,
    about: Sequence[Thing],
    gaps: Sequence[Stretch],
) -> Made:
    due, horizon = matter.clock.later(at, duty.within), matter.horizon
    came = [other for other in about if other.last >= at]
    sure = [one for one in came if one.first >= at and one.certain and alike(thing, one)]
    hidden = [(max(since, at), until) for since, until in gaps if until > at]
    late = any(one.last > due for one in came) or any(end > due + TICK for _, end in hidden)
    return Made(
        at,
        due,
        min([horizon, *(one.last for one in sure)]),
        min((max(one.first, at) for one in came), default=FOREVER),
        min((since for since, _ in hidden), default=FOREVER),
        late and due + TICK < horizon,
    )
