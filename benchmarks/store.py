"""How long the store takes, by the number of reports it holds.

    python benchmarks/store.py [REPORTS]

It fills a store of its own with so many synthetic reports (1,000,000 unless told), by archive
loads of 100,000, and then measures what a person waits for.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from monitor.clock import system_clock
from monitor.incidents.record import Range, Record, Report
from monitor.incidents.span import FOREVER, Span
from monitor.incidents.vocabulary import KINDS
from monitor.store.store import Store

START = datetime(2016, 1, 1, tzinfo=UTC)
FILE = 100_000
TALLY = """
    SELECT kind, COUNT(*), SUM(killed_low) FROM incident_versions
    WHERE known_from <= TIMESTAMP '2026-01-01' AND TIMESTAMP '2026-01-01' < known_to
    GROUP BY kind
"""
ACTORS = [f"force {number}" for number in range(30)]


def report(number: int, **stated: Any) -> Report:  # noqa: ANN401
    """A synthetic report, spread over eight years; about 700 bytes as it is kept."""
    at = START + timedelta(minutes=(number * 7919) % 4_200_000)
    return Report(
        **{
            "id": f"SYN{number}",
            "source": "synthetic",
            "happened": Span(start=at, end=at + timedelta(days=1)),
            "published_at": at + timedelta(days=3),
            "kinds": (list(KINDS)[number % len(KINDS)],),
            "by": (ACTORS[number % 30],),
            "against": (ACTORS[number % 7],),
            "pcodes": (f"XX{number % 14:02}",),
            "killed": Range(low=number % 3, high=number % 3),
            "note": "Synthetic; a sentence about as long as the ones that sources write. " * 2,
            **stated,
        }
    )


def rows(first: int, count: int, **stated: Any) -> Iterator[tuple[int, Record]]:  # noqa: ANN401
    """Reports as the lines of a file."""
    return ((line, report(first + line - 2, **stated)) for line in range(2, count + 2))


def timed(what: str, do: Callable[[], Any]) -> Any:  # noqa: ANN401
    """Do it, and say how long it took."""
    before = time.perf_counter()
    result = do()
    print(f"{what:60} {time.perf_counter() - before:8.3f} s", flush=True)
    return result


def main(reports: int) -> None:
    """Fill a store, and measure."""
    with tempfile.TemporaryDirectory() as name, Store.open(Path(name), system_clock) as store:

        def load() -> None:
            for first in range(0, reports, FILE):
                file = rows(first, min(FILE, reports - first))
                store.accept.upload(
                    f"{first}.csv", b"%d" % first, file, actor="bench", archive=True
                )

        timed(f"load {reports:,} reports, {FILE:,} at a time", load)

        def upload(what: str, name: bytes, file: Iterator[tuple[int, Record]]) -> int:
            how = {"actor": "bench"}
            receipt = timed(what, lambda: store.accept.upload("a.csv", name, file, **how))
            print(f"{'':10} {receipt.stored:,} stored, {receipt.unchanged:,} unchanged")
            return int(receipt.upload)

        upload("upload 1,000 new reports", b"new", rows(reports, 1_000))
        changed = rows(reports // 2, 1_000, note="corrected")
        corrected = upload("upload 1,000 corrections", b"corrected", changed)
        upload("upload 1,000 that stand already", b"same", rows(reports // 3, 1_000))
        timed("undo the 1,000 corrections", lambda: store.accept.undo(corrected, actor="bench"))
        mistaken = upload("upload 100,000 new reports", b"big", rows(2 * reports, FILE))
        timed("undo them", lambda: store.accept.undo(mistaken, actor="bench"))

        def preview() -> None:
            with store.hypothetical(rows(3 * reports, 1_000)) as trial:
                trial.reading.codes("kind")

        timed("try 1,000 new reports", preview)
        with store.facts() as facts:
            timed("one tally of every incident", lambda: facts.tally(TALLY))
            day, now = START + timedelta(days=900), FOREVER - timedelta(days=1)
            found = timed(
                "incidents of one day",
                lambda: facts.incidents(now, day, day + timedelta(days=1)),
            )
            print(f"{'':10} {len(found):,} incidents")
        timed("verify", store.verify)
        size = sum(path.stat().st_size for path in Path(name).rglob("*") if path.is_file())
        tables = (Path(name) / "tables.duckdb").stat().st_size
        print(f"on disk {size / 1e6:,.0f} MB, of which tables {tables / 1e6:,.0f} MB")
        timed("rebuild", store.rebuild)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
