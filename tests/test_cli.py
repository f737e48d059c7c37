"""The command line: what it accepts is safe, what it refuses is told with its place."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cli_samples import (
    AGREEMENT,
    ALSO_GOOD,
    BAD,
    GOOD,
    HEADER,
    Asked,
    Run,
    adds_up,
    journal,
    rows,
    sample_records,
)

from monitor import cli
from monitor.clock import system_clock
from monitor.incidents.record import Count, Report, SourceProfile
from monitor.incidents.vocabulary import Strength
from monitor.service import Service
from monitor.settings import PROJECT, read_settings

pytest_plugins = ["cli_fixtures"]

Write = Callable[[str, str | bytes], Path]
PROGRAM = [sys.executable, "-m", "monitor"]
RECORDS = ("report", "count", "say", "decide", "attest", "cover", "link", "review")
COMMANDS = [
    *("check", "test", "activate", "explain-rules", "ingest", "uploads", "rejected", "undo"),
    *("status", "explain", "replay", "verify", "rebuild", "first-run"),
    *("backup", "restore", "export", "run", *RECORDS),
    *("alerts", "ack", "snooze", "wake", "outbox", "approve", "withhold"),
    *("pause", "continue"),
]
GIVEN = {
    "alerts": ["check"],
    "ack": ["a"],
    "snooze": ["a", "--desk", "b", "--for", "1 hour"],
    "wake": ["a", "--desk", "b"],
    "approve": ["a"],
    "pause": ["--why", "a", "--for", "1 hour"],
    "withhold": ["a", "--why", "b"],
    "explain-rules": [AGREEMENT],
    "explain": [AGREEMENT, "calm_day"],
    "replay": [AGREEMENT],
    "rejected": ["1"],
    "undo": ["1"],
    "export": ["--kind", "report"],
}
SEVENTH_EVENING = "2016-09-19T19:00"
THAT_NIGHT = "2016-09-19T22:00"


def real(*words: object, **given: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
    """Run a command as people do, in a process of its own."""
    return subprocess.run(
        [*PROGRAM, *map(str, words)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **given,
    )


# Taking in: accepted means safe.


def test_a_good_file_is_stored_and_counted(run: Run, store: Path, write: Write) -> None:
    """Every line is stored, unchanged or rejected; the store is started where there was none."""
    file = write("reports.csv", rows(GOOD, ALSO_GOOD, GOOD))

    ran = run("ingest", "--json", "--store", store, file)

    (taken,) = ran.json
    assert (ran.code, taken["outcome"], taken["kind"]) == (0, "stored", "report")
    assert (taken["lines"], taken["stored"], taken["unchanged"], taken["rejected"]) == (3, 2, 1, 0)
    (line,) = run("uploads", "--json", "--store", store).json
    assert (line["act"], line["file"], line["actor"]) == (taken["upload"], "reports.csv", "tester")


def test_a_half_right_file_is_refused_whole_with_every_reason(
    run: Run, store: Path, write: Write
) -> None:
    """Nothing of it is stored; each reason has file, line and column, and says what to write."""
    file = write("half.csv", rows(GOOD, BAD))

    ran = run("ingest", "--store", store, file)

    assert ran.code == 2
    reasons = [line for line in ran.err.splitlines() if line.startswith(f"{file}:3:")]
    assert [reason.removeprefix(f"{file}:3:").partition(":")[0] for reason in reasons] == [
        *("3", "4", "7")
    ]
    assert "did you mean shelling?" in reasons[1]
    assert "--accept-good-rows" in ran.out
    assert run("uploads", "--json", "--store", store).json == []


def test_the_good_rows_of_a_file_can_be_accepted_and_the_others_mended(
    run: Run, store: Path, write: Write, tmp_path: Path
) -> None:
    """What is left out is kept with its reasons, comes back as a file, and is taken once mended."""
    file, mended = write("half.csv", rows(GOOD, BAD)), tmp_path / "mended.csv"

    ran = run("ingest", "--json", "--accept-good-rows", "--store", store, file)
    (taken,) = ran.json
    assert (ran.code, taken["stored"], taken["rejected"]) == (0, 1, 1)
    assert len(taken["problems"]) == 3
    assert run("rejected", taken["upload"], "-o", mended, "--store", store).code == 0
    kept = mended.read_text("utf-8-sig")
    assert kept.splitlines()[0].endswith(HEADER)
    assert "there is no month 13" in kept
    again = run("rejected", taken["upload"], "-o", mended, "--store", store)
    assert (again.code, mended.read_text("utf-8-sig")) == (2, kept), "nobody's work is overwritten"
    assert again.err == f"{mended}: there is a file of this name; choose another\n"

    for wrong, right in (("2016-13-14", "2016-09-14"), ("shelingg", "shelling"), ('"1,000"', "1")):
        kept = kept.replace(f",{wrong}", f",{right}")
    mended.write_text(kept, "utf-8-sig")
    (then,) = run("ingest", "--json", "--store", store, mended).json
    assert (then["outcome"], then["stored"], then["problems"]) == ("stored", 1, [])


def test_rejected_rows_come_back_by_every_way(run: Run, store: Path, write: Write) -> None:
    """On standard output they are the file itself; as JSON they are inside it."""
    file = write("half.csv", rows(GOOD, BAD))
    run("ingest", "--accept-good-rows", "--store", store, file)

    plain = run("rejected", 1, "--store", store)
    inside = run("rejected", 1, "--json", "--store", store)

    assert plain.out.lstrip("\ufeff").replace("\r\n", "\n") == inside.json["csv"].replace(
        "\r\n", "\n"
    )
    assert "b1,synthetic,2016-13-14T10:00" in plain.out


@pytest.mark.parametrize("words", [("99",), ("1",)])
def test_no_rejected_rows_is_an_answer_too(
    run: Run, store: Path, write: Write, words: tuple[str, ...]
) -> None:
    """An upload that is not there, or that left nothing out, is told as such."""
    run("ingest", "--store", store, write("good.csv", rows(GOOD)))

    ran = run("rejected", *words, "--store", store)

    assert ran.code == 2
    assert words[0] in ran.err


WRONG_FILES = {
    "workbook.csv": (b"PK\x03\x04\x14\x00\x06\x00", "workbook"),
    "stray.csv": (rows(GOOD).replace("rebels", "éé~").encode().replace(b"~", b"\xe9"), "not UTF-8"),
    "empty.csv": (b"", "empty"),
    "header.csv": (b"a,b,c\n1,2,3\n", "not the header of a template"),
    "quotes.csv": (rows('"' + GOOD).encode(), ":"),
    "binary.csv": (b"\x00\x01\x02", ":"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_wrong_file_is_refused_with_its_place(
    run: Run, store: Path, write: Write, name: str
) -> None:
    """The message names file, line and column; nothing is stored."""
    content, reason = WRONG_FILES[name]
    file = write(name, content)

    ran = run("ingest", "--json", "--store", store, file)

    (taken,) = ran.json
    assert (ran.code, taken["outcome"], taken["stored"]) == (2, "refused", 0)
    assert re.match(rf"{re.escape(str(file))}:\d+:\d+: ", ran.err)
    assert reason in ran.err
    assert {problem["file"] for problem in taken["problems"]} == {str(file)}
    assert adds_up(ran.json)


def test_one_bad_file_does_not_keep_the_others_out(
    run: Run, store: Path, write: Write, tmp_path: Path
) -> None:
    """Each file is all or nothing by itself; a folder and a missing file are told like any."""
    good = write("good.csv", rows(GOOD))

    ran = run("ingest", "--json", "--store", store, tmp_path, tmp_path / "none.csv", good)

    assert ran.code == 2
    assert [taken["outcome"] for taken in ran.json] == ["refused", "refused", "stored"]
    assert "Is a directory" in ran.err
    assert "No such file" in ran.err


def test_the_same_file_twice_changes_nothing(run: Run, store: Path, write: Write) -> None:
    """Idempotent by content: another name, or its bad rows, make no difference."""
    text = rows(GOOD, BAD)
    first, second = write("first.csv", text), write("second.csv", text)
    run("ingest", "--accept-good-rows", "--store", store, first)
    before = journal(store)

    ran = run("ingest", "--json", "--store", store, second)

    (taken,) = ran.json
    assert (ran.code, taken["outcome"], taken["upload"]) == (0, "already_stored", 1)
    assert (taken["stored"], taken["unchanged"], taken["rejected"]) == (0, 1, 1)
    assert journal(store) == before


def test_a_corrected_file_makes_new_versions_of_what_changed(
    run: Run, store: Path, write: Write
) -> None:
    """Rows that say what stood already are counted as unchanged."""
    run("ingest", "--store", store, write("one.csv", rows(GOOD, ALSO_GOOD)))

    corrected = write("two.csv", rows(GOOD, ALSO_GOOD.replace(",2,2,", ",2,5,")))
    (taken,) = run("ingest", "--json", "--store", store, corrected).json

    assert (taken["stored"], taken["unchanged"], taken["rejected"]) == (1, 1, 0)


def test_a_trial_stores_nothing_and_says_what_would_be(run: Run, store: Path, write: Write) -> None:
    """`--dry-run` tells the same counts as the act, and leaves the journal as it was."""
    run("activate", "--store", store)
    file, before = write("half.csv", rows(GOOD, ALSO_GOOD, GOOD, BAD)), journal(store)
    words = ("ingest", "--json", "--accept-good-rows", "--store", store, file)

    (trial,) = run(*words, "--dry-run").json
    assert journal(store) == before
    (taken,) = run(*words).json

    counted = ("lines", "stored", "unchanged", "rejected", "problems")
    assert [trial[name] for name in counted] == [taken[name] for name in counted]
    assert (trial["outcome"], taken["outcome"]) == ("would_be_stored", "stored")
    refused = run("ingest", "--dry-run", "--store", store, write("b.csv", rows(BAD)))
    assert refused.code == 2


def test_a_trial_of_a_file_shows_what_the_verdicts_would_become(
    run: Run, sample: Path, write: Write
) -> None:
    """Of each agreement in force: before, after, and the rows that make it so."""
    file = write("half.csv", rows(ALSO_GOOD, GOOD))
    words = ("ingest", "--dry-run", "--store", sample, file)
    before = journal(sample)

    told, (answer,) = run(*words).out, run(*words, "--json").json

    assert journal(sample) == before
    assert re.search(r"No civilian killed .*: .* → .*\n    because of: line 3: 13 Sept", told)
    assert {change["agreement"] for change in answer["changes"]} <= {
        *("syria-2015-10", "syria-2016-02", "syria-2016-07", AGREEMENT)
    }
    (change,) = [
        one
        for one in answer["changes"]
        if (one["agreement"], one["condition"]) == (AGREEMENT, "no_civilian_killed")
    ]
    assert change["narrowed"]
    assert [(row["line"], row["record"], row["how"]) for row in change["causes"]] == [
        (3, "synthetic/g1", "new")
    ]


def test_a_trial_of_a_file_shows_where_the_phases_would_stand(
    run: Run, sample: Path, write: Write
) -> None:
    """In the line that *Today* has of each, before and after, with the row that moves it."""
    header = "id,source,agreement,by,what,effective_from,time_zone"
    row = f"d1,synthetic,{AGREEMENT},United States,ended,2016-09-15T12:00,Asia/Damascus"
    words = ("ingest", "--dry-run", "--store", sample, write("d.csv", f"{header}\n{row}\n"))

    told, (answer,) = run(*words).out, run(*words, "--json").json

    assert (
        "  Phases:\n"
        "    Cessation of hostilities: "
        "closed, since 3 Oct 21:00 → closed since 15 Sept 12:00 (441 h)\n"
        "      because of: line 2: 15 Sept 12:00, United States decides: ended\n"
    ) in told
    [phase] = [one for one in answer["phases"] if one["phase"] == "cessation"]
    assert phase["agreement"] == AGREEMENT
    assert [one["state"] for one in (*phase["before"], *phase["after"])] == ["closed"] * 6
    assert phase["before"] != phase["after"]
    assert [(row["line"], row["record"]) for row in phase["causes"]] == [(2, "synthetic/d1")]


def test_an_archive_comes_before_anything_live(run: Run, store: Path, write: Write) -> None:
    """Later it would change what was known in the past: refused, also on trial."""
    early, late = write("early.csv", rows(GOOD)), write("late.csv", rows(ALSO_GOOD))
    assert run("ingest", "--archive", "--store", store, early).code == 0
    assert (
        run("ingest", "--store", store, write("live.csv", rows(GOOD + "\n" + ALSO_GOOD))).code == 0
    )
    before = journal(store)

    for words in (("--archive",), ("--archive", "--dry-run")):
        ran = run("ingest", "--json", *words, "--store", store, late)
        assert (ran.code, journal(store)) == (2, before)
        assert "Archive loads are closed since act 2" in ran.json[0]["error"]
        assert str(late) in ran.err


def test_what_is_undone_counts_no_more_and_may_come_again(
    run: Run, store: Path, write: Write
) -> None:
    """Undo takes an upload back once; the very same file is then accepted anew."""
    file = write("good.csv", rows(GOOD))
    run("ingest", "--store", store, file)

    undone = run("undo", 1, "--json", "--store", store)
    assert (undone.code, undone.json["undone"]) == (0, 2)
    assert "undone already" in run("undo", 1, "--store", store).err
    assert run("undo", 7, "--store", store).code == 2
    (taken,) = run("ingest", "--json", "--store", store, file).json

    assert (taken["outcome"], taken["upload"], taken["stored"]) == ("stored", 3, 1)
    assert "undone by act 2" in run("uploads", "--store", store).out


def test_links_to_reports_that_are_not_there_are_refused(
    run: Run, store: Path, write: Write
) -> None:
    """At their line and column; a report whose upload is undone is not there either."""
    run("ingest", "--store", store, write("good.csv", rows(GOOD)))
    links = "id,source,first,second,relation\nl1,desk,synthetic/g1,synthetic/none,same\n"
    file = write("links.csv", links)

    ran = run("ingest", "--store", store, file)
    assert ran.code == 2
    assert f'{file}:2:4: second: "synthetic/none"' in ran.err

    run("undo", 1, "--store", store)
    ran = run("ingest", "--store", store, file)
    how, *wrong = ran.err.splitlines()
    assert how == f"{file}: Read as UTF-8 text, separated by commas."
    assert {line.split(": ")[1] for line in wrong} == {"first", "second"}


def test_other_peoples_text_stays_text(run: Run, store: Path, write: Write) -> None:
    """What a file says can neither colour the terminal nor forge a line."""
    evil = GOOD.replace("shelling", '"\x1b[31mred\nreports.csv: 1 row: 1 stored"')
    file = write("evil.csv", rows(evil))

    ran = run("ingest", "--store", store, file)

    assert ran.code == 2
    assert "\\x1b[31mred\\nreports.csv" in ran.err
    assert all(line.startswith(str(file)) for line in ran.err.splitlines())


# Stores.


@pytest.mark.parametrize(
    "words",
    [
        *(("status",), ("explain", AGREEMENT, "calm_day"), ("uploads",), ("undo", "1")),
        *(("rejected", "1"), ("verify",), ("rebuild",), ("replay", AGREEMENT)),
        *(("backup", "copy"), ("export", "--kind", "report"), *((name,) for name in RECORDS)),
    ],
)
def test_no_store_is_made_by_asking(run: Run, store: Path, words: tuple[str, ...]) -> None:
    """A mistyped folder is told; it does not become an empty store."""
    ran = run(*words, "--json", "--store", store)

    assert (ran.code, store.exists()) == (2, False)
    assert ran.json["error"].startswith(f"{store}: there is no store here")
    assert "first-run" in ran.err


def test_no_store_is_started_among_other_files(run: Run, write: Write, tmp_path: Path) -> None:
    """Nor in a file: neither is touched."""
    file = write("mine.txt", "mine")
    mode = tmp_path.stat().st_mode

    for folder in (tmp_path, file):
        ran = run("activate", "--store", folder)
        assert ran.code == 2
        assert ran.err.startswith(f"{folder}: ")
    assert ([path.name for path in tmp_path.iterdir()], tmp_path.stat().st_mode) == (
        ["mine.txt"],
        mode,
    )


def test_the_chain_is_verified_and_the_first_bad_line_named(run: Run, sample: Path) -> None:
    """Sound is 0; an edit, or an anchor that is not there, is 1; a short anchor is bad usage."""
    sound = run("verify", "--json", "--store", sample)
    assert (sound.code, sound.json["ok"], sound.json["line"]) == (0, True, None)
    head = sound.json["head"]
    assert run("verify", "--anchor", head[:16], "--store", sample).code == 0
    assert run("verify", "--anchor", "0" * 16, "--store", sample).code == 1
    assert run("verify", "--anchor", "abc", "--store", sample).code == 2

    path = sample / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"tester"', b'"nobody"', 1)
    path.write_bytes(b"".join(lines))
    broken = run("verify", "--json", "--store", sample)

    assert (broken.code, broken.json["ok"], broken.json["line"]) == (1, False, 3)
    assert "3" in broken.err


def test_a_rebuilt_store_says_the_same(run: Run, sample: Path) -> None:
    """The database is derived: thrown away and made again, every verdict stands."""
    words = ("status", "--json", "--at", SEVENTH_EVENING, "--known", THAT_NIGHT, "--store", sample)
    before = run(*words).json

    for path in sample.glob("tables.duckdb*"):
        path.unlink()
    ran = run("rebuild", "--json", "--store", sample)

    assert (ran.code, ran.json["acts"]) == (0, len(journal(sample).splitlines()))
    assert run(*words).json == before


def test_first_run_fills_an_empty_store_once(run: Run, store: Path) -> None:
    """The second time says so and changes nothing."""
    first = run("first-run", "--json", "--store", store)
    agreed = len(SHIPPED)
    told = [{"agreement": name, "changed": True} for name in SHIPPED]
    assert (first.code, first.json[:agreed]) == (0, told)
    assert adds_up(first.json[agreed:])
    before = journal(store)

    second = run("first-run", "--store", store)

    assert (second.code, journal(store)) == (0, before)
    assert "not empty" in second.err


# Rules.


def test_activation_is_told_and_repeated_without_effect(run: Run, store: Path) -> None:
    """A text that counts already is activated no second time."""
    first = run("activate", "--json", "--store", store).json
    before = journal(store)
    second = run("activate", "--json", "--store", store).json

    nothing = {"from": None, "sentences": [], "verdicts": []}
    assert (first, second) == (
        [{"agreement": name, "changed": True, "kind": "first", **nothing} for name in SHIPPED],
        [{"agreement": name, "changed": False, "kind": None, **nothing} for name in SHIPPED],
    )
    assert journal(store) == before


RULES = PROJECT / "rules" / f"{AGREEMENT}.yaml"
SHIPPED = ["syria-2015-10", "syria-2016-02", "syria-2016-07", AGREEMENT]
CASE = """\
rules: syria-2016-09
cases:
  - name: a day that was watched is calm
    strip: {class: attack, from: 2016-09-12, days: "."}
    expect: [{at: 2016-09-13T19:00, condition: calm_day, verdict: VERDICT}]
"""


def test_check_and_test_answer_for_the_files_named(run: Run, tmp_path: Path) -> None:
    """Sound rules are 0, a failed case is 1, a broken file is 2 with its line and column."""
    rules = tmp_path / RULES.name
    cases = tmp_path / f"{AGREEMENT}.cases.yaml"
    rules.write_text(RULES.read_text("utf-8"), "utf-8")
    imported = tmp_path / "syria-2016-02.yaml"
    imported.write_text(RULES.with_name(imported.name).read_text("utf-8"), "utf-8")
    for verdict, code in (("kept", 0), ("breached", 1)):
        cases.write_text(CASE.replace("VERDICT", verdict), "utf-8")
        assert run("check", cases).code == 0
        ran = run("test", "--json", tmp_path)
        assert (ran.code, [result["passed"] for result in ran.json]) == (code, [code == 0])
        assert run("test", rules).code == code

    cases.write_text(CASE.replace("VERDICT", "perhaps"), "utf-8")
    rules.write_text(rules.read_text("utf-8").replace("clause: S-1.1", "clause: S-99"), "utf-8")
    ran = run("check", "--json", tmp_path)
    assert (ran.code, ran.json["files"]) == (2, [str(imported), str(rules)])
    assert ran.json["problems"]
    for problem in ran.json["problems"]:
        assert f"{problem['file']}:{problem['line']}:{problem['column']}: " in ran.err
    assert run("test", "--json", rules).json["problems"] == ran.json["problems"]


@pytest.mark.parametrize(
    "words",
    [("check", "none.yaml"), ("activate", "none.yaml"), ("explain-rules", "none.yaml")],
)
def test_a_missing_rule_file_is_told(run: Run, store: Path, words: tuple[str, ...]) -> None:
    """With its name, and no store is started for it."""
    ran = run(*words, "--store", store)

    assert (ran.code, store.exists()) == (2, False)
    assert "none.yaml:1:1: " in ran.err


def test_a_folder_without_rules_is_told(run: Run, tmp_path: Path) -> None:
    """An empty folder is no success."""
    ran = run("check", tmp_path)

    assert (ran.code, str(tmp_path) in ran.err) == (2, True)


def test_rules_are_told_in_plain_english(run: Run) -> None:
    """By id or by file; a wrong id lists those there are."""
    told = run("explain-rules", AGREEMENT)
    assert (told.code, run("explain-rules", "--json", RULES).json["text"].strip()) == (
        0,
        told.out.strip(),
    )

    wrong = run("explain-rules", "syria-2016-90")
    assert (wrong.code, f"did you mean '{AGREEMENT}'?" in wrong.err) == (2, True)


# Questions.


def test_status_gives_every_reading_and_account_with_bounds(run: Run, sample_store: Path) -> None:
    """The seventh evening, known that night: each answer is bounds on a count of seven days."""
    ran = run(
        *("status", AGREEMENT, "--json", "--store", sample_store),
        *("--at", SEVENTH_EVENING, "--known", THAT_NIGHT),
    )

    answer = ran.json
    assert (ran.code, answer["at"], answer["known"]) == (
        0,
        "2016-09-19T16:00:00+00:00",
        "2016-09-19T19:00:00+00:00",
    )
    assert answer["reconstructed"] is True
    assert list(answer["readings"]) == _readings()
    assert set(answer["accounts"]) == _accounts(datetime(2016, 9, 19, 19, tzinfo=UTC))
    for view in (answer, *answer["readings"].values(), *answer["accounts"].values()):
        finding = _finding(view, "truce_holds")
        stood = finding.get("at_end", finding)
        least, most = stood["progress"]
        assert 0 <= least <= most
        whole = {"days": 7, "hours": 168}[stood["unit"]]
        assert (stood["needed"], most <= whole) == (whole, True)
        met = {"kept"} if least >= whole else {"undetermined"} if most >= whole else {"not_yet"}
        assert stood["verdict"] in met
        days = [day["day"] for day in stood["days"]]
        assert days == sorted(set(days))
        assert all(day["high"] is None or day["low"] <= day["high"] for day in stood["days"])
    for name, view in answer["accounts"].items():
        assert (view["account"], view["reading"]) == (name, None)


def _readings() -> list[str]:
    found = re.search(r"^readings:\n((?:  .*\n|\n)+)", RULES.read_text("utf-8"), re.MULTILINE)
    assert found
    return re.findall(r"^  (\w+):", found[1], re.MULTILINE)


def _accounts(known: datetime) -> set[str]:
    """Sources that had reported or counted, but those whose silence is worth nothing."""
    told = {r.source for r in sample_records(known) if isinstance(r, Report | Count)}
    profiles = [r for r in sample_records(known) if isinstance(r, SourceProfile)]
    return told - {profile.id for profile in profiles if profile.strength is Strength.NONE}


def _finding(view: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [f for f in view["findings"] if f["condition"] == name and f["scope"] is None]
    return dict(found)


def test_nothing_learnt_later_shows(asked: Asked) -> None:
    """Looked at as known on 17 September at 22:00, no answer holds a key published later."""
    moment = datetime(2016, 9, 17, 19, tzinfo=UTC)
    then = {record.key for record in sample_records(moment)}
    later = {record.key for record in sample_records()} - then
    assert len(later) > 20 < len(then)
    times = ("--at", "2016-09-17T22:00", "--known", "2016-09-17T22:00")
    told = [*asked("status", *times)]
    for finding in told[1].json["findings"]:
        scope = ("--scope", finding["scope"]) if finding["scope"] else ()
        words = ("explain", AGREEMENT, finding["condition"], *scope, *times)
        told += [*asked(*words), *asked(*words, "--day", "2016-09-16")]

    assert len(told) > 200
    for text in (one.out for one in told):
        assert text
        assert "2017" not in text
        assert [key for key in later if re.search(rf"\b{re.escape(key)}\b", text)] == []
    assert any(key in one.out for key in then for one in told)


def test_an_ended_agreement_is_shown_as_it_ended(run: Run, sample_store: Path) -> None:
    """Without `--at`, that is its end; before anybody knew of it, it is the moment of knowing."""
    ended = run("status", "--json", "--store", sample_store).json
    assert ended["at"] == ended["ended"]
    assert ended["known"] > ended["at"]
    assert "Out of force since" in run("status", "--store", sample_store).out

    before = run("status", "--json", "--known", THAT_NIGHT, "--store", sample_store).json
    assert (before["at"], before["ended"]) == ("2016-09-19T19:00:00+00:00", None)
    after = run("status", "--json", "--at", "2016-12-01", "--store", sample_store).json
    assert (after["in_force"], after["ended"]) == (False, ended["ended"])


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2016-09-19T19:00", "2016-09-19T16:00:00+00:00"),
        ("2016-09-19 19:00", "2016-09-19T16:00:00+00:00"),
        ("2016-09-19T19:00Z", "2016-09-19T19:00:00+00:00"),
        ("2016-09-19T19:00+05:30", "2016-09-19T13:30:00+00:00"),
        ("2016-09-19", "2016-09-18T21:00:00+00:00"),
        ("2016-03-25T00:30", "2016-03-24T22:00:00+00:00"),
    ],
)
def test_a_time_without_a_zone_is_local(
    run: Run, sample_store: Path, written: str, instant: str
) -> None:
    """A time that clocks skip (25 March 2016, 00:30) is the first instant after."""
    ran = run("status", "--json", "--at", written, "--store", sample_store)

    assert (ran.code, ran.json["at"]) == (0, instant)


@pytest.mark.parametrize(
    ("option", "written"),
    [
        *(("--at", "yesterday"), ("--at", "19.09.2016"), ("--at", "2016-13-01"), ("--at", "")),
        *(("--known", "0001-01-01"), ("--at", "9999-12-31T23:59:59"), ("--known", "2199-01-01")),
        *(("--at", "2016-09-19T19:00+99:00"), ("--known", "0001-01-01T00:00+14:00")),
    ],
)
def test_a_time_that_is_none_is_told(
    run: Run, sample_store: Path, option: str, written: str
) -> None:
    """With the option, and how to write it; a time still to come is none either."""
    ran = run("status", option, written, "--store", sample_store)

    assert ran.code == 2
    assert f"{option} {written!r}" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("status", "syria"), ["'syria'", AGREEMENT]),
        (("status", "--reading", "elapse"), ["did you mean 'elapsed'?", "army_calendar"]),
        (("status", "--account", "shor"), ["did you mean 'sohr'?", "russian_centre"]),
        (("status", "--account", "un"), ["'un'", "sohr"]),
        (("explain", "syria", "calm_day"), ["'syria'", AGREEMENT]),
        (("explain", AGREEMENT, "calm"), ["did you mean 'calm_day'?", "truce_holds"]),
        (("explain", AGREEMENT, "calm_day", "--scope", "aleppo"), ["'aleppo'", "none"]),
        (("explain", AGREEMENT, "calm_day", "--day", "2016-08-01"), ["2016-09-12 to 2016-10-02"]),
        (("explain", AGREEMENT, "calm_day", "--day", "monday"), ["--day 'monday'", "2016-09-16"]),
        (("explain", AGREEMENT, "calm_day", "--account", "shor"), ["did you mean 'sohr'?"]),
        (("explain", AGREEMENT, "calm_counted", "--account", "sohr"), ["cannot speak to"]),
        (("explain", AGREEMENT, "calm_day", "--reading", "x"), ["'x'", "elapsed"]),
        (
            ("explain", AGREEMENT, "calm_day", "--at", "2016-09-01", "--day", "2016-09-12"),
            ["begun"],
        ),
    ],
)
def test_a_wrong_name_is_told_with_those_there_are(
    run: Run, sample_store: Path, words: tuple[str, ...], told: list[str]
) -> None:
    """Whoever mistypes reads what is there, and what was probably meant."""
    ran = run(*words, "--json", "--store", sample_store)

    assert ran.code == 2
    assert [text for text in told if text not in ran.err] == []
    assert ran.json["error"] == ran.err.strip()


def test_an_empty_store_says_that_nothing_is_active(run: Run, store: Path, write: Write) -> None:
    """Reports alone are judged by nothing."""
    run("ingest", "--store", store, write("good.csv", rows(GOOD)))

    ran = run("status", "--store", store)

    assert (ran.code, "activate" in ran.err) == (2, True)


def test_explain_shows_the_standpoint_the_text_and_what_would_settle_it(
    run: Run, sample_store: Path
) -> None:
    """A desk officer reads the clause, our assumption, the evidence, and what comes next."""
    words = ("explain", AGREEMENT, "truce_holds", "--store", sample_store, "--at", SEVENTH_EVENING)

    official = run(*words).out
    for account in ("sohr", "russian_centre"):
        told = run(*words, "--account", account).out
        assert f"If the account of {account} is taken as complete" in told
        assert told != official
    read = run(*words, "--reading", "reported_standard").out

    assert "Any report is enough" in read
    for text in ("Clause S-5.1: ", "Our assumption: ", "Evidence\n", "What would settle it\n"):
        assert text in official
        assert text in read
    assert "not before" not in official or "if nothing more happens" in official


def test_explain_answers_for_every_condition(asked: Asked) -> None:
    """At its beginning, in it, and after its end; as lines and as JSON."""
    conditions = {
        f["condition"]: ("--scope", f["scope"]) if f["scope"] else ()
        for f in asked("status")[1].json["findings"]
    }
    for at in ("2016-09-12T18:00", "2016-09-12T19:00", SEVENTH_EVENING, "2016-11-01"):
        for condition, scope in conditions.items():
            text, answer = asked("explain", AGREEMENT, condition, *scope, "--at", at)
            assert (text.code, text.out.count(f"[{condition}]")) == (0, 1)
            assert answer.json["finding"]["condition"] == condition
            assert answer.json["day"] is None or answer.json["window"]


def test_status_under_one_reading_or_account_is_labelled(run: Run, sample_store: Path) -> None:
    """One view alone never passes for the verdict."""
    words = ("status", "--at", SEVENTH_EVENING, "--store", sample_store)

    assert "[elapsed]" in run(*words, "--reading", "elapsed").out
    assert "it is not the verdict" in run(*words, "--account", "sohr").out
    answer = run(*words, "--account", "sohr", "--reading", "elapsed", "--json").json
    assert (answer["account"], answer["reading"]) == ("sohr", "elapsed")
    assert "readings" not in answer


# The program itself.


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_found_and_explains_itself(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is imported only when it is run, so each is looked for here."""
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    told = capsys.readouterr().out
    assert (ended.value.code, "--json" in told) == (0, True)

    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert f"\n    {name}" in capsys.readouterr().out

    chosen = GIVEN.get(name, ["a"] if name in {"ingest", "backup", "restore"} else [])
    assert callable(cli.command(*cli.parser().parse_args([name, *chosen]).run))


def test_bad_usage_is_told_as_json_too(run: Run) -> None:
    """Standard output is JSON whenever JSON was asked for."""
    for words in (["frobnicate"], ["undo", "x"], ["ingest"], []):
        ran = run(*words, "--json")
        assert (ran.code, ran.err.splitlines()[0]) == (2, ran.json["error"].splitlines()[0])
        assert "-h" in ran.err


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("path", ["x" * 300, "~nobody-of-this-name/x"])
def test_a_name_that_the_system_refuses_is_told(
    run: Run, tmp_path: Path, name: str, path: str
) -> None:
    """Whichever option or argument it is, and never with a traceback."""
    given = path if path.startswith("~") else str(tmp_path / path)
    stored = {*COMMANDS} - {"check", "test", "activate", "explain-rules", "ingest", "restore"}
    chosen = GIVEN.get(name, ["a"] if name == "backup" else []) if name in stored else [given]

    ran = run(name, *chosen, "--store", given if name in stored else tmp_path / "store")

    assert ran.code == 2
    assert given[:20] in ran.err


def test_a_misspelt_setting_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is done with another store than the one meant."""
    monkeypatch.setenv("MONITOR_STOR", "elsewhere")

    ran = run("uploads")

    assert (ran.code, "did you mean MONITOR_STORE?" in ran.err) == (2, True)


def test_a_store_in_use_is_told_with_its_process(sample: Path) -> None:
    """The message names the holder and what to do; nothing waits."""
    settings = read_settings({"MONITOR_STORE": str(sample)})
    with Service.open(settings, system_clock):
        ran = real("uploads", "--json", "--store", sample)

    assert ran.returncode == 2
    assert f"in use by process {os.getpid()}" in json.loads(ran.stdout)["error"]
    assert "stop it" in ran.stderr


def test_a_real_process_keeps_the_streams_apart(sample: Path) -> None:
    """Results on standard output, in UTF-8 whatever the terminal says; messages beside them."""
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    ran = subprocess.run(
        [*PROGRAM, "status", AGREEMENT, "--store", str(sample)],
        cwd=PROJECT,
        capture_output=True,
        check=False,
        env=surroundings,
    )

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "·" in ran.stdout.decode("utf-8")


def test_a_reader_who_goes_away_ends_it_quietly(sample: Path) -> None:
    """As `status --json | head -1` does."""
    ran = subprocess.Popen(
        [*PROGRAM, "status", AGREEMENT, "--json", "--store", str(sample)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert ran.stdout
    assert ran.stderr
    ran.stdout.close()
    told = ran.stderr.read()
    ran.stderr.close()

    assert (ran.wait(timeout=300), told) == (cli.NOBODY_READS, b"")


def test_ctrl_c_ends_it_quietly(sample: Path, tmp_path: Path) -> None:
    """While it waits for a file that never comes; the store is free afterwards."""
    pipe = tmp_path / "never.csv"
    os.mkfifo(pipe)
    ran = subprocess.Popen(
        [*PROGRAM, "ingest", "--store", str(sample), str(pipe)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pipe.open("wb"):
        # The pipe opens once the program reads: it is past its start.
        ran.send_signal(signal.SIGINT)
        out, err = ran.communicate(timeout=300)

    assert (ran.returncode, out, err) == (cli.INTERRUPTED, b"", b"")
    assert real("uploads", "--store", sample).returncode == 0


def test_what_needs_no_database_does_not_load_it() -> None:
    """`--help`, `check` and `verify` start in a fraction of the time."""
    for words in (["--help"], ["check"], ["explain-rules", AGREEMENT]):
        code = (
            "import sys; from monitor.cli import main\n"
            f"try: main({words!r})\nexcept SystemExit: pass\n"
            "sys.exit(bool({'duckdb', 'streamlit'} & set(sys.modules)))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False
        )
        assert ran.returncode == 0, words
