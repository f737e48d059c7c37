"""The store: what may be done to the record, and what may be asked of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
from duckdb import DuckDBPyConnection

from monitor.clock import Clock
from monitor.incidents.record import Record
from monitor.store import ledger
from monitor.store.applying import bring
from monitor.store.backup import backup
from monitor.store.books import Accepted, Books, Pending
from monitor.store.brought import Brought, brought
from monitor.store.errors import ArchiveRefusedError, StoreUnusableError, UnknownUploadError
from monitor.store.journal import Act, Body
from monitor.store.kept import Writing
from monitor.store.ledger import (
    ACTIVATE,
    CORRECTION,
    FIRST,
    OWN_WORDS,
    RECORD,
    RULE_FILE,
    UNDO,
    UPLOAD,
    Activation,
    Upload,
)
from monitor.store.reading import Reading
from monitor.store.rows import Line, Row, as_json
from monitor.store.tables import Trial, Undone
from monitor.store.undoing import undo
from monitor.store.verify import Verification, verify


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an upload, or of a single record: it is accepted, and safe.

    Attributes:
        upload: The number of its act, under which it can be undone.
        recorded_at: When it was accepted, UTC.
        stored: Rows that became versions of records.
        unchanged: Rows that said what stood already.
        rejected: Rows that were left out.
        already_stored: Whether this is an earlier upload of the same bytes, declared the same
            way, so that nothing was recorded now.
    """

    upload: int
    recorded_at: datetime
    stored: int
    unchanged: int
    rejected: int = 0
    already_stored: bool = False


class Store:
    """One store, open in this process alone; its methods may be called from any thread."""

    def __init__(self, books: Books) -> None:
        self._books = books

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

    def upload(  # noqa: PLR0913 - an upload is described in full or not at all
        self,
        file_name: str,
        data: bytes,
        records: Iterable[Row],
        *,
        actor: str,
        role: str = "",
        archive: bool = False,
        declared: Mapping[str, str] | None = None,
        rejected: bytes | None = None,
        rejected_rows: int = 0,
        repeated_rows: int = 0,
    ) -> Receipt:
        """Accept a file, whole, or not at all.

        Args:
            file_name: As the person named it; only shown.
            data: The original bytes; kept.
            records: Its records with their lines, in the order of the file; kept as rows.
            actor: Who brings it.
            role: In which role.
            archive: Its records count as known since their publication; refused once anything
                live was recorded.
            declared: What the person declared with it (format, source, zone).
            rejected: The rows that were left out, with their reasons, as a file; kept.
            rejected_rows: How many they are.
            repeated_rows: How many rows say again what another row of the file says; they count
                as unchanged.

        Raises:
            ArchiveRefusedError: An archive load after the first live act.
            StoreError: It could not be written; nothing is stored.
            TablesBehindError: It is accepted, but the tables could not be written.
        """
        options = dict(declared or {})
        with self._books.lock:
            earlier = self.standing_upload(data, options, archive=archive)
            if earlier:
                counts = (earlier.stored, earlier.unchanged, earlier.rejected)
                return Receipt(earlier.act, earlier.recorded_at, *counts, already_stored=True)
            self._refuse_late(archive=archive)
            with self._books.accepting(UPLOAD, actor=actor, role=role) as pending:
                kept = {"original": pending.keeping.keep(data)}
                if rejected is not None:
                    kept["rejected"] = pending.keeping.keep(rejected)
                with pending.keeping.writing() as file:
                    lines = _kept_lines(records, file)
                    change = bring(pending.db, pending.act, lines, archive=archive)
                pending.body = {
                    "file": _writable(file_name),
                    "declared": options,
                    "archive": archive,
                    "kept": {**kept, "rows": file.name},
                    "stored": change.stored,
                    "unchanged": change.unchanged + repeated_rows,
                    "rejected": rejected_rows,
                }
            return _receipt(pending)

    def record(self, record: Record, *, actor: str, role: str = "") -> Receipt:
        """Accept one record, as from a form; known from now.

        Raises:
            StoreError: It could not be written; nothing is stored.
            TablesBehindError: It is accepted, but the tables could not be written.
        """
        with self._books.accepting(RECORD, actor=actor, role=role) as pending:
            change = bring(pending.db, pending.act, [Line.of((1, record))], archive=False)
            pending.body = {
                "record": record.model_dump(mode="json"),
                "stored": change.stored,
                "unchanged": change.unchanged,
            }
        return _receipt(pending)

    def undo(self, upload: int, *, actor: str, role: str = "") -> Act:
        """Take back an upload or a single record; what it said is not known from now on.

        An archive load, as long as nothing live was recorded, is taken out as if it had never
        been known.

        Raises:
            UnknownUploadError: There is none under that number, or it is undone already.
            StoreError: It could not be written; nothing is changed.
            TablesBehindError: It is accepted, but the tables could not be written.
        """
        with self._books.lock, self._books.accepting(UNDO, actor=actor, role=role) as pending:
            _, vanish = _undoable(pending.db, upload)
            undo(pending.db, upload, pending.act.recorded_at, vanish=vanish)
            pending.body = {"upload": upload, "vanish": vanish}
        return pending.act

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
                found, vanish = _undoable(db, upload)
            with self._books.tables.without(found, now, vanish=vanish, most=most) as trial:
                yield trial

    def brought(self, upload: int, *, most: int) -> Brought:
        """Return what an upload made of its records when it was accepted, `most` at the most.

        Raises:
            UnknownUploadError: There is none under that number.
        """
        with self._books.tables.cursor() as db:
            return brought(db, _uploaded(db, upload), most)

    def activate(
        self,
        file_name: str,
        text: str,
        *,
        actor: str,
        role: str = "",
        imports: Mapping[str, str] | None = None,
        kind: str = FIRST,
        since: datetime | None = None,
    ) -> Act:
        """Make a rule file count, with this text, until another text of the same name does.

        The texts of the rule files that it imports, by the ids of their agreements, are kept with
        it: what they become later is another activation. `kind` says what the text is: the first
        of its name, an amendment from an instant `since`, or a correction.

        Raises:
            StoreError: It could not be written; nothing is changed.
            TablesBehindError: It is accepted, but the tables could not be written.
        """
        with self._books.accepting(ACTIVATE, actor=actor, role=role) as pending:
            kept = {"text": pending.keeping.keep(text.encode())}
            for name, imported in (imports or {}).items():
                kept[f"{name}{RULE_FILE}"] = pending.keeping.keep(imported.encode())
            body = {"file": _writable(file_name), "kept": kept, "kind": kind}
            pending.body = {**body, "from": _instant(since)} if since else body
        return pending.act

    def note(
        self,
        word: str,
        body: Body,
        *,
        actor: str,
        role: str = "",
        files: Mapping[str, bytes] | None = None,
    ) -> Act:
        """Record an act that changes no record: an evaluation said, a notice sent, a brief issued.

        Args:
            word: What was done, other than by the store's own methods.
            body: What it says of itself, as JSON.
            actor: Who acted.
            role: In which role.
            files: Files to keep with it; their hashes stand in the body under "kept".

        Raises:
            ValueError: The word is one of the store's own, or the body is no JSON.
            StoreError: It could not be written; nothing is stored.
            TablesBehindError: It is accepted, but the tables could not be written.
        """
        if word in OWN_WORDS:
            raise ValueError(f"{word!r} is recorded by the method of that name")
        with self._books.accepting(word, actor=actor, role=role) as pending:
            kept = {name: pending.keeping.keep(data) for name, data in (files or {}).items()}
            pending.body = {**body, "kept": kept} if kept else body
        return pending.act

    def acts(self, word: str | None = None, *, after: int = 0) -> Sequence[Act]:
        """Return the acts of one word (None: all) with a number above `after`, oldest first."""
        with self._books.tables.cursor() as db:
            return ledger.acts(db, word, after)

    def newest(self, word: str, *, before: int | None = None, most: int = 100) -> Sequence[Act]:
        """Return at most so many acts of one word, newest first; those below `before` if given."""
        with self._books.tables.cursor() as db:
            return ledger.newest(db, word, before, most)

    def named(self, numbers: Collection[int]) -> Sequence[Act]:
        """Return the acts of these numbers, oldest first; there need not be one of each."""
        with self._books.tables.cursor() as db:
            return ledger.named(db, numbers)

    def changing(
        self, after: datetime, until: datetime, *, above: int | None = None
    ) -> Sequence[Act]:
        """Return the acts recorded in (after, until] that change the record or the rules, in order.

        With `above` also those recorded before whose number is above it: an act gets its time
        when it begins to be accepted, so one may come to light that is older than it seems.
        """
        with self._books.tables.cursor() as db:
            return ledger.changing(db, after, until, above)

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

    def uploads(self) -> Sequence[Upload]:
        """Return every upload and single record, oldest first, undone ones included."""
        with self._books.tables.cursor() as db:
            return ledger.uploads(db)

    def activations(self, known: datetime | None = None) -> Sequence[Activation]:
        """Return the newest activation of each rule file, by name; as of `known` if given."""
        newest: dict[str, Act] = {}
        first: dict[str, int] = {}
        for act in self.acts(ACTIVATE):
            first.setdefault(act.body["file"], act.seq)
            if known is None or act.recorded_at <= known:
                newest[act.body["file"]] = act
        return [
            self.activation(act, first=first[file] == act.seq)
            for file, act in sorted(newest.items())
        ]

    def activation(self, act: Act, *, first: bool = False) -> Activation:
        """Return what an act made to count; `first` of its name, where an old entry is silent.

        Raises:
            StoreDamagedError: A kept text is missing or damaged.
        """
        kept = {name: self.kept(hash_).decode() for name, hash_ in act.body["kept"].items()}
        text = kept.pop("text")
        return Activation(
            act=act.seq,
            recorded_at=act.recorded_at,
            actor=act.actor,
            file=act.body["file"],
            text=text,
            imports={name.removesuffix(RULE_FILE): imported for name, imported in kept.items()},
            kind=act.body.get("kind", FIRST if first else CORRECTION),
            since=datetime.fromisoformat(act.body["from"]) if "from" in act.body else None,
        )

    def kept(self, name: str) -> bytes:
        """Return a kept file by the hash under which an act names it.

        Raises:
            StoreDamagedError: It is missing, or is not what was kept.
        """
        return self._books.kept.read(name)

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

    def standing_upload(
        self, data: bytes, declared: Mapping[str, str], *, archive: bool
    ) -> Upload | None:
        """Return the upload of the same bytes, declared the same way, that is not undone."""
        wanted = (sha256(data).hexdigest(), as_json(declared), archive, None)
        for one in self.uploads():
            if (one.original, one.declared, one.archive, one.undone) == wanted:
                return one
        return None

    def _refuse_late(self, *, archive: bool) -> None:
        with self._books.tables.cursor() as db:
            live = ledger.first_live(db) if archive else None
        if live is not None:
            raise ArchiveRefusedError(live)


def _kept_lines(records: Iterable[Row], file: Writing) -> Iterator[Line]:
    """Write each row to the kept file on its way to the tables."""
    for row in records:
        line = Line.of(row)
        file.write(line.kept)
        yield line


def _uploaded(db: DuckDBPyConnection, upload: int) -> Upload:
    found = next((one for one in ledger.uploads(db) if one.act == upload), None)
    if found is None:
        raise UnknownUploadError(f"There is no upload {upload}; `uploads` lists them.")
    return found


def _undoable(db: DuckDBPyConnection, upload: int) -> tuple[Upload, bool]:
    """Return an upload that can be undone, and whether it would vanish from the past too."""
    found = _uploaded(db, upload)
    if found.undone is not None:
        raise UnknownUploadError(f"Upload {upload} is undone already, by act {found.undone}.")
    return found, found.archive and ledger.first_live(db) is None


def _writable(name: str) -> str:
    """A file name as text: systems allow names that are none."""
    return name.encode("utf-8", "replace").decode()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _receipt(pending: Pending) -> Receipt:
    act, body = pending.act, pending.act.body
    counts = (body["stored"], body["unchanged"], body.get("rejected", 0))
    return Receipt(act.seq, act.recorded_at, *counts)
