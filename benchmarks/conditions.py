"""How long many conditions take on a long record, and which part of it is the tally.

    python -m benchmarks.conditions [--reports 100000] [--repeats 5] [--profile 25]

Fifty conditions of every kind, and two phases, over three years of a made-up truce; as many
synthetic reports from a fixed seed, with reviews, links, watches, counts, decisions and
attestations. Everything is evaluated at the end of the third year. Printed: the best wall and
processor time of a whole evaluation, and of it the heavy step (the SQL of the tally and fetching
its cells), the reading of other records, and the light step, which is all the rest; with
`--profile` also the functions of the light step that take longest.
"""

import argparse
import cProfile
import pstats
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.snapshot import Snapshot
from monitor.incidents.known import Known
from monitor.incidents.record import RECORD, Record
from monitor.incidents.vocabulary import KINDS
from monitor.store.tables import Tables

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGIN = datetime(2016, 9, 12, 16, tzinfo=UTC)
YEARS = 3
AT = BEGIN + timedelta(days=365 * YEARS)
AREAS = {f"area_{n:02}": {"pcodes": [f"XX{n:02}"]} for n in range(1, 15)}
ACTORS = ("Northland", "Southland", "The Band", "gunmen")
Terms = dict[str, Any]


def limit(of: str, *, per: str = "", **terms: object) -> Terms:
    """Return a limit of at most none, or of what else is given."""
    number = {} if "at_least" in terms else {"at_most": "0"}
    return {"limit": {"of": of, **number, **terms}} | ({"per": per} if per else {})


def streak(of: str, length: str, *, per: str = "", **terms: object) -> Terms:
    """Return a streak of so many days or hours."""
    return {"streak": {"of": of, "for": length, **terms}} | ({"per": per} if per else {})


CONDITIONS: dict[str, Terms] = {
    # limits, 25
    "calm": limit("attack"),
    "calm_by_area": limit("attack", per="area"),
    "calm_by_party": limit("attack", per="party"),
    "few": limit("attack", at_most="40"),
    "few_in_three": limit("attack", at_most="150", each="3 days"),
    "few_in_a_week": limit("attack", at_most="300", each="7 days"),
    "few_in_a_month": limit("attack", at_most="1200", each="28 days"),
    "few_by_area": limit("attack", per="area", at_most="20", each="7 days"),
    "few_by_party": limit("attack", per="party", at_most="150", each="7 days"),
    "fewer_from_when": limit(
        "attack",
        at_most=[{"is": "60", "until": "2017-09-01"}, {"is": "40", "from": "2017-09-01"}],
    ),
    "killed": limit("attack", measure="killed", at_most="30"),
    "killed_in_three": limit("attack", measure="killed", at_most="90", each="3 days"),
    "killed_by_area": limit("attack", per="area", measure="killed", at_most="10", each="7 days"),
    "injured": limit("attack", measure="injured", at_most="30"),
    "no_flights": limit("flight"),
    "no_flights_there": limit("flight", **{"in": "area_03"}),
    "no_flights_by_area": limit("flight", per="area"),
    "no_shells": limit("shells"),
    "no_shells_by_party": limit("shells", per="party"),
    "few_shells": limit("shells", at_most="60", each="7 days"),
    "not_on_aid": limit("on_aid"),
    "not_on_aid_by_area": limit("on_aid", per="area"),
    "some_moves": limit("moves", at_least="1", each="7 days"),
    "some_moves_by_area": limit("moves", per="area", at_least="1", each="28 days"),
    "counted": limit("attack", at_most="40", from_counts="office"),
    # streaks, 11
    "truce": streak("calm", "7 days"),
    "truce_by_area": streak("calm_by_area", "7 days"),
    "truce_by_party": streak("calm_by_party", "14 days"),
    "truce_in_hours": streak("calm", "168 hours"),
    "truce_certified": streak("calm", "7 days", certified_by=["north", "south"]),
    "truce_decided": streak(
        "calm", "30 days", resets="by_decision", reset_by={"decided": "again", "by": ["envoys"]}
    ),
    "few_for_long": streak("few", "28 days"),
    "few_weeks": streak("few_in_a_week", "14 days"),
    "quiet_skies": streak("no_flights", "72 hours"),
    "quiet_skies_by_area": streak("no_flights_by_area", "30 days"),
    "counted_truce": streak("counted", "7 days"),
    # duties and decisions, 8
    "staffed": {"attested": {"what": "staffed", "by": ["un"], "fresh_for": "3 days"}},
    "opened": {"attested": {"what": "opened", "by": ["un", "envoys"], "fresh_for": "30 days"}},
    "satisfied": {"decided": {"what": "satisfied", "by": ["north", "south"]}},
    "pleased": {"decided": {"what": "pleased", "by": ["envoys"]}},
    "maps": {"by": {"attested": "maps", "within": "5 days", "of": "calendar.from"}},
    "lists": {"by": {"decided": "lists", "within": "5 days", "of": "calendar.from"}},
    "after_that": {"by": {"attested": "opened", "within": "72 hours", "of": {"decided": "again"}}},
    "soon": {"by": {"attested": "staffed", "within": "10 days", "of": {"attested": "maps"}}},
    # gates, 6
    "ready": {"all": ["truce", "satisfied", "staffed"]},
    "either": {"any": ["truce_in_hours", "truce_certified"]},
    "most": {"at_least": {"count": "3", "of": ["calm", "no_flights", "not_on_aid", "some_moves"]}},
    "not_pleased": {"all": ["few", {"not": "pleased"}]},
    "everywhere": {"all": ["truce_by_area", "not_on_aid_by_area"], "per": "area"},
    "in_all": {"all": ["ready", {"any": ["either", "most"]}, "everywhere"]},
}

AGREEMENT = Agreement.model_validate(
    {
        "agreement": "synthetic-benchmark",
        "title": "A made-up truce between Northland and Southland",
        "status": "agreed",
        "calendar": {
            "time_zone": "Asia/Damascus", "day_starts": "19:00", "from": "2016-09-12T19:00",
        },
        "parties": {
            "north": {"name": "Northland", "role": "party"},
            "south": {"name": "Southland", "role": "party"},
            "band": {"name": "The Band", "role": "outside"},
            "envoys": {"name": "Envoys", "role": "sponsor"},
        },
        "ends": {"by": ["envoys"]},
        "areas": AREAS,
        "clauses": {"C-1": {"says": "No attack.", "provenance": "text"}},
        "classes": {
            "attack": {
                "any_kind": ["armed_clash", "shelling", "air_strike", "attack_on_civilians"],
                "by": {"role": "party"},
                "against": {"role": "party", "or": "civilians"},
                "except": [{"purpose": ["medical", "rescue"]}],
            },
            "flight": {"any_kind": ["military_flight", "air_strike"], "by": ["north"]},
            "shells": {"any_kind": ["shelling"], "by": {"role": "party"}},
            "on_aid": {"any_kind": ["attack_on_aid"]},
            "moves": {"any_kind": ["weapon_movement"]},
        },
        "conditions": {name: {"clause": "C-1", **told} for name, told in CONDITIONS.items()},
        "phases": {
            "talks": {"opens": {"when": "ready", "by": ["north", "south"]}},
            "withdrawal": {"opens": {"when": "in_all"}},
        },
    }
)  # fmt: skip


def records(reports: int) -> Iterator[Record]:
    """Yield the synthetic record, the same in every run."""
    draw = random.Random(7)  # noqa: S311 - made up, not secret
    length = int((AT - BEGIN) / HOUR)
    for number in range(reports):
        start = BEGIN + draw.randrange(length) * HOUR + timedelta(minutes=draw.randrange(60))
        end = start + (draw.randrange(1, 60) * HOUR if number % 10 == 0 else timedelta(0))
        low = draw.randrange(4)
        told = {
            "source": draw.choice(("office", "watchers", "press")),
            "happened": {"start": start, "end": end},
            "kinds": (draw.choice((*KINDS, "shelling", "armed_clash")),),
            "by": (draw.choice(ACTORS),) if number % 7 else (),
            "against": (draw.choice((*ACTORS, "civilians")),) if number % 5 else (),
            "pcodes": (f"XX{draw.randrange(1, 15):02}",) if number % 20 else (),
            "killed": {"low": low, "high": low + draw.randrange(3)} if number % 4 else None,
        }
        yield _entry("report", f"r{number}", **told)
        if number % 3 == 0:
            grade = draw.choice(("corroborated", "verified", "refuted"))
            key = f"{told['source']}/r{number}"
            yield _entry("review", f"v{number}", source="desk", report=key, grade=grade)
    yield from _acts(draw)


def _acts(draw: random.Random) -> Iterator[Record]:
    """Yield who watched, what was counted, decided and attested."""
    for day in range(365 * YEARS):
        start = BEGIN + day * DAY
        span = {"start": start, "end": start + DAY}
        if day % 11:
            areas = () if day % 3 else tuple(code["pcodes"][0] for code in AREAS.values())
            yield _entry("coverage", f"w{day}", source="watchers", watched=span, areas=areas)
        counted = {"window": span, "measure": "incidents", "value": draw.randrange(60)}
        yield _entry("count", f"c{day}", source="office", **counted)
        for by, what in (("un", "staffed"), ("north", "adherence"), ("south", "adherence")):
            if draw.random() < 0.8:
                said = {"by": by, "what": what, "holds": draw.random() < 0.9, "during": span}
                yield _entry(
                    "attestation",
                    f"{by}{what}{day}",
                    source="desk",
                    agreement="synthetic-benchmark",
                    **said,
                )
        if day % 100 == 50:
            for by, what in (
                ("Envoys", "again"),
                ("Northland", "satisfied"),
                ("Envoys", "pleased"),
            ):
                at = {"start": start, "end": start}
                told = {"agreement": "synthetic-benchmark", "by": by, "what": what}
                yield _entry("decision", f"{by}{what}{day}", source="desk", effective=at, **told)


def _entry(record: str, name: str, **fields: object) -> Record:
    return RECORD.validate_python({"record": record, "id": name, "source": "desk"} | fields)


@dataclass
class Timed:
    """Facts that note how long each kind of question took, in seconds: wall and processor."""

    facts: Tables
    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the tables answer
        """Return a question of the tables, timed."""
        ask: Callable[..., Any] = getattr(self.facts, name)

        def asked(*about: object, **more: object) -> object:
            wall, processor = time.perf_counter(), time.process_time()
            try:
                return ask(*about, **more)
            finally:
                self.spent[name][0] += time.perf_counter() - wall
                self.spent[name][1] += time.process_time() - processor

        return asked


def once(tables: Tables) -> dict[str, tuple[float, float]]:
    """Return wall and processor seconds of one evaluation: whole, heavy, reading and light."""
    timed = Timed(tables)
    wall, processor = time.perf_counter(), time.process_time()
    evaluate(AGREEMENT, Snapshot(timed), AT, AT + 30 * DAY)
    whole = time.perf_counter() - wall, time.process_time() - processor
    heavy = timed.spent.pop("tally")
    reading = [sum(spent[n] for spent in timed.spent.values()) for n in (0, 1)]
    return {
        "whole": whole,
        "heavy": (heavy[0], heavy[1]),
        "reading": (reading[0], reading[1]),
        "light": (whole[0] - heavy[0] - reading[0], whole[1] - heavy[1] - reading[1]),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--profile", type=int, default=0, help="print so many functions")
    asked = parser.parse_args()
    tables = Tables.in_memory(threads=None)
    tables.load(
        Known(record, (1, number), AT + DAY) for number, record in enumerate(records(asked.reports))
    )
    runs = [once(tables) for _ in range(asked.repeats)]
    best = min(runs, key=lambda run: run["whole"][1])
    print(f"{len(CONDITIONS)} conditions, {asked.reports} reports, {365 * YEARS} days")
    for part, (wall, processor) in best.items():
        share = 100 * processor / best["whole"][1]
        print(f"{part:8} {wall:7.3f} s wall {processor:7.3f} s processor {share:5.1f} %")
    if asked.profile:
        profile = cProfile.Profile()
        profile.runcall(evaluate, AGREEMENT, Snapshot(tables), AT, AT + 30 * DAY)
        pstats.Stats(profile).sort_stats("tottime").print_stats(asked.profile)


if __name__ == "__main__":
    main()
