"""The cases beside a rule file: records that a lawyer can draw, and the verdicts they must give."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from typing import Annotated, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.agreements.expected import NOTHING, Expectation
from monitor.agreements.flaw import Flaw, first, problem
from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.agreements.source import content_of, read
from monitor.agreements.terms import Id, Local, Said, Terms, Unfit, local_time, one_or_many
from monitor.agreements.tree import Node, Path, Place, Refused, follow
from monitor.agreements.typed import typed
from monitor.agreements.wording import choose, listed, quoted
from monitor.errors import RuleFileError
from monitor.incidents.record import Record

MOST_VALUES = 40_000
"""A file of cases is longer than the rules it tests."""

STRIP_MARKS = {
    ".": "watched, nothing happened",
    "!": "watched, an incident",
    "?": "nobody watching",
    "~": "watched, one report that nobody confirms",
    "x": "watched, an incident whose occurrence is disputed",
}
"""What each character of a strip's days draws."""

RECORD_KINDS = tuple(kind.model_fields["record"].default for kind in get_args(get_args(Record)[0]))


def _day(value: object) -> object:
    local = local_time(value)
    if isinstance(value, str) and ("T" in value or " " in value):
        wrong = f"{quoted(value)} is not a day"
        raise Unfit(wrong, "name the local date on which the monitoring day starts, as 2016-09-12")
    return local


def _drawn(days: str) -> str:
    for position, mark in enumerate(days, start=1):
        if mark not in STRIP_MARKS:
            known = ", ".join(f"{known} ({means})" for known, means in STRIP_MARKS.items())
            raise Unfit(
                f"{mark!r}, day {position} of the strip, draws nothing", f"draw with {known}"
            )
    if not days:
        raise Unfit("the strip has no day", "draw one character for each day")
    return days


def _of_a_kind(record: dict[str, str]) -> dict[str, str]:
    if "record" not in record:
        raise Unfit(
            "the record does not say what it is", f"add 'record: …', one of {listed(RECORD_KINDS)}"
        )
    if record["record"] not in RECORD_KINDS:
        wrong = f"{quoted(record['record'])} is no kind of record"
        raise Unfit(wrong, choose(record["record"], RECORD_KINDS, "there are"), ("record",))
    return record


class Strip(Terms):
    """Days drawn one character each: incidents of a class, and who watched."""

    class_: Id = Field(alias="class")
    """The class; the incidents are made so that they belong to it."""
    from_: Annotated[date, BeforeValidator(_day)] = Field(alias="from")
    """The first monitoring day, by the local date on which it starts."""
    days: Annotated[str, AfterValidator(_drawn)]
    """One character a day: . watched, ! incident, ? not watched, ~ unconfirmed, x disputed."""
    source: Said | None = None
    """Who watches and reports; without it, a source made up for the strip."""
    scope: Id | None = None
    """The area or party it happens in; without it, every one."""


class Case(Terms):
    """A small record and what must be said of it."""

    name: Said
    """What the case shows, in words."""
    known: Local | None = None
    """As known when; without it, at the end of time."""
    strip: Annotated[tuple[Strip, ...], BeforeValidator(one_or_many)] = ()
    """Days drawn one character each; one strip, or a list."""
    records: tuple[Annotated[dict[str, str], AfterValidator(_of_a_kind)], ...] = ()
    """Full records: the columns of the template of their kind, and `record: report` and so on."""
    expect: Annotated[tuple[Expectation, ...], BeforeValidator(one_or_many)]
    """What must come out."""

    @model_validator(mode="after")
    def _expects(self) -> Self:
        if not self.expect:
            raise Unfit("a case that expects nothing shows nothing", "add an entry", ("expect",))
        return self


class FileTerms(Terms):
    """A file of cases."""

    rules: str
    """The id of the agreement whose rules are tested."""
    cases: tuple[Case, ...]
    """The cases."""


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
    return load_cases_text(content_of(path), str(path), instrument)


def load_cases_text(text: str, file: str, instrument: Instrument) -> CaseFile:
    """Read the text of a file of cases.

    Raises:
        RuleFileError: With every problem found.
    """
    root, problems = read(text, file, MOST_VALUES)
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
    if about not in {**terms.conditions, **terms.phases}:
        yield _unknown("condition or phase", about, (*terms.conditions, *terms.phases), path)
    for one in scope:
        if one not in {**terms.areas, **terms.parties}:
            yield _unknown("area or party", one, (*terms.areas, *terms.parties), path)


def _unknown(noun: str, used: str, known: object, path: Path) -> Flaw:
    words = tuple(known) if isinstance(known, dict | tuple) else ()
    return Flaw(path, f"there is no {noun} {quoted(used)}", choose(used, words, "there are"), used)
