"""The rules that count: since when, and by whom."""

from datetime import datetime
from typing import Protocol

from monitor.agreements.model import Agreement
from monitor.words import desk_page, times


class MadeToCount(Protocol):
    """A rule file as it was made to count."""

    @property
    def act(self) -> int:
        """The number of the act."""
        ...

    @property
    def recorded_at(self) -> datetime:
        """Since when it counts, UTC."""
        ...

    @property
    def actor(self) -> str:
        """Who made it count."""
        ...

    @property
    def file(self) -> str:
        """The name of the file."""
        ...


def counts_since(agreement: Agreement, made: MadeToCount) -> str:
    """Write since when and by whom the rules of an agreement count."""
    time = times.full(made.recorded_at, agreement.zone)
    return desk_page.COUNTS_SINCE.format(time=time, who=made.actor, act=made.act, file=made.file)
