"""Whether a service has the store open or not: every command prints the same and does the same."""

import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from cli_samples import AGREEMENT, ALSO_GOOD, BAD, GOOD, Ran, Run, rows
from services import answering

from monitor.cli import main
from monitor.clock import system_clock
from monitor.errands.desk import POSTS
from monitor.service import Service
from monitor.settings import PROJECT, read_settings
from tests.test_mappings import FILE, TEXT

pytest_plugins = ["cli_fixtures"]

THEN = ("--at", "2016-09-19T19:00", "--known", "2016-09-19T22:00")
REPORT = ("--source", "desk", "--happened-from", "2016-09-14T10:00", "--kind", "shelling")
WINDOW = ("--source", "desk", "--window-from", "2016-09-14", "--measure", "incidents")
DECISION = ("--source", "desk", "--agreement", AGREEMENT, "--by", "Russia", "--what", "extended")

# A line each: the store, the folder of one's own and the files are put in their places.
LINES = f"""
status {{then}}
status --json {{then}}
status --account sohr {{then}}
status --reading elapsed --json {{then}}
status --reading elapse
status nowhere --json
status --at tomorrow
status --at 2016-09-20 --known 2016-09-18
explain {AGREEMENT} calm_day --day 2016-09-16 {{then}}
explain {AGREEMENT} truce_holds --json {{then}}
explain {AGREEMENT} calm_day --scope x
explain {AGREEMENT} calm_counted --account sohr --json
replay {AGREEMENT} --to 2016-09-16T19:00
replay {AGREEMENT} --from 2016-09-18 --to 2016-09-20T12:00 --json
replay {AGREEMENT} --from 2016-09-12 --to 2016-09-13
activate
activate --json
activate {{files}}/wrong.yaml
ingest {{files}}/good.csv --dry-run
ingest {{files}}/good.csv {{files}}/good.csv {{files}}/none.csv
ingest {{files}}/half.csv
ingest {{files}}/half.csv --json
ingest {{files}}/half.csv --accept-good-rows --json
ingest {{files}}/late.csv --archive
ingest {{files}}/late.csv --archive --json
ingest {{files}}/evil.csv
ingest {{files}}/good.csv --time-zone Mars
uploads
uploads --json
rejected 13
rejected 13 --json
rejected 13 -o {{own}}/mended.csv
rejected 13 -o {{own}}/mended.csv
rejected 1
undo 13
undo 13 --json
undo 12 --json
first-run
first-run --json
report --id r1 {{report}} --by rebels --by army --against civilians --dry-run
report --id r1 {{report}} --by rebels --dry-run --json
report --id r1 {{report}} --by rebels
report --id r1 {{report}} --by rebels --json
report {{report}}
report --source Desk --killed-low 1,000 --longitude -1
report --source Desk --killed-low 1,000 --json
count --id c1 {{window}} --value 3
say --id s1 --source desk --actor Russia --says denies --made-at 2016-09-14T10:00 --json
decide --id d1 {{decision}} --effective-from 2016-09-14T19:00 --until 2016-09-16T19:00
decide --id d1 {{decision}} --effective-from 2016-09-32
attest --id a1 {{decision}} --holds yes --during-from 2016-09-14 --dry-run
attest --id a1 {{decision}} --holds yes --during-from 2016-09-14
cover --id w1 --source desk --watched-from 2016-09-14 --areas SY01 --areas SY02 --json
link --id l1 --source desk --first desk/r1 --second desk/none --relation same
report --id r2 {{report}}
link --id l1 --source desk --first desk/r1 --second desk/r2 --relation possible
review --id v1 --source desk --report desk/r1 --grade verified --json
review --id v1 --source desk --report desk/r1
backup {{own}}/backup
backup {{own}}/backup
backup {{own}}/another --json
export --kind report
export --kind decision --json --known 2016-09-19
export --kind reports
export --kind review -o {{own}}/reviews.csv
export --kind review -o {{own}}/reviews.csv
export -o {{own}}/record
export -o {{own}}/record
export --json --kind link --kind review
export
status --json {{then}}
uploads
activate {{files}}/three --dry-run
activate {{files}}/three
activate {{files}}/three --amendment 2016-09-20
activate {{files}}/three --amendment 2016-09-20 --dry-run --json
activate {{files}}/three --amendment never
activate {{files}}/three --correction --dry-run --json
activate {{files}}/three --correction
activate --amendment 2016-09-12T19:00 --json
activate {{files}}/more/later.yaml
activate {{files}}/more --json
activate {{files}}/later.yaml
mappings
save-mapping {{files}}/made.yaml
save-mapping {{files}}/made.yaml --json
save-mapping {{files}}/wrong.yaml
mappings --json
mappings made_up --version 1
mappings made_up --version 2
ingest {{files}}/made.csv --dry-run
ingest {{files}}/made.csv --json
take-back-mapping made_up
take-back-mapping made_up --json
mappings
alerts
alerts list --json
alerts list {AGREEMENT} --limit 3
alerts list nowhere
outbox
outbox --json
ack no
wake {AGREEMENT}/calm_day --desk none
approve no
withhold no --why wrong
"""
LATER = """
agreement: later
title: Later
status: agreed
imports: northland
calendar: {time_zone: Europe/Kyiv, from: 2020-03-01}
parties: {}
clauses: {}
conditions: {}
"""
PLACES = {"then": THEN, "report": REPORT, "window": WINDOW, "decision": DECISION}
Told = dict[str, tuple[Ran, Ran]]
ANSWERS = {"drill", "ack", "snooze", "wake", "approve", "withhold", "pause", "continue"}
"""Commands that need an alert or a notice first, or stop what the others ask for."""
COMMANDS = [line for line in LINES.splitlines() if line]


@pytest.fixture(scope="module")
def places(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stores alike, a folder beside each, and the files that both are given."""
    folder = tmp_path_factory.mktemp("ways")
    for way in ("direct", "served"):
        (folder / way).mkdir()
        shutil.copytree(sample_store, folder / way / "store")
    files = folder / "files"
    files.mkdir()
    (files / "good.csv").write_text(rows(GOOD))
    (files / "half.csv").write_text(rows(ALSO_GOOD, BAD))
    (files / "late.csv").write_text(rows(ALSO_GOOD.replace("g2", "g3")))
    (files / "made.yaml").write_text(TEXT, "utf-8")
    (files / "made.csv").write_bytes(FILE)
    (files / "evil.csv").write_text(rows(GOOD.replace("shelling", '"\x1b[31m\nx"')))
    shutil.copy(PROJECT / "rules" / f"{AGREEMENT}.yaml", files / "wrong.yaml")
    with (files / "wrong.yaml").open("a") as stream:
        stream.write("strange: 1\n")
    three = (PROJECT / "rules" / f"{AGREEMENT}.yaml").read_text("utf-8")
    (files / "three").mkdir()
    three = three.replace("for: 7 days, resets", "for: 3 days, resets")
    (files / "three" / f"{AGREEMENT}.yaml").write_text(three, "utf-8")
    (files / "more").mkdir()
    base = (PROJECT / "tests" / "rules" / "northland.yaml").read_text("utf-8")
    (files / "more" / "northland.yaml").write_text(base, "utf-8")
    for place in (files / "more", files):
        (place / "later.yaml").write_text(LATER, "utf-8")
    return folder


def plain(text: str, own: Path) -> str:
    """Leave out what differs between any two runs: the folder, the clock, the hash it makes."""
    text = text.replace(str(own), "OWN")
    text = re.sub(r"form-\d{8}T\d{12}", "form-ID", text)
    text = re.sub(r"20[2-9]\d-\d\d-\d\dT[\d:.]+(\+00:00|Z)", "NOW", text)
    text = re.sub(r"\w{3} \d+ \w+ 20[2-9]\d \d\d:\d\d", "NOW", text)
    return re.sub(r"\b[0-9a-f]{64}\b", "HASH", text)


def ran(line: str, own: Path, files: Path) -> Ran:
    """Run one line over the store in a folder."""
    words: list[str] = []
    for word in line.split():
        named = word[1:-1] if word[0] == "{" and word[-1] == "}" else ""
        words += PLACES.get(named, [word.format(own=own, files=files)] if not named else [])
    out, err = BytesIO(), BytesIO()
    with (
        TextIOWrapper(out, "utf-8", newline="") as printed,
        TextIOWrapper(err, "utf-8", newline="") as noted,
        redirect_stdout(printed),
        redirect_stderr(noted),
    ):
        code = main([*words, "--store", str(own / "store")])
        noted.flush()
        found = [plain(stream.getvalue().decode(), own) for stream in (out, err)]
    return Ran(code, *found)


@pytest.fixture(scope="module")
def told(places: Path) -> Told:
    """What each line printed: over a store that nobody has open, and through a service."""
    direct, served = places / "direct", places / "served"
    files = places / "files"
    found: Told = {}
    with pytest.MonkeyPatch.context() as patch, answering(served / "store"):
        patch.setenv("MONITOR_ACTOR", "tester")
        for number, line in enumerate(COMMANDS):
            found[f"{number} {line}"] = (ran(line, direct, files), ran(line, served, files))
    return found


@pytest.mark.parametrize("line", [f"{n} {c}" for n, c in enumerate(COMMANDS)])
def test_both_ways_print_the_same(told: Told, line: str) -> None:
    """Standard output, standard error and exit code, of what is right and of what is wrong."""
    direct, served = told[line]

    assert served == direct
    assert served.out + served.err
    assert "Traceback" not in served.err


@pytest.mark.usefixtures("told")
def test_both_ways_do_the_same(places: Path) -> None:
    """After all of it, the two journals hold the same acts of the same people."""
    lines = [
        plain((places / way / "store" / "journal.jsonl").read_text("utf-8"), places / way)
        for way in ("direct", "served")
    ]

    assert lines[0].count("\n") > 20
    assert lines[0] == lines[1]
    assert '"actor":"service"' not in lines[1]


def test_every_command_is_tried_both_ways(told: Told) -> None:
    """Each that works on an open store, at least once with success.

    A drill is another one each time; `test_alerts_commands.py` sends it both ways, and
    `test_alert_replies.py` answers alerts both ways.
    """
    done = {line.split()[1] for line, (direct, _) in told.items() if direct.code == 0}

    assert done == set(POSTS) - ANSWERS


@pytest.mark.usefixtures("told")
def test_files_written_both_ways_are_the_same(places: Path) -> None:
    """Rejected rows, and the record as files."""
    first, second = places / "direct", places / "served"
    names = [
        str(path.relative_to(first))
        for path in sorted(first.rglob("*.csv"))
        if path.relative_to(first).parts[0] != "store"
    ]

    assert len(names) > 8
    for name in names:
        texts = [plain((way / name).read_text("utf-8-sig"), way) for way in (first, second)]
        assert texts[0] == texts[1], name


@pytest.mark.usefixtures("told")
def test_a_backup_taken_beside_a_service_is_a_store(run: Run, places: Path) -> None:
    """It is restored with the same acts, and answers as the store did."""
    backup, store = places / "served" / "backup", places / "restored"

    done = run("restore", backup, "--json", "--store", store)

    assert (done.code, done.json["ok"], done.json["folder"]) == (0, True, str(store))
    assert (store / "journal.jsonl").read_bytes() == (backup / "journal.jsonl").read_bytes()
    with Service.open(read_settings({"MONITOR_STORE": str(store)}), system_clock) as service:
        assert service.store.head is not None
        assert service.store.head.hash == done.json["head"]
    again = run("restore", backup, "--store", store)
    assert (again.code, "something is here already" in again.err) == (2, True)
