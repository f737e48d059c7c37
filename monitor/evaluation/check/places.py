"""Areas given by points on the ground, worked out on paper: no projection library has a part in it.

Points are laid flat about the middle of the area by the rule of the middle latitude, which is off
by a share of the third power of the distance; that, and a hand, is the tolerance. Nearer than
that to a border nothing is decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, hypot, pi, radians, sin, sqrt, tan

from monitor.agreements.model import Area
from monitor.evaluation.check.names import Truth
from monitor.incidents.version import Location

Flat = tuple[float, float]
"""Metres to the east and to the north of the middle of an area."""

EQUATOR = 6_378_137.0
ROUND = 6_371_000.0
FLATTENING = 1 / 298.257223563
SQUASHED = FLATTENING * (2 - FLATTENING)
"""The square of the eccentricity of the earth."""

HAND = 0.25
FAR = 1.02
"""By how much a distance on a ball may be wrong, with room to spare."""
RINGS, SPOKES = 16, 24
"""How many points of a disc are tried for what lies inside, and what lies outside."""
COMPASS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}


class TooNearError(Exception):
    """A place lies too near to a border for this reading to say on which side."""


@dataclass(frozen=True)
class Drawn:
    """An area laid flat: the corners of its border, or the points of its line."""

    area: Area

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Its points as they are stated, in degrees north and east."""
        return self.area.polygon or self.area.of_line

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box that holds its points."""
        lats, lons = [lat for lat, _ in self.points], [lon for _, lon in self.points]
        return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2

    def holds(self, place: Location) -> Truth:
        """Whether a place, stated to so many metres, lies inside: all of it, or none of it.

        Raises:
            TooNearError: The border runs too near to say.
        """
        reach = max(_apart(self.middle, point) for point in self.points) + (self.area.within or 0)
        centre = place.latitude, place.longitude
        if _apart(self.middle, centre) > FAR * (reach + place.precision) + HAND:
            return False
        laid = self._laid(centre)
        off = self._tolerance(max(reach, hypot(*laid) + place.precision))
        depth = self._depth(laid)
        if depth >= place.precision + off:
            return True
        if -depth > place.precision + off:
            return False
        tried = [self._depth(point) for point in _within(laid, place.precision - off)]
        if any(one > off for one in tried) and any(one < -off for one in tried):
            return None
        raise TooNearError

    def _tolerance(self, reach: float) -> float:
        """How far off a point may be that lies so far from the middle."""
        north = radians(min(abs(self.middle[0]) + 5, 89))
        return HAND + reach**3 / ROUND**2 * (1 + tan(north) ** 2)

    def _laid(self, point: tuple[float, float]) -> Flat:
        """Lay a point flat, at its distance and bearing from the middle."""
        lat, lon = self.middle
        between = radians((lat + point[0]) / 2)
        east = radians((point[1] - lon + 180) % 360 - 180)
        north = radians(point[0] - lat)
        squash = 1 - SQUASHED * sin(between) ** 2
        x = EQUATOR / sqrt(squash) * cos(between) * east
        y = EQUATOR * (1 - SQUASHED) / squash**1.5 * north
        # A bearing is taken where one sets out: halfway there it has turned by half of this.
        turned = east * sin(between) / 2
        return x * cos(turned) - y * sin(turned), x * sin(turned) + y * cos(turned)

    def _depth(self, place: Flat) -> float:
        """At least so many metres inside; where it is negative, at least so many outside."""
        if self.area.polygon:
            around = [self._laid(point) for point in (*self.points, self.points[0])]
            return _signed(place, around, around)
        line = [self._laid(point) for point in self.points]
        away = _nearest(place, line)
        depths = [(self.area.within or 0) - away]
        if self.area.from_distance is not None:
            depths.append(away - self.area.from_distance)
        if self.area.side is not None:
            depths.append(_beside(place, line, self.area.side))
        return min(depths)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two points are apart, on a ball."""
    north, south = radians(one[0]), radians(other[0])
    half = sin((north - south) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(one[1] - other[1]) / 2) ** 2
    return 2 * ROUND * asin(min(1.0, sqrt(half)))


def _within(centre: Flat, radius: float) -> Iterator[Flat]:
    """Yield points of a disc: its middle, and others on rings about it."""
    yield centre
    for ring in range(1, RINGS + 1 if radius > 0 else 1):
        for spoke in range(SPOKES):
            along, turn = radius * ring / RINGS, 2 * pi * spoke / SPOKES
            yield centre[0] + along * cos(turn), centre[1] + along * sin(turn)


def _nearest(place: Flat, line: list[Flat]) -> float:
    """How far a place is from a line of several stretches."""
    return min(_from_stretch(place, *stretch) for stretch in pairwise(line))


def _from_stretch(place: Flat, one: Flat, other: Flat) -> float:
    along = other[0] - one[0], other[1] - one[1]
    to = place[0] - one[0], place[1] - one[1]
    share = (to[0] * along[0] + to[1] * along[1]) / (along[0] ** 2 + along[1] ** 2)
    share = min(1.0, max(0.0, share))
    return hypot(to[0] - share * along[0], to[1] - share * along[1])


def _signed(place: Flat, around: list[Flat], border: list[Flat]) -> float:
    """How far a place is from a border: positive inside of what goes around it, else negative."""
    away = _nearest(place, border)
    return away if _encloses(place, around) else -away


def _encloses(place: Flat, around: list[Flat]) -> bool:
    """Whether a line to the east crosses a closed border an odd number of times."""
    crossed = 0
    for (x1, y1), (x2, y2) in pairwise(around):
        if (y1 > place[1]) is not (y2 > place[1]):
            crossed += place[0] < x1 + (place[1] - y1) / (y2 - y1) * (x2 - x1)
    return crossed % 2 == 1


def _beside(place: Flat, line: list[Flat], side: str) -> float:
    """How far a place is on one side of a line, which is drawn on square to the side."""
    ways = [COMPASS[word] for word in side.split("_")]
    east, north = sum(x for x, _ in ways), sum(y for _, y in ways)
    long = 8 * (hypot(*place) + max(hypot(*point) for point in line))
    run = (line[-1][0] - line[0][0]) * -north + (line[-1][1] - line[0][1]) * east
    way = long if run >= 0 else -long
    before = line[0][0] + way * north, line[0][1] - way * east
    beyond = line[-1][0] - way * north, line[-1][1] + way * east
    parting = [before, *line, beyond]
    back = [(x + 2 * long * east, y + 2 * long * north) for x, y in (beyond, before)]
    return _signed(place, [*parting, *back, before], parting)
