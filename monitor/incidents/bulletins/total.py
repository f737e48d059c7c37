"""A total that a file states: never a record, and what its rows add up to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Total:
    """A total that a file states.

    Attributes:
        line: Where it is stated: the physical line, from 1.
        column: The column of the figures that it is of; empty where a title states it.
        stated: The figure.
        summed: What the rows add up to; None where that cannot be said.
        of: What the rows have in common that it is of, as it stands there; () for all rows.
        why: Why the sum cannot be said; empty where it can.
    """

    line: int
    column: str
    stated: int
    summed: int | None
    of: tuple[str, ...] = ()
    why: str = ""

    @property
    def differs(self) -> bool:
        """Whether the rows add up to something else."""
        return self.summed is not None and self.summed != self.stated
