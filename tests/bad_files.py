"""What refusing a rule file says, and what it takes."""

import gc
from collections.abc import Callable
from time import process_time

import pytest
import yaml

from monitor.agreements.load import load_text
from monitor.errors import Problem, RuleFileError

LONGEST = 0.1
"""Seconds of the processor that a bad file may take, on a machine that keeps YARDSTICK."""

PLAIN = "- a: b\n" * 4_000
"""A text of the yardstick: it has nothing to do with what is measured."""

YARDSTICK = 0.030
"""Seconds of the processor for the events of PLAIN, measured where nothing else ran."""

TRIES = 3
"""Of so many measurements the best counts: a busy machine only ever adds to one."""


def problems_of(text: str, file: str = "f.yaml") -> tuple[Problem, ...]:
    """Return what is said of a text that must be refused."""
    with pytest.raises(RuleFileError) as error:
        load_text(text, file)
    return error.value.problems


def quickest(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that work takes, at best of a few times."""
    gc.disable()  # what the tests before left behind is not this work's cost
    tries = []
    for _ in range(TRIES):
        started = process_time()
        work()
        tries.append(process_time() - started)
    gc.enable()
    return min(tries)


def taken(text: str) -> float:
    """Return the seconds that refusing a text takes, at the speed of the yardstick's machine.

    A slower machine, or one whose cores others use too, is allowed so much more.
    """
    spent = quickest(lambda: problems_of(text))
    if spent < LONGEST:
        return spent
    pace = quickest(lambda: list(yaml.parse(PLAIN, Loader=yaml.CSafeLoader)))
    return spent / max(1.0, pace / YARDSTICK)
