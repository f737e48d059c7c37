"""One browser, a server over the sample record, and a page, for the tests of one module."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.screens import browsing, served, watched_page

pytest_plugins = ["cli_fixtures"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a module."""
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def address(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the sample record."""
    with served(tmp_path_factory.mktemp("sample") / "store", sample=sample_store) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may speak to this machine only."""
    with watched_page(browser) as found:
        yield found
