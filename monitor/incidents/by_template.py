"""A file of a template: each of its rows accepted, rejected with reasons, or repeated."""

from collections.abc import Iterable

from monitor.incidents.bulletins.layout import SAID, WINDOW, Places, parted
from monitor.incidents.bulletins.sums import Lines, compared
from monitor.incidents.bulletins.told import with_totals
from monitor.incidents.bulletins.total import Total
from monitor.incidents.collector import collector_paused
from monitor.incidents.cut import Cut
from monitor.incidents.flow import Flow
from monitor.incidents.header import Layout
from monitor.incidents.intake import CellProblem, Intake, Rejected
from monitor.incidents.opened.table import Opened
from monitor.incidents.reading import Assumed
from monitor.incidents.record import Record
from monitor.incidents.repeats import settled
from monitor.incidents.rows import Row
from monitor.incidents.template_row import conflict, read_row

Accepted = tuple[int, Record]


def read_template(opened: Opened, layout: Layout, assumed: Assumed) -> Intake:
    """Read a file of a template, all of it at once."""
    with collector_paused():
        where = places_of(layout)
        rows, total_lines = parted(opened.rows, where) if where.figures else (opened.rows, [])
        accepted, rejected = _sorted_out(rows, layout, assumed)
        lines = len(accepted) + len(rejected)
        kept, conflicts = settled(accepted)
        if conflicts:
            rejected += [
                conflict(row, layout, conflicts) for row in opened.rows if row.line in conflicts
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


def flow_template(opened: Opened, layout: Layout, assumed: Assumed) -> Flow:
    """Return a file of a template, to be read row by row."""
    cut = Cut.whole(layout.template.kind)

    def whole(row: Row) -> Record | tuple[CellProblem, ...]:
        return read_row(row, layout, assumed)

    return Flow(
        layout.kept(layout.header),
        cut,
        lambda: opened.rows,
        whole,
        whole,
        lambda row, problems: Rejected(row.line, layout.kept(row.cells), problems),
        lambda row, first: conflict(row, layout, {row.line: first}),
        lambda: opened.how,
        opened.height,
    )


def places_of(layout: Layout) -> Places:
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
        found = read_row(row, layout, assumed)
        if isinstance(found, tuple):
            rejected.append(Rejected(row.line, layout.kept(row.cells), found))
        else:
            accepted.append((row.line, found))
    return accepted, rejected
