"""Areas on the ground, in metres: whether what is stated of a place lies in one.

Points are laid flat about the middle of the area, each at its true distance and bearing from
there (azimuthal equidistant, on the WGS84 ellipsoid); within the widest area allowed, distances
between two of them hold to one part in a thousand, and within 50 km to one in 100,000.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil, hypot, pi, sqrt

import shapely
from pyproj import Proj
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from monitor.agreements.areas import SIDES, WIDEST, Area, middle, prolonged
from monitor.evaluation.kleene import Kleene, agreed
from monitor.incidents.box import Box
from monitor.incidents.version import Location

Locations = tuple[Location, ...]

ROUND, FINE = 0.02, 0.0005
"""Metres by which the round ends of a band may fall short of their true distance: for most
places, and for those that lie near to the border."""

NEAR = 1.0
"""Metres to a border within which it is drawn finely: where two lines meet in a point, that point
may be off by more than either line."""


@dataclass(frozen=True)
class Ground:
    """The ground of one area that is given by points on it, its ends so many metres short."""

    area: Area
    short: float = ROUND

    @cached_property
    def _flat(self) -> Proj:
        lat, lon = middle(self.area.polygon or self.area.of_line)
        return Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84")

    @cached_property
    def _region(self) -> BaseGeometry:
        """The area itself, its border included."""
        points = self._laid(self.area.polygon or self.area.of_line)
        region = Polygon(points) if self.area.polygon else self._band(points)
        shapely.prepare(region)
        return region

    @cached_property
    def _border(self) -> BaseGeometry:
        border = self._region.boundary
        shapely.prepare(border)
        return border

    def _laid(self, points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        lats, lons = zip(*points, strict=True)
        xs, ys = self._flat(lons, lats)
        return list(zip(xs, ys, strict=True))

    def _band(self, line: list[tuple[float, float]]) -> BaseGeometry:
        """Return what lies within a distance of a line, perhaps beyond another, on one side."""
        terms = self.area
        band = _around(line, terms.within or 0, self.short)
        if terms.from_distance is not None:
            band = band.difference(_around(line, terms.from_distance, self.short))
        if terms.side is not None:
            band = band.intersection(_half(line, terms.side))
        return band

    @cached_property
    def box(self) -> Box:
        """A box that holds all of it: what lies outside need not be looked at."""
        reach = max(hypot(x, y) for x, y in shapely.get_coordinates(self._region))
        return Box.around([(*middle(self.area.polygon or self.area.of_line), reach + 1)])

    @cached_property
    def inner_point(self) -> tuple[float, float]:
        """A point inside, as degrees north and east."""
        point = self._region.representative_point()
        lon, lat = self._flat(point.x, point.y, inverse=True)
        return lat, lon

    def holds(self, stated: Locations) -> Kleene:
        """Whether a set of stated locations lies inside: all of them, or none; else None.

        A disc lies inside if all of it does, outside if none of it does; the border is inside.
        """
        near = [disc for disc in stated if self.box.touches(Box.around([disc]))]
        far = [False] * (len(stated) - len(near))
        return agreed([*self.decided(near), *far])

    def sort(self, near: Sequence[tuple[int, Locations]]) -> dict[int, Kleene]:
        """Decide many sets of locations at once, by their code; all of them reach into the box."""
        single = [(code, stated[0]) for code, stated in near if len(stated) == 1]
        decided = self.decided([disc for _, disc in single])
        found = dict(zip((code for code, _ in single), decided, strict=True))
        return found | {code: self.holds(stated) for code, stated in near if len(stated) > 1}

    def decided(self, discs: Sequence[Location]) -> list[Kleene]:
        """Decide discs one by one, wherever they lie."""
        if not discs:
            return []
        points = shapely.points(self._laid((disc.latitude, disc.longitude) for disc in discs))
        away = shapely.distance(self._region, points).tolist()
        to_border = shapely.distance(self._border, points).tolist()
        decided = [
            _in_part(disc.precision, out, edge)
            for disc, out, edge in zip(discs, away, to_border, strict=True)
        ]
        if self.short > FINE:
            edges = enumerate(zip(discs, to_border, strict=True))
            near = [n for n, (disc, edge) in edges if abs(edge - disc.precision) < NEAR]
            finer = self._finer.decided([discs[n] for n in near])
            for n, told in zip(near, finer, strict=True):
                decided[n] = told
        return decided

    @cached_property
    def _finer(self) -> "Ground":
        return Ground(self.area, FINE)


def _in_part(radius: float, away: float, to_border: float) -> Kleene:
    """Decide a disc by how far its middle is from the area (0 inside), and from its border."""
    if away > radius:
        return False
    return True if away == 0 and to_border >= radius else None


def _around(line: list[tuple[float, float]], metres: int, short: float) -> BaseGeometry:
    """Return what lies within a distance of a line, its ends rounded finely enough."""
    parts = ceil(pi / 4 / sqrt(2 * short / metres))
    return LineString(line).buffer(metres, quad_segs=max(16, parts))


def _half(line: list[tuple[float, float]], side: str) -> BaseGeometry:
    """Return everything on one side of a line, as far as any area reaches."""
    parting = prolonged(line, side, 4.0 * WIDEST)
    east, north = SIDES[side]
    step = 8.0 * WIDEST / hypot(east, north)
    beyond = [(x + step * east, y + step * north) for x, y in (parting[-1], parting[0])]
    return Polygon([*parting, *beyond])


@lru_cache(maxsize=256)
def ground_of(area: Area) -> Ground:
    """Return the ground of an area that is given by points on it; made once for each."""
    return Ground(area)
