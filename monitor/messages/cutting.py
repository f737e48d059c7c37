"""Text cut to so many words: at a word, with a mark that something is left out."""

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 60
"""Characters that a text may have, however few its words: what has no blanks is cut inside."""
PER_WORD = 10
"""Characters for which a word is counted at the most, in what a text may hold."""
SHORTEST = 4
"""Words below which a sentence is rather left out than cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a message, and how it is fitted in.

    Attributes:
        text: The sentence.
        most: Words that it gets at first; what room is left then goes to those that were cut.
        rank: Those of the lowest are fitted in first, whatever the order in which they stand.
        below: Whether it stands in full elsewhere in the message anyhow.
        cut: Whether a part of it has been cut before.
    """

    text: str
    most: int
    rank: int
    below: bool = False
    cut: bool = False


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def cut(text: str, most: int, ellipsis: str) -> str:
    """Return a text of at most so many words, cut at a word, the ellipsis at its end.

    The ellipsis is a word of its own.
    """
    told = text.split()
    if len(told) > most:
        text = " ".join([*told[: max(most - 1, 0)], ellipsis])
    return shortened(text, max(most * PER_WORD, LONGEST), ellipsis)


def shortened(text: str, most: int, ellipsis: str) -> str:
    """Return a text of at most so many characters, cut at a word where it has one to cut at."""
    if len(text) <= most:
        return text
    kept = text[: most - len(ellipsis) - 1].rstrip()
    before, blank, _ = kept.rpartition(" ")
    if blank and len(before) >= most // 2:
        kept = before
    return f"{kept.rstrip()} {ellipsis}" if blank else f"{kept}{ellipsis}"


def fitted(
    pieces: Sequence[Piece], most: int, ellipsis: str
) -> tuple[tuple[str, ...], tuple[Piece, ...]]:
    """Return pieces in at most so many words together, in their order, and those that were cut.

    What no room is left for is left out whole.
    """
    order = sorted(range(len(pieces)), key=lambda n: (pieces[n].rank, n))
    rooms: dict[int, int] = {}
    left = most
    for number in order:
        asked = min(words(pieces[number].text), pieces[number].most)
        if left >= min(asked, SHORTEST):
            rooms[number] = min(asked, left)
            left -= rooms[number]
    for number, room in tuple(rooms.items()):
        more = min(words(pieces[number].text) - room, left)
        rooms[number] += more
        left -= more
    found = {n: cut(pieces[n].text, rooms[n], ellipsis) for n in sorted(rooms)}
    lost = [piece for n, piece in enumerate(pieces) if piece.cut or found.get(n) != piece.text]
    return tuple(found.values()), tuple(lost)
