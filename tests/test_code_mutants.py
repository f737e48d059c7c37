"""The tests of bounds, acts, gates and phases notice small changes to the code that decides.

A campaign: each change runs in a process of its own. None may be missed that is not explained below
(see `EQUIVALENT`); the run (`-m campaign -s`) prints how many there were, and every survivor.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from monitor.settings import PROJECT
from tests.code_mutants import MODULES, Change, every, source

LONGEST = 300
"""Seconds after which a change counts as noticed: it made something go on for ever."""

_FOLLOWS = (
    "while first > 0 and position - first + 1 < length and days[first].follows(days[first - 1]):"
)
_QUIET = "return max(at - quiet_from, timedelta(0)), max(at - broken_at, timedelta(0))"
_FIRST = "first = max(0, start - enough) if enough is not None else 0"
_BEST = "return best(None, 0, len(times) - 1) if inside else 0"
_USABLE = "usable = [s for s in stated if s.most and s.start < end and start < s.end]"
_COVERING = "if place.startswith(s.pcode) and s.start <= earliest < s.end:"
_PLACE = "count.pcodes[0] if count.pcodes else EVERYWHERE,"
_FITS = "return one.first >= since and one.last - one.first < length"
_OVER = "if day.limit is not None and day.bounds.low > day.limit"
_GROWN = "if grown >= 0 and window.start < window.end:"
_LATER = "for later in totals[n + 1 :]:"

_COUNT = "count = (self.wall_day(horizon - timedelta(microseconds=1)) - first).days + 1"
_EDGES = "edges = [self.begins(first + n * _DAY) for n in range(count + 1)]"
_ENDING = "if day.start < day.end and after < day.end <= until:"
_PART = 'elif since < end and start < until and self.terms.partial_days == "counted":'
_PASSED = "passed = middle.astimezone(self.zone).replace(tzinfo=None) >= local"
_LONG = "if end - start > 2 * _DAY:"
_TAIL = "return start + _DAY if _DAY < end - start <= 2 * _DAY else None"
_RISEN = "risen = not found or any(start < t <= end for t in ends)"

EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("limit", _FOLLOWS, "> becomes >="): "the last day is never the one before the first",
    ("limit", _FOLLOWS, "0 becomes -1"): "likewise",
    ("streak", _FIRST, "0 becomes -1"): "the first day follows no other: the run ends there",
    ("streak", "for day in range(last, start - 1, -1):", "1 becomes 2"): (
        "a day before the run could only say again that it begins after it"
    ),
    ("streak", "for first in range(last, start - 1, -1):", "1 becomes 2"): "likewise",
    ("streak", _QUIET, "0 becomes -1"): "what is certain never begins after the instant asked",
    ("acts", "MOST_WORLDS = 20_000", "20000 becomes 20001"): "a bound for time's sake alone",
    ("acts", "MOST_WORLDS = 20_000", "20000 becomes 19999"): "likewise",
    ("statements", _BEST, "0 becomes -1"): "no time stands before the first",
    ("statements", _BEST, "1 becomes 0"): "no time stands after the last",
    ("statements", _USABLE, "< becomes <="): "what only meets the window never covers any of it",
    ("statements", _COVERING, "< becomes <="): "what ends there goes no further: settled before",
    ("statements", _PLACE, "0 becomes -1"): "a count has one p-code at most",
    ("statements", _GROWN, "< becomes <="): "an empty window is left out where all are",
    ("statements", _LATER, "1 becomes 0"): "between a total and itself there is an empty window",
    ("rolling", _FITS, "< becomes <="): "what lasts as long as the window is taken off again",
    ("rolling", _OVER, "> becomes >="): "no window of a day that is just full exceeds the limit",
    ("series", "totals = [0] * (len(self.pieces.edges) + 2)", "2 becomes 3"): "one zero more",
    ("series", "wide = [0] * (len(self.pieces.edges) + 1)", "1 becomes 2"): "likewise",
    ("term", "MOST_WORLDS = 20_000", "20000 becomes 20001"): "a bound for time's sake alone",
    ("term", "MOST_WORLDS = 20_000", "20000 becomes 19999"): "likewise",
    ("term", "if item.first < item.last:", "< becomes <="): "what is exact is tried twice at once",
    ("gates", "return self._named(member.condition, there[0])", "0 becomes -1"): "there is one",
    ("series", _RISEN, "< becomes <="): "one look more where nothing has risen",
    ("calendar", "if horizon <= self.start:", "<= becomes <"): "the first day has not begun then",
    ("calendar", _COUNT, "1 becomes 2"): "a day that has not begun is left out below",
    ("calendar", _COUNT, "1 becomes 0"): "likewise: one that begins at the horizon",
    ("calendar", _EDGES, "1 becomes 2"): "one edge more that no day has",
    ("calendar", _ENDING, "< becomes <="): "a part of a day always has a length",
    ("calendar", "while (start := self.begins(named)) < until:", "< becomes <="): (
        "what begins there ends later"
    ),
    ("calendar", "named = self.wall_day(max(after, self.start))", "max becomes min"): (
        "days that end too early are passed over below, only later"
    ),
    ("calendar", _PASSED, ">= becomes >"): "no clock shows a time that was skipped",
    ("calendar", "middle = low + (high - low) // 2", "2 becomes 3"): "any place between will do",
    ("calendar", _PART, "< becomes <="): "a part of no length is left out by who asks",
    ("calendar", _LONG, "> becomes >="): "two days are numbered alike either way",
    ("calendar", _LONG, "2 becomes 1"): "so is a day of more than 24 hours",
    ("calendar", "if number < 1:", "1 becomes 0"): "the first edge lies before the last",
    ("calendar", _TAIL, "< becomes <="): "a stretch of no length",
}  # fmt: skip
"""Changes that alter nothing, by module, text of the line and change, each with its reason."""


def missed(module: str, number: int) -> bool:
    """Whether no test notices a change."""
    command = [sys.executable, "-m", "tests.code_mutants", module, str(number)]
    try:
        run = subprocess.run(
            command,
            cwd=PROJECT,
            env={**os.environ, "CI": "true"},
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    assert run.returncode in {0, 1, 2}, run.stdout.decode()
    return run.returncode == 0


def named(module: str, change: Change) -> tuple[str, str, str]:
    """Name a change so that it is found again after lines were added above it."""
    line = source(module).read_text(encoding="utf-8").split("\n")[change.line - 1]
    return module.rsplit(".", 1)[1], line.strip(), change.what


@pytest.mark.parametrize("module", MODULES)
def test_there_is_something_to_change(module: str) -> None:
    """Every module that decides has places that can be changed, no two named alike in a place."""
    found = every(module)

    assert len(found) == len(set(found)) > 0


@pytest.mark.campaign
@pytest.mark.parametrize("module", MODULES)
def test_every_change_is_noticed(module: str) -> None:
    """No change of a comparison, a whole number, min or max goes unnoticed, but for equivalents."""
    found = every(module)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        unnoticed = [*pool.map(lambda number: missed(module, number), range(len(found)))]

    left = [change for change, is_missed in zip(found, unnoticed, strict=True) if is_missed]
    print(f"{module}: {len(found)} changes, {len(found) - len(left)} noticed")  # noqa: T201
    unexplained = [
        f"{source(module)}:{change.line}: {change.what}"
        for change in left
        if named(module, change) not in EQUIVALENT
    ]
    assert not unexplained, "\n".join(["noticed by no test:", *unexplained])
