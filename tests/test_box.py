"""A box of latitude and longitude holds every disc that it is made for."""

from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.incidents.box import Box

EARTH = 6_356_752
"""Metres from the centre to a pole: on so small a globe a distance turns through the most."""


def beyond(latitude: float, longitude: float, metres: float, bearing: float) -> tuple[float, float]:
    """Where one comes out on a globe, going so far in a direction."""
    turn, north = metres / EARTH, radians(latitude)
    there = asin(sin(north) * cos(turn) + cos(north) * sin(turn) * cos(bearing))
    aside = atan2(sin(bearing) * sin(turn) * cos(north), cos(turn) - sin(north) * sin(there))
    return degrees(there), (longitude + degrees(aside) + 180) % 360 - 180


@given(
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    metres=st.floats(0, 2_000_000),
    bearing=st.floats(0, 7),
)
def test_no_point_of_a_disc_is_outside(
    latitude: float, longitude: float, metres: float, bearing: float
) -> None:
    """Whatever the direction, also round the poles and over the date line."""
    box = Box.around([(latitude, longitude, metres)])
    north, east = beyond(latitude, longitude, metres, bearing)

    assert box.south <= north * 1e6 + 1
    assert north * 1e6 - 1 <= box.north
    whole = (box.west, box.east) == (-180_000_000, 180_000_000)
    assert whole or box.west - 1 <= east * 1e6 <= box.east + 1


@pytest.mark.parametrize(
    ("discs", "box"),
    [
        ([(36.0, 37.0, 0)], (36_000_000, 36_000_000, 37_000_000, 37_000_000)),
        ([(0.0, 0.0, 110_000)], (-1_000_000, 1_000_000, -1_000_153, 1_000_153)),
        ([(36.0, 37.0, 0), (35.5, 38.0, 0)], (35_500_000, 36_000_000, 37_000_000, 38_000_000)),
        ([(36.0, 180.0, 0)], (36_000_000, 36_000_000, 180_000_000, 180_000_000)),
        ([(0.0, 179.5, 110_000)], (-1_000_000, 1_000_000, -180_000_000, 180_000_000)),
        ([(0.0, -179.5, 110_000)], (-1_000_000, 1_000_000, -180_000_000, 180_000_000)),
        ([(89.5, 0.0, 110_000)], (88_500_000, 90_000_000, -180_000_000, 180_000_000)),
        ([(-89.5, 0.0, 110_000)], (-90_000_000, -88_500_000, -180_000_000, 180_000_000)),
    ],
)
def test_boxes(discs: list[tuple[float, float, float]], box: tuple[int, int, int, int]) -> None:
    """A point is its own box; discs go round the pole and the date line; several are joined."""
    assert Box.around(discs) == box
