"""What is answered, on its way to an intake: checked line by line before it is believed."""

import json
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

import numpy as np

from monitor.apart.answer import AGAIN, END
from monitor.apart.believed import how_said, refused, total_said
from monitor.apart.progress import Progress, Told, untold
from monitor.incidents.cut import Cut, Parts
from monitor.incidents.intake import Intake, Mapped
from monitor.incidents.laid import LaidRecords, LaidRejected, Pages, Sheets, read_rejected
from monitor.incidents.sheet import Sheet

LONGEST = 400_000_000
"""Bytes of an answer's line that are read: a file of the largest size in one cell needs fewer."""

_IN_MEMORY = 1 << 20
"""Bytes that are not worth a file."""

_TOGETHER = 10_000
"""Lines that came one by one, and are laid down at a time."""


def understood(got: BinaryIO, told: Told = untold) -> Intake:
    """Return the file as read; an answer is believed only where all of it fits.

    What it holds is laid down in a file that ends with it.

    Raises:
        IncidentFileError: The answer says that it cannot be read at all.
        ValueError: The answer is not whole, or is no answer.
    """
    try:
        return _Understanding(got, told).of()
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no answer: {error!r:.200}") from error


class _Understanding:
    """An answer on its way to an intake."""

    def __init__(self, got: BinaryIO, told: Told) -> None:
        self._got, self._told = got, told
        self._good, self._bad = Sheets(_paper()), Pages(_paper())
        self._alone: list[tuple[int, Parts]] = []
        self._begin()

    def _begin(self) -> None:
        self._good.clear()
        self._bad.clear()
        self._alone.clear()
        self._rejected = self._records = self._lines = 0
        self._last = 0
        self._begun: tuple[Cut, tuple[str, ...]] | None = None
        self._mapped: Mapped | None = None

    def of(self) -> Intake:
        """Read an answer to its end."""
        while line := self._got.readline(LONGEST):
            if line[:1].isdigit():
                self._row(line)
            elif line.startswith(b"*"):
                self._sheet(int(line[1:]))
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
                    self._ended()
                    raise refused(said)
                if "lines" in said:
                    self._ended()
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
        """Take a line of the file, once it is known to hold a record such as the store reads."""
        if self._begun is None or not line.endswith(b"\n"):
            raise ValueError("a record is cut off, or comes too early")
        number, *texts = line[:-1].decode().split("\t")
        if not number.isdigit() or int(number) < self._last:
            raise ValueError("the lines of the file are not in order")
        self._begun[0].check(texts)
        self._lines += int(number) > self._last
        self._last = int(number)
        self._alone.append((self._last, tuple(texts)))
        if len(self._alone) >= _TOGETHER:
            self._lay_down()

    def _sheet(self, size: int) -> None:
        """Take several lines of the file, once all of them are known to hold such records."""
        if self._begun is None or not 0 < size <= LONGEST:
            raise ValueError("records are too large, or come too early")
        self._lay_down()
        written = self._got.read(size)
        sheet = Sheet.read(written)
        sheet.check(self._begun[0])
        lines = np.concatenate(([self._last], sheet.lines))
        if not len(sheet) or (lines[1:] < lines[:-1]).any():
            raise ValueError("the lines of the file are not in order")
        self._lines += int((lines[1:] > lines[:-1]).sum())
        self._last = sheet.last
        self._good.add(written)
        self._records += len(sheet)

    def _lay_down(self) -> None:
        """Write down the lines that came one by one."""
        if self._alone:
            lines, rows = zip(*self._alone, strict=True)
            self._good.add(Sheet.of(lines, rows).written())
            self._records += len(self._alone)
            self._alone.clear()

    def _intake(self, said: Any) -> Intake:  # noqa: ANN401 - as above
        self._lay_down()
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
            wanted = np.array(sorted(dropped), dtype=np.int64)
            there = sum(int(np.isin(sheet.lines, wanted).sum()) for sheet in self._good)
        if there != len(dropped) or self._lines - there + rejected + others != lines:
            raise ValueError("its counts do not fit the lines of the file")

    def _ended(self) -> None:
        if self._got.readline(LONGEST) != END:
            raise ValueError("it has no end")


def _paper() -> BinaryIO:
    return cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY))
