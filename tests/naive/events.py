"""The events that the reports tell of, as one state of knowledge has them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import TypeVar

from monitor.incidents.known import Known
from monitor.incidents.record import Entry, Link, Range, Record, Report, Review, SourceProfile
from monitor.incidents.vocabulary import Dispute, Grade, Occurrence, Relation
from tests.naive.actors import normal

R = TypeVar("R", bound=Entry)


def standing(versions: Iterable[Known[Record]], kind: type[R], known: datetime) -> list[Known[R]]:
    """Return what each record of a kind says at `known`, oldest knowledge first.

    Of the versions recorded and not undone, the one with the highest source revision counts, of
    these the last known, then the last recorded; a record of which that is withdrawn is left out.
    """
    groups: dict[str, list[Known[R]]] = {}
    for version in versions:
        record: Entry = version.record
        if isinstance(record, kind) and version.known_from <= known < version.known_to:
            taken = Known(record, version.order, version.known_from, version.known_to)
            groups.setdefault(f"{record.source}/{record.id}", []).append(taken)
    found = []
    for group in groups.values():
        counting = max(group, key=lambda each: (each.record.revision, each.known_from, each.order))
        if not counting.record.withdrawn:
            found.append(counting)
    return sorted(found, key=lambda each: (each.known_from, each.order))


Location = tuple[float, float, float | None]
"""Latitude, longitude, and by how many metres they may be off; None where they are as stated."""


@dataclass
class Event:
    """One event: it was in the closed [first, last]; figures are the least and the most."""

    id: str
    first: datetime
    last: datetime
    kinds: set[str | None]
    by: set[str | None]
    against: set[str | None]
    pcodes: set[str | None]
    purposes: set[str | None]
    killed: tuple[int, int | None]
    injured: tuple[int, int | None]
    grade: Grade
    disputed: bool
    weapons: set[str | None]
    claims: set[str | None]
    quantity: tuple[int, int | None]
    references: set[str]
    """What its reports call by name, each as `name=value`."""
    locations: set[Location]
    repeats: bool = False


def events(versions: Sequence[Known[Record]], known: datetime, account: str | None) -> list[Event]:
    """Return every event that stands at `known`; under an account, as that source alone has it."""
    reports = standing(versions, Report, known)
    reviews = standing(versions, Review, known)
    profiles = {each.record.id: each.record for each in standing(versions, SourceProfile, known)}
    if account is not None:
        reports = [each for each in reports if each.record.source == account]
        reviews = []
    pairs = _links(standing(versions, Link, known))
    groups = _told_together(reports, pairs)
    made: list[Event] = []
    owner: dict[str, str] = {}
    for group in groups:
        event = _event([each for each in reports if each.record.key in group], reviews, profiles)
        if event is not None and event.grade is not Grade.REFUTED:
            made.append(event)
            owner.update(dict.fromkeys(group, event.id))
    possible = [
        (owner[first], owner[second])
        for (first, second), relation in pairs.items()
        if relation is Relation.POSSIBLE and first in owner and second in owner
    ]
    for group in _joined([event.id for event in made], possible):
        for event in made:
            if event.id in group and event.id != min(group):
                event.repeats = True
    return made


def told_together(versions: Sequence[Known[Record]], known: datetime) -> list[set[str]]:
    """Return the keys of the reports that tell of one event each, or deny it."""
    links = _links(standing(versions, Link, known))
    return _told_together(standing(versions, Report, known), links)


def _told_together(
    reports: Sequence[Known[Report]], pairs: dict[tuple[str, str], Relation]
) -> list[set[str]]:
    same = [pair for pair, relation in pairs.items() if relation is Relation.SAME]
    return _joined([each.record.key for each in reports], same)


def _links(links: Sequence[Known[Link]]) -> dict[tuple[str, str], Relation]:
    """Return the relation of each unordered pair of reports, as last recorded."""
    newest: dict[tuple[str, str], Relation] = {}
    for each in links:
        first, second = sorted((each.record.first, each.record.second))
        newest[first, second] = each.record.relation
    return newest


def _joined(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[set[str]]:
    """Return the components that the pairs make of the ids; pairs with a stranger join nothing."""
    groups = [{each} for each in ids]
    for first, second in pairs:
        ones = [group for group in groups if first in group]
        others = [group for group in groups if second in group]
        if ones and others and ones[0] is not others[0]:
            groups.remove(others[0])
            ones[0].update(others[0])
    return groups


def _event(
    group: Sequence[Known[Report]],
    reviews: Sequence[Known[Review]],
    profiles: dict[str, SourceProfile],
) -> Event | None:
    """Make one event of its reports; none where every one of them only denies it."""
    asserting = [each.record for each in group if each.record.disputes is None]
    if not asserting:
        return None
    blamed = {normal(name) for report in asserting for name in report.by}
    denials = [
        each
        for each in group
        if each.record.disputes is not None
        and not blamed & _mouthpiece(profiles.get(each.record.source))
    ]
    figures = [each.record for each in denials if each.record.disputes is Dispute.FIGURES]
    keys = {each.record.key for each in group}
    weighed = [each for each in reviews if each.record.report in keys]
    first, last = _when(asserting)
    return Event(
        id=min(keys),
        first=first,
        last=last,
        kinds={kind for report in asserting for kind in report.kinds},
        by=_perpetrators(asserting, [each.record for each in denials]),
        against={name for report in asserting for name in report.against},
        pcodes={code for report in asserting for code in report.pcodes},
        purposes={purpose for report in asserting for purpose in report.purposes},
        killed=_range([report.killed for report in (*asserting, *figures)]),
        injured=_range([report.injured for report in (*asserting, *figures)]),
        grade=_grade(asserting, weighed, profiles),
        disputed=_disputed(asserting, denials, weighed, profiles),
        weapons={weapon for report in asserting for weapon in report.weapons},
        claims={claim for report in asserting for claim in report.claims},
        quantity=_range([report.quantity for report in (*asserting, *figures)]),
        references={each for report in asserting for each in report.references},
        locations={place for report in asserting for place in _places(report)},
    )


def _places(report: Report) -> list[Location]:
    if report.latitude is None or report.longitude is None:
        return []
    return [(report.latitude, report.longitude, report.location_precision)]


def _mouthpiece(profile: SourceProfile | None) -> set[str]:
    return {normal(name) for name in profile.speaks_for} if profile else set()


def _when(asserting: Sequence[Report]) -> tuple[datetime, datetime]:
    """What the spans have in common; where that is nothing, from the first to the last of them."""
    firsts = [report.happened.start for report in asserting]
    lasts = [report.happened.last for report in asserting]
    if max(firsts) <= min(lasts):
        return max(firsts), min(lasts)
    return min(firsts), max(lasts)


def _perpetrators(asserting: Sequence[Report], denials: Sequence[Report]) -> set[str | None]:
    stated: set[str | None] = {name for report in asserting for name in report.by}
    for denial in denials:
        if denial.disputes in {Dispute.ATTRIBUTION, Dispute.UNSAID}:
            stated.update(denial.by or (None,))
    return stated


def _range(stated: Sequence[Range | None]) -> tuple[int, int | None]:
    """Smallest low to largest high of what is stated; one open high, or nothing, leaves it open."""
    ranges = [each for each in stated if each is not None]
    if not ranges:
        return 0, None
    low = min(each.low for each in ranges)
    highs = [each.high for each in ranges if each.high is not None]
    return low, max(highs) if len(highs) == len(ranges) else None


def _grade(
    asserting: Sequence[Report],
    reviews: Sequence[Known[Review]],
    profiles: dict[str, SourceProfile],
) -> Grade:
    grades = [each.record.grade for each in reviews if each.record.grade is not None]
    if grades:
        return grades[-1]
    for one, other in combinations(asserting, 2):
        if independent(profiles.get(one.source), profiles.get(other.source)):
            return Grade.CORROBORATED
    return Grade.REPORTED


def independent(one: SourceProfile | None, other: SourceProfile | None) -> bool:
    """Whether two sources count as two: profiled, not relaying each other, not of one side."""
    if one is None or other is None or one.id == other.id:
        return False
    if one.id in other.relays or other.id in one.relays:
        return False
    return not one.side or one.side != other.side


def _disputed(
    asserting: Sequence[Report],
    denials: Sequence[Known[Report]],
    reviews: Sequence[Known[Review]],
    profiles: dict[str, SourceProfile],
) -> bool:
    """Whether its occurrence is validly disputed: by a review, or by an independent eyewitness."""
    words = [each for each in reviews if each.record.occurrence is not None]
    if words and words[-1].record.occurrence is Occurrence.DISPUTED:
        return True
    for denial in denials:
        record = denial.record
        if record.disputes is not Dispute.OCCURRENCE or not record.own_observation:
            continue
        denier = profiles.get(record.source)
        if not all(independent(denier, profiles.get(each.source)) for each in asserting):
            continue
        if not words or (words[-1].known_from, words[-1].order) < (denial.known_from, denial.order):
            return True
    return False
