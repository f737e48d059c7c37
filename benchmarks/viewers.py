"""Many viewers at once, and the same many on an empty page that draws two charts.

    python -m benchmarks.viewers [--viewers 20] [--rounds 2]

Serves the dashboard over the sample record and, after it, a Streamlit page with nothing but two
charts. Each viewer opens *Today* at an evening of their own; a round of theirs is *Why* by its
link, *Record* by the menu, and *Today* at another evening. Nobody waits for anybody. Of each kind
of page drawn it prints the median and the 95th percentile of the seconds until its own last words
stand, and its charts where it has two; then errors, the memory of the server, and the processor
seconds that it used for a page. The browser and its pages run on the same cores.

Exits 1 where anything went wrong, or fewer pages were drawn than planned.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    async_playwright,
)

from benchmarks.serving import EMPTY, FLAGS, Server, load_sample, served
from run import find_browser

EVENINGS = range(13, 23)
"""Days of September 2016 whose evenings are looked at."""

LONGEST = 90_000
"""Milliseconds in which a page must stand."""

IN_A_CONTEXT = 4
"""Viewers who share cookies and a cache of the browser."""

CHARTS = "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"
FAILED = "[data-testid=stException], [data-testid=stAlertContentError]"


@dataclass
class Drawn:
    """What the viewers saw: seconds by kind of page, and whatever went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """How many pages were drawn."""
        return sum(map(len, self.seconds.values()))

    def watch(self, page: Page) -> None:
        """Note what goes wrong in a page from now on."""

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.errors.append(f"console: {message.text}")

        def answered(response: Response) -> None:
            if response.status >= 400:
                self.errors.append(f"{response.status}: {response.url}")

        def failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # the page was left before it came
                self.errors.append(f"{request.failure}: {request.url}")

        page.on("pageerror", lambda error: self.errors.append(f"page: {error}"))
        page.on("console", said)
        page.on("response", answered)
        page.on("requestfailed", failed)

    async def until(self, page: Page, kind: str, act: Awaitable[object], *words: str) -> None:
        """Note the seconds from an act until these words stand, and both charts of a loaded page.

        Raises:
            Error: They do not stand in the longest time.
        """
        start = time.perf_counter()
        await act
        for text in words:
            await page.get_by_text(text, exact=False).first.wait_for()
        if kind in {"Today", "empty"}:
            await page.locator(CHARTS).nth(1).wait_for()
        self.seconds[kind].append(time.perf_counter() - start)
        if await page.locator(FAILED).count():
            self.errors.append(f"{kind}: an error stands on the page")


Walk = Callable[[Page, Drawn, str, int, int], Awaitable[None]]


async def through_the_places(page: Page, drawn: Drawn, address: str, me: int, rounds: int) -> None:
    """Walk one viewer from *Today* through *Why* and *Record* to *Today* at another evening."""

    async def today(turn: int) -> None:
        day = EVENINGS[(me + 3 * turn) % len(EVENINGS)]
        moment = f"2016-09-{day}T22:00"
        act = page.goto(f"{address}/?at={moment}&known={moment}")
        await drawn.until(page, "Today", act, f"{day} Sept 2016 22:00", "Said and decided")

    await today(0)
    for turn in range(1, rounds + 1):
        link = page.locator('a[href*="condition="]').first
        await drawn.until(page, "Why", link.click(), "What would settle it")
        menu = page.get_by_role("link", name="Record")
        await drawn.until(page, "Record", menu.click(), "Open an incident")
        await today(turn)


async def nowhere(page: Page, drawn: Drawn, address: str, _: int, rounds: int) -> None:
    """Load the empty page as often as the other viewers draw any page."""
    for _ in range(1 + 3 * rounds):
        await drawn.until(page, "empty", page.goto(address), "Nothing else")


async def watched(browser: Browser, address: str, walk: Walk, viewers: int, rounds: int) -> Drawn:
    """Let all viewers walk at once; returns what they saw."""
    drawn = Drawn()
    contexts = [
        await browser.new_context(viewport={"width": 1440, "height": 900})
        for _ in range(0, viewers, IN_A_CONTEXT)
    ]
    pages = [await contexts[me // IN_A_CONTEXT].new_page() for me in range(viewers)]

    async def look(me: int, page: Page) -> None:
        page.set_default_timeout(LONGEST)
        drawn.watch(page)
        try:
            await walk(page, drawn, address, me, rounds)
        except Error as error:
            drawn.errors.append(f"viewer {me}: {error.message.splitlines()[0]}")

    await asyncio.gather(*(look(me, page) for me, page in enumerate(pages)))
    for context in contexts:
        await context.close()
    return drawn


async def measured(server: Server, walk: Walk, viewers: int, rounds: int) -> Drawn:
    """Measure one server under all viewers, and print what was found."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=[*FLAGS])
        await watched(browser, server.address, walk, 1, 1)  # what is made once is not counted
        before, used, start = server.memory(), server.processor(), time.perf_counter()
        drawn = await watched(browser, server.address, walk, viewers, rounds)
        took, used = time.perf_counter() - start, server.processor() - used
        await browser.close()
    drawn.errors += [
        f"log: {line}" for line in server.log.read_text("utf-8").splitlines() if "Traceback" in line
    ]
    for kind, seconds in drawn.seconds.items():
        print(f"{kind:8} {len(seconds):4} drawn  {_spread(seconds)}")
    print(
        f"{drawn.pages} pages in {took:.0f} s; processor of the server {used / drawn.pages:.3f} s "
        f"for a page; its memory {before} to {server.memory()} MB; errors {len(drawn.errors)}"
    )
    for error in drawn.errors[:20]:
        print(f"  {error}")
    return drawn


def _spread(seconds: Sequence[float]) -> str:
    return f"p50 {statistics.median(seconds):.2f} s  p95 {_p95(seconds):.2f} s"


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def main() -> int:
    """Measure both and compare them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viewers", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    planned = options.viewers * (1 + 3 * options.rounds)
    seen = []
    with tempfile.TemporaryDirectory() as folder:
        store, empty = Path(folder) / "store", Path(folder) / "empty.py"
        load_sample(store)
        empty.write_text(EMPTY, encoding="utf-8")
        for script, port, walk in (
            ("dashboard.py", 8595, through_the_places),
            (str(empty), 8596, nowhere),
        ):
            with served(script, port, store) as server:
                drawn = measured(server, walk, options.viewers, options.rounds)
                seen.append(asyncio.run(drawn))
    ours, plain = seen
    if not (ours.seconds["Today"] and plain.seconds["empty"]):
        return 1
    for name, of in (("p50", statistics.median), ("p95", _p95)):
        a, b = of(ours.seconds["Today"]), of(plain.seconds["empty"])
        print(f"{name}: Today {a:.2f} s, empty page with two charts {b:.2f} s, {a / b:.2f}x")
    whole = all(drawn.pages >= planned and not drawn.errors for drawn in seen)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
