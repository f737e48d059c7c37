"""The engine and the naive evaluator say the same of random agreements and records."""

from collections.abc import Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.disagreement import Difference, apart, compare, seeds
from tests.engine import engine_verdicts
from tests.naive.generate import Ask, pair
from tests.naive.naive import verdicts


def difference(agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask) -> Difference:
    """Return what the two read differently, by condition and scope."""
    return apart(
        verdicts(agreement, versions, ask.at, ask.known, ask.account),
        engine_verdicts(agreement, versions, ask.at, ask.known, ask.account),
    )


@pytest.mark.parametrize("block", range(20))
def test_engine_and_naive_evaluator_agree(block: int) -> None:
    """No disagreement on 2,000 pairs, in blocks of 100; every other one may ask for an account."""
    for seed in seeds(block):
        drawn = pair(seed)
        compare(drawn, drawn.asks[seed % 2 :][:1], difference)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(120))
def test_they_agree_for_long(block: int) -> None:
    """No disagreement on 12,000 pairs, each judged officially and once more."""
    for seed in seeds(block):
        drawn = pair(seed)
        compare(drawn, drawn.asks, difference)
