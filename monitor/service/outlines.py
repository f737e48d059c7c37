"""Outlines of administrative areas, as the boundary files beside the record have them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from monitor.errors import MonitorError


@dataclass(frozen=True, slots=True)
class Outlines:
    """One boundary file: GeoJSON geometries and names, by p-code.

    `changed` is when the file was written last, in nanoseconds: with the name it stands for all
    that the file says.
    """

    file: str
    changed: int
    names: Mapping[str, str]
    shapes: Mapping[str, Mapping[str, Any]]


def outlines(folder: Path) -> tuple[Outlines, ...]:
    """Return the boundary files of a folder, by name; features without a p-code are left out.

    Raises:
        MonitorError: A file is no GeoJSON; the text names it.
    """
    found = sorted(folder.glob("*.geojson"))
    return tuple(_outlines(path, path.stat().st_mtime_ns) for path in found)


@lru_cache(maxsize=16)
def _outlines(path: Path, changed: int) -> Outlines:
    """Read a file once until it is `changed`."""
    names, shapes = {}, {}
    try:
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            stated = feature["properties"]
            if code := stated.get("pcode"):
                names[code] = str(stated.get("name") or code)
                shapes[code] = feature["geometry"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MonitorError(
            f"{path}: this is no GeoJSON file of areas with a pcode and a name ({error!r:.80}); "
            "mend it, or take it out of the folder"
        ) from error
    return Outlines(path.name, changed, names, shapes)
