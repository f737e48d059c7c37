"""The source is clean under the project's own checkers, and says its version once."""

import subprocess
import sys
import tomllib

import pytest

import monitor
from monitor.settings import PROJECT


@pytest.mark.parametrize(
    "checker",
    ["ruff check --no-cache --output-format concise", "ruff format --check --no-cache", "mypy"],
    ids=["ruff check", "ruff format", "mypy"],
)
def test_the_source_is_clean(checker: str) -> None:
    """What the checkers say, if anything, is the message of this test."""
    done = subprocess.run(
        [sys.executable, "-m", *checker.split()],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_version_is_the_same_wherever_it_is_said() -> None:
    """The project file and the program name one version."""
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))

    assert told["project"]["version"] == monitor.__version__
