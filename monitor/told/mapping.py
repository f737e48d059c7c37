"""Saved mappings of unknown layouts, as lines of text."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from monitor.errors import one_line
from monitor.service.mappings import SavedMapping
from monitor.views.mapping import state_of
from monitor.words import mapping, times


def saved(found: SavedMapping) -> str:
    """Tell that a mapping was saved, and what that does."""
    text = mapping.SAVED_BEFORE if found.again else mapping.SAVED
    return text.format(name=found.name, version=found.saved.version, act=found.act)


def mappings(found: Sequence[SavedMapping], zone: ZoneInfo) -> Iterator[str]:
    """Tell of every version of every mapping, a line each."""
    for one in found:
        when, version = times.full(one.recorded_at, zone), one.saved.version
        head = mapping.LINE.format(name=one.name, version=version, title=one_line(one.title))
        state = state_of(one.taken_back, newest=one.newest, readable=one.saved.readable)
        yield f"{one.act:>5}  {when}  {one.actor}  {head}; {state}"
    if not found:
        yield mapping.NOTHING_SAVED


def taken_back(name: str, act: int) -> str:
    """Tell that a mapping was taken back."""
    return mapping.TOOK_BACK.format(name=name, act=act)
