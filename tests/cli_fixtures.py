"""Stores for the tests of the command line and the service, and one command run in this process."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from cli_samples import Asked, Ran, Run

from monitor.cli import main, parser
from monitor.clock import system_clock
from monitor.commands.output import show
from monitor.commands.reaching import request
from monitor.errands.desk import carry_out
from monitor.errands.request import Reply
from monitor.service import Service
from monitor.settings import read_settings


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store after the first run; only read."""
    folder = tmp_path_factory.mktemp("sample") / "store"
    settings = read_settings({"MONITOR_STORE": str(folder), "MONITOR_ACTOR": "tester"})
    with Service.open(settings, system_clock) as service:
        assert [*service.first_run(actor="tester")]
    return folder


@pytest.fixture
def sample(sample_store: Path, tmp_path: Path) -> Path:
    """A copy of the sample store, to be changed."""
    return Path(shutil.copytree(sample_store, tmp_path / "sample"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a store may be started."""
    return tmp_path / "store"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run one command in this process."""
    monkeypatch.setenv("MONITOR_ACTOR", "tester")
    monkeypatch.delenv("MONITOR_STORE", raising=False)

    def once(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        told = capsys.readouterr()
        assert "\x1b" not in told.out + told.err, "no colour codes"
        assert "Traceback" not in told.err
        return Ran(code, told.out, told.err)

    yield once
    capsys.readouterr()


@pytest.fixture(scope="module")
def asked(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """Ask a store after the first run, which is opened once for a module, each question once.

    Gives what is printed of the answer, as lines and as JSON.
    """
    store = Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("asked") / "store"))
    settings = read_settings({"MONITOR_STORE": str(store), "MONITOR_ACTOR": "tester"})
    reads = parser()
    with Service.open(settings, system_clock) as service:

        @cache
        def once(*words: str) -> tuple[Ran, Ran]:
            reply = carry_out(request(reads.parse_args(words), settings), service)
            return _printed(reply, as_json=False), _printed(reply, as_json=True)

        yield once


def _printed(reply: Reply, *, as_json: bool) -> Ran:
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = show(reply, as_json=as_json)
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file beside the store."""

    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written
