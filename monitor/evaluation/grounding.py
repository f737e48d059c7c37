"""Gathers the grounds of a verdict: as much of the record as deciding it again can need."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.agreements.circles import named_in
from monitor.agreements.model import Condition, Streak, Unit
from monitor.evaluation.calendar import Interval
from monitor.evaluation.changes import Told
from monitor.evaluation.finding import finding
from monitor.evaluation.grounds import Grounds
from monitor.evaluation.hours import hours_so_far
from monitor.evaluation.publications import Publications
from monitor.evaluation.verdict import DayVerdict, Finding, Verdict
from monitor.evaluation.view import View
from monitor.incidents.record import Attestation, Count, Decision, Link, Report, Review
from monitor.incidents.span import BEGINNING, FOREVER, TICK
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Strength


def grounds(view: View, since: datetime | None = None) -> Grounds:
    """Return the grounds of what a view says, back to `since`; None goes back to the beginning."""
    begin = _beginning(view)
    start = begin if since is None else max(since, begin)
    conditions = view.agreement.conditions.values()
    used = {condition.limit.from_counts for condition in conditions if condition.limit}
    sources = {view.account} if view.account else used
    account = view.account or ""
    around = view.facts.incidents(view.known, start, view.horizon, account)
    under = {view.agreement.id, *view.agreement.also_under}
    return Grounds(
        terms=view.agreement,
        at=view.at,
        known=view.known,
        account=view.account,
        since=start,
        decisions=tuple(
            fact.record
            for fact in view.facts.records(Decision, view.known)
            if fact.record.agreement in under
        ),
        attestations=tuple(
            fact.record
            for fact in view.facts.records(Attestation, view.known)
            if fact.record.agreement in under and view.account in {None, fact.record.source}
        ),
        incidents=tuple(version.incident for version in around) if start < view.horizon else (),
        watches=tuple(
            watch
            for watch in view.lookout.watches
            if watch.start < view.horizon and start < watch.end
        ),
        counts=tuple(
            fact.record
            for fact in view.facts.records(Count, view.known)
            if fact.record.source in sources
        ),
        profiles=tuple(
            profile for source, profile in sorted(view.profiles.items()) if source in sources
        ),
        whole=_whole(view, since),
    )


def _whole(view: View, since: datetime | None) -> Grounds | None:
    """Return the grounds on the whole record, where an account needs them."""
    waiting = any(condition.once for condition in view.agreement.conditions.values())
    if view.account is None or not waiting:
        return None
    return grounds(View(view.agreement, view.facts, view.at, view.known, None), since)


def _beginning(view: View) -> datetime:
    """Return from when on anything can bear on a verdict: baselines and notices look further."""
    if any(map(_from_ever, view.agreement.conditions.values())):
        return BEGINNING
    limits = [condition.limit for condition in view.agreement.conditions.values()]
    times = [limit.baseline.from_ for limit in limits if limit and limit.baseline]
    return _answered(view, min([view.calendar.start, *map(view.calendar.utc, times)]))


def _answering(view: View) -> list[timedelta]:
    """Return how long before an incident something may have come that it answered."""
    terms = [e.paired_within for c in view.agreement.classes.values() for e in c.except_]
    return [length.elapsed for length in terms if length is not None]


def _answered(view: View, start: datetime) -> datetime:
    """Return from when on something can have been answered by what may have happened since."""
    within = _answering(view)
    if not within or start >= view.horizon or start <= BEGINNING:
        return start
    around = view.facts.incidents(view.known, start, view.horizon, view.account or "")
    begun = [version.incident.happened.start for version in around]
    return min([start, *begun]) - max(within)


def _from_ever(condition: Condition) -> bool:
    """Whether incidents count that happened long before the agreement began."""
    notice, by = condition.notice, condition.by
    named = [notice.of.happened] if notice else []
    named += [by.happened, by.of.happened if by.of else None] if by else []
    since, order = condition.since, condition.order
    named += [since.after.happened] if since else []
    named += [order.of.happened, order.other.happened] if order else []
    return any(one is not None for one in named)


def reach(view: View, stood: Finding, window: Interval | None) -> datetime:
    """Return how far back deciding a finding again has to look.

    Args:
        view: From where it was found.
        stood: The finding, as of the horizon.
        window: The window of the day that is explained beside it; None without one.
    """
    condition = view.agreement.conditions[stood.condition]
    barred = stood.verdict is Verdict.NOT_IN_FORCE and not stood.days
    if barred and not _waits(view, condition):
        return view.horizon
    back = _back(view, condition, stood)
    return _answered(view, min(back, window[0]) if window else back)


def _waits(view: View, condition: Condition) -> bool:
    """Whether a condition, or what it counts, waits for another."""
    return any(one.once is not None for one in (condition, view.counted_by(condition)))


def _looks_at_all(view: View, condition: Condition) -> bool:
    """Whether deciding a condition again may take everything from the beginning on."""
    counted = view.counted_by(condition).limit
    if counted is not None and counted.baseline is not None:
        return True
    # What came before the first hour looked at may be an answer itself.
    lengths = (counted and counted.each, condition.streak and condition.streak.for_)
    in_hours = any(length and length.unit is Unit.HOURS for length in lengths)
    chained = in_hours and bool(_answering(view))
    dated_count = condition.at_times and condition.counts is not None
    permits = condition.only_if is not None
    return permits or chained or dated_count or _waits(view, condition)


def _back(view: View, condition: Condition, stood: Finding) -> datetime:
    if _looks_at_all(view, condition):
        return _beginning(view)
    if condition.streak:
        return _of_streak(view, condition.streak, stood)
    if condition.duty or condition.since or _from_ever(condition):
        return BEGINNING if _from_ever(condition) else view.calendar.start
    if condition.gate:
        conditions = view.agreement.conditions
        parts = [
            _back(view, conditions[name], found.stood)
            for name in named_in(condition)
            for scope in {*view.scopes(conditions[name]), stood.scope}
            if scope in view.scopes(conditions[name])
            if (found := finding(view, name, conditions[name], scope)) is not None
        ]
        return min(parts, default=view.horizon)
    return _start(view, stood.condition, stood, stood.days[-1]) if stood.days else view.horizon


def _of_streak(view: View, streak: Streak, stood: Finding) -> datetime:
    """Return the beginning of the window of the day before the longest count there may be."""
    if streak.for_.unit is Unit.HOURS:
        so_far = hours_so_far(view, streak.of, stood.scope)
        return view.horizon - max(so_far) - TICK if so_far else view.horizon
    if view.agreement.conditions[streak.of].duty:
        return _back(view, view.agreement.conditions[streak.of], stood)
    if streak.certified_by or not stood.days:
        return view.horizon
    if streak.reset_by is not None:
        return _start(view, streak.of, stood, stood.days[-1])
    ended = [verdict for verdict in stood.days if verdict.finished]
    most = stood.progress.most if stood.progress else 0
    before = max(0, len(ended) - most - 1)
    return _start(view, streak.of, stood, ended[before] if ended else stood.days[-1])


def _start(view: View, name: str, stood: Finding, verdict: DayVerdict) -> datetime:
    """Return the beginning of all that a limit looks at on a day."""
    return view.window(name, stood.scope, verdict)[0]


def told_of(view: View, incidents: Sequence[Incident]) -> Told:
    """Return the accounts behind incidents, and behind all that links join to them.

    On an account behind all that its source tells of: whatever it publishes, it is taken to
    have watched until then.
    """
    links = [fact.record for fact in view.facts.records(Link, view.known)]
    pairs = [(link.first, link.second) for link in links]
    keys = {key for incident in incidents for key in (incident.id, *incident.reports)}
    if view.account:
        ever = view.facts.incidents(view.known, BEGINNING, FOREVER, view.account)
        keys |= {key for version in ever for key in version.incident.reports}
        keys |= {k for pair in pairs for k in pair if k.startswith(f"{view.account}/")}
    while more := {k for pair in pairs if keys & set(pair) for k in pair} - keys:
        keys |= more
    own = view.account
    reports = view.facts.named(Report, sorted(keys), view.known)
    reviews = view.facts.records(Review, view.known) if own is None else ()
    counts = view.facts.records(Count, view.known)
    return Told(
        reports=tuple(
            known
            for known in sorted(reports, key=lambda known: (known.known_from, known.order))
            if own in {None, known.record.source}
        ),
        links=tuple(link for link in links if {link.first, link.second} & keys),
        reviews=tuple(fact for fact in reviews if fact.record.report in keys),
        profiles=tuple(view.profiles.values()) if own is None else (),
        counts=tuple(known for known in counts if own in {None, known.record.source}),
        published=_published(view),
    )


def _published(view: View) -> Publications:
    """Return what sources published whose publishing is a watch."""
    sources = [
        source
        for source, profile in view.profiles.items()
        if profile.strength is Strength.CERTIFIES_QUIET
    ]
    return Publications(
        {
            source: view.facts.published(source, view.known)
            for source in ([view.account] if view.account else sources)
        },
        view.profiles,
        view.account,
        view.calendar.start,
    )
