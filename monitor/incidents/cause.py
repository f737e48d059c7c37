"""Rows as reasons: which rows of a file, or what comes with them, make a verdict another."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.incidents.record import Record


class How(StrEnum):
    """What would become of a record."""

    NEW = "new"
    CHANGED = "changed"
    LEFT_OUT = "left_out"
    FOUND_TWICE = "found_twice"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Cause:
    """A record that would be stored, or taken back, as a reason for a change.

    `line` is where it stands in its file: of a link that was found, where the report that brings
    it stands; 0 for a form, and for what a file leaves out. What is taken back is told as it
    stands on record.
    """

    line: int
    record: Record
    how: How


@dataclass(frozen=True, slots=True)
class Causes:
    """The rows behind one change, in the order of the file.

    With these alone the same is said as with all of the file, and without any of them nothing
    changes. `narrowed` is False where no fewer were found for which that holds, or none were
    looked for: the change is among these.
    """

    rows: tuple[Cause, ...]
    narrowed: bool = True
