"""Keeping up: say everything that was to be said since, in order, each instant once."""

import heapq
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from monitor.evaluation.turning import Turning
from monitor.service.saying import Sayings, concerns, texts_of
from monitor.service.track import Track
from monitor.store.ledger import ACTIVATE
from monitor.store.store import Store

FIRST, ACT, PERIODIC = "first", "act", "periodic"
"""Why something is said where it is not for a turning point."""

AHEAD = timedelta(days=2)
"""How far the next turning point is looked for."""

MANY = 100
"""How many missed instants are said between two lines of the log."""

Stop = Callable[[], bool]
"""Whether to stop where we are: what is left is said the next time."""

_log = logging.getLogger(__name__)


@dataclass
class KeptUp:
    """How far a run has come.

    Attributes:
        until: Up to when there was something to say, UTC.
        said: How many entries were journalled.
        failed: Why nothing more could be said of an agreement, by agreement.
        next: When something turns on its own again, as known now; None where it is not soon.
        stopped: Whether it was stopped before its end.
    """

    until: datetime
    said: int = 0
    failed: dict[str, Exception] = field(default_factory=dict)
    next: datetime | None = None
    stopped: bool = False


class KeepingUp:
    """One run: says what there is to say of all agreements, up to the present at its beginning.

    An agreement of which nothing can be said does not hold up the others.
    """

    def __init__(self, store: Store, sayings: Sayings, *, actor: str, stop: Stop) -> None:
        self._store = store
        self._sayings = sayings
        self._actor = actor
        self._stop = stop
        self.done = KeptUp(sayings.present())
        self._agreements = sorted(sayings.instruments(self.done.until))

    def catch_up(self) -> None:
        """Say every missed instant, in order across agreements."""
        tracks: dict[str, Track] = {}
        queue: list[tuple[Turning, str]] = []

        def go_on(agreement: str) -> None:
            turning = tracks[agreement].next()
            if turning is not None:
                heapq.heappush(queue, (turning, agreement))

        def begin(agreement: str) -> None:
            last = self._sayings.last(agreement)
            if last is None:
                heapq.heappush(queue, (Turning(self._activated(agreement), (FIRST,)), agreement))
                return
            tracks[agreement] = self._track(agreement, last.known)
            go_on(agreement)

        def say(turning: Turning, agreement: str) -> None:
            self._say(agreement, turning.at, turning.what)
            if agreement not in tracks:
                tracks[agreement] = self._track(agreement, turning.at)
            tracks[agreement].said()
            go_on(agreement)

        for agreement in self._agreements:
            self._guarded(agreement, partial(begin, agreement))
        while queue and not self._stopped():
            turning, agreement = heapq.heappop(queue)
            self._guarded(agreement, partial(say, turning, agreement))

    def say_now(self, *, periodic: bool) -> None:
        """Say what the newest acts have changed; `periodic`, also what else is new."""
        for agreement in self._agreements:
            if agreement not in self.done.failed and not self._stopped():
                self._guarded(agreement, partial(self._say_now, agreement, periodic=periodic))

    def look_ahead(self) -> None:
        """Find out when something turns on its own again."""
        for agreement in self._agreements:
            if agreement not in self.done.failed and not self._stopped():
                self._guarded(agreement, partial(self._look_ahead, agreement))

    def _say_now(self, agreement: str, *, periodic: bool) -> None:
        last = self._sayings.last(agreement)
        if last and self._sayings.since(last, self.done.until):
            self._say(agreement, self.done.until, (ACT,))
        elif periodic:
            self._say(agreement, self.done.until, (PERIODIC,), always=False)

    def _say(
        self, agreement: str, known: datetime, trigger: Sequence[str], *, always: bool = True
    ) -> None:
        said = self._sayings.say(
            agreement, known=known, trigger=trigger, actor=self._actor, always=always
        )
        self.done.said += said is not None
        if said is not None and self.done.said % MANY == 0:
            _log.warning("Catching up: %d instants said, up to %s.", self.done.said, known)

    def _look_ahead(self, agreement: str) -> None:
        until = self.done.until
        texts = texts_of(self._sayings.instruments(until)[agreement])
        with self._store.facts() as facts:
            points = texts.turning_points(facts, until, until, until + AHEAD)
        deadline = self._sayings.deadline(agreement)
        coming = [point.at for point in points[:1]]
        coming += [deadline.at] if deadline and deadline.at > until else []
        self.done.next = min([*coming, *([self.done.next] if self.done.next else [])], default=None)

    def _track(self, agreement: str, after: datetime) -> Track:
        return Track(self._store, self._sayings, agreement, after, self.done.until)

    def _activated(self, agreement: str) -> datetime:
        """Return when the rules of an agreement were first activated as agreed."""
        made = (a.recorded_at for a in self._store.acts.of(ACTIVATE) if concerns(a, agreement))
        return next(at for at in made if agreement in self._sayings.instruments(at))

    def _guarded(self, agreement: str, step: Callable[[], None]) -> None:
        try:
            step()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the others go on
            _log.exception("Nothing more can be said of %s for now.", agreement)
            self.done.failed[agreement] = error

    def _stopped(self) -> bool:
        self.done.stopped = self.done.stopped or self._stop()
        return self.done.stopped
