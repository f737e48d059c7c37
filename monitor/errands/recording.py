"""The commands that take in one record each, through the columns of its template."""

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType

from monitor import answers
from monitor.errands.effects import effects_of, looked_at
from monitor.errands.request import Json, Reply, Request
from monitor.errands.standpoint import common_calendar
from monitor.incidents.intake import CellProblem, Intake
from monitor.incidents.templates import TEMPLATES
from monitor.service import Service
from monitor.told import recorded as told

KINDS = MappingProxyType(
    {
        "report": "report",
        "count": "count",
        "say": "statement",
        "decide": "decision",
        "attest": "attestation",
        "cover": "coverage",
        "link": "link",
        "review": "review",
    }
)
"""The commands, with the kind of record that each takes in."""


def record(request: Request, service: Service) -> Reply:
    """Take in one record, or say everything that is wrong with it, or what it would change."""
    kind, now = KINDS[request.command], service.moment()
    given = {name: text for name, text in request.cells("cells").items() if text.strip()}
    cells = {"id": f"form-{now:%Y%m%dT%H%M%S%f}", **given}
    zone = cells.get("time_zone") or _zone(cells, service)
    about: Json = {
        "kind": kind,
        "key": f"{cells.get('source', '').strip()}/{cells['id'].strip()}",
        "time_zone": zone if TEMPLATES[kind].when else None,
    }
    if request.flag("dry_run"):
        return _trial(service, kind, cells, zone, about)
    found = service.uploads.add(kind, cells, actor=request.actor, time_zone=zone)
    if isinstance(found, tuple):
        return _refused(about, found)
    answer: Json = {
        "outcome": "stored" if found.stored else "unchanged",
        "upload": found.upload,
        "possible": found.possible,
        "recorded_at": answers.instant(found.recorded_at),
        "problems": [],
    }
    return Reply(0, about | answer, tuple(told.taken(about, found)))


def _zone(cells: Mapping[str, str], service: Service) -> str | None:
    """Return the zone of times that state none: that of the agreement it is about.

    None where no agreement is named and the active ones have no clock in common: each time has to
    state its own.
    """
    named = service.rules.instruments.get(cells.get("agreement", ""))
    calendar = named.agreement.calendar if named else common_calendar(service)
    return calendar.time_zone if calendar else None


def _refused(about: Json, problems: tuple[CellProblem, ...]) -> Reply:
    answer = {"outcome": "refused", "upload": None, "problems": [asdict(one) for one in problems]}
    return Reply(2, about | answer, notes=tuple(told.refused(problems)))


def _trial(
    service: Service, kind: str, cells: Mapping[str, str], zone: str | None, about: Json
) -> Reply:
    """Say what a record would change of each active agreement; nothing is stored."""
    read = service.uploads.read_record(kind, cells, time_zone=zone)
    if not isinstance(read, Intake):
        return _refused(about, read)
    looked = looked_at(service)
    seen, found = service.uploads.effects(read, looked)
    answer = {
        "outcome": "would_be_stored",
        "upload": None,
        "problems": [],
        "possible": [answers.possible(one) for one in seen.possible],
        **answers.would(looked, found),
    }
    lines = told.trial(about, effects_of(service, looked, found), seen.possible)
    return Reply(0, about | answer, tuple(lines))
