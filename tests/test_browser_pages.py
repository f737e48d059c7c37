"""The screens in a real browser: nothing leaves the machine, nothing is told too early."""

import json
import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.screens import served, watched_page
from tests.test_mappings_kept import IN_SYRIA

pytestmark = pytest.mark.browser
pytest_plugins = ["browser_fixtures"]

EVENING = "at=2016-09-17T22:00&known=2016-09-17T22:00"
CALENDAR_DAYS = "Calendar days, 12 September counted first, to the end of 18 September"
HEAD = (
    "id,source,happened_from,happened_to,precision,time_zone,kind,by,against,place,pcode,"
    "killed_low,killed_high,citation,note\n"
)


def text_of(page: Page, *waits: str) -> str:
    """Return all text of a page once these words stand on it."""
    for words in waits:
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    return page.inner_text("body")


def test_the_server_says_that_it_is_well(address: str) -> None:
    """`/healthz` answers as JSON, without a page."""
    with urllib.request.urlopen(f"{address}/healthz") as answer:  # noqa: S310 - loopback
        told = json.load(answer)

    assert told["status"] == "ok"


def test_the_evening_of_17_september(address: str, page: Page) -> None:
    """*Today* leads with what is certain, says the rest cannot be said, and draws the strip."""
    page.goto(f"{address}/?{EVENING}")

    told = text_of(page, "We cannot see", "Under another reading")

    assert "At Sat 17 Sept 2016 22:00 Damascus · Known: at the same time" in told
    assert "Reconstructed from publication dates" in told
    assert "not yet; at most 5 of 7 days in a row; not one is certain" in told
    assert "No attack by a party: breaches reported on all 5 ended days, none confirmed" in told
    assert (
        "5 ended · confirmed breach 0 · reported 5 · watched and clean 0 · 123 of 168 h gone by"
        in told
    )
    expect(page.get_by_label("Strip of days.", exact=False).first).to_be_visible()


def test_a_table_nobody_knows_is_said_in_three_clicks(
    address: str, page: Page, tmp_path: Path
) -> None:
    """The guesses are taken over, the mapping is saved, and the file is there to be stored."""
    path = tmp_path / "made-up.csv"
    path.write_bytes(IN_SYRIA)
    page.goto(f"{address}/add?{EVENING}")
    text_of(page, "One record")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)
    told = text_of(page, "Nobody knows these columns yet", "Say which column is the date")
    assert "التاريخ" in told

    page.get_by_role("button", name="Take over all the guesses").click()
    text_of(page, "What the first rows become")
    page.get_by_label("Source, as its id; blank is stated with each file").fill("desk")
    page.keyboard.press("Tab")
    text_of(page, "3 rows: 3 reports, 0 rejected.")
    page.get_by_role("button", name="Save the mapping").click()

    told = text_of(page, "is saved. Below is what the file would do.", "Would store: 3.")
    assert "It is read by the saved mapping made-up (made_up, version 1)" in told
    page.get_by_role("button", name="Discard: nothing kept").click()
    page.goto(f"{address}/desk?part=mappings")
    assert "files are read by it" in text_of(page, "Known by its columns")


@pytest.mark.parametrize(
    ("path", "waits"),
    [
        ("", "Said and decided"),
        ("why", "What would settle it"),
        ("why?condition=sponsors_refrain&day=2016-09-16", "What would settle it"),
        ("record", "Open an incident"),
        ("add", "One record"),
    ],
)
def test_nothing_learnt_later_is_shown(address: str, page: Page, path: str, waits: str) -> None:
    """On the evening of 17 September no page knows what was published after it."""
    page.goto(f"{address}/{path}{'&' if '?' in path else '?'}{EVENING}")

    told = text_of(page, waits)

    assert not re.search(r"\b201[789]\b|\b202\d\b", told.replace("2030", ""))
    assert "3 October" not in told
    assert "3 Oct" not in told
    assert "suspended" not in told
    assert not re.search(r"killed: (at least )?(50|9\d|106)", told)


def test_the_two_moments_are_chosen_on_the_page(address: str, page: Page) -> None:
    """Another `known` shows what was learnt later; one press leads back to the same moment."""
    page.goto(f"{address}/?at=2016-09-17T22:00")
    expect(page.get_by_text("Known: everything recorded so far")).to_be_visible()

    page.get_by_role("button", name="Known then").click()
    expect(page.get_by_text("Known: at the same time")).to_be_visible()

    assert "known=2016-09-17T22" in page.url
    page.get_by_role("button", name="Latest").click()
    expect(page.get_by_text("Out of force since Mon 3 Oct 2016 21:00 Damascus")).to_be_visible()


def test_a_line_opens_its_why(address: str, page: Page) -> None:
    """From a conclusion one comes to its evidence, at the same two moments."""
    page.goto(f"{address}/?{EVENING}")
    text_of(page, "We cannot see")

    page.locator('a[href*="condition=sponsors_refrain"]').first.click()
    told = text_of(page, "What would settle it")

    assert "condition=sponsors_refrain" in page.url
    assert "known=2016-09-17T22" in page.url
    assert "Breach confirmed: more than the limit is confirmed." in told


def test_a_deep_link_opens_the_same_question(address: str, page: Page) -> None:
    """Condition, day, reading and moments in the address give the page that they name."""
    page.goto(f"{address}/why?{EVENING}&condition=calm_day&day=2016-09-13&reading=any_report")

    told = text_of(page, "What would settle it")

    assert "day 2, 13 Sept 19:00 to 14 Sept 19:00 Damascus" in told
    assert "Clause S-1.1" in told
    assert "Our assumption: No attack at all is our reading" in told


def test_why_through_its_main_task(address: str, page: Page) -> None:
    """From a count of days to the condition that it counts, and to the same day by a reading."""
    page.goto(f"{address}/why?{EVENING}&condition=truce_holds&day=2016-09-16")
    text_of(page, "What would settle it", "Not yet; at most 5 of 7 days in a row")

    for label, chosen, waits in (
        ("Condition", "No attack by a party", "No attack by a party: day 5"),
        ("Reading", CALENDAR_DAYS, "provisional until 19 Sept 00:00"),
    ):
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=chosen, exact=True).click()
        text_of(page, waits)

    assert "condition=calm_day" in page.url
    assert "reading=army_calendar" in page.url
    assert "known=2016-09-17T22" in page.url


def test_then_and_now_through_its_main_task(address: str, page: Page) -> None:
    """An evening as known then and now, a step through the days, and the day's Why, switched."""
    page.goto(f"{address}/then-now?at=2016-09-17T22:00")
    told = text_of(page, "Nothing that is said has changed.", "Also became known")
    assert "Known: Sat 17 Sept 2016 22:00 Damascus" in told

    page.get_by_role("button", name="Previous day").click()
    text_of(page, "Known: Fri 16 Sept 2016 22:00 Damascus", "Day 5: ! breach reported")
    page.get_by_test_id("stPageLink").filter(has_text="Why").first.click()
    text_of(page, "What would settle it", "Now: Day 5: ! breach reported, not confirmed")
    assert "side=now" in page.url

    page.get_by_test_id("stButtonGroup").get_by_text("As known then").click()
    expect(page.get_by_text("Now: Day 5")).to_have_count(0)
    told = text_of(page, "As known then. Known: Fri 16 Sept 2016 22:00", "What would settle it")
    assert "side=then" in page.url
    assert not re.search(r"\b201[789]\b", told)


def line(name: str, kind: str, by: str, place: str, killed: str = "1") -> str:
    """Return one synthetic report of 14 September, as a line of CSV."""
    before = f"{name},synthetic,2016-09-14T20:00,,,Asia/Damascus,{kind},{by},civilians"
    return f"{before},{place},,{killed},{killed},,synthetic\n"


def upload(page: Page, folder: Path, name: str, text: str) -> None:
    """Offer a file on the page."""
    path = folder / name
    path.write_text(HEAD + text, encoding="utf-8")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)


def test_an_upload_shows_its_effect_and_then_counts(
    browser: Browser, sample_store: Path, tmp_path: Path
) -> None:
    """A review verifies an attack: its effect on the clock comes first, storing second."""
    with (
        served(tmp_path / "store", sample=sample_store) as address,
        watched_page(browser) as page,
    ):
        page.goto(f"{address}/add?at=2016-09-17T22:00")
        text_of(page, "One record")
        path = tmp_path / "reviews.csv"
        path.write_text("id,source,report,grade\nr,synthetic,sohr/talbiseh-bombardment,verified\n")
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)

        told = text_of(page, "What this changes, before anything is stored", "Store")

        assert "reviews.csv: 1 row, 1 review, 0 rejected. Would store: 1." in told
        page.get_by_role("button", name="Store", exact=True).click()
        expect(page.get_by_text("Stored: 1 new")).to_be_visible()
        page.get_by_test_id("stPageLink").filter(has_text="Today").click()
        expect(page.get_by_text("confirmed breach 1 · reported 4")).to_be_visible()
        page.get_by_role("link", name="Add").click()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("counts for nothing from now on")).to_be_visible()


def test_a_refused_upload_says_what_to_mend(address: str, page: Page, tmp_path: Path) -> None:
    """A bad row stops the file: what is wrong stands in a table, and nothing is stored unasked."""
    page.goto(f"{address}/add?at=2016-09-17T22:00")
    text_of(page, "One record")
    good = line("g", "shelling", "Syrian army", "Testville")
    bad = good.replace("g,", "b,", 1).replace("2016-09-14T20:00", "yesterday")
    upload(page, tmp_path, "mixed.csv", good + bad)

    told = text_of(page, "1 row cannot be stored as written", "Download the rejected rows")

    assert "Store only the 1 good row" in told
    expect(page.get_by_role("button", name="Store", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Discard: nothing kept").click()
    expect(page.get_by_text("Discarded. Nothing of it was kept.")).to_be_visible()


def test_the_desk_is_read_and_the_journal_checked(address: str, page: Page) -> None:
    """From the menu: rules in English and as text, the scheduler that runs, a whole journal."""
    page.goto(f"{address}/?{EVENING}")
    text_of(page, "We cannot see")
    menu = page.get_by_test_id("stTopNavLink").all_inner_texts()
    assert menu == ["Today", "Why", "Record", "Then & now", "Desk", "Add"]
    page.get_by_role("link", name="Desk").click()
    text_of(page, "What is said, by which rules")

    page.get_by_test_id("stButtonGroup").get_by_text("Rules", exact=True).click()
    told = text_of(page, "Digest of the text", "Who is who")
    assert "part=rules" in page.url
    assert "by tester" in told
    page.get_by_text("The text of the file").first.click()
    expect(page.get_by_test_id("stCode").first).to_contain_text("syria-2016-09")

    page.get_by_test_id("stButtonGroup").get_by_text("Health", exact=True).click()
    text_of(page, "It runs.", "The anchor to quote")
    page.get_by_role("button", name="Check the journal now").click()
    expect(page.get_by_text("The journal is whole: ", exact=False)).to_be_visible()


def test_an_empty_store_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    """Before the first rule file is active, *Today* names the commands that begin."""
    with served(tmp_path / "store") as address, watched_page(browser) as page:
        page.goto(address)

        told = text_of(page, "No agreement is active yet", "Activate a rule file")

    assert "python -m monitor first-run" in told


PAYLOAD = '<img src=x onerror="document.title=1">**x** [a](http://x.example) :material/bolt: $y$'


def test_other_peoples_text_stays_text(
    browser: Browser, sample_store: Path, tmp_path: Path
) -> None:
    """Markup in a place name is shown letter by letter, on every page that shows it."""
    cell = '"' + PAYLOAD.replace('"', '""') + '"'
    with (
        served(tmp_path / "store", sample=sample_store) as address,
        watched_page(browser) as page,
    ):
        page.goto(f"{address}/add?at=2016-09-17T22:00")
        text_of(page, "One record")
        upload(page, tmp_path, "markup.csv", line("p", "attack_on_aid", cell, cell, "12"))
        page.get_by_role("button", name="Store", exact=True).click()
        expect(page.get_by_text("Stored: 1 new")).to_be_visible()
        page.goto(f"{address}/?at=2016-09-17T22:00")

        told = text_of(page, "We cannot see", "Said and decided")

        assert PAYLOAD in told
        assert page.locator("img[src=x]").count() == 0
        assert page.title() != "1"
