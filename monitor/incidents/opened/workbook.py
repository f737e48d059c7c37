"""Workbooks as tables: the sheet that holds one, and its rows as people see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from monitor.errors import IncidentFileError
from monitor.incidents.opened.archive import Archive, unpacked
from monitor.incidents.opened.declared import Declared
from monitor.incidents.opened.headers import LOOKED_AT, Head, head_of
from monitor.incidents.opened.known import Known
from monitor.incidents.opened.ods_facts import tables_of
from monitor.incidents.opened.refusal import no_such_header, refusal
from monitor.incidents.opened.sheet_facts import SheetFacts
from monitor.incidents.opened.typed import Typed, text_of
from monitor.incidents.opened.wrong import SAVE_WORKBOOK
from monitor.incidents.opened.xlsx_facts import sheets_of
from monitor.incidents.rows import Row
from monitor.words import opening, phrasing

MOST_CELLS = 8_000_000
"""Cells of the rectangles that hold the sheets: each is laid out in full."""

MOST_TEXT = 256 * 1024 * 1024
"""Bytes of the text of the sheets, each shared text as often as it is used."""

_CSV = "delete what lies far from the table, or save the sheet as CSV UTF-8 and upload that"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that may hold a table.

    Attributes:
        name: As its tab shows it.
        rows: Its rows that are not blank, each with the number of the row of the sheet.
        head: The header found in it.
        facts: What the values do not show.
    """

    name: str
    rows: list[Row]
    head: Head
    facts: SheetFacts

    @property
    def under(self) -> list[Row]:
        """The rows of data."""
        return [row for row in self.rows if row.line > self.head.ends]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheet to be read, why that one, and what is said of the rest."""

    kind: str
    sheet: Sheet
    why: str
    notes: tuple[str, ...]


def choose_sheet(data: bytes, file: str, known: Known, declared: Declared) -> Chosen:
    """Return the sheet that holds the table.

    The one that is stated; else the one whose header is known; else the only one with a table.
    What has one column alone, a licence or a read-me, is no table.

    Raises:
        IncidentFileError: It is no workbook, is too large, or several sheets do as well; or no
            sheet has the row that is stated for the header.
    """
    stated = declared.sheet
    archive = unpacked(data, file)
    facts = (sheets_of if archive.kind == "xlsx" else tables_of)(archive.parts)
    _check(facts, file)
    workbook = _opened(archive, file)
    names = [one.name for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if stated is not None and stated not in names:
        message = f"there is no sheet {stated[:60]!r}"
        raise refusal(file, message, f"its sheets are {', '.join(names)}", path="sheet")
    wanted = names if stated is None else [stated]
    sheets = [*_sheets(workbook, wanted, facts, (known, declared.head), file)]
    if not sheets and declared.head is not None:
        raise no_such_header(file, declared.head, LOOKED_AT)
    chosen, why = _best(sheets, file, stated)
    others = [name for name in names if name != chosen.name]
    notes = [opening.OTHER_SHEETS.format(sheets=", ".join(others))] if others else []
    return Chosen(archive.kind, chosen, why, (*notes, *_told(chosen.facts)))


def _check(facts: dict[str, SheetFacts], file: str) -> None:
    """Refuse sheets that are small in the file and huge once they are laid out."""
    for what, size, most in (
        ("cells", sum(one.area for one in facts.values()), MOST_CELLS),
        ("bytes of text", sum(one.text for one in facts.values()), MOST_TEXT),
    ):
        if size > most:
            message = f"the sheets would have {size:,} {what}; at most {most:,} are read"
            raise refusal(file, message, _CSV, path="sheet")
    for name, one in facts.items():
        if one.disordered:
            message = f"the workbook is damaged: cells of sheet {name[:60]!r} are out of order"
            raise refusal(file, message, "open it and save it again", one.disordered)


def _opened(archive: Archive, file: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(archive.repacked())
    except PasswordError:
        raise refusal(file, "the workbook is locked by a password", SAVE_WORKBOOK) from None
    except CalamineError as error:
        raise _damaged(file, error) from None


def _damaged(file: str, error: CalamineError) -> IncidentFileError:
    return refusal(file, f"the workbook is damaged: {error!s:.120}", "open it and save it again")


def _sheets(
    workbook: CalamineWorkbook,
    names: list[str],
    facts: dict[str, SheetFacts],
    by: tuple[Known, int | None],
    file: str,
) -> Iterator[Sheet]:
    """Yield the sheets that have a header, `by` known names or where it is stated to stand."""
    for name in names:
        try:
            values = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except CalamineError as error:
            raise _damaged(file, error) from None
        of = facts.get(name, SheetFacts())
        rows = [*_rows(values, of)]
        head = head_of(rows[:LOOKED_AT], *by)
        if head is not None:
            yield Sheet(name, rows, head, of)


def _rows(values: list[list[Typed]], facts: SheetFacts) -> Iterator[Row]:
    """Return the rows that are not blank, as wide as the last column that holds anything."""
    width = 0
    texts: list[list[str]] = []
    for number, cells in enumerate(values):
        row = [
            text_of(cell, timed=(number, at) in facts.timed)
            if cell != ""
            else facts.errors.get((number, at), "")
            for at, cell in enumerate(cells)
        ]
        texts.append(row)
        filled = (at for at in range(len(row), width, -1) if row[at - 1].strip())
        width = next(filled, width)
    for number, row in enumerate(texts, 1):
        if any(map(str.strip, row)):
            yield Row(number, (row + [""] * width)[:width])


def _best(sheets: list[Sheet], file: str, stated: str | None) -> tuple[Sheet, str]:
    if not sheets:
        hint = "fill the sheet and save the workbook"
        raise refusal(file, "the workbook is empty", hint, path="sheet")
    if stated is not None:
        return sheets[0], opening.STATED.format(what=f"sheet “{stated}”")
    sure = [one for one in sheets if one.head.sure]
    filled = [one for one in sure if one.under] or sure
    if filled:
        best = _only(filled, file)
        all_ = sum(1 for name in best.head.names if name)
        found = min(best.head.known, all_)
        return best, opening.SHEET_BY_NAMES.format(sheet=best.name, found=found, all=all_)
    wide = [one for one in sheets if _is_table(one)] or sheets
    best = _only(wide, file)
    return best, opening.SHEET_ONLY.format(sheet=best.name)


def _is_table(sheet: Sheet) -> bool:
    """Whether it has two columns with names, and a row under them."""
    return len([name for name in sheet.head.names if name]) > 1 and bool(sheet.under)


def _only(sheets: list[Sheet], file: str) -> Sheet:
    """Return the one sheet; of several none is passed over in silence."""
    if len(sheets) == 1:
        return sheets[0]
    named = ", ".join(one.name for one in sheets)
    message = f"several sheets hold a table: {named}"
    hint = "state which one is to be read; the others can be uploaded after it"
    raise refusal(file, message, hint, path="sheet")


def _told(facts: SheetFacts) -> Iterator[str]:
    if facts.uncalculated:
        count = phrasing.number(facts.uncalculated, "formula")
        yield opening.UNCALCULATED.format(count=count, row=facts.first_uncalculated)
