"""What a condition read at the end of a past day is what an evaluation at that moment says."""

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.finding import finding
from monitor.evaluation.kleene import all_of
from monitor.evaluation.levels import level_at_end, truth_at_end
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.verdict import Verdict
from monitor.evaluation.view import View
from monitor.store.tables import Tables
from tests.naive.generate import Pair, pair
from tests.naive.generate_gates import gated_pair

TABLES = Tables.in_memory()
OPENS = {Verdict.KEPT: True, Verdict.UNDETERMINED: None}


def with_gate(agreement: Agreement) -> Agreement:
    """Return the terms with a gate of everything that is judged as a whole, and one of each."""
    whole = [name for name, condition in agreement.conditions.items() if condition.per is None]
    gates = {
        "every": {"clause": "C-1", "all": whole[:4]},
        "some": {"clause": "C-1", "at_least": {"count": 2, "of": list(agreement.conditions)}},
    }
    conditions = agreement.conditions | {
        name: type(agreement.conditions[whole[0]]).model_validate(
            gate, by_alias=True, by_name=False
        )
        for name, gate in gates.items()
    }
    return agreement.model_copy(update={"conditions": conditions})


def compared(drawn: Pair, terms: Agreement) -> list[str]:
    """Compare every condition, scope and day that has ended; the conditions, once for each."""
    TABLES.load(drawn.versions)
    facts, ask, names = Snapshot(TABLES), drawn.asks[0], []
    view = View(terms, facts, ask.at, ask.known, None)
    for position, day in enumerate(view.days):
        if day.end > view.horizon:
            continue
        then = View(terms, facts, day.end, ask.known, None)
        for name, condition in terms.conditions.items():
            scopes = view.scopes(condition, day)
            read = [level_at_end(view, name, scope, position).verdict for scope in scopes]
            whole = all_of(OPENS.get(verdict, False) for verdict in read)
            assert truth_at_end(view, name, position) is whole, (drawn.seed, name, day.date)
            for scope in set(view.scopes(condition)) & set(then.scopes(condition)):
                found = finding(then, name, condition, scope)
                assert found is not None
                level = level_at_end(view, name, scope, position)
                assert level.verdict is found.verdict, (drawn.seed, name, scope, day.date)
                names.append(name)
    return names


@pytest.mark.parametrize("block", range(4))
def test_the_past_is_read_off_one_evaluation(block: int) -> None:
    """On random terms and records, for every kind of condition, scope and day that has ended."""
    count = 0
    for seed in range(block * 12, block * 12 + 12):
        drawn = pair(seed)
        count += len(compared(drawn, with_gate(drawn.agreement)))
    assert count > 500, f"only {count} were compared"


@pytest.mark.parametrize("block", range(4))
def test_so_is_what_rests_on_acts(block: int) -> None:
    """The same of decisions, terms, gates, and counts that a decision restarts on the very day."""
    names: list[str] = []
    for seed in range(block * 40, block * 40 + 40):
        drawn = gated_pair(seed)
        names += compared(drawn, drawn.agreement)
    assert len(names) > 500, f"only {len(names)} were compared"
    assert names.count("kept_up") > 40, "counts that only a decision restarts"
