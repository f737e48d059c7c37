"""The turning points of one agreement after what was said of it last, one by one."""

from collections import deque
from collections.abc import Container, Iterator
from datetime import datetime, timedelta

from monitor.evaluation.reporting import lengths
from monitor.evaluation.turning import Turning
from monitor.incidents.record import Attestation, Count, Decision, Report, Statement
from monitor.service.saying import Sayings, concerns, texts_of
from monitor.store.ledger import RECORD
from monitor.store.store import Store

CHUNK = timedelta(days=30)
"""How far turning points are worked out ahead at a time."""

SOON = timedelta(minutes=1)
"""Acts no further apart count as one: what they bring about so soon is said with them."""

_TIMED = {str(kind.model_fields["record"].default) for kind in (Decision, Attestation)}
"""Kinds of record that turn something at times of their own."""

_HEARD = {str(kind.model_fields["record"].default) for kind in (Report, Count, Statement)}
"""Kinds of record by which a source is heard of: its silence is counted from then on."""


class Track:
    """Works out turning points from what was known at each time, as it would have been then."""

    def __init__(
        self, store: Store, sayings: Sayings, agreement: str, after: datetime, until: datetime
    ) -> None:
        """Begin after an instant, and end with another, which is included."""
        self._store = store
        self._sayings = sayings
        self._agreement = agreement
        self._reached = after
        self._until = until
        self._points: deque[Turning] = deque()
        self._deadline = sayings.deadline(agreement)

    def next(self) -> Turning | None:
        """Return the next turning point; None where there is none left."""
        while True:
            while not self._points and self._reached < self._until:
                self._points.extend(self._plan())
            point = self._points[0] if self._points else None
            deadline = self._deadline
            if deadline and deadline.at <= (point.at if point else self._until):
                self._deadline = None
                if point is None or deadline.at < point.at:
                    return deadline
                self._points[0] = point = _both(point, deadline)
            if point is None:
                return None
            self._points.popleft()
            if point.what:
                return point
            self._deadline = self._sayings.deadline_at(self._agreement, point.at)

    def said(self) -> None:
        """Go on from what was said just now."""
        self._deadline = self._sayings.deadline(self._agreement)

    def _plan(self) -> Iterator[Turning]:
        """Yield the turning points of the next chunk; at an act that may turn more, a bare one."""
        end = min(self._until, self._reached + CHUNK)
        for edge in (*self._edges(self._reached, end), end):
            after, self._reached = self._reached, edge
            instrument = self._sayings.instruments(after).get(self._agreement)
            if instrument is not None:
                with self._store.facts() as facts:
                    yield from texts_of(instrument).turning_points(facts, after, after, edge)
            if edge < end:
                yield Turning(edge, ())

    def _edges(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """Yield when more was known that has times of its own; not of the last moment.

        What acts of the last moment have brought about is said with them.
        """
        last: datetime | None = None
        instrument = self._sayings.instruments(until).get(self._agreement)
        follows = instrument is not None and lengths(instrument.agreement)
        kinds = _TIMED | _HEARD if follows else _TIMED
        for act in self._store.acts.changing(after, min(until, self._until - SOON)):
            if not concerns(act, self._agreement) or not _timed(act.act, act.body, kinds):
                continue
            if last is not None and act.recorded_at - last > SOON:
                yield last
            last = act.recorded_at
        if last is not None and last < until:
            yield last


def _timed(word: str, body: object, kinds: Container[str]) -> bool:
    return word != RECORD or (isinstance(body, dict) and body["record"]["record"] in kinds)


def _both(one: Turning, other: Turning) -> Turning:
    """Return two turning points of one instant as one; a bare one stays for what it stands for."""
    return Turning(one.at, tuple(sorted({*one.what, *other.what})))
