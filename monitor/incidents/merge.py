"""From reports, links and reviews to incidents: one event however many tell it.

`picture` gives the incidents at one state of knowledge; `sweep` follows them over all of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from monitor.incidents.components import components
from monitor.incidents.known import Known
from monitor.incidents.names import normal
from monitor.incidents.record import Link, Names, Range, Report, Review, SourceProfile
from monitor.incidents.span import Span
from monitor.incidents.version import Figures, Incident, Location, Stated
from monitor.incidents.vocabulary import Dispute, Grade, Occurrence, Relation

Profiles = Mapping[str, SourceProfile]
"""The profile in force of each source, by source id."""

Account = Known[Report]
"""One source's account of an event, with when it became known."""

_ATTRIBUTION = {Dispute.ATTRIBUTION, Dispute.UNSAID}


def picture(
    reports: Sequence[Account],
    links: Sequence[Link],
    reviews: Sequence[Known[Review]],
    profiles: Profiles,
) -> list[Incident]:
    """Return the incidents that these reports, links and reviews together tell of.

    The newest link of a pair counts, the newest grade and the newest word on a dispute of each
    incident; everything comes oldest knowledge first. Links to reports that are not there
    are without effect.
    """
    relation = _relations(reports, links)
    told = _told(reports, relation)
    incidents = [_incident(accounts, reviews, profiles) for accounts in told]
    return _repeats_marked(incidents, told, _pairs(relation, Relation.POSSIBLE))


def unmarked(
    reports: Sequence[Account],
    links: Sequence[Link],
    reviews: Sequence[Known[Review]],
    profiles: Profiles,
) -> list[tuple[Incident, frozenset[str]]]:
    """Return the same incidents, none marked as a repeat, each with the keys of its accounts."""
    return [
        (
            _incident(accounts, reviews, profiles),
            frozenset(account.record.key for account in accounts),
        )
        for accounts in _told(reports, _relations(reports, links))
    ]


def _relations(reports: Sequence[Account], links: Sequence[Link]) -> dict[frozenset[str], Relation]:
    """Return the newest relation of each pair of reports that are there."""
    keys = {account.record.key for account in reports}
    pairs = ((frozenset((link.first, link.second)), link.relation) for link in links)
    return {pair: relation for pair, relation in pairs if pair <= keys}


def _told(
    reports: Sequence[Account], relation: Mapping[frozenset[str], Relation]
) -> list[list[Account]]:
    """Return the accounts of each event that anybody asserts."""
    by_key = {account.record.key: account for account in reports}
    events = components(by_key, _pairs(relation, Relation.SAME))
    return [
        [by_key[key] for key in sorted(event)]
        for event in events
        if any(by_key[key].record.disputes is None for key in event)
    ]


def _pairs(relation: Mapping[frozenset[str], Relation], which: Relation) -> list[tuple[str, str]]:
    return [(min(pair), max(pair)) for pair, found in relation.items() if found is which]


def _repeats_marked(
    incidents: list[Incident], told: list[list[Account]], possible: list[tuple[str, str]]
) -> list[Incident]:
    """Mark all but the smallest id of those that may be one event; refuted ones are out."""
    incident_of = {
        account.record.key: incident.id
        for incident, accounts in zip(incidents, told, strict=True)
        for account in accounts
        if incident.grade is not Grade.REFUTED
    }
    joined = [
        (incident_of[a], incident_of[b])
        for a, b in possible
        if a in incident_of and b in incident_of
    ]
    first = {
        id_: min(group)
        for group in components({incident.id for incident in incidents}, joined)
        for id_ in group
    }
    return [
        replace(incident, repeats=True) if first[incident.id] != incident.id else incident
        for incident in incidents
    ]


def _incident(
    told: list[Account], reviews: Sequence[Known[Review]], profiles: Profiles
) -> Incident:
    accounts = [account.record for account in told]
    asserting = [report for report in accounts if report.disputes is None]
    denials = _denials(accounts, asserting, profiles)
    counting = [*asserting, *(d for d in denials if d.disputes is Dispute.FIGURES)]
    span, contested = _common([report.happened for report in asserting])
    keys = {report.key for report in accounts}
    weighed = [review for review in reviews if review.record.report in keys]
    grades = [review.record.grade for review in weighed if review.record.grade is not None]
    return Incident(
        id=min(keys),
        reports=tuple(report.key for report in asserting),
        happened=span,
        time_contested=contested,
        kinds=_stated(report.kinds for report in asserting),
        by=_blamed(asserting, denials),
        against=_stated(report.against for report in asserting),
        pcodes=_stated(report.pcodes for report in asserting),
        purposes=_stated(report.purposes for report in asserting),
        killed=_figures(report.killed for report in counting),
        injured=_figures(report.injured for report in counting),
        grade=grades[-1] if grades else _own_grade(asserting, profiles),
        disputed=_occurrence_disputed(told, weighed, profiles),
        weapons=_stated(report.weapons for report in asserting),
        claims=_stated(report.claims for report in asserting),
        quantity=_figures(report.quantity for report in counting),
        references=tuple(sorted({one for report in asserting for one in report.references})),
        locations=tuple(sorted({at for report in asserting if (at := located(report))})),
    )


def alone(report: Report, grade: Grade) -> Incident:
    """Return the incident that one report makes alone, so well established."""
    told = Known(report, (0, 0), report.happened.start)
    return replace(_incident([told], (), {}), grade=grade)


def located(report: Report) -> Location | None:
    """Return where a report's coordinates put the event; None where it gives none."""
    if report.latitude is None or report.longitude is None:
        return None
    return Location(report.latitude, report.longitude, report.location_precision or 0)


def _common(spans: list[Span]) -> tuple[Span, bool]:
    """Return what the spans have in common, or their union and True where nothing is."""
    start, last = max(s.start for s in spans), min(s.last for s in spans)
    if start <= last:
        return Span.between(start, last), False
    return Span.between(min(s.start for s in spans), max(s.last for s in spans)), True


def _stated(values: Iterable[Names]) -> Stated:
    return tuple(sorted({value for names in values for value in names}))


def _denials(accounts: list[Report], asserting: list[Report], profiles: Profiles) -> list[Report]:
    """Return the accounts that dispute something, the replies of those blamed left out."""
    blamed = {name for report in asserting for name in report.by}
    disputing = [report for report in accounts if report.disputes is not None]
    return [report for report in disputing if not _is_reply(report, blamed, profiles)]


def _blamed(asserting: list[Report], denials: list[Report]) -> Stated:
    """Return whom the accounts name; a dispute of that adds its own, or "someone else"."""
    named: set[str | None] = {name for report in asserting for name in report.by}
    for report in denials:
        if report.disputes in _ATTRIBUTION:
            named |= set(report.by) or {None}
    return tuple(sorted(named, key=lambda name: (name is None, name)))


def _is_reply(report: Report, blamed: Iterable[str], profiles: Profiles) -> bool:
    """Whether a denial comes from those whom the accounts blame: shown, without effect."""
    profile = profiles.get(report.source)
    spoken_for = {normal(name) for name in profile.speaks_for} if profile else set()
    return any(normal(name) in spoken_for for name in blamed)


def _figures(ranges: Iterable[Range | None]) -> Figures:
    """Return smallest low to largest high over the stated figures, never a sum."""
    stated = [figure for figure in ranges if figure is not None]
    if not stated:
        return Figures()
    highs = [figure.high for figure in stated if figure.high is not None]
    return Figures(
        low=min(figure.low for figure in stated),
        high=max(highs) if len(highs) == len(stated) else None,
    )


def independent(one: str, other: str, profiles: Profiles) -> bool:
    """Whether two sources stand apart: profiled, neither relays the other, not of one side."""
    a, b = profiles.get(one), profiles.get(other)
    if a is None or b is None or one == other:
        return False
    relayed = one in b.relays or other in a.relays
    return not relayed and (not a.side or normal(a.side) != normal(b.side))


def _own_grade(asserting: list[Report], profiles: Profiles) -> Grade:
    sources = sorted({report.source for report in asserting})
    pairs = ((a, b) for i, a in enumerate(sources) for b in sources[i + 1 :])
    corroborated = any(independent(a, b, profiles) for a, b in pairs)
    return Grade.CORROBORATED if corroborated else Grade.REPORTED


def _occurrence_disputed(
    told: list[Account], reviews: list[Known[Review]], profiles: Profiles
) -> bool:
    """Whether its occurrence is validly disputed.

    By the newest review that speaks to it, or by an independent source that claims to have
    seen for itself and that no review has answered since.
    """
    said = [review for review in reviews if review.record.occurrence is not None]
    if said and said[-1].record.occurrence is Occurrence.DISPUTED:
        return True
    asserting = [account.record for account in told if account.record.disputes is None]
    blamed = {name for report in asserting for name in report.by}
    return any(
        _denies(account.record, asserting, blamed, profiles)
        and not (said and _learnt(said[-1]) > _learnt(account))
        for account in told
    )


def _denies(
    report: Report, asserting: list[Report], blamed: Iterable[str], profiles: Profiles
) -> bool:
    return (
        report.disputes is Dispute.OCCURRENCE
        and report.own_observation
        and not _is_reply(report, blamed, profiles)
        and all(independent(report.source, other.source, profiles) for other in asserting)
    )


def _learnt(fact: Known[Any]) -> tuple[datetime, tuple[int, int]]:
    return fact.known_from, fact.order
