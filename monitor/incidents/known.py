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


def believed(versions: Iterable[Known[R]], known: datetime) -> list[R]:
    """Return the content of each record at `known`, in order of recording, withdrawn ones left out.

    The version with the highest source revision counts; among equals the last recorded.
    """
    newest: dict[str, Known[R]] = {}
    for version in versions:
        if not version.stands(known):
            continue
        key = version.record.key
        other = newest.get(key)
        if other is None or _rank(version) > _rank(other):
            newest[key] = version
    chosen = sorted(newest.values(), key=lambda version: version.order)
    return [version.record for version in chosen if not version.record.withdrawn]


def _rank(version: Known[R]) -> tuple[int, tuple[int, int]]:
    return version.record.revision, version.order
