"""What the columns of an unknown table probably are: shown as a guess, and never applied unasked.

A name that is near to a usual one, in any of several languages, says what a column may be; what
stands in it may speak against that, or say it where the name does not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from unicodedata import combining, normalize

from rapidfuzz import fuzz, process

from monitor.incidents.cell_error import CellError
from monitor.incidents.cells import DIGITS, LATITUDE, LONGITUDE, SOURCE, CellType
from monitor.incidents.formats.clocks import read_clock
from monitor.incidents.formats.dates import Order, read_date
from monitor.incidents.formats.meaning import SEVERAL, Meaning
from monitor.incidents.formats.seen import MOST_DIFFERENT, SeenColumn
from monitor.incidents.formats.usual import KIND_WORDS, NAMES
from monitor.incidents.gazetteer import NOWHERE, PCODE, Gazetteer
from monitor.incidents.vocabulary import KINDS

NEAR = 86
"""From 0 to 100: a name or a value this near to a usual one is taken for it."""

MOSTLY = 0.8
"""The share of a column's different values that must look like something for it to be that."""

FEW = 60
"""A column of kinds has at most so many different values."""


def guessed(columns: Sequence[SeenColumn], places: Gazetteer = NOWHERE) -> tuple[SeenColumn, ...]:
    """Return the columns, each with what it probably is; of two for one meaning the likelier."""
    scores = {
        (at, meaning): score
        for at, column in enumerate(columns)
        for meaning, score in _meanings(column, places).items()
    }
    found: dict[int, Meaning] = {}
    for (at, meaning), _ in sorted(scores.items(), key=lambda one: (-one[1], one[0][0])):
        taken = meaning in found.values() and meaning not in SEVERAL
        if at not in found and not taken:
            found[at] = meaning
    return tuple(
        replace(column, guess=found.get(at, Meaning.OUT)) for at, column in enumerate(columns)
    )


def kind_meant(value: str) -> str:
    """Return the kind of event that a value probably is; empty where nothing is near."""
    text = bare(value)
    near = process.extractOne(text, list(_KINDS), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR)
    if near is None:
        words = {bare(word): kind for word, kind in KIND_WORDS.items()}
        inside = {kind for word, kind in words.items() if f" {word} " in f" {text} "}
        return inside.pop() if len(inside) == 1 else ""
    return _KINDS[near[0]]


def bare(name: str) -> str:
    """Return a name as it is compared: no letter case, marks over letters, or signs."""
    plain = "".join(c for c in normalize("NFKD", name).casefold() if not combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


_KINDS: Mapping[str, str] = {
    **{bare(kind): kind for kind in KINDS},
    **{bare(word): kind for word, kind in KIND_WORDS.items()},
}
_USUAL = {bare(name): meaning for meaning, names in NAMES.items() for name in names}


def _meanings(column: SeenColumn, places: Gazetteer) -> dict[Meaning, float]:
    """Return what a column may be, with how likely it is, from 0 to 200."""
    values = [value for value, _ in column.often]
    if not values:
        return {}
    by_name = _by_name(column.name)
    found = {
        meaning: score
        for meaning, score in by_name.items()
        if meaning not in _MUST or _share(values, _MUST[meaning]) >= MOSTLY
    }
    if _share(values, _is_pcode) >= MOSTLY:
        found[Meaning.PCODE] = 150
    if not found and _share(values, _is_date) >= MOSTLY:
        found[Meaning.DATE] = 40
    if not found and _share(values, _is_clock) >= MOSTLY:
        found[Meaning.TIME] = 40
    if not found and len(values) <= FEW and _share(values, _is_kind) >= MOSTLY:
        found[Meaning.KIND] = 40
    known = _share(values, lambda value: bool(places.find([value])))
    if known >= MOSTLY and (not found or Meaning.PLACE in found):
        found[Meaning.AREA] = 110
    if Meaning.SOURCE in found and _share(values, _reads(SOURCE)) < 1:
        found[Meaning.CITATION] = found.pop(Meaning.SOURCE)
    if Meaning.ID in found and column.different < min(column.filled, MOST_DIFFERENT):
        del found[Meaning.ID]
    return found


def _by_name(name: str) -> dict[Meaning, float]:
    near = process.extract(bare(name), list(_USUAL), scorer=fuzz.ratio, score_cutoff=NEAR, limit=9)
    found: dict[Meaning, float] = {}
    for usual, score, _ in near:
        found[_USUAL[usual]] = max(score, found.get(_USUAL[usual], 0))
    return found


def _share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, values)) / len(values)


def _is_date(text: str) -> bool:
    try:
        read_date(text, Order.DAY_FIRST)
    except CellError:
        try:
            read_date(text, Order.MONTH_FIRST)
        except CellError:
            return False
    return not text.isdigit() or text.startswith(("19", "20"))


def _is_clock(text: str) -> bool:
    try:
        return bool(read_clock(text)) and ":" in text
    except CellError:
        return False


def _is_pcode(text: str) -> bool:
    return bool(PCODE.fullmatch(text)) and any(map(str.isdigit, text))


def _is_kind(text: str) -> bool:
    return bool(kind_meant(text))


def _is_figure(text: str) -> bool:
    return bool(DIGITS.fullmatch(text.removesuffix(".0"))) or not any(map(str.isdigit, text))


def _is_number(text: str) -> bool:
    return bool(DIGITS.fullmatch(text.removesuffix(".0")))


def _reads(type_: CellType) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            type_.read(text)
        except CellError:
            return False
        return True

    return fits


_MUST: Mapping[Meaning, Callable[[str], bool]] = {
    **dict.fromkeys((Meaning.DATE, Meaning.DATE_TO, Meaning.PUBLISHED), _is_date),
    **dict.fromkeys(
        (Meaning.KILLED, Meaning.KILLED_LOW, Meaning.KILLED_HIGH, Meaning.INJURED), _is_figure
    ),
    **dict.fromkeys((Meaning.TIME, Meaning.TIME_TO), _is_clock),
    Meaning.LATITUDE: _reads(LATITUDE),
    Meaning.LONGITUDE: _reads(LONGITUDE),
    Meaning.PCODE: _is_pcode,
    Meaning.VALUE: _is_number,
}
"""What most values of a column must look like, whatever it is called."""


def meanings_of(columns: Iterable[SeenColumn]) -> dict[str, Meaning]:
    """Return the guess of each column that has one, by its name."""
    return {one.name: one.guess for one in columns if one.guess is not Meaning.OUT}
