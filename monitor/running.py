"""The one place where a service begins and ends, whoever serves it: with pages or without."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from monitor.address import Address, published
from monitor.clock import Clock
from monitor.inbox.looking import Inbox
from monitor.schedule import Scheduler
from monitor.service import Service
from monitor.settings import Settings


@dataclass(frozen=True, slots=True)
class Running:
    """A service in use, what runs beside it, and where it can be reached."""

    service: Service
    schedule: Scheduler
    settings: Settings
    address: Address


@contextmanager
def serving(settings: Settings, clock: Clock, port: int) -> Iterator[Running]:
    """Hold the store open, keep up what is said, and tell where the service can be reached.

    Raises:
        StoreError: Another process has it open, or it is damaged.
        OSError: Its folder cannot be used.
    """
    with Service.open(settings, clock) as service:
        address = Address.new(settings.store, port)
        with (
            published(settings.store, address),
            Scheduler(service, settings.every, Inbox(service, settings)) as schedule,
        ):
            yield Running(service, schedule, settings, address)
