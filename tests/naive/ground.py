"""Where an event was: in an area given by its units, by a line and a distance, or by corners.

Distances are worked out on a sphere laid flat about the area, which is off by less than one in
a hundred over some hundred kilometres: whoever asks keeps well away from the borders.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians

from monitor.agreements.model import Area
from tests.naive.actors import Truth, agreed
from tests.naive.days import bounds
from tests.naive.events import Event

RADIUS = 6_371_000.0
"""Of the earth, in metres."""
Flat = tuple[float, float]
"""Metres to the east and to the north of the middle of an area."""
COMPASS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}


def stands_in(area: Area, event: Event, zone: str) -> Truth:
    """Whether the event was in the area: true of all places stated for it, false of all, or None.

    Before and after its time nothing is in an area; an event that may have been within its time
    and outside it is unknown, unless it was not there at all.
    """
    first, end = bounds(area, zone)
    if event.last < first or event.first >= end:
        return False
    there = _there(area, event)
    if there is not False and (event.first < first or event.last >= end):
        return None
    return there


def _there(area: Area, event: Event) -> Truth:
    if area.unpublished:
        return None
    if area.pcodes:
        return agreed(_in_codes(area.pcodes, code) for code in event.pcodes)
    if event.locations:
        shape = Shape.of(area)
        return agreed(shape.holds(*place) for place in event.locations)
    if not area.lies_in:
        return None
    return agreed(_may_lie(area.lies_in, code) for code in event.pcodes)


def _in_codes(codes: Sequence[str], code: str | None) -> Truth:
    if code is None:
        return None
    if any(code.startswith(each) for each in codes):
        return True
    return None if any(each.startswith(code) for each in codes) else False


def _may_lie(codes: Sequence[str], code: str | None) -> Truth:
    """False for a unit apart from all that hold the area; otherwise nothing is known."""
    return False if _in_codes(codes, code) is False else None


@dataclass(frozen=True)
class Shape:
    """An area laid flat: a band along a line, perhaps on one side of it, or a polygon."""

    middle: tuple[float, float]
    corners: tuple[Flat, ...]
    closed: bool
    least: float = 0
    most: float = 0
    side: str | None = None

    @classmethod
    def of(cls, area: Area) -> "Shape":
        """Lay an area flat."""
        stated = area.polygon or area.of_line or ()
        lats, lons = [lat for lat, _ in stated], [lon for _, lon in stated]
        middle = sum(lats) / len(lats), sum(lons) / len(lons)
        corners = tuple(flat(middle, lat, lon) for lat, lon in stated)
        if area.polygon:
            return cls(middle, corners, closed=True)
        return cls(
            middle,
            corners,
            closed=False,
            least=float(area.from_distance or 0),
            most=float(area.within or 0),
            side=area.side,
        )

    def holds(self, lat: float, lon: float, precision: float | None) -> Truth:
        """Whether a place lies inside; None where it may, being stated only so exactly."""
        inwards = self.depth(flat(self.middle, lat, lon))
        off = float(precision or 0)
        if inwards >= off:
            return True
        return False if inwards < -off else None

    def depth(self, place: Flat) -> float:
        """Return how far from the nearest border the place is: metres inside, negative outside."""
        away = min(distance(place, *edge)[0] for edge in self._edges())
        if self.closed:
            return away if self._encloses(place) else -away
        inwards = self.most - away
        if self.least:
            inwards = min(inwards, away - self.least)
        if self.side is not None:
            inwards = min(inwards, self._beside(place))
        return inwards

    def _edges(self) -> Iterable[tuple[Flat, Flat]]:
        around = (*self.corners, self.corners[0]) if self.closed else self.corners
        return pairwise(around)

    def _encloses(self, place: Flat) -> bool:
        """Whether a ray to the east crosses the border an odd number of times."""
        x, y = place
        inside = False
        for (x1, y1), (x2, y2) in self._edges():
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
        return inside

    def _beside(self, place: Flat) -> float:
        """Return how far the place is on the side asked for: metres from the line, or negative."""
        away, nearest = min(distance(place, *edge) for edge in self._edges())
        ways = [COMPASS[word] for word in (self.side or "").split("_")]
        east, north = sum(x for x, _ in ways), sum(y for _, y in ways)
        along = (place[0] - nearest[0]) * east + (place[1] - nearest[1]) * north
        return away if along > 0 else -away


def flat(middle: tuple[float, float], lat: float, lon: float) -> Flat:
    """Return where a place is from the middle, on a sphere laid flat there."""
    north = radians(lat - middle[0]) * RADIUS
    return radians(lon - middle[1]) * RADIUS * cos(radians(middle[0])), north


def distance(place: Flat, one: Flat, other: Flat) -> tuple[float, Flat]:
    """Return how far a place is from a stretch between two points, and the nearest point of it."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    share = ((place[0] - one[0]) * dx + (place[1] - one[1]) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    nearest = (one[0] + share * dx, one[1] + share * dy)
    return hypot(place[0] - nearest[0], place[1] - nearest[1]), nearest
