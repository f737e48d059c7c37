"""An open service for the pages, over an empty store or over the sample record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_samples import NOW

from monitor.pages.serving import serve, stop_serving
from monitor.service import Service
from monitor.settings import read_settings


@pytest.fixture
def open_service(tmp_path: Path) -> Iterator[Service]:
    """An open service over an empty store, at a moment of its own."""
    settings = read_settings({"MONITOR_STORE": str(tmp_path / "store")})
    with Service.open(settings, lambda: NOW) as opened:
        serve(opened, "tester")
        yield opened
        stop_serving()


@pytest.fixture
def sample_service(open_service: Service) -> Service:
    """The service with the sample agreement active and its record loaded."""
    list(open_service.first_run(actor="tester"))
    return open_service
