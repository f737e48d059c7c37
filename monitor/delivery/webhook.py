"""A notice as a signed POST, to an address that was looked up once and looked at first.

The connection is made to that very address, so a name that changes its mind gains nothing; TLS
still asks for the certificate of the name. No redirect is followed, no proxy asked, and what
stands behind the status is not read.
"""

import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException
from typing import Final

from monitor import __version__
from monitor.alerts.notice import Notice
from monitor.clock import Clock
from monitor.delivery.channels import Webhook
from monitor.delivery.line import Patience, Resolve, reason, within
from monitor.delivery.outcome import Failed, Outcome, Sent
from monitor.delivery.reachable import address_of, allowed, public
from monitor.delivery.signing import key_of, signed
from monitor.delivery.url import Url
from monitor.words import delivering

MOST_ADDRESSES = 2
"""So many addresses of one host are tried, in the order of the resolver."""

LONGEST_WAIT = timedelta(hours=24)
"""The longest time for which the other side may put us off at once."""

GONE: Final = 410
LATER: Final = frozenset({408, 425, 429})
"""Refusals that are about the moment, not about the notice."""


class ClosedWayError(Exception):
    """A host leads where no web hook may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, and when the other side wants to be asked again, as it says."""

    status: int
    retry_after: str | None


def post(
    notice: Notice,
    channel: Webhook,
    clock: Clock,
    resolve: Resolve,
    trust: ssl.SSLContext,
    patience: Patience,
) -> Outcome:
    """Send a notice to a web hook; `trust` says which certificates hold."""
    host = channel.url.authority
    try:
        addresses = looked_up(channel, resolve)
        answer = _exchanged(notice, channel, addresses, clock(), trust, patience)
    except ClosedWayError as closed:
        return Failed(clock(), str(closed), again=True)
    except (OSError, HTTPException) as error:
        why = delivering.HOOK_FAILED.format(host=host, reason=reason(error, channel.url.host))
        return Failed(clock(), why, again=True)
    return judged(answer, host, clock())


def looked_up(channel: Webhook, resolve: Resolve) -> Sequence[str]:
    """Return the addresses of the host, every one of which may be connected to.

    Raises:
        ClosedWayError: One may not: then none is.
        OSError: There is none.
    """
    url = channel.url
    found = resolve(url.host, url.port)
    if not found:
        raise socket.gaierror
    for text in found:
        address = address_of(text)
        listed = address is not None and allowed(address, channel.allowed)
        if not url.secure and not listed:
            raise ClosedWayError(delivering.NOT_SEALED.format(host=url.authority))
        if address is None or not (listed or public(address)):
            raise ClosedWayError(delivering.NOT_PUBLIC.format(host=url.authority))
    return found


def _exchanged(
    notice: Notice,
    channel: Webhook,
    addresses: Sequence[str],
    at: datetime,
    trust: ssl.SSLContext,
    patience: Patience,
) -> Answer:
    """Send the request and read what the answer begins with.

    Raises:
        OSError: The connection failed, or broke.
        HTTPException: What came back is no answer.
    """
    url, body = channel.url, notice.body
    line = HTTPConnection(url.host, url.port, timeout=patience.step)
    headers = {
        "Host": url.authority,
        "User-Agent": f"agreement-monitor/{__version__}",
        "Content-Type": "application/json",
        "Connection": "close",
        **signed(key_of(channel.key.value) or b"", notice.id, at, body),
    }
    try:
        line.sock = _connected(addresses, url.port, patience.step)
        with within(patience.whole, lambda: line.sock):
            if url.secure:
                line.sock = _sealed(line, url, trust)
            line.request("POST", url.target, body, headers)
            answer = line.getresponse()
            return Answer(answer.status, answer.getheader("Retry-After"))
    finally:
        line.close()


def _connected(addresses: Sequence[str], port: int, seconds: float) -> socket.socket:
    """Connect to the first of the addresses that answers.

    Raises:
        OSError: None does.
    """
    failed = OSError()
    for address in addresses[:MOST_ADDRESSES]:
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as error:
            failed = error
    raise failed


def _sealed(line: HTTPConnection, url: Url, trust: ssl.SSLContext) -> ssl.SSLSocket:
    """Seal a connection; it is the line's before the other side says a word, so it can be cut."""
    sealed = trust.wrap_socket(line.sock, server_hostname=url.host, do_handshake_on_connect=False)
    line.sock = sealed
    sealed.do_handshake()
    return sealed


def judged(answer: Answer, host: str, at: datetime) -> Outcome:
    """Say what an answer means, read at an instant, UTC."""
    status = answer.status
    told = {"host": host, "status": status}
    if 200 <= status < 300:  # noqa: PLR2004 - the classes of answers
        return Sent(at, delivering.HOOK_TOOK.format(status=status))
    if status == GONE:
        return Failed(at, delivering.HOOK_GONE.format(host=host), again=False, gone=True)
    if status >= 500 or status in LATER:  # noqa: PLR2004
        why = delivering.HOOK_LATER.format_map(told)
        return Failed(at, why, again=True, not_before=_put_off(answer.retry_after, at))
    if 300 <= status < 400:  # noqa: PLR2004
        return Failed(at, delivering.HOOK_ELSEWHERE.format_map(told), again=False)
    return Failed(at, delivering.HOOK_REFUSED.format_map(told), again=False)


def _put_off(told: str | None, at: datetime) -> datetime | None:
    """Return when the other side wants to be asked again, at most a day ahead; None: unsaid."""
    text = (told or "").strip()
    try:
        if text.isascii() and text.isdigit():
            wait = timedelta(seconds=int(text[:9]))
        else:
            then = parsedate_to_datetime(text)
            wait = (then if then.tzinfo else then.replace(tzinfo=UTC)) - at
    except (ValueError, OverflowError):
        return None
    return at + max(timedelta(0), min(wait, LONGEST_WAIT))
