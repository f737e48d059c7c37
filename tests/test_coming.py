"""How far the taking in of a file has come is told throughout, to whoever watches."""

from pathlib import Path

import pytest
from format_samples import table
from store_samples import SetClock

from monitor.apart.progress import Progress
from monitor.service import Outcome, Service, Stated
from monitor.service.coming import Coming
from monitor.settings import read_settings

ROWS = 12_000


@pytest.mark.parametrize("dry_run", [True, False])
def test_it_is_told_from_the_reading_to_the_end(tmp_path: Path, *, dry_run: bool) -> None:
    """Forwards only, with what is read together, and a hundred of a hundred at the end."""
    data = table("acled", *({"event_id_cnty": f"X{n}", "notes": f"n {n}"} for n in range(ROWS)))
    told: list[tuple[int, int]] = []
    with Service.open(read_settings({"MONITOR_STORE": str(tmp_path / "s")}), SetClock()) as service:
        taken = service.uploads.take(
            "a.csv",
            data,
            actor="tester",
            stated=Stated(time_zone="UTC"),
            dry_run=dry_run,
            told=lambda done, whole: told.append((done, whole)),
        )

    assert taken.outcome in {Outcome.STORED, Outcome.WOULD_BE_STORED}
    assert (taken.stored, taken.lines) == (ROWS, ROWS)
    assert taken.arriving.new == tuple(f"acled/X{n}" for n in range(ROWS))
    assert told == sorted(set(told))
    assert told[-1] == (100, 100)
    assert any(0 < done <= 45 for done, _ in told)
    assert any(45 < done < 100 for done, _ in told)


def test_nothing_is_told_twice_nor_of_nothing() -> None:
    """A file of unknown height, or of no rows, divides by nothing."""
    told: list[int] = []
    coming = Coming(lambda done, _: told.append(done))
    for done, whole in ((0, 0), (5, 0), (5, 10), (5, 10), (20, 10)):
        coming.reading(Progress(done, whole))
    coming.beside(0, 0)
    assert list(coming.counting("ab", 2)) == ["a", "b"]
    coming.done()

    assert told == [0, 22, 45, 55, 100]
