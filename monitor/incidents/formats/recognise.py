"""Which declared format a file follows, and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    fitting = [one for one in formats.values() if fits(one, header, tags)]
    if not fitting:
        return None
    fitting.sort(key=lambda one: (-_asked(one), not _named(one, file), one.format))
    first, *others = fitting
    because = (*first.known.columns, *told_by(first, header), *first.known.tags)
    return Recognised(first, because, tuple(one.format for one in others))


@dataclass(frozen=True, slots=True)
class Nearly:
    """A format that a file would follow, but for the columns or hashtags that it lacks."""

    title: str
    lacks: tuple[str, ...]


def told_by(one: Declaration, header: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a file that tell a format which is known by one of several each."""
    groups = [{plain(name) for name in group} for group in one.known.one_of]
    return tuple(name for name in header if any(plain(name) in group for group in groups))


def nearly(
    header: Sequence[str], tags: Sequence[str], formats: Collection[Declaration]
) -> Nearly | None:
    """Return the format of which most, and at least half, of what tells it is there.

    None where there is none, or where nothing is lacking. A file with hashtags that has no such
    columns is nearly one that is known by hashtags alone.
    """
    names = {plain(name) for name in header}
    best, least = None, 1 / 2
    for one in formats:
        barred = any(plain(name) in names for name in one.known.without)
        lacks = tuple(name for name in one.known.columns if plain(name) not in names)
        share = len(lacks) / len(one.known.columns) if lacks and not barred else 1.0
        if share < least or (share == least and best is None):
            best, least = Nearly(one.title, lacks), share
    return best or (_nearly_tagged(tags, formats) if any(tags) else None)


def _nearly_tagged(tags: Sequence[str], formats: Iterable[Declaration]) -> Nearly | None:
    for one in formats:
        lacks = tuple(tag for tag in one.known.tags if not any(covers(has, tag) for has in tags))
        if lacks and not one.known.columns:
            return Nearly(one.title, lacks)
    return None


def covers(tag: str, wanted: str) -> bool:
    """Whether a hashtag is the wanted one, with at least its attributes, in any order."""
    name, *attributes = tag.replace(" ", "").casefold().split("+")
    asked, *needed = wanted.casefold().split("+")
    return name == asked and set(needed) <= set(attributes)


def fits(one: Declaration, header: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether a file has all that a format is known by, and nothing that it never has."""
    names = {plain(name) for name in header}
    has = all(plain(name) in names for name in one.known.columns)
    barred = any(plain(name) in names for name in one.known.without)
    each = all(any(plain(name) in names for name in group) for group in one.known.one_of)
    tagged = all(any(covers(tag, wanted) for tag in tags) for wanted in one.known.tags)
    known = one.known
    return (
        has and each and tagged and not barred and bool(known.columns or known.one_of or known.tags)
    )


def _asked(one: Declaration) -> int:
    return len(one.known.columns) + len(one.known.one_of) + len(one.known.tags)


def _named(one: Declaration, file: str) -> bool:
    return any(part.casefold() in file.casefold() for part in one.known.file)
