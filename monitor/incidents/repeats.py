"""Records that one file states more than once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from monitor.incidents.record import Record

Numbered = tuple[int, Record]
"""Line and record."""


def settled(accepted: Sequence[Numbered]) -> tuple[list[Numbered], Mapping[int, int]]:
    """Return what the lines of a file say once, and the lines that contradict each other.

    Lines are about one thing where key and revision are equal. Of equal ones the first is kept.
    Where they differ none is: which is right is not known, and their order says nothing. Each
    such line is mapped to the first line that it contradicts.
    """
    first: dict[tuple[str, int], Record] = {}
    contested: set[tuple[str, int]] = set()
    kept: list[Numbered] = []
    for line, record in accepted:
        about = record.key, record.revision
        other = first.setdefault(about, record)
        if other is record:
            kept.append((line, record))
        elif other != record:
            contested.add(about)
    if not contested:
        return kept, {}
    groups: defaultdict[tuple[str, int], list[Numbered]] = defaultdict(list)
    for line, record in accepted:
        if (about := (record.key, record.revision)) in contested:
            groups[about].append((line, record))
    against: dict[int, int] = {}
    for group in groups.values():
        top, one = group[0]
        other_line = next(line for line, other in group if other != one)
        against |= {line: other_line if record == one else top for line, record in group}
    return [(line, record) for line, record in kept if line not in against], against
