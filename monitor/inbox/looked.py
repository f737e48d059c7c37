"""What the folder is like, as it is told on *Desk* and by `/healthz`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Took:
    """A file that was taken up: when (UTC), as which upload, and how many rows were new."""

    file: str
    at: datetime
    upload: int
    stored: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What the folder is like.

    Attributes:
        folder: Where files are dropped.
        looked_at: When it was last looked into, UTC; None before.
        taken: The newest files taken up since the start, newest first.
        refused: The names of those that wait refused, each with the reasons beside it.
        unfinished: The names of those that are not complete yet.
        trouble: What went wrong the last time; empty where nothing did.
    """

    folder: Path
    looked_at: datetime | None = None
    taken: tuple[Took, ...] = ()
    refused: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    trouble: str = ""

    def as_plain(self) -> dict[str, object]:
        """Return it as plain JSON values, without the names of files: anybody may ask for it."""
        return {
            "looked_at": self.looked_at.isoformat() if self.looked_at else None,
            "taken": len(self.taken),
            "refused": len(self.refused),
            "unfinished": len(self.unfinished),
            "trouble": bool(self.trouble),
        }
