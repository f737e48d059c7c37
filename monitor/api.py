"""`/api/<command>` and `/healthz`: the command line's way into a running service; and its feeds.

Whoever can read STORE/service.json may ask; a page of another site, which cannot, is refused
before anything of its request is read.
"""

import hmac
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Call
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from monitor import __version__
from monitor.address import NAME
from monitor.errands.desk import POSTS, carry_out, unknown
from monitor.errands.request import Request, RequestError
from monitor.feeding import FeedDoor
from monitor.running import Running

LARGEST_FILE = 64 * 2**20
"""Bytes of the files that go with one request."""

LARGEST_BODY = 4 * 2**20
"""Bytes of a request without large files."""

MOST_BYTES = LARGEST_FILE // 3 * 4 + LARGEST_BODY
"""Bytes of a request that brings records: files travel as base64, four characters for three."""

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_log = logging.getLogger(__name__)


class RefusedError(Exception):
    """A call that is not answered: with what status, and what would be right."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        self.status = status
        super().__init__(message)


class Door:
    """Where calls come in; nobody is let in before a service runs, nor after it has ended."""

    def __init__(self) -> None:
        self._running: Running | None = None
        self._feeds = FeedDoor()

    @contextmanager
    def opened(self, running: Running) -> Iterator[None]:
        """Let calls in to this service."""
        self._running = running
        try:
            with self._feeds.opened(running):
                yield
        finally:
            self._running = None

    def routes(self) -> list[Route]:
        """Return the routes of a server."""
        return [
            Route("/healthz", self._health),
            Route("/api/{command:path}", self._answer, methods=METHODS),
            *self._feeds.routes(),
        ]

    async def _health(self, _: Call) -> Response:
        """Say that the store is open: 200, else 503; and how the scheduler fares."""
        running = self._running
        ok = running is not None
        answer: dict[str, object] = {"status": "ok" if ok else "closed", "version": __version__}
        if running is not None:
            answer["schedule"] = running.schedule.health.as_plain()
        return JSONResponse(answer, status_code=200 if ok else 503)

    async def _answer(self, call: Call) -> Response:
        try:
            running = self._let_in(call)
            command = call.path_params["command"]
            body = await _body(call, MOST_BYTES if command == "ingest" else LARGEST_BODY)
            return await run_in_threadpool(_carried_out, command, body, running)
        except RefusedError as refused:
            return _json({"error": str(refused)}, refused.status)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception:  # noqa: BLE001 - whatever it is, no caller is shown a traceback
            _log.exception("a call was not answered")
            message = "this could not be answered; the terminal of the service has the details"
            return _json({"error": message}, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _let_in(self, call: Call) -> Running:
        """Return the service for a call that may reach it.

        Raises:
            RefusedError: It may not.
        """
        running = self._running
        if running is None:
            raise RefusedError(
                HTTPStatus.SERVICE_UNAVAILABLE, "the store is not open yet, or again"
            )
        if not running.address.is_meant(call.headers.getlist("host")):
            hosts = ", ".join(running.address.hosts)
            raise RefusedError(HTTPStatus.FORBIDDEN, f"this service answers to no host but {hosts}")
        if "origin" in call.headers:
            raise RefusedError(
                HTTPStatus.FORBIDDEN, "pages may not ask: this is for programs, without an Origin"
            )
        shown = call.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(shown, f"Bearer {running.address.token}".encode()):
            raise RefusedError(
                HTTPStatus.UNAUTHORIZED,
                f"send the token of {NAME} in the store's folder, as Authorization: Bearer TOKEN",
            )
        if call.method != "POST":
            raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, "send a POST; nothing else is read")
        kind = call.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise RefusedError(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send JSON, as Content-Type: application/json"
            )
        if (command := call.path_params["command"]) not in POSTS:
            raise RefusedError(HTTPStatus.NOT_FOUND, unknown(command))
        return running


async def _body(call: Call, most: int) -> bytes:
    """Read what was sent, and not a byte more than may be.

    Raises:
        RefusedError: It is too large.
    """
    too_large = RefusedError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"at most {most:,} bytes are read; send less at once",
    )
    stated = call.headers.get("content-length", "0")
    if not stated.isdecimal() or int(stated) > most:
        raise too_large
    read = bytearray()
    async for piece in call.stream():
        read += piece
        if len(read) > most:
            raise too_large
    return bytes(read)


def _carried_out(command: str, body: bytes, running: Running) -> Response:
    """Carry out a command; whatever came of it, also a refusal, is an answer.

    Raises:
        RefusedError: What was sent is no request, or is meant for another store.
    """
    try:
        sent = json.loads(body or b"{}")
        request = Request.read(
            command, sent, actor=running.settings.actor, time_zone=running.settings.time_zone
        )
    except (RequestError, RecursionError, ValueError) as error:
        told = str(error) if isinstance(error, RequestError) else f"this is no JSON: {error}"
        raise RefusedError(HTTPStatus.BAD_REQUEST, told) from error
    if sent.get("store", running.address.store) != running.address.store:
        raise RefusedError(
            HTTPStatus.CONFLICT, f"this is the service of another store: {running.address.store}"
        )
    return _json(carry_out(request, running.service).as_json(), HTTPStatus.OK)


def _json(answer: object, status: HTTPStatus) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(
        json.dumps(answer, ensure_ascii=True, allow_nan=False),
        status_code=status,
        headers=headers,
        media_type="application/json",
    )
