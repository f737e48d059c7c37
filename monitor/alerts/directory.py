"""Who sits at which desk, and where links in messages lead, as the file of alerts says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.alerts.desk import Desk, Person

LOOPBACK = "http://127.0.0.1:8501/"


@dataclass(frozen=True, slots=True)
class Directory:
    """The desks and the people at them, by id; `address` begins links, with its last `/`."""

    desks: Mapping[str, Desk] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    address: str = LOOPBACK
