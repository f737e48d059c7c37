"""Running the cases beside a rule file: a small record, and the verdicts it must give."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.agreements.cases import Case, CaseFile, Expectation, cases_beside, load_cases
from monitor.agreements.load import Instrument
from monitor.errors import MonitorError, Problem, RuleFileError
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.finding import finding
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.standing import standings
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import ALL_NAMED, Finding
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import (
    Count,
    Coverage,
    Record,
    Report,
)
from monitor.incidents.span import FOREVER, TICK
from monitor.incidents.validate import read_record
from monitor.store.tables import Tables
from monitor.strips import drawn

END_OF_TIME = FOREVER - TICK
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


_SHOWN: dict[type[Record], Callable[[Any], datetime]] = {
    Report: lambda report: report.happened.start,
    Count: lambda count: count.window.end,
    Coverage: lambda coverage: coverage.watched.end,
}
"""When a record that states no publication became known; of any other kind it always was."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case: no failure where everything came out as expected."""

    file: str
    name: str
    failures: tuple[str, ...]


Progress = Callable[[int, int], None]
"""Is told how many cases are done, of how many."""


def run_file(instrument: Instrument, progress: Progress | None = None) -> list[Result]:
    """Run the cases beside a rule file; a file without cases has no result.

    Raises:
        RuleFileError: The cases cannot be read, or a record in them is wrong.
    """
    path = cases_beside(Path(instrument.file))
    if not path.exists():
        return []
    return run_cases(instrument, load_cases(path, instrument), progress)


def run_cases(
    instrument: Instrument, cases: CaseFile, progress: Progress | None = None
) -> list[Result]:
    """Run every case of a file."""
    records: list[list[Known[Record]]] = []
    problems: list[Problem] = []
    for number in range(len(cases.cases)):
        try:
            records.append(list(case_records(instrument, cases, number)))
        except RuleFileError as error:
            problems += error.problems
    if problems:
        raise RuleFileError(problems)
    tables = Tables.in_memory()
    results = []
    try:
        for case, versions in zip(cases.cases, records, strict=True):
            results.append(
                Result(cases.file, case.name, (*_run(instrument, case, versions, tables),))
            )
            if progress:
                progress(len(results), len(records))
    finally:
        tables.close()
    return results


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


def _run(
    instrument: Instrument, case: Case, versions: list[Known[Record]], tables: Tables
) -> Iterator[str]:
    """Yield what did not come out as expected."""
    tables.load(versions)
    facts = Snapshot(tables)
    wall_clock = MonitoringCalendar(instrument.agreement.calendar, ())
    for expected in case.expect:
        local = expected.known or case.known
        known = wall_clock.utc(local) if local else END_OF_TIME
        terms = instrument.under(expected.reading)
        view = View(terms, facts, wall_clock.utc(expected.at), known, expected.account)
        where = _where(expected)
        if expected.phase is not None:
            state = _state(view, expected)
            if state != expected.state:
                yield f"{where}: expected {expected.state}, got {state}"
        elif expected.condition is not None:
            for failure in _failures(view, expected, expected.condition):
                yield f"{where}: {failure}"


def _state(view: View, expected: Expectation) -> str | None:
    """Return where the phase asked about stands for the holder asked about."""
    holder = expected.holder or ALL_NAMED
    found = (s for s in standings(view) if (s.phase, s.holder) == (expected.phase, holder))
    return next((standing.state.value for standing in found), None)


def _failures(view: View, expected: Expectation, condition: str) -> Iterator[str]:
    found = _finding(view, condition, expected.scope)
    if found is None:
        yield f"expected {_wanted(expected)}, but it is not judged"
        return
    if _differs(expected, found):
        yield f"expected {_wanted(expected)}, got {_got(found)}"
    if expected.evidence is not None:
        told = explain(view, condition, expected.scope, None)
        rests_on = sorted(_evidence(told)) if told else []
        if rests_on != sorted(expected.evidence):
            yield f"expected evidence {sorted(expected.evidence)}, got {rests_on}"


def _finding(view: View, name: str, scope: Scope) -> Finding | None:
    """Judge the one condition asked about; None where `evaluate` would not judge it."""
    condition = view.agreement.conditions[name]
    return finding(view, name, condition, scope) if scope in view.scopes(condition) else None


def _where(expected: Expectation) -> str:
    parts = [
        expected.condition or expected.phase,
        expected.scope or expected.holder,
        f"at {expected.at:%Y-%m-%dT%H:%M}",
    ]
    parts.append(f"reading {expected.reading}" if expected.reading else None)
    parts.append(f"account {expected.account}" if expected.account else None)
    parts.append(f"known {expected.known:%Y-%m-%dT%H:%M}" if expected.known else None)
    return " ".join(part for part in parts if part)


def _differs(expected: Expectation, finding: Finding) -> bool:
    progress = finding.progress
    reached = (progress.least, progress.most) if progress else None
    wrong = expected.verdict is not None and expected.verdict != finding.verdict
    return wrong or (expected.progress is not None and expected.progress != reached)


def _wanted(expected: Expectation) -> str:
    parts = [expected.verdict or "", str(list(expected.progress)) if expected.progress else ""]
    return " ".join(part for part in parts if part)


def _got(finding: Finding) -> str:
    progress = finding.progress
    reached = f" [{progress.least}, {progress.most}]" if progress else ""
    return f"{finding.verdict}{reached} ({finding.cause})"


def _evidence(told: Explanation) -> set[str]:
    """Return the reports that decide a verdict: those that suffice, else those that may count."""
    deciding = [item for item in told.evidence if item.suffices] or told.possible
    return {key for item in deciding for key in item.incident.reports} | set(told.finding.rests_on)


def answer(result: Result) -> dict[str, object]:
    """Return a result as JSON values."""
    return {
        "file": result.file,
        "case": result.name,
        "passed": not result.failures,
        "failures": list(result.failures),
    }
