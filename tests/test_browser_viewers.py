"""Several people at once on one server: nobody sees an error, and all see what one of them did."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.screens import served, watched_page

pytestmark = pytest.mark.browser
pytest_plugins = ["browser_fixtures"]

AT = "at=2016-09-17T22:00"
BEFORE, AFTER = "confirmed breach 0 · reported 5", "confirmed breach 1 · reported 4"
EVENINGS = ("2016-09-14", "2016-09-15", "2016-09-16", "2016-09-17", "2016-09-18", "2016-09-19")
"""One for each viewer."""


def noting(page: Page, errors: list[str]) -> Page:
    """Let whatever goes wrong in a page, or in what it asks for, be noted."""

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", said)
    page.on("response", lambda answer: errors.append(answer.url) if answer.status >= 400 else None)
    return page


def test_six_viewers_at_once_and_an_act_of_one(
    browser: Browser, sample_store: Path, tmp_path: Path
) -> None:
    """Six walk through the places at once without an error; what one stores, all six see."""
    errors: list[str] = []
    drawn = 0
    with ExitStack() as opened:
        address = opened.enter_context(served(tmp_path / "store", sample=sample_store))
        pages = [noting(opened.enter_context(watched_page(browser)), errors) for _ in EVENINGS]
        # All ask before the first is answered.
        for page, day in zip(pages, EVENINGS, strict=True):
            moment = f"{day}T22:00"
            page.goto(f"{address}/?at={moment}&known={moment}", wait_until="commit")
        for page, day in zip(pages, EVENINGS, strict=True):
            expect(page.get_by_text(f"{day[-2:]} Sept 2016 22:00").first).to_be_visible()
            expect(page.get_by_text("Said and decided")).to_be_visible()
            drawn += 1
        for name, words in (("Why", "What would settle it"), ("Record", "Open an incident")):
            for page in pages:
                page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(name)).click()
            for page, day in zip(pages, EVENINGS, strict=True):
                expect(page.get_by_text(words).first).to_be_visible()
                expect(page.get_by_text(f"{day[-2:]} Sept 2016 22:00").first).to_be_visible()
                drawn += 1

        for page in pages:
            page.goto(f"{address}/?{AT}", wait_until="commit")
        for page in pages:
            expect(page.get_by_text(BEFORE)).to_be_visible()
            drawn += 1
        one = pages[0]
        one.get_by_role("link", name="Add").click()
        path = tmp_path / "reviews.csv"
        path.write_text("id,source,report,grade\nr,synthetic,sohr/talbiseh-bombardment,verified\n")
        one.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)
        one.get_by_role("button", name="Store", exact=True).click()
        expect(one.get_by_text("Stored: 1 new")).to_be_visible()
        for page in pages:
            page.goto(f"{address}/?{AT}", wait_until="commit")
        for page in pages:
            expect(page.get_by_text(AFTER)).to_be_visible()
            drawn += 1

    assert errors == []
    assert "Traceback" not in (tmp_path / "server.log").read_text(encoding="utf-8")
    assert drawn == 5 * len(EVENINGS)
