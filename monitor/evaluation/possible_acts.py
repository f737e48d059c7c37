"""Which acts, were they on record or not, can bear on a duty or a decision."""

from collections.abc import Iterator

from monitor.agreements.model import By, Condition, Streak
from monitor.evaluation.changes import Change, What
from monitor.evaluation.check.matter import Matter
from monitor.incidents.record import Attestation, Decision
from monitor.incidents.span import Span

NOBODY = "new"
"""The source of records that nobody has put on record: they are only asked what they would do."""


def acts_for(matter: Matter, condition: Condition) -> Iterator[Change]:
    """Yield the acts that are missing, that would take back, and that could fall away."""
    words = _words(condition)
    given = matter.grounds
    yield from (Change(What.UNDO, one) for one in given.decisions if one.what in words)
    yield from (Change(What.UNDO, one) for one in given.attestations if one.what in words)
    at = Span(start=matter.horizon, end=matter.horizon)
    agreement = matter.terms.id
    if condition.attested:
        who, what = condition.attested.by[0], condition.attested.what
        yield from (_attest(agreement, who, what, at, holds=holds) for holds in (True, False))
    if condition.decided:
        for party in condition.decided.by:
            for word in (condition.decided.what, condition.decided.withdrawals[0]):
                yield _decide(agreement, party, word, at)
    if condition.by:
        yield from _in_time(matter, condition.by)
    if condition.streak:
        yield from _of_streak(matter, condition.streak)


def _in_time(matter: Matter, duty: By) -> Iterator[Change]:
    """Yield that the act is on record: now, or from the beginning."""
    who = duty.said_by[0] if duty.said_by else next(iter(matter.terms.parties))
    for when in (matter.horizon, matter.clock.start):
        at = Span(start=when, end=when)
        if duty.attested is not None:
            yield _attest(matter.terms.id, who, duty.attested, at, holds=True)
        elif duty.decided is not None:
            yield _decide(matter.terms.id, who, duty.decided, at)


def _of_streak(matter: Matter, streak: Streak) -> Iterator[Change]:
    if streak.certified_by and matter.ended:
        over = Span(start=matter.days[0].start, end=matter.ended[-1].end)
        for party in streak.certified_by:
            yield _attest(matter.terms.id, party, "adherence", over, holds=True)
    if streak.reset_by:
        at = Span(start=matter.horizon, end=matter.horizon)
        for party in streak.reset_by.by:
            yield _decide(matter.terms.id, party, streak.reset_by.decided[0], at)


def _words(condition: Condition) -> set[str]:
    found: set[str | None] = set()
    if condition.attested:
        found.add(condition.attested.what)
    if condition.decided:
        found |= {condition.decided.what, *condition.decided.withdrawals}
    if condition.by:
        found |= {condition.by.attested, condition.by.decided}
        anchor = condition.by.of
        found |= {anchor.attested, anchor.decided} if anchor else set()
    if condition.streak and condition.streak.reset_by:
        found |= set(condition.streak.reset_by.decided)
    return {word for word in found if word is not None}


def _attest(agreement: str, by: str, what: str, during: Span, *, holds: bool) -> Change:
    id_ = f"{by}-{what}-{during.start:%Y%m%dT%H%M}-{'yes' if holds else 'no'}"
    record = Attestation(
        id=id_, source=NOBODY, agreement=agreement, by=by, what=what, holds=holds, during=during
    )
    return Change(What.ACT, record)


def _decide(agreement: str, by: str, what: str, at: Span) -> Change:
    id_ = f"{by}-{what}-{at.start:%Y%m%dT%H%M}"
    return Change(
        What.ACT,
        Decision(id=id_, source=NOBODY, agreement=agreement, by=by, what=what, effective=at),
    )
