"""What the rows of a file are to the record as it stands."""

from monitor.incidents.arriving import NO_ROWS, Arriving, arriving
from monitor.incidents.intake import Intake
from monitor.incidents.record import Record
from monitor.service.checking import ALWAYS
from monitor.store.reading import Reading


def arrival(facts: Reading, intake: Intake, original: str = "") -> Arriving:
    """Set the good rows of a file beside the record; nothing is missing where rows are rejected.

    `original` is the SHA-256 of its bytes: it is compared with the last file but itself, so that
    one may think again. Empty where it is no file.
    """
    records = [record for _, record in intake.records]
    if not records:
        return NO_ROWS
    kind = type(records[0])
    held = facts.named(kind, [one.key for one in records], ALWAYS)
    last: list[Record] = []
    for source in sorted({one.source for one in records}) if not intake.rejected else ():
        keys = facts.last_brought(intake.kind, source, original)
        last += [one.record for one in facts.named(kind, keys, ALWAYS)]
    return arriving(records, {one.record.key: one.record for one in held}, last)
