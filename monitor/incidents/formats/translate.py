"""One row of a declared format as the cells of a template, each with the cell it came from."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from monitor.incidents.cell_error import CellError, meant
from monitor.incidents.cells import LONGEST
from monitor.incidents.columns import Column, Template
from monitor.incidents.formats.dates import Order, read_date, read_seconds, read_stamp
from monitor.incidents.formats.declaration import Choice, Declaration, Filled, Style
from monitor.incidents.formats.recognise import covers
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.intake import CellProblem
from monitor.incidents.moment import read_moment
from monitor.incidents.opened.known import plain
from monitor.incidents.templates import TEMPLATES

CUT = " …"
MOST_SHOWN = 200
MARK = 24
"""Hexadecimal figures of the mark of a row."""
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]*0")
_ZEROS = re.compile(r"\.?0+$")
"""What a spreadsheet leaves out of a decimal figure."""
OUT_OF_ORDER = "put in order: {columns} stood as {figures}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A declaration laid over the header of a file.

    Attributes:
        declaration: The format.
        header: The names as the file has them.
        at: Position from 0 by name as it is compared.
        order: How dates in figures are meant, by column; a column that is not there has none.
        gazetteer: The places that are known by name.
        dated: The columns of dates, as they are compared.
        timed: Those of dates with a time of day that is meant.
        behind: What stands behind an id; empty for the first record of a row.
    """

    declaration: Declaration
    header: tuple[str, ...]
    at: Mapping[str, int]
    order: Mapping[str, Order]
    gazetteer: Gazetteer
    dated: frozenset[str] = frozenset()
    timed: frozenset[str] = frozenset()
    behind: str = ""

    @property
    def each(self) -> tuple["Placed", ...]:
        """This, for each record of a row."""
        one = self.declaration
        further = [
            replace(
                self,
                declaration=one.model_copy(update={"columns": one.columns | also.columns}),
                behind=f"-{also.name}",
            )
            for also in one.also
        ]
        return (self, *further)

    @property
    def template(self) -> Template:
        """The template whose columns are filled."""
        return TEMPLATES[self.declaration.record]

    @property
    def columns(self) -> tuple[tuple[int, Column], ...]:
        """The columns of the template that are filled, each with its place among the cells."""
        filled = self.declaration.columns
        return tuple(enumerate(c for c in self.template.columns if c.name in filled))

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns of the file that nothing is taken from."""
        used = {plain(name) for name in self.declaration.used}
        return tuple(name for name in self.header if plain(name) not in used)


def placed(
    declaration: Declaration,
    header: Sequence[str],
    tags: Sequence[str] = (),
    gazetteer: Gazetteer = NOWHERE,
) -> Placed:
    """Lay a declaration over a header; of a name that stands twice the first is taken.

    A column that the declaration calls by a hashtag is found in the row of `tags`.
    """
    at: dict[str, int] = {}
    for position, name in enumerate(header):
        at.setdefault(plain(name), position)
    for wanted in declaration.used:
        found = [position for position, tag in enumerate(tags) if covers(tag, wanted)]
        if wanted.startswith("#") and found:
            at[plain(wanted)] = found[0]
    names = tuple(name.strip() for name in header)
    dated, timed = (_columns_of(declaration, style) for style in (Style.DATE, Style.MOMENT))
    return Placed(declaration, names, at, {}, gazetteer, dated, timed)


def _columns_of(declaration: Declaration, style: Style) -> frozenset[str]:
    return frozenset(
        plain(name)
        for filled in declaration.filled
        for choice in filled.choices
        if choice.style is style
        for name in choice.of
    )


@dataclass(frozen=True, slots=True)
class Translated:
    """The cells of the template, in the order of `Placed.columns`, and what cannot be read.

    `origin` is the number, from 1, of the cell of the file that each was taken from; 0 for none.
    `strange` are names of places that are not known, `unmeant` values for which the declaration
    has no meaning and which it takes as unknown. `broken` are the columns of the template
    that could not be filled because of `problems`.
    """

    cells: tuple[str, ...]
    origin: Mapping[str, int]
    problems: tuple[CellProblem, ...]
    broken: frozenset[str]
    strange: tuple[str, ...]
    unmeant: tuple[str, ...] = ()

    def in_the_file(self, problem: CellProblem, header: Sequence[str]) -> CellProblem:
        """Return a problem of the template's cell as one of the file's."""
        number = self.origin.get(problem.column, 0)
        column = header[number - 1] if number else problem.column
        return CellProblem(
            problem.line, column, number, problem.value, problem.reason, problem.hint
        )


def translate(line: int, cells: Sequence[str], over: Placed) -> Translated:
    """Fill the cells of the template from a row of the file."""
    row = _Row(line, cells, over)
    filled, origin, broken = list[str](), dict[str, int](), set[str]()
    for _, column in over.columns:
        row.broke = False
        text, number = row.fill(over.declaration.columns[column.name])
        if row.broke:
            broken.add(column.name)
        filled.append(f"{text}{over.behind}" if text and column.name == "id" else text)
        origin[column.name] = number
    if row.notes:
        names = [column.name for _, column in over.columns]
        if "note" in names:
            at = names.index("note")
            filled[at] = "; ".join(filter(None, [filled[at], *row.notes]))
    shortened = tuple(_short(text) for text in filled)
    problems, asked = tuple(row.problems), (tuple(row.strange), tuple(row.unmeant))
    return Translated(shortened, origin, problems, frozenset(broken), *asked)


def some_cells(
    cells: Sequence[str], over: Placed, columns: Sequence[Column]
) -> tuple[list[str], tuple[str, ...]] | None:
    """Fill some cells of the template, and return the names of places that are not known, too.

    None where a cell cannot be read, or where it tells something that is written elsewhere: then
    the whole row has to be translated.
    """
    row = _Row(0, cells, over)
    texts = [row.fill(over.declaration.columns[column.name])[0] for column in columns]
    if row.problems or row.notes or row.broke:
        return None
    return [_short(text) for text in texts], tuple(row.strange)


def said_by(
    cells: Sequence[str], over: Placed, choices: Sequence[Choice]
) -> tuple[str, ...] | None:
    """Return what each of these choices says that fits and says something; None for a problem."""
    row = _Row(0, cells, over)
    texts = [row.said(choice) for choice in choices if row.fits(choice)]
    if row.problems or row.notes or row.strange:
        return None
    return tuple(text for text, _ in texts if text)


class _Row:
    """One row on its way to the template's cells."""

    def __init__(self, line: int, cells: Sequence[str], over: Placed) -> None:
        self.line, self.cells, self.over = line, cells, over
        self.problems: list[CellProblem] = []
        self.notes: list[str] = []
        self.strange: list[str] = []
        self.unmeant: list[str] = []
        self.broke = False
        self.unknown = {text.casefold() for text in over.declaration.unknown}

    def known(self, name: str) -> str:
        """Return the trimmed text of a column; empty where it is blank or says "unknown"."""
        at = self.over.at.get(plain(name))
        text = "" if at is None else self.cells[at].strip()
        return "" if text.casefold() in self.unknown else text

    def fill(self, filled: Filled) -> tuple[str, int]:
        """Return the text of a cell of the template, and the number of the cell it came from."""
        fitting = (choice for choice in filled.choices if self.fits(choice))
        if filled.together:
            told = [self.said(choice) for choice in fitting]
            parts = [text for text, _ in told if text]
            return "; ".join(dict.fromkeys(parts)), next((at for _, at in told if at), 0)
        for choice in fitting:
            text, number = self.said(choice)
            if text or choice.when:
                return text, number
        first = filled.choices[0].of[:1]
        return "", self._number(first[0]) if first else 0

    def fits(self, choice: Choice) -> bool:
        """Whether other columns have the values that a choice asks for."""
        return all(self.known(name) in values for name, values in choice.when.items())

    def _number(self, name: str) -> int:
        return self.over.at.get(plain(name), -1) + 1

    def said(self, choice: Choice) -> tuple[str, int]:
        """Return the text of a choice, and the number of the cell it came from."""
        if choice.text:
            return choice.text, 0
        if choice.whole:
            return _mark(sorted(self._whole())), 0
        given = [(name, self.known(name)) for name in choice.of]
        there = [(name, text) for name, text in given if text]
        if not there:
            if choice.needed:
                self._refuse(choice.of[0], "it is blank, and rows of this format need it", "")
            return "", self._number(choice.of[0])
        number = self._number(there[0][0])
        if choice.marked:
            text = _mark([self._marked(name) for name in choice.of])
        elif choice.pick:
            text = self._picked(choice, there)
        elif choice.style:
            text = self._timed(choice, *there[0])
        elif choice.area:
            text = self._pcode(choice, there)
        elif choice.join:
            text = choice.join.join(text for _, text in there)
        else:
            text = self._one_of(choice, there)
        return (f"{choice.label}{text}" if text else ""), number

    def _pcode(self, choice: Choice, there: list[tuple[str, str]]) -> str:
        """Return the p-code of a place; a name that is not known for certain is asked about."""
        names = [text for _, text in there]
        found = self.over.gazetteer.find(names)
        if choice.certain and len(found) != 1:
            near = [one.name for name in names for one in self.over.gazetteer.suggest(name)]
            hint = f"did you mean {near[0]}?" if near else "write it as data/places has it"
            self._refuse(there[0][0], "it is not the name of one known area", hint)
        elif not found:
            self.strange.append(", ".join(names))
        return ";".join(found)

    def _marked(self, name: str) -> str:
        """Return what a mark is made of: a date or time is the same however it is written."""
        text = self.known(name)
        with suppress(CellError):
            if text and plain(name) in self.over.dated:
                return read_date(text, self.over.order.get(plain(name))).isoformat()
            if text and plain(name) in self.over.timed:
                return str(read_moment(text))
        return text

    def _whole(self) -> Iterator[str]:
        """Yield what each column says, with its name: they may stand in any order."""
        for at, name in enumerate(self.over.header):
            first = self.over.at.get(plain(name)) == at
            text = self._marked(name) if first else self.cells[at].strip()
            text = _ZEROS.sub("", text) if _DECIMAL.fullmatch(text) else text
            if text:
                yield f"{plain(name)}={text}"

    def _one_of(self, choice: Choice, there: list[tuple[str, str]]) -> str:
        """Return the alternatives; none where one of them is that nobody knows."""
        found = list(self._alternatives(choice, there))
        starts = tuple(start.casefold() for start in choice.nobody)
        if starts and any(one.casefold().startswith(starts) for one in found):
            return ""
        return ";".join(found)

    def _alternatives(self, choice: Choice, there: list[tuple[str, str]]) -> Iterator[str]:
        """Yield every alternative once, coded where the format says how."""
        seen: dict[str, None] = {}
        for name, text in there:
            parts = text.split(choice.each) if choice.each else [text]
            for part in filter(None, map(str.strip, parts)):
                for said in self._coded(choice, name, part).split(";"):
                    if said:
                        seen[said] = None
        yield from seen

    def _coded(self, choice: Choice, name: str, text: str) -> str:
        if not choice.codes:
            # A semicolon parts alternatives in the template; in a name it does not.
            return text.replace(";", ",")
        found = choice.codes.get(text)
        if found is not None:
            return found
        if choice.otherwise == "refuse":
            self._refuse(name, "it is not one of the codes of this format", _near(text, choice))
        if choice.otherwise == "blank":
            self.unmeant.append(text[:MOST_SHOWN])
        return text.replace(";", ",") if choice.otherwise == "keep" else ""

    def _picked(self, choice: Choice, there: list[tuple[str, str]]) -> str:
        figures: list[int] = []
        for name, text in there:
            plain_text = text.removesuffix(".0")
            if not (plain_text.isascii() and plain_text.isdigit()):
                self._refuse(name, "it is not a whole number", "write plain digits")
                return ""
            figures.append(int(plain_text))
        if figures != sorted(figures):
            stood = OUT_OF_ORDER.format(
                columns=", ".join(name for name, _ in there), figures=", ".join(map(str, figures))
            )
            if stood not in self.notes:
                self.notes.append(stood)
        return str(min(figures) if choice.pick == "smallest" else max(figures))

    def _timed(self, choice: Choice, name: str, text: str) -> str:
        try:
            if choice.style is Style.DATE:
                return self._day(choice, read_date(text, self.over.order.get(plain(name))))
            return _TIMES[choice.style or Style.MOMENT](text)
        except CellError as error:
            self._refuse(name, error.reason, error.hint)
            return ""

    def _day(self, choice: Choice, day: date) -> str:
        if choice.spread is None:
            return day.isoformat()
        code = self.known(choice.spread.of)
        if code not in choice.spread.days:
            stated = f"{code!r:.20} says" if code else "a blank cell says"
            reason = f"{stated} nothing of how exact the date is"
            hint = f"write one of {', '.join(choice.spread.days)}"
            self._refuse(choice.spread.of, reason, hint)
            return ""
        days = timedelta(days=choice.spread.days[code])
        return (day - days if choice.day == "first" else day + days).isoformat()

    def _refuse(self, name: str, reason: str, hint: str) -> None:
        self.broke = True
        at = self.over.at.get(plain(name))
        value = "" if at is None else self.cells[at].strip()[:MOST_SHOWN]
        column = name if at is None else self.over.header[at]
        problem = CellProblem(self.line, column, self._number(name), value, reason, hint)
        if problem not in self.problems:
            self.problems.append(problem)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


_TIMES: Mapping[Style, Callable[[str], str]] = {
    Style.MOMENT: str,
    Style.SECONDS: lambda text: _instant(read_seconds(text)),
    Style.MILLISECONDS: lambda text: _instant(read_seconds(text, 1_000)),
    Style.STAMP: lambda text: _instant(read_stamp(text)),
}


def _mark(cells: Sequence[str]) -> str:
    """Return what no other cells have, whatever the order of the rows."""
    joint = "\x1f".join(cell.strip() for cell in cells)
    return sha256(joint.encode("utf-8")).hexdigest()[:MARK]


def _near(text: str, choice: Choice) -> str:
    return meant(text, choice.codes)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
