"""What the rows of a file are to the record as it stands."""

from itertools import islice
from typing import cast

from monitor.incidents.arriving import Arriving, Beside
from monitor.incidents.intake import Intake
from monitor.incidents.laid import LaidRecords
from monitor.incidents.record import Record
from monitor.incidents.templates import TEMPLATES
from monitor.service.checking import ALWAYS
from monitor.service.coming import Coming
from monitor.store.change import CHUNK
from monitor.store.reading import Reading

_PUBLISHING = {"report", "count"}
"""Kinds of record of which it is known at once whether a source has any on record."""


def arrival(
    facts: Reading, intake: Intake, original: str = "", coming: Coming | None = None
) -> Arriving:
    """Set the good rows of a file beside the record; nothing is missing where rows are rejected.

    `original` is the SHA-256 of its bytes: it is compared with the last file but itself, so that
    one may think again. Empty where it is no file. `coming` is told how far it has come.
    """
    found = Beside()
    kind = cast("type[Record]", TEMPLATES[intake.kind].record)
    rows = iter(intake.records)
    if isinstance(intake.records, LaidRecords) and intake.kind in _PUBLISHING:
        sources = {record.source for record in intake.records.unlike("source")}
        if sources.isdisjoint(facts.publishing(ALWAYS)):
            times = intake.records.unlike("source", "happened", "window")
            found.add_new(intake.records.keys(), times)
            rows = iter(())
    while records := [record for _, record in islice(rows, CHUNK)]:
        held = facts.named(kind, [one.key for one in records], ALWAYS)
        found.add(records, {one.record.key: one.record for one in held})
        if coming is not None:
            coming.beside(len(found.keys), len(intake.records))
    whose = () if intake.rejected else tuple(found.sources)
    keys = facts.last_brought(intake.kind, whose, original) if whose else ()
    left_out = [key for key in keys if key not in found.keys]
    last = facts.named(kind, left_out, ALWAYS) if left_out else ()
    return found.leaving_out([one.record for one in last])
