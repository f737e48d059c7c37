"""The records of a case: those drawn in its strips, and those written out."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from monitor.agreements.cases import CaseFile
from monitor.agreements.load import Instrument
from monitor.errors import MonitorError, Problem, RuleFileError
from monitor.incidents.known import Known
from monitor.incidents.one_record import read_record
from monitor.incidents.record import Count, Coverage, Record, Report
from monitor.incidents.span import BEGINNING
from monitor.strips import drawn

_SHOWN: dict[type[Record], Callable[[Any], datetime]] = {
    Report: lambda report: report.happened.start,
    Count: lambda count: count.window.end,
    Coverage: lambda coverage: coverage.watched.end,
}
"""When a record that states no publication became known; of any other kind it always was."""


def case_records(instrument: Instrument, cases: CaseFile, number: int) -> Iterator[Known[Record]]:
    """Yield the records of a case, numbered in their order.

    A record is known since it was published; where it states no publication, since it happened,
    since what was counted or watched was over, or always. Of records known since the same time
    the later in the file is the newer.

    Raises:
        RuleFileError: Naming the line of each strip or record that is wrong.
    """
    case = cases.cases[number]
    agreement = instrument.agreement
    problems: list[Problem] = []
    made: list[Known[Record]] = []
    for position, strip in enumerate(case.strip):
        try:
            made += drawn(agreement, strip, position)
        except MonitorError as error:
            problems.append(_problem(cases, number, ("strip",), str(error)))
    for position, written in enumerate(case.records):
        cells = {name: text for name, text in written.items() if name != "record"}
        zone = agreement.calendar.time_zone
        record = read_record(written["record"], cells, time_zone=zone)
        if isinstance(record, tuple):
            place = ("records", position)
            problems += [_problem(cases, number, place, str(wrong)) for wrong in record]
        else:
            made.append(Known(record, (0, 0), _known_from(record)))
    if problems:
        raise RuleFileError(problems)
    made.sort(key=lambda known: known.known_from)
    for order, known in enumerate(made, 1):
        yield Known(known.record, (1, order), known.known_from)


def _problem(cases: CaseFile, number: int, path: tuple[str | int, ...], message: str) -> Problem:
    at = cases.place("cases", number, *path)
    return Problem(cases.file, at.line, at.column, f"cases.{number}", message)


def _known_from(record: Record) -> datetime:
    if record.published_at is not None:
        return record.published_at
    for kind, when in _SHOWN.items():
        if isinstance(record, kind):
            return when(record)
    return BEGINNING
