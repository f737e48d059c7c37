"""Phases: where each stands for each holder, walked along its decisions in every world.

A phase is due from what makes it due, and stays so; a decision opens it; it runs until its cover
ends, is renewed, closed, or goes on unrenewed. Only here does anything latch.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.agreements.model import Phase
from monitor.evaluation.acts import Act, folded
from monitor.evaluation.term import Later
from monitor.evaluation.verdict import PhaseState
from monitor.incidents.span import TICK

RUNNING = {PhaseState.OPEN, PhaseState.RENEWED, PhaseState.UNRENEWED}
"""The states in which a phase goes on."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a phase stands for one holder in one world.

    `since` is when that began, None where nothing has; `cover` is when what is open runs out,
    None for never. `given` are the decisions to open it that stand and have not opened it yet,
    each with its end and key. `made_by` are the keys of the decisions that made the state.
    """

    state: PhaseState = PhaseState.NOT_DUE
    since: datetime | None = None
    cover: datetime | None = None
    given: tuple[tuple[datetime | None, str], ...] = ()
    made_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """The rules of a phase for one holder; `holder` is None where no party's decision opens it.

    `later` gives when an opening that states no end of its own runs out, `earlier` when it would
    have to lie to run out at an instant.
    """

    phase: Phase
    name: str
    holder: str | None
    later: Later
    earlier: Later

    @property
    def opening_words(self) -> tuple[str, ...]:
        """The words of the decisions that open it."""
        return self.phase.opens.decided or (self.name,)

    def acts(self, acts: Sequence[Act]) -> list[Act]:
        """Return the decisions that bear on it, for this holder."""
        return [a for a in acts if self._opens(a) or self._renews(a) or self._closes(a)]

    def _opens(self, act: Act) -> bool:
        return self.holder is not None and act.by == self.holder and act.word in self.opening_words

    def _renews(self, act: Act) -> bool:
        renews = self.phase.renews
        return renews is not None and act.word in renews.decided and self._taken(act, renews.by)

    def _closes(self, act: Act) -> bool:
        return any(
            act.word in closing.decided and self._taken(act, closing.by)
            for closing in self.phase.closes
        )

    def _taken(self, act: Act, by: Sequence[str]) -> bool:
        """Whether it is the holder's, or one of those named; without either, any party's."""
        if by:
            return act.by in by
        return act.by is not None and self.holder in {None, act.by}

    def states(self, acts: Sequence[Act], trigger: datetime | None, at: datetime) -> set[Walk]:
        """Return every state that it may have at `at`, made due at `trigger` (None: not by then).

        Raises:
            TooManyWorldsError: Too many decisions whose order is open.
        """
        own = self.acts(acts)
        if trigger is not None:
            own.append(Act(_TRIGGER, "", "", None, "", trigger, trigger))
        found = folded(own, Walk(), self._step, until=at, critical=self._critical(own, at))
        return {self._run_out(walk, at) for walk in found}

    def _critical(
        self, own: Sequence[Act], at: datetime
    ) -> Callable[[Collection[Walk]], Iterator[datetime]]:
        """Return what gives the instants at which something runs out, or may."""
        fixed = {act.until for act in own if act.until is not None}
        if self.phase.unrenewed_after is not None:
            edges = {edge for act in own for edge in (act.first, act.last)}
            fixed |= {self.earlier(edge) for edge in (*edges, *fixed, at)}

        def instants(walks: Collection[Walk]) -> Iterator[datetime]:
            yield from fixed
            yield from (walk.cover for walk in walks if walk.cover is not None)

        return instants

    def _step(self, walk: Walk, now: datetime, happened: Sequence[Act]) -> Walk:
        """Take in what happened at one instant: opening before renewal, and closing last."""
        walk = self._run_out(walk, now - TICK)
        renewals = [act for act in happened if self._renews(act)]
        closing = tuple(act.key for act in happened if self._closes(act))
        if not renewals and not closing:
            walk = self._run_out(walk, now)
        if any(act.record == _TRIGGER for act in happened):
            walk = replace(walk, state=PhaseState.DUE, since=now)
        if walk.state not in RUNNING:
            given = ((act.until, act.key) for act in happened if self._opens(act))
            walk = self._open(replace(walk, given=(*walk.given, *given)), now)
        for act in renewals:
            walk = self._renew(walk, act, now)
        return self._close(walk, closing, now) if closing else walk

    def _open(self, walk: Walk, now: datetime) -> Walk:
        """Open it where it is due, or was closed, and a decision to open it stands.

        Without parties whose decision opens it, only what makes it due does.

        Of several that stand, the one that holds longest.
        """
        if walk.state is PhaseState.NOT_DUE:
            return walk
        if self.holder is None:
            if walk.state is not PhaseState.DUE:
                return walk
            return replace(walk, state=PhaseState.OPEN, since=now, cover=self._own_end(None, now))
        standing = [(end, key) for end, key in walk.given if end is None or end > now]
        if not standing:
            return replace(walk, given=())
        ends = {key: self._own_end(end, now) for end, key in standing}
        longest = None if None in ends.values() else max(end for end in ends.values() if end)
        made_by = tuple(key for key, end in ends.items() if end == longest)
        return Walk(PhaseState.OPEN, now, longest, (), made_by)

    def _own_end(self, until: datetime | None, opened: datetime) -> datetime | None:
        if until is not None or self.phase.unrenewed_after is None:
            return until
        return self.later(opened)

    def _renew(self, walk: Walk, act: Act, now: datetime) -> Walk:
        if walk.state not in RUNNING:
            return walk
        cover = None
        if act.until is not None and walk.cover is not None:
            cover = max(walk.cover, act.until)
        if cover is not None and cover <= now:
            return walk
        return Walk(PhaseState.RENEWED, now, cover, (), (act.key,))

    def _close(self, walk: Walk, keys: tuple[str, ...], now: datetime) -> Walk:
        if walk.state in RUNNING:
            return Walk(PhaseState.CLOSED, now, None, (), keys)
        return replace(walk, given=())

    def _run_out(self, walk: Walk, now: datetime) -> Walk:
        """Let run out what has run out by `now`, at the instant at which it did."""
        if walk.state not in {PhaseState.OPEN, PhaseState.RENEWED}:
            return walk
        if walk.cover is None or walk.cover > now:
            return walk
        lapses = self.phase.then == "lapses"
        state = PhaseState.LAPSED if lapses else PhaseState.UNRENEWED
        return Walk(state, walk.cover, walk.cover, (), walk.made_by)


_TRIGGER = "trigger"
"""The kind of record that stands for what makes a phase due: it is none, but comes among them."""
