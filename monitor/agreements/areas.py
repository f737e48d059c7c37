"""Parts of the country: by p-codes, by a line or a border on the ground, or published by nobody."""

import re
from math import cos, hypot, radians
from typing import Annotated, Literal, Self

import shapely
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from monitor.agreements.dated import Dated
from monitor.handwritten.terms import Truth, Unfit, matching, one_or_many, text_like
from monitor.handwritten.tree import Path
from monitor.handwritten.wording import quoted

Provenance = Literal["text", "secondary", "recalled"]
"""How we came by a wording or a border."""

Point = tuple[float, float]
"""Degrees north and east."""

METRES = "[1-9][0-9]{0,5} m"
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,9})?")
_LIMITS = (90, 180)

WIDEST = 500_000
"""Metres from the middle of an area to its furthest point: as far as distances hold to the metre
in a thousand; what is wider is given by p-codes."""

_DEGREE = 111_320
"""Metres of a degree, near enough to see how wide an area is."""

SIDES = {
    "north": (0, 1),
    "north_east": (1, 1),
    "east": (1, 0),
    "south_east": (1, -1),
    "south": (0, -1),
    "south_west": (-1, -1),
    "west": (-1, 0),
    "north_west": (-1, 1),
}
"""Which way each side lies: so much to the east, so much to the north."""

_ALONG = 0.92
"""A line lies along a direction, and not across it, within 23 degrees: the cosine of that."""


def _metres(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(METRES, value):
        raise Unfit(f"{quoted(value)} is not a distance", "write whole metres, as 3500 m")
    return int(value.removesuffix(" m"))


def _point(value: object) -> object:
    """Take a pair of degrees, north and then east."""
    if not isinstance(value, list | tuple):
        wrong = f"{quoted(value)} is not a point" if isinstance(value, str) else "this is no point"
        raise Unfit(wrong, "write degrees north, then east: [36.245, 37.060]")
    if len(value) != len(_LIMITS):
        raise Unfit(f"a point has two numbers, not {len(value)}", "write [36.245, 37.060]")
    return tuple(
        _degrees(one, position, limit)
        for position, (one, limit) in enumerate(zip(value, _LIMITS, strict=True))
    )


def _degrees(value: object, position: int, limit: int) -> float:
    if isinstance(value, str) and not _DEGREES.fullmatch(value):
        raise Unfit(f"{quoted(value)} is not degrees", "write them as 36.245", (position,))
    if not isinstance(value, str | float | int):
        raise Unfit("this is not degrees", "write them as 36.245", (position,))
    degrees = float(value)
    if not -limit <= degrees <= limit:
        hint = "degrees north come first, then east; they may be swapped"
        raise Unfit(f"{value} is not between -{limit} and {limit}", hint, (position,))
    return degrees


_PAIR = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
Points = Annotated[
    tuple[Annotated[Point, BeforeValidator(_point)], ...],
    WithJsonSchema({"type": "array", "items": _PAIR, "minItems": 2}),
]
Metres = Annotated[int, BeforeValidator(_metres), Field(ge=1, le=WIDEST), text_like(METRES)]
Pcode = Annotated[
    str,
    AfterValidator(
        matching("[A-Z]{2}[0-9A-Z]{0,18}", "a p-code is two capital letters and digits, as SY02")
    ),
]
Pcodes = Annotated[tuple[Pcode, ...], BeforeValidator(one_or_many)]


class Area(Dated):
    """A part of the country, given in exactly one way; outside its time nothing is in it.

    By p-codes; by the distance to a line; by the corners of its border; or known to exist, but
    published by nobody.
    """

    pcodes: Pcodes = ()
    """The administrative units it consists of, by p-code."""
    within: Metres | None = None
    """It reaches so far from a line: whole metres, as `3500 m`."""
    of_line: Points = ()
    """The points of that line in order, each as degrees north and east: `[36.245, 37.060]`."""
    from_distance: Metres | None = None
    """It begins only beyond this distance from the line; without it, at the line."""
    side: (
        Literal[
            "north",
            "north_east",
            "east",
            "south_east",
            "south",
            "south_west",
            "west",
            "north_west",
        ]
        | None
    ) = None
    """It lies on this side of the line alone; without it, on both."""
    polygon: Points = ()
    """The corners of its border in order, each as degrees north and east; the last meets the first.
    """
    lies_in: Pcodes = ()
    """The administrative units that hold an area given by a line or a border."""
    unpublished: Truth = False
    """True for an area that nobody has published: what needs it cannot be established."""
    name: str = ""
    """The name people read; without it, the id."""
    provenance: Provenance | None = None
    """How we came by its borders: from the text, from a secondary source, or recalled."""

    @property
    def on_the_ground(self) -> bool:
        """Whether it is given by points on the ground."""
        return bool(self.of_line or self.polygon)

    @property
    def always(self) -> bool:
        """Whether it has no beginning and no end in time."""
        return self.from_ is None and self.until is None

    @property
    def units(self) -> tuple[str, ...]:
        """The administrative units that hold all of it; empty where nobody says which."""
        return self.pcodes or self.lies_in

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = (self.pcodes, self.of_line or self.within, self.polygon, self.unpublished)
        if sum(map(bool, ways)) != 1:
            hint = "pcodes, within and of_line, polygon, or unpublished: true"
            raise Unfit("an area is given in exactly one way", hint)
        if bool(self.of_line) != (self.within is not None):
            wrong = "a distance needs its line, and a line its distance"
            raise Unfit(wrong, "give both within and of_line")
        return self

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        for key in ("from_distance", "side"):
            if getattr(self, key) is not None and not self.of_line:
                raise Unfit(f"{key} needs a line", "give within and of_line, or remove it", (key,))
        if self.lies_in and not self.on_the_ground:
            wrong = "lies_in is for an area given by a line or a border"
            raise Unfit(wrong, "remove it; p-codes say themselves where it is", ("lies_in",))
        if self.from_distance and self.within and self.from_distance >= self.within:
            wrong = "it begins no nearer than it ends"
            raise Unfit(wrong, "let from_distance be less than within", ("from_distance",))
        return self

    @model_validator(mode="after")
    def _drawn(self) -> Self:
        for key, points, least in (("of_line", self.of_line, 2), ("polygon", self.polygon, 3)):
            if points:
                _check_points(points, least, (key,))
        if self.polygon and not shapely.Polygon(_flat(self.polygon)).is_valid:
            raise Unfit("the border crosses itself", "give its corners in order", ("polygon",))
        if self.side is not None and self.of_line:
            _check_side(_flat(self.of_line), self.side)
        return self


def _check_points(points: tuple[Point, ...], least: int, where: Path) -> None:
    if len(points) < least:
        raise Unfit(f"{len(points)} points are too few", f"give at least {least}", where)
    for position in range(1, len(points)):
        if points[position] == points[position - 1]:
            wrong = "this point is the one before it"
            raise Unfit(wrong, "give each point once", (*where, position))
    if any(hypot(*point) > WIDEST for point in _flat(points)):
        wrong = f"it is more than {2 * WIDEST // 1000:,} km wide"
        raise Unfit(wrong, "give so wide an area by its p-codes", where)


def _flat(points: tuple[Point, ...]) -> list[Point]:
    """Return metres to the east and north of the middle, about right."""
    north, east = middle(points)
    narrower = cos(radians(north))
    return [((lon - east) * _DEGREE * narrower, (lat - north) * _DEGREE) for lat, lon in points]


def middle(points: tuple[Point, ...]) -> Point:
    """Return the middle of the box that holds some points."""
    lats, lons = zip(*points, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _check_side(line: list[Point], side: str) -> None:
    """Refuse a side that the line does not have: it runs that way, or turns back on itself."""
    told = side.replace("_", "-")
    if not across(line, side):
        wrong = f"the line runs to the {told} or away from it, and so has no such side"
        raise Unfit(wrong, "name a side that lies across it", ("side",))
    if not shapely.LineString(prolonged(line, side, 4.0 * WIDEST)).is_simple:
        wrong = f"the line turns back on itself, so that its {told} side is not one"
        raise Unfit(wrong, "give the area as a polygon", ("side",))


def across(line: list[Point], side: str) -> bool:
    """Whether a line, in metres, lies across a direction, from its first to its last point."""
    east, north = SIDES[side]
    along, up = line[-1][0] - line[0][0], line[-1][1] - line[0][1]
    length = hypot(along, up) * hypot(east, north)
    return length > 0 and abs(along * east + up * north) < _ALONG * length


def prolonged(line: list[Point], side: str, by: float) -> list[Point]:
    """Return a line, in metres, that parts two sides: drawn on from its ends, square to the side.

    The side itself then lies on one hand all along.
    """
    east, north = SIDES[side]
    away = (-north, east)
    along, up = line[-1][0] - line[0][0], line[-1][1] - line[0][1]
    if along * away[0] + up * away[1] < 0:
        away = (north, -east)
    step = by / hypot(east, north)
    ends = (line[0], -step), (line[-1], step)
    first, last = ((x + way * away[0], y + way * away[1]) for (x, y), way in ends)
    return [first, *line, last]
