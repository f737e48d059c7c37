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
Readings = Mapping[Key, object]
"""What one of the two reads."""
Both = Callable[[Agreement, Sequence[Known[Record]], Ask], tuple[Readings, Readings]]
"""Has both judge one agreement on the same versions: (naive, engine)."""


def seeds(block: int) -> range:
    """Return the seeds of a block of 100 pairs."""
    return range(_SEED + block * 100, _SEED + (block + 1) * 100)


def apart(naive: Readings, engine: Readings) -> Difference:
    """Return what two sets of readings say differently, or what only one of them has."""
    return {
        key: (naive.get(key, _NOTHING), engine.get(key, _NOTHING))
        for key in naive.keys() | engine.keys()
        if naive.get(key, _NOTHING) != engine.get(key, _NOTHING)
    }


def compare(drawn: Pair, asks: Sequence[Ask], both: Both) -> int:
    """Fail with the smallest pair found that the two read differently.

    Returns:
        How many readings were compared.
    """
    compared = 0
    for ask in asks:
        naive, engine = both(drawn.agreement, drawn.versions, ask)
        compared += len(naive)
        if not apart(naive, engine):
            continue
        terms, versions = shrunken(
            drawn.agreement,
            drawn.versions,
            ask,
            lambda terms, versions, ask: bool(apart(*both(terms, versions, ask))),
        )
        lines = [
            f"seed {drawn.seed}: {name} in {scope}: naive {naive}, engine {engine}"
            for (name, scope), (naive, engine) in apart(*both(terms, versions, ask)).items()
        ]
        pytest.fail("\n".join([*lines, dump(terms, versions, ask)]), pytrace=False)
    return compared


def compare_block(block: int, draw: Callable[[int], Pair], both: Both) -> None:
    """Compare the two on a block of 100 pairs, each judged officially and once more."""
    pairs = [draw(seed) for seed in seeds(block)]
    compared = sum(compare(drawn, drawn.asks, both) for drawn in pairs)
    print(f"{len(pairs)} pairs, {compared} readings, none apart")  # noqa: T201


def compare_sample(block: int, draw: Callable[[int], Pair], both: Both) -> None:
    """Compare the two on a block of 100 pairs, each judged once: every other may be an account."""
    for drawn in map(draw, seeds(block)):
        compare(drawn, drawn.asks[drawn.seed % 2 :][:1], both)
