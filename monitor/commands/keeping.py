"""Commands that keep a store safe: a backup of it, and what needs it for itself alone."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar

from monitor import address
from monitor.clock import system_clock
from monitor.commands import usage
from monitor.commands.output import show
from monitor.commands.places import absolute
from monitor.commands.reaching import reached, request
from monitor.errands.request import Reply
from monitor.errands.usage import UsageError, told
from monitor.service import stopped
from monitor.settings import Settings
from monitor.store.errors import StoreLockedError
from monitor.told import keeping
from monitor.words import phrasing, terminal

T = TypeVar("T")


def backup(options: Namespace, settings: Settings) -> int:
    """Copy the store to a new folder, beside whoever writes to it."""
    folder = absolute(options.folder)
    with reached(settings, usage.existing_store) as reach:
        reply = reach(request(options, settings, {"folder": str(folder)}))
    return show(reply, as_json=options.json)


def restore(options: Namespace, settings: Settings) -> int:
    """Put a backup into a folder that is empty, or not there yet."""
    source, store = absolute(options.backup), settings.store
    with told(store):
        running = address.find(store) if (store / address.NAME).exists() else None
    if running and address.alive(running.pid):
        raise UsageError(
            f"{store}: a service runs on this store (process {running.pid}), and a backup is "
            "restored into an empty folder only: name another (--store DIR), or stop the service "
            f"(kill {running.pid}) and put its store aside"
        )
    with told(store):
        found = _alone(settings, "restore", lambda: stopped.restore(source, settings))
    answer = {"folder": str(store), **asdict(found), "ok": found.ok}
    reply = Reply(0, answer, tuple(keeping.restored(store, found)), found.notes)
    return show(reply, as_json=options.json)


def rebuild(options: Namespace, settings: Settings) -> int:
    """Make the database anew from the journal and the kept files."""
    usage.existing_store(settings.store)
    with told(settings.store):
        acts, notes = _alone(settings, "rebuild", lambda: stopped.rebuild(settings, system_clock))
    line = terminal.REBUILT.format(acts=phrasing.number(acts, "act"))
    return show(Reply(0, {"acts": acts}, (line,), notes), as_json=options.json)


def _alone(settings: Settings, command: str, work: Callable[[], T]) -> T:
    """Do what needs the store for itself.

    Raises:
        UsageError: Somebody has it open.
    """
    try:
        return work()
    except StoreLockedError as locked:
        holder = f"process {locked.pid}" if locked.pid else "another process"
        stop = f"kill {locked.pid}" if locked.pid else "Ctrl-C where it runs"
        raise UsageError(
            f"{settings.store} is in use by {holder}, and `{command}` needs it alone: stop the "
            f"service ({stop}), and try again"
        ) from locked
