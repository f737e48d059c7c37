"""How a command reaches a store: opened here, or through the service that has it open."""

import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from monitor.address import Address
from monitor.clock import system_clock
from monitor.commands import remote, usage
from monitor.commands.output import note, progress, show
from monitor.delivery.load import load
from monitor.errands.desk import carry_out
from monitor.errands.request import Given, Reply, Request
from monitor.errands.usage import told
from monitor.service import Service
from monitor.settings import Settings
from monitor.store.errors import StoreLockedError

Reach = Callable[[Request], Reply]

OWN = {"store", "json", "run", "command"}
"""What the command line keeps to itself of what is given; the rest goes with the request."""

OF_DESKS = {"snooze": "desk", "replay": "alerts"}
"""Commands for which it counts who sits at which desk, where this option of theirs is given."""

TRIES, PAUSE = 15, 0.2
"""How often a service that starts or stops is tried again, and the seconds between."""


def ask(options: Namespace, settings: Settings) -> int:
    """Carry out a command that says all it needs with its options."""
    with reached(settings, usage.existing_store, desks=_of_desks(options)) as reach:
        return show(reach(request(options, settings)), as_json=options.json)


def _of_desks(options: Namespace) -> bool:
    option = OF_DESKS.get(options.command)
    return option is not None and bool(getattr(options, option))


def begin(options: Namespace, settings: Settings) -> int:
    """Do the same, in a folder where there may be no store yet."""
    with reached(settings, usage.new_store) as reach:
        return show(reach(request(options, settings)), as_json=options.json)


def request(
    options: Namespace,
    settings: Settings,
    given: Mapping[str, object] | None = None,
    files: tuple[Given, ...] = (),
) -> Request:
    """Return the request that a command line makes; `given` in place of all its options.

    Raises:
        RequestError: Something in it is no text.
    """
    taken = vars(options) if given is None else given
    asked = {name: v for name, v in taken.items() if name not in OWN and v is not None}
    made = Request(
        options.command, settings.actor, settings.time_zone, asked, files, progress=progress
    )
    return made.check()


@contextmanager
def reached(
    settings: Settings, check: Callable[[Path], None], *, desks: bool = False
) -> Iterator[Reach]:
    """Give the way to a store, whoever has it open.

    Args:
        settings: They name the store.
        check: Says whether it may be one.
        desks: Whether the file of alerts is read where no service has it open.

    Raises:
        AlertsFileError: That file cannot be used.
        StoreError: It cannot be opened.
        RemoteError: The service that has it open cannot be asked.
    """
    check(settings.store)
    found = _opened(settings)
    if isinstance(found, Address):
        yield partial(remote.ask, settings.store, found)
        return
    with found as service:
        if desks:
            service.alerting.directory = load(settings.alerts_file).directory
        for line in service.store.notes:
            note(line)
        yield partial(carry_out, service=service)


def _opened(settings: Settings) -> Service | Address:
    """Open the store, or return the address of the service that has it open and listens."""
    store = settings.store
    left = TRIES
    while True:
        try:
            with told(store):
                return Service.open(settings, system_clock)
        except StoreLockedError as locked:
            address = remote.service_of(store, locked)
        if remote.listens(address):
            return address
        left -= 1
        if not left:
            raise remote.silent_service(store, address)
        time.sleep(PAUSE)
