"""What every test relies on: no setting of the person at the keyboard, and steady searches."""

import atexit
import os
import tempfile

import pytest
from hypothesis import settings

for name in [name for name in os.environ if name.startswith("MONITOR_")]:
    del os.environ[name]

# Two busy cores make any deadline a matter of luck; in CI the same commit gives the same answer.
settings.register_profile("steady", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("steady")

# Where Python keeps no compiled modules, each of the many processes that tests start would compile
# everything anew, which takes longer than what it is started for: they share a folder of the run.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None) and "PYTHONPYCACHEPREFIX" not in os.environ:
    _COMPILED = tempfile.TemporaryDirectory(prefix="compiled-")
    atexit.register(_COMPILED.cleanup)
    os.environ["PYTHONPYCACHEPREFIX"] = _COMPILED.name

LONGEST = (
    "test_check",
    "test_browser_viewers",
    "test_cli",
    "test_browser_record",
    "test_schedule_month",
    "test_browser_pages",
    "test_mutants",
    "test_replay_document",
    "test_store_kill",
    "test_check_kinds",
    "test_both_ways",
    "test_strangers",
    "test_record_fuel",
    "test_api",
    "test_properties",
    "test_differential",
    "test_rules_told",
)
"""The files that take longest, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files: one that began last would keep one core busy alone."""
    order = {file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))
