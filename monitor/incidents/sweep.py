"""Every incident over all knowledge time: as it was believed, from one change to the next.

What `merge.picture` says of one state of knowledge is said here of all of them. Each event is
followed by itself, and which of them may be repeats of others is kept up as links come and go:
years of reports that may tell of each other are not looked at anew with every report.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from monitor.incidents.components import components
from monitor.incidents.known import Known, believed, newest
from monitor.incidents.merge import unmarked
from monitor.incidents.record import Entry, Link, Report, Review, SourceProfile
from monitor.incidents.repeating import Marks, Pair, Tie
from monitor.incidents.span import FOREVER
from monitor.incidents.version import Incident, IncidentVersion
from monitor.incidents.vocabulary import Grade, Relation

R = TypeVar("R", bound=Entry)


def incident_versions(
    reports: Sequence[Known[Report]],
    links: Sequence[Known[Link]],
    reviews: Sequence[Known[Review]],
    profiles: Sequence[Known[SourceProfile]],
) -> list[IncidentVersion]:
    """Return every incident of a closed group over all knowledge time.

    A group is closed when no link ever joined a report in it to one outside it. The official
    picture has the account ""; each source's own reports give a second one under its id.
    """
    sources = sorted({known.record.source for known in reports})
    versions: list[IncidentVersion] = []
    for account in ["", *sources]:
        mine = [known for known in reports if account in {"", known.record.source}]
        weighed: tuple[Sequence[Known[Review]], Sequence[Known[SourceProfile]]] = (
            ((), ()) if account else (reviews, profiles)
        )
        stays = [stay for told in _events(mine, links, *weighed) for stay in _sweep(told)]
        ties = _ties(mine, links)
        versions += [replace(one, account=account) for one in _marked(stays, ties)]
    return versions


class _Told(NamedTuple):
    """All that was ever said of what may be one event for certain."""

    reports: list[Known[Report]]
    links: list[Known[Link]]
    reviews: list[Known[Review]]
    profiles: list[Known[SourceProfile]]


class _Stay(NamedTuple):
    """An incident without its mark, and the keys of its accounts, over [since, until)."""

    incident: Incident
    keys: frozenset[str]
    since: datetime
    until: datetime

    @property
    def counted(self) -> bool:
        """Whether it may be a repeat, or have some; what is refuted is out."""
        return self.incident.grade is not Grade.REFUTED


def _events(
    reports: Sequence[Known[Report]],
    links: Sequence[Known[Link]],
    reviews: Sequence[Known[Review]],
    profiles: Sequence[Known[SourceProfile]],
) -> Iterator[_Told]:
    """Yield apart what no link ever said to be the same.

    All versions of a link or a review come along wherever one of them bears on the event: a later
    one may have turned to something else.
    """
    keys = {known.record.key for known in reports}
    same = [
        (known.record.first, known.record.second)
        for known in links
        if known.record.relation is Relation.SAME and _ends(known.record) <= keys
    ]
    event_of = {key: number for number, event in enumerate(components(keys, same)) for key in event}
    told = [_Told([], [], [], []) for _ in range(len(keys))]
    for known in reports:
        told[event_of[known.record.key]].reports.append(known)
    for place, bearing in _bearing(links, event_of, _ends):
        told[place].links.append(bearing)
    for place, weighing in _bearing(reviews, event_of, lambda review: {review.report}):
        told[place].reviews.append(weighing)
    by_source: dict[str, list[Known[SourceProfile]]] = {}
    for profile in profiles:
        by_source.setdefault(profile.record.id, []).append(profile)
    for one in told:
        if one.reports:
            sources = sorted({known.record.source for known in one.reports})
            one.profiles.extend(p for source in sources for p in by_source.get(source, ()))
            yield one


def _ends(link: Link) -> set[str]:
    return {link.first, link.second}


def _bearing(
    versions: Sequence[Known[R]], event_of: Mapping[str, int], about: Callable[[R], set[str]]
) -> Iterator[tuple[int, Known[R]]]:
    """Yield every version with each event that some version of the same record is about."""
    events: dict[str, set[int]] = {}
    for known in versions:
        found = {event_of[key] for key in about(known.record) if key in event_of}
        events.setdefault(known.record.key, set()).update(found)
    for known in versions:
        for event in sorted(events[known.record.key]):
            yield event, known


def _sweep(told: _Told) -> Iterator[_Stay]:
    """Yield what is made of an event, from one change of what was known of it to the next."""
    facts: list[Known[Any]] = [*told.reports, *told.links, *told.reviews, *told.profiles]
    open_: dict[str, _Stay] = {}
    for time in _turns(facts):
        now = {
            incident.id: (incident, keys)
            for incident, keys in unmarked(
                newest(told.reports, time),
                believed(told.links, time),
                newest(told.reviews, time),
                {profile.id: profile for profile in believed(told.profiles, time)},
            )
        }
        for id_, stay in list(open_.items()):
            if now.get(id_) != (stay.incident, stay.keys):
                yield stay._replace(until=time)
                del open_[id_]
        for id_, (incident, keys) in now.items():
            open_.setdefault(id_, _Stay(incident, keys, time, FOREVER))
    yield from open_.values()


def _turns(facts: Iterable[Known[Any]]) -> list[datetime]:
    """Return when something came to be known, or ceased to be, in order."""
    return sorted({t for fact in facts for t in (fact.known_from, fact.known_to)} - {FOREVER})


def _ties(reports: Sequence[Known[Report]], links: Sequence[Known[Link]]) -> list[Tie]:
    """Return when each pair of reports was possibly one event: its newest link counts."""
    keys = {known.record.key for known in reports}
    pairs = {
        frozenset(_ends(known.record))
        for known in links
        if known.record.relation is Relation.POSSIBLE and _ends(known.record) <= keys
    }
    named: dict[Pair, set[str]] = {}
    versions: dict[str, list[Known[Link]]] = {}
    for known in links:
        versions.setdefault(known.record.key, []).append(known)
        pair = frozenset(_ends(known.record))
        if pair in pairs:
            named.setdefault(pair, set()).add(known.record.key)
    return [
        tie
        for pair, links_of in named.items()
        for tie in _tied(pair, [known for key in sorted(links_of) for known in versions[key]])
    ]


def _tied(pair: Pair, links: Sequence[Known[Link]]) -> Iterator[Tie]:
    since: datetime | None = None
    for time in _turns(links):
        said = [link.relation for link in believed(links, time) if _ends(link) == pair]
        possible = bool(said) and said[-1] is Relation.POSSIBLE
        if possible and since is None:
            since = time
        elif since is not None and not possible:
            yield Tie(pair, since, time)
            since = None
    if since is not None:
        yield Tie(pair, since, FOREVER)


def _marked(stays: Sequence[_Stay], ties: Sequence[Tie]) -> Iterator[IncidentVersion]:
    """Yield the incidents with their marks, each from one change of either to the next."""
    open_: dict[str, tuple[Incident, datetime]] = {}
    active: dict[str, Incident] = {}
    marks = Marks()
    for time, moved in _moves(stays, ties):
        for stay in moved.over:
            active.pop(stay.incident.id)
        for stay in moved.begun:
            active[stay.incident.id] = stay.incident
        changed = {stay.incident.id for stay in (*moved.over, *moved.begun)}
        changed |= marks.turn(
            {s.incident.id: s.keys for s in moved.over if s.counted},
            {s.incident.id: s.keys for s in moved.begun if s.counted},
            moved.untied,
            moved.tied,
        )
        for id_ in sorted(changed):
            incident = active.get(id_)
            if incident is not None and marks.repeats(id_):
                incident = replace(incident, repeats=True)
            before = open_.get(id_)
            if before is not None and before[0] != incident:
                yield IncidentVersion(before[0], before[1], time)
                del open_[id_]
            if incident is not None:
                open_.setdefault(id_, (incident, time))
    for incident, since in open_.values():
        yield IncidentVersion(incident, since, FOREVER)


class _Move(NamedTuple):
    """What is over at an instant, and what begins."""

    over: list[_Stay]
    begun: list[_Stay]
    untied: list[Pair]
    tied: list[Pair]


def _moves(stays: Sequence[_Stay], ties: Sequence[Tie]) -> Iterator[tuple[datetime, _Move]]:
    moves: dict[datetime, _Move] = {}

    def at(time: datetime) -> _Move:
        return moves.setdefault(time, _Move([], [], [], []))

    for stay in stays:
        at(stay.since).begun.append(stay)
        at(stay.until).over.append(stay)
    for tie in ties:
        at(tie.since).tied.append(tie.pair)
        at(tie.until).untied.append(tie.pair)
    for time in sorted(moves):
        if time != FOREVER:
            yield time, moves[time]
