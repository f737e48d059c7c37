"""The rules that count: since when, and by whom."""

from datetime import datetime
from typing import Protocol

from monitor.agreements.model import Agreement
from monitor.words import activation, desk_page, times


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
    def kind(self) -> str:
        """What it is: the first of its name, an amendment or a correction."""
        ...

    @property
    def since(self) -> datetime | None:
        """From when an amendment changes verdicts, UTC."""
        ...

    @property
    def file(self) -> str:
        """The name of the file."""
        ...


def counts_since(agreement: Agreement, made: MadeToCount) -> str:
    """Write since when and by whom the rules of an agreement count."""
    time = times.full(made.recorded_at, agreement.zone)
    return desk_page.COUNTS_SINCE.format(time=time, who=made.actor, act=made.act, file=made.file)


def what_it_is(agreement: Agreement, made: MadeToCount) -> str:
    """Write whether the text is the first, an amendment and from when, or a correction of ours."""
    since = times.full(made.since, agreement.zone) if made.since else ""
    return activation.KINDS[made.kind].format(since=since)
