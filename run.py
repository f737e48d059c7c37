"""Set up and start Agreement Monitor; needs nothing but Python 3.11 or later.

    python3 run.py [--port N]       set up what is missing, then serve http://127.0.0.1:8501
    python3 run.py test [ARGS...]   set up with what testing needs, then run the tests (pytest ARGS)
    python3 run.py setup [--dev]    set up only
    python3 run.py browser          name the browser that the tests drive, or how to install one

Only the standard library, and a grammar old enough that an old Python reads as far as the refusal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import venv
from pathlib import Path

NEEDS = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
SETUP, PROGRAM, DEV = (
    ROOT / name for name in ("requirements-setup.txt", "requirements.txt", "requirements-dev.txt")
)
WHOLE_SUITE = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
ON_WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if ON_WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if ON_WINDOWS else "python")
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def main(argv: list[str]) -> int:
    """Do what the command line asks; returns the exit code, 2 for bad usage."""
    refusal = refuse(sys.version_info[:2])
    if refusal:
        return complain(refusal)
    os.chdir(ROOT)
    commands = {"run": run, "test": test, "setup": setup, "browser": browser}
    named = bool(argv) and argv[0] in commands
    try:
        return commands[argv[0]](argv[1:]) if named else run(argv)
    except KeyboardInterrupt:
        return 130


def refuse(version: tuple[int, ...]) -> str | None:
    """Why this version of Python cannot run the program, or None if it can."""
    if version >= NEEDS:
        return None
    return (
        f"Agreement Monitor needs Python {NEEDS[0]}.{NEEDS[1]} or later; this is Python "
        f"{version[0]}.{version[1]}.\nStart it with a newer one, for example: python3.11 run.py\n"
        "Debian and Ubuntu: sudo apt-get install python3.11 python3.11-venv; "
        "other systems: python.org/downloads"
    )


def run(argv: list[str]) -> int:
    """Set up, load the sample into an empty store, and become the server."""
    parser = command("run", "serve the dashboard on the loopback address")
    parser.add_argument("--port", type=int, default=8501, help="the port (default: 8501)")
    port = parser.parse_args(argv).port
    address = f"http://127.0.0.1:{port}"
    if taken(port):
        return complain(
            f"Port {port} is taken. If Agreement Monitor runs already, open {address}; "
            f"else choose another port: python3 run.py --port {port + 1}"
        )
    if not set_up(dev=False):
        return 1
    store = os.environ.get("MONITOR_STORE") or "data/store"
    if not Path(store, "journal.jsonl").exists():
        first_run = [str(PYTHON), "-m", "monitor", "first-run", "--store", store]
        code = subprocess.call(first_run)
        if code:
            return code
    say(f"Agreement Monitor: {address} (Ctrl-C stops it)")
    return become(["-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)])


def taken(port: int) -> bool:
    """Whether something answers on this port of the loopback address."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test(argv: list[str]) -> int:
    """Set up with what testing needs, and become the test run; all arguments are pytest's.

    Without arguments the whole suite runs, each file on one of the machine's cores.
    """
    if not set_up(dev=True):
        return 1
    if find_browser() is None:
        say(how_to_get_a_browser())
    return become(["-m", "pytest", *(argv or WHOLE_SUITE)])


def setup(argv: list[str]) -> int:
    """Set up only."""
    parser = command("setup", "install what the program needs into .venv")
    parser.add_argument("--dev", action="store_true", help="also what testing and checking need")
    return 0 if set_up(dev=parser.parse_args(argv).dev) else 1


def browser(argv: list[str]) -> int:
    """Print the browser's path; without one say how to get it, and return 1."""
    command("browser", "name the browser that the tests drive").parse_args(argv)
    found = find_browser()
    if found is None:
        return complain(how_to_get_a_browser(), code=1)
    print(found)
    return 0


def command(name: str, does: str) -> argparse.ArgumentParser:
    """A parser for one command, showing all of them in its help."""
    return argparse.ArgumentParser(
        prog=f"run.py {name}",
        description=does,
        epilog=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def set_up(*, dev: bool) -> bool:
    """Make .venv hold exactly what is locked, doing nothing where it already does.

    Args:
        dev: Also what testing needs; a folder set up with it serves without it as well.

    Returns:
        Whether the program can start; where it cannot, the reason has been printed.
    """
    version = installed_python()
    if version and up_to_date(version, dev=dev):
        return True
    try:
        if not version:
            make_venv()
        STAMP.unlink(missing_ok=True)
        say("Installing the locked requirements into .venv (needs the network, the first time)")
        install([SETUP, DEV] if dev else [SETUP, PROGRAM])
    except subprocess.CalledProcessError:
        complain(
            "The requirements could not be installed; the reason stands above.\n"
            "Without a network it cannot be done: connect, or name a proxy in HTTPS_PROXY, and "
            "start again;\nwhat has been downloaded is kept. A hash that does not match means that "
            "the file was altered on its way: do not install it by hand."
        )
        return False
    except OSError as error:
        complain(f"Cannot write {VENV}: {error}\nMake the folder writable, or copy the project.")
        return False
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps(stamp(installed_python(), dev=dev)), encoding="utf-8")
    unfinished.replace(STAMP)
    return True


def stamp(version: str | None, *, dev: bool) -> dict[str, str | bool | None]:
    """What an installation for this Python is made of: another stamp, another installation."""
    locks = b"".join(lock.read_bytes() for lock in (SETUP, PROGRAM, DEV))
    return {"locks": hashlib.sha256(locks).hexdigest(), "python": version, "dev": dev}


def up_to_date(version: str, *, dev: bool) -> bool:
    """Whether the last finished installation is the one wanted, or holds it."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    wanted = [stamp(version, dev=True)] + ([] if dev else [stamp(version, dev=False)])
    return found in wanted


def installed_python() -> str | None:
    """The version of the Python in .venv; None where it does not start or is too old."""
    asks = f"import sys; print(sys.version); sys.exit(sys.version_info < {NEEDS})"
    try:
        return subprocess.check_output([str(PYTHON), "-I", "-c", asks], text=True)
    except (OSError, subprocess.CalledProcessError):
        return None


def make_venv() -> None:
    """Make .venv afresh, with pip only where uv is not at hand to do its work.

    Raises:
        subprocess.CalledProcessError: Python came without the parts that make one.
    """
    say(f"Making {VENV}")
    try:
        venv.create(VENV, clear=True, symlinks=not ON_WINDOWS, with_pip=find_uv() is None)
    except subprocess.CalledProcessError:
        say("This Python came without ensurepip. Debian and Ubuntu: apt-get install python3-venv")
        raise


def install(locks: list[Path]) -> None:
    """Install exactly these locks: by uv, which takes seconds, else by pip, which takes a minute.

    Raises:
        subprocess.CalledProcessError: Neither could; they have said why.
    """
    quiet = subprocess.DEVNULL
    files = [str(lock) for lock in locks]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    by_pip = [*pip, "install", "--quiet", "--no-compile", "--require-hashes"]
    uv = find_uv()
    if uv is None and subprocess.call([*by_pip, "-r", str(SETUP)]) == 0:
        uv = find_uv()
    if uv is not None:
        by_uv = [uv, "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes"]
        if subprocess.call([*by_uv, *files]) == 0:
            return
    say("uv cannot do it here; pip does the same in a minute or two")
    if subprocess.call([*pip, "--version"], stdout=quiet, stderr=quiet) != 0:
        subprocess.check_call([str(PYTHON), "-m", "ensurepip"], stdout=quiet)
    for lock in locks[1:]:
        subprocess.check_call([*by_pip, "-r", str(lock)])


def find_uv() -> str | None:
    """The uv of this machine, else the one in .venv, else None."""
    return shutil.which("uv") or shutil.which("uv", path=str(SCRIPTS))


def find_browser() -> str | None:
    """The Chromium or Chrome that browser tests drive: CHROMIUM if set, else a known name."""
    chosen = os.environ.get("CHROMIUM")
    names = (chosen,) if chosen else BROWSERS
    return next(filter(None, map(shutil.which, names)), None)


def how_to_get_a_browser() -> str:
    """The one line for a machine without a browser."""
    return (
        "No Chromium found for the browser tests: sudo apt-get install --no-install-recommends "
        "chromium (or set CHROMIUM to the path of one)"
    )


def become(arguments: list[str]) -> int:
    """Replace this process by .venv's Python, so that signals and the exit code are its own."""
    sys.stdout.flush()
    sys.stderr.flush()
    whole = [str(PYTHON), *arguments]
    if not ON_WINDOWS:
        os.execv(whole[0], whole)  # noqa: S606 - the point: no process stays between
    return subprocess.call(whole)


def say(text: str) -> None:
    """Tell the person at the terminal; standard output is for results."""
    print(text, file=sys.stderr, flush=True)


def complain(text: str, code: int = 2) -> int:
    """Tell what is wrong, and return the exit code."""
    say(text)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
