"""Whether a journal and its kept files are what was written, found without opening the store.

What a chain can show: any edit, deletion, insertion or move of a line. What it cannot: lines cut
from its end, unless somebody outside holds a hash that is then missing (an anchor). Whoever cuts
the journal and every place that holds such a hash leaves no trace here.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from monitor.store.act import Act
from monitor.store.errors import StoreDamagedError
from monitor.store.journal import NAME, read
from monitor.store.kept import Kept

SHORTEST_ANCHOR = 12
"""Characters of a hash that must be quoted at least to name one act."""

_UNANCHORED = (
    "Whether lines were cut from the end of the journal cannot be told from the journal itself: "
    "give a hash that a message or a page quoted (--anchor HASH)."
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found.

    Attributes:
        acts: Whole acts read up to the end, or up to the first bad line.
        head: The hash of the last of them; empty without one.
        line: The first bad line of the journal, from 1; None where the chain is whole.
        problems: What is wrong, a sentence each; none when all is as it was written.
        notes: What is no fault but should be known.
    """

    acts: int
    head: str
    line: int | None
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass
class _Walk:
    """One walk along the journal."""

    kept: Kept
    anchor: str | None
    last: Act | None = None
    line: int | None = None
    anchored: bool = False
    problems: list[str] = field(default_factory=list)
    intact: set[str] = field(default_factory=set)

    def along(self, path: Path) -> None:
        """Go as far as the chain is whole."""
        try:
            for act in read(path):
                self.last = act
                self.anchored |= bool(self.anchor) and act.hash.startswith(self.anchor or "")
                self.look_at_kept(act)
        except StoreDamagedError as error:
            self.line = error.line
            self.problems.append(str(error))

    def look_at_kept(self, act: Act) -> None:
        """Read the files that an act keeps, each once."""
        named = act.body.get("kept", {})
        for name in sorted({str(name) for name in named.values()} - self.intact):
            try:
                for _ in self.kept.stream(name):
                    pass
                self.intact.add(name)
            except StoreDamagedError as error:
                self.problems.append(f"{NAME}, line {act.seq}: {error}")


def verify(folder: Path, anchor: str | None = None) -> Verification:
    """Check the journal line by line, and every kept file that it names.

    Args:
        folder: The store's folder, in use or not, or a backup of it.
        anchor: A hash once quoted by this store, or its first characters: it must occur in the
            journal, or lines are missing from its end.

    Raises:
        OSError: The journal cannot be read.
        ValueError: The anchor is too short to name one act.
    """
    if anchor is not None and len(anchor) < SHORTEST_ANCHOR:
        raise ValueError(f"an anchor has at least {SHORTEST_ANCHOR} characters, not {len(anchor)}")
    path = folder / NAME
    walk = _Walk(Kept(folder), anchor.lower() if anchor else None)
    walk.along(path)
    if anchor and not walk.anchored:
        where = "before the first bad line" if walk.line else "in the journal"
        walk.problems.append(
            f"{NAME}: no act {where} has the hash {anchor}: lines were cut from the end, "
            "or the hash is of another store."
        )
    notes = [] if anchor else [_UNANCHORED]
    if _unfinished(path):
        notes.append(f"{NAME}: the last line is unfinished; it was never acknowledged.")
    last = walk.last
    return Verification(
        acts=last.seq if last else 0,
        head=last.hash if last else "",
        line=walk.line,
        problems=tuple(walk.problems),
        notes=tuple(notes),
    )


def _unfinished(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        return file.read(1) not in {b"", b"\n"}
