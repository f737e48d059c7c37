"""*Record* and the bulletin form in a real browser: from a figure typed in to its undoing."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
pytest_plugins = ["browser_fixtures"]

EVENING = "at=2016-09-17T22:00&known=2016-09-17T22:00"
BULLETIN = (
    *(("27", "Aleppo"), ("11", "Latakia"), ("7", "Hama"), ("6", "Damascus")),
    *(("2", "Homs"), ("1", "Daraa"), ("1", "Quneitra")),
)
"""The shape of the bulletin of 17 September; the lines here are synthetic."""

ROW, TALL_ROW, HEAD = 35, 62, 35
"""Heights in the tables, in pixels, as the pages set them."""


def press_row(table: Locator, row: int, *, height: int, x: int = 16) -> None:
    """Press a row of a table, from 0; the box that chooses it is at its beginning."""
    expect(table.get_by_test_id("data-grid-canvas")).to_be_visible()
    table.click(position={"x": x, "y": HEAD + height * row + height // 2})


def test_an_incident_is_found_opened_and_read(address: str, page: Page) -> None:
    """Filter, press a row: its accounts, its beliefs; and the address brings it all back."""
    page.goto(f"{address}/record?{EVENING}")
    expect(page.get_by_text("18 incidents", exact=True)).to_be_visible()
    expect(page.get_by_label("Map of the incidents listed", exact=False).first).to_be_visible()

    page.get_by_label("Words in an account").fill("deir ez-zor airport")
    page.get_by_label("Words in an account").press("Enter")
    expect(page.get_by_text("1 of 18 incidents", exact=True)).to_be_visible()
    press_row(page.get_by_test_id("stDataFrame").first, 0, height=TALL_ROW)

    expect(page.get_by_text("How it was believed, as knowledge grew")).to_be_visible()
    assert "incident=coalition" in page.url
    assert "text=deir" in page.url
    page.goto(page.url)
    expect(page.get_by_text("Its accounts, first known first", exact=False)).to_be_visible()
    expect(page.get_by_text("1 of 18 incidents", exact=True)).to_be_visible()
    assert not re.search(r"\b201[789]\b|\b202\d\b", page.inner_text("body"))


def test_each_part_opens_by_its_button(address: str, page: Page) -> None:
    """From the incidents to each other part and its address, at the same two moments."""
    page.goto(f"{address}/record?{EVENING}")
    for part, label, waits in (
        ("counts", "Counts", "Figures of different sources are never added"),
        ("statements", "Said, decided", "Attested: that a duty was fulfilled"),
        ("coverage", "Who watched", "What the silence of each source is worth"),
    ):
        button = page.get_by_role("radio", name=label)
        expect(button).to_have_count(1)  # what was drawn before goes when the new part stands
        button.click()

        expect(page.get_by_text(waits, exact=False).first).to_be_visible()
        assert f"part={part}" in page.url
        assert "known=2016-09-17T22" in page.url


def test_a_bulletin_is_checked_stored_and_undone_with_its_effect(address: str, page: Page) -> None:
    """27+11+7+6+2+1+1 = 55: one upload of eight rows; then undone in two steps."""
    page.goto(f"{address}/add?form=bulletin&at=2016-09-19T22:00")
    expect(page.get_by_text("Lines of the bulletin")).to_be_visible()
    source = page.get_by_role("combobox", name="Source, as its id")
    source.fill("russian_centre")
    source.press("Enter")
    page.get_by_role("textbox", name="Window from").fill("2016-09-18T19:00")
    page.get_by_role("textbox", name="Window to").fill("2016-09-19T19:00")
    page.get_by_role("textbox", name="Total, as the bulletin states it").fill("55")
    for row, (figure, place) in enumerate(BULLETIN, start=1):
        page.get_by_role("textbox", name=f"Figure, line {row}", exact=True).fill(figure)
        page.get_by_role("textbox", name=f"Where, line {row}", exact=True).fill(place)
    page.get_by_role("button", name="Show what this changes").click()

    added = "27 + 11 + 7 + 6 + 2 + 1 + 1 = 55"
    expect(page.get_by_text(f"The lines add up: {added}, as stated.")).to_be_visible()
    expect(page.get_by_text("8 counts, 0 rejected", exact=False)).to_be_visible()
    page.get_by_role("button", name="Store", exact=True).click()
    expect(page.get_by_text("Stored: 8 new", exact=False)).to_be_visible()

    page.get_by_role("link", name="Record").click()
    page.get_by_role("radio", name="Uploads").click()
    expect(page.get_by_text("Open an upload")).to_be_visible()
    expect(page.get_by_text("Open an incident")).to_have_count(0)
    press_row(page.get_by_test_id("stDataFrame").first, 0, height=ROW)
    page.get_by_role("button", name="See what undoing it would do").click()
    expect(page.get_by_text(re.compile(r"If upload \d+ were undone"))).to_be_visible()
    expect(page.get_by_text("What would become of the verdicts")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"Undo upload \d+")).click()
    expect(page.get_by_text(re.compile(r"Undone: upload \d+"))).to_be_visible()
    expect(page.get_by_role("button", name="See what undoing it would do")).to_have_count(0)
