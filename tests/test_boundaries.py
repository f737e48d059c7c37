"""The outlines on the map: all governorates, well formed, and where the sample's places lie."""

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
OUTLINES = DATA / "boundaries" / "syria-admin1.geojson"

Ring = list[tuple[float, float]]


def rings(pcode: str) -> list[Ring]:
    """Return the outline of a governorate, then its holes."""
    features = json.loads(OUTLINES.read_text("utf-8"))["features"]
    (found,) = (f for f in features if f["properties"]["pcode"] == pcode)
    return [[(lon, lat) for lon, lat in ring] for ring in found["geometry"]["coordinates"]]


def inside(ring: Ring, lon: float, lat: float) -> bool:
    """Whether a point lies in a ring: a ray to the east crosses it an odd number of times."""
    crossings = 0
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > lat) != (by > lat):
            crossings += lon < ax + (lat - ay) / (by - ay) * (bx - ax)
    return crossings % 2 == 1


def area(ring: Ring) -> float:
    """Return the signed area in square degrees: negative where the ring runs clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


PCODES = [f"SY{n:02}" for n in range(1, 15)]


def test_the_fourteen_governorates_are_there_once_and_small_enough_for_a_page() -> None:
    """Every p-code of the first administrative level has one outline; the file is under 60 KB."""
    features = json.loads(OUTLINES.read_text("utf-8"))["features"]
    assert [f["properties"]["pcode"] for f in features] == PCODES
    assert OUTLINES.stat().st_size < 60_000


@pytest.mark.parametrize("pcode", PCODES)
def test_outlines_are_closed_and_turn_as_the_chart_library_reads_them(pcode: str) -> None:
    """An outline runs clockwise, a hole against it; turned, it would fill the rest of the world."""
    outline, *holes = rings(pcode)
    assert all(ring[0] == ring[-1] for ring in (outline, *holes))
    assert area(outline) < 0
    assert all(area(hole) > 0 for hole in holes)


def test_neighbours_share_their_line() -> None:
    """Damascus fills the hole in Rural Damascus exactly: simplifying opened no gap."""
    (city,) = rings("SY01")
    _, hole = rings("SY03")
    assert set(city) == set(hole)


def places() -> list[tuple[str, str, float, float]]:
    """Return key, p-code, longitude and latitude of the sample's reports that have all of them."""
    reports = DATA / "samples" / "syria-2016-09" / "reports.csv"
    with reports.open(encoding="utf-8", newline="") as file:
        return [
            (
                f"{r['source']}/{r['id']} {r['revision']}",
                r["pcode"],
                float(r["longitude"]),
                float(r["latitude"]),
            )
            for r in csv.DictReader(file)
            if r["latitude"] and r["pcode"]
        ]


@pytest.mark.parametrize(("key", "pcode", "lon", "lat"), places())
def test_a_place_of_the_sample_lies_in_its_governorate(
    key: str, pcode: str, lon: float, lat: float
) -> None:
    """The point drawn for a report and the p-code it is judged by do not contradict each other."""
    outline, *holes = rings(pcode)
    assert inside(outline, lon, lat), key
    assert not any(inside(hole, lon, lat) for hole in holes), key
