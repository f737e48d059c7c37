"""The client's side of a running service: one request, one reply, on this machine only."""

import json
import socket
import threading
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

from monitor.address import NAME, Address, AddressError, alive, find
from monitor.commands.output import waiting
from monitor.errands.request import Reply, Request, RequestError
from monitor.errors import MonitorError
from monitor.store.errors import StoreLockedError
from monitor.words import terminal

T = TypeVar("T")

LONGEST_KNOCK = 5.0
LONGEST_ANSWER = 1800.0
"""Seconds until a service counts as silent: to let us in, and to carry out what was asked."""

PATIENCE = 2.0
"""Seconds after which a person who watches is told that the service is at work."""


class RemoteError(MonitorError):
    """The running service cannot be asked, or has not answered."""


def service_of(store: Path, locked: StoreLockedError) -> Address:
    """Return the address of the service that has a store open.

    Raises:
        StoreLockedError: None says that it is one.
        RemoteError: What the folder says of it cannot be right.
    """
    path = store / NAME
    holder = f"process {locked.pid}" if locked.pid else "another process"
    stop = f"stop {holder} (kill {locked.pid})" if locked.pid else "stop that process"
    try:
        address = find(store)
    except AddressError as error:
        raise RemoteError(
            f"{error}\n{store} is in use by {holder}: {stop}, remove the file, and try again"
        ) from error
    if address is None:
        raise locked
    if locked.pid not in {None, address.pid} or not alive(address.pid):
        gone = "" if alive(address.pid) else ", which runs no more"
        raise RemoteError(
            f"{path}: it names process {address.pid}{gone}; but {store} is in use by {holder}, "
            f"and only one may have it open: wait until it has ended, or {stop}, and try again"
        )
    return address


def listens(address: Address) -> bool:
    """Whether anybody listens at an address; a service that starts or stops does not."""
    try:
        with socket.create_connection((address.host, address.port), LONGEST_KNOCK):
            return True
    except OSError:
        return False


def silent_service(store: Path, address: Address) -> RemoteError:
    """Return what is said where nobody listens at the address of a service."""
    return RemoteError(
        f"{store / NAME}: process {address.pid} has the store open, but does not answer at "
        f"{address.url}: it may be starting or stopping. Try again in a moment, or stop it "
        f"(kill {address.pid}); the command line then opens the store itself"
    )


def ask(store: Path, address: Address, request: Request) -> Reply:
    """Have a command carried out by the running service.

    Raises:
        RemoteError: It did not answer, or refused; the text says what to do.
    """
    where = f"{store / NAME}: the service at {address.url} (process {address.pid})"
    body = json.dumps(request.as_json() | {"store": str(store)}).encode("ascii")
    try:
        status, answer = _watched(lambda: _post(address, request.command, body))
    except TimeoutError as error:
        raise RemoteError(
            f"{where} has not answered within {LONGEST_ANSWER / 60:.0f} minutes; "
            "`python -m monitor uploads` shows whether it was done"
        ) from error
    except (OSError, HTTPException) as error:
        raise RemoteError(
            f"{where} went away before it answered ({error or type(error).__name__}); try again. "
            "A file that it had taken in already is not taken in twice; "
            "`python -m monitor uploads` shows what was"
        ) from error
    try:
        sent = json.loads(answer)
        if status == 200:  # noqa: PLR2004 - the one status of an answer
            return Reply.read(sent)
        told = str(sent["error"])
    except (RequestError, ValueError, KeyError, TypeError):
        raise RemoteError(
            f"{where} answers otherwise than ours (status {status}): something else listens there, "
            f"or another version. Stop process {address.pid}, and try again"
        ) from None
    raise RemoteError(f"{where} refuses: {told}\n{_next(status, address)}")


def _next(status: int, address: Address) -> str:
    match status:
        case 401 | 403 | 409:
            return (
                f"It is not the service of this store, or was started again since: try again, "
                f"or stop process {address.pid}"
            )
        case 413:
            return f"Give smaller files, or stop the service (kill {address.pid}) for this one"
        case _:
            return f"If it lasts, stop the service (kill {address.pid}) and start it again"


def _post(address: Address, command: str, body: bytes) -> tuple[int, bytes]:
    line = HTTPConnection(address.host, address.port, timeout=LONGEST_ANSWER)
    try:
        line.request(
            "POST",
            f"/api/{command}",
            body,
            {"Content-Type": "application/json", "Authorization": f"Bearer {address.token}"},
        )
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def _watched(work: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
    """Do a piece of work, telling a person who watches for how long it has gone on."""
    done: SimpleQueue[tuple[int, bytes] | Exception] = SimpleQueue()

    def carry_out() -> None:
        try:
            done.put(work())
        except Exception as error:  # noqa: BLE001 - raised again below, where it is waited for
            done.put(error)

    threading.Thread(target=carry_out, daemon=True).start()
    found, seconds = _within(done, PATIENCE), PATIENCE
    while found is None:
        waiting(terminal.AT_WORK.format(seconds=f"{seconds:.0f}"))
        found, seconds = _within(done, PATIENCE), seconds + PATIENCE
    waiting("")
    if isinstance(found, Exception):
        raise found
    return found


def _within(done: "SimpleQueue[T]", seconds: float) -> T | None:
    """Return what comes within so many seconds, or None."""
    try:
        return done.get(timeout=seconds)
    except Empty:
        return None
