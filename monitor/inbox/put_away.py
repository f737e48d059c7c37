"""Files that were taken up are moved aside, with a note of the upload; what grew after comes back.

Only the move is left to do once a file is accepted: whoever is stopped before it finds the file
again, and the store then says that it has it already.
"""

import errno
from hashlib import sha256
from pathlib import Path

from monitor.inbox.offered import TAKEN, Mark
from monitor.service import Taken
from monitor.words import inbox

NOTE = ".txt"


def put_away(path: Path, mark: Mark, data: bytes, taken: Taken, upload: int) -> Path | None:
    """Move a file that was taken up, and return where it is now.

    Returns:
        None where the file is another than was taken up: it is offered again.

    Raises:
        OSError: It cannot be moved.
    """
    folder = path.parent / TAKEN
    folder.mkdir(exist_ok=True)
    moved = folder / f"upload-{upload}-{path.name}"
    try:
        path.replace(moved)
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        moved = moved.with_name(f"upload-{upload}{path.suffix[:20]}")
        path.replace(moved)
    if Mark.of(moved) != mark or sha256(moved.read_bytes()).digest() != sha256(data).digest():
        bring_back(moved, path)
        return None
    counts = {"stored": taken.stored, "unchanged": taken.unchanged}
    note = moved.with_name(moved.name + NOTE)
    note.write_text(inbox.TAKEN.format(upload=upload, **counts), encoding="utf-8")
    return moved


def bring_back(moved: Path, path: Path) -> None:
    """Offer a moved file again, under its name or, where that is given again, beside it.

    Raises:
        OSError: It cannot be moved.
    """
    count = 1
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem}-{count}{path.suffix}")
        count += 1
    moved.rename(free)
    moved.with_name(moved.name + NOTE).unlink(missing_ok=True)
