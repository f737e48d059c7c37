"""A server on a free port of the loopback address, with its own store, and a browser for it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from monitor.settings import PROJECT
from run import find_browser, how_to_get_a_browser

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
LONGEST_START = 300
"""Seconds in which the server must answer."""


# The first page of a fresh browser takes its time on two busy cores.
expect.set_options(timeout=180_000)


@contextmanager
def served(store: Path, *, sample: Path | None = None) -> Iterator[str]:
    """Serve the dashboard over a store, or over a copy made there of another; give its address."""
    environ = os.environ | {"MONITOR_STORE": str(store), "MONITOR_ACTOR": "tester"}
    if sample is not None:
        shutil.copytree(sample, store)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with (store.parent / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=PROJECT, env=environ, stdout=log, stderr=log)
        try:
            wait_until_healthy(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=LONGEST_START)


def free_port() -> int:
    """Return a port of the loopback address that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_healthy(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers; fail when it ends or takes too long."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server did not start; its exit code is {server.poll()}")


@contextmanager
def browsing() -> Iterator[Browser]:
    """Give a browser; without one skip, or fail in continuous integration."""
    found = find_browser()
    if found is None:
        stop = pytest.fail if "CI" in os.environ else pytest.skip
        stop(how_to_get_a_browser())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser) -> Iterator[Page]:
    """Give a page of 1440 by 900; whatever it asks of another host fails the test."""
    strangers: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            strangers.append(request.url)

    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.on("request", note)
    yield page
    context.close()

    assert strangers == []
