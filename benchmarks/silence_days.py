"""The same days of a source that goes silent: as a naive count has them, and as this system."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor.agreements.load import load_text
from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.verdict import Evaluation, Verdict
from monitor.incidents.record import Report
from monitor.incidents.rhythm import Gap
from monitor.incidents.span import FOREVER, TICK
from monitor.service import Outcome, Service, Stated
from monitor.settings import PROJECT
from monitor.views.coming import days_of
from monitor.views.rhythms import gaps_seen
from monitor.views.sources import Sources

ZONE = ZoneInfo("Asia/Damascus")
SIDES = frozenset({"Government of Syria", "Syrian insurgents"})
WEEK = 7
"""Days without a report after which the naive count certifies a truce."""

DAY = timedelta(days=1)

RULES = """
agreement: silence
title: A made-up truce, to show what silence is worth
status: agreed
calendar: {{time_zone: Asia/Damascus, day_starts: "00:00", from: {first}T00:00}}
evidence: {{standard: reported}}
parties:
  government: {{name: Government of Syria, role: party}}
  insurgents: {{name: Syrian insurgents, role: party}}
areas:
{areas}
clauses:
  C-1: {{says: The two sides do not fight each other., provenance: recalled}}
classes:
  fighting: {{by: {{role: party}}, against: {{role: party}}}}
conditions:
  calm_day: {{clause: C-1, limit: {{of: fighting, at_most: 0, each: day}}, per: area}}
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """The same days twice: by governorate (its p-code) and local day.

    Attributes:
        names: The governorates in which the two sides fought, by p-code.
        days: The days, oldest first.
        reported: Days on which a report between the two sides begins.
        naive: Days on which the naive count certifies a truce: the seventh day without one, and
            those after it.
        verdicts: What this system says of each day.
        gaps: The probable gaps, by source.
        lines: What *Today* says of them.
    """

    names: Mapping[str, str]
    days: Sequence[date]
    reported: Mapping[str, frozenset[date]]
    naive: Mapping[str, frozenset[date]]
    verdicts: Mapping[str, Mapping[date, Verdict]]
    gaps: Mapping[str, Sequence[Gap]]
    lines: Sequence[str]

    def certified(self, day: date) -> list[str]:
        """Return the names of the governorates in which the naive count certifies a truce."""
        return [name for area, name in self.names.items() if day in self.naive[area]]

    def said(self, day: date) -> dict[str, int]:
        """Return how many governorates have each verdict on a day."""
        found = [by_day[day].value for by_day in self.verdicts.values()]
        return {verdict: found.count(verdict) for verdict in sorted(set(found))}

    def flagged(self, day: date) -> bool:
        """Whether a probable gap holds the day."""
        return any(gap.first <= day <= gap.last for found in self.gaps.values() for gap in found)


def shown(service: Service, file: Path, first: date, last: date) -> Shown:
    """Take a file into a store, and look at the same days in both ways.

    Raises:
        ValueError: The file is refused.
    """
    stated = Stated(time_zone=ZONE.key)
    taken = service.uploads.take(file.name, file.read_bytes(), actor="bench", stated=stated)
    if taken.outcome is not Outcome.STORED:
        raise ValueError("\n".join([f"{file} is refused.", *map(str, taken.problems())]))
    return looked_at(service, first, last)


def looked_at(service: Service, first: date, last: date) -> Shown:
    """Look at days of the reports in a store, from the first to the last, in both ways."""
    known = FOREVER - TICK
    reports = [found.record for found in service.record.of(Report, known)]
    fought = _fought(reports)
    with (PROJECT / "data" / "places" / "syria.csv").open(encoding="utf-8-sig", newline="") as text:
        named = {row["pcode"]: row["name"] for row in csv.DictReader(text)}
    names = {area: named.get(area, area) for area in sorted(fought)}
    terms = agreement(names, first)
    at = datetime.combine(last + DAY, time(0), ZONE).astimezone(UTC)
    with service.record.looking() as facts:
        official = evaluate(terms, facts, at, known)
    gaps = service.record.gaps(known, at, ZONE)
    sources = Sources.at(terms, {}, at)
    days = [first + n * DAY for n in range((last - first).days + 1)]
    return Shown(
        names,
        days,
        fought,
        {area: certified(fought[area], days) for area in names},
        _verdicts(official),
        gaps,
        list(gaps_seen(days_of(official), gaps, sources, ZONE)),
    )


def agreement(names: Mapping[str, str], first: date) -> Agreement:
    """Return the made-up instrument over these governorates, from a day on."""
    areas = "\n".join(
        f"  {code.lower()}: {{pcodes: [{code}], name: {json.dumps(name)}}}"
        for code, name in names.items()
    )
    return load_text(RULES.format(first=first, areas=areas), "silence.yaml").agreement


def certified(reported: frozenset[date], days: Iterable[date]) -> frozenset[date]:
    """Return the days on which a naive count finds none on them and on the six before."""
    return frozenset(day for day in days if not any(day - n * DAY in reported for n in range(WEEK)))


def _fought(reports: Iterable[Report]) -> dict[str, frozenset[date]]:
    """Return, by governorate, the local days on which a report between the two sides begins."""
    found: dict[str, set[date]] = {}
    for report in reports:
        if set(report.by) == SIDES and len(report.pcodes) == 1:
            day = report.happened.start.astimezone(ZONE).date()
            found.setdefault(report.pcodes[0], set()).add(day)
    return {area: frozenset(days) for area, days in found.items()}


def _verdicts(official: Evaluation) -> dict[str, dict[date, Verdict]]:
    return {
        str(finding.scope).upper(): {judged.day.date: judged.verdict for judged in finding.days}
        for finding in official.findings
    }


def figures(found: Shown) -> list[dict[str, object]]:
    """Return, for each day, what both ways say."""
    return [
        {
            "day": day.isoformat(),
            "naive_certifies": found.certified(day),
            "system": found.said(day),
            "gap_flagged": found.flagged(day),
        }
        for day in found.days
    ]
