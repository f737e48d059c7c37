"""*Then & now*, and the switch on *Why*, without a browser: their states, and no hindsight."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from page_samples import EVENING, MARKUP, NOW, opened, ours, told
from streamlit.testing.v1 import AppTest

from monitor.agreements.load import load_file
from monitor.pages.serving import serve, stop_serving
from monitor.service import Service
from monitor.settings import read_settings
from monitor.words import moments, pages, then_now_page

pytest_plugins = ["page_fixtures"]

LATER_YEARS = re.compile(r"\b(201[789]|202\d)\b")
MISSED = "2016-09-14T22:00"
"""An evening of which much was published later: a renewal, two reports, a bulletin."""


def left(page: AppTest) -> str:
    """Return the text of the earlier side: of every first half of the page below the head."""
    halves = page.columns[2:]
    return "\n".join(text.value for half in halves[::2] for text in half.text)


@pytest.mark.parametrize("page", ["then-now", "why"])
def test_a_closed_store_is_said_in_words(page: str) -> None:
    """Without an open store the page says what to look at, and shows no traceback."""
    drawn = opened(page)

    assert not drawn.exception
    assert pages.NO_SERVICE in told(drawn)


def test_without_an_agreement_or_a_record_it_says_so(tmp_path: Path) -> None:
    """Nothing active: which commands begin. Rules without a record: nothing has changed."""
    settings = read_settings({"MONITOR_STORE": str(tmp_path / "store")})
    with Service.open(settings, lambda: NOW) as service:
        serve(service, "tester")
        empty = opened("then-now")
        service.rules.activate(load_file(settings.rules / "syria-2016-09.yaml"), actor="tester")
        bare = opened("then-now", at=EVENING)
        stop_serving()

    assert pages.FIRST_RUN_DO in told(empty)
    assert then_now_page.SAID_THE_SAME in told(bare)
    assert then_now_page.ALSO_BECAME_KNOWN not in {mark.value.strip("*") for mark in bare.markdown}
    assert not [*empty.exception, *bare.exception]


@pytest.mark.usefixtures("loaded")
def test_what_nothing_changed_is_said_plainly() -> None:
    """17 September reads as it did; what was published later is listed, and is no reason."""
    drawn = opened("then-now", at=EVENING)

    assert not drawn.exception
    assert then_now_page.SAID_THE_SAME in told(drawn)
    assert then_now_page.ALSO_EXPLAINED in told(drawn)
    assert "us_inquiry/deir-ez-zor" in told(drawn)
    assert then_now_page.MADE_BY not in told(drawn)
    assert ours(drawn)


@pytest.mark.usefixtures("loaded")
def test_one_moment_of_knowledge_is_compared_with_nothing() -> None:
    """Both sides the same: the page says so and what to choose."""
    drawn = opened("then-now", at=EVENING, known=EVENING)

    assert then_now_page.NOTHING_BETWEEN in told(drawn)
    assert not LATER_YEARS.search(told(drawn))


@pytest.mark.usefixtures("loaded")
def test_the_present_moment_has_no_other_side() -> None:
    """Looking at this very minute, on everything recorded, *Why* has no switch to draw."""
    present = "2026-05-04T12:30"

    assert then_now_page.NOTHING_BETWEEN in told(opened("then-now", at=present))
    assert not opened("why", at=present).get("button_group")
    assert opened("why", at=EVENING).get("button_group")


@pytest.mark.usefixtures("loaded")
def test_an_evening_that_reads_otherwise_names_its_records() -> None:
    """14 September: the renewal was published after it, and the second day's bulletin."""
    drawn = opened("then-now", at=MISSED)
    text = told(drawn)

    assert not drawn.exception
    assert "Then: continues without a recorded renewal since 14 Sept 19:00 (3 h)" in left(drawn)
    assert "Now: renewed, since 14 Sept 19:00" in text
    assert "united_states/extended-48-hours" in text
    assert "Follows from: No attack by a party." in text
    assert ours(drawn)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("day", [*range(13, 23), 28])
def test_the_left_side_knows_nothing_later(day: int) -> None:
    """Evening by evening the left side says only what *Today* said that evening.

    No later year, no toll that was published after it, not the suspension of 3 October.
    """
    evening = f"2016-09-{day}T22:00"
    drawn = opened("then-now", at=evening)
    before = left(drawn)
    today = told(opened("today", at=evening, known=evening))

    assert not drawn.exception
    assert before
    assert not LATER_YEARS.search(before)
    assert "3 Oct" not in before
    for line in before.splitlines():
        said = line.removeprefix("Then: ")
        marked = re.match(r"Days? [\d– ,and]+: ", said)
        assert (
            marked
            or said.startswith("Known: ")
            or re.split("[;,]", said)[0].casefold() in today.casefold()
        ), line


@pytest.mark.usefixtures("loaded")
def test_a_step_moves_both_moments() -> None:
    """The next day moves what is looked at and, where it followed, what was known then."""
    drawn = opened("then-now", at=EVENING)
    _press(drawn, moments.DAY_AFTER)

    assert "Known: Sun 18 Sept 2016 22:00 Damascus" in left(drawn)
    assert "At Sun 18 Sept 2016 22:00 Damascus" in told(drawn)

    _press(drawn, moments.DAY_BEFORE)
    _press(drawn, moments.DAY_BEFORE)

    assert "Known: Fri 16 Sept 2016 22:00 Damascus" in left(drawn)


@pytest.mark.usefixtures("loaded")
def test_an_earlier_moment_of_its_own_stays_until_it_is_let_go() -> None:
    """A `then` in the address is kept through a step, and left by the one button for it."""
    drawn = opened("then-now", at=EVENING, then="2016-09-13T12:00")
    _press(drawn, moments.DAY_AFTER)

    assert "Known: Tue 13 Sept 2016 12:00 Damascus" in left(drawn)

    _press(drawn, moments.THEN_FOLLOWS)

    assert "Known: Sun 18 Sept 2016 22:00 Damascus" in left(drawn)


@pytest.mark.usefixtures("loaded")
def test_nonsense_in_the_address_falls_back() -> None:
    """Neither an unreadable time nor one after the later side breaks the page."""
    for then in ("yesterday", "2050-01-01T00:00", "0001-01-01"):
        drawn = opened("then-now", at=EVENING, known="2016-09-20T00:00", then=then)

        assert not drawn.exception
        assert "As known then" in {mark.value.strip("*") for mark in drawn.markdown}


@pytest.mark.usefixtures("loaded")
def test_why_shows_the_difference_of_its_day() -> None:
    """Known now, *Why* says what the day read then, with the records; the rest stays as it is."""
    asked = {"at": MISSED, "condition": "calm_day", "day": "2016-09-14"}
    now, then = opened("why", **asked), opened("why", **asked, side="then")

    assert "Now: Day 3: ! breach reported, not confirmed" in told(now)
    assert "syria_institute/maan-fighting" in told(now)
    assert "Known: Wed 14 Sept 2016 22:00 Damascus" in told(then)
    assert "maan-fighting" not in told(then)
    assert not LATER_YEARS.search(told(then))
    assert not [*now.exception, *then.exception]
    assert ours(now)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("address", "compared"),
    [
        ({"at": MISSED, "known": MISSED}, False),
        ({"at": MISSED, "known": MISSED, "then": "2016-09-13T12:00"}, True),
        ({"at": MISSED}, True),
        ({"at": MISSED, "reading": "army_calendar"}, False),
    ],
    ids=["one moment", "an earlier one given", "everything known", "under a reading"],
)
def test_why_compares_only_two_moments(address: dict[str, str], *, compared: bool) -> None:
    """Where both moments are one, or another reading is asked about, nothing is compared."""
    drawn = opened("why", condition="calm_day", **address)
    heads = {mark.value.strip("*") for mark in drawn.markdown}
    same = any(then_now_page.SAID_THE_SAME in text.value for text in drawn.text)

    assert not drawn.exception
    assert (then_now_page.AS_KNOWN_THEN in heads or same) is compared


def test_other_peoples_text_is_never_markup(tmp_path: Path) -> None:
    """Markup in a late report's names and place stands letter by letter."""
    settings = read_settings({"MONITOR_STORE": str(tmp_path / "store")})
    clock = [datetime(2016, 9, 20, tzinfo=UTC)]
    with Service.open(settings, lambda: clock[0]) as service:
        service.rules.activate(load_file(settings.rules / "syria-2016-09.yaml"), actor="tester")
        row = f'm,x,2016-09-14T20:00,Asia/Damascus,shelling,"{MARKUP}",civilians,"{MARKUP}"\n'
        head = "id,source,happened_from,time_zone,kind,by,against,place\n"
        service.uploads.take("m.csv", (head + row).encode(), actor="tester")
        clock[0] = datetime(2016, 9, 21, tzinfo=UTC)
        serve(service, "tester")
        both = [opened(page, at=EVENING, condition="calm_day") for page in ("then-now", "why")]
        stop_serving()

    for drawn in both:
        assert not drawn.exception
        assert MARKUP in told(drawn)
        assert ours(drawn)


def _press(page: AppTest, label: str) -> None:
    [button] = [found for found in page.button if found.label == label]
    button.click().run()
