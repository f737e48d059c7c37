"""A store that has lived through the story of the feeds, to be gone on with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from feed_samples import STORY, Living, lived
from schedule_samples import BEGIN, HOUR, opened
from store_samples import SetClock


@pytest.fixture(scope="session")
def lived_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store; only read."""
    folder = tmp_path_factory.mktemp("lived") / "store"
    service, _ = lived(folder)
    service.close()
    return folder


@pytest.fixture
def living(lived_store: Path, tmp_path: Path) -> Iterator[Living]:
    """A service over a copy of it an hour after its end, and its clock."""
    folder = Path(shutil.copytree(lived_store, tmp_path / "store"))
    clock = SetClock(BEGIN + (STORY[-1][0] + 1) * HOUR)
    with opened(folder, clock) as service:
        yield service, clock
