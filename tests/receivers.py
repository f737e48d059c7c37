"""Receivers of notices on the loopback address: web servers and mail servers that misbehave.

They record what reaches them; each ends with its test, whatever state it is in.
"""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from standardwebhooks import Webhook as Independent
from standardwebhooks import WebhookVerificationError

HERE = "127.0.0.1"
NAMES = ("hooks.test", "mail.test", "localhost", HERE)
"""The names for which the certificates of the receivers hold."""


class Papers:
    """A certificate authority of the test, and what it vouches for."""

    def __init__(self) -> None:
        self._authority = trustme.CA()

    def trust(self) -> ssl.SSLContext:
        """What a sender trusts that trusts this authority alone."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._authority.configure_trust(context)
        return context

    def server(self, *names: str) -> ssl.SSLContext:
        """What a receiver shows that has these names; without any it has all of them."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(*(names or NAMES)).configure_cert(context)
        return context


@dataclass(frozen=True)
class Got:
    """A request as it arrived."""

    path: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def by_name(self) -> Mapping[str, str]:
        """The headers by their names in small letters."""
        return {name.lower(): value for name, value in self.headers}


@dataclass
class Hook:
    """A web server: what it does with the next requests, in turn, and what it got.

    What it does is a status, a status with headers, or one of hang, lose, drip, slow, endless
    and noise; the last of them goes on. `secret` is that of the signatures, which are checked as
    they arrive: they are of that minute.
    """

    does: list[Any]
    secret: str = ""
    forged: list[str] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def next(self) -> Any:  # noqa: ANN401 - see above
        """What is done with this request."""
        return self.does.pop(0) if len(self.does) > 1 else self.does[0]

    def check(self, got: Got) -> None:
        """Keep why a request is not signed as it must be; an independent library decides."""
        if self.secret:
            try:
                Independent(self.secret).verify(got.body, dict(got.by_name))
            except WebhookVerificationError as error:
                self.forged.append(str(error))


class _Handler(BaseHTTPRequestHandler):
    """Carries out what the hook does."""

    hook: Hook
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        self.hook.connections += 1
        super().setup()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        got = Got(self.path, self.headers.items(), body)
        self.hook.check(got)
        self.hook.got.append(got)
        self.close_connection = True
        match self.hook.next():
            case "hang":
                self.hook.over.wait(60)
            case "lose":
                self.connection.shutdown(socket.SHUT_RDWR)
            case "noise":
                self.wfile.write(b"this is no answer\r\n\r\n")
            case "drip":
                self._drip(b"HTTP/1.1" + b" " * 10_000)
            case "slow":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                self._drip(b"x" * 10_000)
            case "endless":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
                self._drip(b"x" * 10_000)
            case (int(status), dict(headers)):
                self._answer(status, headers)
            case int(status):
                self._answer(status, {})

    def _answer(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "12")
        self.end_headers()
        self.wfile.write(b"not for you\n")

    def _drip(self, data: bytes) -> None:
        for one in data:
            with suppress(OSError):
                self.wfile.write(bytes([one]))
            if self.hook.over.wait(0.05):
                return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """A web server whose broken connections are part of the test."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hook(*does: object, sealed: ssl.SSLContext | None = None) -> Iterator[Hook]:
    """Serve a web hook that does these in turn; `sealed` makes it https."""
    found = Hook(list(does) or [200])
    handler = type("Handler", (_Handler,), {"hook": found})
    server = _Server((HERE, 0), handler)
    if sealed is not None:
        server.socket = sealed.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield found
    finally:
        found.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


Reply = Callable[[], str]


@dataclass
class Post:
    """A mail server: what it answers, and the mails it got.

    Attributes:
        rcpt: The answer to a recipient.
        data: The answer to a mail; or "hang", or "lose": taken, and the answer never comes.
        accepts: Who must sign in, by which password; None: nobody has to.
        signs_in: Whether it offers a way to sign in at all.
        stays: Whether it answers a farewell; else it just goes.
        got: What it has taken, with the answers that were lost.
        signed_in: Names and passwords that were tried.
    """

    rcpt: str = "250 OK"
    data: str = "250 2.0.0 queued as 7F3A"
    accepts: tuple[str, str] | None = None
    signs_in: bool = True
    stays: bool = True
    got: list[Envelope] = field(default_factory=list)
    signed_in: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - as the library calls it
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Take a recipient or refuse it."""
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        """Take a mail or refuse it."""
        if self.data == "hang":
            await asyncio.sleep(60)
        if self.data == "lose":
            self.got.append(envelope)
            assert server.transport is not None
            server.transport.close()
            return "250 OK"
        if self.data.startswith("250"):
            self.got.append(envelope)
        return self.data

    async def handle_QUIT(  # noqa: N802
        self, server: SMTP, _: Session, __: Envelope
    ) -> str:
        """Answer a farewell, or go."""
        if not self.stays:
            assert server.transport is not None
            server.transport.close()
        return "221 Bye"

    def lets_in(self, *given: Any) -> AuthResult:  # noqa: ANN401 - as the library calls it
        """Let in whoever is expected."""
        told = given[-1]
        assert isinstance(told, LoginPassword)
        pair = (told.login.decode(), told.password.decode())
        self.signed_in.append(pair)
        return AuthResult(success=pair == self.accepts, handled=False)


@contextmanager
def post(
    found: Post | None = None, *, sealed: ssl.SSLContext | None = None, at_once: bool = False
) -> Iterator[Post]:
    """Serve as a mail server; `sealed` after STARTTLS, or `at_once`."""
    one = found or Post()
    with socket.socket() as free:
        free.bind((HERE, 0))
        one.port = free.getsockname()[1]
    more: dict[str, Any] = {}
    if sealed is not None and not at_once:
        more |= {"tls_context": sealed, "require_starttls": True}
    if one.accepts is not None:
        # The library knows no TLS but that after STARTTLS.
        strict = sealed is not None and not at_once
        more |= {
            "authenticator": one.lets_in,
            "auth_required": True,
            "auth_require_tls": strict,
        }
    elif not one.signs_in:
        more |= {"auth_exclude_mechanism": ("LOGIN", "PLAIN")}
    controller = Controller(
        one, hostname=HERE, port=one.port, ssl_context=sealed if at_once else None, **more
    )
    controller.start()
    try:
        yield one
    finally:
        controller.stop()
