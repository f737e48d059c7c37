"""Which declared format a file follows, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.opened.known import plain


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format that a file follows.

    `because` are the columns or hashtags that tell it; `others` fit as well, with less.
    """

    declaration: Declaration
    because: tuple[str, ...]
    others: tuple[str, ...] = ()


def recognise(
    header: Sequence[str],
    tags: Sequence[str],
    file: str,
    formats: Mapping[str, Declaration],
) -> Recognised | None:
    """Return the format that asks for most of what the file has; None where none fits whole.

    Of two that ask for as much, the one whose name the file bears comes first.
    """
    fitting = [one for one in formats.values() if _fits(one, header, tags)]
    if not fitting:
        return None
    fitting.sort(key=lambda one: (-_asked(one), not _named(one, file), one.format))
    first, *others = fitting
    because = (*first.known.columns, *first.known.tags)
    return Recognised(first, because, tuple(one.format for one in others))


def nearest(header: Sequence[str], formats: Iterable[Declaration]) -> Declaration | None:
    """Return the format of which most, and at least half, of the telling columns are there."""
    names = {plain(name) for name in header}
    shares = [
        (sum(plain(name) in names for name in one.known.columns) / len(one.known.columns), one)
        for one in formats
        if one.known.columns
    ]
    best = max(shares, key=lambda share: share[0], default=None)
    return best[1] if best and best[0] >= 1 / 2 else None


def covers(tag: str, wanted: str) -> bool:
    """Whether a hashtag is the wanted one, with at least its attributes, in any order."""
    name, *attributes = tag.replace(" ", "").casefold().split("+")
    asked, *needed = wanted.casefold().split("+")
    return name == asked and set(needed) <= set(attributes)


def _fits(one: Declaration, header: Sequence[str], tags: Sequence[str]) -> bool:
    names = {plain(name) for name in header}
    has = all(plain(name) in names for name in one.known.columns)
    barred = any(plain(name) in names for name in one.known.without)
    tagged = all(any(covers(tag, wanted) for tag in tags) for wanted in one.known.tags)
    return has and tagged and not barred and bool(one.known.columns or one.known.tags)


def _asked(one: Declaration) -> int:
    return len(one.known.columns) + len(one.known.tags)


def _named(one: Declaration, file: str) -> bool:
    return any(part.casefold() in file.casefold() for part in one.known.file)
