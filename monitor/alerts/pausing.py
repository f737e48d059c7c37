"""Pauses: for a while nothing new is said by itself, nobody is called, and nothing is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSED, CONTINUED = "paused", "continued"
"""Acts: somebody has it pause, somebody has it go on before the end."""

WORDS = (PAUSED, CONTINUED)

LONGEST = timedelta(hours=24)
"""No pause is longer: whoever still needs one says so again."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause of telling.

    Attributes:
        since: From when, UTC.
        until: To when, UTC, exclusive: then it goes on by itself.
        by: Who asked for it.
        why: The reason given.
        act: The number of the act.
    """

    since: datetime
    until: datetime
    by: str
    why: str
    act: int
