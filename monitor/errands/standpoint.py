"""From where a request looks: which agreement, at what time, known by when."""

from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.load import Instrument
from monitor.agreements.model import Calendar
from monitor.agreements.wording import choose
from monitor.errands.request import Request
from monitor.errands.usage import UsageError, time_of
from monitor.service import Service

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
    at = at or service.default_at(found.agreement.id, known)
    return Standpoint(found, at, known, (LATER_THAN_KNOWN,) if at > known else ())


def instrument(given: str | None, service: Service) -> Instrument:
    """Return the agreement asked about; it need not be named where only one is active."""
    active = service.instruments
    if given is not None and active:
        return service.instrument(given)
    if not active:
        raise UsageError(
            "no agreement is active; `python -m monitor activate` makes the rule files count"
        )
    if len(active) > 1:
        raise UsageError(f"say which agreement; {choose('', active, 'active')}")
    return next(iter(active.values()))


def only_calendar(service: Service) -> Calendar | None:
    """Return the calendar by which times are meant where no agreement is named: the only one."""
    active = [*service.instruments.values()]
    return active[0].agreement.calendar if len(active) == 1 else None
