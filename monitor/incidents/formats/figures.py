"""Where in a file of counts its figures stand, by the declaration of its format."""

from monitor.incidents.bulletins.layout import SAID, TEXTS, WINDOW, Places
from monitor.incidents.formats.placed import Placed
from monitor.incidents.opened.known import plain


def places_of(over: Placed) -> Places:
    """Return where the figures of a table of counts stand; none in one that is not of counts."""
    one = over.declaration
    if one.record != "count":
        return Places(over.header, (), (), (), ())
    each = [(name, filled) for p in over.each for name, filled in p.declaration.columns.items()]

    def at(*columns: str) -> tuple[int, ...]:
        named = [
            name
            for column, filled in each
            if column in columns
            for choice in filled.choices
            for name in choice.of
        ]
        return tuple(dict.fromkeys(over.at[plain(n)] for n in named if plain(n) in over.at))

    row, whole = (
        tuple(over.at[plain(name)] for name in names if plain(name) in over.at)
        for names in (one.sums, one.totals)
    )
    figures, said = at("value"), at(*SAID)
    texts = set(at(*TEXTS)) - set(said)
    no_words = {*figures, *row, *whole, *texts}
    named = tuple(at for at in range(len(over.header)) if at not in no_words)
    return Places(over.header, figures, said, at(*WINDOW), named, row, whole)
