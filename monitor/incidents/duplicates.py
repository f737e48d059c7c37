"""Reports of different sources that may tell of one event: found, weighed and explained.

A match is a question to a person and never an answer. Until somebody answers, the two are
possibly the same, so that one event told twice never certainly counts twice.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from monitor.incidents.around import by_day, candidates
from monitor.incidents.nearness import USUAL, Match, Nearness, compared
from monitor.incidents.record import Report


def nobody(_: str, __: str) -> bool:
    """Say of no two reports that somebody told them apart."""
    return False


def matches(
    new: Sequence[Report],
    held: Iterable[Report],
    near: Nearness = USUAL,
    *,
    beside: Mapping[str, Collection[str]] | None = None,
    apart: Callable[[str, str], bool] = nobody,
) -> tuple[Match, ...]:
    """Return which of the new reports may tell what another source told, the likeliest first.

    Args:
        new: Reports that have just come; they are compared with each other, too.
        held: Reports that were there before; those of the same keys are passed over.
        near: How near they have to be.
        beside: The keys of those held that are worth comparing, by the key of the new one; None
            where that is not known.
        apart: Whether two are known to tell of two events: the next likeliest takes their place.
    """
    keys = {report.key for report in new}
    there = {one.key: one for one in held if one.key not in keys}
    around = by_day([*new, *(there.values() if beside is None else ())], near)
    found: dict[tuple[str, str], Match] = {}
    for report in new:
        best: defaultdict[str, list[Match]] = defaultdict(list)
        others = [there[key] for key in (beside or {}).get(report.key, ()) if key in there]
        for other in (*candidates(report, around, near), *others):
            match = compared(report, other, near)
            if match is not None and not apart(match.first, match.second):
                best[other.source].append(match)
        for of_source in best.values():
            of_source.sort(key=_likeliest)
            found.update(((one.first, one.second), one) for one in of_source[: near.most])
    return tuple(sorted(found.values(), key=_likeliest))


def _likeliest(match: Match) -> tuple[int, str, str]:
    return -match.score, match.first, match.second
