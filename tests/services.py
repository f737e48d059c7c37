"""A service without pages, in a process of its own on the loopback address."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest
import uvicorn
from starlette.applications import Starlette

from monitor.address import NAME, Address, find, published
from monitor.api import Door
from monitor.clock import system_clock
from monitor.delivery.deliver import deliver
from monitor.delivery.load import load
from monitor.running import Running
from monitor.schedule import Scheduler
from monitor.sending import Sender
from monitor.service import Service
from monitor.settings import PROJECT, read_settings

LONGEST_START = 300
"""Seconds in which a service must be there."""


class Answer(NamedTuple):
    """What came back of one call."""

    status: int
    body: bytes


def start(store: Path, *words: str) -> "subprocess.Popen[str]":
    """Start a service on a free port, and do not wait for it."""
    environ = os.environ | {"MONITOR_ACTOR": "service"}
    command = [sys.executable, "-m", "monitor", "run", "--port", "0", "--store", str(store), *words]
    return subprocess.Popen(
        command,
        cwd=PROJECT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def there(store: Path, server: "subprocess.Popen[str]") -> Address:
    """Return the address of a service once it answers; fail when it ends or takes too long."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and server.poll() is None:
        address = find(store) if (store / NAME).exists() else None
        if address is not None and address.pid == server.pid:
            assert call(address, "/healthz", method="GET", headers={}).status == 200
            return address
        time.sleep(0.05)
    server.kill()
    pytest.fail(f"the service did not start: {server.communicate()}")


@contextmanager
def running(store: Path) -> Iterator[Address]:
    """Give the address of a service over a store; it is ended afterwards, and says nothing."""
    server = start(store)
    try:
        yield there(store, server)
    finally:
        server.terminate()
        _, told = server.communicate(timeout=LONGEST_START)
    assert "Traceback" not in told
    assert server.returncode == 0


@contextmanager
def answering(store: Path) -> Iterator[Address]:
    """Give the address of a service in this process that says nothing by itself.

    The door and the network are the real ones; the scheduler is not started, whose acts would
    come between those of a test in an order that nobody controls.
    """
    settings = read_settings({"MONITOR_STORE": str(store), "MONITOR_ACTOR": "service"})
    desks = load(settings.alerts_file).directory
    with socket.socket() as sock, Service.open(settings, system_clock, desks) as service:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        address = Address.new(settings.store, sock.getsockname()[1])
        door = Door()
        schedule = Scheduler(service, settings.every)
        sender = Sender(service, {}, deliver)
        config = uvicorn.Config(Starlette(routes=door.routes()), log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        with (
            published(settings.store, address),
            door.opened(Running(service, schedule, sender, settings, address)),
        ):
            thread.start()
            try:
                yield address
            finally:
                server.should_exit = True
                thread.join(timeout=LONGEST_START)


def call(
    address: Address,
    path: str,
    body: bytes = b"{}",
    *,
    method: str = "POST",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Call a service; without `headers` as whoever may read its token."""
    line = HTTPConnection(address.host, address.port, timeout=LONGEST_START)
    sent = proper(address) if headers is None else headers
    line.putrequest(method, path, skip_host="Host" in sent, skip_accept_encoding=True)
    for name, value in sent.items():
        line.putheader(name, value)
    if not {"Content-Length", "Transfer-Encoding"} & set(sent):
        line.putheader("Content-Length", str(len(body)))
    line.endheaders(body)
    answer = line.getresponse()
    found = Answer(answer.status, answer.read())
    line.close()
    return found


def proper(address: Address, **changed: str | None) -> dict[str, str]:
    """Return the headers of a caller who may, with some changed; None leaves one out."""
    headers = {
        "Host": f"127.0.0.1:{address.port}",
        "Authorization": f"Bearer {address.token}",
        "Content-Type": "application/json",
    }
    given = {name.replace("_", "-"): value for name, value in changed.items()}
    return {name: value for name, value in (headers | given).items() if value is not None}
