"""The cells of a template as the choices of a declaration fill them from one row."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from monitor.incidents.cell_error import CellError, meant
from monitor.incidents.formats.clocks import read_clock
from monitor.incidents.formats.dates import read_date
from monitor.incidents.formats.declaration import Choice, Filled, Style
from monitor.incidents.formats.instants import TIMES
from monitor.incidents.formats.marks import all_said, as_marked, mark
from monitor.incidents.formats.placed import Placed
from monitor.incidents.intake import CellProblem
from monitor.incidents.opened.known import plain

MOST_SHOWN = 200
OUT_OF_ORDER = "put in order: {columns} stood as {figures}"


class Filling:
    """One row on its way to the template's cells."""

    def __init__(self, line: int, cells: Sequence[str], over: Placed) -> None:
        self.line, self.cells, self.over = line, cells, over
        self.problems: list[CellProblem] = []
        self.notes: list[str] = []
        self.strange: list[str] = []
        self.unmeant: list[str] = []
        self.broke = False
        self._known: dict[str, str] = {}

    def known(self, name: str) -> str:
        """Return the trimmed text of a column; empty where it is blank or says "unknown"."""
        text = self._known.get(name)
        if text is None:
            at = self.over.at.get(plain(name))
            text = "" if at is None else self.cells[at].strip()
            text = self._known[name] = "" if text.casefold() in self.over.unknown else text
        return text

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
        for name, values in choice.when.items():  # noqa: SIM110 - met very often, and quicker so
            if self.known(name) not in values:
                return False
        return True

    def _number(self, name: str) -> int:
        return self.over.at.get(plain(name), -1) + 1

    def said(self, choice: Choice) -> tuple[str, int]:
        """Return the text of a choice, and the number of the cell it came from."""
        if choice.text:
            return choice.text, 0
        if choice.whole:
            return mark(sorted(all_said(self.cells, self.over, self._marked))), 0
        given = [(name, self.known(name)) for name in choice.of]
        there = [(name, text) for name, text in given if text]
        if not there:
            if choice.needed:
                self._refuse(choice.of[0], "it is blank, and rows of this format need it", "")
            return "", self._number(choice.of[0])
        number = self._number(there[0][0])
        if choice.marked:
            text = mark([self._marked(name) for name in choice.of])
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
        return as_marked(name, self.known(name), self.over)

    def _one_of(self, choice: Choice, there: list[tuple[str, str]]) -> str:
        """Return the alternatives; none where one of them is that nobody knows."""
        if choice.codes or choice.each:
            found = [*self._alternatives(choice, there)]
        else:
            found = [*dict.fromkeys(_name(text) for _, text in there)]
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
            return _name(text)
        found = choice.codes.get(text)
        if found is not None:
            return found
        if choice.otherwise == "refuse":
            self._refuse(name, "it is not one of the codes of this format", _near(text, choice))
        if choice.otherwise == "blank":
            self.unmeant.append(text[:MOST_SHOWN])
        return _name(text) if choice.otherwise == "keep" else ""

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
                day = read_date(text, self.over.order.get(plain(name)))
                return self._day(choice, day) + self._clock(choice)
            return TIMES[choice.style or Style.MOMENT](text)
        except CellError as error:
            self._refuse(name, error.reason, error.hint)
            return ""

    def _clock(self, choice: Choice) -> str:
        """Return the time of day as it stands behind its date; empty where none is said."""
        text = self.known(choice.clock) if choice.clock else ""
        try:
            return f"T{read_clock(text)}" if text else ""
        except CellError as error:
            self._refuse(choice.clock, error.reason, error.hint)
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


def _name(text: str) -> str:
    """A text as one alternative: in the template a semicolon parts several, in a name not."""
    return text.replace(";", ",")


def _near(text: str, choice: Choice) -> str:
    return meant(text, choice.codes)
