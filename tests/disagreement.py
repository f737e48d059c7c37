"""The engine beside the naive evaluator: what the two read differently, as small as it gets."""

import os
from collections.abc import Callable, Mapping, Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.naive.generate import Ask, Pair
from tests.naive.shrink import dump, shrunken

_SEED = int(os.environ.get("DIFFERENTIAL_SEED", "0"))
"""Where the draw starts: set it to a seed that a failure names to see that pair first."""

_NOTHING = "no such scope or holder"

Key = tuple[str, str | None]
"""A condition in a scope, or a phase for a holder."""
Difference = Mapping[Key, tuple[object, object]]
"""What the two read, where that is not the same: (naive, engine)."""
Differ = Callable[[Agreement, Sequence[Known[Record]], Ask], Difference]
"""Has both judge one agreement on the same versions; returns what they read differently."""


def seeds(block: int) -> range:
    """Return the seeds of a block of 100 pairs."""
    return range(_SEED + block * 100, _SEED + (block + 1) * 100)


def apart(naive: Mapping[Key, object], engine: Mapping[Key, object]) -> Difference:
    """Return what two sets of readings say differently, or what only one of them has."""
    return {
        key: (naive.get(key, _NOTHING), engine.get(key, _NOTHING))
        for key in naive.keys() | engine.keys()
        if naive.get(key, _NOTHING) != engine.get(key, _NOTHING)
    }


def compare(drawn: Pair, asks: Sequence[Ask], differ: Differ) -> None:
    """Fail with the smallest pair found that the two read differently."""
    for ask in asks:
        if not differ(drawn.agreement, drawn.versions, ask):
            continue
        terms, versions = shrunken(
            drawn.agreement,
            drawn.versions,
            ask,
            lambda terms, versions, ask: bool(differ(terms, versions, ask)),
        )
        lines = [
            f"seed {drawn.seed}: {name} in {scope}: naive {naive}, engine {engine}"
            for (name, scope), (naive, engine) in differ(terms, versions, ask).items()
        ]
        pytest.fail("\n".join([*lines, dump(terms, versions, ask)]), pytrace=False)
