"""What a file, or a record from a form, may tell that another source has told already."""

from collections.abc import Sequence
from itertools import islice

from monitor.incidents.laid import LaidRecords
from monitor.incidents.possible import Possible, asserting, possible
from monitor.incidents.record import Link, Report
from monitor.incidents.vocabulary import Relation
from monitor.service.checking import ALWAYS
from monitor.store.change import CHUNK
from monitor.store.codes import ACCOUNT
from monitor.store.reading import Reading
from monitor.store.rows import Row


def found(facts: Reading, records: Sequence[Row]) -> tuple[Possible, ...]:
    """Return the pairs to be asked about, before these records are taken in.

    The many records of a long file are looked at a piece at a time where all are reports of one
    source: such are not compared with each other.
    """
    if not isinstance(records, LaidRecords):
        return _found(facts, records)
    if records.cut.kind != "report":
        return ()
    sources = {record.source for record in records.unlike("source")}
    if len(sources) > 1:
        return _found(facts, tuple(records))
    if all(told == (source,) for source in sources for _, told in facts.codes(ACCOUNT)):
        return ()
    rows, pairs = iter(records), list[Possible]()
    while piece := tuple(islice(rows, CHUNK)):
        pairs += _found(facts, piece)
    return tuple(pairs)


def _found(facts: Reading, records: Sequence[Row]) -> tuple[Possible, ...]:
    """Return the pairs to be asked about.

    They are those of reports that do not stand like that already, and of reports that are told
    apart from another: what they may repeat now is the next likeliest.
    """
    new = _new(facts, records)
    if not new:
        return ()
    near = facts.nearby([report for _, report in new])
    keys = {key for of_one in near.values() for key in of_one}
    there = [(0, one.record) for one in facts.named(Report, sorted(keys), ALWAYS)]
    held = [report for _, report in asserting(there)]
    names = keys.union(report.key for _, report in new)
    links = [one.record for one in facts.linking(names, ALWAYS)]
    links += [record for _, record in records if isinstance(record, Link)]
    return possible(new, held, links, near)


def _new(facts: Reading, records: Sequence[Row]) -> list[tuple[int, Report]]:
    """Return the reports to be compared, each once, with the lines that bring them up."""
    told = asserting(records)
    standing = _standing(facts, [report.key for _, report in told])
    new = {one.key: (line, one) for line, one in told if standing.get(one.key) != one}
    apart = {
        key: line
        for line, record in records
        if isinstance(record, Link) and record.relation is Relation.DIFFERENT
        for key in (record.first, record.second)
    }
    again = _standing(facts, [key for key in apart if key not in new])
    for line, report in asserting((apart[key], report) for key, report in again.items()):
        new[report.key] = (line, report)
    return list(new.values())


def _standing(facts: Reading, keys: Sequence[str]) -> dict[str, Report]:
    known = facts.named(Report, keys, ALWAYS) if keys else ()
    return {one.record.key: one.record for one in known}


def linked(found: Sequence[Possible]) -> tuple[Row, ...]:
    """Return the links of these pairs as rows, each on the line of the report that brings it."""
    return tuple((one.line, one.link) for one in found)
