"""The one open service of this process, and who acts through it, where pages find them."""

from collections.abc import Callable
from importlib import import_module

from monitor.errors import MonitorError
from monitor.service import Service
from monitor.views.health import Health
from monitor.views.sender import Sender
from monitor.words import pages

DRAWN_WITH = ("pandas", "pyarrow")
"""What tables and charts are drawn with, and what is otherwise loaded by the first page drawn.

Two first pages at once would find it half loaded, and one of them would fail.
"""

_open: list[tuple[Service, str, Callable[[], Health] | None, Sender | None]] = []


def serve(
    service: Service,
    actor: str,
    health: Callable[[], Health] | None = None,
    sender: Sender | None = None,
) -> None:
    """Let pages and routes use this service; without sign-in everybody acts as `actor`.

    `health` tells how the scheduler fares, `sender` sends messages and drills; None where none
    runs beside this service.
    """
    for name in DRAWN_WITH:
        import_module(name)
    _open[:] = [(service, actor, health, sender)]


def stop_serving() -> None:
    """Let nobody use a service that is being closed."""
    _open.clear()


def serving() -> bool:
    """Whether a service is open."""
    return bool(_open)


def current() -> Service:
    """Return the open service.

    Raises:
        MonitorError: None is open.
    """
    if not _open:
        raise MonitorError(f"{pages.NO_SERVICE} {pages.NO_SERVICE_DO}")
    return _open[0][0]


def actor() -> str:
    """Return who acts; the one whom the journal names.

    Raises:
        MonitorError: No service is open.
    """
    current()
    return _open[0][1]


def health() -> Health | None:
    """Return how the scheduler fares; None where none runs beside the open service.

    Raises:
        MonitorError: No service is open.
    """
    current()
    asked = _open[0][2]
    return asked() if asked else None


def sender() -> Sender | None:
    """Return what sends messages and drills; None where nothing does.

    Raises:
        MonitorError: No service is open.
    """
    current()
    return _open[0][3]
