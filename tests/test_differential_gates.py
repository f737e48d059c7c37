"""The engine and the naive evaluator say the same of random decisions, duties, gates and phases."""

from collections.abc import Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.disagreement import Key, Readings, compare_block, compare_sample
from tests.engine import engine_phases, engine_verdicts
from tests.naive.generate import Ask
from tests.naive.generate_gates import gated_pair
from tests.naive.naive import verdicts
from tests.naive.phases import phase_states
from tests.naive.taken_over import taken_over


def both(
    agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask
) -> tuple[Readings, Readings]:
    """Return what the naive evaluator reads, and what the engine, by name and scope or holder."""
    naive: dict[Key, object] = dict(verdicts(agreement, versions, ask.at, ask.known, ask.account))
    engine: dict[Key, object] = dict(
        engine_verdicts(agreement, versions, ask.at, ask.known, ask.account)
    )
    if ask.account is None:
        naive |= phase_states(agreement, versions, ask.at, ask.known)
        engine |= engine_phases(agreement, versions, ask.at, ask.known)
    return naive, engine


@pytest.mark.parametrize("block", range(20))
def test_engine_and_naive_evaluator_agree_on_gates_and_phases(block: int) -> None:
    """No disagreement on 2,000 pairs, in blocks of 100; every other one may ask for an account."""
    compare_sample(block, gated_pair, both)


@pytest.mark.parametrize("block", range(6))
def test_they_agree_on_gates_and_phases_where_terms_are_taken_over(block: int) -> None:
    """No disagreement on 600 pairs whose acts are recorded here, under another, or under both."""
    compare_sample(block, lambda seed: taken_over(gated_pair(seed)), both)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(100))
def test_they_agree_on_gates_and_phases_for_long(block: int) -> None:
    """No disagreement on 10,000 pairs, each judged officially and once more."""
    compare_block(block, gated_pair, both)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(50))
def test_they_agree_on_gates_and_phases_taken_over_for_long(block: int) -> None:
    """No disagreement on 5,000 pairs, each judged officially and once more."""
    compare_block(block, lambda seed: taken_over(gated_pair(seed)), both)
