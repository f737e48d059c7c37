"""The engine and the naive evaluator say the same of random agreements and records."""

from collections.abc import Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.disagreement import Readings, compare_block, compare_sample
from tests.engine import engine_verdicts
from tests.naive.generate import Ask, pair
from tests.naive.naive import verdicts


def both(
    agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask
) -> tuple[Readings, Readings]:
    """Return what the naive evaluator reads, and what the engine, by condition and scope."""
    return (
        verdicts(agreement, versions, ask.at, ask.known, ask.account),
        engine_verdicts(agreement, versions, ask.at, ask.known, ask.account),
    )


@pytest.mark.parametrize("block", range(20))
def test_engine_and_naive_evaluator_agree(block: int) -> None:
    """No disagreement on 2,000 pairs, in blocks of 100; every other one may ask for an account."""
    compare_sample(block, pair, both)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(120))
def test_they_agree_for_long(block: int) -> None:
    """No disagreement on 12,000 pairs, each judged officially and once more."""
    compare_block(block, pair, both)
