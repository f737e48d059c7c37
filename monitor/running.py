"""The one place where a service begins and ends, whoever serves it: with pages or without."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from monitor.address import Address, published
from monitor.clock import Clock
from monitor.service import Service
from monitor.settings import Settings


@dataclass(frozen=True, slots=True)
class Running:
    """A service in use, and where it can be reached."""

    service: Service
    settings: Settings
    address: Address


@contextmanager
def serving(settings: Settings, clock: Clock, port: int) -> Iterator[Running]:
    """Hold the store open, and tell in its folder where it can be reached.

    What runs by itself beside the one open service begins and ends in here.

    Raises:
        StoreError: Another process has it open, or it is damaged.
        OSError: Its folder cannot be used.
    """
    with Service.open(settings, clock) as service:
        address = Address.new(settings.store, port)
        with published(settings.store, address):
            yield Running(service, settings, address)
