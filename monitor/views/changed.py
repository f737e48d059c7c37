"""What became of the records between two moments of knowledge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from monitor.incidents.known import Known, newest
from monitor.incidents.record import Record

Named = tuple[str, str]
"""A record by its kind and key."""


class How(StrEnum):
    """What became of a record."""

    NEW = "new"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


@dataclass(frozen=True)
class Knowledge:
    """The records known at `known` that may bear on what is looked at, by kind and key."""

    known: datetime
    records: Mapping[Named, Known[Record]] = field(default_factory=dict)

    @classmethod
    def of(cls, known: datetime, records: Iterable[Known[Record]]) -> "Knowledge":
        """Return it of records in any order, each at its newest content."""
        return cls(known, {named(one.record): one for one in records})


@dataclass(frozen=True, slots=True)
class Change:
    """A record that says something now which it did not say then, or nothing any more.

    `record` is as it stands now, or as it stood then where it is gone. `since` is when that
    became known; None where no moment can be named.
    """

    how: How
    record: Record
    since: datetime | None

    @property
    def named(self) -> Named:
        """Its record's kind and key."""
        return named(self.record)


def named(record: Record) -> Named:
    """Return the name of a record among all others."""
    return record.record, record.key


def changes(
    then: Knowledge, now: Knowledge, versions: Mapping[Named, Sequence[Known[Record]]]
) -> tuple[Change, ...]:
    """Return what became known in (then, now], and what stopped being known, oldest first.

    Args:
        then: What was known at the earlier moment.
        now: What was known at the later one.
        versions: Every version of the records that are known then and not now.
    """
    found = [*_appeared(then, now), *_gone(then, now, versions)]
    last = max(then.known, now.known)
    return tuple(sorted(found, key=lambda c: (c.since or last, c.named)))


def _appeared(then: Knowledge, now: Knowledge) -> Iterator[Change]:
    for name, one in now.records.items():
        before = then.records.get(name)
        since = one.known_from if one.known_from > then.known else None
        if before is None:
            yield Change(How.NEW, one.record, since)
        elif before.record != one.record:
            yield Change(How.REVISED, one.record, since)


def _gone(
    then: Knowledge, now: Knowledge, versions: Mapping[Named, Sequence[Known[Record]]]
) -> Iterator[Change]:
    for name, one in then.records.items():
        if name in now.records:
            continue
        history = versions.get(name, ())
        takes_back = [v for v in history if v.stands(now.known) and v.record.withdrawn]
        if takes_back and not newest(history, now.known):
            yield Change(How.WITHDRAWN, one.record, takes_back[-1].known_from)
        else:
            ends = [v.known_to for v in history if then.known < v.known_to <= now.known]
            yield Change(How.UNDONE, one.record, max(ends, default=None))
