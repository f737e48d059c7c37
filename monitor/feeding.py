"""`/feeds/…`: the door for whoever follows what is said; only what is public goes out of it."""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as Call
from starlette.responses import Response
from starlette.routing import Route

from monitor.offering import OFFERS, changed, index
from monitor.running import Running
from monitor.service.published import Given
from monitor.words import feeds

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
READ = {"GET", "HEAD"}
_log = logging.getLogger(__name__)


class UnansweredError(Exception):
    """A call that brings no feed: with what status, and what would be right."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        self.status = status
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Copy:
    """What is sent: of which type, since when it reads so, UTC, and by which tag it is known."""

    body: bytes
    type: str
    since: datetime
    tag: str

    @classmethod
    def of(cls, body: bytes, kind: str, since: datetime) -> "Copy":
        """Return a copy with its tag."""
        return cls(body, kind, since.replace(microsecond=0), f'"{sha256(body).hexdigest()[:32]}"')

    def is_held(self, call: Call) -> bool:
        """Whether whoever calls has it already: by its tag, or, without one, by its time."""
        tags = call.headers.getlist("if-none-match")
        if tags:
            named = {tag.strip().removeprefix("W/") for line in tags for tag in line.split(",")}
            return bool(named & {self.tag, "*"})
        since = _instant(call.headers.get("if-modified-since", ""))
        return since is not None and self.since <= since


class FeedDoor:
    """Where feeds are asked for; none is given before a service runs, nor after it has ended."""

    def __init__(self) -> None:
        self._running: Running | None = None
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], tuple[Given, Copy]] = {}

    @contextmanager
    def opened(self, running: Running) -> Iterator[None]:
        """Give the feeds of this service."""
        self._running = running
        try:
            yield
        finally:
            self._running = None
            self._made.clear()

    def routes(self) -> list[Route]:
        """Return the routes of a server."""
        paths = ("/feeds", "/feeds/{path:path}")
        return [Route(path, self._answer, methods=METHODS) for path in paths]

    async def _answer(self, call: Call) -> Response:
        try:
            running = self._let_in(call)
            copy = await run_in_threadpool(self._found, call.path_params.get("path", ""), running)
            return _given(copy, held=copy.is_held(call))
        except UnansweredError as error:
            return _refused(str(error), error.status)
        except Exception:  # noqa: BLE001 - whatever it is, no caller is shown a traceback
            _log.exception("a feed was not given")
            message = "this could not be answered; the terminal of the service has the details"
            return _refused(message, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _let_in(self, call: Call) -> Running:
        """Return the service for a call that may reach it.

        Raises:
            UnansweredError: It may not.
        """
        running = self._running
        if running is None:
            message = "the store is not open yet, or again"
            raise UnansweredError(HTTPStatus.SERVICE_UNAVAILABLE, message)
        if not running.address.is_meant(call.headers.getlist("host")):
            message = f"this service answers to no host but {', '.join(running.address.hosts)}"
            raise UnansweredError(HTTPStatus.FORBIDDEN, message)
        if call.method not in READ:
            raise UnansweredError(HTTPStatus.METHOD_NOT_ALLOWED, feeds.ONLY_READ)
        return running

    def _found(self, path: str, running: Running) -> Copy:
        """Return the feed of a path.

        Raises:
            UnansweredError: There is none.
        """
        published, url = running.service.published, running.address.url
        if path == "":
            every = published.agreements()
            since = max((one.since for one in every.values()), default=running.service.moment())
            return Copy.of(index(every, url), "application/json", since)
        agreement, _, feed = path.partition("/")
        if feed not in OFFERS:
            raise UnansweredError(HTTPStatus.NOT_FOUND, feeds.NO_FEED)
        given = published.of(agreement)
        if given is None:
            raise UnansweredError(HTTPStatus.NOT_FOUND, feeds.NO_AGREEMENT)
        return self._copy(agreement, feed, given, url)

    def _copy(self, agreement: str, feed: str, given: Given, url: str) -> Copy:
        """Return a feed; made once for as long as nothing is said anew."""
        with self._lock:
            kept = self._made.get((agreement, feed))
            if kept is None or kept[0] is not given:
                offer = OFFERS[feed]
                kept = given, Copy.of(offer.make(given, url), offer.type, changed(given))
                self._made[agreement, feed] = kept
            return kept[1]


def _given(copy: Copy, *, held: bool) -> Response:
    headers = {
        "Cache-Control": "public, no-cache",
        "ETag": copy.tag,
        "Last-Modified": format_datetime(copy.since.astimezone(UTC), usegmt=True),
        "X-Content-Type-Options": "nosniff",
    }
    if held:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(copy.body, headers=headers | {"Content-Type": copy.type})


def _refused(message: str, status: HTTPStatus) -> Response:
    headers = {"Cache-Control": "no-store"}
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(READ))
    body = json.dumps({"error": message}, ensure_ascii=True)
    return Response(body, status_code=status, headers=headers, media_type="application/json")


def _instant(stated: str) -> datetime | None:
    """Read a date of HTTP; None where it is none."""
    try:
        found = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
