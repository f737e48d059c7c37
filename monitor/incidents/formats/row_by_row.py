"""A file of a declared format, to be read row by row."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from monitor.errors import IncidentFileError
from monitor.incidents.bulletins.layout import states_totals
from monitor.incidents.cut import Cut
from monitor.incidents.flow import AgainError, Flow, Flowing
from monitor.incidents.formats.dates import Order
from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.formats.figures import places_of
from monitor.incidents.formats.lacking import refuse_lacking
from monitor.incidents.formats.not_known import Asked, how_told
from monitor.incidents.formats.orders import orders_in, plain_dates
from monitor.incidents.formats.placed import Placed, placed
from monitor.incidents.formats.row import conflict, read_row
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.intake import CellProblem, Rejected
from monitor.incidents.opened.how import How
from monitor.incidents.opened.table import Opened
from monitor.incidents.reading import Assumed
from monitor.incidents.record import Record
from monitor.incidents.rows import Row


def flow_format(
    opened: Opened,
    declaration: Declaration,
    assumed: Assumed,
    *,
    file: str,
    how: How,
    gazetteer: Gazetteer = NOWHERE,
    order: Order | None = None,
) -> Flowing | None:
    """Return a file by a declaration, to be read row by row; see `read_format`.

    None where what a row says depends on others, where it becomes several records, and where the
    file states totals, against which its rows are held.
    """
    if declaration.folds or declaration.also:
        return None
    order = order or declaration.dates
    over = placed(declaration, opened.header, opened.tags, gazetteer)
    if states_totals(opened.rows, opened.titles, places_of(over)):
        return None
    held = Assumed(declaration.source or assumed.source, declaration.time_zone or assumed.zone)
    try:
        refuse_lacking(over, opened, file)
    except IncidentFileError:
        for _ in opened.rows:
            pass  # a file that cannot be read to its end is refused for that first
        raise

    def settled_flow() -> Flowing:
        """Look through all dates before any row is read: their order is not plain."""
        orders = orders_in(lambda: opened.rows, over, opened, file, order)
        return _flow(opened, replace(over, order=orders), held, how)

    if order is not None:
        return settled_flow()
    try:
        return _flow(opened, over, held, how, settled_flow)
    except AgainError:
        return settled_flow()


def _flow(
    opened: Opened,
    over: Placed,
    assumed: Assumed,
    how: How,
    afresh: Callable[[], Flowing] | None = None,
) -> Flowing:
    """Begin to read; with `afresh` only as long as no date asks for its order."""
    # What reads columns takes a moment to load: a file of a template needs none of it.
    from monitor.incidents.formats.by_columns import SAMPLE, ByColumns  # noqa: PLC0415
    from monitor.incidents.formats.flow_by_columns import Columns, FlowByColumns  # noqa: PLC0415

    def rows() -> Iterator[Row]:
        return plain_dates(opened.rows, over) if afresh else opened.rows

    reader = ByColumns(over, assumed, [row.cells for row in islice(rows(), SAMPLE)])
    asked = Asked(reader.strange)

    def whole(row: Row, asked: Asked = asked) -> Record | tuple[CellProblem, ...]:
        found = read_row(row, (over,), assumed, asked)
        return found if isinstance(found, tuple) else found[0]

    sound = reader.sound and not over.declaration.leaves_blank
    plainly = Flow(
        over.header,
        reader.cut if sound else Cut.whole(over.template.kind),
        rows,
        whole,
        lambda row: whole(row, Asked()),
        lambda row, problems: Rejected(row.line, tuple(row.cells), problems),
        lambda row, first: conflict(row, over, first),
        lambda: how_told(how, over, asked),
        opened.height,
        afresh,
    )
    if not sound:
        return plainly
    return FlowByColumns(plainly, Columns(opened, over, reader.wanted), reader.read)
