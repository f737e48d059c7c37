"""An open service for the pages, over an empty store or over the sample record."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from page_samples import NOW

from monitor.pages.serving import serve, stop_serving
from monitor.service import Service
from monitor.settings import read_settings


@contextmanager
def _serving(store: Path) -> Iterator[Service]:
    """Open a service at a moment of its own, and let the pages find it."""
    settings = read_settings({"MONITOR_STORE": str(store)})
    with Service.open(settings, lambda: NOW) as opened:
        serve(opened, "tester")
        yield opened
        stop_serving()


@pytest.fixture
def open_service(tmp_path: Path) -> Iterator[Service]:
    """An open service over an empty store."""
    with _serving(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def sample_service(open_service: Service) -> Service:
    """The service with the sample agreement active and its record loaded."""
    list(open_service.first_run(actor="tester"))
    return open_service


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The same, loaded once for a module: nothing in its tests stores anything."""
    with _serving(tmp_path_factory.mktemp("sample") / "store") as opened:
        list(opened.first_run(actor="tester"))
        yield opened
