"""The catalogue of what people read, room by room."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from monitor import words


def rooms() -> list[ModuleType]:
    """Return every module of the catalogue."""
    return [import_module(f"monitor.words.{found.name}") for found in iter_modules(words.__path__)]


def entries() -> Iterator[object]:
    """Yield every text, and every table of texts, that has a name in the catalogue."""
    for room in rooms():
        yield from (value for name, value in vars(room).items() if name.isupper())
