"""Single changes of a record, and what the grounds of a verdict become with some of them made."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from monitor.evaluation.grounds import Grounds
from monitor.evaluation.watch import Watch
from monitor.incidents.known import Known
from monitor.incidents.merge import picture
from monitor.incidents.record import (
    Attestation,
    Coverage,
    Decision,
    Link,
    Record,
    Report,
    Review,
    SourceProfile,
)
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Grade

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


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


@dataclass(frozen=True, slots=True)
class Told:
    """The accounts behind some incidents, all as known, oldest knowledge first.

    Closed: no link joins one of the reports to one that is not here.
    """

    reports: tuple[Known[Report], ...] = ()
    links: tuple[Link, ...] = ()
    reviews: tuple[Known[Review], ...] = ()
    profiles: tuple[SourceProfile, ...] = ()

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
    without = {c.record.key for c in changes if c.what is What.WITHOUT}
    reviews = [c.record for c in changes if isinstance(c.record, Review)]
    more = [c.record for c in changes if c.what is What.ADD and isinstance(c.record, Report)]
    incidents = given.incidents
    if without or reviews or more:
        before = {incident.id for incident in told.incidents()}
        after = told.incidents(without, [*reviews, *map(_confirming, more)], more)
        kept = [incident for incident in incidents if incident.id not in before]
        incidents = (*kept, *(i for i in after if i.happened.last >= given.since))
    undone = {(type(c.record), c.record.key) for c in changes if c.what is What.UNDO}
    acts = [c.record for c in changes if c.what is What.ACT]
    seen = [c.record for c in changes if isinstance(c.record, Coverage)]
    watches = [Watch(one.source, one.watched.start, one.watched.end) for one in seen]
    return replace(
        given,
        incidents=incidents,
        watches=(*given.watches, *watches),
        decisions=(
            *(one for one in given.decisions if (Decision, one.key) not in undone),
            *(one for one in acts if isinstance(one, Decision)),
        ),
        attestations=(
            *(one for one in given.attestations if (Attestation, one.key) not in undone),
            *(one for one in acts if isinstance(one, Attestation)),
        ),
    )


def _confirming(report: Report) -> Review:
    return Review(
        id=f"of-{report.id}", source=report.source, report=report.key, grade=Grade.VERIFIED
    )
