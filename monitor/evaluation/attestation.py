"""Duties that no incident shows: what was attested of them, by whom, and whether it is fresh."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Attested
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.classify import Classifier
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.names import normal
from monitor.incidents.record import Attestation

ADHERENCE = "adherence"
"""What a party attests when it certifies that a day was kept."""


def accepted(
    attested: Attested, classifier: Classifier, given: Sequence[Attestation]
) -> list[Attestation]:
    """Return the attestations of a duty by those who are accepted, by when they begin to hold.

    `given` holds this agreement's attestations, oldest knowledge first; of two about one time
    the later known stands later.
    """
    own = (record for record in given if record.what == attested.what)
    spoken = [record for record in own if speaks(record, attested.by, classifier)]
    return sorted(spoken, key=_begins)


def judge_attested(
    attested: Attested, spoken: Sequence[Attestation], at: datetime
) -> tuple[Verdict, Cause, Attestation | None]:
    """Judge a duty by the newest of the accepted attestations that had begun to hold by `at`."""
    begun = bisect_right(spoken, at, key=_begins)
    if not begun:
        return Verdict.UNDETERMINED, Cause.NONE_ON_RECORD, None
    newest = spoken[begun - 1]
    if at - newest.during.end > attested.fresh_for.elapsed:
        return Verdict.UNDETERMINED, Cause.STALE, newest
    if newest.holds:
        return Verdict.KEPT, Cause.ATTESTED, newest
    return Verdict.BREACHED, Cause.DENIED, newest


def _begins(record: Attestation) -> datetime:
    return record.during.start


def speaks(record: Attestation, accepted: Sequence[str], classifier: Classifier) -> bool:
    """Whether an attestation is the word of one of these parties or sources."""
    local = classifier.calendar.local(record.during.start)
    named = normal(record.by) in {normal(name) for name in accepted}
    return named or classifier.roster.resolve(record.by, local) in accepted


def certified_days(
    classifier: Classifier,
    given: Sequence[Attestation],
    party: str,
    days: Sequence[MonitoringDay],
) -> list[bool]:
    """Return for each day whether the party attested adherence over all of it.

    A later attestation by the party that it did not hold, touching the day, takes it back.
    """
    own = [
        record
        for record in given
        if record.what == ADHERENCE and speaks(record, (party,), classifier)
    ]
    ends, starts = [day.end for day in days], [day.start for day in days]
    touching: list[list[Attestation]] = [[] for _ in days]
    for record in own:
        first, last = (
            bisect_right(ends, record.during.start),
            bisect_right(starts, record.during.last),
        )
        for position in range(first, last):
            touching[position].append(record)
    return [_certified(*pair) for pair in zip(touching, days, strict=True)]


def _certified(touching: Sequence[Attestation], day: MonitoringDay) -> bool:
    """Return what attestations that touch a day, oldest knowledge first, come to in the end."""
    certified = False
    for record in touching:
        if not record.holds:
            certified = False
        elif record.during.start <= day.start and day.end <= record.during.end:
            certified = True
    return certified
