"""Saying who would be told, and trying a channel: by command, directly and through a service."""

import base64
import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_samples import Run
from services import answering
from standardwebhooks import Webhook as Independent

from monitor.clock import system_clock
from monitor.service import Service
from monitor.settings import PROJECT, read_settings
from tests.bad_alerts import alerts
from tests.receivers import HERE, Hook, Post, hook, post

pytest_plugins = ["cli_fixtures"]

KEY = "whsec_" + base64.b64encode(b"canary-key-of-the-web-hook-12345").decode()
CHAT = "canary-chat-path-0d1e"
PATH = "canary-hook-path-0d1e"


def file_of(hook_port: int, mail_port: int) -> str:
    """A file whose channels all end on this machine."""
    return f"""\
smtp: {{host: {HERE}, port: {mail_port}, security: none, sender: m@example.org}}
private_addresses_allowed: [{HERE}/32]
channels:
  mail: {{email: officer@example.org}}
  cell: {{webhook: "http://{HERE}:{hook_port}/{PATH}", secret_from: MONITOR_HOOK_SECRET}}
  chat: {{apprise_from: MONITOR_CHAT_URL}}
people:
  officer: {{name: A. Officer, channels: [mail, cell, chat]}}
desks:
  desk: {{people: [officer], time_zone: UTC}}
"""


@pytest.fixture
def receivers() -> Iterator[tuple[Hook, Post]]:
    """A web hook and a mail server that take all."""
    with hook(200) as web, post() as mail:
        yield web, mail


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one rule file there is; it says nothing of who is told."""
    file = tmp_path / "rules" / "northland.yaml"
    file.parent.mkdir()
    shutil.copy(PROJECT / "tests" / "rules" / file.name, file)
    monkeypatch.setenv("MONITOR_RULES", str(file.parent))
    return file


@pytest.fixture
def told(
    store: Path, receivers: tuple[Hook, Post], rules: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Hook, Post]:
    """The same, with a store, and a file beside it that leads to them."""
    web, mail = receivers
    assert "alerts:" not in rules.read_text("utf-8")
    monkeypatch.setenv("MONITOR_HOOK_SECRET", KEY)
    monkeypatch.setenv("MONITOR_CHAT_URL", f"json://{HERE}:{web.port}/{CHAT}")
    settings = read_settings({"MONITOR_STORE": str(store), "MONITOR_ACTOR": "tester"})
    Service.open(settings, system_clock).close()
    settings.alerts_file.write_text(file_of(web.port, mail.port), "utf-8")
    return receivers


def drills(store: Path) -> list[dict[str, object]]:
    """The drills that the journal holds."""
    lines = (store / "journal.jsonl").read_text("utf-8").splitlines()
    return [act["body"] for act in map(json.loads, lines) if act["act"] == "drill"]


@pytest.mark.usefixtures("told")
def test_check_says_who_would_be_told_and_sends_nothing(
    run: Run, store: Path, told: tuple[Hook, Post]
) -> None:
    """In words and as JSON; it needs no store."""
    ran, as_json = (
        run("alerts", "check", "--store", store),
        run("alerts", "check", "--json", "--store", store),
    )

    assert (ran.code, as_json.code) == (0, 0)
    assert ran.out.startswith("desk: tells A. Officer by mail and cell and chat; times of UTC\n")
    assert as_json.json["desks"]["desk"]["people"] == ["officer"]
    assert run("alerts", "--json", "--store", store, "check").json == as_json.json
    assert (told[0].connections, told[1].got) == (0, [])


def test_check_without_a_file_is_a_negative_answer(run: Run, store: Path) -> None:
    """Nobody would be told."""
    ran = run("alerts", "check", "--store", store)

    assert ran.code == 1
    assert "nobody is told" in ran.out
    assert str(store.with_name("alerts.yaml")) in ran.out


@pytest.mark.usefixtures("told")
def test_check_names_the_desks_that_rules_tell_and_nobody_sits_at(
    run: Run, store: Path, rules: Path
) -> None:
    """Two files that were written apart: who is meant to be told is told, or it is said."""
    old, new = alerts(
        "on: truce_holds, when: met, to: [desk, cell]",
        "on: truce_holds, when: count_restarts, to: cell",
    )
    rules.write_text(rules.read_text("utf-8").replace(old, new, 1), "utf-8")

    ran = run("alerts", "check", "--store", store)

    assert ran.code == 1, ran.err
    assert ran.out.endswith(
        "northland tells the desk cell, and there is no such desk: nobody is told by it\n"
    )
    as_json = run("alerts", "check", "--json", "--store", store)
    assert as_json.json["missing_desks"] == {"northland": ["cell"]}


@pytest.mark.usefixtures("told")
def test_check_tells_every_fault(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing secret among them; as JSON with places."""
    monkeypatch.delenv("MONITOR_HOOK_SECRET")
    file = store.with_name("alerts.yaml")
    file.write_text(file.read_text("utf-8").replace("[officer]", "[offcer]"), "utf-8")

    ran = run("alerts", "check", "--json", "--store", store)

    assert ran.code == 2
    problems = ran.json["problems"]
    assert [(one["line"], one["file"]) for one in problems] == [(5, str(file)), (10, str(file))]
    assert "the environment variable MONITOR_HOOK_SECRET is not set" in ran.err
    assert "did you mean 'officer'?" in ran.err


@pytest.mark.parametrize("served", [False, True])
def test_a_drill_arrives_says_that_it_is_one_and_is_journalled(
    run: Run,
    store: Path,
    told: tuple[Hook, Post],
    served: bool,  # noqa: FBT001
) -> None:
    """By every kind of channel, directly and through the service that has the store open."""
    web, mail = told

    def each() -> list[dict[str, object]]:
        ran = [run("alerts", "drill", name, "--json", "--store", store) for name in NAMES]
        assert [one.code for one in ran] == [0, 0, 0], [one.err for one in ran]
        return [one.json for one in ran]

    if served:
        with answering(store):
            answers = each()
    else:
        answers = each()

    assert len(mail.got) == 1
    content = mail.got[0].content
    assert isinstance(content, bytes)
    assert b"Subject: DRILL: Agreement Monitor tries the channel mail\r\n" in content
    assert b"X-Agreement-Monitor-Status: drill\r\n" in content
    assert b"DRILL. This is a test of the channel mail, started by tester" in content
    by_path = {got.path: got for got in web.got}
    signed = by_path[f"/{PATH}"]
    payload = Independent(KEY).verify(signed.body, dict(signed.by_name))
    assert (payload["status"], payload["channel"]) == ("drill", "cell")
    assert payload["text"].startswith("DRILL. ")
    assert json.loads(by_path[f"/{CHAT}"].body)["title"].startswith("DRILL")
    kept = drills(store)
    assert [(one["channel"], one["outcome"]) for one in kept] == [
        (name, {key: answer[key] for key in ("outcome", "at", "answer")})
        for name, answer in zip(NAMES, answers, strict=True)
    ]
    assert len({answer["notice"] for answer in answers}) == 3


NAMES = ("mail", "cell", "chat")


def test_a_drill_that_does_not_arrive_is_a_negative_answer_and_is_kept_too(
    run: Run, store: Path, told: tuple[Hook, Post]
) -> None:
    """With the reason."""
    told[0].does = [410]

    ran = run("alerts", "drill", "cell", "--store", store)

    assert ran.code == 1
    assert f"{HERE}:{told[0].port} says that this web hook is closed for good" in ran.out
    (kept,) = drills(store)
    outcome = kept["outcome"]
    assert isinstance(outcome, dict)
    assert (outcome["outcome"], outcome["again"], outcome["gone"]) == ("failed", False, True)


@pytest.mark.usefixtures("told")
def test_an_unknown_channel_and_no_file_are_told(run: Run, store: Path) -> None:
    """With the channel that is meant; nothing is recorded."""
    ran = run("alerts", "drill", "mial", "--store", store)
    assert (ran.code, "did you mean 'mail'?" in ran.err) == (2, True)

    store.with_name("alerts.yaml").unlink()
    ran = run("alerts", "drill", "mail", "--store", store)
    assert (ran.code, "nobody is told" in ran.err) == (2, True)
    assert drills(store) == []


def test_a_drill_without_a_store_is_refused(run: Run, store: Path) -> None:
    """A mistyped folder is not made into a store."""
    assert run("alerts", "drill", "mail", "--store", store).code == 2
    assert not store.exists()


@pytest.mark.parametrize("served", [False, True])
def test_no_secret_is_in_any_output(
    run: Run,
    store: Path,
    told: tuple[Hook, Post],
    served: bool,  # noqa: FBT001
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What is printed, logged, journalled or kept, whether it goes well or not."""
    caplog.set_level(logging.DEBUG)
    shown = []
    for does in (200, 500, "lose"):
        told[0].does = [does]
        for name in NAMES:
            words = ("alerts", "drill", name, "--store", store)
            if served:
                with answering(store):
                    ran = run(*words)
            else:
                ran = run(*words)
            shown += [ran.out, ran.err]
    shown += [run("alerts", "check", "--store", store, *more).out for more in ((), ("--json",))]
    shown.append(caplog.text)
    kept = [one.read_bytes() for one in store.rglob("*") if one.is_file()]

    secret = (KEY, KEY.removeprefix("whsec_"), "canary-key-of-the-web-hook", CHAT, PATH)
    assert len(drills(store)) == 9
    assert kept
    for canary in secret:
        assert not any(canary in one for one in shown), canary
        assert not any(canary.encode() in one for one in kept), canary


def test_a_variable_is_read_where_the_command_runs(store: Path, told: tuple[Hook, Post]) -> None:
    """In a process of its own, whose environment has the secrets and a setting for the file."""
    moved = store.with_name("elsewhere.yaml")
    store.with_name("alerts.yaml").rename(moved)
    environ = os.environ | {"MONITOR_ALERTS": str(moved), "MONITOR_ACTOR": "tester"}
    command = [sys.executable, "-m", "monitor", "alerts", "drill", "cell", "--store", str(store)]

    ran = subprocess.run(
        command, cwd=PROJECT, env=environ, capture_output=True, text=True, check=False, timeout=300
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(told[0].got) == 1
