"""The journal as the tables hold it: which acts there are, and what became of each upload."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from duckdb import DuckDBPyConnection

from monitor.store.act import Act
from monitor.store.database import insert
from monitor.store.errors import UnknownUploadError
from monitor.store.rows import as_json, aware, naive

UPLOAD, RECORD, UNDO, ACTIVATE = "upload", "record", "undo", "activate"
OWN_WORDS = {UPLOAD, RECORD, UNDO, ACTIVATE}
"""The acts that the store records itself; the first three change the record."""


FIRST, AMENDMENT, CORRECTION = "first", "amendment", "correction"
"""What an activated rule file is; one whose entry does not say, and is not the first, corrects."""

RULE_FILE = ".yaml"
"""How the names end under which an activation keeps the rule files that are imported."""

_ACTS = "SELECT seq, recorded_at, actor, role, act, body, prev, hash FROM acts"


@dataclass(frozen=True, slots=True)
class Upload:
    """An act that brought records: a file, or one record from a form.

    Attributes:
        act: The number of the act, under which it can be undone.
        recorded_at: When it was accepted, UTC.
        actor: Who brought it.
        file: The file's name as given; empty for a single record.
        original: SHA-256 of the file's bytes; empty for a single record.
        declared: What was declared with the file, as JSON; empty for a single record.
        archive: Whether its records count as known since their publication.
        stored: Rows that became versions of records.
        unchanged: Rows that said what stood already.
        rejected: Rows that were left out.
        records: Versions that came of the rows stored; a row may bring several.
        undone: The act that undid it; None while it stands.
    """

    act: int
    recorded_at: datetime
    actor: str
    file: str
    original: str
    declared: str
    archive: bool
    stored: int
    unchanged: int
    rejected: int
    records: int
    undone: int | None = None

    @property
    def mapping(self) -> tuple[str, int] | None:
        """The saved mapping by which its file was read, and its version; None for none."""
        said = json.loads(self.declared) if self.declared else {}
        return (said["mapping"], int(said["mapping_version"])) if "mapping" in said else None


@dataclass(frozen=True, slots=True)
class Activation:
    """A rule file as it was made to count.

    Attributes:
        act: The number of the act.
        recorded_at: Since when it counts, UTC.
        actor: Who activated it.
        file: The file's name, which later activations of it share.
        text: The file's text.
        imports: The texts of the rule files that it imports, by the ids of their agreements.
        kind: What it is: the "first" of its name, an "amendment" or a "correction".
        since: From when an amendment changes verdicts, UTC, included; else None.
    """

    act: int
    recorded_at: datetime
    actor: str
    file: str
    text: str
    imports: Mapping[str, str] = field(default_factory=dict)
    kind: str = FIRST
    since: datetime | None = None


def note(db: DuckDBPyConnection, act: Act, size: int) -> None:
    """Note an act, whose line ends after `size` bytes, as what the tables now hold up to."""
    at, body = naive(act.recorded_at), as_json(act.body)
    insert(db, "acts", [(act.seq, at, act.actor, act.role, act.act, body, act.prev, act.hash)])
    if act.act in {UPLOAD, RECORD}:
        insert(db, "uploads", [_upload(act)])
    elif act.act == UNDO:
        undone = {"by": act.seq, "act": act.body["upload"]}
        db.execute("UPDATE uploads SET undone = $by WHERE act = $act", undone)
    head = {"seq": act.seq, "hash": act.hash, "size": size}
    db.execute("UPDATE head SET seq = $seq, hash = $hash, size = $size", head)


def _upload(act: Act) -> tuple[object, ...]:
    body = act.body
    return (
        act.seq,
        naive(act.recorded_at),
        act.actor,
        body.get("file", ""),
        body.get("kept", {}).get("original", ""),
        as_json(body["declared"]) if "declared" in body else "",
        body.get("archive", False),
        body["stored"],
        body["unchanged"],
        body.get("rejected", 0),
        body.get("records", body["stored"]),
        0,
    )


def acts(db: DuckDBPyConnection, word: str | None, after: int) -> Sequence[Act]:
    """Return the acts of one word (None: all) whose number is above `after`, oldest first."""
    found = db.execute(
        f"{_ACTS} WHERE seq > $after AND ($word IS NULL OR act = $word) ORDER BY seq",
        {"after": after, "word": word},
    ).fetchall()
    return [_act(*row) for row in found]


def among(db: DuckDBPyConnection, words: Collection[str], after: int) -> Sequence[Act]:
    """Return the acts of several words with a number above `after`, oldest first."""
    found = db.execute(
        f"{_ACTS} WHERE seq > $after AND list_contains($words, act) ORDER BY seq",
        {"after": after, "words": sorted(words)},
    ).fetchall()
    return [_act(*row) for row in found]


def newest(db: DuckDBPyConnection, word: str, before: int | None, most: int) -> Sequence[Act]:
    """Return at most so many acts of one word, numbered below `before` if given, newest first."""
    found = db.execute(
        f"{_ACTS} WHERE act = $word AND ($before IS NULL OR seq < $before) "
        "ORDER BY seq DESC LIMIT $most",
        {"word": word, "before": before, "most": most},
    ).fetchall()
    return [_act(*row) for row in found]


def named(db: DuckDBPyConnection, numbers: Collection[int]) -> Sequence[Act]:
    """Return the acts of these numbers, oldest first."""
    found = db.execute(
        f"{_ACTS} WHERE list_contains($numbers, seq) ORDER BY seq", {"numbers": [*numbers]}
    ).fetchall()
    return [_act(*row) for row in found]


def changing(
    db: DuckDBPyConnection, after: datetime, until: datetime, above: int | None
) -> Sequence[Act]:
    """Return the acts that change the record or the rules; see `Acts.changing`."""
    found = db.execute(
        f"{_ACTS} WHERE (recorded_at > $after OR seq > $above) AND recorded_at <= $until "
        "AND list_contains($words, act) ORDER BY seq",
        {
            "after": naive(after),
            "above": above,
            "until": naive(until),
            "words": sorted(OWN_WORDS),
        },
    ).fetchall()
    return [_act(*row) for row in found]


def version(db: DuckDBPyConnection) -> str:
    """Return the hash of the newest act that changed the record or the rules; empty before any."""
    found = db.execute(
        "SELECT hash FROM acts WHERE list_contains($words, act) ORDER BY seq DESC LIMIT 1",
        {"words": sorted(OWN_WORDS)},
    ).fetchone()
    return str(found[0]) if found else ""


def _act(seq: int, at: datetime, *rest: str) -> Act:
    actor, role, word, body, prev, hash_ = rest
    return Act(seq, aware(at), actor, role, word, json.loads(body), prev, hash_)


def uploads(db: DuckDBPyConnection) -> Sequence[Upload]:
    """Return every act that brought records, oldest first."""
    found = db.execute(
        """
        SELECT act, recorded_at, actor, file, original, declared, archive,
               stored, unchanged, rejected, records, nullif(undone, 0)
        FROM uploads ORDER BY act
        """
    ).fetchall()
    return [replace(Upload(*row), recorded_at=aware(row[1])) for row in found]


def first_live(db: DuckDBPyConnection) -> int | None:
    """Return the first act that brought records and was no archive load; None without one."""
    found = db.execute("SELECT min(act) FROM uploads WHERE NOT archive").fetchone()
    return found[0] if found else None


def uploaded(db: DuckDBPyConnection, upload: int) -> Upload:
    """Return the upload of a number.

    Raises:
        UnknownUploadError: There is none under that number.
    """
    found = next((one for one in uploads(db) if one.act == upload), None)
    if found is None:
        raise UnknownUploadError(f"There is no upload {upload}; `uploads` lists them.")
    return found


def undoable(db: DuckDBPyConnection, upload: int) -> tuple[Upload, bool]:
    """Return an upload that can be undone, and whether it would vanish from the past too.

    Raises:
        UnknownUploadError: There is none under that number, or it is undone already.
    """
    found = uploaded(db, upload)
    if found.undone is not None:
        raise UnknownUploadError(f"Upload {upload} is undone already, by act {found.undone}.")
    return found, found.archive and first_live(db) is None
