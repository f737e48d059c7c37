"""The tally at scale: our one text against a plain `known_to` + CASE query, cells compared.

    python -m benchmarks.tally [--rows 1000000] [--repeats 7] [--out benchmarks/tally.sql]

Synthetic incidents from a fixed seed over 2018 to 2025: one in ten spans more than a day, one
in five has a second version in knowledge time. Three questions: attacks each day, attacks each
day per area, killed each day. The plain query knows only points: it places an incident on the
day of its first instant and answers "certainly" and "possibly" by the same code lists. Both
run in one process, alternating; the medians and their ratio are printed, and the cells of ours
summed over last days must equal the plain query's.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar, Pieces
from monitor.evaluation.classify import Classifier
from monitor.evaluation.scan import Standpoint
from monitor.evaluation.sql import BASE, timestamp
from monitor.evaluation.tally import Question, Tally
from monitor.incidents.record import Entry
from monitor.incidents.version import IncidentVersion, Stated
from monitor.incidents.vocabulary import KINDS, Grade, Measure

AGREEMENT = Agreement.model_validate(
    {
        "agreement": "synthetic-benchmark",
        "title": "A made-up truce between Northland and Southland",
        "status": "agreed",
        "calendar": {
            "time_zone": "Asia/Damascus", "day_starts": "19:00", "from": "2018-01-01T19:00",
        },
        "parties": {
            "north": {"name": "Northland", "role": "party"},
            "south": {"name": "Southland", "role": "party"},
            "band": {"name": "The Band", "role": "outside"},
        },
        "areas": {f"area_{n:02}": {"pcodes": [f"XX{n:02}"]} for n in range(1, 15)},
        "clauses": {"C-1": {"says": "No attack.", "provenance": "text"}},
        "classes": {
            "attack": {
                "any_kind": ["armed_clash", "shelling", "air_strike", "attack_on_civilians"],
                "by": {"role": "party"},
                "against": {"role": "party", "or": "civilians"},
                "except": [{"purpose": ["medical", "rescue"]}],
            }
        },
        "conditions": {"calm": {"clause": "C-1", "limit": {"of": "attack", "at_most": "0"}}},
    }
)  # fmt: skip
KNOWN = datetime(2025, 6, 30, 12, tzinfo=UTC)
AT = datetime(2025, 12, 31, 16, tzinfo=UTC)
QUESTIONS = {
    "attacks": Question("attack"),
    "attacks per area": Question("attack", per="area"),
    "killed": Question("attack", measure=Measure.KILLED),
}
ACTORS: list[Stated] = [
    (), ("Northland",), ("Southland",), ("The Band",), ("Northland", "Southland"), ("gunmen",),
    ("Northland", "The Band"), (None, "Southland"),
]  # fmt: skip
CODES: dict[str, list[tuple[int, Stated]]] = {
    "kind": [(0, ()), *((n, (kind,)) for n, kind in enumerate(KINDS, 1))],
    "perpetrator": list(enumerate(ACTORS)),
    "victim": list(enumerate([*ACTORS, ("civilians",)])),
    "place": [(0, ()), *((n, (f"XX{n:02}",)) for n in range(1, 15))],
    "purpose": [(0, ()), (1, ("combat",)), (2, ("medical",))],
}
GENERATOR = """
CREATE TABLE incident_versions AS
WITH drawn AS (
    SELECT n,
        TIMESTAMP '2018-01-01 00:00:00' + to_microseconds(CAST(hash(n, 1) % {span} AS BIGINT)) AS t,
        hash(n, 2) AS a, hash(n, 3) AS b, hash(n, 4) AS c, hash(n, 5) AS d, hash(n, 6) AS e
    FROM range({rows}) AS made(n)
)
SELECT 'synthetic/' || n AS incident,
    t + to_hours(CAST(a % 400 AS INTEGER)) AS known_from,
    CASE WHEN b % 5 = 0 THEN t + to_hours(CAST(400 + a % 4000 AS INTEGER))
         ELSE TIMESTAMP '9999-12-31 00:00:00' END AS known_to,
    t AS first_at,
    CASE WHEN c % 10 = 0 THEN t + to_hours(CAST(1 + d % 60 AS INTEGER)) ELSE t END AS last_at,
    CAST(a % {kinds} AS INTEGER) AS kind, CAST(b // 7 % 8 AS INTEGER) AS perpetrator,
    CAST(c // 11 % 9 AS INTEGER) AS victim, CAST(d // 13 % 15 AS INTEGER) AS place,
    CAST(e % 3 AS INTEGER) AS purpose, CAST(1 + e // 5 % 3 AS INTEGER) AS grade,
    CAST(CASE WHEN e // 17 % 20 = 0 THEN 1 ELSE 0 END AS INTEGER) AS disputed,
    CAST(CASE WHEN e // 19 % 50 = 0 THEN 1 ELSE 0 END AS INTEGER) AS repeats,
    CAST(a // 23 % 4 AS INTEGER) AS killed_low,
    CAST(CASE WHEN b // 29 % 6 = 0 THEN -1 ELSE a // 23 % 4 + b // 31 % 5 END AS INTEGER)
        AS killed_high,
    0 AS injured_low, -1 AS injured_high
FROM drawn ORDER BY t
"""


class SyntheticFacts:
    """The made-up record: the dictionary of codes and a connection that runs the text."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def tally(self, sql: str) -> Sequence[tuple[object, ...]]:
        """Run the text."""
        return self._connection.execute(sql).fetchall()

    def codes(self, field: str) -> Sequence[tuple[int, Stated]]:
        """Return the made-up dictionary."""
        return CODES[field]

    def account_code(self, source: str) -> int | None:  # noqa: ARG002 - no accounts here
        """There are no accounts."""
        return None

    def records(self, kind: type[Entry], known: datetime) -> list[object]:  # noqa: ARG002
        """There are no other records."""
        return []

    def published(self, source: str, known: datetime) -> list[object]:  # noqa: ARG002
        """There are no publications."""
        return []

    def incidents(self, *_: object) -> list[IncidentVersion]:
        """No evidence is asked for."""
        return []


def plain(question: Question, zone_changes: Sequence[tuple[datetime, int]]) -> str:
    """Return the plain query: known_to, a CASE over the zone's transitions, one GROUP BY."""
    branches = [
        f"WHEN first_at < {timestamp(until)} THEN CAST(first_at + INTERVAL '{hours}' HOUR AS DATE)"
        for until, hours in zone_changes[:-1]
    ]
    day = (
        f"CASE {' '.join(branches)} "
        f"ELSE CAST(first_at + INTERVAL '{zone_changes[-1][1]}' HOUR AS DATE) END"
    )
    kinds = ", ".join(str(1 + list(KINDS).index(k)) for k in AGREEMENT.classes["attack"].any_kind)
    certain = (
        f"kind IN ({kinds}) AND perpetrator IN (1, 2, 4) AND victim IN (1, 2, 4, 8) "
        "AND purpose = 1 AND grade >= 2 AND disputed = 0 AND repeats = 0"
    )
    measured = {
        Measure.INCIDENTS: f"SUM(CASE WHEN {certain} THEN 1 ELSE 0 END), COUNT(*), 0",
        Measure.KILLED: (
            f"SUM(CASE WHEN {certain} THEN killed_low ELSE 0 END), "
            "SUM(CASE WHEN killed_high >= 0 THEN killed_high ELSE 0 END), "
            "SUM(CASE WHEN killed_high < 0 THEN 1 ELSE 0 END)"
        ),
    }[question.measure]
    keys = f"{day}, place" if question.per else day
    return (
        f"SELECT {keys}, {measured} FROM incident_versions "
        f"WHERE known_from <= {timestamp(KNOWN)} AND {timestamp(KNOWN)} < known_to "
        f"AND first_at < {timestamp(AT)} AND kind IN (0, {kinds}) AND perpetrator <> 3 "
        f"AND victim <> 3 AND purpose <> 2 AND grade >= 1 AND last_at >= "
        f"{timestamp(datetime(2018, 1, 1, 17, tzinfo=UTC))} GROUP BY {keys}"
    )


def zone_changes(calendar: MonitoringCalendar) -> list[tuple[datetime, int]]:
    """Return (until, hours to add) so that the local day from 19:00 is the date of the sum."""
    changes: list[tuple[datetime, int]] = []
    days = calendar.days(AT)
    for day in days:
        hours = (
            24
            - 19
            + int((calendar.local(day.start) - day.start.replace(tzinfo=None)).seconds / 3600)
        )
        until = min(day.end, day.start + timedelta(days=1))
        if changes and changes[-1][1] == hours:
            changes[-1] = (until, hours)
        else:
            changes.append((until, hours))
    return changes


def timed(run: Callable[[], object], repeats: int) -> list[float]:
    """Return the seconds of each run."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return seconds


def main() -> int:
    """Measure, compare the cells and print one line per question."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--out", type=Path, help="write the texts of both queries here")
    options = parser.parse_args()
    connection = duckdb.connect(":memory:")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET TimeZone = 'America/New_York'")
    span = int((datetime(2026, 1, 1) - datetime(2018, 1, 1)).total_seconds() * 1_000_000)  # noqa: DTZ001
    connection.execute(GENERATOR.format(rows=options.rows, span=span, kinds=len(KINDS) + 1))
    calendar = MonitoringCalendar(
        AGREEMENT.calendar, ((datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)),)
    )
    pieces = Pieces.of(calendar.days(AT), AT)
    tally = Tally(
        SyntheticFacts(connection),
        Classifier(AGREEMENT, calendar),
        Standpoint(KNOWN, AT, None, Grade.CORROBORATED),
    )
    different = 0
    for name, question in QUESTIONS.items():
        ours, theirs = tally.sql(question, pieces), plain(question, zone_changes(calendar))
        if options.out:
            with options.out.open("a", encoding="utf-8") as file:
                file.write(f"-- {name}, ours\n{ours};\n-- {name}, plain\n{theirs};\n\n")
        same = cells(connection, ours, question) == cells(connection, theirs, question, named=True)
        different += not same
        mine, plainly = [], []
        for _ in range(options.repeats):
            mine += timed(lambda: connection.execute(ours).fetchall(), 1)  # noqa: B023
            plainly += timed(lambda: connection.execute(theirs).fetchall(), 1)  # noqa: B023
        a, b = statistics.median(mine), statistics.median(plainly)
        verdict = "cells equal" if same else "CELLS DIFFER"
        print(
            f"{options.rows:>10} {name:<18} "
            f"ours {a:.3f} s, plain {b:.3f} s, {a / b:.2f}x, {verdict}"
        )
    return 1 if different else 0


def cells(
    connection: duckdb.DuckDBPyConnection, sql: str, question: Question, *, named: bool = False
) -> dict:
    """Return the cells summed over last days, keyed by first day (and place)."""
    found: dict[object, list[int]] = {}
    first_day = datetime(2018, 1, 2).date()  # noqa: DTZ001
    for row in connection.execute(sql).fetchall():
        day = (row[0] - first_day).days + 1 if named else (row[0] - BASE).days
        key = (max(day, 0), row[-4] if question.per else None)
        sums = found.setdefault(key, [0, 0, 0])
        for n, value in enumerate(row[-3:]):
            sums[n] += int(value)
    return found


if __name__ == "__main__":
    sys.exit(main())
