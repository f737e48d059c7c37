"""What the rows of a file are to the record as it stands."""

from itertools import islice
from typing import cast

from monitor.incidents.arriving import Arriving, Beside
from monitor.incidents.intake import Intake
from monitor.incidents.record import Record
from monitor.incidents.templates import TEMPLATES
from monitor.service.checking import ALWAYS
from monitor.store.change import CHUNK
from monitor.store.reading import Reading


def arrival(facts: Reading, intake: Intake, original: str = "") -> Arriving:
    """Set the good rows of a file beside the record; nothing is missing where rows are rejected.

    `original` is the SHA-256 of its bytes: it is compared with the last file but itself, so that
    one may think again. Empty where it is no file.
    """
    found = Beside()
    kind = cast("type[Record]", TEMPLATES[intake.kind].record)
    rows = iter(intake.records)
    while records := [record for _, record in islice(rows, CHUNK)]:
        held = facts.named(kind, [one.key for one in records], ALWAYS)
        found.add(records, {one.record.key: one.record for one in held})
    last: list[Record] = []
    for source in sorted(found.sources) if not intake.rejected else ():
        keys = facts.last_brought(intake.kind, source, original)
        left_out = [key for key in keys if key not in found.keys]
        last += [one.record for one in facts.named(kind, left_out, ALWAYS)] if left_out else ()
    return found.leaving_out(last)
