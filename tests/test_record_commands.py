"""One record each: what the options say is what the template's columns would have said."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from cli_samples import AGREEMENT, Run, journal

from monitor import cli
from monitor.errands.recording import KINDS
from monitor.incidents.describe import template_csv
from monitor.incidents.record import RECORD
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.validate import read_file

pytest_plugins = ["cli_fixtures"]

OWN = "2030-01-05T15:55"
EMPTY_RULES = """
agreement: second-one
title: Another agreement, without a condition that anything could change
"""


def example(kind: str) -> dict[str, str]:
    """The first row of a template's example file, by column."""
    text = template_csv(kind).decode("utf-8-sig")
    return {name: cell for name, cell in next(csv.DictReader(io.StringIO(text))).items() if cell}


def option(column: str) -> str:
    """How the option of a column is spelt."""
    return f"--{column.replace('_', '-')}"


def given(cells: dict[str, str]) -> list[str]:
    """The words of a command line that give these cells; a list one by one."""
    words = []
    for name, cell in cells.items():
        for part in cell.split(";") if name not in {"note", "citation"} else [cell]:
            words += [option(name), part]
    return words


def last(store: Path) -> Any:  # noqa: ANN401 - whatever the journal holds
    """The record of the newest act."""
    line = journal(store).splitlines()[-1]
    return RECORD.validate_python(__import__("json").loads(line)["body"]["record"])


@pytest.mark.parametrize("command", KINDS)
def test_a_record_is_what_its_template_would_make_of_it(
    run: Run, sample: Path, command: str
) -> None:
    """Every column can be given, lists one by one; the record is that of the file."""
    kind = KINDS[command]
    cells = example(kind)
    for name in ("first", "second", "report"):
        if name in cells:
            key = f"desk/{name}"
            words = ("--source", "desk", "--id", name, "--happened-from", OWN, "--note", "x")
            assert run("report", *words, "--store", sample).code == 0
            cells[name] = key
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*cells])
    writer.writeheader()
    writer.writerow(cells)
    ((_, expected),) = read_file(text.getvalue().encode(), file="f", kind=kind).records

    ran = run(command, *given(cells), "--json", "--store", sample)

    assert (ran.code, ran.json["key"]) == (0, expected.key), ran.err
    assert last(sample) == expected


@pytest.mark.parametrize("command", KINDS)
def test_every_column_is_an_option_that_explains_itself(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the sentence of the template, and apart those without which there is no record."""
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    told = " ".join(capsys.readouterr().out.split())

    for column in TEMPLATES[KINDS[command]].columns:
        assert f" {option(column.name)} " in told
        assert " ".join(column.says.split()) in told.replace("- ", "-")
    needed = told.partition("what every record says:")[2].partition("what it may say:")[0]
    required = {c.name for c in TEMPLATES[KINDS[command]].required()} - {"id"}
    assert {name for name in required if f" {option(name)} " in f" {needed}"} == required


def test_the_commands_that_record_are_those_of_the_service() -> None:
    """The command line names them without importing what they do."""
    assert set(cli.RECORDS) == set(KINDS)
    assert set(KINDS.values()) == set(TEMPLATES) - {"source_profile"}


def test_all_that_is_wrong_is_told_at_once(run: Run, sample: Path) -> None:
    """By option, with what to write; nothing is stored, and the exit code is 2."""
    before = journal(sample)
    wrong = ("--by", "", "--what", "Not A Term", "--effective-from", "yesterday")

    ran = run("decide", "--source", "A b", *wrong, "--until", "2016", "--store", sample)

    assert (ran.code, ran.out, journal(sample)) == (2, "", before)
    told = [line.split()[0].rstrip(":") for line in ran.err.splitlines()]
    assert told[:-1] == ["--source", "--agreement", "--by", "--what", "--effective-from", "--until"]


def test_a_trial_shows_what_the_add_page_would(run: Run, sample: Path) -> None:
    """Each verdict that would be another, before and after; nothing is stored."""
    before = journal(sample)
    cells = ("--source", "un", "--agreement", AGREEMENT, "--by", "un", "--holds", "yes")
    words = (*cells, "--what", "access_open", "--during-from", "2016-10-02")

    ran = run("attest", *words, "--dry-run", "--store", sample)
    answer = run("attest", *words, "--dry-run", "--json", "--store", sample).json

    assert (ran.code, journal(sample)) == (0, before)
    assert re.search(r"Access for aid.*: .* → .*", ran.out)
    (change,) = [c for c in answer["changes"] if c["condition"] == "aid_access"]
    assert change["agreement"] == AGREEMENT
    assert change["before"]["verdict"] != change["after"]["verdict"]
    assert answer["outcome"] == "would_be_stored"


def test_a_trial_without_an_agreement_says_what_is_wrong(run: Run, store: Path) -> None:
    """A store in which nothing is active yet can be written to as well."""
    assert run("ingest", "--store", store, "/dev/null").code == 2
    words = ("--source", "un", "--happened-from", f"{OWN}Z", "--note", "x", "--store", store)

    assert run("report", *words, "--dry-run").code == 0
    assert run("report", *words[:2], "--dry-run", "--store", store).code == 2
    assert run("report", *words).code == 0


def test_no_clock_is_guessed(run: Run, store: Path) -> None:
    """Without an agreement, a time that does not say its offset is refused."""
    run("ingest", "--store", store, "/dev/null")
    words = ("--source", "un", "--note", "x", "--store", store)

    ran = run("report", "--happened-from", OWN, *words)

    assert (ran.code, "--happened-from" in ran.err) == (2, True)
    zone = ("--time-zone", "Asia/Damascus")
    assert run("report", "--happened-from", OWN, *zone, *words).code == 0


def test_a_time_is_that_of_the_agreement(run: Run, sample: Path) -> None:
    """And it is said which clock was meant; one's own zone or offset goes before it."""
    words = ("--source", "un", "--note", "x", "--json", "--store", sample)
    zone = ("--time-zone", "America/New_York")
    hours = []
    for more in ((), zone):
        ran = run("report", "--happened-from", "2016-09-14T10:00", *more, *words)
        assert ran.json["time_zone"] == (more[1] if more else "Asia/Damascus")
        hours.append(last(sample).happened.start.hour)
    run("report", "--happened-from", "2016-09-14T10:00+01:00", *words)

    assert [*hours, last(sample).happened.start.hour] == [7, 14, 9]


def test_what_is_recorded_can_be_undone(run: Run, sample: Path) -> None:
    """By the number that is told."""
    words = ("--source", "un", "--happened-from", OWN, "--note", "x", "--store", sample)
    told = run("report", *words).out
    number = re.search(r"undo (\d+)", told)
    assert number

    assert run("undo", number[1], "--store", sample).code == 0
