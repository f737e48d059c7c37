"""The map of the record: outlines with numbers, empty ones hatched, nothing from outside."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from monitor.charts import Spec
from monitor.recordcharts import map_chart
from monitor.settings import PROJECT
from monitor.views.hatching import hatched, height_of, middle
from monitor.views.placing import Shape, mapped
from tests.screen_examples import incident

OUTLINES = PROJECT / "data" / "boundaries" / "syria-admin1.geojson"
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]]}
HOLED = {
    "type": "Polygon",
    "coordinates": [
        [[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]],
        [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]],
    ],
}
TWO = {"type": "MultiPolygon", "coordinates": [HOLED["coordinates"], SQUARE["coordinates"]]}


def shapes() -> dict[str, Shape]:
    """The outlines of the sample, by p-code."""
    found = json.loads(OUTLINES.read_text("utf-8"))["features"]
    return {feature["properties"]["pcode"]: feature["geometry"] for feature in found}


def inside(shape: Shape, x: float, y: float) -> bool:
    """Whether a point lies in a polygon: a ray to the east crosses its rings an odd number."""
    crossings = 0
    for ring in shape["coordinates"]:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y):
                crossings += x < ax + (y - ay) / (by - ay) * (bx - ax)
    return crossings % 2 == 1


def values(spec: Spec) -> list[list[dict[str, Any]]]:
    """What each layer of a chart draws."""
    return [spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]]


def points(lines: Shape) -> Iterator[tuple[float, float]]:
    """The middle of each piece of a hatching."""
    for (ax, ay), (bx, by) in lines["coordinates"]:
        yield (ax + bx) / 2, (ay + by) / 2


@pytest.mark.parametrize("shape", [SQUARE, HOLED, *shapes().values()])
def test_hatching_and_number_stay_inside(shape: Shape) -> None:
    """Every piece of every line, and the place of the number, lie in the area, not in a hole."""
    lines = hatched(shape, 0.037)

    assert len(lines["coordinates"]) > 1
    assert all(inside(shape, x, y) for x, y in points(lines))
    assert inside(shape, *middle(shape))


def test_several_parts_are_one_area() -> None:
    """Each part is hatched; heights are over all of them."""
    one, two = hatched(SQUARE, 0.5), hatched(TWO, 0.5)

    assert len(two["coordinates"]) > len(one["coordinates"])
    assert height_of([SQUARE, TWO]) == 4
    assert height_of([]) == 0


def test_the_map_shows_numbers_and_hatches_what_is_empty() -> None:
    """One outline an area, a number where incidents are, hatching where none is; no address."""
    outlines = shapes()
    names = dict.fromkeys(outlines, "area")
    found = [incident(f"a/{n}", 0, 1, pcodes=("SY02",)) for n in range(3)]
    spec = map_chart(mapped(found, names), outlines)
    areas, hatching, numbers = values(spec)

    assert [a["properties"]["count"] for a in areas if a["properties"]["count"]] == [3]
    assert len(hatching) == len(outlines) - 1
    assert [(n["told"], n["count"]) for n in numbers] == [("3", 3)]
    assert "area 3" in spec["description"]
    assert '"url"' not in json.dumps(spec)


def test_an_empty_map_is_all_hatched() -> None:
    """No incident at all: no number, no colour that could be taken for calm."""
    outlines = shapes()
    spec = map_chart(mapped([], dict.fromkeys(outlines, "area")), outlines)

    assert [len(drawn) for drawn in values(spec)] == [len(outlines), len(outlines)]
