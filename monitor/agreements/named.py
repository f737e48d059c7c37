"""What the terms of a condition name as happening, and where in the file each stands."""

from collections.abc import Iterator

from monitor.agreements.conditions import Condition
from monitor.agreements.happenings import Happening
from monitor.agreements.tree import Path


def happenings(condition: Condition, path: Path = ()) -> Iterator[tuple[Path, Happening]]:
    """Yield everything that a condition says may happen, each with where it is written."""
    if condition.response is not None:
        yield (*path, "response", "to"), condition.response.to
        yield (*path, "response", "with"), condition.response.with_
