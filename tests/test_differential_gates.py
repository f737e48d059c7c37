"""The engine and the naive evaluator say the same of random decisions, duties, gates and phases."""

import os
from collections.abc import Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.engine import engine_phases, engine_verdicts
from tests.naive.generate import Ask, Pair
from tests.naive.generate_gates import gated_pair
from tests.naive.naive import verdicts
from tests.naive.phases import phase_states
from tests.naive.shrink import dump, shrunken

SEED = int(os.environ.get("DIFFERENTIAL_SEED", "0"))
"""Where the draw starts: set it to a seed that a failure names to see that pair first."""

Readings = dict[tuple[str, str | None], object]
"""What each condition reads in each scope, and each phase for each holder."""
NOTHING = "no such scope or holder"


def difference(
    agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask
) -> dict[tuple[str, str | None], tuple[object, object]]:
    """Return what the two read differently: (naive, engine) by name and scope or holder."""
    naive: Readings = dict(verdicts(agreement, versions, ask.at, ask.known, ask.account))
    engine: Readings = dict(engine_verdicts(agreement, versions, ask.at, ask.known, ask.account))
    if ask.account is None:
        naive |= phase_states(agreement, versions, ask.at, ask.known)
        engine |= engine_phases(agreement, versions, ask.at, ask.known)
    return {
        key: (naive.get(key, NOTHING), engine.get(key, NOTHING))
        for key in naive.keys() | engine.keys()
        if naive.get(key, NOTHING) != engine.get(key, NOTHING)
    }


def compare(drawn: Pair, asks: Sequence[Ask]) -> None:
    """Fail with the smallest pair found that the two read differently."""
    for ask in asks:
        if not difference(drawn.agreement, drawn.versions, ask):
            continue
        terms, versions = shrunken(
            drawn.agreement,
            drawn.versions,
            ask,
            lambda terms, versions, ask: bool(difference(terms, versions, ask)),
        )
        lines = [
            f"seed {drawn.seed}: {name} in {scope}: naive {naive}, engine {engine}"
            for (name, scope), (naive, engine) in difference(terms, versions, ask).items()
        ]
        pytest.fail("\n".join([*lines, dump(terms, versions, ask)]), pytrace=False)


@pytest.mark.parametrize("block", range(20))
def test_engine_and_naive_evaluator_agree_on_gates_and_phases(block: int) -> None:
    """No disagreement on 2,000 pairs, in blocks of 100; every other one may ask for an account."""
    for seed in range(SEED + block * 100, SEED + (block + 1) * 100):
        drawn = gated_pair(seed)
        compare(drawn, drawn.asks[seed % 2 :][:1])


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(100))
def test_they_agree_on_gates_and_phases_for_long(block: int) -> None:
    """No disagreement on 10,000 pairs, each judged officially and once more."""
    for seed in range(SEED + block * 100, SEED + (block + 1) * 100):
        drawn = gated_pair(seed)
        compare(drawn, drawn.asks)
