"""The command that serves a store without pages, until it is told to stop."""

import signal
import socket
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from monitor.api import Door
from monitor.clock import system_clock
from monitor.commands import usage
from monitor.commands.output import give, note
from monitor.errands.usage import UsageError, told
from monitor.running import Running, serving
from monitor.settings import Settings
from monitor.words import terminal

HOST = "127.0.0.1"
LONGEST_GOODBYE = 30
"""Seconds that calls have to end when the service is told to stop."""


def run(options: Namespace, settings: Settings) -> int:
    """Serve the store on the loopback address."""
    usage.new_store(settings.store)
    with ExitStack() as ending:
        sock = ending.enter_context(_listening(options.port))
        port: int = sock.getsockname()[1]
        with told(settings.store):
            running = ending.enter_context(serving(settings, system_clock, port))
        for line in running.service.store.notes:
            note(line)
        _announce(running, as_json=options.json)
        _serve(running, sock)
    return 0


def _listening(port: int) -> socket.socket:
    """Take a port of the loopback address; 0 is any that is free.

    Raises:
        UsageError: It cannot be had.
    """
    sock = socket.socket()
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((HOST, port))
        sock.listen()
    except (OSError, OverflowError) as error:
        sock.close()
        raise UsageError(
            f"port {port} of {HOST} cannot be had: {getattr(error, 'strerror', None) or error}; "
            "name another (--port N), or any that is free (--port 0)"
        ) from error
    return sock


def _announce(running: Running, *, as_json: bool) -> None:
    address = running.address
    if as_json:
        give({"url": address.url, "pid": address.pid, "store": address.store})
        sys.stdout.flush()
    note(terminal.SERVING.format(store=address.store, url=address.url))


def _serve(running: Running, sock: socket.socket) -> None:
    """Answer until SIGTERM or Ctrl-C; what is being carried out ends first."""
    door = Door()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with door.opened(running):
            yield

    config = uvicorn.Config(
        Starlette(routes=door.routes(), lifespan=lifespan),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LONGEST_GOODBYE,
    )
    # The server raises the signal once more when it has ended: by then it is no reason to die.
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        uvicorn.Server(config).run(sockets=[sock])
    finally:
        signal.signal(signal.SIGTERM, before)
