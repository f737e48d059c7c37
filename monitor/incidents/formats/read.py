"""A file of a declared format: each of its rows accepted, rejected with reasons, or repeated."""

from dataclasses import replace

from monitor.incidents.bulletins.layout import parted
from monitor.incidents.bulletins.sums import Lines, compared
from monitor.incidents.bulletins.told import with_totals
from monitor.incidents.bulletins.total import Total
from monitor.incidents.formats.dates import Order
from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.formats.figures import places_of
from monitor.incidents.formats.folded import folded
from monitor.incidents.formats.lacking import refuse_lacking
from monitor.incidents.formats.not_known import Asked, how_told
from monitor.incidents.formats.orders import orders_in
from monitor.incidents.formats.placed import placed
from monitor.incidents.formats.row import conflict, read_row
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.intake import Intake, Rejected
from monitor.incidents.opened.how import How
from monitor.incidents.opened.table import Opened
from monitor.incidents.reading import Assumed
from monitor.incidents.record import Record
from monitor.incidents.repeats import settled


def read_format(
    opened: Opened,
    declaration: Declaration,
    assumed: Assumed,
    *,
    file: str,
    how: How | None = None,
    gazetteer: Gazetteer = NOWHERE,
    order: Order | None = None,
) -> Intake:
    """Read a file by a declaration.

    Args:
        opened: The file.
        declaration: The format.
        assumed: What holds where the format and the row do not say.
        file: Name of the file, for messages.
        how: How it was read, and why by this format; None for what `opened` says.
        gazetteer: The places that are known by name.
        order: How dates in figures are meant, where a person has said so.

    Raises:
        IncidentFileError: A column of dates can be read in two ways, and nobody has said which;
            or the columns that the format needs are not there.
    """
    all_ = list(opened.rows)
    over = placed(declaration, opened.header, opened.tags, gazetteer)
    where = places_of(over)
    rows, total_lines = parted(all_, where) if where.figures else (all_, [])
    refuse_lacking(over, opened, file)
    stated = order or declaration.dates
    over = replace(over, order=orders_in(lambda: rows, over, opened, file, stated))
    source = declaration.source or assumed.source
    held = Assumed(source, declaration.time_zone or assumed.zone)
    each = over.each
    accepted, rejected, asked = list[tuple[int, Record]](), list[Rejected](), Asked()
    for row in rows:
        found = read_row(row, each, held, asked)
        if isinstance(found, tuple):
            rejected.append(Rejected(row.line, tuple(row.cells), found))
        else:
            accepted += [(row.line, record) for record in found]
    if declaration.folds:
        accepted = folded(accepted)
    kept, conflicts = settled(accepted)
    if conflicts and declaration.also:
        # A row stands or falls whole: what another row repeated of it is no repetition any more.
        kept, _ = settled([one for one in accepted if one[0] not in conflicts])
    by_line = {row.line: row for row in rows} if conflicts else {}
    rejected += [conflict(by_line[line], over, first) for line, first in conflicts.items()]
    totals: tuple[Total, ...] = ()
    if where.figures:
        lines = Lines.of(rows, total_lines, opened.titles, kept, rejected)
        totals = compared(lines, where)
    return Intake(
        declaration.record,
        over.header,
        tuple(kept),
        tuple(sorted(rejected, key=lambda line: line.line)),
        len(rows) - len({line for line, _ in kept}) - len(rejected),
        len(all_),
        with_totals(how_told(how or opened.how, over, asked), totals, len(total_lines)),
        total_lines=len(total_lines),
        totals=totals,
    )
