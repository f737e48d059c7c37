"""Opening a store's folder: private, with one holder, and with tables that can be used."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import duckdb

from monitor.store.errors import StoreLockedError
from monitor.store.tables import Tables

TABLES = "tables.duckdb"

_ROOM = 1 << 20
"""Bytes that must fit on the disk before a file of tables is blamed for what failed."""

_held: set[Path] = set()
_holding = threading.Lock()


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold a folder within this process; between processes the lock on the tables does it.

    Raises:
        StoreLockedError: Another part of this process holds it.
    """
    with _holding:
        if folder in _held:
            raise StoreLockedError(folder, os.getpid())
        _held.add(folder)
    try:
        yield
    finally:
        _held.discard(folder)


def make_folder(folder: Path) -> None:
    """Make the folder, for nobody but its owner."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def open_tables(folder: Path) -> tuple[Tables, list[str]]:
    """Open the tables, or set aside a file that cannot be used and start new ones.

    Returns:
        The tables, and what the person should be told.

    Raises:
        StoreLockedError: Another process has the store open.
        OSError: The file or the folder may not be read or written, or the disk is full.
    """
    file = folder / TABLES
    there = file.exists()
    try:
        return Tables.open(file), []
    except duckdb.Error as error:
        try:
            _check_writable(file)
        except OSError:
            if not there:
                file.unlink(missing_ok=True)
            raise
        aside = _set_aside(file)
        note = f"{file} could not be used ({error}); it is set aside as {aside.name}"
        return Tables.open(file), [note]


def _check_writable(file: Path) -> None:
    """Check that the folder, its disk and the rights to the file are not what is wrong.

    Raises:
        OSError: They are.
    """
    with TemporaryFile(dir=file.parent) as probe:
        probe.write(bytes(_ROOM))
    if file.exists():
        with file.open("r+b"):
            pass


def _set_aside(file: Path) -> Path:
    number = len(list(file.parent.glob("tables.damaged-*.duckdb"))) + 1
    aside = file.with_name(f"tables.damaged-{number}.duckdb")
    for suffix in ("", ".wal"):
        part = file.with_name(file.name + suffix)
        if part.exists():
            part.replace(aside.with_name(aside.name + suffix))
    return aside
