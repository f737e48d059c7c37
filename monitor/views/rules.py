"""The rules that count: since when, and by whom."""

from datetime import datetime
from typing import Protocol

from monitor.agreements.model import Agreement
from monitor.views.accepted import Accepted
from monitor.words import activation, desk_page, times


class MadeToCount(Accepted, Protocol):
    """A rule file as it was made to count."""

    @property
    def kind(self) -> str:
        """What it is: the first of its name, an amendment or a correction."""
        ...

    @property
    def since(self) -> datetime | None:
        """From when an amendment changes verdicts, UTC."""
        ...


def counts_since(agreement: Agreement, made: MadeToCount) -> str:
    """Write since when and by whom the rules of an agreement count."""
    time = times.full(made.recorded_at, agreement.zone)
    return desk_page.COUNTS_SINCE.format(time=time, who=made.actor, act=made.act, file=made.file)


def what_it_is(agreement: Agreement, made: MadeToCount) -> str:
    """Write whether the text is the first, an amendment and from when, or a correction of ours."""
    since = times.full(made.since, agreement.zone) if made.since else ""
    return activation.KINDS[made.kind].format(since=since)
