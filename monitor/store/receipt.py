"""What became of an upload, or of a single record, that was accepted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from monitor.store.act import Act
from monitor.store.ledger import Upload


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an upload, or of a single record: it is accepted, and safe.

    Attributes:
        upload: The number of its act, under which it can be undone.
        recorded_at: When it was accepted, UTC.
        stored: Rows that became versions of records.
        unchanged: Rows that said what stood already.
        rejected: Rows that were left out.
        possible: Links that were found with them, beside the rows: possible duplicates.
        records: Versions that came of the rows stored; a row may bring several.
        already_stored: Whether this is an earlier upload of the same bytes, declared the same
            way, so that nothing was recorded now.
    """

    upload: int
    recorded_at: datetime
    stored: int
    unchanged: int
    rejected: int = 0
    possible: int = 0
    records: int = 0
    already_stored: bool = False

    @classmethod
    def of(cls, act: Act) -> Self:
        """Return the receipt of an act that brought records now."""
        body = act.body
        counts = (
            body["stored"],
            body["unchanged"],
            body.get("rejected", 0),
            body.get("possible", 0),
        )
        records = body.get("records", body["stored"])
        return cls(act.seq, act.recorded_at, *counts, records)

    @classmethod
    def earlier(cls, upload: Upload) -> Self:
        """Return the receipt of an upload for who brings the same file again."""
        counts = (upload.stored, upload.unchanged, upload.rejected)
        at = upload.recorded_at
        return cls(upload.act, at, *counts, records=upload.records, already_stored=True)
