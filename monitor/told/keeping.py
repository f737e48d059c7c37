"""What became of a backup, of a store restored from one, and of files of records."""

from collections.abc import Iterator
from pathlib import Path

from monitor import words
from monitor.service.exporting import Export
from monitor.store.verify import Verification

Lines = Iterator[str]


def backed_up(folder: Path, found: Verification) -> Lines:
    """Tell what a backup holds, and the anchor to keep elsewhere."""
    yield words.BACKED_UP.format(folder=folder, acts=words.number(found.acts, "act"))
    yield from _anchor(found)


def restored(folder: Path, found: Verification) -> Lines:
    """Tell what stands in a folder now."""
    yield words.RESTORED.format(folder=folder, acts=words.number(found.acts, "act"))
    yield from _anchor(found)


def _anchor(found: Verification) -> Lines:
    if found.head:
        yield words.ANCHOR.format(hash=found.head)


def left_out(found: Export) -> Lines:
    """Tell of links and reviews that are not in the file."""
    if found.left_out:
        kind = words.KIND_OF_RECORD[found.kind]
        yield words.LEFT_OUT.format(kind=kind, keys=words.listed(found.left_out))
