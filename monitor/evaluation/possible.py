"""Which changes of the record can bear on a verdict: one for each record, gap and missing act."""

from collections.abc import Collection, Iterator
from datetime import datetime

from monitor.evaluation.bearing import Bearing, publishes
from monitor.evaluation.changes import NOBODY, Change, Told, What
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.possible_acts import acts_for
from monitor.evaluation.possible_incidents import more_for
from monitor.evaluation.possible_missing import missing_for
from monitor.incidents.record import Coverage, Review
from monitor.incidents.span import Span
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Grade, Occurrence

ORDER = [What.WITHOUT, What.REFUTE, What.CONFIRM, What.ADD, What.WATCH, What.ACT, What.UNDO]


def possible_changes(
    matter: Matter, told: Told, bears: Bearing, events: Collection[Collection[str]]
) -> list[Change]:
    """Return the changes that can bear on a condition, in a fixed order: the latest first.

    Args:
        matter: The grounds, back to the beginning.
        told: The reports behind its incidents.
        bears: What bears on the condition.
        events: The keys of the reports of each event that does.

    Changes of figures, times and places are not among them.
    """
    found: dict[tuple[What, str, str], Change] = {}
    official = matter.grounds.account is None
    every = [
        *_of_events(told, events, official=official),
        *_of_bases(matter, bears),
        *(_watched(matter, bears) if official else ()),
        *_undone(matter, bears),
        *_uncounted(matter, told, bears),
    ]
    for change in every:
        key = (change.what, change.record.record, change.record.key)
        found.setdefault(key, change)
    return sorted(found.values(), key=_order)


def _order(change: Change) -> tuple[int, float, str]:
    happened = change.incident.happened.start.timestamp() if change.incident else 0.0
    return ORDER.index(change.what), -happened, change.record.key


def _of_events(
    told: Told, events: Collection[Collection[str]], *, official: bool
) -> Iterator[Change]:
    """Yield that a report falls away; officially also that what happened is confirmed, refuted."""
    reports = {known.record.key: known.record for known in told.reports}
    standing = {incident.id: incident for incident in told.standing}
    for event in events:
        incident = standing.get(min(event))
        several = len(event) > 1
        if several or incident is None or incident.grade is not Grade.REFUTED:
            yield from (Change(What.WITHOUT, reports[key], incident) for key in sorted(event))
        if not official or incident is None:
            continue
        published = {reports[key].source for key in event} & told.published.by_source.keys()
        if incident.grade is not Grade.REFUTED and (several or published):
            # Of one report it says no more than that the report falls away.
            yield Change(What.REFUTE, _review(incident, Grade.REFUTED), incident)
        if several or incident.grade is not Grade.VERIFIED or incident.disputed:
            yield Change(What.CONFIRM, _review(incident, Grade.VERIFIED), incident)


def _review(incident: Incident, grade: Grade) -> Review:
    return Review(
        id=f"{grade.value}-{incident.id}",
        source=NOBODY,
        report=incident.reports[0],
        grade=grade,
        occurrence=Occurrence.ACCEPTED if grade is Grade.VERIFIED else None,
    )


def _of_bases(matter: Matter, bears: Bearing) -> Iterator[Change]:
    for name, scope in bears.bases:
        condition = matter.terms.conditions[name]
        yield from more_for(matter, condition, scope)
        yield from acts_for(matter, condition)
        yield from missing_for(matter, condition, scope)


def _watched(matter: Matter, bears: Bearing) -> Iterator[Change]:
    """Yield that a time was watched in which something looked for could have gone unseen."""
    begin = _first_watched(matter, bears)
    gaps = {
        gap: None
        for look in bears.looks
        for gap in matter.open_times(look.sought, max(look.since, begin), matter.horizon)
    }
    for since, until in gaps:
        id_ = f"watch-{since:%Y%m%dT%H%M%S.%f}-{until:%Y%m%dT%H%M%S.%f}"
        watched = Span(start=since, end=until)
        yield Change(What.WATCH, Coverage(id=id_, source=NOBODY, watched=watched))


def _first_watched(matter: Matter, bears: Bearing) -> datetime:
    """From when on it is asked who watched: the beginning, or that of a baseline before it."""
    limits = [matter.terms.conditions[name].limit for name, _ in bears.bases]
    times = [limit.baseline.from_ for limit in limits if limit and limit.baseline]
    return max(matter.grounds.since, min([matter.clock.start, *map(matter.clock.instant, times)]))


def _undone(matter: Matter, bears: Bearing) -> Iterator[Change]:
    """Yield that an act was not on record."""
    given = matter.grounds
    yield from (Change(What.UNDO, one) for one in given.decisions if one.what in bears.words)
    yield from (Change(What.UNDO, one) for one in given.attestations if one.what in bears.words)


def _uncounted(matter: Matter, told: Told, bears: Bearing) -> Iterator[Change]:
    """Yield that a figure which a source counted was not on record."""
    given = matter.grounds
    limits = [matter.terms.conditions[name].limit for name, _ in bears.bases]
    measures = {limit.measure for limit in limits if limit}
    start = min((look.since for look in bears.looks), default=given.since)
    for count in given.counts:
        touches = count.window.start < matter.horizon and count.window.last >= start
        if touches and count.source in bears.sources and count.measure in measures:
            yield Change(What.UNDO, count)
    for known in told.counts:
        if publishes(told, bears.looks, known):
            yield Change(What.UNDO, known.record)
