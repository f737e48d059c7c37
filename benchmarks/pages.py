"""A warm page against an empty one that draws the same two charts.

    python -m benchmarks.pages [--loads 5]

Serves the dashboard over the sample record and, beside it, a Streamlit page with nothing but two
charts of the same specification; loads each in turn in one browser, on 127.0.0.1, and prints the
median seconds until both charts stand, with their ratio. The first load of each is not counted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from run import find_browser

PROJECT = Path(__file__).resolve().parent.parent
EVENING = "at=2016-09-17T22:00&known=2016-09-17T22:00"
EMPTY = """
import streamlit as st
strip = {"mark": "rect", "encoding": {"x": {"field": "d", "type": "ordinal"},
         "y": {"field": "c", "type": "nominal"}, "color": {"field": "v", "type": "nominal"}}}
bars = {"mark": "bar", "encoding": {"x": {"field": "d", "type": "ordinal"},
        "y": {"field": "v", "type": "quantitative"}}}
cells = [{"d": d, "c": f"condition {c}", "v": (d + c) % 5} for d in range(6) for c in range(5)]
st.vega_lite_chart(cells, strip)
st.vega_lite_chart(cells[:6], bars)
"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@contextmanager
def served(script: str, port: int, store: Path) -> Iterator[str]:
    """Serve a script on a port of the loopback address."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environ = os.environ | {"MONITOR_STORE": str(store)}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=PROJECT, env=environ, stdout=quiet, stderr=quiet)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def seconds(page: Page, address: str) -> float:
    """Load a page; return the seconds until two charts stand."""
    start = time.perf_counter()
    page.goto(address)
    charts = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
    charts.nth(1).wait_for(timeout=90_000)
    return time.perf_counter() - start


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--loads", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "store"
        load = [sys.executable, "-m", "monitor", "first-run", "--store", str(store)]
        subprocess.run(load, cwd=PROJECT, check=True, capture_output=True)
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        with (
            served("dashboard.py", 8597, store) as ours,
            served(str(empty), 8598, store) as plain,
        ):
            mine, theirs = [], []
            for turn in range(options.loads + 1):
                a, b = seconds(page, f"{ours}/?{EVENING}"), seconds(page, plain)
                if turn:
                    mine.append(a)
                    theirs.append(b)
        browser.close()
    a, b = statistics.median(mine), statistics.median(theirs)
    print(f"Today {a:.2f} s, empty page with two charts {b:.2f} s, {a / b:.2f}x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
