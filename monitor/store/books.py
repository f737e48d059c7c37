"""Journal, kept files and tables held together: how one act becomes part of all three.

An act is accepted in this order, under one lock: begin a transaction; apply the act to the
tables; make the kept files and their names durable; append and sync the journal line; commit,
with the number of the act. Whoever is told "accepted" can rely on the journal line; a crash
before the commit leaves tables that lag behind it, and they catch up on opening.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from monitor.clock import Clock
from monitor.store import ledger
from monitor.store.act import START, Act, Body
from monitor.store.applying import replay
from monitor.store.errors import StoreDamagedError, StoreError, TablesBehindError, remedy
from monitor.store.journal import Journal
from monitor.store.kept import Keeping, Kept
from monitor.store.opening import hold, make_folder, open_tables


@dataclass
class Pending:
    """An act being accepted: its number and time stand; its body is set while it is applied."""

    act: Act
    db: DuckDBPyConnection
    keeping: Keeping
    body: Body = field(default_factory=dict)


Accepted = Callable[[Act], None]
"""Is told of an act once it is accepted."""


class Books:
    """The journal, the kept files and the tables of one folder.

    Attributes:
        listeners: Told of every act once it is accepted, while the lock is held.
        notes: What a person should be told of the opening: a last line set aside, tables that
            were damaged or are made again.
        lock: Held by whoever writes.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Open what is in the folder; the tables may still lag behind.

        Raises:
            StoreLockedError: It is open already.
            StoreDamagedError: The journal's last line is damaged.
            OSError: The folder cannot be used.
        """
        self.lock = threading.RLock()
        self.listeners: list[Accepted] = []
        self.folder = folder.resolve()
        make_folder(self.folder)
        with ExitStack() as closing:
            closing.enter_context(hold(self.folder))
            self.tables, self.notes = open_tables(self.folder)
            closing.callback(self.tables.close)
            self.journal = Journal(self.folder, clock)
            closing.callback(self.journal.close)
            self.kept = Kept(self.folder)
            self.kept.sweep()
            self._closing = closing.pop_all()
        if self.journal.torn:
            self.notes.append(
                "The last line of the journal was unfinished, so it was never acknowledged; "
                f"it is set aside as {self.journal.torn.name}."
            )

    def close(self) -> None:
        """Close all three, and let the folder go."""
        with self.lock:
            self._closing.close()

    @contextmanager
    def accepting(self, word: str, *, actor: str, role: str) -> Iterator[Pending]:
        """Accept one act: what is done inside happens to all three, or to none of them.

        Raises:
            StoreError: It is not accepted, and nothing is stored.
            TablesBehindError: It is accepted, but the tables could not be written.
        """
        with self.lock:
            try:
                self.catch_up()
            except TablesBehindError as error:
                raise StoreError(f"Nothing was stored now. Earlier: {error}") from error
            act = self.journal.next(word, actor=actor, role=role)
            try:
                with self.tables.writing() as db, self.kept.keeping() as keeping:
                    pending = Pending(act, db, keeping)
                    yield pending
                    keeping.settle()
                    pending.act = act = act.saying(pending.body)
                    ledger.note(db, act, self.journal.size + len(act.line))
                    self.journal.append(act)
            except duckdb.Error as error:
                if self.journal.last == act:
                    raise TablesBehindError(act.seq, str(error)) from error
                raise StoreError(f"Nothing was stored: {error}") from error
            except OSError as error:
                raise StoreError(f"Nothing was stored: {error}\n{remedy(error)}") from error
            finally:
                if self.journal.last == act:
                    for listener in self.listeners:
                        listener(act)

    def catch_up(self) -> None:
        """Apply to the tables what the journal holds above them.

        Raises:
            StoreDamagedError: The journal is not the one that the tables were made from, or it
                or a kept file is damaged.
            TablesBehindError: The tables could not be written.
        """
        with self.lock:
            last = self.journal.last
            head = self.tables.head
            if head.hash == (last.hash if last else START):
                return
            before = self._held()
            try:
                with self.tables.writing() as db:
                    self._replay(db, head.size, before)
            except duckdb.Error as error:
                raise TablesBehindError(head.seq + 1, str(error)) from error

    def rebuild(self) -> None:
        """Make the tables again from the journal and the kept rows, in one step for readers.

        Raises:
            StoreDamagedError: The journal or a kept file is damaged; the tables stay as they were.
            StoreError: The tables could not be written; they stay as they were.
        """
        try:
            with self.lock, self.tables.writing() as db:
                self.tables.reset()
                self._replay(db, 0, None)
        except duckdb.Error as error:
            raise StoreError(
                f"The tables could not be made again, and are as they were: {error}\n"
                f"{remedy(error)} Nothing that was accepted is lost."
            ) from error

    def _replay(self, db: DuckDBPyConnection, size: int, before: Act | None) -> None:
        for act in self.journal.since(size, before):
            size += len(act.line)
            replay(db, self.kept, act, size)

    def _held(self) -> Act | None:
        """The act up to which the tables hold the journal, None at its start."""
        head, last = self.tables.head, self.journal.last
        if head.hash == START:
            return None
        if head.size > self.journal.size:
            raise StoreDamagedError(
                f"{self.folder}: the journal ends with act {last.seq if last else 0}, but the "
                f"tables hold act {head.seq}: lines were cut from its end. Restore the journal "
                "from a backup; or, to go on with what is left of it, run rebuild. "
                f"The hash of act {head.seq} was {head.hash}."
            )
        act = self.journal.ending_at(head.size)
        if act.hash != head.hash:
            raise StoreDamagedError(
                f"{self.folder}: act {head.seq} in the journal is not the one that the tables "
                "were made from. Run verify to find the first bad line, and restore the journal "
                "from a backup."
            )
        return act
