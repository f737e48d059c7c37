"""The engine and the naive evaluator say the same of every kind of condition."""

from collections.abc import Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.disagreement import Readings, compare_block, compare_sample
from tests.engine import engine_readings
from tests.naive.generate import Ask
from tests.naive.generate_kinds import pair_of_kinds
from tests.naive.naive import readings
from tests.naive.taken_over import taken_over


def both(
    agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask
) -> tuple[Readings, Readings]:
    """Return what the naive evaluator reads, and what the engine, by condition and scope."""
    return (
        readings(agreement, versions, ask.at, ask.known, ask.account),
        engine_readings(agreement, versions, ask.at, ask.known, ask.account),
    )


@pytest.mark.parametrize("block", range(20))
def test_engine_and_naive_evaluator_agree_on_every_kind(block: int) -> None:
    """No disagreement on 2,000 pairs, in blocks of 100; every other one may ask for an account."""
    compare_sample(block, pair_of_kinds, both)


@pytest.mark.parametrize("block", range(6))
def test_they_agree_on_every_kind_where_terms_are_taken_over(block: int) -> None:
    """No disagreement on 600 pairs whose acts are recorded here, under another, or under both."""
    compare_sample(block, lambda seed: taken_over(pair_of_kinds(seed)), both)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(100))
def test_they_agree_on_every_kind_for_long(block: int) -> None:
    """No disagreement on 10,000 pairs, each judged officially and once more."""
    compare_block(block, pair_of_kinds, both)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(50))
def test_they_agree_on_every_kind_taken_over_for_long(block: int) -> None:
    """No disagreement on 5,000 pairs, each judged officially and once more."""
    compare_block(block, lambda seed: taken_over(pair_of_kinds(seed)), both)
