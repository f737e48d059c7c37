"""What is done to a store that nobody has open: its tables made anew, or all of it restored."""

from pathlib import Path

from monitor.clock import Clock
from monitor.service.authorize import authorize
from monitor.settings import Settings
from monitor.store import backup as kept_safe
from monitor.store.store import Store
from monitor.store.verify import Verification


def rebuild(settings: Settings, clock: Clock) -> tuple[int, tuple[str, ...]]:
    """Make the tables of the store anew from the journal and the kept files.

    Returns:
        The number of acts in the journal, and what is to be said of the opening.

    Raises:
        StoreLockedError: It is open.
        StoreError: The journal or a kept file is damaged, or the folder cannot be used.
    """
    authorize(settings.actor, "rebuild", str(settings.store))
    with Store.open(settings.store, clock, rebuild=True) as store:
        return store.head.seq if store.head else 0, tuple(store.notes)


def restore(backup: Path, settings: Settings) -> Verification:
    """Put a backup where the store is to be, into a folder that is empty or not there yet.

    Raises:
        StoreError: There is no backup, something is in the folder, or it could not be written.
        StoreDamagedError: The backup does not verify.
    """
    authorize(settings.actor, "restore", str(settings.store))
    return kept_safe.restore(backup, settings.store)
