"""Reports that nobody made, of something that belongs for certain to what is looked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product
from math import cos, radians

from monitor.agreements.areas import SIDES, Point
from monitor.agreements.model import ActorTest, Area
from monitor.evaluation.changes import NOBODY
from monitor.evaluation.check.belonging import Belonging, Sought
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.places import TooNearError
from monitor.incidents.merge import alone
from monitor.incidents.record import Range, References, Report
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import CIVILIANS, KINDS, Grade

METRES_OF_A_DEGREE = 111_320


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be reported: when, with how many people in it, and what it refers to."""

    at: Span
    people: int = 1
    references: References = ()


def made_up(matter: Matter, sought: Sought, events: Sequence[Event]) -> Report | None:
    """Return a report of one of some events that belongs for certain to what is sought.

    One is taken that answers nothing on record, if there is one. On an account it is the
    source's own, and the last that it published. None where none is found.
    """
    told = [(one, True) for one in matter.grounds.incidents if one.grade is not Grade.REFUTED]
    by_itself = Belonging(matter.terms, matter.names)
    beside = Belonging(matter.terms, matter.names, told)
    kinds = matter.terms.classes[sought.class_].any_kind or tuple(KINDS)[:1]
    first: Report | None = None
    for event in events:
        for kind in kinds:
            tried = _tried(matter, sought, event, kind)
            fitting = (report for report in tried if _is(by_itself, report, sought))
            least = next(fitting, None)
            if least is None:
                continue
            for report in chain([least], fitting):
                if _is(beside, report, sought):
                    return report
            first = first or least
            break
    return first


def _is(asking: Belonging, report: Report, sought: Sought) -> bool:
    """Whether an event that one report tells of certainly is one of those sought."""
    try:
        return asking.of(alone(report, Grade.REPORTED), sought) is True
    except TooNearError:
        return False


def _tried(matter: Matter, sought: Sought, event: Event, kind: str) -> Iterator[Report]:
    """Yield the reports that are tried, in order: the least is stated that may do.

    Of whom the class rules out by name nothing is tried: nothing else could make it belong.
    """
    account, terms = matter.grounds.account, matter.terms
    class_ = terms.classes[sought.class_]
    names = [*terms.parties, CIVILIANS]
    doers = [sought.scope] if sought.per == "party" and sought.scope else names
    people = Range(low=event.people, high=event.people)
    least = max(event.people, (class_.quantity and class_.quantity.at_least) or 0)
    published = None
    if account is not None:
        published = max([event.at.end, *(watch.end for watch in matter.grounds.watches)])
    for by, against, place, purpose, weapon, claim in product(
        _passing(matter, class_.by, doers, event.at),
        _passing(matter, class_.against, names[::-1], event.at),
        _places(matter, sought),
        class_.purpose or ("", "combat"),
        class_.weapon or ("", "other_heavy_weapon"),
        class_.claimed or ("",),
    ):
        yield Report(
            id="added",
            source=account or NOBODY,
            published_at=published,
            happened=event.at,
            kinds=(kind,),
            by=(by,),
            against=(against,),
            pcodes=(place,) if isinstance(place, str) and place else (),
            latitude=None if isinstance(place, str) else place[0],
            longitude=None if isinstance(place, str) else place[1],
            purposes=(purpose,) if purpose else (),
            weapons=(weapon,) if weapon else (),
            claims=(claim,) if claim else (),
            killed=people,
            injured=people,
            quantity=Range(low=least, high=least),
            references=event.references,
        )


def _passing(
    matter: Matter, test: ActorTest | None, names: Sequence[str], at: Span
) -> Sequence[str]:
    """Return those of some names that pass a test for certain; all where there is none."""
    if test is None:
        return names
    moments = matter.names.moments(at)
    return [
        name
        for name in names
        if all(matter.names.passes(test, name, local) is True for local in moments)
    ]


def _places(matter: Matter, sought: Sought) -> Sequence[str | Point]:
    """Return the places that are tried: a unit, or points on the ground where areas are drawn."""
    named = [sought.within, matter.terms.classes[sought.class_].in_]
    named += [sought.scope if sought.per == "area" else None]
    areas = [matter.terms.areas[name] for name in named if name is not None]
    units = [code for area in areas for code in area.pcodes[:1]]
    return [spot for area in areas for spot in _spots(area)] or units or [""]


def _spots(area: Area) -> Iterator[Point]:
    """Yield points that may lie well inside an area that is drawn on the ground."""
    if area.polygon:
        yield _middle(area.polygon)
        yield from (_middle([*pair, _middle(area.polygon)]) for pair in pairwise(area.polygon))
        return
    away = ((area.from_distance or 0) + (area.within or 0)) / 2
    for pair in pairwise(area.of_line):
        north, east = _middle(pair)
        for x, y in SIDES.values():
            up, along = (away * way / (2**0.5 if x and y else 1) for way in (y, x))
            wide = METRES_OF_A_DEGREE * cos(radians(north))
            yield north + up / METRES_OF_A_DEGREE, east + along / wide


def _middle(points: Sequence[Point]) -> Point:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)
