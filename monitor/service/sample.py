"""What the first run finds: the shipped agreements, and the files of the sample records."""

from pathlib import Path

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
