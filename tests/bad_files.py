"""What refusing a rule file says, and what it takes."""

import gc
from time import process_time

import pytest

from monitor.agreements.load import load_text
from monitor.errors import Problem, RuleFileError

LONGEST = 0.1
"""Seconds of the processor that a bad file may take."""

TRIES = 3
"""Of so many measurements the best counts: a busy machine only ever adds to one."""


def problems_of(text: str, file: str = "f.yaml") -> tuple[Problem, ...]:
    """Return what is said of a text that must be refused."""
    with pytest.raises(RuleFileError) as error:
        load_text(text, file)
    return error.value.problems


def taken(text: str) -> float:
    """Return the seconds of the processor that refusing a text takes."""
    gc.disable()  # what the tests before left behind is not this file's cost
    tries = []
    for _ in range(TRIES):
        started = process_time()
        problems_of(text)
        tries.append(process_time() - started)
    gc.enable()
    return min(tries)
