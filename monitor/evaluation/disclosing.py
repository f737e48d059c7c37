"""What may be given to anybody: a subject on which nothing bears that is not public."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, reduce
from typing import Any

from monitor.agreements.model import Agreement
from monitor.evaluation.bears import Bears, on_condition, on_force, on_noted, on_phase
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from monitor.incidents.span import FOREVER, TICK
from monitor.incidents.vocabulary import Handling

Version = Known[Any]
"""A version of a record of any kind."""

_NOW = FOREVER - TICK
"""A moment at which everything stands that was not undone."""


@dataclass(frozen=True)
class Closed:
    """The records that are, or were, not public.

    Attributes:
        versions: Every version of each of them, undone ones too, oldest knowledge first; None
            where there are too many to look at, and nothing can be given.
        linked: The keys of those reports among them that a link names.
        watching: The sources for which publishing is a watch.
    """

    versions: Sequence[Version] | None
    linked: Collection[str] = frozenset()
    watching: Collection[str] = frozenset()

    def bear_on(self, bears: Bears, since: datetime, until: datetime) -> bool:
        """Whether a record may bear on something said by what was known from `since` to `until`.

        One that was not public at any moment between the two, both included, or is not now.
        """
        if self.versions is None:
            return True
        if (since, until) not in self._found:
            self._found[since, until] = tuple(self._between(since, until))
        return any(self._has(bears, one) for one in self._found[since, until])

    def _has(self, bears: Bears, record: Record) -> bool:
        linked, watching = record.key in self.linked, record.source in self.watching
        return bears.has(record, linked=linked, watching=watching)

    def _between(self, since: datetime, until: datetime) -> Iterator[Record]:
        """Yield all that the records which were not public had said by then."""
        for versions in self._by_record.values():
            known = [one for one in versions if one.known_from <= until]
            counted = [*_counted(known, since, until)]
            if counted and not _public([*counted, *_newest(versions, _NOW)]):
                yield from (one.record for one in known)

    @cached_property
    def _found(self) -> dict[tuple[datetime, datetime], tuple[Record, ...]]:
        """What was found between two moments: many things are said of the same."""
        return {}

    @cached_property
    def _by_record(self) -> Mapping[tuple[str, str], list[Version]]:
        found: dict[tuple[str, str], list[Version]] = {}
        for one in self.versions or ():
            found.setdefault((one.record.record, one.record.key), []).append(one)
        return found


@dataclass(frozen=True, slots=True)
class Text:
    """The terms of an agreement since when they counted, and whether anybody may see them.

    `variants` are the terms under each rival reading.
    """

    since: datetime
    terms: Agreement
    public: bool
    variants: Mapping[str, Agreement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Disclosing:
    """Says what may be given of one agreement; `texts` are those that ever counted, oldest first.

    Whatever was said by what was known up to `until`, and compares with what was known at
    `since`, is given where all of it was public at both, between them, and now.
    """

    texts: Sequence[Text]
    closed: Closed

    def read_as(self, reading: str | None) -> "Disclosing":
        """Return what says it of what is said under a reading; None is the open one."""
        if reading is None:
            return self
        return replace(
            self,
            texts=[replace(one, terms=one.variants.get(reading, one.terms)) for one in self.texts],
        )

    def condition(self, name: str, since: datetime, until: datetime) -> bool:
        """Whether what is said of a condition may be given, in any scope."""
        return self._may(since, until, [on_condition(one, name) for one in self._of(since, until)])

    def phase(self, name: str, since: datetime, until: datetime) -> bool:
        """Whether what is said of a phase may be given, for any holder."""
        return self._may(since, until, [on_phase(one, name) for one in self._of(since, until)])

    def force(self, since: datetime, until: datetime) -> bool:
        """Whether it may be said whether the agreement is in force."""
        return self._may(since, until, [on_force(one) for one in self._of(since, until)])

    def noted(self, what: str, key: str, since: datetime, until: datetime) -> bool:
        """Whether what is told beside the verdicts of an incident or record may be given."""
        texts = self._of(since, until)
        return self._may(since, until, [on_noted(one, what, key) for one in texts])

    def _may(self, since: datetime, until: datetime, bearing: Sequence[Bears | None]) -> bool:
        known = [one for one in bearing if one is not None]
        if not known or not all(one.public for one in self._counted(since, until)):
            return False
        return not self.closed.bear_on(reduce(Bears.and_of, known), since, until)

    def _of(self, since: datetime, until: datetime) -> list[Agreement]:
        return [one.terms for one in self._counted(since, until)]

    def _counted(self, since: datetime, until: datetime) -> Sequence[Text]:
        """Return the texts that counted at some moment between the two, and the one of now."""
        ends = [*(one.since for one in self.texts[1:]), FOREVER]
        return [
            one
            for one, end in zip(self.texts, ends, strict=True)
            if (one.since <= until and since < end) or end is FOREVER
        ]


def _public(versions: Iterable[Version]) -> bool:
    return all(one.record.handling is Handling.PUBLIC for one in versions)


def _counted(known: Sequence[Version], since: datetime, until: datetime) -> Iterator[Version]:
    """Yield the versions that counted at some moment between the two, or came between them.

    Of one that was taken out as if it had never been, nobody knows when that was.
    """
    for one in known:
        came, went = since < one.known_from, since < one.known_to <= until
        vanished = one.known_to <= one.known_from and since < until
        if came or went or vanished:
            yield one
    for moment in (since, until):
        yield from (one for one in _newest(known, moment) if not one.record.withdrawn)


def _newest(versions: Sequence[Version], known: datetime) -> Sequence[Version]:
    """Return the version that stands at a moment; none where there is none."""
    standing = [one for one in versions if one.stands(known)]
    return [max(standing, key=lambda one: one.rank)] if standing else []
