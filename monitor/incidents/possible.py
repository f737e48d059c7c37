"""Pairs of reports that may tell of one event, as links that nobody has answered yet.

A link that the finder makes is one of a source of its own, so that it is seen whose it is. It
says `possible` and nothing more; whatever a person says of the two stands instead of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from monitor.incidents.components import components
from monitor.incidents.duplicates import matches
from monitor.incidents.nearness import Nearness
from monitor.incidents.record import Link, Record, Report
from monitor.incidents.vocabulary import Relation

FINDER = "duplicate_finder"
"""The source of the links that are found and not told."""


ONCE = Nearness(most=1)
"""Each report is linked to the likeliest of each other source, and to no other.

That is enough: what it may repeat of a source is at most one of its reports, so that with it
out of the certain count no event counts twice; more links would only chain days together.
"""


@dataclass(frozen=True, slots=True)
class Possible:
    """A report that comes, and another that may tell of the same event.

    Attributes:
        line: Of the report that comes, in its file; of the later one where both come.
        new: The report that comes.
        other: The one on record, or on another line of the file.
        score: How near they are, from 5 to 10.
        because: In which ways they agree, the weightiest first.
    """

    line: int
    new: Report
    other: Report
    score: int
    because: tuple[str, ...]

    @property
    def link(self) -> Link:
        """The link to put on record; of one pair it is always the same one."""
        first, second = sorted((self.new.key, self.other.key))
        return Link(
            id=blake2b(f"{first}\n{second}".encode(), digest_size=8).hexdigest(),
            source=FINDER,
            first=first,
            second=second,
            relation=Relation.POSSIBLE,
            note=f"score {self.score} of 10: {'; '.join(self.because)}",
        )


def asserting(records: Iterable[tuple[int, Record]]) -> list[tuple[int, Report]]:
    """Return the reports that say that something was: neither withdrawn nor denials."""
    return [
        (line, record)
        for line, record in records
        if isinstance(record, Report) and not record.withdrawn and record.disputes is None
    ]


def possible(
    new: Sequence[tuple[int, Report]],
    held: Iterable[Report],
    links: Sequence[Link],
    beside: Mapping[str, Collection[str]] | None = None,
) -> tuple[Possible, ...]:
    """Return the pairs to be asked about, in the order of the lines, the likeliest first.

    Args:
        new: Reports that come and were not on record like that, with their lines.
        held: Reports on record of about the same days.
        links: Links that name any of them, withdrawn ones too, oldest knowledge first: two that
            somebody has linked already, the finder included, are left alone.
        beside: The keys of those held that are worth comparing with each new one; None for all.
    """
    lines = {report.key: line for line, report in new}
    reports = {report.key: report for report in held} | {report.key: report for _, report in new}
    told = _Told(links)
    found = []
    coming = [report for _, report in new]
    for match in matches(coming, reports.values(), ONCE, beside=beside, apart=told.apart):
        if told.linked(match.first, match.second):
            continue
        key = max((match.first, match.second), key=lambda key: lines.get(key, -1))
        other = match.first if key == match.second else match.second
        found.append(Possible(lines[key], reports[key], reports[other], match.score, match.because))
    return tuple(sorted(found, key=lambda one: (one.line, -one.score, one.other.key)))


class _Told:
    """What links say of two reports, or of others that tell of the same events as they."""

    def __init__(self, links: Sequence[Link]) -> None:
        relation: dict[tuple[str, str], Relation | None] = {}
        for link in links:
            relation[_pair(link.first, link.second)] = None if link.withdrawn else link.relation
        same = [pair for pair, told in relation.items() if told is Relation.SAME]
        named = {key for pair in relation for key in pair}
        self._event = {key: min(event) for event in components(named, same) for key in event}
        self._linked = {self._events(*pair) for pair in relation}
        self._apart = {
            self._events(*pair) for pair, told in relation.items() if told is Relation.DIFFERENT
        }

    def apart(self, one: str, other: str) -> bool:
        """Whether somebody said that they tell of two events."""
        return self._events(one, other) in self._apart

    def linked(self, one: str, other: str) -> bool:
        """Whether they are one event, or somebody has said something of the two."""
        a, b = self._events(one, other)
        return a == b or (a, b) in self._linked

    def _events(self, one: str, other: str) -> tuple[str, str]:
        return _pair(self._event.get(one, one), self._event.get(other, other))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def unanswered(links: Iterable[Link], keys: Iterable[str]) -> tuple[Link, ...]:
    """Return the `possible` links that touch these reports and that nothing newer answers.

    Args:
        links: All that stand, oldest knowledge first.
        keys: Of the reports.
    """
    named = set(keys)
    newest = {_pair(link.first, link.second): link for link in links}
    return tuple(
        link
        for pair, link in newest.items()
        if link.relation is Relation.POSSIBLE and named.intersection(pair)
    )
