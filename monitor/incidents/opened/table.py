"""Any table file that people have becomes a header and rows, with how it was read and why."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from monitor.incidents.header import KNOWN
from monitor.incidents.opened import wrong
from monitor.incidents.opened.archive import ZIP
from monitor.incidents.opened.decimals import commas_in, with_points
from monitor.incidents.opened.declared import NOTHING, Declared
from monitor.incidents.opened.delimited import Split, data_rows, split
from monitor.incidents.opened.given import Given
from monitor.incidents.opened.hashtags import is_figure
from monitor.incidents.opened.headers import Head
from monitor.incidents.opened.how import How
from monitor.incidents.opened.known import Known, plain
from monitor.incidents.opened.refusal import refusal
from monitor.incidents.opened.straight import Straight
from monitor.incidents.opened.text import Text, decode
from monitor.incidents.opened.workbook import choose_sheet
from monitor.incidents.opened.wrong_tables import no_rows
from monitor.incidents.rows import BREAK, DELIMITERS, Row, starts

LARGEST = 600 * 1024 * 1024
"""Bytes of the largest file taken; larger ones are split."""

LARGEST_WORKBOOK = 50 * 1024 * 1024
"""Bytes of the largest workbook: unlike a text it is held whole."""

_ENDS = {"\r\n": "CR LF", "\r": "CR", "\n": "LF"}
_SAMPLE = 1_000_000
"""Characters in which the kinds of line ends are looked for."""

_LONGEST_HEADER = 1_000_000

_COMMA = re.compile("[0-9],[0-9]|,[0-9]")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, opened.

    Attributes:
        header: The names of its columns as written, trimmed; at least as many as hashtags.
        line: The physical line, or the row of the sheet, on which the header begins, from 1.
        read: Reads the rows of data from the first on, each time it is called. What stands above
            the header, the hashtags and blank rows are not among them.
        places: Where each cell of the header begins in its line, from 0; in a sheet the number of
            the column, from 0.
        how: How it was read, and why so.
        tags: The HXL hashtag of each column, without spaces, "" where it has none; () where the
            file has no row of them.
        height: About how many lines it has; 0 where that is not known.
        titles: The rows beside the header that are not data.
        straight: The text, where its cells are taken from it as they stand; None for any other.
    """

    header: tuple[str, ...]
    line: int
    read: Callable[[], Iterator[Row]]
    places: tuple[int, ...]
    how: How
    tags: tuple[str, ...] = ()
    height: int = 0
    titles: tuple[Row, ...] = ()
    straight: Straight | None = None

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of data; each use begins with the first."""
        return self.read()


def open_table(
    data: bytes | Given, file: str, declared: Declared = NOTHING, known: Known = KNOWN
) -> Opened:
    """Return the table that a file holds.

    Args:
        data: The file.
        file: Its name, for messages.
        declared: What is stated of it; the rest is found out.
        known: The names by which its header is recognised.

    Raises:
        IncidentFileError: It is no table, has no rows, or may be read in several ways; or, from
            `rows`, its quotes do not close.
    """
    declared.check(file)
    given = Given.of(data)
    beginning = given.first(wrong.LOOKED_AT)
    if given.size > LARGEST:
        raise refusal(
            file,
            f"the file has {given.size:,} bytes; at most {LARGEST:,} are read",
            "split it into several files, each with the header line",
        )
    if beginning.startswith(ZIP):
        if given.size > LARGEST_WORKBOOK:
            message = f"the file has {given.size:,} bytes; a workbook has at most"
            hint = "save it as CSV, or split it into several workbooks"
            raise refusal(file, f"{message} {LARGEST_WORKBOOK:,}", hint)
        opened, head = _from_workbook(given.whole(), file, declared, known)
    else:
        wrong.refuse_binary(beginning, file)
        text = decode(given, file, declared.encoding)
        wrong.refuse_document(text.start(wrong.LOOKED_AT), file)
        opened, head = _from_text(text, file, declared, known)
    if next(opened.rows, None) is None:
        raise no_rows(head, file)
    return opened


def _from_text(text: Text, file: str, declared: Declared, known: Known) -> tuple[Opened, Head]:
    if declared.sheet is not None:
        message = "the file is text and has no sheets"
        raise refusal(file, message, "state no sheet for it", path="sheet")
    found = split(text, file, known, declared.mark, declared.head)
    head = found.head

    def read() -> Iterator[Row]:
        return (row for row in data_rows(text, found.mark, file) if row.line > head.ends)

    commas, doubts = _decimal_commas(read, text, found, declared, known)
    header = _from_line(text, head.row.line)
    how = How(
        "text",
        encoding=text.encoding,
        delimiter=DELIMITERS[found.mark] if len(head.names) > 1 else None,
        decimal="comma" if commas else None,
        line_end=_line_ends(text),
        why=(text.why, found.why),
        notes=(*head.left_out(), *doubts),
    )
    opened = Opened(
        head.names,
        head.row.line,
        (lambda: (with_points(row, commas) for row in read())) if commas else read,
        _places(starts(header, found.mark), len(head.names)),
        how,
        head.tags,
        text.height,
        head.titles,
        Straight(text, found.mark, head.ends, file)
        if text.codec == "utf-8" and not commas
        else None,
    )
    return opened, head


def _from_workbook(data: bytes, file: str, declared: Declared, known: Known) -> tuple[Opened, Head]:
    for name in ("encoding", "delimiter"):
        if name in declared.stated:
            message = f"the file is a workbook and has no {name}"
            raise refusal(file, message, f"state no {name} for it", path=name)
    chosen = choose_sheet(data, file, known, declared)
    sheet, head = chosen.sheet, chosen.sheet.head
    commas = frozenset(figure_columns(head, known) if declared.decimal == "comma" else ())
    how = How(
        chosen.kind,
        decimal="comma" if commas else None,
        sheet=sheet.name,
        why=(chosen.why,),
        notes=(*head.left_out(), *chosen.notes),
    )
    places = tuple(range(len(head.names)))
    rows = [with_points(row, commas) for row in sheet.under] if commas else sheet.under
    opened = Opened(
        head.names,
        head.row.line,
        lambda: iter(rows),
        places,
        how,
        head.tags,
        len(rows),
        head.titles,
    )
    return opened, head


def _decimal_commas(
    read: Callable[[], Iterator[Row]], text: Text, found: Split, declared: Declared, known: Known
) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the columns to be read with decimal commas, and what is in doubt of others.

    Only files of semicolons or tabs show it by themselves: where a comma separates cells, one
    inside a cell was put there by hand.
    """
    columns = figure_columns(found.head, known)
    if declared.decimal is not None:
        return frozenset(columns if declared.decimal == "comma" else ()), ()
    if found.mark not in ";\t" or not columns or not any(map(_COMMA.search, text.lines())):
        return frozenset(), ()
    return commas_in(read(), columns)


def figure_columns(head: Head, known: Known) -> dict[int, str]:
    """Return the names, by position from 0, of the columns of figures and coordinates."""
    tags = head.tags or ("",) * len(head.names)
    return {
        at: name
        for at, (name, tag) in enumerate(zip(head.names, tags, strict=False))
        if plain(name) in known.figures or is_figure(tag)
    }


def _places(starts_: list[int], width: int) -> tuple[int, ...]:
    """Return a place for each column; those that the header line lacks stand at its last cell."""
    return (*starts_[:width], *starts_[-1:] * (width - len(starts_)))


def _from_line(text: Text, line: int) -> str:
    """Return what stands from a physical line, from 1, on; a header is never longer."""
    found, length = list[str](), 0
    for one in islice(text.lines(), line - 1, None):
        found.append(one)
        length += len(one)
        if length >= _LONGEST_HEADER:
            break
    return "".join(found)[:_LONGEST_HEADER]


def _line_ends(text: Text) -> str | None:
    kinds = {_ENDS[match[0]]: None for match in BREAK.finditer(text.start(_SAMPLE))}
    return " and ".join(kinds) or None
