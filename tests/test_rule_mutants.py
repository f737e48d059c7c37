"""The changes that the cases are tried on: none that decides is forgotten, and each is one step."""

from pathlib import Path

import pytest
from rule_moves import moves
from rule_mutants import is_prose, mutants, nodes, steps_to
from rule_shapes import OUT

from monitor.agreements.load import load_file, load_text
from monitor.handwritten.source import read
from monitor.handwritten.tree import Scalar
from monitor.settings import PROJECT

NORTHLAND = load_file(PROJECT / "tests" / "rules" / "northland.yaml")
SHIPPED = [
    path
    for path in sorted((PROJECT / "rules").glob("*.yaml"))
    if not path.name.endswith(".cases.yaml")
]


FIVE = ("6 hours", "4 hours", "301 minutes", "299 minutes")


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("0", ["1", "-1"]),
        ("36.245", ["36.246", "36.244"]),
        ("37.060", ["37.061", "37.059"]),
        ("3500 m", ["3501 m", "3499 m"]),
        ("80 %", ["81 %", "79 %"]),
        ("day", ["2 days", "0 days", "24 hours"]),
        ("7 days", ["8 days", "6 days", "168 hours"]),
        ("48 hours", ["49 hours", "47 hours", "2881 minutes", "2879 minutes", "2 days"]),
        ("72 minutes", ["73 minutes", "71 minutes"]),
        ("approaching 1 day", [f"approaching {it}" for it in ("2 days", "0 days", "24 hours")]),
        ("silent for 5 hours", [f"silent for {it}" for it in FIVE]),
        ("19:00", ["19:01", "18:59", "19:00:01", "18:59:59"]),
        ("2020-01-05", ["2020-01-06", "2020-01-04", "2020-01-05T00:01", "2020-01-04T23:59"]),
        ("SY02", ["SY03", "SY0201"]),
        ("true", ["false"]),
        ("attack", []),
    ],
)
def test_a_value_is_moved_by_one(text: str, becomes: list[str]) -> None:
    """A number by one in its last place, a time to either side, a duration to its neighbours."""
    assert list(moves("x", text, [])) == becomes


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_that_decides_stays_as_it_is(path: Path) -> None:
    """Every value of the shipped rules that decides is moved, or left out of its list."""
    shipped = load_file(path)
    root, _ = read(shipped.text, shipped.file)
    assert root is not None
    changed = {mutant.path for mutant in mutants(shipped) if mutant.becomes != OUT}
    out = {mutant.path for mutant in mutants(shipped) if mutant.becomes == OUT}
    values = [steps for steps, node in nodes(root) if isinstance(node, Scalar)]

    kept = [
        steps_to(steps)
        for steps in values
        if not is_prose(steps)
        and steps_to(steps) not in changed
        and not (isinstance(steps[-1], int) and steps_to(steps) in out)
    ]

    assert kept == []


def test_entries_are_left_out_added_and_turned_around() -> None:
    """Each change of a list or mapping stands in the rules that the mutant makes, and no other."""
    told = {mutant.change: mutant for mutant in mutants(NORTHLAND)}
    attack = NORTHLAND.agreement.classes["attack"]

    def changed(change: str) -> object:
        other = load_text(told[change].text, "northland.yaml").agreement
        return other.classes["attack"]

    fewer = changed("classes.attack.any_kind.0: shelling -> (left out)")
    assert fewer == attack.model_copy(update={"any_kind": attack.any_kind[1:]})
    bare = changed("classes.attack.except: […] -> (left out)")
    assert bare == attack.model_copy(update={"except_": ()})
    swapped = changed("classes.attack: by, against -> turned around")
    assert swapped == attack.model_copy(update={"by": attack.against, "against": attack.by})
