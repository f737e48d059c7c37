"""Pairs of reports that may tell of one event, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.evaluation.explanation import Explanation
from monitor.incidents.possible import Possible, unanswered
from monitor.incidents.record import Link
from monitor.views.exhibits import accounts_of
from monitor.words import doubles, phrasing

MOST = 10
"""How many of the pairs are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Double:
    """Two reports that may tell of one event, in a verdict that counts one of them, or may.

    `incident` is the one that counts, or may; `because` is what the link between them notes: how
    near they are, and in what.
    """

    incident: str
    first: str
    second: str
    source: str
    because: str

    @property
    def line(self) -> str:
        """The pair as a sentence."""
        told = doubles.MAY_BE_ONE if self.because else doubles.MAY_BE_ONE_BARE
        return told.format(first=self.first, second=self.second, note=self.because.rstrip("."))


def doubles_in(explanation: Explanation, links: Iterable[Link]) -> tuple[Double, ...]:
    """Return the pairs that nobody has answered and that touch what counts, or may; each once.

    Args:
        explanation: What a verdict rests on.
        links: Those that stand and name a report of it, oldest knowledge first.
    """
    known, found = list(links), dict[str, Double]()
    for item in (*explanation.certain, *explanation.possible):
        for link in unanswered(known, accounts_of(item.incident)):
            double = Double(item.incident.id, link.first, link.second, link.source, link.note)
            found.setdefault(link.key, double)
    return tuple(found.values())


def doubles_told(found: Sequence[Possible]) -> tuple[str, ...]:
    """Return a line for each pair, the first ones of many; a form has no lines to name."""
    named = [
        (doubles.TOLD if one.line else doubles.TOLD_OF_FORM).format(
            line=one.line,
            report=one.new.key,
            other=one.other.key,
            because=phrasing.listed(one.because),
        )
        for one in found[:MOST]
    ]
    left = len(found) - MOST
    return (*named, doubles.AND_MORE.format(count=left)) if left > 0 else tuple(named)


def with_doubles(counts: str, possible: int) -> str:
    """Write counts of rows, and beside them how many possible duplicates were found."""
    if not possible:
        return counts
    told = phrasing.number(possible, doubles.ONE, doubles.MANY)
    return doubles.BESIDE.format(counts=counts, possible=told)
