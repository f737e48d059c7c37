"""A warm page against an empty one that draws the same two charts.

    python -m benchmarks.pages [--loads 5]

Serves the dashboard over the sample record and, beside it, a Streamlit page with nothing but two
charts of the same specification; loads each in turn in one browser, on 127.0.0.1, and prints the
median seconds until both charts stand, with their ratio. The first load of each is not counted.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import EMPTY, FLAGS, load_sample, served
from run import find_browser

EVENING = "at=2016-09-17T22:00&known=2016-09-17T22:00"


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
        load_sample(store)
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[*FLAGS])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        with (
            served("dashboard.py", 8597, store) as ours,
            served(str(empty), 8598, store) as plain,
        ):
            mine, theirs = [], []
            for turn in range(options.loads + 1):
                a, b = seconds(page, f"{ours.address}/?{EVENING}"), seconds(page, plain.address)
                if turn:
                    mine.append(a)
                    theirs.append(b)
        browser.close()
    a, b = statistics.median(mine), statistics.median(theirs)
    print(f"Today {a:.2f} s, empty page with two charts {b:.2f} s, {a / b:.2f}x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
