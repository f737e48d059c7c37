"""A drill that somebody starts: sent at once, and journalled with what came of it."""

from collections.abc import Callable, Mapping

from monitor.alerts.notice import Notice, as_plain
from monitor.service.authorize import authorize
from monitor.store.act import Act
from monitor.store.store import Store

DRILL = "drill"
"""The act that holds a drill: its notice and, as it is sent at once, its outcome."""

Send = Callable[[Notice], Mapping[str, object]]
"""Sends a notice, and gives what came of it as plain JSON values."""


def drill(store: Store, notice: Notice, send: Send, *, actor: str) -> Act:
    """Send a drill and record it; `send` tells what came of it.

    Raises:
        NotAllowedError: Nobody says who starts it.
        StoreError: It was sent, and could not be recorded.
    """
    authorize(actor, "drill", notice.channel)
    outcome = send(notice)
    body = {"channel": notice.channel, "notice": as_plain(notice), "outcome": outcome}
    return store.accept.note(DRILL, body, actor=actor)
