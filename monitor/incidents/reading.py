"""One row to one record, or all that is wrong with the row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from monitor.incidents import times
from monitor.incidents.cell_error import CellError
from monitor.incidents.columns import Column, Template, When
from monitor.incidents.guard import unguarded
from monitor.incidents.intake import CellProblem
from monitor.incidents.moment import Moment
from monitor.incidents.record import Range, Record
from monitor.incidents.span import Span
from monitor.incidents.together import disagreements
from monitor.incidents.vocabulary import Precision

T = TypeVar("T")

LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Assumed:
    """What holds for every row that does not say otherwise: its source, its IANA time zone."""

    source: str | None = None
    zone: str | None = None


@dataclass(slots=True)
class RowReading:
    """One row on its way to a record.

    `values` holds what each filled cell says, by column; the error where it cannot be read.
    """

    line: int
    cells: Sequence[str]
    columns: Sequence[tuple[int, Column]]
    values: dict[str, object] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)

    def refuse(self, column: str, reason: str, hint: str) -> None:
        """Note a problem of a column, with the cell as it stands in the file."""
        at = next((at for at, declared in self.columns if declared.name == column), None)
        value = "" if at is None else unguarded(self.cells[at])[:LONGEST_SHOWN]
        number = 0 if at is None else at + 1
        self.problems.append(CellProblem(self.line, column, number, value, reason, hint))

    def attempt(self, column: str, read: Callable[[], T]) -> T | None:
        """Return what `read` gives, or note why it cannot be."""
        try:
            return read()
        except CellError as error:
            self.refuse(column, error.reason, error.hint)
            return None


def record_of(
    line: int,
    cells: Sequence[str],
    columns: Sequence[tuple[int, Column]],
    template: Template,
    assumed: Assumed,
) -> Record | tuple[CellProblem, ...]:
    """Return the record that a row holds, or all its problems in the order of its cells.

    Args:
        line: The line it begins on; 0 where there is no file.
        cells: As written, one for each column of the file.
        columns: Position from 0, and column, of the cells to be read.
        template: What the row follows.
        assumed: What holds where the row does not say.
    """
    row = RowReading(line, cells, columns)
    fields = fields_of(row, template, assumed)
    if row.problems:
        return tuple(sorted(row.problems, key=lambda problem: problem.number))
    return cast("Record", template.record(**fields))  # type: ignore[arg-type]


def fields_of(row: RowReading, template: Template, assumed: Assumed) -> dict[str, object]:
    """Return the fields that the cells of a row give; what is wrong is noted in the row.

    Its columns may be some of those of the template that bear on no others.
    """
    fields = _read_cells(row)
    fields |= _source(row, template, assumed)
    fields |= _times(row, template, assumed)
    for fault in disagreements(template, row.values):
        row.refuse(*fault)
    if not row.problems:
        for name in template.ranges:
            if (low := row.values.get(f"{name}_low")) is not None:
                fields[name] = Range(low=cast("int", low), high=row.values.get(f"{name}_high"))  # type: ignore[arg-type]
    return fields


def _read_cells(row: RowReading) -> dict[str, object]:
    """Read each cell by itself; returns the fields that need no other cell."""
    fields: dict[str, object] = {}
    cells, values = row.cells, row.values
    for at, column in row.columns:
        text = cells[at].strip()
        if text[:1] == "'":
            text = unguarded(text)
        if not text:
            if column.required and column.name != "source":
                row.refuse(column.name, "it is blank, and every row needs it", column.says)
            continue
        try:
            value = column.type.read(text)
        except CellError as error:
            values[column.name] = error
            row.refuse(column.name, error.reason, error.hint)
            continue
        values[column.name] = value
        if column.field:
            fields[column.field] = value
    return fields


def _source(row: RowReading, template: Template, assumed: Assumed) -> dict[str, object]:
    """The source that the row does not name: a profile's is itself, else the one declared."""
    if "source" in row.values:
        return {}
    if "source" not in template.names():
        return {"source": row.values.get("id")}
    if assumed.source is None:
        hint = "name it here, or state the source of the whole file"
        row.refuse("source", "it is blank, and no source is stated for the file", hint)
    return {"source": assumed.source}


def _times(row: RowReading, template: Template, assumed: Assumed) -> dict[str, object]:
    """The fields of time, in UTC."""
    zone = _zone(row.values.get("time_zone", assumed.zone))
    fields: dict[str, object] = {}
    span = _span(row, template.when, zone) if template.when else None
    if template.when and span:
        fields[template.when.field] = span
    published, until = row.values.get("published_at"), row.values.get("until")
    if isinstance(published, Moment):
        fields["published_at"] = row.attempt(
            "published_at", lambda: times.surely_public(published, zone)
        )
    if isinstance(until, Moment):
        stop = fields["until"] = row.attempt("until", lambda: times.ends(until, zone))
        if span and isinstance(stop, datetime) and stop <= span.start:
            row.refuse("until", "it ends no later than it takes effect", "check both times")
    return fields


def _zone(name: object) -> tzinfo | None:
    """The zone of a row; UTC stands in for one that cannot be read, to find what else is wrong."""
    if name is None:
        return None
    return ZoneInfo(name) if isinstance(name, str) else UTC


def _span(row: RowReading, when: When, zone: tzinfo | None) -> Span | None:
    first, to = row.values.get(when.first), row.values.get(when.to)
    stated = row.values.get("precision")
    precision = stated if isinstance(stated, Precision) else None
    if when.must_end and to is None and isinstance(first, Moment) and not first.is_day:
        hint = "write the end; for a whole day leave the time of day away"
        row.refuse(when.to, f"it is blank, but {when.first} is a time of day", hint)
    span = stop = None
    if isinstance(first, Moment):
        span = row.attempt(when.first, lambda: times.extent(first, precision, zone))
    if isinstance(to, Moment):
        stop = row.attempt(when.to, lambda: times.end(to, precision, zone))
    if span is None or stop is None:
        return span
    if stop <= span.start:
        hint = "the end is not included; leave it blank for one instant or one day"
        row.refuse(when.to, f"it is not after {when.first}", hint)
        return None
    return Span(start=span.start, end=stop)
