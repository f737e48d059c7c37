"""Whatever text comes in through the HTTP door is kept as it is, and given back inert.

The Big List of Naughty Strings, in every text that a request holds and in every text of an answer.
"""

import base64
import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from naughty import BASE, FILLED, HELD, NAUGHTY, file, kept, row, rows, texts_of
from services import Answer, answering, call, proper
from test_record_fuel import KINDS, NUMBER, RUNS, checked, visible

from monitor.address import Address
from monitor.agreements.load import load_file
from monitor.clock import system_clock
from monitor.errands.desk import POSTS
from monitor.errands.recording import KINDS as COMMANDS
from monitor.incidents.templates import TEMPLATES
from monitor.service import Service
from monitor.settings import PROJECT, read_settings

BY_KIND = {kind: command for command, kind in COMMANDS.items()}
ONE_BY_ONE = HELD[::24]
"""Those that come in as single records too; in files all of them do."""

GOOD = {
    "agreement": "syria-2016-09",
    "condition": "calm_day",
    "kind": "report",
    "name": "none",
    "alert": "0123456789abcdef",
    "thread": "syria-2016-09/calm_day",
    "desk": "policy_desk",
    "notice": "0123456789abcdef01234567",
    "why": "told by telephone",
    "channel": "none",
}
"""What a command cannot do without."""

SPARED = {"backup"}
"""It writes where it is told to; its folder is held against the strings elsewhere."""


@contextmanager
def over(store: Path) -> Iterator[Address]:
    """Give a service over a store of its own, with one agreement."""
    with Service.open(read_settings({"MONITOR_STORE": str(store)}), system_clock) as before:
        before.rules.activate(load_file(PROJECT / "rules" / "syria-2016-09.yaml"), actor="tester")
    with answering(store) as address:
        yield address


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A service for what is one by one, over reports that links and reviews may name."""
    with over(tmp_path_factory.mktemp("fuel") / "store") as address:
        ask(address, "ingest", {}, [("reports.csv", file("report", ONE_BY_ONE))])
        yield address


def ask(
    address: Address,
    command: str,
    options: dict[str, object] | None = None,
    files: list[tuple[str, bytes]] | None = None,
    actor: str = "tester",
) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Ask over HTTP; the answer is JSON of plain letters whatever came of it."""
    sent = {
        "actor": actor,
        "options": options or {},
        "files": [
            {"name": name, "content": base64.b64encode(data).decode()} for name, data in files or []
        ],
    }
    answer = call(address, f"/api/{command}", json.dumps(sent).encode())
    return inert(answer)


def inert(answer: Answer) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Read an answer: no letter of it is obeyed by a terminal, and no failure is ours."""
    assert answer.status in {200, 400}
    assert answer.body.isascii()
    assert all(byte >= ord(" ") for byte in answer.body)
    found = json.loads(answer.body)
    assert all(visible(line) for line in (*found.get("lines", ()), *found.get("notes", ())))
    return found


def test_files_of_every_kind_come_in_and_go_out_unchanged(tmp_path: Path) -> None:
    """Each string in each text of each template: taken in, given out, and taken in again."""
    exercised = 0
    with over(tmp_path / "store") as service:
        for kind in KINDS:
            taken = ask(service, "ingest", {"format": kind}, [(f"{kind}.csv", file(kind))])
            assert (taken["code"], taken["answer"]["stored"]) == (0, len(rows(kind))), kind
            out = ask(service, "export", {"kind": kind})["answer"]["csv"]
            exercised += checked(kind, out.encode())
            again = ask(service, "ingest", {"format": kind}, [("again.csv", out.encode())])
            # Coverage reaches to when it was last said, so that saying it again adds to it.
            anew = len(rows(kind)) if kind == "coverage" else 0
            assert (again["code"], again["answer"]["stored"]) == (0, anew), kind

    assert exercised >= 13_000


@pytest.mark.parametrize("kind", BY_KIND)
def test_single_records_are_kept_as_they_were_sent(service: Address, kind: str) -> None:
    """Each in every text that it fits; what is said of it shows every character."""
    sent: dict[str, dict[str, str]] = {}
    for number, text in enumerate(ONE_BY_ONE):
        cells = row(kind, number, text) | {"id": f"one-{kind}-{number}"}
        if "first" in cells and cells["first"] == cells["second"]:
            continue
        told = ask(service, BY_KIND[kind], {"cells": cells})
        assert told["code"] == 0, (text, told)
        sent[cells["id"]] = cells
    out = ask(service, "export", {"kind": kind})["answer"]["csv"]
    written = {one["id"]: one for one in csv.DictReader(io.StringIO(out, newline=""))}
    for key, cells in sent.items():
        given = written[key]
        assert not [c for c in given.values() if RUNS.match(c) and not NUMBER.fullmatch(c)]
        for name in texts_of(kind):
            column = next(one for one in TEMPLATES[kind].columns if one.name == name)
            if (
                name in cells
                and column.type.name != "names"
                and cells[name] != BASE[kind].get(name)
            ):
                assert given[name].removeprefix("'") == kept(cells[name]).removeprefix("'"), name


def test_who_acts_and_what_a_file_is_called_come_back_as_they_were(service: Address) -> None:
    """In the list of uploads, letter by letter; a folder before the name of a file is left out."""
    head = "id,source,happened_from,kind,time_zone\n"
    sent: dict[int, tuple[str, str]] = {}
    for number, text in enumerate(HELD[::16]):
        data = f"{head}file-{number},naughty,2016-09-13,shelling,UTC\n".encode()
        taken = ask(service, "ingest", {}, [(text, data)], actor=text)
        assert taken["code"] == 0, (text, taken)
        sent[taken["answer"]["upload"]] = (text, text)
    listed = {one["act"]: one for one in ask(service, "uploads")["answer"]}
    for upload, (name, actor) in sent.items():
        assert listed[upload]["actor"] == actor
        assert listed[upload]["file"] == name.rpartition("/")[2] or name.endswith(("/", "."))


def test_every_text_of_every_command_is_answered(service: Address) -> None:
    """Each string as each option that is text: refused, or answered; nothing is recorded."""
    before = len(ask(service, "uploads")["answer"])
    texts = [
        (command, name, post.needs)
        for command, post in POSTS.items()
        for name, type_ in post.takes.items()
        if type_ is str and not post.files and command not in SPARED
    ]
    for at, text in enumerate(NAUGHTY[::3]):
        command, name, needs = texts[at % len(texts)]
        given = {one: GOOD[one] for one in needs} | {name: text}
        assert ask(service, command, given)["code"] in {0, 1, 2}
    assert len(texts) >= 20
    assert len(ask(service, "uploads")["answer"]) == before


def test_what_a_file_is_stated_to_be_is_answered(service: Address) -> None:
    """Each string in each text that goes with a file: nothing of it is stored."""
    data = b"id,happened_from,kind\nx,2016-09-13,shelling\n"
    names = [name for name, type_ in POSTS["ingest"].takes.items() if type_ is str]
    before = len(ask(service, "uploads")["answer"])
    for at, text in enumerate(FILLED):
        name = names[at % len(names)]
        ask(service, "ingest", {name: text, "dry_run": True}, [("x.csv", data)])

    assert len(ask(service, "uploads")["answer"]) == before


def test_what_is_no_text_of_a_request_is_refused_whole(service: Address) -> None:
    """As a command, a key, an option, a zone or a store: with what there is instead."""
    for at, text in enumerate(NAUGHTY):
        for sent in (
            {text: {}},
            {"options": {text: text}},
            {"time_zone": text},
            {"options": {"cells": {text: text}}},
            {"files": [{"name": text, "content": text}]},
        )[at % 5 :: 5]:
            inert(call(service, "/api/report", json.dumps(sent).encode()))


def test_mappings_and_rules_of_strings_are_refused_or_kept_as_written(service: Address) -> None:
    """A text that is no YAML is refused with its place; a title is given back as it was."""
    for text in NAUGHTY[::6]:
        for command in ("save-mapping", "activate"):
            assert ask(service, command, files=[(text or "x", text.encode())])["code"] == 2
    for number, text in enumerate(HELD[::24]):
        if len(text) > 100 or not text.isprintable():
            continue
        said = {
            "format": f"fuel_{number}",
            "title": text,
            "says": "Made up.",
            "record": "report",
            "known": {"columns": ["a", "b"]},
            "columns": {"id": {"of": ["a"]}, "happened_from": {"of": ["b"], "style": "date"}},
        }
        saved = ask(
            service,
            "save-mapping",
            files=[("m.yaml", json.dumps(said, ensure_ascii=False).encode())],
        )
        assert saved["code"] == 0, (text, saved)
        assert saved["answer"]["title"] == text
    titles = {one["title"] for one in ask(service, "mappings")["answer"]}
    assert {t for t in HELD[::24] if len(t) <= 100 and t.isprintable()} <= titles


def test_what_verdicts_rest_on_is_given_unchanged(tmp_path: Path) -> None:
    """Status, explanation and replay hold the strings as text."""
    with over(tmp_path / "store") as service:
        for kind in ("report", "statement", "decision", "attestation"):
            ask(service, "ingest", {"format": kind}, [("x.csv", file(kind, ONE_BY_ONE))])
        _judged(service)


def _judged(service: Address) -> None:
    at = {"agreement": "syria-2016-09", "at": "2016-09-19T22:00"}
    for command, options in (
        ("status", at),
        ("explain", at | {"condition": "calm_day", "day": "2016-09-14"}),
        ("replay", {"agreement": "syria-2016-09", "since": "2016-09-14", "until": "2016-09-15"}),
    ):
        told = ask(service, command, options)
        assert told["code"] in {0, 1}, told
    assert any(text in json.dumps(told, ensure_ascii=False) for text in HELD)


def test_no_browser_takes_an_answer_for_a_page(service: Address) -> None:
    """JSON, kept nowhere, and nothing that a browser may sniff to be something else."""
    told = headers_of(service)

    assert told["content-type"] == "application/json"
    assert told["cache-control"] == "no-store"
    assert told["x-content-type-options"] == "nosniff"


def headers_of(address: Address) -> dict[str, str]:
    """Return the headers of an answer, with small letters."""
    line = HTTPConnection(address.host, address.port)
    line.request("POST", "/api/uploads", b"{}", proper(address))
    answer = line.getresponse()
    answer.read()
    line.close()
    return {name.lower(): value for name, value in answer.getheaders()}
