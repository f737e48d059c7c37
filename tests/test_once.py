"""The same table again, in whatever dress: nothing of it is stored twice, and no row is lost."""

import csv
import io
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from format_samples import HEADERS, row
from store_samples import SetClock
from test_opening_mutants import base, spoilt
from workbooks import Cell, ods, xlsx

from monitor.incidents.gazetteer import NOWHERE
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Report,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.span import FOREVER, TICK
from monitor.service.offer import Stated
from monitor.service.rules import Rules
from monitor.service.taken import Outcome, Taken
from monitor.service.uploads import Uploads
from monitor.settings import PROJECT
from monitor.store.store import Store

ALWAYS = FOREVER - TICK
KINDS = (
    *(Report, Count, Statement, Decision, Attestation),
    *(Coverage, Link, Review, SourceProfile),
)
STATED = Stated(source="desk", time_zone="UTC")
Table = Sequence[Sequence[str]]
ACCENTED = "Ville d’Exemple, près de la côte – secteur sud; où l’on a tiré"
"""Words that Windows-1252 can write, and that show by themselves in which encoding they are."""


def template(name: str) -> Table:
    """The example rows of a template, with a note that has accents."""
    text = (PROJECT / "data" / "templates" / f"{name}.csv").read_text("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(text))
    at = header.index("note")
    return [header, *([*cells[:at], ACCENTED, *cells[at + 1 :]] for cells in lines)]


def layout(name: str, column: str, ids: str, **more: str) -> Table:
    """Five rows of a layout of others, which differ in one column."""
    kept = [row(name, **{ids: f"{n}"}, **{column: ACCENTED}, **more) for n in range(1, 6)]
    return [[*HEADERS[name]], *kept]


HXL = [
    ["Ref", "Quand", "Où", "Morts"],
    ["#meta+id", "#date+start", "#loc+name", "#affected+killed"],
    *([str(n), f"2016-02-0{n}", ACCENTED, str(n)] for n in range(1, 6)),
]
TABLES: Mapping[str, Table] = {
    **{
        name: template(name)
        for name in (
            *("reports", "counts", "statements", "decisions", "attestations"),
            *("links", "reviews", "source_profiles"),
        )
    },
    "acled": layout("acled", "notes", "event_id_cnty"),
    "acled_2023": layout("acled_2023", "notes", "event_id_cnty", data_id="7", actor1="Other"),
    "acled_upper": layout("acled_upper", "notes", "event_id_cnty"),
    "acled_monadic": layout("acled_monadic", "notes", "event_id_cnty"),
    "ucdp_ged": layout("ucdp_ged", "where_coordinates", "id"),
    "osce_table": layout("osce_table", "remark", "count", lat="48.5", lon="38.25"),
    "hdx_hapi": layout("hdx_hapi", "warning", "provider_admin2_name"),
    "hxl": HXL,
}
BOOKS = ("reports", "acled", "osce_table")
"""The tables that are also sent as workbooks; a process is started for each."""


def written(table: Table, mark: str = ",", end: str = "\r\n", quoting: int = 0) -> str:
    """The table as text."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=mark, lineterminator=end, quoting=quoting).writerows(table)  # type: ignore[arg-type] # one of the four
    return made.getvalue()


def above(table: Table) -> int:
    """How many rows stand above the data."""
    return 2 if table[1][0].startswith("#") else 1


def resorted(table: Table) -> Table:
    """The rows in another order; those above the data stay."""
    top = above(table)
    return [*table[:top], *reversed(table[top:])]


def columns_turned(table: Table) -> Table:
    """The columns in another order."""
    return [[*reversed(cells)] for cells in table]


def padded(table: Table) -> Table:
    """Blanks around what cells hold, as hands leave them."""
    top = above(table)
    return [*table[:top], *([f" {cell} " if cell else "" for cell in row] for row in table[top:])]


def typed(table: Table) -> Sequence[Sequence[Cell]]:
    """The cells as a spreadsheet types them: figures, dates and times are no text any more."""
    top = above(table)
    return [*table[:top], *([_typed(cell) for cell in cells] for cells in table[top:])]


def _typed(text: str) -> Cell:
    for read in (int, float, date.fromisoformat, datetime.fromisoformat):
        try:
            found: Cell = read(text)  # type: ignore[operator] # each takes a text
        except ValueError:
            continue
        zoned = isinstance(found, datetime) and found.tzinfo is not None
        return text if zoned or str(found).casefold() == "nan" else found
    return text or None


DRESSES: Mapping[str, Callable[[Table], bytes]] = {
    "renamed": lambda table: written(table).encode(),
    "re-sorted": lambda table: written(resorted(table)).encode(),
    "other columns first": lambda table: written(columns_turned(table)).encode(),
    "padded": lambda table: written(padded(table)).encode(),
    "byte order mark": lambda table: written(table).encode("utf-8-sig"),
    "UTF-16": lambda table: written(table).encode("utf-16"),
    "UTF-16 of the other end": lambda table: b"\xfe\xff" + written(table).encode("utf-16-be"),
    "Windows-1252": lambda table: written(table).encode("cp1252"),
    "semicolons": lambda table: written(table, ";").encode(),
    "tabs": lambda table: written(table, "\t").encode(),
    "bars": lambda table: written(table, "|").encode(),
    "LF": lambda table: written(table, end="\n").encode(),
    "CR": lambda table: written(table, end="\r").encode(),
    "all quoted": lambda table: written(table, quoting=csv.QUOTE_ALL).encode(),
    "a row twice": lambda table: written([*table, table[-1]]).encode(),
    "sorted and re-encoded": lambda table: written(resorted(table), ";", "\n").encode("cp1252"),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store.open(tmp_path / "store", SetClock(datetime(2040, 1, 1, tzinfo=UTC))) as opened:
        yield opened


def take(store: Store, data: bytes, file: str = "f.csv", *, good_rows: bool = False) -> Taken:
    """Take in a file as a person does; its lines add up."""
    uploads = Uploads(store, Rules(store), NOWHERE)
    taken = uploads.take(file, data, actor="tester", stated=STATED, accept_good_rows=good_rows)
    assert taken.lines == taken.stored + taken.unchanged + taken.rejected
    return taken


def held(store: Store) -> list[tuple[str, str, tuple[int, int]]]:
    """Every record on record: its kind, its key, and by which act and line it stands as it does."""
    with store.facts() as facts:
        return sorted(
            (one.record.record, one.record.key, one.order)
            for kind in KINDS
            for one in facts.records(kind, ALWAYS)
        )


@pytest.mark.parametrize("name", TABLES)
def test_nothing_is_stored_twice(store: Store, name: str) -> None:
    """The same ten times, then renamed, sorted, encoded, separated and quoted otherwise."""
    if name in {"links", "reviews"}:
        take(store, written(TABLES["reports"]).encode())
    table = TABLES[name]
    first = take(store, written(table).encode())
    assert (first.outcome, first.rejected) == (Outcome.STORED, 0), [*first.problems()]
    assert first.stored == len(table) - above(table)
    before, head = held(store), store.head

    for _ in range(9):
        again = take(store, written(table).encode())
        assert (again.outcome, again.stored) == (Outcome.ALREADY_STORED, 0)
    assert store.head == head
    for dress, write in DRESSES.items():
        again = take(store, write(table), f"{dress}.csv")
        assert (again.stored, again.rejected) == (0, 0), (dress, [*again.problems()])
        assert again.lines >= first.lines, dress
    assert held(store) == before


def test_coverage_said_again_is_later_and_not_more(store: Store) -> None:
    """It reaches to when it was last said, so that it is news; but there is one record of it."""
    table = template("coverage")
    take(store, written(table).encode())
    before = held(store)
    for dress in ("UTF-16", "re-sorted", "semicolons"):
        assert take(store, DRESSES[dress](table)).stored == 2

    assert [key for _, key, _ in held(store)] == [key for _, key, _ in before]


@pytest.mark.parametrize("name", BOOKS)
def test_nothing_is_stored_twice_from_a_workbook(store: Store, name: str) -> None:
    """Its cells typed as figures and dates, or text; of Excel, and of OpenDocument."""
    table = TABLES[name]
    first = take(store, written(table).encode())
    before = held(store)

    for data in (xlsx({"Data": typed(table)}), ods({"Data": table})):
        again = take(store, data, "f.xlsx")
        assert (again.lines, again.stored, again.rejected) == (first.lines, 0, 0)
        assert held(store) == before


@pytest.mark.parametrize("name", ["reports", "ucdp_ged"])
def test_decimal_commas_make_no_other_record(store: Store, name: str) -> None:
    """A European spreadsheet writes the same place otherwise."""
    table = TABLES[name]
    take(store, written(table).encode())
    before = held(store)
    places = [at for at, column in enumerate(table[0]) if column in {"latitude", "longitude"}]
    comma = [
        [cell.replace(".", ",") if at in places else cell for at, cell in enumerate(cells)]
        for cells in table
    ]

    assert take(store, written(comma, ";").encode()).stored == 0
    assert held(store) == before


def test_a_row_that_says_more_is_another_row(store: Store) -> None:
    """The mark of a row without an id is of all that it says: a figure apart is not the same."""
    name = "osce_table"
    take(store, written(TABLES[name]).encode())
    for column, said in (("lat", "48.51"), ("date_time", "2030-01-05T21:15"), ("count", "41")):
        at = HEADERS[name].index(column)
        changed = [TABLES[name][0], [*TABLES[name][1]]]
        changed[1] = [*changed[1][:at], said, *changed[1][at + 1 :]]
        assert take(store, written(changed).encode()).stored == 1, column


def test_no_spoilt_file_is_taken_in_part(store: Store) -> None:
    """Of sixty: refused, and nothing moved; or every good row stored, and no other."""
    rng = random.Random(20160917)  # noqa: S311 - not for secrets
    outcomes = dict.fromkeys(Outcome, 0)
    for number in range(60):
        data, before, head = spoilt(base(rng), rng), held(store), store.head
        taken = take(store, data, f"{number}.csv", good_rows=number % 2 == 0)
        outcomes[taken.outcome] += 1
        if taken.outcome is Outcome.REFUSED:
            assert (held(store), store.head) == (before, head)
            continue
        assert taken.receipt
        assert taken.intake
        of_it = {
            key
            for kind, key, (act, _) in held(store)
            if act == taken.receipt.upload and kind != "link"  # pairs that were found beside it
        }
        assert len(of_it) == taken.records
        assert of_it <= {record.key for _, record in taken.intake.records}
    assert outcomes[Outcome.STORED] >= 10
    assert outcomes[Outcome.REFUSED] >= 25
