"""As much of a broken rule file as can be understood, so that its other problems are found too."""

from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from monitor.agreements.model import Agreement
from monitor.handwritten.builder import MOST_NESTING
from monitor.handwritten.tree import Path

_STAND_INS: dict[str, object] = {
    "agreement": "broken",
    "title": "broken",
    "status": "proposed",
    "calendar": {"time_zone": "UTC", "from": "2000-01-01"},
    "parties": {},
    "clauses": {},
    "conditions": {},
}
"""Values without references, for the keys that every file has."""


def sound_part(raw: object) -> Agreement | None:
    """Return the agreement without what does not fit the model; None where nothing is left.

    What is broken is taken out, then what cannot do without it, until the rest holds.
    """
    if not isinstance(raw, dict):
        return None
    kept = deepcopy(raw)
    for _ in range(MOST_NESTING + 1):
        kept = _STAND_INS | kept
        try:
            return Agreement.model_validate(kept, by_alias=True, by_name=False)
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=False, include_input=False)
        broken = {_there(kept, one["loc"], missing=one["type"] == "missing") for one in details}
        if () in broken:
            return None
        for path in sorted(broken, reverse=True):
            _take_out(kept, path)
    return None


def _there(raw: object, path: Path, *, missing: bool) -> Path:
    """Shorten a path to what the file has of it; a missing key breaks the mapping it is not in."""
    node: Any = raw
    for depth, step in enumerate(path[:-1] if missing else path):
        inside = isinstance(node, dict) and step in node
        listed = isinstance(node, list) and isinstance(step, int) and step < len(node)
        if not inside and not listed:
            return path[:depth]
        node = node[step]
    return path[:-1] if missing else path


def _take_out(raw: Any, path: Path) -> None:  # noqa: ANN401 - plain mappings and lists
    for step in path[:-1]:
        raw = raw[step]
    del raw[path[-1]]
