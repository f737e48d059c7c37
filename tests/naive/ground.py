"""Where an event was: in an area that is given by its units."""

from collections.abc import Sequence

from monitor.agreements.model import Area
from tests.naive.actors import Truth, agreed
from tests.naive.events import Event


def stands_in(area: Area, event: Event) -> Truth:
    """Whether the event was in the area: true of all stated places, false of all, or None."""
    if area.unpublished:
        return None
    return agreed(_in_codes(area.pcodes, code) for code in event.pcodes)


def _in_codes(codes: Sequence[str], code: str | None) -> Truth:
    if code is None:
        return None
    if any(code.startswith(each) for each in codes):
        return True
    return None if any(each.startswith(code) for each in codes) else False
