"""How far the taking in of a file has come, in hundredths of the whole."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from monitor.apart.progress import Progress

T = TypeVar("T")

HUNDRED = 100
EVERY = 5_000
"""Rows after which it is said how far it has come."""

Told = Callable[[int, int], None]
"""Is told how much is done, of how much."""


def untold(_: int, __: int) -> None:
    """Tell nobody."""


class Coming:
    """What is told of one file: it is read, set beside the record, and stored or tried.

    The shares are about what each takes of a long file; nothing is told twice, nor backwards.
    """

    READ, BESIDE = 45, 55

    def __init__(self, told: Told = untold) -> None:
        self._told = told
        self._last = -1

    def reading(self, read: Progress) -> None:
        """Tell how far the reading has come."""
        self._tell(0, self.READ, read.done, read.whole)

    def beside(self, done: int, whole: int) -> None:
        """Tell how many of the records are set beside what is on record."""
        self._tell(self.READ, self.BESIDE, done, whole)

    def storing(self, done: int, whole: int) -> None:
        """Tell how many of the records are stored, or tried."""
        self._tell(self.BESIDE, HUNDRED, done, whole)

    def counting(self, rows: Iterable[T], whole: int) -> Iterator[T]:
        """Yield rows that are stored, or tried, and tell of them."""
        for done, row in enumerate(rows):
            if done % EVERY == 0:
                self.storing(done, whole)
            yield row

    def done(self) -> None:
        """Tell that it has come to its end."""
        self._tell(0, HUNDRED, 1, 1)

    def _tell(self, first: int, last: int, done: int, whole: int) -> None:
        share = min(done / whole, 1) if whole else 0
        now = first + int((last - first) * share)
        if now > self._last:
            self._last = now
            self._told(now, HUNDRED)
