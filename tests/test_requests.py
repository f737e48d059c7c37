"""Requests and replies: they survive the way to a service, and nothing sent breaks one."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cli_samples import AGREEMENT, GOOD, Run, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from services import running

from monitor.clock import system_clock
from monitor.errands.desk import POSTS, Post, carry_out
from monitor.errands.request import Given, Reply, Request, RequestError
from monitor.incidents.templates import TEMPLATES
from monitor.service import Service
from monitor.settings import read_settings

pytest_plugins = ["cli_fixtures"]

UTC = ZoneInfo("UTC")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
COLUMNS = sorted({name for template in TEMPLATES.values() for name in template.names()})
LIKELY = st.sampled_from(
    [
        *(AGREEMENT, "calm_day", "truce_holds", "sohr", "elapsed", "report", "desk", "yes", "no"),
        *("2016-09-14", "2016-09-19T19:00", "2016-09-14T10:00Z", "0001-01-01", "Asia/Damascus"),
        *("", ".", "-1", "9999-12-31", "2016-09-14T10:00+23:59", "un/d1", "same", "shelling;;x"),
    ]
)
# No absolute path among them: a backup would go there.
TEXT = LIKELY | st.text(st.characters(exclude_characters="/\\"))
VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(10**18), 10**18) | st.integers(0, 20),
    bool: st.booleans(),
    dict: st.dictionaries(st.sampled_from(COLUMNS), TEXT, max_size=8),
}


def options_of(post: Post) -> st.SearchStrategy[dict[str, Any]]:
    """Options that a command takes, whatever they say."""
    values = {name: VALUES[kind] for name, kind in post.takes.items()}
    needed = {name: values.pop(name) for name in post.needs}
    return st.fixed_dictionaries(needed, optional=values)


@settings(max_examples=60)
@given(
    actor=st.text(st.characters(exclude_categories=["Cs"])),
    options=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.booleans()
        | st.integers(-(10**18), 10**18)
        | st.text(st.characters(exclude_categories=["Cs"])),
    ),
    content=st.binary(),
)
def test_a_request_arrives_as_it_was_sent(
    actor: str, options: dict[str, object], content: bytes
) -> None:
    """Options of every type, names in every script, files of any bytes."""
    sent = Request("x", actor, ZoneInfo("Asia/Damascus"), options, (Given(actor, content),))

    arrived = Request.read("x", json.loads(json.dumps(sent.as_json())), actor="", time_zone=UTC)

    assert arrived == sent.check()


@settings(max_examples=60)
@given(answer=st.dictionaries(st.text(), JSON) | st.lists(JSON), lines=st.lists(st.text()))
def test_a_reply_arrives_as_it_was_sent(answer: Any, lines: list[str]) -> None:  # noqa: ANN401
    """Whatever is in it."""
    sent = Reply(1, answer, tuple(lines), tuple(lines))

    assert Reply.read(json.loads(json.dumps(sent.as_json()))) == sent


@settings(max_examples=150)
@given(sent=JSON | st.fixed_dictionaries({}, optional={"options": JSON, "files": JSON}))
def test_whatever_is_sent_is_a_request_or_is_told(sent: object) -> None:
    """No other error comes of it, and none without words."""
    assert outcome(lambda: Request.read("x", sent, actor="tester", time_zone=UTC))
    assert outcome(lambda: Reply.read(sent))


def outcome(read: Callable[[], object]) -> object:
    """What was read, or what is told instead."""
    try:
        return read()
    except RequestError as error:
        return str(error)


@pytest.fixture(scope="module")
def service(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over a copy of the sample."""
    store = Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("asked") / "store"))
    with Service.open(read_settings({"MONITOR_STORE": str(store)}), system_clock) as opened:
        yield opened


@pytest.mark.parametrize("command", POSTS)
def test_whatever_is_asked_is_answered(service: Service, command: str) -> None:
    """Any options of the right types: a reply that can be sent, never another error."""
    post = POSTS[command]
    codes = set()
    few = 8 if command in {"status", "replay"} else 25

    @settings(max_examples=few)
    @given(options=options_of(post), content=st.binary(max_size=60), name=TEXT)
    def asked(options: dict[str, Any], content: bytes, name: str) -> None:
        files = (Given(name, content),) if post.files else ()
        reply = carry_out(Request(command, "tester", UTC, options, files), service)
        json.dumps(reply.as_json(), allow_nan=False)
        assert reply.code in {0, 2}
        assert reply.notes or reply.lines or reply.answer or reply.answer == []
        codes.add(reply.code)

    asked()
    assert codes


def test_what_is_no_text_is_told_both_ways(run: Run, sample: Path, tmp_path: Path) -> None:
    """A terminal can spell half a character; a name of a file that is none is spelt out."""
    name = tmp_path / os.fsdecode(b"r\xe9port.csv")
    name.write_text(rows(GOOD))
    told = []
    with ExitStack() as ending:
        for served in (False, True):
            if served:
                ending.enter_context(running(sample))
            ran = run("status", "\udce9", "--store", sample)
            trial = run("ingest", "--dry-run", "--json", "--store", sample, name)
            # What it would change is told of the moment at which it is asked.
            out = re.sub(r'"at": "[^"]+"', '"at": "NOW"', trial.out)
            told.append((ran.code, ran.out, ran.err, trial.code, out, trial.err))

    assert told[0] == told[1]
    assert (told[0][0], told[0][3]) == (2, 0)
    assert "half a character" in told[0][2]
    assert "r\\udce9port.csv" in json.loads(told[0][4])[0]["file"]
