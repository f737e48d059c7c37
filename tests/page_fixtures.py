"""An open service for the pages, over an empty store or over the sample record."""

import shutil
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


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample agreement active and its record loaded; only copied."""
    store = tmp_path_factory.mktemp("first-run") / "store"
    with Service.open(read_settings({"MONITOR_STORE": str(store)}), lambda: NOW) as service:
        list(service.first_run(actor="tester"))
    return store


@pytest.fixture
def sample_service(first_run: Path, tmp_path: Path) -> Iterator[Service]:
    """The service with the sample agreement active and its record loaded."""
    with _serving(Path(shutil.copytree(first_run, tmp_path / "store"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def loaded(first_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The same, opened once for a module: nothing in its tests stores anything."""
    store = tmp_path_factory.mktemp("sample") / "store"
    with _serving(Path(shutil.copytree(first_run, store))) as opened:
        yield opened
