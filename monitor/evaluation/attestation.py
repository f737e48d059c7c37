"""Duties that no incident shows: what was attested of them, by whom, and whether it is fresh."""

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


def judge_attested(
    attested: Attested, classifier: Classifier, given: Sequence[Attestation], at: datetime
) -> tuple[Verdict, Cause, Attestation | None]:
    """Judge a duty by the newest attestation of it that had begun to hold by `at`.

    `given` holds this agreement's attestations, oldest knowledge first; of two about one time
    the later known counts.
    """
    accepted = [
        (record.during.start, position, record)
        for position, record in enumerate(given)
        if record.what == attested.what
        and record.during.start <= at
        and speaks(record, attested.by, classifier)
    ]
    if not accepted:
        return Verdict.UNDETERMINED, Cause.NONE_ON_RECORD, None
    newest = max(accepted, key=lambda found: found[:2])[2]
    if at - newest.during.end > attested.fresh_for.elapsed:
        return Verdict.UNDETERMINED, Cause.STALE, newest
    if newest.holds:
        return Verdict.KEPT, Cause.ATTESTED, newest
    return Verdict.BREACHED, Cause.DENIED, newest


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
    return [_certified(own, day) for day in days]


def _certified(own: Sequence[Attestation], day: MonitoringDay) -> bool:
    certified = False
    for record in own:
        if not record.holds and record.during.touches(day.start, day.end):
            certified = False
        if record.holds and record.during.start <= day.start and day.end <= record.during.end:
            certified = True
    return certified
