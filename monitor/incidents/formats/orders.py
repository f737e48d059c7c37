"""The order of day and month in each column of dates, told by all of its rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.cut import MOST_KNOWN
from monitor.incidents.flow import AgainError
from monitor.incidents.formats.dates import Order, orders_of
from monitor.incidents.formats.placed import Placed
from monitor.incidents.opened.table import Opened
from monitor.incidents.rows import Row

if TYPE_CHECKING:
    from monitor.incidents.sheaf import Sheaf


def plain_dates(rows: Iterable[Row], over: Placed) -> Iterator[Row]:
    """Yield rows as long as no date asks for the order of its day and month.

    Raises:
        AgainError: One does.
    """
    columns = [over.at[name] for name in over.dated if name in over.at]
    seen: set[str] = set()
    for row in rows:
        for at in columns:
            if at < len(row.cells) and (text := row.cells[at]) not in seen:
                found = orders_of([text])
                if found.day or found.month or found.either:
                    raise AgainError
                if len(seen) >= MOST_KNOWN:
                    seen.clear()
                seen.add(text)
        yield row


def plain_columns(sheaves: Iterable["Sheaf"], over: Placed) -> Iterator["Sheaf"]:
    """Yield rows by their columns as long as no date asks for the order of its day and month.

    Raises:
        AgainError: One does.
    """
    columns = [over.at[name] for name in over.dated if name in over.at]
    seen: set[str] = set()
    for sheaf in sheaves:
        for at in columns:
            met = set(sheaf.columns[at].unique().to_pylist())
            met.update(row.cells[at] for row in sheaf.odd if at < len(row.cells))
            found = orders_of(met - seen)
            if found.day or found.month or found.either:
                raise AgainError
            if len(seen) >= MOST_KNOWN:
                seen.clear()
            seen |= met
        yield sheaf


def orders_in(
    rows: Callable[[], Iterable[Row]],
    over: Placed,
    opened: Opened,
    file: str,
    order: Order | None,
) -> Mapping[str, Order]:
    """Return the order of day and month in each column of dates in figures.

    Raises:
        IncidentFileError: A column can be read in two ways, and `order` does not say which.
    """
    found, problems = {}, []
    for name in sorted(over.dated & over.at.keys(), key=over.at.__getitem__):
        at = over.at[name]
        told = orders_of(row.cells[at] for row in rows() if at < len(row.cells))
        settled_order = order or told.settled
        if settled_order is not None:
            found[name] = settled_order
        elif told.either or told.day:
            example = told.either or told.day
            message = f"its dates can be read in two ways, as {example}"
            if told.day and told.month:
                message = f"{told.day} has its day first, {told.month} its month"
            hint = "say whether day or month comes first, or write dates as 2016-09-17"
            column = over.header[at]
            place = opened.places[at] + 1
            problems.append(Problem(file, opened.line, place, column, message, hint))
    if problems:
        raise IncidentFileError(problems)
    return found
