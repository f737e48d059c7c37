"""What became of a backup, of a store restored from one, and of files of records."""

from collections.abc import Iterator
from pathlib import Path

from monitor.service.exporting import Export
from monitor.store.verify import Verification
from monitor.words import names_of, phrasing, terminal

Lines = Iterator[str]


def backed_up(folder: Path, found: Verification) -> Lines:
    """Tell what a backup holds, and the anchor to keep elsewhere."""
    yield terminal.BACKED_UP.format(folder=folder, acts=phrasing.number(found.acts, "act"))
    yield from _anchor(found)


def restored(folder: Path, found: Verification) -> Lines:
    """Tell what stands in a folder now."""
    yield terminal.RESTORED.format(folder=folder, acts=phrasing.number(found.acts, "act"))
    yield from _anchor(found)


def _anchor(found: Verification) -> Lines:
    if found.head:
        yield terminal.ANCHOR.format(hash=found.head)


def left_out(found: Export) -> Lines:
    """Tell of links and reviews that are not in the file."""
    if found.left_out:
        kind = names_of.RECORDS[found.kind]
        yield terminal.LEFT_OUT.format(kind=kind, keys=phrasing.listed(found.left_out))
