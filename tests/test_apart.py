"""A file is read in a process of its own: the same answer, in limits, and nothing by halves."""

import io
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from format_samples import ACLED, table
from store_samples import SetClock
from workbooks import xlsx

from monitor.apart.answer import AGAIN, answer
from monitor.apart.asked import Asked
from monitor.apart.limits import MEMORY, Limits, limits_for
from monitor.apart.reading import SMALL, harmless, read_apart
from monitor.apart.started import READER
from monitor.apart.understood import understood
from monitor.errors import IncidentFileError
from monitor.incidents.gazetteer import Gazetteer
from monitor.incidents.opened.declared import Declared
from monitor.service import Outcome, Service
from monitor.settings import PROJECT, read_settings

HEADER = b"source,id,kind,happened_from,time_zone,by\n"
GOOD = b"north,%d,shelling,2016-09-17T15:55,Asia/Damascus,A\n"
WRONG = b"north,%d,no such kind,17/9,Nowhere,\n"
ODD = b"north,%d,shelling,2016-09-17T15:55,Asia/Damascus,\xe9t\xe9 A\n"
"""A row that is no UTF-8: which letters it has is found out from the whole file at once."""

PLACES = Gazetteer({"XX01": ("Town", "The town")}, {"XX0101": "XX01"})
ROOMY = Limits(MEMORY, 60)


def rows(count: int, row: bytes = GOOD) -> bytes:
    """A synthetic file of so many rows."""
    return HEADER + b"".join(row % number for number in range(count))


def refused(asked: Asked, limits: Limits, reader: Sequence[str] = READER) -> str:
    """What is said of a file that is not read to its end."""
    with pytest.raises(IncidentFileError) as error:
        read_apart(asked, limits, reader)
    assert "nothing" in str(error.value)
    return str(error.value)


def speaking(code: str) -> tuple[str, ...]:
    """A command that reads what it is asked, and then does as the code says."""
    return (sys.executable, "-c", f"import os, sys; sys.stdin.buffer.read(); {code}")


@pytest.mark.parametrize(
    "asked",
    [
        Asked(rows(3), "a.csv"),
        Asked(rows(3) + WRONG % 9 + GOOD % 1, "a.csv"),
        Asked(table("acled", ACLED, ACLED), "b.csv", "acled", time_zone="Asia/Damascus"),
        Asked(rows(2).replace(b",", b";"), "c.csv", declared=Declared(delimiter="semicolon")),
        Asked(rows(2), "d.csv", "report", "west", "UTC", places=PLACES),
        Asked("source,id,kind,happened_from\nnörth,\u2028,\x01,\n".encode(), "e \udcff.csv"),
    ],
    ids=["good", "wrong", "format", "declared", "stated", "odd"],
)
def test_it_says_what_reading_it_here_says(asked: Asked) -> None:
    """Records, rejected lines, counts and how it was read come back as they are, not nearly so."""
    assert read_apart(asked, ROOMY) == asked.read()


def test_a_file_that_is_none_is_refused_in_the_same_words() -> None:
    """Every problem with its line, column and hint."""
    for asked in (
        Asked(b"a,b\n1,2\n", "x.csv"),
        Asked(HEADER, "x.csv"),
        Asked(rows(1), "x.csv", "reprot", "", "Nowhere"),
    ):
        with pytest.raises(IncidentFileError) as here:
            asked.read()
        with pytest.raises(IncidentFileError) as apart:
            read_apart(asked, ROOMY)
        assert apart.value.problems == here.value.problems


def test_a_file_that_takes_too_long_is_ended_and_told() -> None:
    """The system ends it at its second of the processor, not when it likes."""
    told = refused(Asked(rows(60_000, WRONG), "long.csv"), Limits(MEMORY, 1))

    assert "more than 1 seconds of the processor" in told
    assert "split it into several files" in told


def test_a_file_that_takes_too_much_memory_is_told() -> None:
    """It is told as that, whichever part of the reading met the limit."""
    told = refused(Asked(rows(400_000, ODD), "wide.csv"), Limits(90_000_000, 60))

    assert "more than 90 MB of memory" in told
    assert "split it into several files" in told


@pytest.mark.parametrize("row", [GOOD, WRONG], ids=["good", "wrong"])
def test_many_rows_need_no_more_memory_than_few(row: bytes) -> None:
    """Neither records nor rejected rows are held: ten times as many need as good as no more."""
    count = 20_000
    intake = read_apart(Asked(rows(count, row), "long.csv"), Limits(80_000_000, 300))

    assert len(intake.records) + len(intake.rejected) == intake.lines == count


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_process_that_is_killed_is_told(number: signal.Signals) -> None:
    """Whoever ends it, also in the middle of its answer: what came of it counts for nothing."""
    whole = b"".join(answer(Asked(rows(3), "a.csv").read()))
    half = f"sys.stdout.buffer.write({whole[: len(whole) // 2]!r}); sys.stdout.flush(); "
    told = refused(
        Asked(rows(3), "a.csv"), ROOMY, speaking(half + f"os.kill(os.getpid(), {number:d})")
    )

    assert f"stopped from outside (signal {number:d})" in told


WHOLE = list(answer(Asked(rows(2) + WRONG % 7, "a.csv").read()))
GARBAGE = {
    "nothing": b"",
    "words": b"Traceback (most recent call last):\n",
    "bytes": bytes(range(256)),
    "deep": b"[" * 100_000 + b"\n",
    "a list": b"[]\n",
    "a head of nothing": b"{}\n",
    "no end": b"".join(WHOLE[:-1]),
    "a line too few": b"".join(WHOLE[:1] + WHOLE[2:]),
    "a line too many": b"".join(WHOLE[:2] + WHOLE[1:]),
    "cut in a record": b"".join(WHOLE[:2])[:-9],
    "no record": WHOLE[0] + b"2\t,{}\n" + b"".join(WHOLE[2:]),
    "counts that do not fit": b"".join(WHOLE).replace(b'"lines": 3', b'"lines": 4'),
    "a line dropped that is none": b"".join(WHOLE)
    .replace(b'"dropped": []', b'"dropped": [9]')
    .replace(b'"repeated": 0', b'"repeated": 1'),
    "lines out of order": b"".join((WHOLE[0], WHOLE[2], WHOLE[1], *WHOLE[3:])),
    "no first line": b"".join(WHOLE[1:]),
    "two first lines": b"".join(WHOLE[:1] + WHOLE),
    "anew without a first line": b"".join(WHOLE[:1]) + AGAIN + b"".join(WHOLE[1:]),
    "a rejected line that is none": b"".join((*WHOLE[:2], b"[7, 8, 9]\n", *WHOLE[2:])),
    "progress that is none": b"".join((WHOLE[0], b"+x/y\n", *WHOLE[1:])),
    "other fields": b"".join(WHOLE).replace(b'"id", "source"', b'"source", "id"'),
    "problems without an end": b'{"problems": []}\n',
    "problems that are none": b'{"problems": [["x"]]}\n"end"\n',
}
"""Answers of which none may be believed."""


@pytest.mark.parametrize("said", GARBAGE.values(), ids=GARBAGE)
def test_an_answer_that_does_not_fit_is_none(said: bytes) -> None:
    """Whatever comes back is either a whole reading of valid records, or nothing."""
    with pytest.raises(ValueError, match=r"."):
        understood(io.BytesIO(said))


def test_the_process_sees_no_secret_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads a stranger's file has none of our variables: a crafted one finds no password."""
    monkeypatch.setenv("MONITOR_SMTP_PASSWORD", "canary-of-the-environment")
    seen = tmp_path / "seen"
    program = f"import os; open({str(seen)!r}, 'w').write(repr(dict(os.environ)))"
    with pytest.raises(IncidentFileError):
        read_apart(Asked(b"id\n1\n", "a.csv"), reader=(sys.executable, "-c", program))
    assert "PYTHONUTF8" in seen.read_text()
    assert "canary" not in seen.read_text()
    assert "PATH'" not in seen.read_text()


def test_a_process_that_answers_garbage_is_told(tmp_path: Path) -> None:
    """It ended well by its own account, and yet nothing of it is believed; nor with a failure."""
    said = tmp_path / "said"
    said.write_bytes(GARBAGE["no end"])
    tells = f"sys.stdout.buffer.write(open({str(said)!r}, 'rb').read()); "
    whole = f"sys.stdout.buffer.write({b''.join(WHOLE)!r}); "
    asked = Asked(rows(3), "a.csv")

    assert "the program failed at reading this file" in refused(asked, ROOMY, speaking(tells))
    assert "the program failed" in refused(asked, ROOMY, speaking(whole + "sys.exit(1)"))
    assert "the program failed" in refused(asked, ROOMY, (sys.executable, "-c", "1/0"))


SMALL_AND_NASTY = {
    "rows of one letter": HEADER + b"a\n" * SMALL,
    "rows of wrong cells": rows(4_000, WRONG),
    "the same row": HEADER + b"a,b,c,d,e,f,g\n" * SMALL,
    "a header of letters": b"a," * SMALL,
    "a header of names": b",".join(b"c%d" % at for at in range(SMALL)),
    "line ends": HEADER + b"\n" * SMALL,
    "quotes": HEADER + b'"' * SMALL,
    "closed quotes": HEADER + b'",\n' * SMALL,
    "every delimiter": b";,\t|\n" * SMALL,
    "two bytes a letter": "\u0627,".encode("utf-16") * SMALL,
}
"""Text files just small enough to be read here, of the kinds that took longest."""


@pytest.mark.parametrize("data", SMALL_AND_NASTY.values(), ids=SMALL_AND_NASTY)
def test_what_is_read_here_takes_little_whatever_it_holds(data: bytes) -> None:
    """A small text keeps far within the limits of a process, which are set lower here."""
    asked = Asked(data[:SMALL], "small.csv")
    assert harmless(asked.data)
    told = ""
    try:
        read_apart(asked, Limits(150_000_000, 5))
    except IncidentFileError as error:
        told = str(error)

    assert "nothing" not in told


def test_a_workbook_or_a_larger_text_is_not_read_here() -> None:
    """What must be unpacked may become anything; a text one byte larger goes the safe way, too."""
    book = xlsx({"Sheet1": [["id"], ["1"]]})

    assert len(book) < SMALL
    assert not harmless(book)
    assert harmless(b"a" * SMALL)
    assert not harmless(b"a" * (SMALL + 1))


def test_what_the_process_loads_is_light() -> None:
    """No screen, no database, no tables of numbers: they cost a second, and are not needed."""
    asks = "import sys, monitor.apart.__main__; print(*sys.modules)"
    told = subprocess.check_output([sys.executable, "-c", asks], cwd=PROJECT, text=True)

    heavy = {"streamlit", "duckdb", "pandas", "numpy", "pyarrow", "apscheduler", "shapely"}
    assert not heavy & {name.partition(".")[0] for name in told.split()}


def test_limits_go_by_the_size() -> None:
    """Every file has ten seconds, and a second more for each tenth of a megabyte begun."""
    assert limits_for(0) == Limits(1_500_000_000, 10)
    assert limits_for(1).seconds == 11
    assert limits_for(50_000_000).seconds == 510


def test_a_file_that_is_not_read_to_its_end_leaves_nothing(tmp_path: Path) -> None:
    """The service refuses it as any other file, by the same door; the journal stays as it is."""
    told = {"MONITOR_STORE": str(tmp_path / "store")}
    bomb = xlsx({"Sheet1": [["id", "source"], *([["x" * 30, "y"]] * 400)]})
    with Service.open(read_settings(told), SetClock()) as service:
        large = service.uploads.take("large.csv", rows(2_000), actor="tester")
        before = service.store.head
        wrong = service.uploads.take("bad.xlsx", bomb, actor="tester")
        assert len(rows(2_000)) > SMALL
        assert (large.outcome, large.stored) == (Outcome.STORED, 2_000)
        assert wrong.outcome is Outcome.REFUSED
        assert service.store.head == before
