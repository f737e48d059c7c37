"""Set-up and start: run.py in a folder of its own, with stand-ins only for what is downloaded.

The installer and the server are other people's programs; here a script stands for each and
writes down how it was called. Everything between them is the real run.py in a real process.
"""

import ast
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import run
from monitor.settings import PROJECT
from tests.conftest import LONGEST

INSTALLER = """#!{python}
import pathlib, sys
calls = pathlib.Path({calls!r})
calls.write_text(calls.read_text() + " ".join(a for a in sys.argv if a.endswith(".txt")) + "\\n")
"""
FIRST_RUN = """
import pathlib, sys
store = pathlib.Path(sys.argv[sys.argv.index("--store") + 1])
store.mkdir(parents=True)
(store / "journal.jsonl").touch()
print(*sys.argv[1:], flush=True)
"""
SERVER = """
import os, signal, sys
def stop(number, frame):
    os.write(1, b"closed\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print(os.getpid(), *sys.argv[1:], flush=True)
signal.pause()
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """The file with one line for each call of the installer: the locks it was given."""
    calls = tmp_path / "calls"
    calls.touch()
    return calls


@pytest.fixture
def project(tmp_path: Path, calls: Path) -> Path:
    """A project of nothing but run.py, empty locks, and stand-ins for program and server."""
    project = tmp_path / "project"
    for package, source in (("monitor", FIRST_RUN), ("streamlit", SERVER)):
        (project / package).mkdir(parents=True)
        (project / package / "__main__.py").write_text(source)
    shutil.copy(PROJECT / "run.py", project)
    for lock in (run.SETUP, run.PROGRAM, run.DEV):
        (project / lock.name).touch()
    installer = tmp_path / "bin" / "uv"
    installer.parent.mkdir()
    installer.write_text(INSTALLER.format(python=sys.executable, calls=str(calls)))
    installer.chmod(0o755)
    return project


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment in which the installer is found first and nothing can be downloaded."""
    return {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "PIP_NO_INDEX": "1", "HOME": str(tmp_path)}


@pytest.fixture
def start(project: Path, environ: dict[str, str]) -> Run:
    """Start run.py with these arguments and wait for its end."""

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "run.py", *arguments],
            cwd=project,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    return start


def installs(calls: Path) -> list[str]:
    """The locks of each installation so far, by the word that tells them apart."""
    return [
        " ".join(re.findall(r"requirements-?(\w*)\.", c)) for c in calls.read_text().split("\n")
    ][:-1]


def test_an_old_python_reads_as_far_as_the_refusal() -> None:
    """The grammar is one that Python 3.8 reads, so that it can say what it needs."""
    source = (PROJECT / "run.py").read_text(encoding="utf-8")

    assert ast.parse(source, feature_version=(3, 8)).body


@pytest.mark.parametrize("version", [(2, 7), (3, 8), (3, 10)])
def test_an_old_python_is_told_what_to_do(version: tuple[int, int]) -> None:
    """The refusal names what is needed, what was found and the next step."""
    refusal = run.refuse(version)

    assert refusal is not None
    for words in ("3.11 or later", f"Python {version[0]}.{version[1]}", "python3.11 run.py"):
        assert words in refusal


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (4, 0)])
def test_a_python_that_is_new_enough_is_not_refused(version: tuple[int, int]) -> None:
    """The first version supported is 3.11 itself."""
    assert run.refuse(version) is None


def test_a_second_start_installs_nothing(start: Run, calls: Path) -> None:
    """What is there is left alone; only the first start calls the installer."""
    assert start("setup").returncode == 0
    assert start("setup").returncode == 0

    assert installs(calls) == ["setup "]


def test_what_serves_for_testing_serves_for_running(start: Run, calls: Path) -> None:
    """Testing adds to what running needs, and going back takes nothing away."""
    for arguments in (["setup"], ["setup", "--dev"], ["setup"], ["setup", "--dev"]):
        assert start(*arguments).returncode == 0

    assert installs(calls) == ["setup ", "setup dev"]


@pytest.mark.parametrize("lock", [run.SETUP, run.PROGRAM, run.DEV], ids=lambda lock: lock.name)
def test_a_changed_lock_is_installed_again(
    start: Run, project: Path, calls: Path, lock: Path
) -> None:
    """After an update of the project the next start brings what it now needs."""
    start("setup")
    (project / lock.name).write_text("# changed\n")
    start("setup")

    assert len(installs(calls)) == 2


def test_a_broken_environment_is_made_again(start: Run, project: Path, calls: Path) -> None:
    """An interpreter that is gone, as after an upgrade of the system, is replaced."""
    start("setup")
    python = project / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3.11")
    (project / ".venv" / "leftover").touch()

    assert start("setup").returncode == 0
    assert subprocess.call([str(python), "-c", ""]) == 0
    assert not (project / ".venv" / "leftover").exists()
    assert len(installs(calls)) == 2


def test_an_interrupted_installation_is_done_again(start: Run, project: Path, calls: Path) -> None:
    """Without the stamp that is written last, nothing is taken as installed."""
    start("setup")
    (project / ".venv" / "installed.json").write_text('{"locks": "')

    assert start("setup").returncode == 0
    assert len(installs(calls)) == 2


def test_without_a_network_it_says_so_and_tries_again_next_time(
    start: Run, project: Path, tmp_path: Path
) -> None:
    """First uv fails, then pip fails, then a person reads why; a later start begins afresh."""
    (tmp_path / "bin" / "uv").write_text("#!/bin/sh\nexit 2\n")
    (project / run.PROGRAM.name).write_text(f"nothing-of-this-name==1 --hash=sha256:{'0' * 64}\n")

    for _ in range(2):
        refused = start("setup")
        assert refused.returncode == 1
        assert "Without a network it cannot be done" in refused.stderr
        assert "nothing-of-this-name" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_folder_that_cannot_be_written_is_named(start: Run, project: Path) -> None:
    """The message names the folder and the next step, without a traceback."""
    (project / ".venv").write_text("a file where the folder should be")

    refused = start("setup")

    assert refused.returncode == 1
    assert f"Cannot write {project / '.venv'}" in refused.stderr
    assert "Traceback" not in refused.stderr


def free_port() -> int:
    """A port of the loopback address that nothing holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_the_server_takes_the_place_of_run_py_and_gets_its_signals(
    project: Path, environ: dict[str, str]
) -> None:
    """SIGTERM reaches the server itself, which closes cleanly; no process stays between."""
    port = free_port()
    for expected in (["first-run --store data/store"], []):
        with subprocess.Popen(
            [sys.executable, "run.py", "--port", str(port)],
            cwd=project,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as started:
            assert started.stdout is not None
            lines = [started.stdout.readline().strip() for _ in [*expected, "server"]]
            started.send_signal(signal.SIGTERM)
            rest, _ = started.communicate(timeout=300)

        assert lines == [*expected, f"{started.pid} run dashboard.py --server.port {port}"]
        assert rest == "closed\n"
        assert started.returncode == 0


def test_a_failed_first_run_does_not_start_the_server(start: Run, project: Path) -> None:
    """A store that could not be filled is not served as if it were one without incidents."""
    (project / "monitor" / "__main__.py").write_text("import sys; sys.exit('sample: line 3')")

    refused = start("--port", str(free_port()))

    assert refused.returncode == 1
    assert "sample: line 3" in refused.stderr
    assert refused.stdout == ""


def test_a_taken_port_is_refused_before_anything_else(start: Run, calls: Path) -> None:
    """A second start says where the first is to be found, and how to choose another port."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = start("--port", str(port))

    assert refused.returncode == 2
    assert f"open http://127.0.0.1:{port}" in refused.stderr
    assert f"--port {port + 1}" in refused.stderr
    assert installs(calls) == []


def test_arguments_of_the_test_command_are_pytests_own(start: Run, project: Path) -> None:
    """Options pass through as written, and the exit code of the tests is that of run.py."""
    (project / "pytest.py").write_text("import sys; print(sys.argv[1:]); sys.exit(5)")

    done = start("test", "-x", "--port", "-k", "a or b")

    assert done.stdout == "['-x', '--port', '-k', 'a or b']\n"
    assert done.returncode == 5


def test_the_whole_suite_runs_on_every_core(start: Run, project: Path) -> None:
    """Without arguments nothing is left out, and the tests of one file stay together."""
    (project / "pytest.py").write_text("import sys; print(sys.argv[1:])")

    words = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    assert start("test").stdout == f"{words}\n"


def test_what_takes_longest_begins_first() -> None:
    """The files named for it are there: a renamed one would quietly come in its turn again."""
    named = {f"{file}.py" for file in LONGEST}

    assert named <= {path.name for path in (PROJECT / "tests").glob("test_*.py")}


@pytest.mark.parametrize("command", ["browser", "test"])
def test_a_missing_browser_is_told_in_one_line(
    start: Run, environ: dict[str, str], project: Path, command: str
) -> None:
    """The line that installs one is printed, and testing goes on."""
    (project / "pytest.py").write_text("print('tests ran')")
    environ["CHROMIUM"] = "/nowhere/chromium"

    done = start(command)

    told = [line for line in done.stderr.splitlines() if "Chromium" in line]
    assert len(told) == 1
    assert "apt-get install --no-install-recommends chromium" in told[0]
    assert (done.returncode, done.stdout) == (
        (1, "") if command == "browser" else (0, "tests ran\n")
    )


def test_a_browser_that_is_there_is_named(
    start: Run, environ: dict[str, str], tmp_path: Path
) -> None:
    """CHROMIUM names the browser; its path is the only thing on standard output."""
    chromium = tmp_path / "my-chromium"
    chromium.touch(mode=0o755)
    environ["CHROMIUM"] = str(chromium)

    done = start("browser")

    assert (done.returncode, done.stdout) == (0, f"{chromium}\n")


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-setup"])
def test_the_lock_pins_and_hashes_everything_asked_for(name: str) -> None:
    """Every name in the .in file is locked, every locked line has hashes, no line names a host."""
    asked = (PROJECT / f"{name}.in").read_text(encoding="utf-8")
    lock = (PROJECT / f"{name}.txt").read_text(encoding="utf-8")
    pinned = re.findall(
        r"^([a-z0-9-]+)==(?:.*\n)(    --hash=sha256:[0-9a-f]{64})", lock, re.MULTILINE
    )

    names = re.findall(r"^([A-Za-z][\w-]*)", asked, re.MULTILINE)
    assert names
    assert {n.lower() for n in names} <= {n for n, _ in pinned}
    assert len(pinned) == len(re.findall(r"==", re.sub(r";.*", "", lock)))
    assert not re.search(r"https?:|file:|--index|--find-links| /", lock)


def test_the_test_lock_agrees_with_the_program_lock() -> None:
    """Tests run on the very versions that are shipped."""
    locks = [
        set(re.findall(r"^\S+==\S+.*(?= \\)", lock.read_text(encoding="utf-8"), re.MULTILINE))
        for lock in (run.PROGRAM, run.DEV)
    ]

    assert locks[0]
    assert locks[0] <= locks[1]
