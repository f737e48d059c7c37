"""The sample record of September 2016, each record with the time at which it was published."""

from collections.abc import Sequence
from datetime import datetime

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
    Statement,
)
from monitor.service import Service

AGREEMENT = "syria-2016-09"
_KINDS = (
    *(SourceProfile, Report, Count, Statement, Decision, Attestation, Coverage),
    *(Link, Review),
)


def as_published(
    loaded: Service, since: datetime, until: datetime
) -> Sequence[tuple[datetime, Record]]:
    """Return the records of a store that has loaded the sample, in the order of publication.

    What was known by `since` comes first, at that time.
    """
    with loaded.store.facts() as facts:
        times = sorted({since, *facts.arrivals(since, until)})
        found = [
            (at, one.record)
            for at in times
            for kind in _KINDS
            for one in facts.records(kind, at)
            if one.known_from == at or (at == since and one.known_from <= at)
        ]
    return sorted(found, key=lambda one: one[0])
