"""What a column and a template of the CSV files are; `templates` declares them all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from monitor.incidents.cells import CellType
from monitor.incidents.record import Entry

WITH_OTHERS = ""
"""In place of a field: the column is read together with others."""

IGNORED = ("problem_line", "problem")
"""Columns of a file of rejected rows, which may be uploaded again once mended."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a template.

    Attributes:
        name: As the header line has it.
        field: The field of the record that holds its value as read, or WITH_OTHERS.
        type: What its cells hold.
        says: What it means, in one sentence.
        example: A cell that can be read; empty where the example leaves it out.
        required: Whether every row fills it.
    """

    name: str
    field: str
    type: CellType
    says: str
    example: str
    required: bool


class When(NamedTuple):
    """The columns that give a record its span.

    Attributes:
        field: The field of the record.
        first: Column of the start, or of the whole where there is no end.
        to: Column of the exclusive end.
        must_end: Whether a time of day alone, without an end, would be no span.
    """

    field: str
    first: str
    to: str
    must_end: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """How records of one kind are written in a file.

    Attributes:
        file: Name of the template, as `reports.csv`.
        record: The class of the records.
        says: What one row is.
        columns: In the order of the template.
        when: The columns of its span; None for a record that has none.
        ranges: Fields that are read from two columns, `<field>_low` and `<field>_high`.
        kind: The tag of the record, as `report`.
    """

    file: str
    record: type[Entry]
    says: str
    columns: tuple[Column, ...]
    when: When | None = None
    ranges: tuple[str, ...] = ()
    kind: str = field(init=False, compare=False)
    _names: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", str(self.record.model_fields["record"].default))
        object.__setattr__(self, "_names", tuple(column.name for column in self.columns))

    def required(self) -> Iterator[Column]:
        """The columns that every row fills."""
        return (column for column in self.columns if column.required)

    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return self._names


def must(name: str, type_: CellType, says: str, example: str, field: str | None = None) -> Column:
    """Declare a column that every row fills; it is read to the field of its name unless told."""
    return Column(name, name if field is None else field, type_, says, example, required=True)


def may(
    name: str, type_: CellType, says: str, example: str = "", field: str | None = None
) -> Column:
    """Declare a column that may be blank or left out of the file."""
    return Column(name, name if field is None else field, type_, says, example, required=False)
