"""Agreements and records small enough to read, for worked examples; all of it made up."""

from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import RECORD, Record

START = datetime(2016, 9, 12, 16, tzinfo=UTC)
"""19:00 in Damascus: day 0 of the worked examples starts here."""
DAY, HOUR, TICK = timedelta(days=1), timedelta(hours=1), timedelta(microseconds=1)
LATER = START + 100 * DAY

Fields = dict[str, Any]


def terms(**conditions: Fields) -> Agreement:
    """Return an agreement of two parties on shelling, with these conditions."""
    return agreement(conditions, {})


def wider(classes: Fields, areas: Fields | None = None, **conditions: Fields) -> Agreement:
    """Return the same agreement with more classes and areas, with these conditions."""
    return agreement(conditions, {}, classes, areas or {})


def agreement(
    conditions: dict[str, Fields],
    phases: dict[str, Fields],
    classes: Fields | None = None,
    areas: Fields | None = None,
) -> Agreement:
    """Return an agreement of two parties on shelling, with these conditions and phases."""
    return Agreement.model_validate(
        {
            "agreement": "small",
            "title": "Small",
            "status": "agreed",
            "calendar": {
                "time_zone": "Asia/Damascus",
                "day_starts": "19:00",
                "from": "2016-09-12T19:00",
            },
            "parties": {
                "government": {"name": "Government", "role": "party", "aliases": ["Army"]},
                "opposition": {"name": "Opposition", "role": "party"},
                "front": {"name": "The Front", "role": "outside"},
            },
            "ends": {"by": ["government"]},
            "areas": {
                "north": {"pcodes": ["SY02"]},
                "south": {"pcodes": ["SY12"]},
                **(areas or {}),
            },
            "clauses": {"C": {"says": "No shelling.", "provenance": "text"}},
            "classes": {
                "attack": {"any_kind": ["shelling"], "by": {"role": "party"}},
                **(classes or {}),
            },
            "conditions": {
                name: {"clause": "C", **condition} for name, condition in conditions.items()
            },
            "phases": phases,
        }
    )


def record(*rows: Fields) -> list[Known[Record]]:
    """Return these rows as recorded one after the other, known long before anything is asked."""
    versions = []
    for number, row in enumerate(rows):
        fields = {"id": f"r{number:02}", "source": "un", **row}
        known_from = START + 50 * DAY
        versions.append(Known(RECORD.validate_python(fields), (1, number), known_from))
    return versions


def report(start: datetime, end: datetime | None = None, **fields: object) -> Fields:
    """Return a report of shelling by the army over [start, end), a point where no end is given."""
    span = {"start": start, "end": end or start}
    told = {"kinds": ("shelling",), "by": ("Army",), "pcodes": ("SY0201",)}
    return {"record": "report", "happened": span, **told, **fields}


def verified(key: str) -> Fields:
    """Return a review that verifies the event a report tells of."""
    return {"record": "review", "report": key, "grade": "verified"}


def watch(start: datetime, end: datetime, **scope: object) -> Fields:
    """Return a record of somebody watching, everything unless a scope is given."""
    return {"record": "coverage", "watched": {"start": start, "end": end}, **scope}


def decision(by: str, what: str, start: datetime, end: datetime | None = None) -> Fields:
    """Return a decision taken in [start, end), at a point where no end is given."""
    span = {"start": start, "end": end or start}
    return {"record": "decision", "agreement": "small", "by": by, "what": what, "effective": span}


def attestation(by: str, what: str, start: datetime, end: datetime | None = None) -> Fields:
    """Return an attestation that something is so, made in [start, end) or at a point."""
    span = {"start": start, "end": end or start}
    told = {"agreement": "small", "by": by, "what": what, "holds": True}
    return {"record": "attestation", "during": span, **told}


CALM: Fields = {"limit": {"of": "attack", "at_most": "0"}}
"""A limit: no attack on any day."""
