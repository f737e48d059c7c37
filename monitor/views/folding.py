"""Many conditions on one page: those of which the same is to be said share a line.

An agreement has dozens of conditions, and of most there is nothing on record on most days. What
differs stands out only where what is alike is said once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.agreements.model import Agreement
from monitor.evaluation.mark import Mark
from monitor.views.conclusions import Conclusion
from monitor.views.marks import Strip

FROM = 3
"""From so many on, conclusions that say the same are one line."""

MOST_ROWS = 10
"""Up to so many rows every strip is drawn, whatever it shows."""

_BARE = {Mark.UNWATCHED, Mark.NOT_IN_FORCE, Mark.NOBODY_ASKED}


def folded(conclusions: Sequence[Conclusion]) -> tuple[Conclusion, ...]:
    """Return the conclusions with those that say the same as one, at the place of the first.

    It reads the other way round: what is said of them first, then their titles. Its *Why* is that
    of the first.
    """
    alike: dict[tuple[str, str], list[Conclusion]] = {}
    for one in conclusions:
        alike.setdefault((one.glyph, one.text), []).append(one)
    told: list[Conclusion] = []
    for one in conclusions:
        those = alike[one.glyph, one.text]
        if len(those) < FROM:
            told.append(one)
        elif those[0] is one:
            told.append(_together(those))
    return tuple(told)


def _together(those: Sequence[Conclusion]) -> Conclusion:
    titles, said = "; ".join(one.title for one in those), those[0].text
    return replace(those[0], title=f"{said[:1].upper()}{said[1:]}", text=titles)


@dataclass(frozen=True, slots=True)
class Rows:
    """The strips that are drawn, and the titles of those that show nothing."""

    drawn: tuple[Strip, ...]
    bare: tuple[str, ...]


def rows(agreement: Agreement, strips: Sequence[Strip], most_days: int) -> Rows:
    """Choose the strips to draw: all of a few; of many those that show anything.

    What another condition counts is always drawn. `most_days` is how many days the chart has room
    for: only these, the last ones, can show anything.
    """
    counted = {terms.counts for terms in agreement.conditions.values() if terms.counts}
    if len(strips) <= MOST_ROWS:
        return Rows(tuple(strips), ())
    bare = [
        strip
        for strip in strips
        if strip.condition not in counted
        and all(day.mark in _BARE for day in strip.days[-most_days:])
    ]
    drawn = tuple(strip for strip in strips if strip not in bare)
    return Rows(drawn, tuple(strip.title for strip in bare))
