"""How far apart two places are on the ellipsoid of the earth, and which way one lies from another.

Written from Vincenty's inverse formula, in plain Python: no projection library has a part in it.
Against one that solves the same problem otherwise it is right to a hundredth of a millimetre for
places up to 1,000 km apart; nearly opposite each other on the earth, it finds nothing.
"""

from math import atan, atan2, cos, hypot, pi, radians, sin, sqrt, tan

Place = tuple[float, float]
"""Degrees north and east."""
Flat = tuple[float, float]
"""Metres to the east and to the north."""

EQUATOR = 6_378_137.0
FLATTENING = 1 / 298.257223563
POLE = EQUATOR * (1 - FLATTENING)
"""Metres from the middle of the earth to its equator, and to a pole (WGS84)."""

ROUNDS = 200
CLOSE = 1e-14
"""Radians by which two rounds of the formula may still differ: less than a thousandth of a mm."""


class OppositeError(Exception):
    """Two places lie nearly opposite each other: the formula comes to no end."""


def laid_flat(middle: Place, place: Place) -> Flat:
    """Lay a place flat about a middle, at its true distance and bearing from there.

    Raises:
        OppositeError: The place lies nearly on the other side of the earth.
    """
    east = radians((place[1] - middle[1] + 180) % 360 - 180)
    here, there = _reduced(middle[0]), _reduced(place[0])
    turned = east
    for _ in range(ROUNDS):
        to_east = cos(there) * sin(turned)
        to_north = cos(here) * sin(there) - sin(here) * cos(there) * cos(turned)
        across = hypot(to_east, to_north)
        if across == 0:
            return 0.0, 0.0
        along = sin(here) * sin(there) + cos(here) * cos(there) * cos(turned)
        arc = atan2(across, along)
        slant = cos(here) * cos(there) * sin(turned) / across
        upright = 1 - slant**2
        mid = along - 2 * sin(here) * sin(there) / upright if upright else 0.0
        share = FLATTENING / 16 * upright * (4 + FLATTENING * (4 - 3 * upright))
        swing = arc + share * across * (mid + share * along * (2 * mid**2 - 1))
        before, turned = turned, east + (1 - share) * FLATTENING * slant * swing
        if abs(turned) > pi:
            break
        if abs(turned - before) < CLOSE:
            metres = _length(arc, across, along, mid, upright)
            return metres * to_east / across, metres * to_north / across
    raise OppositeError


def _reduced(latitude: float) -> float:
    return atan((1 - FLATTENING) * tan(radians(latitude)))


def _length(arc: float, across: float, along: float, mid: float, upright: float) -> float:
    """Metres of an arc on the ball that stands for the earth: the series of Vincenty's paper."""
    u2 = upright * (EQUATOR**2 - POLE**2) / POLE**2
    root = sqrt(1 + u2)
    k = (root - 1) / (root + 1)
    longer = (1 + k**2 / 4) / (1 - k)
    b = k * (1 - 3 * k**2 / 8)
    twice = along * (2 * mid**2 - 1)
    thrice = b / 6 * mid * (4 * across**2 - 3) * (4 * mid**2 - 3)
    return POLE * longer * (arc - b * across * (mid + b / 4 * (twice - thrice)))
