"""What is put beside a refused file: why, what to do, and the rows to be mended."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from monitor.errors import Problem, one_line
from monitor.inbox.offered import ROWS, WHY
from monitor.incidents.write import rejected_pieces
from monitor.service import Taken
from monitor.words import inbox


def put_why(path: Path, data: bytes, taken: Taken, stated: str = "") -> None:
    """Say beside a refused file everything that is wrong with it; the rows before the reasons.

    `stated` is what was said of it in `inbox.yaml`; empty where nothing was.

    Raises:
        OSError: It cannot be written.
    """
    rows = bool(taken.intake and taken.intake.rejected)
    if taken.intake and rows:
        _put(_beside(path, ROWS), rejected_pieces(taken.intake))
    else:
        _beside(path, ROWS).unlink(missing_ok=True)
    _put(_beside(path, WHY), _lines(_why(path.name, data, taken, stated, rows=rows)))


def put_faults(path: Path, problems: Iterable[Problem]) -> None:
    """Say beside `inbox.yaml` everything that is wrong with it.

    Raises:
        OSError: It cannot be written.
    """
    _put(_beside(path, WHY), _lines([inbox.FAULTY, inbox.FAULTY_DO, "", *map(str, problems)]))


def says_why(path: Path, data: bytes, stated: str) -> bool:
    """Whether it is said beside the file why these very bytes, read so, were refused."""
    try:
        return (
            _last(data, stated) in _beside(path, WHY).read_text("utf-8-sig", "replace").splitlines()
        )
    except FileNotFoundError:
        return False


def there(path: Path) -> bool:
    """Whether anything is said beside the file; a name may leave no room for that."""
    try:
        return _beside(path, WHY).exists()
    except OSError:
        return False


def take_away(path: Path) -> None:
    """Take away what was said of a file that is taken up now."""
    for end in (WHY, ROWS):
        with suppress(OSError):
            _beside(path, end).unlink()


def _why(name: str, data: bytes, taken: Taken, stated: str, *, rows: bool) -> Iterator[str]:
    shown = one_line(name)
    yield inbox.REFUSED.format(file=shown)
    yield inbox.MEND.format(file=shown)
    if rows:
        yield inbox.MEND_ROWS.format(rows=shown + ROWS, wrong=taken.wrong, lines=taken.lines)
    if stated:
        yield inbox.STATED.format(stated=stated)
    yield inbox.STATE.format(file=shown)
    yield inbox.TRY_AGAIN.format(why=shown + WHY)
    yield ""
    yield from map(str, taken.problems())
    if taken.untold:
        yield inbox.UNTOLD.format(count=taken.untold, rows=shown + ROWS)
    yield ""
    yield _last(data, stated)


def _last(data: bytes, stated: str) -> str:
    told = inbox.OF_THESE_BYTES.format(digest=sha256(data).hexdigest())
    return inbox.AND_STATED.format(of=told, stated=stated) if stated else told


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _lines(texts: Iterable[str]) -> Iterator[bytes]:
    yield BOM_UTF8
    yield from (f"{text}\n".encode(errors="replace") for text in texts)


def _put(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file whole, under a name that is not looked at until it is."""
    unfinished = path.with_name(".writing.tmp")
    with unfinished.open("wb") as file:
        file.writelines(pieces)
    unfinished.replace(path)
