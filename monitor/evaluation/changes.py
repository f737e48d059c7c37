"""Single changes of a record, and what the grounds of a verdict become with some of them made."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from monitor.evaluation.grounds import Grounds
from monitor.evaluation.publications import Publications
from monitor.evaluation.watch import Watch
from monitor.incidents.components import components
from monitor.incidents.known import Known
from monitor.incidents.merge import picture
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Record,
    Report,
    Review,
    SourceProfile,
)
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Grade, Relation

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)

NOBODY = "new"
"""The source of records that nobody has put on record: they are only asked what they would do."""


class What(StrEnum):
    """What a change does to the record."""

    WITHOUT = "without"
    CONFIRM = "confirm"
    REFUTE = "refute"
    ADD = "add"
    WATCH = "watch"
    ACT = "act"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `record` is what is put on record, or taken away (WITHOUT and UNDO).

    `incident` is the one it is about, where it is about one.
    """

    what: What
    record: Record
    incident: Incident | None = None


@dataclass(frozen=True)
class Told:
    """The accounts behind some incidents, all as known, oldest knowledge first.

    Closed: no link joins one of the reports to one that is not here. On an account (None: the
    official picture) its own reports and counts alone, and no reviews; `whole` is then the same
    of the whole record, where the grounds have it as well.
    """

    reports: tuple[Known[Report], ...] = ()
    links: tuple[Link, ...] = ()
    reviews: tuple[Known[Review], ...] = ()
    profiles: tuple[SourceProfile, ...] = ()
    counts: tuple[Known[Count], ...] = ()
    published: Publications = field(default_factory=Publications)
    whole: "Told | None" = None

    @cached_property
    def standing(self) -> Sequence[Incident]:
        """What they tell of as they are."""
        return self.incidents()

    @cached_property
    def events(self) -> Sequence[Collection[str]]:
        """The keys of the reports of each event, of those too that only deny it."""
        return components(self._keys, self._joined(Relation.SAME))

    @cached_property
    def perhaps_one(self) -> Sequence[Collection[str]]:
        """The keys of all reports that may come down to one event."""
        pairs = [*self._joined(Relation.SAME), *self._joined(Relation.POSSIBLE)]
        return components(self._keys, pairs)

    @property
    def _keys(self) -> list[str]:
        return [known.record.key for known in self.reports]

    def _joined(self, relation: Relation) -> list[tuple[str, str]]:
        newest = {frozenset((link.first, link.second)): link for link in self.links}
        keys = set(self._keys)
        pairs = [(link.first, link.second) for link in newest.values() if link.relation is relation]
        return [pair for pair in pairs if keys.issuperset(pair)]

    def only(self, keys: Collection[str]) -> "Told":
        """Return these reports alone, and what bears on them; closed if the keys are."""
        reviews = tuple(known for known in self.reviews if known.record.report in keys)
        reports = tuple(known for known in self.reports if known.record.key in keys)
        links = tuple(link for link in self.links if {link.first, link.second} & set(keys))
        return replace(self, reports=reports, reviews=reviews, links=links)

    def incidents(
        self,
        without: Collection[str] = (),
        reviews: Sequence[Review] = (),
        more: Sequence[Report] = (),
    ) -> list[Incident]:
        """Return what they tell of, some reports left out, some reviews and reports added."""
        learnt = [known.known_from for known in self.reports]
        learnt += [known.known_from for known in self.reviews]
        last = max(learnt, default=_LONG_AGO)
        newer = [Known(review, (1 << 40, n), last) for n, review in enumerate(reviews)]
        added = [Known(report, (1 << 40, n), last) for n, report in enumerate(more)]
        reports = [known for known in self.reports if known.record.key not in without]
        profiles = {profile.id: profile for profile in self.profiles}
        return picture([*reports, *added], self.links, [*self.reviews, *newer], profiles)


def changed(given: Grounds, told: Told, changes: Sequence[Change]) -> Grounds:
    """Return the grounds as they were with all of these changes made."""
    undone = {(type(c.record), c.record.key) for c in changes if c.what is What.UNDO}
    acts = [c.record for c in changes if c.what is What.ACT]
    whole = given.whole
    if whole is not None and told.whole is not None:
        whole = changed(whole, told.whole, changes)
    return replace(
        given,
        incidents=_incidents(given, told, changes),
        watches=_watches(given, told, changes),
        counts=tuple(one for one in given.counts if (Count, one.key) not in undone),
        decisions=(
            *(one for one in given.decisions if (Decision, one.key) not in undone),
            *(one for one in acts if isinstance(one, Decision)),
        ),
        attestations=(
            *(one for one in given.attestations if (Attestation, one.key) not in undone),
            *(one for one in acts if isinstance(one, Attestation)),
        ),
        whole=whole,
    )


def _incidents(given: Grounds, told: Told, changes: Sequence[Change]) -> tuple[Incident, ...]:
    without = {c.record.key for c in changes if c.what is What.WITHOUT}
    reviews = [c.record for c in changes if isinstance(c.record, Review)]
    more = [c.record for c in changes if isinstance(c.record, Report) and c.what is What.ADD]
    if not (without or reviews or more):
        return given.incidents
    confirmed = [_confirming(report) for report in more if report.source == NOBODY]
    after = told.incidents(without, [*reviews, *confirmed], more)
    before = {incident.id for incident in told.standing}
    kept = [incident for incident in given.incidents if incident.id not in before]
    return (*kept, *(one for one in after if one.happened.last >= given.since))


def _confirming(report: Report) -> Review:
    return Review(
        id=f"of-{report.id}", source=report.source, report=report.key, grade=Grade.VERIFIED
    )


def _watches(given: Grounds, told: Told, changes: Sequence[Change]) -> tuple[Watch, ...]:
    """Return who watched, where a source that published less, or more, watched by publishing."""
    seen = [c.record for c in changes if isinstance(c.record, Coverage)]
    watches = [Watch(one.source, one.watched.start, one.watched.end) for one in seen]
    known = {("report", one.record.key): one.known_from for one in told.reports}
    known |= {("count", one.record.key): one.known_from for one in told.counts}
    records = [c.record for c in changes if c.what in {What.WITHOUT, What.UNDO}]
    gone = [
        (one.source, (one.published_at, known[one.record, one.key]))
        for one in records
        if (one.record, one.key) in known
    ]
    more = [
        (c.record.source, (c.record.published_at, given.known))
        for c in changes
        if c.what is What.ADD
    ]
    return (*told.published.change(given.watches, gone, more), *watches)
