"""Who has been called about an alert and who is called next, until somebody acknowledges it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.alerts.desk import Desk


@dataclass(frozen=True, slots=True)
class Call:
    """A message that interrupted a desk, and who was called about it.

    Attributes:
        desk: Which desk.
        alerts: What it told of, by id; the first leads.
        at: When it was decided, UTC.
        called: The people told so far, in the order in which they were.
        seen: Who acknowledged it, and when, UTC; None while nobody has.
    """

    desk: str
    alerts: tuple[str, ...]
    at: datetime
    called: tuple[str, ...]
    seen: tuple[str, datetime] | None = None


@dataclass
class Calls:
    """All calls by the alerts that they tell of; grows act by act."""

    _calls: dict[tuple[str, str], Call] = field(default_factory=dict)

    def called(self, desk: str, alerts: tuple[str, ...], at: datetime, person: str) -> None:
        """Take in that a person was called about alerts, the first of which leads."""
        key = desk, alerts[0]
        call = self._calls.get(key) or Call(desk, alerts, at, ())
        if person not in call.called:
            self._calls[key] = replace(call, called=(*call.called, person))

    def acknowledged(self, alert: str, by: str, at: datetime) -> None:
        """Take in that somebody acknowledged an alert: nobody else is called about its message."""
        for key, call in self._calls.items():
            if alert in call.alerts and call.seen is None:
                self._calls[key] = replace(call, seen=(by, at))

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls.values()))

    def of(self, alert: str) -> list[Call]:
        """Return the calls about an alert, of each desk one."""
        return [call for call in self if alert in call.alerts]

    def next(self, desks: Mapping[str, Desk]) -> list[tuple[datetime, str, Call]]:
        """Return who is called next about what, and when, UTC; the soonest first."""
        return sorted(_next(self, desks), key=lambda one: (one[0], one[1]))


def first_called(desk: Desk) -> tuple[str, ...]:
    """Return who is told at first: one where others follow, else everybody."""
    return desk.people[:1] if desk.escalate_after is not None else desk.people


def _next(calls: Iterable[Call], desks: Mapping[str, Desk]) -> Iterator[tuple[datetime, str, Call]]:
    for call in calls:
        desk = desks.get(call.desk)
        if desk is None or desk.escalate_after is None or call.seen is not None:
            continue
        waiting = [person for person in desk.people if person not in call.called]
        if waiting:
            yield call.at + len(call.called) * desk.escalate_after, waiting[0], call
