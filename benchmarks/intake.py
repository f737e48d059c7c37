"""What it takes to take in a long file: its time and its memory beside Polars.

    python -m benchmarks.intake [--rows N] [--read-only | --steps]

The file is synthetic: the 31 columns of the ACLED export, every value made up. Three things are
done with it, each in a process of its own: Polars reads it as text and checks its columns, all at
once; ours reads it, every cell checked; ours takes it into a fresh store. Memory is the largest
sum of the resident memory of a process and its children, looked at every 20 ms.
`--steps` says where the processor's time of our reading goes, step by step.
"""

import argparse
import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2"),
    *("admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale"),
    *("notes", "fatalities", "tags", "timestamp"),
)
KINDS = (
    ("Political violence", "Battles", "Armed clash"),
    ("Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
    ("Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("Political violence", "Violence against civilians", "Attack"),
    ("Political violence", "Violence against civilians", "Abduction/forced disappearance"),
    ("Demonstrations", "Protests", "Peaceful protest"),
    ("Demonstrations", "Riots", "Violent demonstration"),
    ("Strategic developments", "Strategic developments", "Arrests"),
    ("Strategic developments", "Strategic developments", "Looting/property destruction"),
)
SENTENCE = (
    "synthetic forces shelled the village of during night clashes near a checkpoint two fighters "
    "were reportedly wounded according to a made up outlet no casualties several houses damaged "
    "exchange of fire continued for hours between unknown groups along the road to the north"
)


def make(path: Path, rows: int) -> None:
    """Write the synthetic file: the same one each time for the same number of rows."""
    choose = random.Random(31)  # noqa: S311 - made-up data
    first = date(2017, 1, 1)
    places = [
        (
            f"Governorate {at % 14}",
            f"District {at % 61}",
            f"Subdistrict {at % 270}",
            f"Place {at}",
            f"{33 + at % 400 / 100:.4f}",
            f"{36 + at % 600 / 100:.4f}",
            "1123"[at % 4],
        )
        for at in range(3000)
    ]
    forces = [f"Synthetic Force {at}" for at in range(200)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for at in range(rows):
            kind, place = choose.choice(KINDS), choose.choice(places)
            day = first + timedelta(days=choose.randrange(2900))
            civilians = choose.random() < 1 / 3
            note = " ".join(choose.choices(SENTENCE.split(), k=choose.randrange(18, 40)))
            if choose.random() < 1 / 10:
                note = f'{note}, "as they said" - that is, a quotation’s mark'
            out.writerow(
                (
                    *(f"SYN{at + 1}", day.isoformat(), day.year, "1112"[at % 4], *kind),
                    *(choose.choice(forces), "", "State forces"),
                    "Civilians (Synthetic)" if civilians else choose.choice(forces),
                    *("", "Civilians" if civilians else "Rebel group"),
                    *("State forces-Civilians" if civilians else "State forces-Rebel group",),
                    *("Civilian targeting" if civilians else "", "760", "Synthetic Region"),
                    *("Syntheticland", *place),
                    *(f"Synthetic Outlet {choose.randrange(120)}", "National", note),
                    *(choose.choice((0, 0, 0, 1, 2, 3, 10)), ""),
                    1_500_000_000 + choose.randrange(200_000_000),
                )
            )


def polars_checks(path: Path) -> int:
    """Read every cell as text, and check the columns that ours checks; returns the good rows."""
    import polars as pl  # noqa: PLC0415 - only this part needs it

    text = pl.read_csv(path, infer_schema=False)
    subs = [kind[2] for kind in KINDS]
    day = pl.col("event_date").str.to_date("%Y-%m-%d", strict=False)
    north = pl.col("latitude").cast(pl.Float64, strict=False)
    east = pl.col("longitude").cast(pl.Float64, strict=False)
    edited = pl.col("timestamp").cast(pl.Int64, strict=False)
    names = ("actor1", "actor2", "location", "admin1", "source", "notes", "tags")
    plain = [
        (pl.col(name).fill_null("").str.len_chars() <= 4000)
        & ~pl.col(name).fill_null("").str.contains(r"[\x00-\x1f\x7f-\x9f]")
        for name in names
    ]
    good = text.filter(
        pl.col("event_id_cnty").str.contains(r"^[^/]{1,120}$").fill_null(value=False),
        pl.col("event_id_cnty").is_first_distinct(),
        day.is_not_null() & day.dt.year().is_between(1900, 2200),
        pl.col("time_precision").is_in(["1", "2", "3"]),
        pl.col("sub_event_type").is_in(subs),
        north.is_between(-90, 90) & east.is_between(-180, 180),
        pl.col("fatalities").cast(pl.UInt32, strict=False).is_not_null(),
        edited.is_not_null() & (edited >= 0),
        *plain,
    )
    return good.height


def our_reading(path: Path) -> int:
    """Read it as a command reads it, every cell checked; returns the good rows."""
    from monitor.apart.asked import Asked  # noqa: PLC0415 - the other parts do not load it
    from monitor.apart.reading import read  # noqa: PLC0415 - the same
    from monitor.incidents.opened.table import LARGEST  # noqa: PLC0415 - the same
    from monitor.service.copied import copied  # noqa: PLC0415 - the same

    return read(Asked(copied(path, LARGEST), path.name, time_zone="UTC")).good


def our_intake(path: Path) -> int:
    """Take it into a fresh store; returns the rows stored."""
    with tempfile.TemporaryDirectory(dir=path.parent) as store:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "monitor", "ingest", str(path)),
                *("--store", store, "--time-zone", "UTC", "--archive"),
            ],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        print(done.stdout, file=sys.stderr)
    return 0


def our_steps(path: Path) -> int:
    """Read it here, step by step, and say what each takes of the processor; returns the rows."""
    from monitor.apart.answer import answer  # noqa: PLC0415 - only this part does
    from monitor.apart.asked import Asked  # noqa: PLC0415 - the same
    from monitor.apart.understood import understood  # noqa: PLC0415 - the same
    from monitor.incidents.formats.flow_by_columns import FlowByColumns  # noqa: PLC0415 - the same
    from monitor.incidents.opened.given import Given  # noqa: PLC0415 - the same

    given = Given(path.stat().st_size, lambda: path.open("rb"))
    begun = time.process_time()

    def took(what: str, rows: int) -> None:
        nonlocal begun
        now = time.process_time()
        print(f"{what:40} {(now - begun) / rows * 1e6:6.1f} microseconds a row")
        begun = time.process_time()

    flow = Asked(b"", path.name, time_zone="UTC").begin(given)
    if not isinstance(flow, FlowByColumns):
        sys.exit("it is not read by columns")
    rows = flow.height
    took("looked through, and recognised", rows)
    count = sum(len(sheaf) for sheaf in flow.columns.all())
    took("split into columns", rows)
    lines = io.BytesIO(b"".join(answer(flow)))
    took("that, and every cell read and told", rows)
    intake = understood(lines)
    took("what is told checked and laid down", rows)
    for _ in intake.records:
        pass
    took("records made of it", rows)
    return count


PARTS: dict[str, Callable[[Path], int]] = {
    "polars": polars_checks,
    "reading": our_reading,
    "intake": our_intake,
    "steps": our_steps,
}
MEASURED = ("polars", "reading", "intake")


def measured(part: str, path: Path) -> tuple[float, float, float]:
    """Do a part in a process of its own: seconds by the clock and of the processor, and bytes."""
    command = [sys.executable, "-m", "benchmarks.intake", "--part", part, "--file", str(path)]
    begun = time.perf_counter()
    child = subprocess.Popen(command)
    most = [0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.02):
            most[0] = max(most[0], sum(map(_resident, _family(child.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, used = os.wait4(child.pid, 0)
    ended.set()
    watcher.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{part} failed")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, most[0]


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            told = children.read_text()
        except OSError:
            continue
        for child in told.split():
            yield from _family(int(child))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def main(rows: int, parts: Sequence[str]) -> None:
    """Make the file, do every part, and print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.csv"
        make(path, rows)
        print(
            f"{rows:,} synthetic rows of {len(HEADER)} columns, {path.stat().st_size / 1e6:,.0f} MB"
        )
        base = 0.0
        for part in parts:
            wall, used, memory = measured(part, path)
            base = base or wall
            print(
                f"{part:8} {wall:8.1f} s by the clock, {used:8.1f} s of the processor, "
                f"{memory / 1e6:6,.0f} MB, {wall / base:6.1f} x",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--steps", action="store_true")
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.part:
        print(f"{PARTS[asked.part](asked.file):,} rows", file=sys.stderr)
    elif asked.steps:
        main(asked.rows, ("steps",))
    else:
        main(asked.rows, MEASURED[:2] if asked.read_only else MEASURED)
