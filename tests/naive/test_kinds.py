"""The random pairs meet everything that is awkward, and every verdict of every kind, often enough.

A search that never meets something says nothing about it. The floors are in `floors.py`.
"""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.naive import floors
from tests.naive.census import told, verdicts_seen
from tests.naive.floors import Floors
from tests.naive.generate import Ask, Pair, pair
from tests.naive.generate_gates import gated_pair
from tests.naive.generate_kinds import pair_of_kinds
from tests.naive.naive import readings, verdicts
from tests.naive.phases import phase_states

Read = Callable[[Pair, Ask], dict[tuple[str, str | None], object]]


def of_conditions(drawn: Pair, ask: Ask) -> dict[tuple[str, str | None], object]:
    """Return the verdicts."""
    read = verdicts(drawn.agreement, drawn.versions, ask.at, ask.known, ask.account)
    return dict(read)


def of_gates(drawn: Pair, ask: Ask) -> dict[tuple[str, str | None], object]:
    """Return the verdicts, and where phases stand."""
    phases = phase_states(drawn.agreement, drawn.versions, ask.at, ask.known)
    return {**of_conditions(drawn, ask), **(phases if ask.account is None else {})}


def of_kinds(drawn: Pair, ask: Ask) -> dict[tuple[str, str | None], object]:
    """Return the verdicts of conditions, of their days, and of what is owed."""
    return readings(drawn.agreement, drawn.versions, ask.at, ask.known, ask.account)


@pytest.mark.parametrize(
    ("draw", "pairs", "read", "least"),
    [
        pytest.param(pair, 300, of_conditions, floors.PLAIN, id="limits and counts"),
        pytest.param(gated_pair, 300, of_gates, floors.GATES, id="gates and phases"),
        pytest.param(pair_of_kinds, 800, of_kinds, floors.KINDS, id="every kind"),
    ],
)
def test_the_random_pairs_meet_everything(
    draw: Callable[[int], Pair], pairs: int, read: Read, least: Floors
) -> None:
    """Every awkward thing, and every verdict of every sort, in pairs that are asked twice."""
    seen: dict[str, Counter[str]] = {"told": Counter()}
    for seed in range(pairs):
        drawn = draw(seed)
        for ask in drawn.asks:
            seen["told"].update(told(drawn, ask))
            for sort, verdict in verdicts_seen(drawn, read(drawn, ask)):
                seen.setdefault(sort, Counter())[verdict] += 1

    print(*(f"{sort}: {dict(counts)}" for sort, counts in seen.items()), sep="\n")  # noqa: T201
    short = {
        (sort, verdict): (seen.get(sort, {}).get(verdict, 0), floor)
        for sort, row in least.items()
        for verdict, floor in row.items()
        if seen.get(sort, {}).get(verdict, 0) < floor
    }
    assert not short, "seen, floor"
