"""Many viewers at once, and the same many on an empty page that draws two charts.

    python -m benchmarks.viewers [--viewers 20] [--rounds 2]

Serves the dashboard over the sample record and, after it, a Streamlit page with nothing but two
charts. Each viewer opens *Today* at an evening of their own; a round of theirs is *Why*, *Record*,
and *Today* at another evening. Nobody waits for anybody, and nobody stops to read.

Each server is asked twice. First by sessions that speak the protocol and draw nothing: the seconds
until all of a page has come, which is what the server can do, the first look at an evening
included. Then by pages of a browser that runs on the same cores: the seconds until a page's own
last words stand and, where it is loaded anew, both charts. Printed are the median and the 95th
percentile, errors, the memory of the server, and the processor seconds that it used for a page.

Exits 1 where anything went wrong, or fewer pages were drawn than planned.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial
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
from websockets.exceptions import WebSocketException

from benchmarks.serving import EMPTY, FLAGS, Server, load_sample, served
from benchmarks.sessions import IncompleteError, session
from run import find_browser

EVENINGS = range(13, 23)
"""Days of September 2016 whose evenings are looked at."""

LONGEST = 90_000
"""Milliseconds in which a page must stand."""

IN_A_CONTEXT = 4
"""Viewers who share cookies and a cache of the browser."""

NEXT = (
    ("Why", "why", "What would settle it"),
    ("Record", "record", "Open an incident"),
    ("Today", "", "Said and decided"),
)
"""The pages of one round: kind, name in the address, and words that stand on it alone."""

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
        moment = _evening(me, turn)
        act = page.goto(f"{address}/?at={moment}&known={moment}")
        day = f"{moment[8:10]} Sept 2016 22:00"
        await drawn.until(page, "Today", act, day, "Said and decided")

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


async def asked(address: str, viewers: int, rounds: int, *, empty: bool) -> Drawn:
    """Let as many sessions walk the same way at once, without a browser."""
    drawn = Drawn()
    pages = (("empty", "", "Nothing else"),) * len(NEXT) if empty else NEXT

    async def look(me: int) -> None:
        try:
            async with session(address) as one:
                for turn in range(1 + rounds):
                    moment = _evening(me, turn)
                    where = f"at={moment}&known={moment}"
                    for kind, place, text in pages[0 if turn else -1 :]:
                        drawn.seconds[kind].append(await one.draw(place, where, text))
        except (IncompleteError, WebSocketException, OSError) as error:
            drawn.errors.append(f"viewer {me}: {error!r:.200}")

    await asyncio.gather(*(look(me) for me in range(viewers)))
    return drawn


async def browsed(address: str, walk: Walk, viewers: int, rounds: int) -> Drawn:
    """Let all viewers walk at once in one browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=[*FLAGS])
        drawn = await watched(browser, address, walk, viewers, rounds)
        await browser.close()
    return drawn


def told(server: Server, name: str, look: Callable[[], Coroutine[None, None, Drawn]]) -> Drawn:
    """Measure all viewers of one kind on one server, and print what was found."""
    before, used, start = server.memory(), server.processor(), time.perf_counter()
    known = _tracebacks(server)
    drawn = asyncio.run(look())
    took, used = time.perf_counter() - start, server.processor() - used
    drawn.errors += ["a traceback in the log"] * (_tracebacks(server) - known)
    print(name)
    for kind, seconds in drawn.seconds.items():
        print(f"  {kind:6} {len(seconds):4} drawn  {_spread(seconds)}")
    print(
        f"  {drawn.pages} pages in {took:.0f} s; processor of the server "
        f"{used / max(drawn.pages, 1):.3f} s for a page; its memory {before} to "
        f"{server.memory()} MB; errors {len(drawn.errors)}",
        flush=True,
    )
    for error in drawn.errors[:20]:
        print(f"    {error}")
    return drawn


def _tracebacks(server: Server) -> int:
    return server.log.read_text("utf-8").count("Traceback")


def _evening(me: int, turn: int) -> str:
    return f"2016-09-{EVENINGS[(me + 3 * turn) % len(EVENINGS)]}T22:00"


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
    viewers, rounds = options.viewers, options.rounds
    seen: dict[str, list[Drawn]] = {"by protocol": [], "in a browser": []}
    with tempfile.TemporaryDirectory() as folder:
        store, empty = Path(folder) / "store", Path(folder) / "empty.py"
        load_sample(store)
        empty.write_text(EMPTY, encoding="utf-8")
        for script, port, walk in (
            ("dashboard.py", 8595, through_the_places),
            (str(empty), 8596, nowhere),
        ):
            plain = walk is nowhere
            with served(script, port, store) as server:
                asyncio.run(asked(server.address, 1, 0, empty=plain))  # starts what starts once
                by_protocol = partial(asked, server.address, viewers, rounds, empty=plain)
                in_browser = partial(browsed, server.address, walk, viewers, rounds)
                for way, look in zip(seen, (by_protocol, in_browser), strict=True):
                    name = f"{'empty page' if plain else 'dashboard'}, {way}"
                    seen[way].append(told(server, name, look))
    planned = viewers * (1 + len(NEXT) * rounds)
    for way, (ours, plain) in seen.items():
        for name, of in (("p50", statistics.median), ("p95", _p95)):
            if ours.seconds["Today"] and plain.seconds["empty"]:
                a, b = of(ours.seconds["Today"]), of(plain.seconds["empty"])
                print(f"{way}, {name}: Today {a:.2f} s, empty page {b:.2f} s, {a / b:.2f}x")
    both = [drawn for two in seen.values() for drawn in two]
    return 0 if all(drawn.pages >= planned and not drawn.errors for drawn in both) else 1


if __name__ == "__main__":
    sys.exit(main())
