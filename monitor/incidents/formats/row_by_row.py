"""A file of a declared format, to be read row by row."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from monitor.errors import IncidentFileError
from monitor.incidents.bulletins.layout import states_totals
from monitor.incidents.cut import Cut
from monitor.incidents.flow import AgainError, Flow, naming
from monitor.incidents.formats.dates import Order
from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.formats.figures import places_of
from monitor.incidents.formats.lacking import refuse_lacking
from monitor.incidents.formats.not_known import Asked, how_told
from monitor.incidents.formats.orders import orders_in, plain_dates
from monitor.incidents.formats.placed import Placed, placed
from monitor.incidents.formats.recalled import SAMPLE, Recalled
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
) -> Flow | None:
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

    def settled_flow() -> Flow:
        """Look through all dates before any row is read: their order is not plain."""
        orders = orders_in(lambda: opened.rows, over, opened, file, order)
        return _flow(opened, replace(over, order=orders), held, how, lambda: opened.rows)

    if order is not None:
        return settled_flow()
    try:
        return _flow(opened, over, held, how, lambda: plain_dates(opened, over), settled_flow)
    except AgainError:
        return settled_flow()


def _flow(
    opened: Opened,
    over: Placed,
    assumed: Assumed,
    how: How,
    rows: Callable[[], Iterator[Row]],
    afresh: Callable[[], Flow] | None = None,
) -> Flow:
    sample = [row.cells for row in islice(rows(), SAMPLE)]
    recalled = Recalled(over, assumed, sample)
    sound = recalled.sound and not over.declaration.leaves_blank
    cut = recalled.cut if sound else Cut.whole(over.template.kind)
    asked = Asked(recalled.strange)

    def whole(row: Row, asked: Asked) -> Record | tuple[CellProblem, ...]:
        found = read_row(row, (over,), assumed, asked)
        return found if isinstance(found, tuple) else found[0]

    return Flow(
        over.header,
        cut,
        rows,
        len(over.header),
        naming(cut, recalled.constant if sound else ()),
        recalled.read if sound else lambda _: None,
        lambda row: whole(row, asked),
        lambda row: whole(row, Asked()),
        lambda row, problems: Rejected(row.line, tuple(row.cells), problems),
        lambda row, first: conflict(row, over, first),
        lambda: how_told(how, over, asked),
        opened.height,
        afresh,
    )
