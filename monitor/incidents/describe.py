"""The templates as people meet them: files with examples, and the page that explains them.

python -m monitor.incidents.describe > docs/templates.md
python -m monitor.incidents.describe report > data/templates/reports.csv
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator

from monitor.incidents.columns import Column, Template
from monitor.incidents.templates import TEMPLATES

INTRODUCTION = """\
# Templates for incident data

Every file of records follows one of these templates; `data/templates/` holds each with examples.
The header line tells which one, so the name of the file does not matter.
This page is made from the program's own declarations: `python -m monitor.incidents.describe`.

## How a file is read

- **Text.** UTF-8, UTF-16, Windows-1252 or Windows-1256; at most 600 MB, through the
  page 100; a workbook has at most 50. Which letters a text is in is found out and said; where the
  words do not tell, it is asked for, and what is stated is taken.
- **Columns.** Comma, semicolon, tab or vertical bar separates them: the one with which the names
  of the header are known, else the one with which every row has as many cells as the header.
  They may stand in any order; those that are not needed may be left out.
  A column that the template does not know is refused, never ignored.
- **Header.** Up to 24 rows of titles may stand above a header with known names, or above one that
  fills more than half of the columns that the rows fill. They, and a row of HXL hashtags under the
  header, are said not to be read. Which line is the header can be stated (`--header LINE`).
- **Decimals.** Where semicolons or tabs separate cells, decimal commas are read in a column of
  figures or coordinates that shows them. `1,234` alone shows nothing: the row is rejected until
  it is stated what stands before decimals.
- **Workbooks.** Excel (.xlsx) and OpenDocument (.ods): the sheet whose header is known. Where
  several hold a table, it is asked which; those that are not read are named. Dates and times that
  are typed as such are read, and numbers as the sheet holds them.
- **Quotes.** A cell that holds the separator, a quote or a line end stands in quotes, and each
  quote inside is written twice: `"he said ""no"" again"`.
- **Blank** means not stated: never 0, and never that nothing happened.
- **Lists** in a cell are separated by `;`.
  Where a list gives alternatives it means one of these, we do not know which.
- **Ids.** An id names a record within its source.
  The same id in a later file is a new version of the record.
  Within one file the same id and revision may stand again only if the rows say the same.
- **Numbers** are plain digits: `1000`, not `1,000`.
- **Lines.** Each line is accepted, or rejected with every reason at once.
  Of very many the first thousand problems are listed, and the other lines counted.
  The rejected lines can be saved as a file of their own, mended and uploaded again; its two extra
  columns, `problem_line` and `problem`, may stay.
- **Formulas.** In files that the program writes, text that a spreadsheet would run as a formula
  has an apostrophe before it. It is taken away again on reading.

## Times

- A date is `2016-09-17`, a time `2016-09-17T15:55`, with seconds if they are known.
  Other orders of day and month are refused, because they can be read in two ways.
- A time with its offset, `2016-09-17T15:55+03:00` or `2016-09-17T12:55Z`, is taken as it stands.
  One without is local time in the row's `time_zone`, else in the zone stated for the whole file;
  without either the row is rejected.
- A bare date is its whole local day. `precision` widens a time to what is known of it.
- The end of a span is exclusive; a bare date as its end includes that day.
- When clocks are set back, an hour occurs twice: a time in it may be either, and is kept as both.
  When they are set forward, a time that no clock showed is the first instant after it.\
"""


def template_csv(kind: str) -> bytes:
    """Return the template of a kind: its header, a row with every column, one with the least."""
    template = TEMPLATES[kind]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(template.names())
    writer.writerow([column.example for column in template.columns])
    writer.writerow([_least(column, template) for column in template.columns])
    return text.getvalue().encode("utf-8-sig")


def _least(column: Column, template: Template) -> str:
    """The cell of the second row: a bare date for its time, and what no row may leave out."""
    if column.name == "id":
        return f"{column.example.removesuffix('-1')}-2"
    if template.when and column.name == template.when.first:
        return column.example[: len("2030-01-05")]
    needed = column.required or column.name in {"note", "grade", "time_zone"}
    return column.example if needed else ""


def templates_page() -> str:
    """Return the page in Markdown that explains every column of every template."""
    return "\n".join([INTRODUCTION, *_columns(), *_words(), ""])


def _columns() -> Iterator[str]:
    for template in TEMPLATES.values():
        yield from ("", f"## {template.file}", "", template.says, "")
        yield from _table(
            ("column", "meaning", "needed", "what to write", "example"),
            (
                (
                    f"`{column.name}`",
                    column.says,
                    "yes" if column.required else "",
                    column.type.says,
                    f"`{column.example}`" if column.example else "",
                )
                for column in template.columns
            ),
        )


def _words() -> Iterator[str]:
    """Each closed list once, with the columns that it is for."""
    users: dict[tuple[tuple[str, str], ...], dict[str, None]] = defaultdict(dict)
    for template in TEMPLATES.values():
        for column in template.columns:
            if column.type.words:
                users[tuple(column.type.words.items())][f"`{column.name}`"] = None
    yield from ("", "## Allowed words")
    for words, columns in users.items():
        yield from ("", f"### {', '.join(columns)}", "")
        yield from _table(("word", "meaning"), ((f"`{word}`", says) for word, says in words))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    wanted = sys.argv[1:]
    page = template_csv(wanted[0]) if wanted else templates_page().encode()
    sys.stdout.buffer.write(page)
