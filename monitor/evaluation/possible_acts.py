"""Which acts, were they on record, can bear on a duty, a decision or a count."""

from collections.abc import Iterator

from monitor.agreements.model import By, Condition, Decided, Streak
from monitor.evaluation.changes import NOBODY, Change, What
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.rows import ADHERENCE
from monitor.incidents.record import Attestation, Decision, References
from monitor.incidents.span import Span


def acts_for(matter: Matter, condition: Condition) -> Iterator[Change]:
    """Yield the acts that are missing, and that would take back what there is."""
    at = Span(start=matter.horizon, end=matter.horizon)
    if condition.attested:
        who, what = condition.attested.by[0], condition.attested.what
        yield from (attest(matter, who, what, at, holds=holds) for holds in (True, False))
    if condition.decided:
        yield from _decided(matter, condition.decided, at)
    if condition.by:
        yield from _in_time(matter, condition.by)
    if condition.streak:
        yield from _of_streak(matter, condition.streak)


def _decided(matter: Matter, terms: Decided, at: Span) -> Iterator[Change]:
    """Yield each party's decision, and that it took back one that is on record."""
    given = {matter.deed(one).party for one in matter.decisions(terms) if one.what == terms.what}
    for party in terms.by:
        yield decide(matter, party, terms.what, at)
        if party in given:
            yield decide(matter, party, terms.withdrawals[0], at)


def _in_time(matter: Matter, duty: By) -> Iterator[Change]:
    """Yield that the act is on record: now, or from the beginning."""
    who = duty.said_by[0] if duty.said_by else next(iter(matter.terms.parties))
    for when in (matter.horizon, matter.clock.start):
        at = Span(start=when, end=when)
        if duty.attested is not None:
            yield attest(matter, who, duty.attested, at, holds=True)
        elif duty.decided is not None:
            yield decide(matter, who, duty.decided, at)


def _of_streak(matter: Matter, streak: Streak) -> Iterator[Change]:
    if streak.certified_by and matter.ended:
        over = Span(start=matter.days[0].start, end=matter.ended[-1].end)
        for party in streak.certified_by:
            yield attest(matter, party, ADHERENCE, over, holds=True)
    if streak.reset_by:
        at = Span(start=matter.horizon, end=matter.horizon)
        for party in streak.reset_by.by:
            yield decide(matter, party, streak.reset_by.decided[0], at)


def attest(
    matter: Matter,
    by: str,
    what: str,
    during: Span,
    *,
    holds: bool,
    references: References = (),
) -> Change:
    """Return that somebody said of something whether it is so; on an account, as its source has it.

    The same said of the same time is one record, whatever asks for it.
    """
    word = "yes" if holds else "no"
    return Change(
        What.ACT,
        Attestation(
            id="-".join([by, what, f"{during.start:%Y%m%dT%H%M%S.%f}", *references, word]),
            source=matter.grounds.account or NOBODY,
            agreement=matter.terms.id,
            by=by,
            what=what,
            holds=holds,
            during=during,
            references=references,
        ),
    )


def decide(matter: Matter, by: str, what: str, at: Span, references: References = ()) -> Change:
    """Return that somebody decided something at an instant."""
    return Change(
        What.ACT,
        Decision(
            id="-".join([by, what, f"{at.start:%Y%m%dT%H%M%S.%f}", *references]),
            source=NOBODY,
            agreement=matter.terms.id,
            by=by,
            what=what,
            effective=at,
            references=references,
        ),
    )
