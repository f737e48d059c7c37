"""A large file that a command gives is copied to where nobody else changes it, and never held."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from format_samples import table
from store_samples import SetClock

from monitor.apart.asked import Asked
from monitor.apart.reading import harmless, read
from monitor.incidents.opened.given import Given
from monitor.service import Outcome, Service, Stated
from monitor.service.copied import copied
from monitor.settings import PROJECT, read_settings

LARGE = 3_000_001
MOST = 2_500_000


@pytest.mark.parametrize("size", [0, 10, 1 << 20, LARGE])
def test_a_copy_has_the_bytes_of_the_file_as_it_was(tmp_path: Path, size: int) -> None:
    """Whoever writes to the file later, or takes it away, changes nothing; each reads by itself."""
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    given = copied(path, LARGE)
    path.write_bytes(b"other")
    path.unlink()

    assert (given.size, given.whole(), b"".join(given.pieces())) == (size, data, data)
    assert given.digest == sha256(data).hexdigest() == Given.of(data).digest
    with given.after(size // 2) as one, given.begin() as other:
        assert (one.read(5), other.read(5)) == (data[size // 2 :][:5], data[:5])


def test_of_a_file_that_is_too_large_one_byte_more_is_copied(tmp_path: Path) -> None:
    """So that it is refused for its size, whatever it has."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * LARGE)

    assert copied(path, MOST).size == MOST + 1


def test_a_pipe_is_read_to_its_end() -> None:
    """What cannot be read again and again is held."""
    code = (
        "import sys; from monitor.apart.window import windowed; "
        "sys.stdin.buffer.readline(); print(windowed(sys.stdin.buffer, 3).whole())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        input=b"ab\ncd\nef",
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )

    assert told.stdout.strip() == b"b'cd\\nef'"


def test_a_copy_is_read_and_stored_as_its_bytes_are(tmp_path: Path) -> None:
    """The same records, the same names of what is kept, and the same file is known again."""
    rows = (
        {"event_id_cnty": f"X{n}", "notes": f"Synthetic {n} " + "x" * 500} for n in range(3_000)
    )
    data = table("acled", *rows)
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    given = copied(path, LARGE)
    assert not harmless(given)
    assert (
        read(Asked(given, "a.csv", time_zone="UTC")) == Asked(data, "a.csv", time_zone="UTC").read()
    )

    with Service.open(read_settings({"MONITOR_STORE": str(tmp_path / "s")}), SetClock()) as service:
        stated = Stated(time_zone="UTC")
        first = service.uploads.take("a.csv", given, actor="tester", stated=stated)
        again = service.uploads.take("a.csv", data, actor="tester", stated=stated)
        (upload,) = service.store.acts.uploads()
        kept = service.store.acts.kept(upload.original)

    assert (first.outcome, first.stored) == (Outcome.STORED, 3_000)
    assert again.outcome is Outcome.ALREADY_STORED
    assert kept == data
