"""Who may do what: one gate before every act."""

from monitor.errors import MonitorError

ACTIONS = {
    "activate",
    "upload",
    "record",
    "undo",
    "say",
    "mapping",
    "drill",
    "backup",
    "export",
    "acknowledge",
    "snooze",
    "pause",
    "review",
    "tell",
    "rebuild",
    "restore",
}
"""Whatever changes a store, carries all of it elsewhere, or speaks to people in its name."""


class NotAllowedError(MonitorError):
    """The actor may not do this."""


def authorize(actor: str, action: str, resource: str) -> None:
    """Let an act pass, or raise.

    Without sign-in the actor is the user of the operating system, who holds every role; an act
    without an actor is nobody's and is refused.

    Raises:
        NotAllowedError: Nobody is named, or there is no such action.
    """
    if not actor or action not in ACTIONS:
        who = actor or "nobody"
        raise NotAllowedError(f"{who} may not {action} {resource}; say who acts")
