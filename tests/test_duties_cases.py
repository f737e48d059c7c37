"""The cases of a made-up agreement on convoys: every kind of duty, as a lawyer would draw it."""

from monitor.agreements.load import load_file
from monitor.casebook import run_file
from monitor.settings import PROJECT

FILE = PROJECT / "tests" / "rules" / "duties.yaml"


def test_the_cases_hold() -> None:
    """Each verdict, count and piece of evidence is as the case says; none asserts nothing."""
    results = run_file(load_file(FILE))

    assert {result.name: result.failures for result in results if result.failures} == {}
    assert len(results) == 6
