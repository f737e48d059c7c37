"""The engine and the naive evaluator say the same of random agreements and records."""

import os
from collections.abc import Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.engine import engine_verdicts
from tests.naive.generate import Ask, Pair, pair
from tests.naive.naive import verdicts
from tests.naive.shrink import dump, shrunken
from tests.naive.streaks import Reads

SEED = int(os.environ.get("DIFFERENTIAL_SEED", "0"))
"""Where the draw starts: set it to a seed that a failure names to see that pair first."""

Difference = dict[tuple[str, str | None], tuple[Reads | str, Reads | str]]


def difference(agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask) -> Difference:
    """Return what the two read differently: (naive, engine) by condition and scope."""
    naive = verdicts(agreement, versions, ask.at, ask.known, ask.account)
    engine = engine_verdicts(agreement, versions, ask.at, ask.known, ask.account)
    return {
        key: (naive.get(key, "no such scope"), engine.get(key, "no such scope"))
        for key in naive.keys() | engine.keys()
        if naive.get(key, "no such scope") != engine.get(key, "no such scope")
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
def test_engine_and_naive_evaluator_agree(block: int) -> None:
    """No disagreement on 2,000 pairs, in blocks of 100; every other one may ask for an account."""
    for seed in range(SEED + block * 100, SEED + (block + 1) * 100):
        drawn = pair(seed)
        compare(drawn, drawn.asks[seed % 2 :][:1])


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(120))
def test_they_agree_for_long(block: int) -> None:
    """No disagreement on 12,000 pairs, each judged officially and once more."""
    for seed in range(SEED + block * 100, SEED + (block + 1) * 100):
        drawn = pair(seed)
        compare(drawn, drawn.asks)
