"""What was known when: records with the interval of knowledge in which they stood."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from monitor.incidents.record import Entry
from monitor.incidents.span import FOREVER

R = TypeVar("R", bound=Entry)


@dataclass(frozen=True, slots=True)
class Known(Generic[R]):
    """One version of a record, believed over [known_from, known_to) unless a later one replaced it.

    `order` is (act, line): the order of recording. `known_to` is FOREVER until the upload
    that brought it is undone.
    """

    record: R
    order: tuple[int, int]
    known_from: datetime
    known_to: datetime = FOREVER

    def stands(self, known: datetime) -> bool:
        """Whether this version had been recorded, and not undone, at `known`."""
        return self.known_from <= known < self.known_to

    @property
    def rank(self) -> tuple[int, datetime, tuple[int, int]]:
        """By which the highest counts: the source's revision, then knowledge, then recording."""
        return self.record.revision, self.known_from, self.order


def believed(versions: Iterable[Known[R]], known: datetime) -> list[R]:
    """Return the content of each record at `known`, oldest knowledge first, withdrawn left out."""
    return [version.record for version in newest(versions, known)]


def newest(versions: Iterable[Known[R]], known: datetime) -> list[Known[R]]:
    """Return the version of each record that counts at `known`, oldest knowledge first.

    The highest source revision counts; among equals the last known, then the last recorded.
    A record whose newest version withdraws it is left out.
    """
    best: dict[str, Known[R]] = {}
    for version in versions:
        if version.stands(known):
            other = best.setdefault(version.record.key, version)
            if version.rank > other.rank:
                best[version.record.key] = version
    standing = [version for version in best.values() if not version.record.withdrawn]
    return sorted(standing, key=lambda version: (version.known_from, version.order))
