"""What was accepted, to be read: the acts, the uploads, the activations and the kept files."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from monitor.incidents.opened.given import Given
from monitor.store import ledger
from monitor.store.act import Act
from monitor.store.books import Books
from monitor.store.brought import Brought, brought
from monitor.store.ledger import (
    ACTIVATE,
    CORRECTION,
    FIRST,
    RULE_FILE,
    Activation,
    Upload,
    uploaded,
)
from monitor.store.rows import as_json


class Acts:
    """The acts of one open store; its methods may be called from any thread."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def of(self, word: str | None = None, *, after: int = 0) -> Sequence[Act]:
        """Return the acts of one word (None: all) with a number above `after`, oldest first."""
        with self._books.tables.cursor() as db:
            return ledger.acts(db, word, after)

    def among(self, words: Collection[str], *, after: int = 0) -> Sequence[Act]:
        """Return the acts of several words with a number above `after`, oldest first."""
        with self._books.tables.cursor() as db:
            return ledger.among(db, words, after)

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

    def uploads(self) -> Sequence[Upload]:
        """Return every upload and single record, oldest first, undone ones included."""
        with self._books.tables.cursor() as db:
            return ledger.uploads(db)

    def activations(self, known: datetime | None = None) -> Sequence[Activation]:
        """Return the newest activation of each rule file, by name; as of `known` if given."""
        newest: dict[str, Act] = {}
        first: dict[str, int] = {}
        for act in self.of(ACTIVATE):
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

    def standing_upload(
        self, data: bytes | Given, declared: Mapping[str, str], *, archive: bool
    ) -> Upload | None:
        """Return the upload of the same bytes, declared the same way, that is not undone."""
        wanted = (Given.of(data).digest, as_json(declared), archive, None)
        for one in self.uploads():
            if (one.original, one.declared, one.archive, one.undone) == wanted:
                return one
        return None

    def brought(self, upload: int, *, most: int) -> Brought:
        """Return what an upload made of its records when it was accepted, `most` at the most.

        Raises:
            UnknownUploadError: There is none under that number.
        """
        with self._books.tables.cursor() as db:
            return brought(db, uploaded(db, upload), most)
