"""The door of the feeds: who is let in, what is answered again, what is not given at all."""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from feed_samples import public, public_rules
from schedule_samples import attack, record
from services import LONGEST_START, answering

from monitor.address import Address
from monitor.agreements.load import load_text
from monitor.api import Door
from monitor.clock import system_clock
from monitor.offering import OFFERS
from monitor.service import Service
from monitor.settings import read_settings

pytest_plugins = ["feed_fixtures"]

TYPES = {
    "transitions.atom": "application/atom+xml; charset=utf-8",
    "dates.ics": "text/calendar; charset=utf-8",
    "verdicts.json": "application/json",
}


class Got(NamedTuple):
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes


def ask(
    address: Address, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> Got:
    """Ask for a feed, with no token."""
    line = HTTPConnection(address.host, address.port, timeout=LONGEST_START)
    line.request(method, path, headers=dict(headers or {}))
    answer = line.getresponse()
    found = Got(answer.status, answer.headers, answer.read())
    line.close()
    return found


@pytest.fixture(scope="module")
def feeds_store(lived_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an agreement that is public, one that is not, and a proposal."""
    folder = Path(shutil.copytree(lived_store, tmp_path_factory.mktemp("door") / "store"))
    settings = read_settings({"MONITOR_STORE": str(folder), "MONITOR_ACTOR": "tester"})
    proposed = public_rules("kolkata").text.replace("status: agreed", "status: proposed")
    with Service.open(settings, system_clock) as service:
        service.rules.activate(public_rules("york", handling="internal"), actor="tester")
        service.rules.activate(load_text(proposed, "kolkata.yaml"), actor="tester")
    return folder


@pytest.fixture(scope="module")
def service(feeds_store: Path) -> Iterator[Address]:
    """A service over it."""
    with answering(feeds_store) as address:
        yield address


def test_the_list_leads_to_every_feed(service: Address) -> None:
    """Each is there, of its type, without a token."""
    listed = json.loads(ask(service, "/feeds/").body)["feeds"]

    assert {one["agreement"] for one in listed} == {"paris", "york"}
    for one in listed:
        for feed, kind in TYPES.items():
            address = one[feed.partition(".")[0]]
            assert address == f"{service.url}/feeds/{one['agreement']}/{feed}"
            got = ask(service, address.removeprefix(service.url))
            assert (got.status, got.headers["Content-Type"]) == (200, kind)
            assert got.headers["X-Content-Type-Options"] == "nosniff"
            assert got.headers["Cache-Control"] == "public, no-cache"
    assert set(TYPES) == set(OFFERS)
    titles = {one["agreement"]: one["title"] for one in listed}
    assert titles == {"paris": "A truce", "york": "york"}
    assert ask(service, "/feeds").body == ask(service, "/feeds/").body


@pytest.mark.parametrize("path", ["/feeds/", *(f"/feeds/paris/{feed}" for feed in TYPES)])
def test_whoever_has_it_is_not_sent_it_again(service: Address, path: str) -> None:
    """By its tag, among others, or marked as weak; or by its time where no tag is sent."""
    got = ask(service, path)
    tag, since = got.headers["ETag"], got.headers["Last-Modified"]
    older = format_datetime(parsedate_to_datetime(since) - timedelta(seconds=1), usegmt=True)

    held: list[dict[str, str]] = [
        {"If-None-Match": tag},
        {"If-None-Match": f'"x", W/{tag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": since},
        {"If-None-Match": tag, "If-Modified-Since": older},
    ]
    for headers in held:
        again = ask(service, path, headers)
        assert (again.status, again.body) == (304, b""), headers
        assert again.headers["ETag"] == tag
        assert again.headers["Last-Modified"] == since
    sent: list[dict[str, str]] = [
        {"If-None-Match": '"x"'},
        {"If-None-Match": tag.strip('"')},
        {"If-Modified-Since": older},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Mon, 01 Jan 99999 00:00:00 GMT"},
        {"If-None-Match": '"x"', "If-Modified-Since": since},
    ]
    for headers in sent:
        again = ask(service, path, headers)
        assert (again.status, again.body) == (200, got.body), headers


def test_a_head_has_the_same_heading(service: Address) -> None:
    """And nothing else."""
    got = ask(service, "/feeds/paris/transitions.atom")
    head = ask(service, "/feeds/paris/transitions.atom", method="HEAD")

    assert (head.status, head.body) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize(
    "path",
    [
        *("/feeds/rome/transitions.atom", "/feeds/kolkata/transitions.atom", "/feeds/paris"),
        *("/feeds/paris/", "/feeds/paris/x.atom", "/feeds/paris/transitions.atom/x"),
        *("/feeds/../healthz", "/feeds//transitions.atom", "/feeds/%00/dates.ics"),
        *("/feeds/paris%2Fdates.ics%0D%0A", "/feeds/" + "a" * 4000 + "/dates.ics"),
    ],
)
def test_what_is_no_feed_is_told(service: Address, path: str) -> None:
    """Nobody has agreed to a proposal: it has none, as what nobody has heard of."""
    got = ask(service, path)

    assert got.status == 404
    assert "/feeds/" in json.loads(got.body)["error"]
    assert b"kolkata" not in got.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_feeds_are_only_read(service: Address, method: str) -> None:
    """Whatever else is asked."""
    got = ask(service, "/feeds/paris/dates.ics", method=method)

    assert (got.status, got.headers["Allow"]) == (405, "GET, HEAD")
    assert "GET" in json.loads(got.body)["error"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "127.0.0.1", ""])
def test_another_host_is_refused(service: Address, host: str) -> None:
    """A page of another site that calls itself this one is told nothing."""
    got = ask(service, "/feeds/", {"Host": host})

    assert got.status in {400, 403}
    assert b"paris" not in got.body


def test_no_page_of_another_site_can_read_it(service: Address) -> None:
    """It is public, and yet no header lets a browser hand it to another site."""
    got = ask(service, "/feeds/", {"Origin": "http://evil.example"})

    assert not [name for name in got.headers if name.lower().startswith("access-control")]


def test_something_new_has_another_tag(feeds_store: Path, tmp_path: Path) -> None:
    """Until then every reader is sent the same, also by a service that was started again."""
    folder = Path(shutil.copytree(feeds_store, tmp_path / "store"))
    path = "/feeds/paris/transitions.atom"
    with answering(folder) as address:
        before = ask(address, path)
    settings = read_settings({"MONITOR_STORE": str(folder), "MONITOR_ACTOR": "tester"})
    with Service.open(settings, system_clock) as service:
        record(service, public(attack(3)))
        service.keep_up(actor="scheduler")
    with answering(folder) as address:
        after = ask(address, path, {"If-None-Match": before.headers["ETag"]})
        late = ask(address, path, {"If-Modified-Since": before.headers["Last-Modified"]})

    assert (after.status, late.status) == (200, 200)
    assert after.headers["ETag"] != before.headers["ETag"]
    assert datetime.now(UTC) >= parsedate_to_datetime(after.headers["Last-Modified"])


def test_a_fault_shows_nothing_of_itself(
    feeds_store: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A kept file is gone: the terminal has the details, the reader is told so."""
    folder = Path(shutil.copytree(feeds_store, tmp_path / "store"))
    for kept in (folder / "kept").glob("*/*.zst"):
        kept.write_bytes(b"damaged")
    with answering(folder) as address:
        got = ask(address, "/feeds/paris/verdicts.json")

    assert got.status == 500
    assert json.loads(got.body)["error"].startswith("this could not be answered")
    assert str(folder).encode() not in got.body
    assert "a feed was not given" in caplog.text


def test_before_a_store_is_open_nothing_is_given() -> None:
    """The door says so."""
    routes = {route.path for route in Door().routes()}

    assert {"/feeds", "/feeds/{path:path}"} <= routes
