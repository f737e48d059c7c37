"""The cases beside a rule file, read and held against what the rules name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from monitor.agreements.alerting import OF_RECORD
from monitor.agreements.case_terms import OF_CASES, Case, FileTerms
from monitor.agreements.expected import NOTHING, Expectation
from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.errors import RuleFileError
from monitor.handwritten.flaw import Flaw, first, problem
from monitor.handwritten.source import content_of, read
from monitor.handwritten.tree import Node, Path, Place, Refused, follow
from monitor.handwritten.typed import typed
from monitor.handwritten.wording import choose, quoted


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one agreement.

    Attributes:
        rules: The agreement's id.
        cases: The cases, in the order of the file.
        file: The file as the person named it.
    """

    rules: str
    cases: tuple[Case, ...]
    file: str
    root: Node

    def place(self, *path: str | int) -> Place:
        """Return the line and column of a value, as `place("cases", 3, "records", 0)`."""
        return follow(self.root, path)[0].at


def cases_beside(rules: FilePath) -> FilePath:
    """Return where the cases of a rule file lie, whether or not there are any."""
    return rules.with_name(f"{rules.stem}.cases.yaml")


def load_cases(path: FilePath, instrument: Instrument) -> CaseFile:
    """Read the cases beside a rule file.

    Raises:
        RuleFileError: With every problem found.
    """
    return load_cases_text(content_of(path, OF_CASES), str(path), instrument)


def load_cases_text(text: str, file: str, instrument: Instrument) -> CaseFile:
    """Read the text of a file of cases.

    Raises:
        RuleFileError: With every problem found.
    """
    root, problems = read(text, file, OF_CASES)
    if root is None or isinstance(root, Refused):
        raise RuleFileError(first(problems))
    found = typed(root, FileTerms)
    flaws = [*found.flaws]
    if found.terms is not None:
        flaws += _faults(found.terms, instrument)
    problems += [problem(flaw, root, file) for flaw in flaws]
    if problems or found.terms is None:
        raise RuleFileError(first(problems))
    return CaseFile(found.terms.rules, found.terms.cases, file, root)


def _faults(terms: FileTerms, instrument: Instrument) -> Iterator[Flaw]:
    if terms.rules != instrument.agreement.id:
        wrong = f"these are cases of {quoted(terms.rules)}, not of {instrument.agreement.id}"
        yield Flaw(("rules",), wrong, f"write 'rules: {instrument.agreement.id}'")
    names: dict[str, int] = {}
    for position, case in enumerate(terms.cases):
        path: Path = ("cases", position)
        if case.name in names:
            wrong = f"case {names[case.name] + 1} has the same name"
            yield Flaw((*path, "name"), wrong, "say what this one shows")
        names.setdefault(case.name, position)
        yield from _faults_of_strips(case, instrument, path)
        for at, expected in enumerate(case.expect):
            yield from _faults_of_expectation(expected, instrument, (*path, "expect", at))


def _faults_of_strips(case: Case, instrument: Instrument, path: Path) -> Iterator[Flaw]:
    terms = instrument.agreement
    for at, strip in enumerate(case.strip):
        here: Path = (*path, "strip", at)
        if strip.class_ not in terms.classes:
            yield _unknown("class", strip.class_, terms.classes, here)
        scopes = (*terms.areas, *terms.parties)
        if strip.scope is not None and strip.scope not in scopes:
            yield _unknown("area or party", strip.scope, scopes, here)


def _faults_of_expectation(
    expected: Expectation, instrument: Instrument, path: Path
) -> Iterator[Flaw]:
    terms = instrument.agreement
    if expected.phase is not None:
        yield from _faults_of_phase(expected, expected.phase, terms, path)
    if expected.alert not in {None, NOTHING}:
        yield from _faults_of_alert(str(expected.alert).split(), terms, path)
    condition = terms.conditions.get(expected.condition or "")
    if expected.condition is not None and condition is None:
        yield _unknown("condition", expected.condition, terms.conditions, path)
    elif condition is not None and expected.progress is not None and condition.counts is None:
        wrong = f"{expected.condition} counts no days, so it has no progress"
        yield Flaw((*path, "progress"), wrong, "expect a verdict")
    scopes = (*terms.areas, *terms.parties)
    if expected.scope is not None and expected.scope not in scopes:
        yield _unknown("area or party", expected.scope, scopes, path)
    if expected.reading is not None and expected.reading not in instrument.variants:
        yield _unknown("reading", expected.reading, instrument.variants, path)


def _faults_of_phase(
    expected: Expectation, name: str, terms: Agreement, path: Path
) -> Iterator[Flaw]:
    phase = terms.phases.get(name)
    if phase is None:
        yield _unknown("phase", name, terms.phases, path)
    elif expected.holder is not None and expected.holder not in phase.opens.by:
        yield _unknown("party whose decision opens it", expected.holder, phase.opens.by, path)


def _faults_of_alert(words: list[str], terms: Agreement, path: Path) -> Iterator[Flaw]:
    about, *scope, _ = words
    path = (*path, "alert")
    known = (*terms.conditions, *terms.phases, *OF_RECORD)
    if about not in known:
        yield _unknown("condition or phase", about, known, path)
    for one in scope:
        if one not in {**terms.areas, **terms.parties}:
            yield _unknown("area or party", one, (*terms.areas, *terms.parties), path)


def _unknown(noun: str, used: str, known: object, path: Path) -> Flaw:
    words = tuple(known) if isinstance(known, dict | tuple) else ()
    return Flaw(path, f"there is no {noun} {quoted(used)}", choose(used, words, "there are"), used)
