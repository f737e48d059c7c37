"""What a file says that nobody knows, told beside how it was read."""

from collections import Counter
from dataclasses import dataclass, field, replace

from monitor.incidents.formats.placed import Placed
from monitor.incidents.gazetteer import by_frequency
from monitor.incidents.opened.how import How
from monitor.words import opening

MOST_NAMED = 20
"""Names of places that are listed where they are not known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rows say that nobody knows: names of places, and values without a meaning."""

    strange: Counter[str] = field(default_factory=Counter)
    unmeant: Counter[str] = field(default_factory=Counter)


def _often(names: Counter[str], text: str) -> str:
    """Tell names with how often they stand, the most frequent first."""
    often = by_frequency(names)
    told = [opening.TIMES_EACH.format(name=name, count=n) for name, n in often[:MOST_NAMED]]
    if len(often) > MOST_NAMED:
        told.append(opening.AND_MORE.format(count=len(often) - MOST_NAMED))
    return text.format(names=", ".join(told))


def how_told(how: How, over: Placed, asked: Asked) -> How:
    """Add what a person should know: what was not read, and what of it is not known."""
    notes = list(how.notes)
    if over.unread:
        notes.append(opening.UNREAD.format(names=", ".join(filter(None, over.unread))))
    if asked.strange:
        notes.append(_often(asked.strange, opening.STRANGE))
    if asked.unmeant:
        notes.append(_often(asked.unmeant, opening.UNMEANT))
    if over.declaration.folds:
        notes.append(opening.FOLDED)
    return replace(how, notes=tuple(notes))
