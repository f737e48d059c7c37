"""How a file was read is said wherever it is taken, and what a person states of it is kept."""

import json
from collections.abc import Callable
from pathlib import Path

from cli_samples import ALSO_GOOD, GOOD, Run, rows
from workbooks import xlsx

pytest_plugins = ["cli_fixtures"]

Write = Callable[[str, str | bytes], Path]


def test_how_a_file_was_read_is_printed_and_in_the_answer(
    run: Run, store: Path, write: Write
) -> None:
    """On standard error for people, as a value for programs; the result itself stays as it was."""
    file = write("r.csv", rows(GOOD).replace(",", ";"))

    ran = run("ingest", "--store", store, file)
    (answer,) = run("ingest", "--json", "--store", store, file).json

    said = "Read as UTF-8 text, separated by semicolons."
    assert ran.err.splitlines() == [f"{file}: {said}"]
    assert said not in ran.out
    assert (answer["how"]["encoding"], answer["how"]["delimiter"]) == ("UTF-8", "semicolon")
    assert len(answer["how"]["why"]) == 2


def test_what_is_stated_of_a_file_is_taken_and_kept_in_the_journal(
    run: Run, store: Path, write: Write
) -> None:
    """An encoding that the words do not tell is asked for; stated, it makes another upload."""
    cells = rows(GOOD).splitlines()
    data = f"{cells[0]},citation\n{cells[1]},ALÉPO ÑÁÑEZ MUÑOZ\n".encode("cp1252")
    file = write("r.csv", data)

    asked = run("ingest", "--store", store, file)
    stated = ("--encoding", "windows-1252", "--delimiter", "comma", "--decimal", "point")
    taken = run("ingest", "--store", store, *stated, file)
    again = run("ingest", "--json", "--store", store, *stated, file)

    assert (asked.code, taken.code) == (2, 0)
    assert "state the character set, one of utf-8" in asked.err
    assert [one["outcome"] for one in again.json] == ["already_stored"]
    kept = [line["declared"] for line in run("uploads", "--json", "--store", store).json]
    assert [json.loads(one) for one in kept] == [
        {"encoding": "windows-1252", "delimiter": "comma", "decimal": "point"}
    ]


def test_a_workbook_is_taken_by_its_sheet(run: Run, store: Path, write: Write) -> None:
    """Several tables ask; the one that is stated is stored, and the other after it."""
    first, second = (rows(row).splitlines() for row in (GOOD, ALSO_GOOD))
    sheets = {
        name: [line.split(",") for line in lines]
        for name, lines in (("July", first), ("August", second))
    }
    file = write("r.xlsx", xlsx(sheets))

    asked = run("ingest", "--store", store, file)
    taken = [
        run("ingest", "--json", "--store", store, "--sheet", name, file).json[0] for name in sheets
    ]

    assert asked.code == 2
    assert "several sheets hold a table: July, August" in asked.err
    assert [(one["outcome"], one["stored"]) for one in taken] == [("stored", 1), ("stored", 1)]
    assert [one["how"]["sheet"] for one in taken] == ["July", "August"]


def test_what_cannot_be_stated_is_told(run: Run, store: Path, write: Write) -> None:
    """With the words that can be."""
    ran = run("ingest", "--store", store, "--delimiter", "space", write("r.csv", rows(GOOD)))

    assert ran.code == 2
    assert "there is no delimiter 'space'" in ran.err
