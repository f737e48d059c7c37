"""Boxes of latitude and longitude: whatever lies outside one need not be measured."""

from collections.abc import Iterable
from math import ceil, cos, floor, radians
from typing import NamedTuple

MICRO = 1_000_000
"""Parts of a degree that boxes are given in."""

SHORTEST = 110_000
"""Metres that a degree of latitude has at least, and a degree of longitude on the equator."""

_WORLD = (-90.0, 90.0, -180.0, 180.0)


class Box(NamedTuple):
    """From south to north and from west to east, closed, in millionths of a degree."""

    south: int
    north: int
    west: int
    east: int

    @classmethod
    def around(cls, discs: Iterable[tuple[float, float, float]]) -> "Box":
        """Return a box that holds every disc of (latitude, longitude, radius in metres).

        It may be larger than needed, never smaller; round a pole or over the date line it goes
        all the way round.

        Raises:
            ValueError: There are no discs.
        """
        reaches = [_reach(*disc) for disc in discs]
        (south, north, west, east), *others = reaches
        for other in others:
            south, north = min(south, other[0]), max(north, other[1])
            west, east = min(west, other[2]), max(east, other[3])
        return cls(
            floor(south * MICRO), ceil(north * MICRO), floor(west * MICRO), ceil(east * MICRO)
        )

    def touches(self, other: "Box") -> bool:
        """Whether there is a place in both."""
        meets_north = self.south <= other.north and other.south <= self.north
        return meets_north and self.west <= other.east and other.west <= self.east


def _reach(latitude: float, longitude: float, radius: float) -> tuple[float, float, float, float]:
    """Return how far south, north, west and east a disc reaches at most, in degrees."""
    degrees = radius / SHORTEST
    south, north = latitude - degrees, latitude + degrees
    furthest = max(abs(south), abs(north))
    if furthest >= _WORLD[1]:
        return max(south, _WORLD[0]), min(north, _WORLD[1]), _WORLD[2], _WORLD[3]
    sideways = degrees / cos(radians(furthest))
    west, east = longitude - sideways, longitude + sideways
    if west < _WORLD[2] or east > _WORLD[3]:
        west, east = _WORLD[2], _WORLD[3]
    return south, north, west, east
