"""A record on either side of an act: what was believed of it before, and what after."""

from dataclasses import dataclass

from monitor.incidents.record import Record


@dataclass(frozen=True, slots=True)
class Turn:
    """What was believed of one record before and after something was done.

    None where nothing was: it was not on record, or its newest version takes it back.
    """

    kind: str
    key: str
    before: Record | None
    after: Record | None
