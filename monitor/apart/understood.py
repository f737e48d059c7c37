"""What is answered, on its way to an intake: checked line by line before it is believed."""

import json
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from monitor.apart.answer import AGAIN, END
from monitor.apart.believed import how_said, refused, total_said
from monitor.apart.progress import Progress, Told, untold
from monitor.incidents.cut import Cut
from monitor.incidents.intake import Intake, Mapped
from monitor.incidents.laid import LaidRecords, LaidRejected, Pages, read_rejected

_IN_MEMORY = 1 << 20
"""Bytes that are not worth a file."""


def understood(lines: Iterator[bytes], told: Told = untold) -> Intake:
    """Return the file as read; the lines are believed only where every one fits.

    What it holds is laid down in a file that ends with it.

    Raises:
        IncidentFileError: The answer says that it cannot be read at all.
        ValueError: The answer is not whole, or is no answer.
    """
    try:
        return _Understanding(told).of(lines)
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no answer: {error!r:.200}") from error


class _Understanding:
    """An answer on its way to an intake."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._good, self._bad = _pages(), _pages()
        self._begin()

    def _begin(self) -> None:
        self._good.clear()
        self._bad.clear()
        self._rejected = self._records = self._lines = 0
        self._last = 0
        self._begun: tuple[Cut, tuple[str, ...]] | None = None
        self._mapped: Mapped | None = None

    def of(self, lines: Iterator[bytes]) -> Intake:
        """Read an answer to its end."""
        for line in lines:
            if line[:1].isdigit():
                self._row(line)
            elif line.startswith(b"["):
                read_rejected(json.loads(line))
                self._bad.add(line)
                self._rejected += 1
            elif line.startswith(b"+"):
                self._told(Progress(*map(int, line[1:].split(b"/"))))
            elif line == AGAIN:
                self._begin()
            else:
                said = json.loads(line)
                if "problems" in said:
                    _ended(lines)
                    raise refused(said)
                if "lines" in said:
                    _ended(lines)
                    return self._intake(said)
                self._head(said)
        raise ValueError("it has no end")

    def _head(self, said: Any) -> None:  # noqa: ANN401 - it is JSON, and an error where it does not fit
        if self._begun is not None:
            raise ValueError("it begins twice")
        parts = tuple(tuple(map(str, part)) for part in said["parts"])
        self._begun = Cut(str(said["kind"]), parts), tuple(map(str, said["header"]))
        if said["mapped"] is not None:
            name, version = said["mapped"]
            self._mapped = Mapped(str(name), int(version))

    def _row(self, line: bytes) -> None:
        """Lay a row down once it is known to hold a record such as the store reads."""
        if self._begun is None or not line.endswith(b"\n"):
            raise ValueError("a record is cut off, or comes too early")
        number, *texts = line[:-1].decode().split("\t")
        if not number.isdigit() or int(number) < self._last:
            raise ValueError("the lines of the file are not in order")
        self._begun[0].check(texts)
        self._lines += int(number) > self._last
        self._last = int(number)
        self._good.add(line)
        self._records += 1

    def _intake(self, said: Any) -> Intake:  # noqa: ANN401 - as above
        if self._begun is None or said["records"] != self._records:
            raise ValueError("it has no beginning, or another number of records")
        cut, header = self._begun
        dropped = frozenset(map(int, said["dropped"]))
        more = tuple(read_rejected(one) for one in said["rejected"])
        records = LaidRecords(self._good, cut, self._records - len(dropped), dropped)
        found = LaidRejected(self._bad, self._rejected, more)
        lines, repeated = int(said["lines"]), int(said["repeated"])
        totals = int(said["total_lines"])
        self._weigh(dropped, len(found), repeated + totals, lines)
        return Intake(
            cut.kind,
            header,
            records,
            found,
            repeated,
            lines,
            how_said(said["how"]),
            self._mapped,
            totals,
            tuple(map(total_said, said["totals"])),
        )

    def _weigh(self, dropped: frozenset[int], rejected: int, others: int, lines: int) -> None:
        """Check that every line of the file is accounted for, once.

        `others` are those that say again what another says, or the total of several.
        """
        there = 0
        if dropped:
            numbers = (int(page.partition(b"\t")[0]) for page in self._good)
            there = sum(number in dropped for number in numbers)
        if there != len(dropped) or self._lines - there + rejected + others != lines:
            raise ValueError("its counts do not fit the lines of the file")


def _pages() -> Pages:
    return Pages(cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY)))


def _ended(lines: Iterator[bytes]) -> None:
    if next(lines, b"") != END:
        raise ValueError("it has no end")
