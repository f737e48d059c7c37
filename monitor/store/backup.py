"""A store copied whole, whatever is written meanwhile, and brought back from such a copy.

A copy is filled beside its place, under an unfinished name. The journal is read first, since what
its lines name was durable before them and never changes; it gets its own name last, so that
nothing half copied can pass for a store; and the folder gets its name when all of it is on the
disk and verified. Tables are not copied: opening makes them.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from monitor.store.durable import sync_folder
from monitor.store.errors import StoreDamagedError, StoreError, remedy
from monitor.store.journal import NAME, read
from monitor.store.kept import Kept
from monitor.store.verify import Verification, verify

RULES = "rules"
"""Where a backup holds the rule files; the texts that count are kept files, too."""

UNFINISHED = ".unfinished-"
"""What the name of a copy contains until it is whole."""


def backup(
    source: Path,
    target: Path,
    *,
    rules: Path | None = None,
    size: int | None = None,
    anchor: str | None = None,
) -> Verification:
    """Copy the journal, the kept files that it names, and the rule files to a new folder.

    Args:
        source: A store's folder, in use or not.
        target: The folder to make, for its owner alone; one that is there must be empty.
        rules: The folder of the rule files; None copies none.
        size: Bytes of the journal to copy, up to a line's end; None for all its whole lines.
        anchor: The hash of an act that must be among them; None asks for none.

    Returns:
        What checking the copy found; its `head` is the anchor to keep elsewhere. The notes also
        name what earlier copies left unfinished beside the target.

    Raises:
        StoreDamagedError: The source does not verify; no backup was made.
        StoreError: There is no store in the source, there is something in the target, or it
            could not be written; no backup was made.
    """
    with _appearing(target, away_from=[source, *([rules] if rules else [])]) as (copy, left):
        _copy_store(source, copy, size)
        if rules:
            _copy_files(rules, copy / RULES)
        found = _finish(copy, anchor)
        if not found.ok:
            _refuse(verify(source, anchor), source)
            _refuse(found, target)
    return replace(found, notes=(*found.notes, *left))


def restore(source: Path, target: Path) -> Verification:
    """Make a store again from a backup, which is verified first; opening it makes the tables.

    Rule files stay in the backup: the texts that count come with the kept files.

    Args:
        source: The backup; it is only read.
        target: The folder of the store to be; one that is there must be empty.

    Returns:
        What checking the new store found.

    Raises:
        StoreDamagedError: The backup does not verify; nothing was restored.
        StoreError: There is no backup in the source, there is something in the target, or it
            could not be written; nothing was restored.
    """
    with _appearing(target, away_from=[source]) as (copy, left):
        _check_store(source)
        _refuse(verify(source), source)
        _copy_store(source, copy, None)
        found = _finish(copy, None)
        _refuse(found, target)
    return replace(found, notes=(*found.notes, *left))


@contextmanager
def _appearing(target: Path, *, away_from: list[Path]) -> Iterator[tuple[Path, list[str]]]:
    """Give a folder to fill, which gets the name of the target when all went well.

    Yields:
        The folder, and what should be known of others beside it.

    Raises:
        StoreError: There is something in the target, or the system refuses; nothing is left.
    """
    target = target.resolve()
    for folder in away_from:
        if target.is_relative_to(folder.resolve()):
            raise StoreError(f"{target} lies in {folder}, which is copied; name a place outside.")
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise StoreError(f"{target}: something is here already; name a new folder.")
        target.parent.mkdir(parents=True, exist_ok=True)
        left = [_left_over(path) for path in sorted(target.parent.glob(f"*{UNFINISHED}*"))]
        copy = Path(mkdtemp(prefix=f"{target.name}{UNFINISHED}", dir=target.parent))
        try:
            yield copy, left
            if target.exists():
                target.rmdir()
            copy.rename(target)
            sync_folder(target.parent)
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
    except OSError as error:
        raise StoreError(f"{target}: nothing was copied: {error}\n{remedy(error)}") from error


def _left_over(path: Path) -> str:
    return (
        f"{path} is a copy that was never finished, or one still being made; it is no backup. "
        "Delete it if nothing is writing it."
    )


def _check_store(source: Path) -> None:
    if not (source / NAME).exists():
        raise StoreError(f"{source}: there is no store and no backup here ({NAME} is missing).")


def _copy_store(source: Path, copy: Path, size: int | None) -> None:
    """Copy the journal, under a name that is not its own yet, and what its lines name.

    Raises:
        StoreDamagedError: At the first line that does not continue the chain.
    """
    _check_store(source)
    journal = copy / f"{UNFINISHED}{NAME}"
    _copy_lines(source / NAME, journal, size)
    old, new = Kept(source), Kept(copy)
    names = {str(name) for act in read(journal) for name in act.body.get("kept", {}).values()}
    for name in sorted(names):
        if old.path(name).exists():  # what is missing is named by verifying
            _copy(old.path(name), new.path(name))


def _copy_lines(journal: Path, copy: Path, size: int | None) -> None:
    """Copy whole lines: the last one may just be being written."""
    copied = 0
    with journal.open("rb") as lines, copy.open("xb") as file:
        for line in lines:
            if not line.endswith(b"\n") or copied == size:
                break
            file.write(line)
            copied += len(line)
        file.flush()
        copy.chmod(0o600)
        os.fsync(file.fileno())


def _copy_files(source: Path, target: Path) -> None:
    """Copy the files of a folder and of those in it."""
    target.mkdir(mode=0o700)
    for path in sorted(source.rglob("*")):
        if path.is_file():
            _copy(path, target / path.relative_to(source))


def _copy(source: Path, target: Path) -> None:
    """Copy one file, for its owner alone, and make it durable."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    with target.open("r+b") as file:
        target.chmod(0o600)
        os.fsync(file.fileno())


def _finish(copy: Path, anchor: str | None) -> Verification:
    """Give the journal its name, make all names durable, and check what is there."""
    (copy / f"{UNFINISHED}{NAME}").rename(copy / NAME)
    for folder in [copy, *(path for path in copy.rglob("*") if path.is_dir())]:
        folder.chmod(0o700)
        sync_folder(folder)
    return verify(copy, anchor)


def _refuse(found: Verification, folder: Path) -> None:
    """Copy nothing that is damaged.

    Raises:
        StoreDamagedError: It is; with all that was found.
    """
    if not found.ok:
        problems = "\n".join(found.problems)
        raise StoreDamagedError(f"{folder}: not copied, it is damaged:\n{problems}", found.line)
