"""A file of a declared format: each of its rows accepted, rejected with reasons, or repeated."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.bulletins.layout import SAID, TEXTS, WINDOW, Places, parted, states_totals
from monitor.incidents.bulletins.sums import Lines, compared
from monitor.incidents.bulletins.told import with_totals
from monitor.incidents.bulletins.total import Total
from monitor.incidents.cut import MOST_KNOWN, Cut
from monitor.incidents.flow import AgainError, Flow, naming
from monitor.incidents.formats.dates import Order, orders_of
from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.formats.recalled import SAMPLE, Recalled
from monitor.incidents.formats.translate import Placed, Translated, placed, translate
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
    all_ = list(opened.rows)
    over = placed(declaration, opened.header, opened.tags, gazetteer)
    where = places_of(over)
    rows, total_lines = parted(all_, where) if where.figures else (all_, [])
    _lacking(over, opened, file)
    stated = order or declaration.dates
    over = replace(over, order=_orders(lambda: rows, over, opened, file, stated))
    source = declaration.source or assumed.source
    held = Assumed(source, declaration.time_zone or assumed.zone)
    each = over.each
    accepted, rejected, asked = list[tuple[int, Record]](), list[Rejected](), _Asked()
    for row in rows:
        found = _read(row, each, held, asked)
        if isinstance(found, tuple):
            rejected.append(Rejected(row.line, tuple(row.cells), found))
        else:
            accepted += [(row.line, record) for record in found]
    if declaration.folds:
        accepted = _folded(accepted)
    kept, conflicts = settled(accepted)
    if conflicts and declaration.also:
        # A row stands or falls whole: what another row repeated of it is no repetition any more.
        kept, _ = settled([one for one in accepted if one[0] not in conflicts])
    by_line = {row.line: row for row in rows} if conflicts else {}
    rejected += [_conflict(by_line[line], over, first) for line, first in conflicts.items()]
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
        with_totals(_how(how or opened.how, over, asked), totals, len(total_lines)),
        total_lines=len(total_lines),
        totals=totals,
    )


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
        _lacking(over, opened, file)
    except IncidentFileError:
        for _ in opened.rows:
            pass  # a file that cannot be read to its end is refused for that first
        raise

    def settled_flow() -> Flow:
        """Look through all dates before any row is read: their order is not plain."""
        orders = _orders(lambda: opened.rows, over, opened, file, order)
        return _flow(opened, replace(over, order=orders), held, how, lambda: opened.rows)

    if order is not None:
        return settled_flow()
    try:
        return _flow(opened, over, held, how, lambda: _plain_dates(opened, over), settled_flow)
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
    asked = _Asked(recalled.strange)

    def whole(row: Row, asked: _Asked) -> Record | tuple[CellProblem, ...]:
        found = _read(row, (over,), assumed, asked)
        return found if isinstance(found, tuple) else found[0]

    return Flow(
        over.header,
        cut,
        rows,
        len(over.header),
        naming(cut, recalled.constant if sound else ()),
        recalled.read if sound else lambda _: None,
        lambda row: whole(row, asked),
        lambda row: whole(row, _Asked()),
        lambda row, problems: Rejected(row.line, tuple(row.cells), problems),
        lambda row, first: _conflict(row, over, first),
        lambda: _how(how, over, asked),
        opened.height,
        afresh,
    )


def _plain_dates(opened: Opened, over: Placed) -> Iterator[Row]:
    """Read the rows as long as no date asks for the order of its day and month.

    Raises:
        AgainError: One does.
    """
    columns = [over.at[name] for name in over.dated if name in over.at]
    seen: set[str] = set()
    for row in opened.rows:
        for at in columns:
            if at < len(row.cells) and (text := row.cells[at]) not in seen:
                found = orders_of([text])
                if found.day or found.month or found.either:
                    raise AgainError
                if len(seen) >= MOST_KNOWN:
                    seen.clear()
                seen.add(text)
        yield row


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rows say that nobody knows: names of places, and values without a meaning."""

    strange: Counter[str] = field(default_factory=Counter)
    unmeant: Counter[str] = field(default_factory=Counter)


def _often(names: Counter[str], text: str) -> str:
    """Tell names with how often they stand, the most frequent first."""
    often = by_frequency(names)
    told = [opening.TIMES_EACH.format(name=name, count=n) for name, n in often[:MOST_NAMED]]
    if len(often) > MOST_NAMED:
        told.append(opening.AND_MORE.format(count=len(often) - MOST_NAMED))
    return text.format(names=", ".join(told))


def places_of(over: Placed) -> Places:
    """Return where the figures of a table of counts stand; none in one that is not of counts."""
    one = over.declaration
    if one.record != "count":
        return Places(over.header, (), (), (), ())
    each = [(name, filled) for p in over.each for name, filled in p.declaration.columns.items()]

    def at(*columns: str) -> tuple[int, ...]:
        named = [
            name
            for column, filled in each
            if column in columns
            for choice in filled.choices
            for name in choice.of
        ]
        return tuple(dict.fromkeys(over.at[plain(n)] for n in named if plain(n) in over.at))

    row, whole = (
        tuple(over.at[plain(name)] for name in names if plain(name) in over.at)
        for names in (one.sums, one.totals)
    )
    figures, said = at("value"), at(*SAID)
    texts = set(at(*TEXTS)) - set(said)
    no_words = {*figures, *row, *whole, *texts}
    named = tuple(at for at in range(len(over.header)) if at not in no_words)
    return Places(over.header, figures, said, at(*WINDOW), named, row, whole)


def _how(how: How, over: Placed, asked: _Asked) -> How:
    """Add what a person should know: what was not read, and what of it is not known."""
    notes = list(how.notes)
    if over.unread:
        notes.append(opening.UNREAD.format(names=", ".join(filter(None, over.unread))))
    if asked.strange:
        notes.append(_often(asked.strange, opening.STRANGE))
    if asked.unmeant:
        notes.append(_often(asked.unmeant, opening.UNMEANT))
    if over.declaration.folds:
        notes.append(opening.FOLDED)
    return replace(how, notes=tuple(notes))


def _read(
    row: Row, each: Sequence[Placed], assumed: Assumed, asked: _Asked
) -> list[Record] | tuple[CellProblem, ...]:
    """Return the records of a row, those of its blank figures left out; or all that is wrong."""
    wrong = tuple(_misshapen(row, each[0]))
    if wrong:
        return wrong
    told = [(over, translate(row.line, row.cells, over)) for over in each]
    asked.strange.update(told[0][1].strange)
    asked.unmeant.update(told[0][1].unmeant)
    if len(told) > 1:
        told = [one for one in told if _figure(*one)] or told[:1]
    records, problems = list[Record](), list[CellProblem]()
    for over, one in told:
        found = _made(row, over, one, assumed)
        if isinstance(found, tuple):
            problems += found
        else:
            records.append(found)
    return tuple(dict.fromkeys(problems)) or records


def _figure(over: Placed, told: Translated) -> bool:
    """Whether the row says anything of the figure, be it readable or not."""
    at = next(at for at, (_, column) in enumerate(over.columns) if column.name == "value")
    return bool(told.cells[at]) or "value" in told.broken


def _made(
    row: Row, over: Placed, told: Translated, assumed: Assumed
) -> Record | tuple[CellProblem, ...]:
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
    names = over.declaration.columns["id"].choices[0].of
    at = over.at.get(plain(names[0]), -1) if len(names) == 1 else -1
    problem = CellProblem(
        row.line,
        over.header[at] if at >= 0 else "",
        at + 1,
        row.cells[at].strip()[:LONGEST_SHOWN] if at >= 0 else "",
        f"line {first} has the same id, and says something else",
        "give one of them another id, or take the one out that no longer holds",
    )
    return Rejected(row.line, tuple(row.cells), (problem,))
