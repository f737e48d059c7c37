"""A message as a reader of mail draws it: readable on a telephone, and nothing is fetched."""

import pytest
from message_samples import around, known, sample
from playwright.sync_api import Browser, Page
from schedule_samples import attack
from test_digest import part, period
from test_messages_held import full_of

from monitor.alerts.kinds import AlertKind
from monitor.messages.compose import compose
from monitor.messages.digest import digest

pytestmark = pytest.mark.browser
pytest_plugins = ["browser_fixtures"]

LONG = f"{'x' * 300} مرحبا <b>bold</b> Reconciliation"
MOMENT = around().moment
PAGES = {
    "plain": compose([sample(AlertKind.SERIOUS)], around()).html,
    "records": compose(
        [sample(AlertKind.BREACHED)],
        around(records=tuple(known(attack(50 + n, f"r{n}"), MOMENT) for n in range(20))),
    ).html,
    "long": full_of(LONG, AlertKind.RESTATED).html,
    "digest": digest(period(part(alerts=(sample(AlertKind.BREACHED),), unseen=(LONG,)))).html,
}


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the page asks for over the network."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


@pytest.mark.parametrize("width", [320, 800])
@pytest.mark.parametrize("name", PAGES)
def test_it_can_be_read_without_scrolling_sideways(
    page: Page, asked: list[str], name: str, width: int
) -> None:
    """At the width of a telephone, whatever is in it; column heads stand on one line."""
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(PAGES[name])

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heads = page.locator("th[scope=col]")
    heights = [heads.nth(n).bounding_box() for n in range(heads.count())]
    assert all(box is not None and box["height"] < 40 for box in heights)
    assert page.locator("b, script, img").count() == 0
    assert asked == []


def test_a_browser_is_there(browser: Browser) -> None:
    """The pages above were drawn by one."""
    assert browser.is_connected()
