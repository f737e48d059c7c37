"""The store: opening it, accepting acts, and reading the record, as it is or as it would be."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from monitor.clock import Clock
from monitor.incidents.record import Record
from monitor.store import ledger
from monitor.store.accepting import Accepting
from monitor.store.act import Act
from monitor.store.acts import Acts
from monitor.store.backup import backup
from monitor.store.books import Accepted, Books
from monitor.store.brought import rows_of
from monitor.store.errors import StoreUnusableError
from monitor.store.ledger import UNDO, UPLOAD, undoable
from monitor.store.portion import Portion, take_out
from monitor.store.reading import Reading
from monitor.store.rows import Row
from monitor.store.tables import Trial, Undone
from monitor.store.verify import Verification, verify


class Store:
    """One store, open in this process alone; its methods may be called from any thread.

    Attributes:
        accept: Accepts acts, each whole or not at all.
        acts: What was accepted, to be read.
    """

    def __init__(self, books: Books) -> None:
        self._books = books
        self.acts = Acts(books)
        self.accept = Accepting(books, self.acts)

    @classmethod
    def open(cls, folder: Path, clock: Clock, *, rebuild: bool = False) -> Self:
        """Open the store in a folder, or start one there.

        Args:
            folder: Of the journal, the kept files and the tables; made, for its owner alone.
            clock: Gives the time of each act.
            rebuild: Make the tables again from the journal, even where the two disagree.

        Raises:
            StoreLockedError: It is open already; the message names the process.
            StoreDamagedError: The journal is not the one the tables were made from, or a line of
                it or a kept file is damaged.
            StoreUnusableError: The folder cannot be read or written.
        """
        try:
            books = Books(folder, clock)
        except (OSError, duckdb.Error) as error:
            raise StoreUnusableError(folder, error) from error
        try:
            if rebuild:
                books.rebuild()
            books.catch_up()
        except BaseException:
            books.close()
            raise
        return cls(books)

    def close(self) -> None:
        """Close the store, so that another process may open it."""
        self._books.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._books.folder

    @property
    def notes(self) -> Sequence[str]:
        """What a person should be told of the opening; nothing when all was as it was left."""
        return tuple(self._books.notes)

    @property
    def head(self) -> Act | None:
        """The newest act; its hash is the anchor to quote in messages. None while there is none."""
        return self._books.journal.last

    @property
    def version(self) -> str:
        """The hash of the newest act that changed the record or the rules; empty before any.

        What is evaluated cannot change while this does not, whatever is said or sent meanwhile.
        """
        with self._books.tables.cursor() as db:
            return ledger.version(db)

    def present(self) -> datetime:
        """Return the present, UTC, no earlier than the newest act, once nothing is being accepted.

        Where the clock was set back it stands still until the clock has come past it again.
        """
        with self._books.lock:
            return self._books.journal.present()

    @contextmanager
    def telling(self, accepted: Accepted) -> Iterator[None]:
        """Tell of every act that is accepted from now on, until this is left.

        `accepted` is called once the act is safe, in the thread that brought it and while others
        wait: it must return at once, and must not raise.
        """
        with self._books.lock:
            self._books.listeners.append(accepted)
        try:
            yield
        finally:
            with self._books.lock:
                self._books.listeners.remove(accepted)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other act be accepted until this is left: what was read stands meanwhile."""
        with self._books.lock:
            yield

    @contextmanager
    def facts(self) -> Iterator[Reading]:
        """Give an evaluation the record as it is now: nothing accepted meanwhile shows in it.

        What this yields is for one thread.
        """
        with self._books.tables.cursor() as db:
            yield Reading(db)

    @contextmanager
    def hypothetical(self, records: Iterable[Row], *, archive: bool = False) -> Iterator[Trial]:
        """Give an evaluation the record as it would be with these records; nothing is stored.

        Other acts wait until this is left.
        """
        with self._books.lock:
            self._books.catch_up()
            now = self._books.journal.next(UPLOAD, actor="", role="").recorded_at
            with self._books.tables.hypothetical(records, now, archive=archive) as trial:
                yield trial

    @contextmanager
    def without(self, upload: int, *, most: int) -> Iterator[Undone]:
        """Give an evaluation the record as it would be with an upload undone; nothing is stored.

        Other acts wait until this is left. `most` is how many of its records are looked at.

        Raises:
            UnknownUploadError: There is none under that number, or it is undone already.
        """
        with self._books.lock:
            self._books.catch_up()
            now = self._books.journal.next(UNDO, actor="", role="").recorded_at
            with self._books.tables.cursor() as db:
                found, vanish = undoable(db, upload)
            with self._books.tables.without(found, now, vanish=vanish, most=most) as trial:
                yield trial

    @contextmanager
    def portion(self, records: Collection[Record], *, archive: bool = False) -> Iterator[Portion]:
        """Give what these records can bear on, and all the rest, to be tried; nothing is stored.

        Other acts wait until this is left.
        """
        with self._books.lock:
            self._books.catch_up()
            now = self._books.journal.next(UPLOAD, actor="", role="").recorded_at
            with (
                self._books.tables.trying() as db,
                closing(take_out(db, records, now, archive=archive)) as found,
            ):
                yield found

    def rows_of(self, upload: int) -> Sequence[Row]:
        """Return each record that an act brought, as it brought it last, with its first line."""
        with self._books.tables.cursor() as db:
            return rows_of(db, upload)

    def rebuild(self) -> None:
        """Make the tables again from the journal and the kept rows.

        Raises:
            StoreDamagedError: One of them is damaged; the tables stay as they were.
            StoreError: The tables could not be written; they stay as they were.
        """
        self._books.rebuild()

    def verify(self, anchor: str | None = None) -> Verification:
        """Check the journal and the kept files; without an anchor, against the tables' head.

        Raises:
            ValueError: The anchor is too short to name one act.
        """
        with self._books.lock:
            head = self._books.tables.head
            return verify(self.folder, anchor or (head.hash if head.seq else None))

    def backup(self, target: Path, *, rules: Path | None = None) -> Verification:
        """Copy all that is accepted by now to a new folder; see `backup.backup`.

        Others may go on writing meanwhile: what they have accepted later is not in it.

        Raises:
            StoreDamagedError: This store does not verify; no backup was made.
            StoreError: It could not be written, or there is something in the target.
        """
        with self._books.lock:
            head, size = self.head, self._books.journal.size
        anchor = head.hash if head else None
        return backup(self.folder, target, rules=rules, size=size, anchor=anchor)
