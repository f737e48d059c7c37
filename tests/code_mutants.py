"""Small changes to the code that decides: comparisons, whole numbers, min and max.

    python -m tests.code_mutants monitor.evaluation.limit 7

runs the tests of the bounds with the seventh change made to that module, in this process alone;
its exit status is that of pytest: 0 where nothing noticed.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path

import pytest

from monitor.settings import PROJECT

BOUNDS = (
    "tests/test_streak.py",
    "tests/test_counts.py",
    "tests/test_series.py",
    "tests/test_calendar.py",
    "tests/test_statements.py",
    "tests/test_traps.py",
    "tests/test_differential.py::test_engine_and_naive_evaluator_agree[0]",
)
ACTS = (
    "tests/test_acts.py",
    "tests/test_gates.py",
    "tests/test_phases.py",
    "tests/test_terms.py",
    "tests/test_levels.py",
    "tests/test_differential_gates.py::test_engine_and_naive_evaluator_agree_on_gates_and_phases[0]",
    "tests/test_differential_gates.py::test_engine_and_naive_evaluator_agree_on_gates_and_phases[1]",
)
NOTICING = {
    **dict.fromkeys(("limit", "streak", "statements", "series", "calendar"), BOUNDS),
    "rolling": ("tests/test_rolling.py",),
    "pattern": ("tests/test_pattern.py",),
    **dict.fromkeys(("reference", "baseline"), ("tests/test_baseline.py",)),
    "alone": ("tests/test_alone.py",),
    "applying": ("tests/test_applying.py",),
    **dict.fromkeys(("acts", "decided", "term", "gates", "resets", "phases", "standing"), ACTS),
}
"""The tests that must notice a change to a module, the quickest first."""

MODULES = tuple(f"monitor.evaluation.{name}" for name in NOTICING)

OTHER = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
SWAPPED = {"min": "max", "max": "min"}
SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


@dataclass(frozen=True)
class Change:
    """One change: of the node that stands at a line and column, in a way named by `what`."""

    line: int
    column: int
    what: str


def changes(tree: ast.AST) -> Iterator[tuple[Change, ast.AST, str, object]]:
    """Yield every change with the node, the field and the value that make it."""
    for node in ast.walk(tree):
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
        if isinstance(node, ast.Compare):
            for place, sign in enumerate(node.ops):
                if type(sign) in OTHER:
                    other = OTHER[type(sign)]
                    signs: Sequence[ast.cmpop] = [*node.ops]
                    ops = [*signs[:place], other(), *signs[place + 1 :]]
                    what = f"{SIGNS[type(sign)]} becomes {SIGNS[other]}"
                    yield Change(line, column + place, what), node, "ops", ops
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            for more in (1, -1):
                what = f"{node.value} becomes {node.value + more}"
                yield Change(line, column, what), node, "value", node.value + more
        elif isinstance(node, ast.Name) and node.id in SWAPPED:
            what = f"{node.id} becomes {SWAPPED[node.id]}"
            yield Change(line, column, what), node, "id", SWAPPED[node.id]


def source(module: str) -> Path:
    """Return the file of a module."""
    return PROJECT / f"{module.replace('.', '/')}.py"


def every(module: str) -> list[Change]:
    """Return the changes to a module, in a fixed order."""
    tree = ast.parse(source(module).read_text(encoding="utf-8"))
    return [change for change, *_ in changes(tree)]


def changed(module: str, number: int) -> ast.Module:
    """Return a module with one change made."""
    tree = ast.parse(source(module).read_text(encoding="utf-8"))
    _, node, field, value = list(changes(tree))[number]
    setattr(node, field, value)
    return tree


class Changed(MetaPathFinder, SourceLoader):
    """Imports one module with one change made; every other as it stands."""

    def __init__(self, module: str, number: int) -> None:
        self._module = module
        self._number = number

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Take over the import of the module that is changed."""
        origin = str(source(fullname))
        return spec_from_loader(fullname, self, origin=origin) if fullname == self._module else None

    def get_filename(self, fullname: str) -> str:
        """Return the file of the module."""
        return str(source(fullname))

    def get_data(self, path: str) -> bytes:
        """Return the text of the module, with the change."""
        del path
        return ast.unparse(changed(self._module, self._number)).encode()


def main() -> int:
    """Run the tests with one change made."""
    module, number = sys.argv[1], int(sys.argv[2])
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, Changed(module, number))
    for name in [name for name in sys.modules if name.startswith("monitor.evaluation")]:
        del sys.modules[name]
    noticing = NOTICING[module.rsplit(".", 1)[1]]
    runs = (pytest.main(["-x", "-q", "-m", "", "-p", "no:cacheprovider", t]) for t in noticing)
    return next((status for status in runs if status), 0)


if __name__ == "__main__":
    sys.exit(main())
