"""Where incidents lie on the areas of a map, as far as their p-codes tell."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from monitor.incidents.version import Incident
from monitor.words import phrasing, record_page, silence

Shape = Mapping[str, Any]
"""A GeoJSON geometry, WGS 84."""


class Unplaced(StrEnum):
    """Why an incident lies in no one area of the map; `*` begins no p-code."""

    WIDER = "*wider"
    SEVERAL = "*several"
    ELSEWHERE = "*elsewhere"


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the map: how many of the incidents shown lie in it."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Map:
    """The incidents shown, by area; `unplaced` holds those that lie in no one of them."""

    areas: tuple[Area, ...]
    unplaced: Mapping[Unplaced, int]

    @property
    def in_words(self) -> str:
        """The map for people who do not see it: the fullest areas first."""
        full = sorted((a for a in self.areas if a.count), key=lambda a: (-a.count, a.name))
        told = [record_page.MAP_AREA.format(name=area.name, count=area.count) for area in full]
        said = [
            record_page.MAP_TOLD.format(
                areas=phrasing.listed(told) if told else silence.NONE_RECORDED
            )
        ]
        empty = len(self.areas) - len(full)
        if empty:
            said.append(record_page.MAP_EMPTY.format(areas=phrasing.number(empty, "area")))
        return " ".join([*said, *self.beside])

    @property
    def beside(self) -> tuple[str, ...]:
        """What the map cannot show, said beside it."""
        return tuple(
            record_page.UNPLACED[why].format(count=self.unplaced[why])
            for why in Unplaced
            if self.unplaced.get(why)
        )


def placed_in(pcodes: Iterable[str | None], areas: Collection[str]) -> str:
    """Return the code of the one area that p-codes lie in, or why there is none.

    A p-code lies in the area whose code it begins with; several p-codes are alternatives.
    """
    found = set()
    for pcode in pcodes:
        inside = [area for area in areas if pcode and pcode.startswith(area)]
        wider = not pcode or any(area.startswith(pcode) for area in areas)
        found.add(max(inside) if inside else Unplaced.WIDER if wider else Unplaced.ELSEWHERE)
    if not found or Unplaced.WIDER in found:
        return Unplaced.WIDER
    return found.pop() if len(found) == 1 else Unplaced.SEVERAL


def mapped(incidents: Sequence[Incident], names: Mapping[str, str]) -> Map:
    """Return how many incidents lie in each area of a map; `names` are its areas by p-code."""
    found = [placed_in(incident.pcodes, names) for incident in incidents]
    return Map(
        tuple(Area(code, name, found.count(code)) for code, name in names.items()),
        {why: found.count(why) for why in Unplaced if why in found},
    )


def fits(names: Collection[str], incidents: Iterable[Incident]) -> bool:
    """Whether a map is of the country that the record tells of: a p-code lies in one area."""
    return any(
        placed_in([pcode], names) in names for incident in incidents for pcode in incident.pcodes
    )
