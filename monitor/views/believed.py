"""One incident: its accounts, how it was believed over time, its links and reviews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.incidents.known import Known
from monitor.incidents.record import Link, Report, Review
from monitor.incidents.version import Incident, IncidentVersion, Stated
from monitor.views.record import established
from monitor.views.sources import Sources
from monitor.views.telling import difference, differences, stated, weighed
from monitor.words import believing, names_of, phrasing, silence, times, why_page


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One source's account of the event, as its newest version known has it."""

    source: str
    when: str
    what: str
    by: str
    against: str
    place: str
    killed: str
    injured: str
    version: str
    published: str
    known: str
    note: str
    citation: str
    record: str


@dataclass(frozen=True, slots=True)
class BeliefLine:
    """The incident as believed over a stretch of knowledge, and what had changed."""

    since: str
    until: str
    changed: str


@dataclass(frozen=True, slots=True)
class TieLine:
    """A link between reports, or a review: who says it, known since when."""

    known: str
    who: str
    what: str
    record: str


def account_lines(
    revisions: Mapping[str, Sequence[Known[Report]]], sources: Sources, zone: ZoneInfo
) -> tuple[AccountLine, ...]:
    """Return the accounts of an incident, first known first; `revisions` by report, oldest first.

    Of every account the newest version is shown, with what it changed.
    """
    newest = [versions[-1] for versions in revisions.values() if versions]
    newest.sort(key=lambda known: (known.known_from, known.record.key))
    return tuple(_account(one, revisions[one.record.key], sources, zone) for one in newest)


def _account(
    known: Known[Report], versions: Sequence[Known[Report]], sources: Sources, zone: ZoneInfo
) -> AccountLine:
    report = known.record
    what = phrasing.kinds(report.kinds)
    if report.disputes:
        what = why_page.DENIES.format(what=names_of.DISPUTES[report.disputes])
    return AccountLine(
        sources.name(report.source),
        times.span(report.happened.start, report.happened.end, zone),
        what,
        phrasing.actors(report.by),
        phrasing.actors(report.against),
        report.place,
        stated(report.killed),
        stated(report.injured),
        _version(versions, zone),
        times.full(report.published_at, zone) if report.published_at else "",
        times.full(known.known_from, zone),
        report.note,
        report.citation,
        report.key,
    )


def _version(versions: Sequence[Known[Report]], zone: ZoneInfo) -> str:
    """Write which version of the account this is, and what it changed."""
    if len(versions) == 1:
        return believing.FIRST_VERSION
    before, after = versions[-2].record, versions[-1].record
    changed = "; ".join(differences(before, after, zone)) or believing.SAID_AGAIN
    return believing.LATER_VERSION.format(number=len(versions), changed=changed)


def belief_lines(
    history: Sequence[IncidentVersion], known: datetime, zone: ZoneInfo
) -> tuple[BeliefLine, ...]:
    """Return how an incident was believed up to `known`, oldest first.

    `history` holds every version of the ids that it, or a part of it, had.
    """
    found = []
    for at, version in enumerate(history):
        old = _before(version, history[:at])
        changes = _changes(old, version.incident, zone) if old else _first(version.incident, zone)
        ended = version.known_to <= known
        found.append(
            BeliefLine(
                times.full(version.known_from, zone),
                times.full(version.known_to, zone) if ended else believing.STILL_BELIEVED,
                "; ".join(changes) or believing.REPLY_CAME,
            )
        )
    return tuple(found)


def _before(version: IncidentVersion, earlier: Sequence[IncidentVersion]) -> Incident | None:
    """Return what a version replaced: its own id changes when accounts join or leave it."""
    incident = version.incident
    replaced = [
        old.incident
        for old in earlier
        if old.known_to == version.known_from and set(old.incident.reports) & set(incident.reports)
    ]
    return next((old for old in replaced if old.id == incident.id), next(iter(replaced), None))


def _fields(incident: Incident, zone: ZoneInfo) -> dict[str, str]:
    return {
        "happened": times.span(incident.happened.start, incident.happened.end, zone),
        "kinds": phrasing.kinds(incident.kinds),
        "by": phrasing.actors(incident.by),
        "against": phrasing.actors(incident.against),
        "pcodes": phrasing.listed([c for c in incident.pcodes if c], "or") or silence.NOT_STATED,
        "purposes": phrasing.listed([p for p in incident.purposes if p], "or")
        or silence.NOT_STATED,
        "weapons": _named(incident.weapons, names_of.WEAPONS),
        "claims": _named(incident.claims, names_of.CLAIMS),
        "killed": phrasing.figure(incident.killed.low, incident.killed.high),
        "injured": phrasing.figure(incident.injured.low, incident.injured.high),
        "quantity": phrasing.figure(incident.quantity.low, incident.quantity.high),
        "references": phrasing.listed(incident.references) or silence.NOT_STATED,
        "established": established(incident),
        "reports": phrasing.listed(incident.reports),
    }


def _named(stated: Stated, names: Mapping[str, str]) -> str:
    return phrasing.listed([names[word] for word in stated if word], "or") or silence.NOT_STATED


def _first(incident: Incident, zone: ZoneInfo) -> Iterable[str]:
    return [
        f"{believing.FIELDS[name]}: {text}"
        for name, text in _fields(incident, zone).items()
        if text != silence.NOT_STATED
    ]


def _changes(before: Incident, after: Incident, zone: ZoneInfo) -> Iterable[str]:
    old, new = _fields(before, zone), _fields(after, zone)
    return [
        _reports(before, after)
        if name == "reports"
        else difference(believing.FIELDS[name], old[name], new[name])
        for name in new
        if old[name] != new[name]
    ]


def _reports(before: Incident, after: Incident) -> str:
    """Write which accounts joined, and which left."""
    joined = [key for key in after.reports if key not in before.reports]
    left = [key for key in before.reports if key not in after.reports]
    told = [believing.JOINED.format(reports=phrasing.listed(joined))] if joined else []
    told += [believing.LEFT.format(reports=phrasing.listed(left))] if left else []
    return "; ".join(told)


def tie_lines(
    links: Iterable[Known[Link]],
    reviews: Iterable[Known[Review]],
    keys: Iterable[str],
    sources: Sources,
    zone: ZoneInfo,
) -> tuple[TieLine, ...]:
    """Return the links and reviews that name one of these reports, first known first."""
    named = set(keys)
    ties: list[tuple[Known[Link] | Known[Review], str]] = []
    for link in links:
        record = link.record
        if named & {record.first, record.second}:
            told = names_of.RELATIONS[record.relation]
            said = told.format(first=record.first, second=record.second)
            ties.append((link, f"{said} ({record.note})" if record.note else said))
    for review in reviews:
        if review.record.report in named:
            told = believing.REVIEWED.format(
                report=review.record.report, finding=weighed(review.record)
            )
            ties.append((review, told))
    ties.sort(key=lambda pair: (pair[0].known_from, pair[0].order))
    return tuple(
        TieLine(
            times.full(tie.known_from, zone),
            sources.name(tie.record.source),
            told,
            tie.record.key,
        )
        for tie, told in ties
    )
