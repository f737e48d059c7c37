"""Which folders may be a store, said before anything is opened or made."""

from pathlib import Path

from monitor.errands.usage import UsageError, told


def existing_store(folder: Path) -> None:
    """See that there is a store to ask: a mistyped folder is not made into an empty one.

    Raises:
        UsageError: There is none.
    """
    with told(folder):
        there = (folder / "journal.jsonl").exists()
    if not there:
        raise UsageError(
            f"{folder}: there is no store here; name another (--store DIR), or start one with "
            "`python -m monitor first-run` (the sample) or `python -m monitor activate`"
        )


def new_store(folder: Path) -> None:
    """See that a store may be started or used in a folder: not among other people's files.

    Raises:
        UsageError: The folder holds something else, or is no folder.
    """
    with told(folder):
        if not folder.exists():
            return
        names = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
        if names and "journal.jsonl" not in names:
            raise UsageError(
                f"{folder}: this folder holds other files ({min(names)}) and no store; "
                "name a new or empty one (--store DIR)"
            )
