"""Accepting acts: what may be done to the record and the rules, each whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain

from monitor.incidents.opened.given import Given
from monitor.incidents.record import Record
from monitor.store import ledger
from monitor.store.act import Act, Body
from monitor.store.acts import Acts
from monitor.store.applying import bring
from monitor.store.books import Books
from monitor.store.change import CHUNK, Change
from monitor.store.errors import ArchiveRefusedError
from monitor.store.kept import Writing
from monitor.store.ledger import (
    ACTIVATE,
    FIRST,
    OWN_WORDS,
    RECORD,
    RULE_FILE,
    UNDO,
    UPLOAD,
    undoable,
)
from monitor.store.receipt import Receipt
from monitor.store.rows import Line, Row, lines_of
from monitor.store.undoing import undo


def _untold(_: int) -> None:
    """Tell nobody."""


class Accepting:
    """Accepts the acts of one open store; its methods may be called from any thread."""

    def __init__(self, books: Books, acts: Acts) -> None:
        self._books = books
        self._acts = acts

    def upload(  # noqa: PLR0913 - an upload is described in full or not at all
        self,
        file_name: str,
        data: bytes | Given,
        records: Iterable[Row],
        *,
        actor: str,
        role: str = "",
        archive: bool = False,
        declared: Mapping[str, str] | None = None,
        rejected: bytes | Iterable[bytes] | None = None,
        rejected_rows: int = 0,
        repeated_rows: int = 0,
        possible: Sequence[Row] = (),
        withdrawn: Sequence[Row] = (),
        told: Callable[[int], None] = _untold,
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
            declared: What the person declared with it (format, source, zone, encoding, …).
            rejected: The rows that were left out, with their reasons, as a file, whole or in
                pieces; kept.
            rejected_rows: How many they are.
            repeated_rows: How many rows say again what another row of the file says; they count
                as unchanged.
            possible: Links that were found and not told, on the lines of the reports that bring
                them; none of them stands already. They are kept with the rows, and not counted
                among them.
            withdrawn: Versions that take back records which the file leaves out; kept and
                counted the same way.
            told: Is told now and then how many records were taken up.

        Raises:
            ArchiveRefusedError: An archive load after the first live act.
            StoreError: It could not be written; nothing is stored.
            TablesBehindError: It is accepted, but the tables could not be written.
        """
        options = dict(declared or {})
        with self._books.lock:
            earlier = self._acts.standing_upload(data, options, archive=archive)
            if earlier:
                return Receipt.earlier(earlier)
            self._refuse_late(archive=archive)
            with self._books.accepting(UPLOAD, actor=actor, role=role) as pending:
                kept = {"original": pending.keeping.keep_pieces(Given.of(data).pieces())}
                if rejected is not None:
                    pieces = [rejected] if isinstance(rejected, bytes) else rejected
                    kept["rejected"] = pending.keeping.keep_pieces(pieces)
                with pending.keeping.writing() as file:
                    lines = _kept_lines((records, possible, withdrawn), file, told)
                    change = bring(pending.db, pending.act, lines, archive=archive)
                pending.body = {
                    "file": _writable(file_name),
                    "declared": options,
                    "archive": archive,
                    "kept": {**kept, "rows": file.name},
                    "stored": change.stored - len(possible) - len(withdrawn),
                    "unchanged": change.unchanged + repeated_rows,
                    "rejected": rejected_rows,
                    **_counted(possible, withdrawn),
                    **_more(change, len(possible) + len(withdrawn)),
                }
            return Receipt.of(pending.act)

    def record(
        self, record: Record, *, actor: str, role: str = "", possible: Sequence[Row] = ()
    ) -> Receipt:
        """Accept one record, as from a form, with the links it brings; known from now.

        `possible` are as those of an upload.

        Raises:
            StoreError: It could not be written; nothing is stored.
            TablesBehindError: It is accepted, but the tables could not be written.
        """
        with self._books.accepting(RECORD, actor=actor, role=role) as pending:
            links = [link for _, link in possible]
            lines = [Line.of((1, one)) for one in (record, *links)]
            change = bring(pending.db, pending.act, lines, archive=False)
            pending.body = {
                "record": record.model_dump(mode="json"),
                "stored": change.stored - len(possible),
                "unchanged": change.unchanged,
                **_counted(possible),
            }
            if possible:
                pending.body["links"] = [link.model_dump(mode="json") for link in links]
        return Receipt.of(pending.act)

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
            _, vanish = undoable(pending.db, upload)
            undo(pending.db, upload, pending.act.recorded_at, vanish=vanish)
            pending.body = {"upload": upload, "vanish": vanish}
        return pending.act

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

    def _refuse_late(self, *, archive: bool) -> None:
        with self._books.tables.cursor() as db:
            live = ledger.first_live(db) if archive else None
        if live is not None:
            raise ArchiveRefusedError(live)


def _counted(possible: Sequence[Row], withdrawn: Sequence[Row] = ()) -> Body:
    """Return what an act says of what it brings beside its rows; nothing where there is none."""
    counts = {"possible": len(possible), "withdrawn": len(withdrawn)}
    return {name: count for name, count in counts.items() if count}


def _kept_lines(
    several: Iterable[Iterable[Row]], file: Writing, told: Callable[[int], None]
) -> Iterator[Line]:
    """Write each row to the kept file on its way to the tables."""
    for done, line in enumerate(chain.from_iterable(map(lines_of, several))):
        if done % CHUNK == 0:
            told(done)
        file.write(line.kept)
        yield line


def _more(change: Change, beside: int) -> Body:
    """Say how many records came of the rows stored, where some row brought several.

    `beside` came with the rows, and of none of them.
    """
    if change.records == change.stored:
        return {}
    return {"records": change.records - beside}


def _writable(name: str) -> str:
    """A file name as text: systems allow names that are none."""
    return name.encode("utf-8", "replace").decode()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
