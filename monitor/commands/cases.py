"""The command that runs the cases of rule files, and says what no case shows."""

from argparse import Namespace
from collections.abc import Iterator, Mapping

from monitor import casebook
from monitor.commands.output import give, note, progress, say
from monitor.commands.rules import loaded, rule_files
from monitor.settings import Settings
from monitor.words import cases
from monitor.words.phrasing import number

Lacking = Mapping[str, Mapping[str, tuple[str, ...]]]
"""What no case shows, by rule file and condition."""


def test(options: Namespace, settings: Settings) -> int:
    """Run the cases beside each rule file; exit code 1 where one fails, or none is complete."""
    results: list[casebook.Result] = []
    lacking: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for instrument in loaded(rule_files(options.rules, settings)):
        found = casebook.run_file(instrument, progress)
        results += found
        shown = (one for result in found for one in result.shown)
        lacking[instrument.file] = casebook.missing(instrument, shown)
    code = 1 if any(result.failures for result in results) else 0
    if options.complete and any(lacking.values()):
        code = 1
    if options.json:
        answer = [casebook.answer(result) for result in results]
        give([*answer, *(_as_answers(lacking) if options.complete else ())])
        return code
    for line in _lines(results):
        say(line)
    for line in _missing(lacking, complete=options.complete):
        note(line)
    return code


def _lines(results: list[casebook.Result]) -> Iterator[str]:
    failed = [result for result in results if result.failures]
    for result in failed:
        yield cases.FAILED.format(file=result.file, name=result.name)
        for failure in result.failures:
            where, *sides = failure.lines
            yield f"  {where}"
            yield from (f"    {side}" for side in sides)
    passed = number(len(results) - len(failed), "case")
    yield cases.PASSED.format(passed=passed, failed=len(failed))


def _missing(lacking: Lacking, *, complete: bool) -> Iterator[str]:
    count = 0
    for file, conditions in lacking.items():
        for condition, marks in conditions.items():
            count += len(marks)
            told = "; ".join(cases.MARKS[mark] for mark in marks)
            yield cases.NOT_SHOWN.format(file=file, condition=condition, marks=told)
    if count and not complete:
        yield cases.INCOMPLETE.format(count=number(count, "outcome or edge", "outcomes and edges"))
    if complete and not count:
        yield cases.ALL_SHOWN


def _as_answers(lacking: Lacking) -> Iterator[dict[str, object]]:
    """Yield what is missing like cases that failed, each of one condition."""
    for file, conditions in lacking.items():
        for condition, marks in conditions.items():
            named = {"file": file, "case": "", "condition": condition}
            yield {**named, "passed": False, "failures": [], "missing": list(marks)}
