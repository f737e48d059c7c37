"""Connections that end: by how long each step may take, and the whole of them."""

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from typing import NamedTuple

from monitor.words import delivering

LOOKING_UP = 10.0
"""Seconds until a name that nobody answers for leads nowhere."""


class Patience(NamedTuple):
    """Seconds that one step of an exchange may take, and the whole of it."""

    step: float = 15.0
    whole: float = 60.0


USUAL = Patience()

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a host, as texts, best first; raises OSError where there are none."""


def resolved(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host by the resolver of this machine, each once.

    Raises:
        OSError: There is none, or the resolver took too long.
    """
    done: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            done.put(tuple(dict.fromkeys(str(one[4][0]) for one in found)))
        except (OSError, UnicodeError) as error:
            done.put(error if isinstance(error, OSError) else OSError(str(error)))

    Thread(target=look_up, daemon=True).start()
    try:
        answer = done.get(timeout=LOOKING_UP)
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


@contextmanager
def within(seconds: float, sock: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Cut a connection off after so many seconds, however slowly the other side goes on.

    Raises:
        TimeoutError: That has happened, whatever it looked like inside.
    """
    late = False

    def cut() -> None:
        nonlocal late
        late = True
        open_one = sock()
        if open_one is not None:
            with suppress(OSError):
                open_one.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception:
        if late:
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()


def reason(error: Exception, host: str) -> str:
    """Say why a connection came to nothing; nothing that the other side wrote is in it."""
    match error:
        case TimeoutError():
            return delivering.NOT_IN_TIME
        case ssl.SSLCertVerificationError():
            return delivering.BAD_CERTIFICATE.format(reason=error.verify_message)
        case socket.gaierror():
            return delivering.NO_SUCH_HOST.format(host=host)
        case OSError(strerror=str(told)) if error.errno and not isinstance(error, ssl.SSLError):
            return told.lower()
        case _:
            return delivering.CUT_OFF
