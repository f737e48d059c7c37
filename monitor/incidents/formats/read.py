"""A file of a declared format: each of its rows accepted, rejected with reasons, or repeated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.formats.dates import Order, orders_of
from monitor.incidents.formats.declaration import Declaration, Style
from monitor.incidents.formats.translate import Placed, placed, translate
from monitor.incidents.gazetteer import NOWHERE, Gazetteer, by_frequency
from monitor.incidents.intake import CellProblem, Intake, Rejected
from monitor.incidents.opened.how import How
from monitor.incidents.opened.known import plain
from monitor.incidents.opened.table import Opened
from monitor.incidents.reading import LONGEST_SHOWN, Assumed, record_of
from monitor.incidents.record import Record
from monitor.incidents.repeats import settled
from monitor.incidents.rows import Row
from monitor.incidents.vocabulary import CIVILIANS
from monitor.words import opening

MOST_NAMED = 20
"""Names of places that are listed where they are not known."""


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
    rows = list(opened.rows)
    over = placed(declaration, opened.header, opened.tags, gazetteer)
    _lacking(over, opened, file)
    over = replace(over, order=_orders(rows, over, opened, file, order))
    source = declaration.source or assumed.source
    held = Assumed(source, declaration.time_zone or assumed.zone)
    accepted, rejected, strange = list[tuple[int, Record]](), list[Rejected](), list[str]()
    for row in rows:
        found = _read(row, over, held, strange)
        if isinstance(found, tuple):
            rejected.append(Rejected(row.line, tuple(row.cells), found))
        else:
            accepted.append((row.line, found))
    if declaration.folds:
        accepted = _folded(accepted)
    kept, conflicts = settled(accepted)
    by_line = {row.line: row for row in rows} if conflicts else {}
    rejected += [_conflict(by_line[line], over, first) for line, first in conflicts.items()]
    return Intake(
        declaration.record,
        over.header,
        tuple(kept),
        tuple(sorted(rejected, key=lambda line: line.line)),
        len(rows) - len(kept) - len(rejected),
        len(rows),
        _how(how or opened.how, over, strange),
    )


def _how(how: How, over: Placed, strange: Sequence[str]) -> How:
    """Add what a person should know: what was not read, and which places are not known."""
    notes = list(how.notes)
    if over.unread:
        notes.append(opening.UNREAD.format(names=", ".join(filter(None, over.unread))))
    if strange:
        often = by_frequency(strange)
        told = [opening.TIMES_EACH.format(name=name, count=n) for name, n in often[:MOST_NAMED]]
        if len(often) > MOST_NAMED:
            told.append(opening.AND_MORE.format(count=len(often) - MOST_NAMED))
        notes.append(opening.STRANGE.format(names=", ".join(told)))
    if over.declaration.folds:
        notes.append(opening.FOLDED)
    return replace(how, notes=tuple(notes))


def _read(
    row: Row, over: Placed, assumed: Assumed, strange: list[str]
) -> Record | tuple[CellProblem, ...]:
    wrong = tuple(_misshapen(row, over))
    if wrong:
        return wrong
    told = translate(row.line, row.cells, over)
    strange += told.strange
    found = record_of(row.line, told.cells, over.columns, over.template, assumed)
    if not isinstance(found, tuple):
        return told.problems or found
    more = [
        told.in_the_file(problem, over.header)
        for problem in found
        if problem.column not in told.broken
    ]
    return (*told.problems, *dict.fromkeys(more))


def _misshapen(row: Row, over: Placed) -> Iterator[CellProblem]:
    has, needs = len(row.cells), len(over.header)
    if row.stray is not None:
        name = over.header[row.stray - 1] if row.stray <= needs else ""
        value = row.cells[row.stray - 1].strip()[:LONGEST_SHOWN]
        reason = "a quote stands in a cell that does not begin with one"
        hint = "put the whole cell in quotes, and write each quote inside twice"
        yield CellProblem(row.line, name, row.stray, value, reason, hint)
    if has != needs:
        reason = f"it has {has} cells where the header has {needs}"
        hint = "put a text that holds a delimiter in quotes, or add the missing cells"
        yield CellProblem(row.line, "", 0, "", reason, hint)


def _lacking(over: Placed, opened: Opened, file: str) -> None:
    """Refuse a file without a column that a required column of the template is filled from."""
    problems = []
    for column in over.template.required():
        if column.name == "source":
            continue
        filled = over.declaration.columns.get(column.name)
        named = [name for choice in filled.choices for name in choice.of] if filled else []
        if named and not any(plain(name) in over.at for name in named):
            message = f"{over.declaration.title}: the column {' or '.join(named)} is missing"
            hint = "add it, or choose another format for the file"
            problems.append(Problem(file, opened.line, 1, named[0], message, hint))
    if problems:
        raise IncidentFileError(problems)


def _orders(
    rows: Sequence[Row], over: Placed, opened: Opened, file: str, order: Order | None
) -> Mapping[str, Order]:
    """Return the order of day and month in each column of dates in figures.

    Raises:
        IncidentFileError: A column can be read in two ways, and `order` does not say which.
    """
    dated = dict.fromkeys(
        plain(name)
        for filled in over.declaration.columns.values()
        for choice in filled.choices
        if choice.style is Style.DATE
        for name in choice.of
        if plain(name) in over.at
    )
    found, problems = {}, []
    for name in dated:
        at = over.at[name]
        told = orders_of(row.cells[at] for row in rows if at < len(row.cells))
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


def _folded(accepted: Sequence[tuple[int, Record]]) -> list[tuple[int, Record]]:
    """Put the rows of one event together: the actors of all of them are alternatives.

    Every row gets the same content, so that the second and later ones say the first again. An
    actor that nobody knows makes all of them unknown.
    """
    together: dict[str, list[Record]] = {}
    for _, record in accepted:
        together.setdefault(record.id, []).append(record)
    whole = {key: _actors(records) for key, records in together.items()}
    return [(line, record.model_copy(update=whole[record.id])) for line, record in accepted]


def _actors(records: Sequence[Record]) -> Mapping[str, tuple[str, ...]]:
    """Return who may have acted against whom; civilians are only ever struck."""
    said = [getattr(record, "by", ()) for record in records]
    everyone = tuple(dict.fromkeys(one for names in said for one in names)) if all(said) else ()
    armed = tuple(one for one in everyone if one != CIVILIANS)
    if armed and CIVILIANS in everyone:
        return {"by": armed, "against": (CIVILIANS,)}
    return {"by": everyone, "against": everyone}


def _conflict(row: Row, over: Placed, first: int) -> Rejected:
    name = over.declaration.columns["id"].choices[0].of[:1]
    at = over.at.get(plain(name[0]), -1) if name else -1
    problem = CellProblem(
        row.line,
        over.header[at] if at >= 0 else "",
        at + 1,
        row.cells[at].strip()[:LONGEST_SHOWN] if at >= 0 else "",
        f"line {first} has the same id, and says something else",
        "give one of them another id, or take the one out that no longer holds",
    )
    return Rejected(row.line, tuple(row.cells), (problem,))
