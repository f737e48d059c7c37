"""Slanted lines inside a shape of the map, and where its number stands: plane geometry only."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from monitor.views.placing import Shape

Point = Sequence[float]
Ring = Sequence[Point]


def hatched(shape: Shape, every: float) -> Shape:
    """Return slanted lines, `every` so many degrees, that fill a shape, holes left out."""
    return {
        "type": "MultiLineString",
        "coordinates": [line for rings in _polygons(shape) for line in _lines(rings, every)],
    }


def _lines(rings: Sequence[Ring], every: float) -> Iterator[list[list[float]]]:
    """Yield the pieces of the lines x + y = c that lie inside: between odd and even crossings."""
    heights = [x + y for x, y, *_ in rings[0]]
    for step in range(int(min(heights) / every), int(max(heights) / every) + 1):
        across = step * every
        crossings = sorted(crossing for ring in rings for crossing in _crossings(ring, across))
        for (ax, ay), (bx, by) in zip(crossings[::2], crossings[1::2], strict=False):
            if (ax, ay) != (bx, by):
                yield [[round(ax, 4), round(ay, 4)], [round(bx, 4), round(by, 4)]]


def _crossings(ring: Ring, across: float) -> Iterator[tuple[float, float]]:
    for (ax, ay, *_), (bx, by, *_) in pairwise(ring):
        a, b = ax + ay - across, bx + by - across
        if (a < 0) != (b < 0):
            part = a / (a - b)
            yield ax + part * (bx - ax), ay + part * (by - ay)


def height_of(shapes: Sequence[Shape]) -> float:
    """Return how many degrees several shapes together reach from south to north."""
    heights = [y for shape in shapes for rings in _polygons(shape) for _, y, *_ in rings[0]]
    return max(heights) - min(heights) if heights else 0.0


def middle(shape: Shape) -> tuple[float, float]:
    """Return longitude and latitude of a point inside the largest part, far from its edges.

    The middle of the longest stretch across it, of a few horizontal lines.
    """
    rings = max(_polygons(shape), key=lambda rings: _height(rings[0]))
    south = min(y for _, y, *_ in rings[0])
    best = (0.0, 0.0, 0.0)
    for step in range(1, 10):
        latitude = south + _height(rings[0]) * step / 10
        found = sorted(x for ring in rings for x in _along(ring, latitude))
        for west, east in zip(found[::2], found[1::2], strict=False):
            # Lines near the middle of the shape win over slightly longer ones at its ends.
            weight = (east - west) * (1 - abs(step - 5) / 10)
            best = max(best, (weight, (west + east) / 2, latitude))
    return best[1], best[2]


def _along(ring: Ring, latitude: float) -> Iterator[float]:
    for (ax, ay, *_), (bx, by, *_) in pairwise(ring):
        if (ay < latitude) != (by < latitude):
            yield ax + (latitude - ay) / (by - ay) * (bx - ax)


def _height(ring: Ring) -> float:
    heights = [y for _, y, *_ in ring]
    return max(heights) - min(heights)


def _polygons(shape: Shape) -> Sequence[Sequence[Ring]]:
    found: Sequence[Sequence[Ring]] = (
        [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    )
    return found
