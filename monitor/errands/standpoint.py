"""From where a request looks: which agreement, at what time, known by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.load import Instrument
from monitor.agreements.model import Calendar
from monitor.errands.request import Request
from monitor.errands.usage import UsageError, time_of
from monitor.service import Service
from monitor.words import terminal

LATER_THAN_KNOWN = "what is asked about is later than what was known: later reports are left out"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """An agreement looked at: `at` and `known` in UTC, and what is to be said of the two."""

    instrument: Instrument
    at: datetime
    known: datetime
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The id of the agreement."""
        return self.instrument.agreement.id


def standpoint(request: Request, service: Service) -> Standpoint:
    """Return from where it is looked at; both times default to now, `at` to the end of what ended.

    Raises:
        MonitorError: There is no such agreement, or a time is none.
    """
    found = instrument(request.text("agreement"), service)
    calendar, now = found.agreement.calendar, service.moment()
    known = time_of(request.text("known"), calendar, "--known", now) or now
    at = time_of(request.text("at"), calendar, "--at", now)
    at = at or service.verdicts.default_at(found.agreement.id, known)
    notes = [] if request.text("agreement") else [*_others(found, service)]
    notes += [LATER_THAN_KNOWN] if at > known else []
    return Standpoint(found, at, known, tuple(notes))


def instrument(given: str | None, service: Service) -> Instrument:
    """Return the agreement asked about; where none is named, the newest that was agreed."""
    active = service.rules.instruments
    if given is not None and active:
        return service.rules.instrument(given)
    if not active:
        raise UsageError(
            "no agreement is active; `python -m monitor activate` makes the rule files count"
        )
    return next(iter(active.values()))


def _others(found: Instrument, service: Service) -> Iterator[str]:
    """Say which agreement was taken, and which others could have been named."""
    first = found.agreement.id
    others = [name for name in service.rules.instruments if name != first]
    if others:
        yield terminal.OTHERS_ACTIVE.format(first=first, others=", ".join(others))


def common_calendar(service: Service) -> Calendar | None:
    """Return a calendar by whose clock times are meant where no agreement is named.

    None where no agreement is active, or where their clocks are not the same.
    """
    calendars = [one.agreement.calendar for one in service.rules.instruments.values()]
    zones = {calendar.time_zone for calendar in calendars}
    return calendars[0] if len(zones) == 1 else None
