"""Running the cases beside a rule file: a small record, and the verdicts it must give."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from monitor.agreements.cases import CaseFile, cases_beside, load_cases
from monitor.agreements.load import Instrument
from monitor.casebook.completeness import Shown, shown_by
from monitor.casebook.judging import Asked, Difference
from monitor.casebook.records import case_records
from monitor.errors import Problem, RuleFileError
from monitor.evaluation.snapshot import Snapshot
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from monitor.store.tables import Tables


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case.

    Attributes:
        file: The file of cases.
        name: What the case is called.
        failures: What came out otherwise than expected; nothing where nothing did.
        shown: What it shows of the conditions; a case that fails shows nothing.
    """

    file: str
    name: str
    failures: tuple[Difference, ...]
    shown: frozenset[Shown] = frozenset()


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
            tables.load(versions)
            facts = Snapshot(tables)
            asked = [Asked.of(one, instrument, facts, case.known) for one in case.expect]
            results.append(_result(cases.file, case.name, asked, versions))
            if progress:
                progress(len(results), len(records))
    finally:
        tables.close()
    return results


def _result(file: str, name: str, asked: list[Asked], versions: list[Known[Record]]) -> Result:
    failures = tuple(one for each in asked for one in each.differences())
    records = (version.record for version in versions)
    shown = frozenset() if failures else frozenset(shown_by(asked, records))
    return Result(file, name, failures, shown)


def answer(result: Result) -> dict[str, object]:
    """Return a result as JSON values."""
    return {
        "file": result.file,
        "case": result.name,
        "passed": not result.failures,
        "failures": [asdict(one) for one in result.failures],
    }
