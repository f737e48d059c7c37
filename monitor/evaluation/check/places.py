"""Areas given by points on the ground, measured without a projection or a geometry library.

Points are laid flat about the middle of the area, each at its true distance and bearing from
there. A place is decided unless a border runs within a millimetre of it, or of the edge of its
disc.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, pairwise
from math import asin, cos, hypot, inf, radians, sin, sqrt

from monitor.agreements.model import Area
from monitor.evaluation.check.edges import Edge, Ring, Stretch, crossings
from monitor.evaluation.check.geodesic import Flat, OppositeError, Place, laid_flat
from monitor.evaluation.check.names import Truth
from monitor.incidents.version import Location

OFF = 0.001
"""Metres by which a border may run beside where it is measured."""
ON = 0.00001
"""Metres by which a point of a border may be worked out beside it."""

BALL = 6_371_000.0
FAR = 1.02
"""By how much a distance on a ball may be wrong, with room to spare."""
COMPASS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}


class TooNearError(Exception):
    """A place lies too near to a border for this reading to say on which side."""


@dataclass(frozen=True)
class Drawn:
    """An area laid flat: the corners of its border, or the points of its line."""

    area: Area

    @property
    def points(self) -> tuple[Place, ...]:
        """Its points as they are stated, in degrees north and east."""
        return self.area.polygon or self.area.of_line

    @cached_property
    def middle(self) -> Place:
        """The middle of the box that holds its points."""
        lats, lons = [lat for lat, _ in self.points], [lon for _, lon in self.points]
        return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2

    def holds(self, place: Location) -> Truth:
        """Whether a place, stated to so many metres, lies inside: all of it, or none of it.

        The border is inside; the points that are stated of it lie on it.

        Raises:
            TooNearError: The border runs too near to say.
        """
        reach = max(_apart(self.middle, point) for point in self.points) + (self.area.within or 0)
        centre, radius = (place.latitude, place.longitude), place.precision
        if _apart(self.middle, centre) > FAR * (reach + radius) + 1:
            return False
        try:
            laid = laid_flat(self.middle, centre)
        except OppositeError:
            raise TooNearError from None
        depth = self._depth(laid)
        if radius == 0 and depth == 0 and centre in self.points:
            return True
        if abs(depth) > radius + OFF or (away := self._from_border(laid)) > radius + OFF:
            return depth > 0
        if away >= radius - OFF:
            raise TooNearError
        return None

    def _depth(self, place: Flat) -> float:
        """At least so many metres inside; where it is negative, at least so many outside."""
        line = self._line
        if self.area.polygon:
            around = [*line, line[0]]
            return _signed(place, around, around)
        away = _nearest(place, line)
        depths = [(self.area.within or 0) - away]
        if self.area.from_distance is not None:
            depths.append(away - self.area.from_distance)
        if self.area.side is not None:
            depths.append(_signed(place, *self._parted))
        return min(depths)

    def _from_border(self, place: Flat) -> float:
        """How far a place is from the border.

        There an edge comes nearest, or turns to go away, or two edges meet.
        """
        tried = [*self._corners, *(point for edge in self._edges for point in _near(edge, place))]
        tried.sort(key=lambda point: _far(point, place))
        border = next((point for point in tried if abs(self._depth(point)) < ON), None)
        return inf if border is None else _far(border, place)

    @cached_property
    def _line(self) -> list[Flat]:
        return [laid_flat(self.middle, point) for point in self.points]

    @cached_property
    def _edges(self) -> list[Edge]:
        """Whatever the border may run along."""
        if self.area.polygon:
            return [Stretch(*two) for two in pairwise([*self._line, self._line[0]])]
        edges: list[Edge] = []
        for metres in (self.area.within, self.area.from_distance):
            if metres is not None:
                edges += [Ring(point, metres) for point in self._line]
                ways = [Stretch(*two) for two in pairwise(self._line)]
                edges += [way.beside(off) for way in ways for off in (metres, -metres)]
        if self.area.side is not None:
            edges += [Stretch(*two) for two in pairwise(self._parted[1])]
        return edges

    @cached_property
    def _corners(self) -> list[Flat]:
        """Where two edges of it meet; the border of a polygon has no others than those stated."""
        if self.area.polygon:
            return self._line
        pairs = combinations(self._edges, 2)
        return [point for two in pairs for point in crossings(*two) if abs(self._depth(point)) < ON]

    @cached_property
    def _parted(self) -> tuple[list[Flat], list[Flat]]:
        """What goes around the side of the line, and the parting: drawn on square to the side."""
        line, ways = self._line, [COMPASS[word] for word in (self.area.side or "").split("_")]
        east, north = sum(x for x, _ in ways), sum(y for _, y in ways)
        long = 8 * (max(hypot(*point) for point in line) + (self.area.within or 0))
        run = (line[-1][0] - line[0][0]) * -north + (line[-1][1] - line[0][1]) * east
        way = long if run >= 0 else -long
        before = line[0][0] + way * north, line[0][1] - way * east
        beyond = line[-1][0] - way * north, line[-1][1] + way * east
        parting = [before, *line, beyond]
        back = [(x + 2 * long * east, y + 2 * long * north) for x, y in (beyond, before)]
        return [*parting, *back, before], parting


@lru_cache(maxsize=256)
def drawn(area: Area) -> Drawn:
    """Lay an area flat; once for each."""
    return Drawn(area)


def _apart(one: Place, other: Place) -> float:
    """How far two points are apart, on a ball."""
    north, south = radians(one[0]), radians(other[0])
    half = sin((north - south) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(one[1] - other[1]) / 2) ** 2
    return 2 * BALL * asin(min(1.0, sqrt(half)))


def _far(one: Flat, other: Flat) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _near(edge: Edge, place: Flat) -> Iterator[Flat]:
    if isinstance(edge, Ring):
        yield from edge.turning(place)
    else:
        yield edge.nearest(place)


def _nearest(place: Flat, line: Sequence[Flat]) -> float:
    """How far a place is from a line of several stretches."""
    return min(_far(place, Stretch(*two).nearest(place)) for two in pairwise(line))


def _signed(place: Flat, around: Sequence[Flat], border: Sequence[Flat]) -> float:
    """How far a place is from a border: positive inside of what goes around it, else negative."""
    away = _nearest(place, border)
    return away if _encloses(place, around) else -away


def _encloses(place: Flat, around: Sequence[Flat]) -> bool:
    """Whether a line to the east crosses a closed border an odd number of times."""
    crossed = 0
    for (x1, y1), (x2, y2) in pairwise(around):
        if (y1 > place[1]) is not (y2 > place[1]):
            crossed += place[0] < x1 + (place[1] - y1) / (y2 - y1) * (x2 - x1)
    return crossed % 2 == 1
