"""Days kept since something happened: the least and the most that the record allows.

The count is that of the days after the day on which it happened, where the condition was kept on
every one of them; of several that happened the one that gives most.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """Something that happened on one of the days first to last, by their positions.

    Position -1 is before the first day; one past the last day that has ended is the running day.
    A time out of force has a position too, between those of the days around it.
    """

    first: int
    last: int
    must: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """At least `least` and at most `most` days since.

    `reaches` is the most from which the count can grow: -1 where what happened did so on the
    running day, None where nothing has that it could grow from.
    """

    least: int
    most: int
    reaches: int | None


def days_since(last: int, kept: int, unbroken: int, placed: Iterable[Placed]) -> Counted:
    """Count the days since.

    Args:
        last: The position of the last day that has ended, -1 before the first.
        kept: How many days in a row that end with it were kept for certain.
        unbroken: How many may have been.
        placed: What happened, or may have, by day.
    """
    every = [*placed]
    surely = [last - one.last for one in every if one.must and kept >= last - one.first]
    reaches = [reach for one in every if (reach := _reach(one, last, unbroken)) is not None]
    return Counted(
        least=max([0, *surely]),
        most=max([0, *reaches]),
        reaches=max(reaches, default=None),
    )


def _reach(one: Placed, last: int, unbroken: int) -> int | None:
    """Return the most days since one thing on which nothing is certainly broken."""
    position = max(one.first, last - unbroken)
    return last - position if position <= one.last else None
