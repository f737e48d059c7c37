"""What is looked at of each active agreement, before anything is stored."""

from collections.abc import Mapping
from datetime import datetime

from monitor.service import Service, Would
from monitor.told.recorded import Effects


def looked_at(service: Service) -> dict[str, datetime]:
    """Return the instant of each active agreement: now, or its end where it has ended."""
    now = service.moment()
    return {name: service.verdicts.default_at(name, now) for name in service.rules.instruments}


def effects_of(
    service: Service, looked: Mapping[str, datetime], found: Mapping[str, Would]
) -> Effects:
    """Return each agreement with the moment looked at, and what changes at it."""
    rules = service.rules
    return [(rules.instrument(name).agreement, at, found[name]) for name, at in looked.items()]
