"""The first run: the shipped agreements are made to count, and the sample records taken in."""

from collections.abc import Iterator
from pathlib import Path

from monitor.agreements.load import Instrument, load_file
from monitor.errors import MonitorError
from monitor.service.rules import Rules
from monitor.service.taken import Outcome, Taken
from monitor.service.uploads import Uploads
from monitor.settings import Settings
from monitor.store.store import Store

ORDER = (
    *("source_profiles", "reports", "counts", "statements", "decisions"),
    *("attestations", "coverage", "links", "reviews"),
)
"""The files of a sample record, in the order in which they refer to each other."""


def rule_files(folder: Path) -> list[Path]:
    """Return the rule files in a folder, without their cases."""
    found = sorted(folder.glob("*.yaml"))
    return [path for path in found if not path.name.endswith(".cases.yaml")]


def sample_files(data: Path) -> list[Path]:
    """Return the files of every sample record, each after those that it refers to."""
    folders = sorted(path for path in (data / "samples").glob("*/") if path.is_dir())
    paths = [folder / f"{name}.csv" for folder in folders for name in ORDER]
    return [path for path in paths if path.exists()]


def first_run(
    store: Store, rules: Rules, uploads: Uploads, settings: Settings, *, actor: str
) -> Iterator[Instrument | Taken]:
    """Activate the shipped agreements and load the sample records; see `Service.first_run`."""
    if store.head is not None:
        return
    for path in rule_files(settings.rules):
        instrument = load_file(path)
        rules.activate(instrument, actor=actor)
        yield instrument
    for path in sample_files(settings.data):
        taken = uploads.take(path.name, path.read_bytes(), actor=actor, archive=True)
        if taken.outcome is Outcome.REFUSED:
            raise MonitorError("\n".join(map(str, taken.problems())))
        yield taken
