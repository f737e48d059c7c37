"""How a file was read, and why so: said to the person before anything of it is stored."""

from dataclasses import dataclass

from monitor.words import opening


@dataclass(frozen=True, slots=True)
class How:
    """How a file was read.

    Attributes:
        kind: What it is: `text`, `xlsx` or `ods`.
        encoding: As it is shown, as `Windows-1256`; None for a workbook.
        delimiter: `comma`, `semicolon`, `tab` or `pipe`; None for a workbook.
        decimal: `comma` where cells of figures were read with one; else None.
        sheet: The sheet that was read; None for text.
        line_end: `LF`, `CR LF`, `CR`, or several joined by `and`; None for a workbook.
        why: The reason of each choice, a sentence each.
        notes: What of the file was not read as a row, or can be read in two ways.
    """

    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    line_end: str | None = None
    why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def told(self) -> str:
        """Say on one line how it was read, and what of it was not read as a row."""
        if self.kind == "text":
            separated = opening.SEPARATED[self.delimiter or ""]
            said = opening.TEXT.format(letters=self.encoding, separated=separated)
        else:
            said = opening.WORKBOOK.format(kind=opening.KINDS[self.kind], sheet=self.sheet)
        if self.decimal:
            said += opening.DECIMAL_COMMA
        return " ".join((f"{said}.", *self.notes))
