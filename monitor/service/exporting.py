"""The record as files in the project's own templates, which can be taken in again."""

from dataclasses import dataclass
from datetime import datetime

from monitor.handwritten.wording import choose, quoted
from monitor.incidents.record import Link, Record, Report, Review
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.write import write_csv
from monitor.service.asking import UnknownNameError
from monitor.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Export:
    """The records of one kind as a CSV file.

    Attributes:
        kind: Their kind.
        known: As known at this moment.
        records: How many there are.
        left_out: The keys of links and reviews of reports that are on record no more: nobody
            could take them in again.
        data: The file.
    """

    kind: str
    known: datetime
    records: int
    left_out: tuple[str, ...]
    data: bytes


def export(facts: Reading, kind: str, known: datetime) -> Export:
    """Return the newest content of every record of a kind at `known`, withdrawn ones too.

    In the order of their keys, so that the same record gives the same file.

    Raises:
        UnknownNameError: There is no such kind.
    """
    if kind not in TEMPLATES:
        there = choose(kind, TEMPLATES, "there are")
        raise UnknownNameError(f"there is no kind of record {quoted(kind)}; {there}")
    found: list[Record] = [one.record for one in facts.standing(TEMPLATES[kind].record, known)]  # type: ignore[misc] # every template's record is one of the union
    found.sort(key=lambda record: record.key)
    left_out = _orphans(facts, found, known)
    kept = [record for record in found if record.key not in left_out]
    return Export(kind, known, len(kept), tuple(sorted(left_out)), write_csv(kind, kept))


def _orphans(facts: Reading, found: list[Record], known: datetime) -> set[str]:
    """Return the keys of the links and reviews that name a report whose upload is undone."""
    if not any(isinstance(record, Link | Review) for record in found):
        return set()
    there = {one.record.key for one in facts.standing(Report, known)}
    out = set()
    for record in found:
        match record:
            case Link(first=first, second=second):
                named = {first, second}
            case Review(report=report):
                named = {report}
            case _:
                continue
        if not named <= there:
            out.add(record.key)
    return out
