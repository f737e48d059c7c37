"""Declarations that people saved for layouts that were unknown, each with its version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from yaml import YAMLError

from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.formats.load import declaration, names_in
from monitor.incidents.intake import Mapped
from monitor.incidents.opened.known import Known


@dataclass(frozen=True, slots=True)
class Saved:
    """A declaration that a person saved.

    Attributes:
        text: Its YAML, as it was saved.
        version: From 1: how many times one of its name was saved until then.
    """

    text: str
    version: int

    @property
    def declaration(self) -> Declaration:
        """What it says; the text was checked when it was saved."""
        return _read(self.text)

    @property
    def readable(self) -> bool:
        """Whether it still says what a declaration may say: that may have changed since."""
        try:
            _read(self.text)
        except (ValueError, YAMLError):
            return False
        return True

    @property
    def mapped(self) -> Mapped:
        """Its name and version, as they are told of what is read by it."""
        return Mapped(self.declaration.format, self.version)

    @classmethod
    def by_name(cls, found: Iterable[Self]) -> Mapping[str, Self]:
        """Return saved declarations by their names."""
        return {one.declaration.format: one for one in found}


NONE_SAVED: Mapping[str, Saved] = {}
"""Nobody has saved any."""


def names_of_saved(saved: Mapping[str, Saved]) -> Known:
    """Return the column names by which files of the saved declarations are recognised."""
    return names_in(one.declaration for one in saved.values())


@lru_cache(maxsize=256)
def _read(text: str) -> Declaration:
    return declaration(text)
