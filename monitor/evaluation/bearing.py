"""What of a record can bear on a condition: what is looked for, and since when; which acts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.agreements.circles import asked_for_by, named_in
from monitor.agreements.model import Agreement, Condition, Limit, Unit
from monitor.agreements.named import happenings, must_hold
from monitor.evaluation.changes import Told
from monitor.evaluation.check.belonging import Belonging, Sought
from monitor.evaluation.check.limits import hours_before, window_start
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Names
from monitor.evaluation.check.rows import ADHERENCE
from monitor.evaluation.tally import Scope
from monitor.incidents.known import Known
from monitor.incidents.merge import alone
from monitor.incidents.record import Count, Report
from monitor.incidents.version import Incident

_WATCHED = timedelta(days=1)
"""What is published watches no longer than the day by whose end it was."""

Base = tuple[str, Scope]
"""A condition and a scope that it is taken in."""


@dataclass(frozen=True, slots=True)
class Look:
    """Incidents of a kind are looked for that may have happened since an instant."""

    sought: Sought
    since: datetime


@dataclass(frozen=True, slots=True)
class Bearing:
    """What bears on a condition: itself and the conditions it comes down to.

    `words` are those of the acts that can bear on it, `sources` those whose counts do.
    """

    bases: tuple[Base, ...]
    looks: tuple[Look, ...]
    words: frozenset[str]
    sources: frozenset[str]


def bearing(matter: Matter, name: str, scope: Scope) -> Bearing:
    """Return what can bear on a condition in one scope: nothing else can, some of it may not."""
    terms, account = matter.terms, matter.grounds.account
    bases = _bases(matter, name, scope)
    looks = [look for base, plain in bases.items() for look in _looks(matter, base, plain=plain)]
    conditions = [terms.conditions[one] for one, _ in bases]
    limits = [condition.limit for condition in conditions if condition.limit]
    counted = {limit.from_counts or account for limit in limits}
    return Bearing(
        bases=tuple(bases),
        looks=tuple(dict.fromkeys(looks)),
        words=frozenset(word for one in conditions for word in words_of(one)) | _of_all(terms),
        sources=frozenset(source for source in counted if source is not None),
    )


def near(matter: Matter, told: Told, looks: Collection[Look]) -> list[Collection[str]]:
    """Return the keys of the reports of each event that can bear on what is looked for.

    An event is near where it, or one of its reports by itself, may be what is looked for, or where
    to have published one is a watch; and with it all that may be the same event.
    """
    known = {one.record.key: one for one in told.reports}
    standing = {incident.id: incident for incident in told.standing}
    plain = Names(matter.terms, matter.clock)
    asking = [Belonging(matter.terms, names) for names in (matter.names, plain)]

    def sought(incident: Incident) -> bool:
        return any(
            incident.happened.start < matter.horizon
            and incident.happened.last >= look.since
            and any(one.of(incident, look.sought) is not False for one in asking)
            for look in looks
        )

    found: set[str] = set()
    for event in told.events:
        together = standing.get(min(event))
        ways = [together] if together is not None else []
        if together is not None and len(event) > 1:
            asserting = [known[key].record for key in together.reports]
            ways += [alone(report, together.grade) for report in asserting]
        if any(map(sought, ways)) or any(publishes(told, looks, known[key]) for key in event):
            found |= set(event)
    reached = {key for group in told.perhaps_one if found & set(group) for key in group}
    return [event for event in told.events if reached & set(event)]


def publishes(told: Told, looks: Collection[Look], known: Known[Report] | Known[Count]) -> bool:
    """Whether that a record was published is itself a watch over some of what is looked at."""
    if not looks or known.record.source not in told.published.by_source:
        return False
    # With its first word an account begins, and with its last it ends.
    published = known.record.published_at or known.known_from
    since = min(look.since for look in looks)
    return told.published.account is not None or published + _WATCHED > since


def _bases(matter: Matter, name: str, scope: Scope) -> dict[Base, bool]:
    """Return what a condition comes down to, each with whether only its last days matter."""
    found: dict[Base, bool] = {}
    ahead = [(name, scope, True)]
    while ahead:
        one, where, plain = ahead.pop()
        if found.get((one, where)) in {plain, False}:
            continue
        found[one, where] = plain
        condition = matter.terms.conditions[one]
        if condition.streak and (condition.streak.certified_by or condition.streak.reset_by):
            # What is counted there is what parties say, not the days themselves.
            continue
        gated = set(named_in(condition))
        for below in asked_for_by(condition):
            still = plain and below in gated
            ahead += [(below, each, still) for each in _scopes(matter, one, where, below)]
    return found


def _scopes(matter: Matter, name: str, scope: Scope, below: str) -> Collection[Scope]:
    """Return the scopes in which what a condition comes down to may matter to it."""
    condition, other = (matter.terms.conditions[one] for one in (name, below))
    if condition.counts == below:
        return [scope]
    scopes = matter.scopes(other)
    if scope in scopes and below != condition.once:
        return [scope]
    by_party = matter.counted_by(other).judged_per == "party"
    return {*scopes, *(matter.terms.parties if by_party else ())}


def _looks(matter: Matter, base: Base, *, plain: bool) -> Iterator[Look]:
    name, scope = base
    condition = matter.terms.conditions[name]
    counts = condition.limit or condition.pattern
    if counts is not None:
        limit = condition.limit
        within = limit.in_ if limit else None
        since = matter.grounds.since
        if plain and not condition.at_times and not _looks_back(matter.terms, counts.of, limit):
            since = _start(matter, condition)
        yield Look(Sought(counts.of, within, condition.judged_per, scope), since)
    for _, named in happenings(condition):
        if named.happened is not None:
            asked = condition.duty is not None and named == condition.duty.asks
            whose = (condition.per, scope) if asked else (None, None)
            yield Look(Sought(named.happened, None, *whose), matter.grounds.since)
    for class_ in [counts.of] if counts else [one.happened for _, one in happenings(condition)]:
        if class_ is not None and answers(matter.terms, class_):
            # What was answered may be another's, and elsewhere.
            yield Look(Sought(class_), matter.grounds.since)


def answers(terms: Agreement, class_: str) -> bool:
    """Whether it matters to a class what an incident may have answered."""
    return any(one.paired_within is not None for one in terms.classes[class_].except_)


def _looks_back(terms: Agreement, class_: str, limit: Limit | None) -> bool:
    """Whether a limit may hang on what was before its window."""
    return answers(terms, class_) or bool(limit and limit.baseline) or terms.ends is not None


def _start(matter: Matter, condition: Condition) -> datetime:
    """From when on anything bears on what a limit, or a pattern, says of the last day."""
    days, limit, pattern = matter.days, condition.limit, condition.pattern
    each = limit.each if limit else pattern.in_ if pattern else None
    if not days or each is None:
        return matter.grounds.since
    if limit and each.unit is Unit.HOURS:
        return hours_before(matter, limit, days[-1].start)
    return days[window_start(days, len(days) - 1, each.count)].start


def words_of(condition: Condition) -> Iterator[str]:
    """Yield the words of the acts that bear on a condition."""
    if condition.attested:
        yield condition.attested.what
    if condition.decided:
        yield from (condition.decided.what, *condition.decided.withdrawals)
    for _, named in happenings(condition):
        if named.happened is None:
            yield named.word
    for _, holding in must_hold(condition):
        if holding.attested is not None:
            yield holding.attested
        if holding.decided is not None:
            yield from (holding.decided, f"{holding.decided}_withdrawn")
    if condition.streak and condition.streak.reset_by:
        yield from condition.streak.reset_by.decided
    if condition.streak and condition.streak.certified_by:
        yield ADHERENCE


def _of_all(terms: Agreement) -> frozenset[str]:
    """The words of the decisions that bear on everything: on force, and on who is outside."""
    ends = (*terms.ends.decided, *terms.ends.resumed) if terms.ends else ()
    put = [party.excluded for party in terms.parties.values() if party.excluded]
    return frozenset([*ends, *(word for one in put for word in (*one.decided, *one.back))])
