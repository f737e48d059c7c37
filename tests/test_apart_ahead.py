"""A process that reads files waits with all loaded: the same answer, for one file, and no orphan.

What Linux tells of processes is read where they are counted.
"""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.apart.asked import Asked
from monitor.apart.limits import MEMORY, Limits
from monitor.apart.reading import read_apart
from monitor.apart.started import READER, kept_waiting
from monitor.errors import IncidentFileError
from monitor.settings import PROJECT

FILE = (
    b"source,id,kind,happened_from,time_zone,by\n"
    b"north,1,shelling,2016-09-17T15:55,Asia/Damascus,A\nnorth,2,no such kind,17/9,Nowhere,\n"
)
PATIENCE = 60


def children() -> set[int]:
    """The processes that this one has started, and that have not been seen to end."""
    told = Path("/proc/self/task").glob("*/children")
    return {int(pid) for one in told for pid in one.read_text().split()}


def ended(pid: int) -> bool:
    """Wait until a process has ended; False where it does not."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], PATIENCE)[0])
    finally:
        os.close(watch)


@pytest.fixture
def waiting() -> Iterator[int]:
    """A process that waits."""
    others = children()
    with kept_waiting(0):
        (pid,) = children() - others
        yield pid


def test_the_one_that_waits_reads_the_next_file_and_no_other(
    waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answers as one that is started for the file does, and has ended; another waits then."""
    monkeypatch.setattr("monitor.apart.started.LATER", 0)
    others = children()
    asked = Asked(FILE, "a.csv")

    assert read_apart(asked) == asked.read() == read_apart(asked, reader=READER)
    assert ended(waiting)
    assert len(children() - others) == 1


def test_the_limits_are_those_of_the_file(waiting: int) -> None:
    """What it has loaded ahead does not free it: it meets the limit of the processor's time."""
    rows = FILE + b"north,%d,no such kind,17/9,Nowhere,\n" % 3 * 60_000
    with pytest.raises(IncidentFileError, match="more than 1 seconds of the processor"):
        read_apart(Asked(rows, "long.csv"), Limits(MEMORY, 1))

    assert ended(waiting)


def test_a_file_that_is_none_is_refused_in_the_same_words(waiting: int) -> None:
    """It says what is wrong, as one that did not wait."""
    asked = Asked(b"a,b\n1,2\n", "x.csv")
    with pytest.raises(IncidentFileError) as here:
        asked.read()
    with pytest.raises(IncidentFileError) as apart:
        read_apart(asked)

    assert apart.value.problems == here.value.problems
    assert ended(waiting)


def test_one_that_was_killed_while_it_waited_is_not_missed(waiting: int) -> None:
    """The file is read by another."""
    os.kill(waiting, signal.SIGKILL)
    assert ended(waiting)
    asked = Asked(FILE, "a.csv")

    assert read_apart(asked) == asked.read()


def test_none_is_left_when_nobody_needs_it() -> None:
    """It ends with the service, and none is started afterwards; nor where none was wanted."""
    others = children()
    with kept_waiting(0):
        (pid,) = children() - others
    assert ended(pid)
    read_apart(Asked(FILE, "a.csv"))

    assert children() == others


def test_none_is_left_when_the_service_is_killed() -> None:
    """It reads to the end of what nobody will write any more, and ends."""
    program = (
        "import os, signal, sys; sys.path.insert(0, 'tests'); "
        "from test_apart_ahead import children; from monitor.apart.started import kept_waiting\n"
        "with kept_waiting(0):\n"
        "    print(*children(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, stdout=subprocess.PIPE, check=False
    )

    assert ran.returncode == -signal.SIGKILL
    assert ended(int(ran.stdout))
