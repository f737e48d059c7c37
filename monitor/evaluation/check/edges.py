"""Stretches and rings on flat ground, of which borders are made: where they are near, and cross."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, sqrt

from monitor.evaluation.check.geodesic import Flat


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight way from one point to another."""

    one: Flat
    other: Flat

    def nearest(self, place: Flat) -> Flat:
        """The point of it that is nearest to a place."""
        east, north = self.other[0] - self.one[0], self.other[1] - self.one[1]
        length = east**2 + north**2
        along = (place[0] - self.one[0]) * east + (place[1] - self.one[1]) * north
        share = min(1.0, max(0.0, along / length)) if length else 0.0
        return self.one[0] + share * east, self.one[1] + share * north

    def beside(self, metres: float) -> "Stretch":
        """The same way so many metres to the left; to the right where it is negative."""
        east, north = self.other[0] - self.one[0], self.other[1] - self.one[1]
        length = hypot(east, north) or 1.0
        x, y = -north / length * metres, east / length * metres
        return Stretch((self.one[0] + x, self.one[1] + y), (self.other[0] + x, self.other[1] + y))


@dataclass(frozen=True, slots=True)
class Ring:
    """All that is at one distance from a point."""

    centre: Flat
    radius: float

    def turning(self, place: Flat) -> Iterator[Flat]:
        """Yield the point of it that is nearest to a place, and the one that is furthest."""
        east, north = place[0] - self.centre[0], place[1] - self.centre[1]
        away = hypot(east, north)
        x, y = (east / away, north / away) if away else (1.0, 0.0)
        for way in (self.radius, -self.radius):
            yield self.centre[0] + way * x, self.centre[1] + way * y


Edge = Stretch | Ring


def crossings(one: Edge, other: Edge) -> Iterator[Flat]:
    """Yield where two edges cross or touch."""
    if isinstance(one, Ring):
        if isinstance(other, Ring):
            yield from _of_rings(one, other)
        else:
            yield from _of_ring(one, other)
    elif isinstance(other, Ring):
        yield from _of_ring(other, one)
    else:
        yield from _of_stretches(one, other)


def _of_stretches(one: Stretch, other: Stretch) -> Iterator[Flat]:
    x1, y1 = one.other[0] - one.one[0], one.other[1] - one.one[1]
    x2, y2 = other.other[0] - other.one[0], other.other[1] - other.one[1]
    turn = x1 * y2 - y1 * x2
    if turn == 0:
        return
    x, y = other.one[0] - one.one[0], other.one[1] - one.one[1]
    first, second = (x * y2 - y * x2) / turn, (x * y1 - y * x1) / turn
    if 0 <= first <= 1 and 0 <= second <= 1:
        yield one.one[0] + first * x1, one.one[1] + first * y1


def _of_ring(ring: Ring, way: Stretch) -> Iterator[Flat]:
    east, north = way.other[0] - way.one[0], way.other[1] - way.one[1]
    length = hypot(east, north)
    if length == 0:
        return
    x, y = way.one[0] - ring.centre[0], way.one[1] - ring.centre[1]
    foot, off = -(x * east + y * north) / length, (x * north - y * east) / length
    half = ring.radius**2 - off**2
    for along in (foot - sqrt(half), foot + sqrt(half)) if half >= 0 else ():
        if 0 <= along <= length:
            yield way.one[0] + along * east / length, way.one[1] + along * north / length


def _of_rings(one: Ring, other: Ring) -> Iterator[Flat]:
    east, north = other.centre[0] - one.centre[0], other.centre[1] - one.centre[1]
    apart = hypot(east, north)
    if not abs(one.radius - other.radius) <= apart <= one.radius + other.radius or apart == 0:
        return
    foot = (apart**2 + one.radius**2 - other.radius**2) / (2 * apart)
    high = sqrt(max(0.0, one.radius**2 - foot**2))
    for way in (high, -high):
        x, y = (foot * east - way * north) / apart, (foot * north + way * east) / apart
        yield one.centre[0] + x, one.centre[1] + y
