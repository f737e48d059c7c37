"""The door of a running service: who is let in, what is read, what is told to whoever is not."""

import json
import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_samples import AGREEMENT, GOOD, Run, journal, rows
from screens import free_port, served
from services import LONGEST_START, call, proper, running, start, there

from monitor.address import NAME, Address, AddressError, find, published
from monitor.api import LARGEST_BODY, MOST_BYTES
from monitor.clock import system_clock
from monitor.commands import reaching
from monitor.errands.desk import POSTS
from monitor.service import Service
from monitor.settings import read_settings

pytest_plugins = ["cli_fixtures"]


@pytest.fixture(scope="module")
def service_store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, to be served."""
    return Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("served") / "store"))


@pytest.fixture(scope="module")
def service(service_store: Path) -> Iterator[Address]:
    """A service over the sample."""
    with running(service_store) as address:
        yield address


CHANGED_HEADERS = {
    "another host": ({"Host": "evil.example"}, 403, "127.0.0.1:"),
    "another port": ({"Host": "127.0.0.1:1"}, 403, "127.0.0.1:"),
    "a host that only begins right": ({"Host": "127.0.0.1.evil.example"}, 403, "localhost:"),
    "an Origin": ({"Origin": "http://127.0.0.1:8501"}, 403, "Origin"),
    "an Origin of nowhere": ({"Origin": "null"}, 403, "Origin"),
    "no token": ({"Authorization": None}, 401, NAME),
    "another token": ({"Authorization": "Bearer x"}, 401, NAME),
    "a token of signs": ({"Authorization": "Bearer \xe9"}, 401, NAME),
    "another scheme": ({"Authorization": "Basic eDp5"}, 401, NAME),
    "a form": ({"Content_Type": "application/x-www-form-urlencoded"}, 415, "application/json"),
    "plain text": ({"Content_Type": "text/plain"}, 415, "application/json"),
    "no type": ({"Content_Type": None}, 415, "application/json"),
}


@pytest.mark.parametrize("name", CHANGED_HEADERS)
def test_who_may_not_ask_is_told_so(service: Address, service_store: Path, name: str) -> None:
    """As JSON with what would be right, and without one act in the journal."""
    changed, status, told = CHANGED_HEADERS[name]
    before = journal(service_store)

    answer = call(service, "/api/first-run", headers=proper(service, **changed))

    assert answer.status == status
    assert told in json.loads(answer.body)["error"]
    assert service.token.encode() not in answer.body
    assert journal(service_store) == before


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_the_names_of_this_machine_are_answered(service: Address, host: str) -> None:
    """Each with the port of the service."""
    headers = proper(service, Host=f"{host}:{service.port}")

    assert call(service, "/api/uploads", headers=headers).status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_but_a_post_is_read(service: Address, method: str) -> None:
    """Nor does OPTIONS tell a page what it might ask."""
    assert call(service, "/api/uploads", method=method).status == 405


@pytest.mark.parametrize("name", ["", "stattus", "run", "restore", "../healthz", "status/x", "é"])
def test_an_unknown_command_is_told_with_those_there_are(service: Address, name: str) -> None:
    """Also those of the command line that need no open store."""
    answer = call(service, f"/api/{name.encode().hex() if name == 'é' else name}")

    assert answer.status == 404
    if name != "../healthz":
        assert all(command in json.loads(answer.body)["error"] for command in POSTS)


BODIES: dict[str, tuple[bytes, int, str]] = {
    "no JSON": (b"{", 400, "JSON"),
    "no text": (b"\xff\xfe\x00", 400, "JSON"),
    "deep": (b"[" * 100_000, 400, "JSON"),
    "a list": (b"[]", 400, "object"),
    "a strange part": (b'{"option": {}}', 400, "options"),
    "options as a list": (b'{"options": []}', 400, "options"),
    "half a character": (b'{"options": {"agreement": "\\ud800"}}', 400, "half a character"),
    "a number for nobody": (b'{"actor": 1}', 400, "actor"),
    "no such zone": (b'{"time_zone": "Mars/Base"}', 400, "Asia/Damascus"),
    "a fraction": (b'{"options": {"agreement": 1.5}}', 400, "agreement"),
    "a huge number": (b'{"options": {"upload": 1' + b"0" * 40 + b"}}", 400, "too large"),
    "no base64": (b'{"files": [{"name": "a", "content": "?"}]}', 400, "base64"),
    "a file without a name": (b'{"files": [{"content": ""}]}', 400, "name"),
    "another store": (b'{"store": "/elsewhere"}', 409, "another store"),
}


@pytest.mark.parametrize("name", BODIES)
def test_what_is_no_request_is_told(service: Address, name: str) -> None:
    """With what would be one, never with a traceback."""
    body, status, told = BODIES[name]

    answer = call(service, "/api/status", body)

    assert answer.status == status
    assert told in json.loads(answer.body)["error"]


OPTIONS: dict[str, tuple[str, dict[str, Any], str]] = {
    "a strange option": ("status", {"agrement": "x"}, "did you mean 'agreement'?"),
    "a flag for text": ("status", {"agreement": True}, "agreement is not text"),
    "text for a number": ("undo", {"upload": "1"}, "upload is not a whole number"),
    "a flag for a number": ("undo", {"upload": True}, "upload is not a whole number"),
    "a negative number": ("rejected", {"upload": -1}, "-1"),
    "nothing where something is needed": ("explain", {"agreement": "x"}, "needs condition"),
    "no file": ("ingest", {}, "needs a file"),
    "a folder of nowhere": ("backup", {"folder": "x"}, "from the root"),
    "text for cells": ("report", {"cells": "x"}, "cells is not an object"),
    "a strange column": ("report", {"cells": {"sourse": "x"}}, "source"),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_what_does_not_go_with_a_command_is_told(
    service: Address, service_store: Path, name: str
) -> None:
    """That is an answer, with exit code 2, and nothing is done."""
    command, options, told = OPTIONS[name]
    before = journal(service_store)

    answer = call(service, f"/api/{command}", json.dumps({"options": options}).encode())

    assert answer.status == 200
    reply = json.loads(answer.body)
    assert reply["code"] == 2
    assert told in "\n".join(reply["notes"])
    assert journal(service_store) == before


@pytest.mark.parametrize(
    ("command", "most"),
    [("status", LARGEST_BODY), ("ingest", MOST_BYTES), ("report", LARGEST_BODY)],
)
def test_nobody_can_send_too_much(service: Address, command: str, most: int) -> None:
    """What is announced as too large is refused before it is read."""
    headers = proper(service, Content_Length=str(most + 1))

    answer = call(service, f"/api/{command}", b"", headers=headers)

    assert answer.status == 413
    assert f"{most:,}" in json.loads(answer.body)["error"]


def test_what_is_not_announced_is_counted(service: Address) -> None:
    """A body in pieces, of a length that nobody states, is read no further than may be."""
    headers = proper(service, Transfer_Encoding="chunked")
    piece = b" " * 2**20
    body = (b"%x\r\n" % len(piece) + piece + b"\r\n") * (LARGEST_BODY // len(piece) + 1)

    answer = call(service, "/api/status", body + b"0\r\n\r\n", headers=headers)

    assert (answer.status, b"at most" in answer.body) == (413, True)


def test_nobody_acts_without_a_name(service: Address, service_store: Path) -> None:
    """An act of nobody is refused in the service; nothing is in the journal."""
    before = journal(service_store)

    answer = call(service, "/api/undo", b'{"actor": "", "options": {"upload": 2}}')

    reply = json.loads(answer.body)
    assert (reply["code"], journal(service_store)) == (2, before)
    assert "say who acts" in reply["notes"][0]


def test_other_programs_ask_with_little(service: Address) -> None:
    """An empty request is one: who acts and their zone are those of the service."""
    reply = json.loads(call(service, "/api/status", b"").body)

    assert (reply["code"], reply["answer"]["agreement"]) == (0, AGREEMENT)
    assert reply["lines"][0].endswith(f"[{AGREEMENT}]")


# The file that names a service.


def test_the_token_is_for_the_owner_alone(service: Address, service_store: Path) -> None:
    """Nobody else can read the file; the token is long, and another each time."""
    path = service_store / NAME

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == {
        "url": f"http://127.0.0.1:{service.port}",
        "pid": service.pid,
        "token": service.token,
        "store": str(service_store),
    }
    assert len(service.token) >= 40
    assert Address.new(service_store, 1).token != Address.new(service_store, 1).token
    assert service.token not in repr(service)


def test_a_service_ends_when_told_and_leaves_nothing(store: Path, run: Run) -> None:
    """SIGTERM: exit code 0, no address, the store free; its announcement is JSON."""
    server = start(store, "--json")
    address = there(store, server)

    server.send_signal(signal.SIGTERM)
    out, err = server.communicate(timeout=LONGEST_START)

    assert (server.returncode, (store / NAME).exists()) == (0, False)
    assert json.loads(out) == {"url": address.url, "pid": address.pid, "store": str(store)}
    assert "Traceback" not in err
    assert run("uploads", "--store", store).code == 0


def test_what_a_killed_service_leaves_is_replaced(store: Path, run: Run) -> None:
    """Its address is of no use to anybody: the command line goes on, and so does the next."""
    server = start(store)
    first = there(store, server)
    server.kill()
    server.communicate(timeout=LONGEST_START)
    assert find(store) == first

    assert run("uploads", "--store", store).code == 0
    with running(store) as second:
        assert find(store) == second != first
    assert not (store / NAME).exists()


def test_a_second_service_is_told_of_the_first(service: Address, service_store: Path) -> None:
    """It ends with code 2 and the first one's process, and leaves its address alone."""
    second = start(service_store)
    _, told = second.communicate(timeout=LONGEST_START)

    assert second.returncode == 2
    assert f"in use by process {service.pid}" in told
    assert find(service_store) == service


def test_a_port_that_is_taken_is_told(service: Address, store: Path, run: Run) -> None:
    """Before the store is opened."""
    ran = run("run", "--port", service.port, "--store", store)

    assert (ran.code, store.exists()) == (2, False)
    assert f"port {service.port}" in ran.err
    assert run("run", "--port", "65536", "--store", store).code == 2


def test_an_address_of_somebody_else_is_left_alone(store: Path) -> None:
    """Whoever has replaced it meanwhile removes it themselves."""
    store.mkdir()
    mine, other = Address.new(store, 1), Address.new(store, 2)

    with published(store, mine):
        assert find(store) == mine
        (store / NAME).write_text(json.dumps({**_said(other)}))

    assert find(store) == other


def _said(address: Address) -> dict[str, object]:
    return {
        "url": address.url,
        "pid": address.pid,
        "token": address.token,
        "store": address.store,
    }


WRONG_ADDRESSES: dict[str, dict[str, object] | str] = {
    "no JSON": "{",
    "a list": "[]",
    "nothing in it": "{}",
    "another machine": {"url": "http://evil.example:80"},
    "a name that looks right": {"url": "http://127.0.0.1@evil.example:80"},
    "another scheme": {"url": "https://127.0.0.1:80"},
    "no port": {"url": "http://127.0.0.1:x"},
    "no process": {"pid": 0},
    "two headers": {"token": "x\r\nX: y"},
}


@pytest.mark.parametrize("name", WRONG_ADDRESSES)
def test_a_wrong_address_is_told(sample: Path, run: Run, name: str) -> None:
    """With the file, the holder of the store, and what to do; a token is sent nowhere else."""
    wrong = WRONG_ADDRESSES[name]
    good = _said(Address.new(sample, free_port()))
    (sample / NAME).write_text(wrong if isinstance(wrong, str) else json.dumps(good | wrong))
    with pytest.raises(AddressError, match=NAME):
        find(sample)

    with Service.open(read_settings({"MONITOR_STORE": str(sample)}), system_clock):
        ran = run("uploads", "--store", sample)

    assert ran.code == 2
    assert str(sample / NAME) in ran.err
    assert f"kill {os.getpid()}" in ran.err


@pytest.mark.parametrize("pid", ["dead", "alive"])
def test_an_address_of_another_process_is_told(sample: Path, run: Run, pid: str) -> None:
    """A service that is gone, and one that does not have the store: each by its number."""
    ended = start(sample / "none", "--nonsense")
    ended.communicate(timeout=LONGEST_START)
    named = ended.pid if pid == "dead" else os.getppid()
    said = _said(Address.new(sample, free_port())) | {"pid": named}
    (sample / NAME).write_text(json.dumps(said))

    with Service.open(read_settings({"MONITOR_STORE": str(sample)}), system_clock):
        ran = run("uploads", "--json", "--store", sample)

    assert ran.code == 2
    for told in (str(sample / NAME), f"process {named}", f"process {os.getpid()}", "try again"):
        assert told in ran.json["error"]
    assert ("runs no more" in ran.err) == (pid == "dead")


def test_a_service_that_does_not_listen_is_told(
    sample: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a moment in which it could have started or stopped."""
    monkeypatch.setattr(reaching, "PAUSE", 0.0)
    settings = read_settings({"MONITOR_STORE": str(sample)})
    address = Address.new(sample, free_port())

    with Service.open(settings, system_clock), published(sample, address):
        ran = run("uploads", "--store", sample)

    assert ran.code == 2
    assert f"process {os.getpid()} has the store open" in ran.err
    assert address.url in ran.err


@pytest.mark.parametrize("known", [False, True], ids=["wrong token", "another store"])
def test_the_service_of_another_store_is_told(
    service: Address, sample: Path, run: Run, *, known: bool
) -> None:
    """Whoever answers at the address, nothing of ours is done to their store."""
    token = service.token if known else "x" * 43
    address = Address(service.url, os.getpid(), token, str(sample))
    settings = read_settings({"MONITOR_STORE": str(sample)})

    with Service.open(settings, system_clock), published(sample, address):
        ran = run("uploads", "--store", sample)

    assert ran.code == 2
    for told in (str(sample / NAME), service.url, "refuses", f"stop process {os.getpid()}"):
        assert told in ran.err


@pytest.mark.parametrize("command", ["rebuild", "restore"])
def test_what_needs_the_store_alone_says_so(
    service: Address, service_store: Path, run: Run, command: str
) -> None:
    """With the process to stop; nothing is changed."""
    before = journal(service_store)
    words = [service_store] if command == "restore" else []

    ran = run(command, *words, "--store", service_store)

    assert (ran.code, journal(service_store)) == (2, before)
    assert f"kill {service.pid}" in ran.err


@pytest.mark.parametrize("kind", ["alone", "with pages"])
def test_a_served_store_says_by_itself_what_changed(
    sample: Path, run: Run, tmp_path: Path, kind: str
) -> None:
    """The scheduler runs in either: after an act it says what holds, and `/healthz` tells how."""
    file = tmp_path / "good.csv"
    file.write_text(rows(GOOD))
    serving = running(sample) if kind == "alone" else served(sample)
    with serving:
        assert run("ingest", "--store", sample, file).code == 0
        until = time.monotonic() + LONGEST_START
        while not (said := _said_after(sample, "upload")):
            assert time.monotonic() < until, "nothing was said"
            time.sleep(0.1)
        address = find(sample)
        assert address is not None
        told = json.loads(call(address, "/healthz", method="GET", headers={}).body)

    assert {act["actor"] for act in said} == {"scheduler"}
    assert (told["status"], told["schedule"]["running"], told["schedule"]["failed"]) == (
        "ok",
        True,
        {},
    )


def _said_after(store: Path, act: str) -> list[dict[str, Any]]:
    """Return what was said after the last act of a kind."""
    acts = [json.loads(line) for line in (store / "journal.jsonl").read_text("utf-8").splitlines()]
    last = max(one["seq"] for one in acts if one["act"] == act)
    return [one for one in acts if one["seq"] > last and one["act"] == "said"]


def test_pages_and_command_line_share_one_service(sample: Path, run: Run, tmp_path: Path) -> None:
    """The server of the pages answers the command line too, and closes as cleanly."""
    file = tmp_path / "good.csv"
    file.write_text(rows(GOOD))
    with served(sample) as url:
        address = find(sample)
        assert address is not None
        assert (address.url, stat.S_IMODE((sample / NAME).stat().st_mode)) == (url, 0o600)
        assert run("ingest", "--store", sample, file).code == 0
        assert run("status", AGREEMENT, "--store", sample).code == 0
        refused = call(address, "/api/uploads", headers=proper(address, Origin=url))
        assert refused.status == 403
        assert call(address, "/api/uploads", headers=proper(address, Host="evil")).status == 403

    assert not (sample / NAME).exists()
    assert [line["actor"] for line in run("uploads", "--json", "--store", sample).json][-1] == (
        "tester"
    )
