"""The one check of rows that needs the record: a link or review names reports that are there."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

from monitor.incidents.intake import CellProblem, Intake, Rejected
from monitor.incidents.record import Link, Record, Report, Review
from monitor.incidents.span import FOREVER, TICK
from monitor.incidents.write import write_csv
from monitor.store.reading import Reading

_NAMING = {"link", "review"}
"""The kinds of record that name reports."""

ALWAYS = FOREVER - TICK
"""The last moment of knowledge: everything recorded, and everything that would be."""


def checked(intake: Intake, facts: Reading) -> Intake:
    """Reject the links and reviews that name a report which is not on record."""
    if intake.kind not in _NAMING:
        return intake
    named = {key for _, record in intake.records for _, key in _named(record)}
    missing = {key for key in named if not _there(facts, key)}
    if not missing:
        return intake
    good: list[tuple[int, Record]] = []
    bad = list(intake.rejected)
    for line, record in intake.records:
        wrong = [(column, key) for column, key in _named(record) if key in missing]
        if wrong:
            bad.append(_rejected(line, record, wrong, intake))
        else:
            good.append((line, record))
    bad.sort(key=lambda rejected: rejected.line)
    return replace(intake, records=tuple(good), rejected=tuple(bad))


def _there(facts: Reading, key: str) -> bool:
    """Whether a report is on record, be it withdrawn; not where its upload is undone."""
    return any(version.stands(ALWAYS) for version in facts.versions(Report, key))


def _named(record: Record) -> list[tuple[str, str]]:
    """Return the column and the key of each report that a link or review names."""
    match record:
        case Link():
            return [("first", record.first), ("second", record.second)]
        case Review():
            return [("report", record.report)]
        case _:
            return []


def _rejected(
    line: int, record: Record, missing: Sequence[tuple[str, str]], intake: Intake
) -> Rejected:
    columns = [name.strip().casefold() for name in intake.header]
    problems = tuple(
        CellProblem(
            line,
            column,
            columns.index(column) + 1 if column in columns else 0,
            key,
            "no report of this key is on record",
            "take in the report first, or correct the key (source/id)",
        )
        for column, key in missing
    )
    written = _as_written(intake.kind, record)
    return Rejected(line, tuple(written.get(column, "") for column in columns), problems)


def _as_written(kind: str, record: Record) -> dict[str, str]:
    """Return the cells of a record by column: the row that was read is not kept."""
    text = write_csv(kind, [record]).decode("utf-8-sig")
    return next(csv.DictReader(io.StringIO(text, newline="")))
