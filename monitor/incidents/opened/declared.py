"""What a person states of a file that its bytes do not say, or say wrongly."""

import re
from dataclasses import dataclass, fields

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.cell_error import meant
from monitor.incidents.rows import DELIMITERS
from monitor.words import opening

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "windows-1252": "Windows-1252",
    "windows-1256": "Windows-1256",
    "windows-1250": "Windows-1250",
    "windows-1251": "Windows-1251",
    "windows-1254": "Windows-1254",
    "latin-1": "Latin-1",
}
"""The encodings of text that are read, by the name that states them, as they are shown."""

DECIMALS = {"comma": ",", "point": "."}
"""The marks that may stand before decimals, by the name that states them."""

DATES = {"day_first": "17/09/2016", "month_first": "09/17/2016"}
"""What may come first in a date of figures alone, by the name that states it."""

_LINE = re.compile("[1-9][0-9]{0,6}")

_MARKS = {name: mark for mark, name in DELIMITERS.items()}


@dataclass(frozen=True, slots=True)
class Declared:
    """What is stated of a file; None for what its content shall say.

    Attributes:
        encoding: A name of ENCODINGS.
        delimiter: What separates cells: comma, semicolon, tab or pipe.
        decimal: What stands before decimals: comma or point.
        dates: What comes first in dates of figures alone: day or month.
        sheet: The name of the sheet of a workbook, as its tab shows it.
        header: The number of the line, in a sheet of the row, that names the columns, from 1.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    dates: str | None = None
    sheet: str | None = None
    header: str | None = None

    @property
    def stated(self) -> dict[str, str]:
        """What is stated, by name."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in values if value is not None}

    @property
    def mark(self) -> str | None:
        """The delimiter as it stands in the file; None where none is stated."""
        return None if self.delimiter is None else _MARKS[self.delimiter]

    @property
    def head(self) -> int | None:
        """The line of the header, from 1; None where none is stated."""
        return None if self.header is None else int(self.header)

    def check(self, file: str) -> None:
        """Refuse what cannot be stated.

        Raises:
            IncidentFileError: There is no such encoding, delimiter or decimal mark; or what is
                stated of the header is no number of a line.
        """
        allowed = {"encoding": ENCODINGS, "delimiter": _MARKS, "decimal": DECIMALS, "dates": DATES}
        problems = [
            Problem(file, 1, 1, name, f"there is no {name} {value[:60]!r}", meant(value, words))
            for name, words in allowed.items()
            if (value := self.stated.get(name)) is not None and value not in words
        ]
        if self.header is not None and not _LINE.fullmatch(self.header):
            message = opening.NO_LINE.format(given=self.header[:60])
            problems.append(Problem(file, 1, 1, "header", message, opening.WRITE_LINE))
        if problems:
            raise IncidentFileError(problems)


NOTHING = Declared()
"""Nothing is stated."""
