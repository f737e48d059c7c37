"""What a declaration says that no file or record can hold, each fault with its place in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor.incidents.cell_error import CellError
from monitor.incidents.cells import SOURCE
from monitor.incidents.columns import Column
from monitor.incidents.formats.declaration import Choice, Declaration, Filled
from monitor.incidents.formats.load import formats
from monitor.incidents.formats.seen import TO_BE_SAID
from monitor.incidents.moment import read_zone
from monitor.incidents.opened.known import FEWEST
from monitor.incidents.templates import TEMPLATES
from monitor.words import mapping

LARGEST = 100_000
"""Characters of a declaration; the longest shipped one has a tenth of that."""

LONGEST_TITLE = 120
LONGEST = 500
"""Characters of any one text in it; a column is called by fewer."""

Place = tuple[str | int, ...]
"""Where in a declaration, as keys and numbers from 0."""

_LONGEST: dict[Place, int] = {("title",): LONGEST_TITLE, ("note",): LARGEST}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; `hint` is empty where the message says what to do."""

    where: Place
    message: str
    hint: str = ""


def unusable(one: Declaration) -> Iterator[Fault]:
    """Yield what a declaration says that no file or record can hold."""
    if one.format in (*TEMPLATES, *formats(), TO_BE_SAID):
        yield Fault(("format",), mapping.NAME_TAKEN.format(name=one.format), mapping.OTHER_NAME)
    if len({*one.known.columns, *one.known.tags}) + len(one.known.one_of) < FEWEST:
        yield Fault(("known",), mapping.KNOWN_BY_LITTLE.format(fewest=FEWEST))
    yield from _unprintable(one)
    yield from _unread("source", one.source, SOURCE.read)
    yield from _unread("time_zone", one.time_zone, read_zone)
    columns = {column.name: column for column in TEMPLATES[one.record].columns}
    each: list[tuple[Place, dict[str, Filled]]] = [(("columns",), one.columns)]
    each += [(("also", at, "columns"), also.columns) for at, also in enumerate(one.also)]
    for where, filling in each:
        for name, filled in filling.items():
            for at, choice in enumerate(() if filled.together else filled.choices):
                yield from _unreadable((*where, name, at), choice, columns[name])


def _unprintable(one: Declaration) -> Iterator[Fault]:
    """Yield the texts that are too long, or hold what a terminal would obey."""
    for where, text in _texts(one.model_dump(mode="json"), ()):
        longest = _LONGEST.get(where, LONGEST)
        if len(text) > longest:
            yield Fault(where, mapping.TOO_LONG.format(most=longest))
        elif not (text.replace("\n", " ") if where == ("note",) else text).isprintable():
            yield Fault(where, mapping.CONTROL)


def _unread(name: str, value: str, read: Callable[[str], object]) -> Iterator[Fault]:
    try:
        if value:
            read(value)
    except CellError as error:
        yield Fault((name,), f"{value!r:.60}: {error.reason}", error.hint)


def _unreadable(where: Place, choice: Choice, column: Column) -> Iterator[Fault]:
    """Yield the constants and codes that the column of the template cannot hold."""
    said: list[tuple[Place, str]] = []
    said += [(("codes", code), text) for code, text in choice.codes.items() if text]
    said += [(("text",), choice.text)] if choice.text else []
    for behind, text in said:
        try:
            column.type.read(f"{choice.label}{text}")
        except CellError as error:
            yield Fault((*where, *behind), f"{text!r:.60}: {error.reason}", error.hint)


def _texts(value: object, where: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield (*where, key), str(key)
            yield from _texts(one, (*where, key))
    elif isinstance(value, list | tuple):
        for at, one in enumerate(value):
            yield from _texts(one, (*where, at))
