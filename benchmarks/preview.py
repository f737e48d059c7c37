"""How long a person waits to see what a file would change, by the number of reports on record.

    python -m benchmarks.preview [--reports 1000000] [--rows 1000] [--repeats 3] [--store DIR]

The store holds the sample record and so many synthetic reports of eight sources beside it, over
eight years: one in ten from the country of the sample, one in ten of these about a party, and
ninety-seven in a hundred of violence, as in the data sets of the field. It is made where DIR has
none (in a folder of its own, thrown away, without DIR), and nothing is stored in it afterwards. The
file has so many synthetic reports of a ninth source from the weeks of the agreement. Printed: the
whole preview of the file, warm, the best of all, in wall time and in processor time of all threads,
with what holds now judged already, and as the first after an act, when it is judged while the file
is read; and of the best run where the time goes.
"""

import argparse
import csv
import io
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from monitor.apart.started import LATER, kept_waiting
from monitor.clock import system_clock
from monitor.incidents.gazetteer import NOWHERE
from monitor.incidents.record import Range, Record, Report
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import KINDS
from monitor.service import Service, offer, previewing
from monitor.service.uploads import Uploads
from monitor.settings import read_settings

FIRST = "the whole preview, the first after an act"
WHOLE = "the whole preview, what holds now judged already"
PARTS: dict[str, tuple[ModuleType, str]] = {
    "reading the file apart, in another process": (offer, "read"),
    "what stands already, is changed or left out": (previewing, "arrival"),
    "finding possible duplicates": (previewing, "found"),
    "trying the rows, and judging with them": (previewing, "_would"),
    "of that: the verdicts with them": (previewing, "look"),
    "of that: which rows make each change": (previewing, "caused"),
}
AGREEMENT = "syria-2016-09"
START = datetime(2014, 1, 1, tzinfo=UTC)
MINUTES = 8 * 365 * 24 * 60
FILE = 100_000
SETTLED = 5
"""Seconds that a process started ahead has to load what it needs."""
PARTIES = ("government", "rebels")
VIOLENT = ("armed_clash", "shelling", "air_strike", "attack_on_civilians")


def subdistrict(dice: random.Random, country: str) -> str:
    """A p-code of one of 280 sub-districts of a country."""
    return f"{country}{dice.randrange(1, 15):02}{dice.randrange(20):02}"


def report(number: int) -> Report:
    """A synthetic report of one of eight sources, spread over eight years."""
    dice = random.Random(number)  # noqa: S311 - nothing is kept secret by it
    at = START + timedelta(minutes=(number * 7919) % MINUTES)
    here = dice.random() < 0.1
    by = dice.choice(PARTIES) if here and dice.random() < 0.1 else f"force {number % 30}"
    return Report(
        id=f"SYN{number}",
        source=f"synthetic_{number % 8}",
        happened=Span(start=at, end=at + timedelta(hours=dice.choice((0, 1, 24)))),
        published_at=at + timedelta(days=3),
        kinds=(dice.choice(list(KINDS) if dice.random() < 0.03 else VIOLENT),),
        by=(by,),
        against=("civilians",),
        pcodes=(subdistrict(dice, "SY" if here else "XX"),),
        killed=Range(low=number % 3, high=number % 3),
        note="Synthetic; a sentence about as long as the ones that sources write. " * 2,
    )


def rows(first: int, count: int) -> Iterator[tuple[int, Record]]:
    """Reports as the lines of a file."""
    return ((line, report(first + line - 2)) for line in range(2, count + 2))


def offered(count: int) -> bytes:
    """A file of synthetic reports from the weeks of the agreement."""
    dice = random.Random(1)  # noqa: S311 - nothing is kept secret by it
    text = io.StringIO()
    written = csv.writer(text)
    written.writerow(
        [
            "id",
            "source",
            "happened_from",
            "kind",
            "by",
            "against",
            "killed_low",
            "killed_high",
            "pcode",
            "time_zone",
        ]
    )
    begin = datetime(2016, 9, 12, 19)  # noqa: DTZ001 - local, with its zone beside it
    for number in range(count):
        at = begin + timedelta(minutes=dice.randrange(21 * 24 * 60))
        killed = dice.randrange(3)
        by = dice.choice(PARTIES) if number % 10 == 0 else f"force {number % 30}"
        written.writerow(
            [
                *(f"new{number}", "synthetic_desk", at.isoformat(timespec="minutes")),
                *(dice.choice(VIOLENT), by, "civilians", killed, killed),
                *(subdistrict(dice, "SY"), "Asia/Damascus"),
            ]
        )
    return text.getvalue().encode()


def fill(service: Service, reports: int) -> None:
    """Load the sample, and so many synthetic reports, where the store is empty."""
    if not [*service.first_run(actor="bench")]:
        return
    before = time.perf_counter()
    for first in range(0, reports, FILE):
        file = rows(first, min(FILE, reports - first))
        service.store.accept.upload(
            f"{first}.csv", b"%d" % first, file, actor="bench", archive=True
        )
    print(f"filled with {reports:,} in {time.perf_counter() - before:,.0f} s", flush=True)


def main() -> None:
    """Fill a store where there is none, and measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reports", type=int, default=1_000_000)
    asked.add_argument("--rows", type=int, default=1_000)
    asked.add_argument("--repeats", type=int, default=3)
    asked.add_argument("--store", type=Path)
    options = asked.parse_args()
    where = nullcontext(options.store) if options.store else tempfile.TemporaryDirectory()
    with where as folder:
        settings = read_settings({"MONITOR_STORE": str(folder), "MONITOR_ACTOR": "bench"})
        with Service.open(settings, system_clock) as service, kept_waiting():
            fill(service, options.reports)
            data = offered(options.rows)
            at = service.verdicts.default_at(AGREEMENT, service.moment())
            runs = [measured(service.uploads, data, at) for _ in range(options.repeats + 1)][1:]
            best = min(runs, key=lambda run: run[WHOLE])
            afresh = [measured(new(service), data, at)[WHOLE] for _ in range(options.repeats)]
            for part, (wall, processor) in {FIRST: min(afresh), **best}.items():
                print(f"{part:52} {wall:7.3f} s {processor:7.3f} s of the processor")


def new(service: Service) -> Uploads:
    """What is taken in, with nothing kept of what holds now."""
    return Uploads(service.store, service.rules, NOWHERE)


def measured(uploads: Uploads, data: bytes, at: datetime) -> dict[str, tuple[float, float]]:
    """Preview once; return wall and processor time of each part, seconds.

    Some time after the last file, as people do: the process that reads it waits by then.
    """
    time.sleep(LATER + SETTLED)
    took: defaultdict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    with ExitStack() as patched:
        for part, (module, name) in PARTS.items():
            patched.enter_context(timing(took, part, module, name))
        with adding(took, WHOLE):
            uploads.preview("new.csv", data, agreement=AGREEMENT, at=at)
    return {WHOLE: took.pop(WHOLE), **took}


@contextmanager
def adding(took: defaultdict[str, tuple[float, float]], part: str) -> Iterator[None]:
    """Add what is done inside to a part."""
    wall, processor = time.perf_counter(), time.process_time()
    yield
    was = took[part]
    now = time.perf_counter() - wall, time.process_time() - processor
    took[part] = was[0] + now[0], was[1] + now[1]


@contextmanager
def timing(
    took: defaultdict[str, tuple[float, float]],
    part: str,
    module: ModuleType,
    name: str,
) -> Iterator[None]:
    """Add every call of a function of a module to a part, as long as this lasts."""
    was = getattr(module, name)

    def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401
        with adding(took, part):
            return was(*given, **named)

    setattr(module, name, timed)
    try:
        yield
    finally:
        setattr(module, name, was)


if __name__ == "__main__":
    main()
