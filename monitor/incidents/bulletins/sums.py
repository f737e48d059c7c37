"""What the rows of a table of counts add up to, beside the totals that it states."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from monitor.incidents.bulletins.layout import Places, TotalLine
from monitor.incidents.bulletins.total import Total
from monitor.incidents.bulletins.wording import bare, figure, stated_in
from monitor.incidents.cells import DIGITS
from monitor.incidents.intake import Rejected
from monitor.incidents.record import Count, Record
from monitor.incidents.rows import Row
from monitor.incidents.vocabulary import Bound
from monitor.words import bulletins

MOST_NAMED = 5
"""Lines that are named where a sum cannot be said."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table of counts.

    Attributes:
        data: Those that are no totals.
        totals: Those that are.
        titles: Those above the header.
        kept: The records of each accepted line.
        rejected: The lines that are not accepted; what is neither says again what another does.
    """

    data: Sequence[Row]
    totals: Sequence[TotalLine]
    titles: Sequence[Row]
    kept: Mapping[int, Sequence[Record]]
    rejected: Collection[int]

    @classmethod
    def of(
        cls,
        data: Sequence[Row],
        totals: Sequence[TotalLine],
        titles: Sequence[Row],
        kept: Sequence[tuple[int, Record]],
        rejected: Sequence[Rejected],
    ) -> Self:
        """Return the lines of a file, with the records as they were accepted."""
        by_line: dict[int, list[Record]] = {}
        for line, record in kept:
            by_line.setdefault(line, []).append(record)
        return cls(data, totals, titles, by_line, {one.line for one in rejected})


def compared(lines: Lines, places: Places) -> tuple[Total, ...]:
    """Return every total that a table states, with what its rows add up to."""
    adding = _Adding(lines, places)
    found = [*adding.titles(), *adding.rows(), *adding.columns(), *adding.lines()]
    return tuple(sorted(found, key=lambda total: total.line))


Sum = tuple[int | None, str]
"""What rows add up to, and why that cannot be said where it is None."""


class _Adding:
    """Adds up the rows of one table; what was added up once is not added up again."""

    def __init__(self, lines: Lines, places: Places) -> None:
        self._lines, self._places = lines, places
        self._whole = [row for row in lines.data if len(row.cells) == len(places.header)]
        self._alike: dict[tuple[int, ...], dict[tuple[str, ...], list[Row]]] = {}
        self._sums: dict[tuple[object, ...], Sum | None] = {}

    def titles(self) -> Iterator[Total]:
        """Yield what lines above the header state of all rows."""
        for row in self._lines.titles:
            figures = stated_in(" ".join(cell.strip() for cell in row.cells))
            if not figures:
                continue
            summed: Sum = (None, bulletins.SEVERAL_FIGURES)
            if len(figures) == 1:
                summed = (None, bulletins.WHICH_COLUMN)
            if len(figures) == len(self._places.figures) == 1:
                summed = self._sum({}, "", self._places.figures[0])
            yield Total(row.line, "", figures[0], summed[0], (), summed[1])

    def lines(self) -> Iterator[Total]:
        """Yield what lines of the table state of the rows that say what they say."""
        for line in self._lines.totals:
            of = (*(line.like[at] for at in sorted(line.like)), *filter(None, [line.of]))
            for at, stated in line.stated.items():
                summed, why = self._sum(line.like, line.of, at)
                yield Total(line.line, self._places.header[at], stated, summed, of, why)

    def rows(self) -> Iterator[Total]:
        """Yield what each row states as the sum of its own figures."""
        for row in self._whole:
            for at in self._places.row:
                stated = figure(row.cells[at])
                if stated is None or row.line not in self._lines.kept:
                    continue
                parts = [_value(row, one) for one in self._places.figures]
                known = [part for part in parts if part is not None]
                summed = sum(known) if len(known) == len(parts) else None
                why = "" if summed is not None else bulletins.BLANK.format(lines=row.line)
                of = (bulletins.THE_ROW,)
                yield Total(row.line, self._places.header[at], stated, summed, of, why)

    def columns(self) -> Iterator[Total]:
        """Yield what rows state as the total of their window, each figure once."""
        for at in self._places.whole:
            seen: set[tuple[tuple[str, ...], int]] = set()
            for row in self._whole:
                like = {one: row.cells[one].strip() for one in self._places.window}
                window, stated = tuple(like.values()), figure(row.cells[at])
                if stated is None or (window, stated) in seen:
                    continue
                seen.add((window, stated))
                summed, why = self._sum(like, "", self._places.figures[0])
                of = tuple(filter(None, window))
                yield Total(row.line, self._places.header[at], stated, summed, of, why)

    def _sum(self, like: Mapping[int, str], of: str, at: int) -> Sum:
        """Return what the rows add up to that hold these cells, and of which `of` is said."""
        key = (tuple(sorted(like.items())), of, at)
        if key not in self._sums:
            rows = self._rows_of(like, of)
            self._sums[key] = _sum(self._lines, rows, at) if rows else None
        return self._sums[key] or (None, bulletins.WHICH_ROWS)

    def _rows_of(self, like: Mapping[int, str], of: str) -> list[Row]:
        columns = tuple(sorted(like))
        if columns not in self._alike:
            index = self._alike[columns] = {}
            for row in self._whole:
                index.setdefault(tuple(row.cells[at].strip() for at in columns), []).append(row)
        rows = self._alike[columns].get(tuple(like[at] for at in columns), [])
        figures = {bare(self._places.header[at]) for at in self._places.figures}
        if not of or of in figures:
            return rows
        return [row for row in rows if of in {bare(row.cells[at]) for at in self._places.said}]


def _value(row: Row, at: int) -> int | None:
    text = row.cells[at].strip().removesuffix(".0") if at < len(row.cells) else ""
    return int(text) if DIGITS.fullmatch(text) else None


def _sum(lines: Lines, rows: Sequence[Row], at: int) -> Sum:
    """Return what rows add up to in a column; None, with why, where that cannot be said.

    An exact copy of another row counts once.
    """
    refused = [row.line for row in rows if row.line in lines.rejected]
    if refused:
        return None, bulletins.REJECTED.format(lines=_named(refused))
    counted = [row for row in rows if _counts(lines.kept.get(row.line, ()))]
    blank = [row.line for row in counted if _value(row, at) is None]
    if blank:
        return None, bulletins.BLANK.format(lines=_named(blank))
    counts = [one for row in counted for one in lines.kept[row.line][:1] if isinstance(one, Count)]
    if any(one.bound is not Bound.EXACT for one in counts):
        return None, bulletins.NOT_EXACT
    if len({one.measure for one in counts}) > 1:
        return None, bulletins.MEASURES
    if any(one.cumulative for one in counts) and len({one.window for one in counts}) > 1:
        return None, bulletins.RUNNING
    return sum(_value(row, at) or 0 for row in counted), ""


def _counts(records: Sequence[Record]) -> bool:
    return bool(records) and not any(one.withdrawn for one in records)


def _named(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:MOST_NAMED]))
    return f"{shown} …" if len(lines) > MOST_NAMED else shown
