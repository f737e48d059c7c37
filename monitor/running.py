"""The one place where a service begins and ends, whoever serves it: with pages or without."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from monitor.address import Address, published
from monitor.clock import Clock
from monitor.delivery.deliver import deliver
from monitor.delivery.load import load
from monitor.inbox.looking import Inbox
from monitor.schedule import Scheduler
from monitor.sending import Sender
from monitor.service import Service
from monitor.settings import Settings


@dataclass(frozen=True, slots=True)
class Running:
    """A service in use, what runs beside it, and where it can be reached."""

    service: Service
    schedule: Scheduler
    sender: Sender
    settings: Settings
    address: Address


@contextmanager
def serving(settings: Settings, clock: Clock, port: int) -> Iterator[Running]:
    """Hold the store open, keep up what is said, and tell where the service can be reached.

    Raises:
        AlertsFileError: The file of alerts cannot be used: nothing is served that tells nobody.
        StoreError: Another process has it open, or it is damaged.
        OSError: Its folder cannot be used.
    """
    told = load(settings.alerts_file)
    with Service.open(settings, clock, told.directory) as service:
        address = Address.new(settings.store, port)
        with (
            published(settings.store, address),
            Sender(service, told.channels, deliver) as sender,
            service.telling(lambda _: sender.wake()),
            Scheduler(service, settings.every, Inbox(service, settings)) as schedule,
            service.ready_to_read(),
        ):
            yield Running(service, schedule, sender, settings, address)
