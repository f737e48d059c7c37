"""Pictures of mail as a reader of mail shows it: messages of September 2016, in a browser.

    python -m benchmarks.mails [--folder docs/images]

Plays the sample record in the order in which it was published, in a store that is thrown away,
takes the HTML part of four messages as they would have gone out, and draws each at the width of a
column of mail. It needs Chromium, which CHROMIUM names where it is not found.
"""

import argparse
import io
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.september import AGREEMENT, as_published
from monitor.alerts.desk import Desk, Person
from monitor.alerts.directory import Directory
from monitor.clock import system_clock
from monitor.digesting import tell_digests
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.service import Service
from monitor.settings import PROJECT, read_settings
from run import find_browser, how_to_get_a_browser

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu")
WIDTH = 640
"""Of a column of mail, in pixels."""

COLOURS = 32
"""Of a picture: text on white needs no more, and the file stays small."""

MAILS = {
    "mail-overdue": (datetime(2016, 9, 15, 10, 0, tzinfo=UTC), "Overdue: "),
    "mail-breach": (datetime(2016, 9, 17, 17, 30, tzinfo=UTC), "breach confirmed"),
    "mail-correction": (datetime(2017, 3, 1, 22, 0, tzinfo=UTC), "Correction: "),
}
"""The messages by the file of the picture: when each went out, and what its subject says."""

DIGEST = "mail-digest"
DIGEST_AT = datetime(2016, 9, 17, 4, 0, tzinfo=UTC)
LOOKED, STEP, MINUTE = timedelta(days=2), timedelta(hours=1), timedelta(minutes=1)


def main() -> int:
    """Draw the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=PROJECT / "docs" / "images")
    folder = parser.parse_args().folder
    browser = find_browser()
    if browser is None:
        print(how_to_get_a_browser(), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as made:
        settings = read_settings({"MONITOR_STORE": str(Path(made, "loaded"))})
        with Service.open(settings, system_clock, directory()) as loaded:
            list(loaded.first_run(actor="benchmark"))
            pages = {**messages(loaded), DIGEST: digest(loaded, Path(made, "lived"))}
    for name, drawn in draw(pages, browser):
        drawn.save(folder / f"{name}.png", optimize=True)
        print(f"{folder / name}.png {drawn.width} x {drawn.height}")
    return 0


def messages(service: Service) -> Mapping[str, str]:
    """Return the HTML part of each message, as the replay composes it."""
    found: dict[str, str] = {}
    terms = service.rules.instrument(AGREEMENT).agreement
    since = MonitoringCalendar(terms.calendar, ()).start
    until = max(at for at, _ in MAILS.values()) + MINUTE
    for moment in service.recount(AGREEMENT, since, until, lambda _: None):
        for message in moment.messages:
            for name, (at, says) in MAILS.items():
                if at <= moment.at < at + MINUTE and says in message.composed.subject:
                    found.setdefault(name, message.composed.html)
    return found


def digest(loaded: Service, store: Path) -> str:
    """Return the HTML part of the digest of a morning, the record taken in as it was published."""
    since = DIGEST_AT - LOOKED
    coming = deque(as_published(loaded, since, DIGEST_AT))
    now = since
    settings = read_settings({"MONITOR_STORE": str(store)})
    with Service.open(settings, lambda: now, directory()) as service:
        service.rules.activate(loaded.rules.instrument(AGREEMENT), actor="benchmark")
        for number in range(LOOKED // STEP + 1):
            now = since + number * STEP
            while coming and coming[0][0] <= now:
                service.store.accept.record(coming.popleft()[1], actor="benchmark")
            service.keep_up(actor="benchmark", periodic=True)
            told = tell_digests(service, now, actor="benchmark")
    html: str = told[0].body["notices"][0]["html"]
    return html


def directory() -> Directory:
    """Return a made-up officer at the desk that the rules name."""
    desk = {"people": ("officer",), "time_zone": "Asia/Damascus", "digest": {"daily": "07:00"}}
    return Directory(
        {"policy_desk": Desk.model_validate(desk)},
        {"officer": Person(name="A. Officer", channels=("mail",))},
        "https://monitor.example.org/",
    )


def draw(pages: Mapping[str, str], browser: str) -> Iterator[tuple[str, Image.Image]]:
    """Yield each page as a picture in few colours."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=list(FLAGS))
        page = opened.new_page(viewport={"width": WIDTH, "height": 400})
        for name, html in pages.items():
            page.set_content(html)
            picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
            yield name, picture.convert("L").quantize(COLOURS)
        opened.close()


if __name__ == "__main__":
    sys.exit(main())
