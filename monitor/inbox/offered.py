"""Which files in the folder are offered, and whether they are complete."""

import os
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Self

TAKEN = "taken"
"""The folder, in the folder, of what was taken up."""

SAYS = "inbox.yaml"
"""The file, in the folder, that says what the others do not say of themselves."""

WHY = ".rejected.txt"
ROWS = ".rejected.csv"
"""How the names end of what is put beside a refused file."""

UNFINISHED = (
    *(".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".opdownload"),
    *(".download", ".swp", ".lock", "~", "#"),
)
"""How names end under which programs write what is not complete."""

NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """What changes when a file is written to or replaced: its number, size and time of change."""

    number: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Self | None:
        """Return the mark of a file; None where there is none, or it is no plain file."""
        try:
            found = path.lstat()
        except FileNotFoundError:
            return None
        return cls._of(found) if stat.S_ISREG(found.st_mode) else None

    @classmethod
    def _of(cls, found: os.stat_result) -> Self:
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)

    def read(self, path: Path, most: int) -> bytes | None:
        """Return the first bytes of the file, `most` at the most; None where it is another now."""
        with os.fdopen(os.open(path, os.O_RDONLY | NO_LINKS), "rb") as file:
            data = file.read(most)
            return data if self._of(os.fstat(file.fileno())) == self else None


def offered(folder: Path) -> tuple[dict[str, Mark], list[str]]:
    """Return the files offered, by name in order, and the names of those that are being written.

    What is in folders, what begins with a dot, links, and what was put beside a refused file are
    not offered.
    """
    names = {path.name for path in folder.iterdir()}
    marks = {name: Mark.of(folder / name) for name in sorted(names) if not _ours(name, names)}
    plain = {
        name: mark for name, mark in marks.items() if mark and name[0] != "." and name != TAKEN
    }
    writing = [name for name in plain if _unfinished(name, names)]
    return {name: mark for name, mark in plain.items() if name not in writing}, writing


def _ours(name: str, names: Collection[str]) -> bool:
    """Whether it says what is stated, or was put beside a refused file.

    Rows that stand alone may be mended ones, and are a file of others.
    """
    if name.endswith(WHY) or name == SAYS:
        return True
    of = name.removesuffix(ROWS)
    return of != name and (of in names or of + WHY in names)


def _unfinished(name: str, names: Collection[str]) -> bool:
    """Whether it is being written, or open in a program that would write it."""
    if name.startswith("~") or name.casefold().endswith(UNFINISHED):
        return True
    if {f"~${name}", f"~${name[2:]}", f".~lock.{name}#"} & set(names):
        return True
    return any(
        other.startswith((f"{name}.", f".{name}.", f"{name}~")) and _by_its_end(other)
        for other in names
    )


def _by_its_end(name: str) -> bool:
    return name.casefold().endswith(UNFINISHED)
