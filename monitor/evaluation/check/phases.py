"""Where a phase stands, decided again: walked along its decisions, whenever each took place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product

from monitor.agreements.model import Phase
from monitor.evaluation.check.applies import kept
from monitor.evaluation.check.deeds import Deed, all_states
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.verdict import ALL_NAMED, PhaseState, Standing
from monitor.incidents.span import TICK

_ON = {PhaseState.OPEN, PhaseState.RENEWED, PhaseState.UNRENEWED}
_COVERED = {PhaseState.OPEN, PhaseState.RENEWED}
_TRIGGER = "trigger"

Ways = set["Stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase of one holder in one course of events.

    `offers` are the ends (None: never) of decisions to open it that have not been used yet.
    """

    state: PhaseState = PhaseState.NOT_DUE
    since: datetime | None = None
    cover: datetime | None = None
    offers: frozenset[datetime | None] = frozenset()


@dataclass(frozen=True)
class _Course:
    """What moves a phase of one holder; None where nobody's decision opens it."""

    matter: Matter
    name: str
    phase: Phase
    holder: str | None

    def opens(self, one: Deed) -> bool:
        words = self.phase.opens.decided or (self.name,)
        return self.holder is not None and one.party == self.holder and one.word in words

    def renews(self, one: Deed) -> bool:
        by = self.phase.renews
        return by is not None and one.word in by.decided and self._taken(one, by.by)

    def closes(self, one: Deed) -> bool:
        return any(one.word in by.decided and self._taken(one, by.by) for by in self.phase.closes)

    def _taken(self, one: Deed, by: Sequence[str]) -> bool:
        if by:
            return one.party in by
        return one.party is not None and (self.holder is None or one.party == self.holder)

    def end_of(self, opened: datetime) -> datetime | None:
        """When an opening runs out that states no end; None for never."""
        length = self.phase.unrenewed_after
        return None if length is None else self.matter.clock.later(opened, length)

    def ways(self, trigger: datetime | None) -> Ways:
        """Every stage it may have reached, due since `trigger` (None: not by then)."""
        at = self.matter.horizon
        own = [one for one in self._deeds() if one.first <= at]
        if trigger is not None and trigger <= at:
            own.append(Deed(_TRIGGER, "", "", None, trigger, trigger))
        marks = {at, *(edge for one in own for edge in (one.first, one.last))}
        marks |= {one.until for one in own if one.until is not None}
        length = self.phase.unrenewed_after
        if length is not None:
            clock = self.matter.clock
            marks |= {clock.later(mark, length, times) for mark in marks for times in (1, -1)}
        found = all_states(own, Stage(), self._step, at, marks)
        return {self._run_out(stage, at) for stage in found}

    def _deeds(self) -> list[Deed]:
        every = [self.matter.deed(record) for record in self.matter.decisions()]
        return [one for one in every if self.opens(one) or self.renews(one) or self.closes(one)]

    def _run_out(self, stage: Stage, now: datetime) -> Stage:
        if stage.state not in _COVERED or stage.cover is None or now < stage.cover:
            return stage
        lapses = self.phase.then == "lapses"
        state = PhaseState.LAPSED if lapses else PhaseState.UNRENEWED
        return Stage(state, stage.cover, stage.cover)

    def _step(self, stage: Stage, now: datetime, happened: Sequence[Deed]) -> Stage:
        """Take in one instant: what runs out, opens, is renewed and, last, is closed."""
        renewing = [one for one in happened if self.renews(one)]
        closing = any(self.closes(one) for one in happened)
        stage = self._run_out(stage, now - TICK if renewing or closing else now)
        if any(one.record == _TRIGGER for one in happened):
            stage = replace(stage, state=PhaseState.DUE, since=now)
        if stage.state not in _ON:
            offered = {one.until for one in happened if self.opens(one)}
            stage = self._opened(replace(stage, offers=stage.offers | offered), now)
        for one in renewing:
            stage = _renewed(stage, one.until, now)
        if closing and stage.state in _ON:
            return Stage(PhaseState.CLOSED, now)
        return replace(stage, offers=frozenset()) if closing else stage

    def _opened(self, stage: Stage, now: datetime) -> Stage:
        """Open it if it may be; the decision that holds longest is the one that does."""
        if stage.state is PhaseState.NOT_DUE:
            return stage
        if self.holder is None:
            due = stage.state is PhaseState.DUE
            return Stage(PhaseState.OPEN, now, self.end_of(now), stage.offers) if due else stage
        standing = [end for end in stage.offers if end is None or end > now]
        if not standing:
            return replace(stage, offers=frozenset())
        ends = [self.end_of(now) if end is None else end for end in standing]
        cover = None if None in ends else max(end for end in ends if end is not None)
        return Stage(PhaseState.OPEN, now, cover)


def _renewed(stage: Stage, until: datetime | None, now: datetime) -> Stage:
    if stage.state not in _ON:
        return stage
    cover = None
    if until is not None and stage.cover is not None:
        cover = max(until, stage.cover)
        if cover <= now:
            return stage
    return Stage(PhaseState.RENEWED, now, cover)


def standings(matter: Matter, name: str) -> list[Standing]:
    """Decide where a phase stands for each holder and for all; without the keys of records."""
    phase = matter.terms.phases[name]
    matter.must_know(name)
    holders: Sequence[str | None] = phase.opens.by or (None,)
    if matter.grounds.at < matter.clock.start:
        named = [*phase.opens.by, ALL_NAMED]
        return [Standing(name, holder, PhaseState.NOT_DUE) for holder in named]
    triggers = list(_triggers(matter, phase))
    ways = {
        holder: [_Course(matter, name, phase, holder).ways(trigger) for trigger in triggers]
        for holder in holders
    }
    telling = _Telling(matter, name, phase)
    found = [
        telling.tell(
            holder,
            {(stage.state, stage.since) for of_one in ways[holder] for stage in of_one},
            [stage for of_one in ways[holder] for stage in of_one],
            (holder,),
        )
        for holder in phase.opens.by
    ]
    together = [
        dict(zip(ways, stages, strict=True))
        for number in range(len(triggers))
        for stages in product(*(of_one[number] for of_one in ways.values()))
    ]
    waiting = {h for world in together for h, s in world.items() if s.state is PhaseState.DUE}
    every = [stage for of_one in ways.values() for some in of_one for stage in some]
    outcomes = {_of_all(list(world.values())) for world in together}
    awaited = tuple(party for party in phase.opens.by if party in waiting)
    return [*found, telling.tell(ALL_NAMED, outcomes, every, awaited)]


def _triggers(matter: Matter, phase: Phase) -> Iterator[datetime | None]:
    """Yield every instant at which it may have become due, and None if it may not have."""
    if phase.opens.when is None:
        at = phase.opens.at
        yield matter.clock.start if at is None else matter.clock.instant(at)
        return
    for day in matter.days:
        if day.end <= matter.horizon:
            met = kept(matter, phase.opens.when, day.end)
            if met is not False:
                yield day.end
            if met:
                return
    yield None


def _of_all(stages: Sequence[Stage]) -> tuple[PhaseState, datetime | None]:
    """Where a phase stands for all holders together, and since when."""

    def first(state: PhaseState) -> datetime | None:
        return min((s.since for s in stages if s.state is state and s.since), default=None)

    states = [stage.state for stage in stages]
    if PhaseState.NOT_DUE in states:
        return PhaseState.NOT_DUE, None
    order = (PhaseState.CLOSED, PhaseState.LAPSED, PhaseState.DUE, PhaseState.UNRENEWED)
    for state in order:
        if state in states:
            return state, first(state)
    last = max((stage.since for stage in stages if stage.since), default=None)
    renewed = all(state is PhaseState.RENEWED for state in states)
    return (PhaseState.RENEWED if renewed else PhaseState.OPEN), last


@dataclass(frozen=True)
class _Telling:
    """Says what is the same in all courses of events."""

    matter: Matter
    name: str
    phase: Phase

    def tell(
        self,
        holder: str,
        outcomes: set[tuple[PhaseState, datetime | None]],
        stages: Sequence[Stage],
        waiting: tuple[str, ...],
    ) -> Standing:
        outcomes = {self._ended(*outcome) for outcome in outcomes}
        states = {state for state, _ in outcomes}
        state = PhaseState.UNDETERMINED
        if len(states) == 1:
            state = next(iter(states))
        elif states == {PhaseState.NOT_DUE, PhaseState.DUE}:
            state = PhaseState.MAY_BE_DUE
        begun = [since for _, since in outcomes if since is not None]
        covers = [stage.cover for stage in stages if stage.state in _ON and stage.cover]
        judged = self.phase.opens.when is not None and state is not PhaseState.NOT_DUE
        return Standing(
            self.name,
            holder,
            state,
            since=(min(begun), max(begun)) if begun and len(begun) == len(outcomes) else None,
            until=min(covers, default=None) if state in _COVERED else None,
            waiting_for=waiting if state in {PhaseState.DUE, PhaseState.MAY_BE_DUE} else (),
            provisional_until=self.matter.unsettled(max(begun)) if judged and begun else None,
        )

    def _ended(
        self, state: PhaseState, since: datetime | None
    ) -> tuple[PhaseState, datetime | None]:
        """Let end with the agreement what was going on; at its very end it is over."""
        at = self.matter.grounds.at
        over = not any(start <= at < end for start, end in self.matter.in_force)
        if over and state in {*_ON, PhaseState.DUE}:
            ends = [end for _, end in self.matter.in_force if end <= at]
            return PhaseState.CLOSED, max(ends, default=None)
        return state, since
