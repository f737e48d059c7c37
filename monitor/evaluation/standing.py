"""Where the phases of an agreement stand, for each party whose decision they take and for all."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from monitor.agreements.model import Phase
from monitor.evaluation.acts import Act, TooManyWorldsError, pinned
from monitor.evaluation.levels import truth_at_end
from monitor.evaluation.phases import RUNNING, Course, Walk
from monitor.evaluation.verdict import ALL_NAMED, PhaseState, Standing
from monitor.evaluation.view import View

Trigger = datetime | None
"""What makes a phase due came at this instant; None where it had not by then."""

Outcome = tuple[PhaseState, datetime | None]
"""A state and since when."""


def standings(view: View) -> Iterator[Standing]:
    """Yield where every phase stands for every holder, in the order of the rule file."""
    for name in view.agreement.phases:
        yield from standings_of(view, name)


def standings_of(view: View, name: str) -> Iterator[Standing]:
    """Yield where one phase stands for every holder."""
    yield from _Standings(view, name, view.agreement.phases[name]).all()


@dataclass(frozen=True)
class _Standings:
    """One phase, seen from one standpoint."""

    view: View
    name: str
    phase: Phase

    def all(self) -> Iterator[Standing]:
        holders: tuple[str | None, ...] = self.phase.opens.by or (None,)
        if self.view.at < self.view.calendar.start:
            named = [*self.phase.opens.by, ALL_NAMED]
            yield from (Standing(self.name, one, PhaseState.NOT_DUE) for one in named)
            return
        triggers = list(_triggers(self.view, self.phase, self._edges()))
        walks = {holder: self._walks(holder, triggers) for holder in holders}
        for holder in self.phase.opens.by:
            yield self._of_one(holder, walks[holder], triggers)
        yield self._of_all(walks, triggers)

    def _course(self, holder: str | None) -> Course:
        calendar, length = self.view.calendar, self.phase.unrenewed_after
        return Course(
            self.phase,
            self.name,
            holder,
            lambda instant: calendar.after(instant, length) if length else instant,
            lambda instant: calendar.after(instant, length, times=-1) if length else instant,
        )

    def _edges(self) -> list[datetime]:
        """Return the instants of all decisions: between two of them a trigger acts alike."""
        acts = self.view.decisions
        ends = {act.until for act in acts if act.until is not None}
        return sorted({edge for act in acts for edge in (act.first, act.last)} | ends)

    def _walks(
        self, holder: str | None, triggers: Sequence[Trigger], acts: Sequence[Act] | None = None
    ) -> list[set[Walk]] | None:
        """Return the states for each trigger; None where too much is open."""
        course = self._course(holder)
        acts = self.view.decisions if acts is None else acts
        try:
            return [course.states(acts, trigger, self.view.horizon) for trigger in triggers]
        except TooManyWorldsError:
            return None

    def _of_one(
        self, holder: str, walks: list[set[Walk]] | None, triggers: Sequence[Trigger]
    ) -> Standing:
        if walks is None:
            return self._open_order(holder, [holder])
        found = [walk for of_trigger in walks for walk in of_trigger]
        return self._say(
            holder,
            {(walk.state, walk.since) for walk in found},
            found,
            waiting=(holder,),
            doubts=lambda: self._doubts(holder, walks, triggers),
        )

    def _of_all(
        self, walks: Mapping[str | None, list[set[Walk]] | None], triggers: Sequence[Trigger]
    ) -> Standing:
        holders = list(walks)
        by_holder = [of_holder for of_holder in walks.values() if of_holder is not None]
        if len(by_holder) < len(holders):
            return self._open_order(ALL_NAMED, holders)
        outcomes: set[Outcome] = set()
        waiting: set[str | None] = set()
        for number in range(len(triggers)):
            for combined in product(*(of_holder[number] for of_holder in by_holder)):
                outcomes.add(_together(combined))
                pairs = zip(holders, combined, strict=True)
                waiting |= {one for one, walk in pairs if walk.state is PhaseState.DUE}
        found = [walk for of_holder in by_holder for states in of_holder for walk in states]
        return self._say(
            ALL_NAMED,
            outcomes,
            found,
            waiting=tuple(party for party in self.phase.opens.by if party in waiting),
            doubts=lambda: tuple(
                key
                for holder, of_holder in walks.items()
                for key in self._doubts(holder, of_holder or [], triggers)
            ),
        )

    def _say(
        self,
        holder: str,
        outcomes: set[Outcome],
        walks: Sequence[Walk],
        *,
        waiting: tuple[str, ...],
        doubts: "Doubts",
    ) -> Standing:
        """Put together what is the same in all worlds; what is not, is undetermined."""
        outcomes = self._out_of_force(outcomes)
        states = {state for state, _ in outcomes}
        state = next(iter(states)) if len(states) == 1 else PhaseState.UNDETERMINED
        if states == {PhaseState.NOT_DUE, PhaseState.DUE}:
            state = PhaseState.MAY_BE_DUE
        begun = [since for _, since in outcomes if since is not None]
        covers = {walk.cover for walk in walks if walk.state in RUNNING and walk.cover}
        runs = state in {PhaseState.OPEN, PhaseState.RENEWED}
        due = state in {PhaseState.DUE, PhaseState.MAY_BE_DUE}
        open_time = len(states) > 1 or len(set(begun)) > 1
        made_by = {key for walk in walks for key in walk.made_by}
        return Standing(
            self.name,
            holder,
            state,
            since=(min(begun), max(begun)) if begun and len(begun) == len(outcomes) else None,
            until=min(covers) if runs and covers else None,
            waiting_for=waiting if due else (),
            rests_on=tuple(act.key for act in self.view.decisions if act.key in made_by),
            doubts=tuple(dict.fromkeys(doubts())) if open_time else (),
            provisional_until=self._provisional(begun, state),
        )

    def _out_of_force(self, outcomes: set[Outcome]) -> set[Outcome]:
        """Let end what the end of the agreement ends; at its very instant it is over."""
        force, at = self.view.calendar.in_force, self.view.at
        if any(since <= at < end for since, end in force):
            return outcomes
        ended = max((end for _, end in force if end <= at), default=None)
        going = RUNNING | {PhaseState.DUE}
        return {
            (PhaseState.CLOSED, ended) if state in going else (state, since)
            for state, since in outcomes
        }

    def _provisional(self, begun: Sequence[datetime], state: PhaseState) -> datetime | None:
        """Return until when the days that made it due can still change."""
        judged = self.phase.opens.when is not None and state is not PhaseState.NOT_DUE
        return self.view.unsettled(max(begun)) if judged and begun else None

    def _open_order(self, holder: str, holders: Iterable[str | None]) -> Standing:
        """Say that the order of too many decisions is open."""
        acts = [act for one in holders for act in self._course(one).acts(self.view.decisions)]
        doubts = dict.fromkeys(act.key for act in acts if not act.exact)
        return Standing(self.name, holder, PhaseState.UNDETERMINED, doubts=tuple(doubts))

    def _doubts(
        self, holder: str | None, walks: Sequence[set[Walk]], triggers: Sequence[Trigger]
    ) -> Iterator[str]:
        """Yield the decisions whose time would narrow down where it stands, were it known."""
        acts = self.view.decisions
        open_ones = [
            act
            for act in self._course(holder).acts(acts)
            if not act.exact and act.first <= self.view.horizon
        ]
        whole = _outcomes(walks)
        for act in open_ones:
            for edge in (act.first, act.last):
                narrowed = self._walks(holder, triggers, pinned(acts, act, edge))
                if narrowed is not None and _outcomes(narrowed) != whole:
                    yield act.key
                    break


Doubts = Callable[[], Iterable[str]]


def _outcomes(walks: Iterable[set[Walk]]) -> set[Outcome]:
    return {(walk.state, walk.since) for states in walks for walk in states}


def _triggers(view: View, phase: Phase, edges: Sequence[datetime]) -> Iterator[Trigger]:
    """Yield every instant at which a phase may have become due that makes a difference."""
    if phase.opens.when is None:
        start = view.calendar.start
        yield view.calendar.utc(phase.opens.at) if phase.opens.at is not None else start
        return
    possible: list[datetime] = []
    for position, day in enumerate(view.days):
        if day.end > view.horizon:
            break
        kept = truth_at_end(view, phase.opens.when, position)
        if kept:
            yield from _telling(possible, edges)
            yield day.end
            return
        if kept is None:
            possible.append(day.end)
    yield from _telling(possible, edges)
    yield None


def _telling(possible: Sequence[datetime], edges: Sequence[datetime]) -> Iterator[datetime]:
    """Yield the first and last of those between the same two edges: the others act alike."""
    by_place: dict[int, list[datetime]] = {}
    for instant in possible:
        place = 2 * bisect_right(edges, instant) + (instant in edges)
        by_place.setdefault(place, []).append(instant)
    for alike in by_place.values():
        yield from dict.fromkeys((alike[0], alike[-1]))


def _together(walks: Sequence[Walk]) -> Outcome:
    """Return where it stands for all, given where it stands for each."""
    states = {walk.state: walk for walk in walks}
    since = [walk.since for walk in walks if walk.since is not None]
    if PhaseState.NOT_DUE in states:
        return PhaseState.NOT_DUE, None
    for state in (PhaseState.CLOSED, PhaseState.LAPSED):
        if state in states:
            first = [walk.since for walk in walks if walk.state is state and walk.since]
            return state, min(first)
    if PhaseState.DUE in states:
        return PhaseState.DUE, min(w.since for w in walks if w.since and w.state is PhaseState.DUE)
    if PhaseState.UNRENEWED in states:
        bare = [w.since for w in walks if w.since and w.state is PhaseState.UNRENEWED]
        return PhaseState.UNRENEWED, min(bare)
    renewed = set(states) == {PhaseState.RENEWED}
    return (PhaseState.RENEWED if renewed else PhaseState.OPEN), max(since, default=None)
