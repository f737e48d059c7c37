"""Stores and files for the tests of the command line and the service.

The rows are synthetic: no event in them happened. The sample record is the one shipped.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.incidents.record import Record
from monitor.incidents.validate import read_file
from monitor.settings import PROJECT

HEADER = "id,source,happened_from,kind,by,against,killed_low,killed_high,time_zone"
GOOD = "g1,synthetic,2016-09-13T10:00,shelling,rebels,civilians,1,1,Asia/Damascus"
ALSO_GOOD = "g2,synthetic,2016-09-14T10:00,shelling,rebels,civilians,2,2,Asia/Damascus"
BAD = 'b1,synthetic,2016-13-14T10:00,shelingg,rebels,civilians,"1,000",2,Asia/Damascus'
AGREEMENT = "syria-2016-09"


def sample_records(known: datetime | None = None) -> list[Record]:
    """The records of the shipped sample; with `known`, those public by then."""
    found: list[Record] = []
    for file in sorted((PROJECT / "data" / "samples" / AGREEMENT).glob("*.csv")):
        found += [r for _, r in read_file(file.read_bytes(), file=file.name).records]
    return [
        record
        for record in found
        if known is None or (record.published_at is not None and record.published_at <= known)
    ]


def rows(*lines: str) -> str:
    """A file of reports with these lines."""
    return "\n".join([HEADER, *lines, ""])


@dataclass
class Ran:
    """What a command did: its exit code, and what it printed where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command answers
        """What stands on standard output, all of it JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]
Asked = Callable[..., tuple[Ran, Ran]]
"""Gives what is printed of the answer to a question, as lines and as JSON."""


def journal(store: Path) -> bytes:
    """The journal as it stands, without what a running service says by itself."""
    lines = (store / "journal.jsonl").read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if b'"act":"said"' not in line)


def adds_up(taken: Sequence[dict[str, Any]]) -> bool:
    """Whether no line of any file is lost or counted twice."""
    return all(t["lines"] == t["stored"] + t["unchanged"] + t["rejected"] for t in taken)
