"""A store copied whole: a backup is such a copy, and so is what is restored from it.

The journal is copied first: whatever its lines name was durable before them and never changes,
so a copy taken beside a running service is whole. Tables are not copied: opening makes them.
"""

import os
import shutil
from pathlib import Path

from monitor.store.errors import StoreDamagedError, StoreError
from monitor.store.journal import NAME, sync_folder
from monitor.store.kept import FOLDER, UNFINISHED
from monitor.store.verify import Verification, verify


def copy_store(source: Path, target: Path) -> Verification:
    """Copy the journal and the kept files to a folder that is empty or not there yet.

    Args:
        source: A store's folder, in use or not, or a backup.
        target: The folder to fill; for its owner alone.

    Returns:
        What checking the copy found; its `head` is the anchor to keep elsewhere.

    Raises:
        StoreError: There is no store in the source, or there is something in the target.
        StoreDamagedError: The copy does not verify, because the source does not; it stands.
        OSError: It could not be written.
    """
    if not (source / NAME).exists():
        raise StoreError(f"{source}: there is no store and no backup here ({NAME} is missing).")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(target.iterdir()):
        raise StoreError(f"{target}: something is here already; name a new folder.")
    _copy(source / NAME, target / NAME)
    if (source / FOLDER).exists():
        left_out = shutil.ignore_patterns(f"{UNFINISHED}*")
        shutil.copytree(source / FOLDER, target / FOLDER, ignore=left_out, copy_function=_copy)
    for folder in [target, *(path for path in target.rglob("*") if path.is_dir())]:
        folder.chmod(0o700)
        sync_folder(folder)
    found = verify(target)
    if not found.ok:
        raise StoreDamagedError("\n".join(found.problems), found.line)
    return found


def _copy(source: str | Path, target: str | Path) -> None:
    """Copy one file, for its owner alone, and make it durable."""
    shutil.copyfile(source, target)
    with Path(target).open("r+b") as file:
        Path(target).chmod(0o600)
        os.fsync(file.fileno())
