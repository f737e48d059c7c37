"""Records, and rejected rows, as CSV files that can be read again.

The files are UTF-8 with a byte order mark and line ends CR LF, as spreadsheets expect them.
Text that a spreadsheet would run as a formula has an apostrophe before it (see `guard`).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice

from monitor.incidents.columns import IGNORED, Column, Template
from monitor.incidents.guard import guarded, unguarded
from monitor.incidents.intake import Intake
from monitor.incidents.record import Range, Record
from monitor.incidents.span import Span
from monitor.incidents.templates import TEMPLATES

_PIECE = 1_000
"""Rows that are written at a time."""


def write_csv(kind: str, records: Iterable[Record]) -> bytes:
    """Return the file of these records, all of one kind, with every column of its template.

    Times are written in UTC. Reading the file gives equal records.

    Raises:
        ValueError: A name in a list holds the `;` that separates names.
    """
    template = TEMPLATES[kind]
    rows = (
        [
            guarded(text, number=column.type.number)
            for column, text in zip(template.columns, _cells(record, template), strict=True)
        ]
        for record in records
    )
    return _file(template.names(), rows)


def cells_of(record: Record) -> dict[str, str]:
    """Return the text of each column of a record's template, by the name of the column.

    Raises:
        ValueError: A name in a list holds the `;` that separates names.
    """
    template = TEMPLATES[record.record]
    return dict(zip(template.names(), _cells(record, template), strict=True))


def rejected_csv(intake: Intake) -> bytes:
    """Return the rejected lines as a file to be mended and uploaded again; see below."""
    return b"".join(rejected_pieces(intake))


def rejected_pieces(intake: Intake) -> Iterator[bytes]:
    """Yield, piece by piece, the file of the rejected lines, to be mended and uploaded again.

    Two columns stand before those of the file: the line, and all that is wrong with it. They
    may stay when the file is uploaded again.
    """
    columns = {column.name: column for column in TEMPLATES[intake.kind].columns}
    numbers = [
        (column := columns.get(name.casefold())) is not None and column.type.number
        for name in intake.header
    ]
    rows = (
        [
            str(line.line),
            guarded("; ".join(str(problem) for problem in line.problems)),
            *(
                guarded(unguarded(cell), number=at < len(numbers) and numbers[at])
                for at, cell in enumerate(line.cells)
            ),
        ]
        for line in intake.rejected
    )
    return _pieces((*IGNORED, *intake.header), rows)


def _file(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    return b"".join(_pieces(header, rows))


def _pieces(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    rest, encoding = chain((header,), rows), "utf-8-sig"
    while piece := list(islice(rest, _PIECE)):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(piece)
        yield text.getvalue().encode(encoding)
        encoding = "utf-8"


def _cells(record: Record, template: Template) -> list[str]:
    """Return the text of each column."""
    together = _times(record, template)
    for field in template.ranges:
        figures = getattr(record, field)
        if isinstance(figures, Range):
            together[f"{field}_low"] = str(figures.low)
            together[f"{field}_high"] = _cell(figures.high)
    return [_single(record, column, together) for column in template.columns]


def _single(record: Record, column: Column, together: dict[str, str]) -> str:
    return _cell(getattr(record, column.field)) if column.field else together.get(column.name, "")


def _times(record: Record, template: Template) -> dict[str, str]:
    cells = {name: _cell(getattr(record, name, None)) for name in ("published_at", "until")}
    if template.when is not None:
        span: Span = getattr(record, template.when.field)
        cells[template.when.first] = _cell(span.start)
        cells[template.when.to] = "" if span.start == span.end else _cell(span.end)
    return cells


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case float():
            return format(Decimal(repr(value)), "f")
        case tuple():
            if spoilt := next((name for name in value if ";" in name), None):
                raise ValueError(f"{spoilt!r} holds the ; that separates names")
            return ";".join(value)
        case _:
            return str(value)
