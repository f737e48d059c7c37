"""Synthetic agreements and records that anybody may see, and what was said of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from schedule_samples import BEGIN, HOUR, attack, attested, opened, record, rules, watch
from store_samples import SetClock

from monitor.agreements.load import Instrument
from monitor.incidents.record import Entry, Record
from monitor.incidents.vocabulary import Handling
from monitor.service import Service
from monitor.service.published import Given

URL = "http://127.0.0.1:8501"
R = TypeVar("R", bound=Entry)

Living = tuple[Service, SetClock]
"""A service, and the clock that it goes by."""


def public(one: R) -> R:
    """The same record, for anybody."""
    return one.model_copy(update={"handling": Handling.PUBLIC})


def public_rules(name: str = "paris", *, handling: str = "public", more: str = "") -> Instrument:
    """An agreement with terms and phases, handled as said."""
    return rules(name, stages=True, more=f"handling: {handling}\n{more}")


def said(service: Service) -> None:
    """Say what there is to say."""
    assert not service.keep_up(actor="scheduler").failed


def given(service: Service, agreement: str = "paris") -> Given:
    """What may be given of an agreement."""
    found = service.published.of(agreement)
    assert found is not None
    return found


STORY: Sequence[tuple[int, Sequence[Record]]] = (
    (30, (watch(0, 24 * 30),)),
    (54, (attested(53),)),
    (60, (attack(59.5),)),
    (80, ()),
    # A report that comes late: what was said of a day that was quiet is corrected.
    (100, (attack(40.5),)),
    (130, ()),
)
"""What is recorded so many hours after BEGIN."""


def lived(
    folder: Path,
    *,
    instrument: Instrument | None = None,
    story: Sequence[tuple[int, Sequence[Record]]] = STORY,
) -> Living:
    """A service over a new store that has lived through a story, every record of it public."""
    clock = SetClock(BEGIN)
    service = opened(folder, clock)
    service.rules.activate(instrument or public_rules(), actor="tester")
    for hour, records in story:
        clock.now = BEGIN + hour * HOUR
        said(service)
        if records:
            record(service, *map(public, records))
            clock.pass_by(HOUR / 60)
            said(service)
    return service, clock
