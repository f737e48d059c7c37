"""The one way in for records: a file of them, or a single one, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypedDict

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.bulletins.layout import SAID, WINDOW, Places, parted, states_totals
from monitor.incidents.bulletins.sums import Lines, compared
from monitor.incidents.bulletins.told import with_totals
from monitor.incidents.bulletins.total import Total
from monitor.incidents.cell_error import CellError, meant
from monitor.incidents.cells import SOURCE
from monitor.incidents.collector import collector_paused
from monitor.incidents.columns import Template
from monitor.incidents.cut import Cut
from monitor.incidents.flow import Flow, naming
from monitor.incidents.formats.choose import Chosen, chosen
from monitor.incidents.formats.dates import Order
from monitor.incidents.formats.guess import guessed
from monitor.incidents.formats.load import formats, names_of_formats
from monitor.incidents.formats.read import read_format
from monitor.incidents.formats.recognise import Nearly, nearly
from monitor.incidents.formats.row_by_row import flow_format
from monitor.incidents.formats.saved import NONE_SAVED, Saved, names_of_saved
from monitor.incidents.formats.seen import TO_BE_SAID, UnknownLayoutError, seen
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.header import KNOWN, Layout, faults, kind_of, layout_of
from monitor.incidents.intake import CellProblem, Intake, Rejected
from monitor.incidents.moment import read_zone
from monitor.incidents.opened.declared import NOTHING, Declared
from monitor.incidents.opened.given import Given
from monitor.incidents.opened.how import How
from monitor.incidents.opened.known import FEWEST
from monitor.incidents.opened.table import Opened, open_table
from monitor.incidents.opened.wrong_tables import refuse_wrong_table
from monitor.incidents.reading import LONGEST_SHOWN, Assumed, record_of
from monitor.incidents.record import Record
from monitor.incidents.repeats import settled
from monitor.incidents.rows import Row
from monitor.incidents.templates import TEMPLATES
from monitor.words import mapping

Accepted = tuple[int, Record]


class _HowRead(TypedDict):
    file: str
    how: How
    gazetteer: Gazetteer
    order: Order | None


def read_file(
    data: bytes | Given,
    *,
    file: str,
    kind: str | None = None,
    source: str | None = None,
    time_zone: str | None = None,
    declared: Declared = NOTHING,
    places: Gazetteer = NOWHERE,
    saved: Mapping[str, Saved] = NONE_SAVED,
) -> Intake:
    """Read a file of records: every line is accepted, rejected with reasons, or repeated.

    Args:
        data: The file.
        file: Its name, for messages.
        kind: The kind of its records, or the format of the file; None finds the template or the
            format by the header line.
        source: The source of rows that name none.
        time_zone: IANA name of the zone of times that state none, in rows that name none.
        declared: How it is to be read, where that is stated.
        places: The places that are known by name.
        saved: The mappings that people have saved, by name; `kind` may be one of them.

    Raises:
        UnknownLayoutError: It is a table, and nobody knows its columns.
        IncidentFileError: It is no file of records at all: no table, no header of a template,
            or quotes that do not close; or what is stated of it is not usable.
    """
    assumed = _assumed(file, source, time_zone)
    opened, layout = _laid_out(data, file, kind, declared, places, saved)
    if not isinstance(layout, Layout):
        return _by_declaration(opened, layout, assumed, _how_read(layout, file, places, declared))
    _check(layout, opened, file, assumed, None if kind else places)
    return _by_template(opened, layout, assumed)


def flow_file(
    data: bytes | Given,
    *,
    file: str,
    kind: str | None = None,
    source: str | None = None,
    time_zone: str | None = None,
    declared: Declared = NOTHING,
    places: Gazetteer = NOWHERE,
    saved: Mapping[str, Saved] = NONE_SAVED,
) -> Flow | Intake:
    """Return a file of records to be read row by row, or read where that cannot be; see above."""
    assumed = _assumed(file, source, time_zone)
    opened, layout = _laid_out(data, file, kind, declared, places, saved)
    if isinstance(layout, Layout):
        _check(layout, opened, file, assumed, None if kind else places)
        if states_totals(opened.rows, opened.titles, _places(layout)):
            return _by_template(opened, layout, assumed)
        return _flow(opened, layout, assumed)
    how_read = _how_read(layout, file, places, declared)
    flow = flow_format(opened, layout.declaration, assumed, **how_read)
    if flow is None:
        return _by_declaration(opened, layout, assumed, how_read)
    flow.mapped = layout.mapped
    return flow


def _by_template(opened: Opened, layout: Layout, assumed: Assumed) -> Intake:
    """Read a file of a template, all of it at once."""
    with collector_paused():
        where = _places(layout)
        rows, total_lines = parted(opened.rows, where) if where.figures else (opened.rows, [])
        accepted, rejected = _sorted_out(rows, layout, assumed)
        lines = len(accepted) + len(rejected)
        kept, conflicts = settled(accepted)
        if conflicts:
            rejected += [
                _conflict(row, layout, conflicts) for row in opened.rows if row.line in conflicts
            ]
        totals: tuple[Total, ...] = ()
        if where.figures:
            told = Lines.of([*rows], total_lines, opened.titles, kept, rejected)
            totals = compared(told, where)
        return Intake(
            layout.template.kind,
            layout.kept(layout.header),
            tuple(kept),
            tuple(sorted(rejected, key=lambda line: line.line)),
            lines - len(kept) - len(rejected),
            lines + len(total_lines),
            with_totals(opened.how, totals, len(total_lines)),
            total_lines=len(total_lines),
            totals=totals,
        )


def _how_read(chosen: Chosen, file: str, places: Gazetteer, declared: Declared) -> _HowRead:
    order = Order(declared.dates) if declared.dates else None
    return {"file": file, "how": chosen.how, "gazetteer": places, "order": order}


def _by_declaration(opened: Opened, chosen: Chosen, assumed: Assumed, how_read: _HowRead) -> Intake:
    with collector_paused():
        intake = read_format(opened, chosen.declaration, assumed, **how_read)
        return replace(intake, mapped=chosen.mapped)


def _laid_out(
    data: bytes | Given,
    file: str,
    kind: str | None,
    declared: Declared,
    places: Gazetteer,
    saved: Mapping[str, Saved],
) -> tuple[Opened, Layout | Chosen]:
    """Open a file, and find the template or the format that it follows."""
    names = (*formats(), *saved, TO_BE_SAID)
    template = None if kind is None or kind in names else _template(file, kind, names)
    opened = open_table(data, file, declared, KNOWN | names_of_formats() | names_of_saved(saved))
    if kind == TO_BE_SAID:
        problem = Problem(file, opened.line, 1, "", mapping.IS_TO_BE_SAID)
        raise _unknown([problem], opened, places)
    format_ = chosen(opened, file, kind, formats(), saved)
    if format_ is not None:
        return opened, format_
    return opened, layout_of(opened.header, template or TEMPLATES[kind_of(opened.header)])


def _flow(opened: Opened, layout: Layout, assumed: Assumed) -> Flow:
    """Return a file of a template, to be read row by row."""
    cut = Cut.whole(layout.template.kind)

    def whole(row: Row) -> Record | tuple[CellProblem, ...]:
        return _read(row, layout, assumed)

    return Flow(
        layout.kept(layout.header),
        cut,
        lambda: opened.rows,
        len(layout.header),
        naming(cut),
        lambda _: None,
        whole,
        whole,
        lambda row, problems: Rejected(row.line, layout.kept(row.cells), problems),
        lambda row, first: _conflict(row, layout, {row.line: first}),
        lambda: opened.how,
        opened.height,
    )


def read_record(
    kind: str,
    cells: Mapping[str, str],
    *,
    source: str | None = None,
    time_zone: str | None = None,
) -> Record | tuple[CellProblem, ...]:
    """Read one record from cells by column name, as a row of a file would be read.

    Args:
        kind: The kind of the record, as `report`.
        cells: Text by column; a column that is not there is blank.
        source: Its source where the cells name none.
        time_zone: IANA name of the zone of times that state none, where the cells name none.

    Returns:
        The record, or every problem found; their line is 0, and the number of a cell is that of
        its column in the template.

    Raises:
        IncidentFileError: There is no such kind, source or time zone.
    """
    where = "record"
    template, assumed = _template(where, kind), _assumed(where, source, time_zone)
    names = template.names()
    unknown = tuple(
        CellProblem(0, name, 0, cells[name], "there is no such column", meant(name, names))
        for name in cells
        if name not in names
    )
    row = [cells.get(name, "") for name in names]
    found = record_of(0, row, tuple(enumerate(template.columns)), template, assumed)
    if isinstance(found, tuple):
        return unknown + found
    return unknown or found


def _assumed(file: str, source: str | None, zone: str | None) -> Assumed:
    problems = []
    for path, value, read in (("source", source, SOURCE.read), ("time_zone", zone, read_zone)):
        try:
            if value is not None:
                read(value)
        except CellError as error:
            message = f"{value!r:.60}: {error.reason}"
            problems.append(Problem(file, 1, 1, path, message, error.hint))
    if problems:
        raise IncidentFileError(problems)
    return Assumed(source, zone)


def _template(file: str, kind: str, formats: Iterable[str] = ()) -> Template:
    if kind not in TEMPLATES:
        message = f"there is no kind of record {kind[:60]!r}"
        names = (*TEMPLATES, *formats)
        raise IncidentFileError([Problem(file, 1, 1, "kind", message, meant(kind, names))])
    return TEMPLATES[kind]


def _no_header(opened: Opened, file: str) -> Problem:
    shown = ", ".join(name for name in opened.header if name)[:80]
    message = f"this is not the header of a template or a known format: {shown!r}"
    files = ", ".join(template.file for template in TEMPLATES.values())
    return Problem(file, opened.line, 1, "", message, mapping.SAY_OR_WRITE.format(files=files))


def _incomplete(near: Nearly, opened: Opened, file: str) -> Problem:
    lacks = ", ".join(near.lacks)
    message = f"it is nearly the layout “{near.title}”, but lacks {lacks}"
    hint = "export it again with what it lacks, or bring its rows into one of the templates"
    return Problem(file, opened.line, 1, near.lacks[0], message, hint)


def _unknown(problems: Iterable[Problem], opened: Opened, places: Gazetteer) -> IncidentFileError:
    """Return the error for a table that nobody knows, with what stands in its columns."""
    error = UnknownLayoutError(problems)
    if sum(map(bool, opened.header)) >= FEWEST:
        error.columns = guessed(seen(opened.header, opened.rows), places)
    return error


def _check(
    layout: Layout, opened: Opened, file: str, assumed: Assumed, places: Gazetteer | None
) -> None:
    """Refuse a header that does not fit: as what it is, or every fault at its place in the line.

    `places` are known by name; None where the person says which template it is.
    """
    wrong = [*faults(layout, () if assumed.source is None else ("source",))]
    if not wrong:
        return
    refuse_wrong_table(opened.header, opened.line, file)
    at = [0, *opened.places, *[0] * len(layout.header)]
    problems = [
        Problem(file, opened.line, at[fault.number] + 1, fault.name, fault.reason, fault.hint)
        for fault in wrong
    ]
    if near := nearly(opened.header, opened.tags, formats().values()):
        problems = [_incomplete(near, opened, file)]
    elif not KNOWN.count(opened.header):
        problems = [_no_header(opened, file)]
    raise IncidentFileError(problems) if places is None else _unknown(problems, opened, places)


def _places(layout: Layout) -> Places:
    """Return where the figures of a table of counts stand; none in one that is not of counts."""
    at = {column.name: position for position, column in layout.columns}
    if layout.template.kind != "count" or len(at) < len(layout.columns):
        return Places(layout.header, (), (), (), ())
    said, window = (tuple(at[name] for name in names if name in at) for names in (SAID, WINDOW))
    return Places(layout.header, (at["value"],), said, window, said)


def _sorted_out(
    rows: Iterable[Row], layout: Layout, assumed: Assumed
) -> tuple[list[Accepted], list[Rejected]]:
    accepted: list[Accepted] = []
    rejected: list[Rejected] = []
    for row in rows:
        found = _read(row, layout, assumed)
        if isinstance(found, tuple):
            rejected.append(Rejected(row.line, layout.kept(row.cells), found))
        else:
            accepted.append((row.line, found))
    return accepted, rejected


def _read(row: Row, layout: Layout, assumed: Assumed) -> Record | tuple[CellProblem, ...]:
    stray = () if row.stray is None else (_stray_quote(row, row.stray, layout),)
    if len(row.cells) != len(layout.header):
        return (*stray, _wrong_count(row, layout))
    found = record_of(row.line, row.cells, layout.columns, layout.template, assumed)
    if isinstance(found, tuple):
        return stray + found
    return stray or found


def _stray_quote(row: Row, number: int, layout: Layout) -> CellProblem:
    return CellProblem(
        row.line,
        layout.header[number - 1] if number <= len(layout.header) else "",
        number,
        row.cells[number - 1].strip()[:LONGEST_SHOWN],
        "a quote stands in a cell that does not begin with one",
        "put the whole cell in quotes, at its very ends, and write each quote inside twice",
    )


def _wrong_count(row: Row, layout: Layout) -> CellProblem:
    has, needs = len(row.cells), len(layout.header)
    reason = f"it has {has} cells where the header has {needs}"
    hint = (
        "put a text that holds a delimiter in quotes, or take the spare cells away"
        if has > needs
        else "add the missing cells; a blank one still needs its delimiter"
    )
    return CellProblem(row.line, "", 0, "", reason, hint)


def _conflict(row: Row, layout: Layout, conflicts: Mapping[int, int]) -> Rejected:
    at = next(at for at, column in layout.columns if column.name == "id")
    problem = CellProblem(
        row.line,
        "id",
        at + 1,
        row.cells[at].strip(),
        f"line {conflicts[row.line]} has the same id and revision, and says something else",
        "give one of them another id, or the newer one a higher revision",
    )
    return Rejected(row.line, layout.kept(row.cells), (problem,))
