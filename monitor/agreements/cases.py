"""The cases beside a rule file: records that a lawyer can draw, and the verdicts they must give."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.agreements.flaw import Flaw, first, problem
from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.agreements.source import content_of, read
from monitor.agreements.terms import Id, Local, Said, Terms, Unfit, Whole, local_time, one_or_many
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

PhaseState = Literal[
    "not_due",
    "may_be_due",
    "due",
    "open",
    "renewed",
    "continues_unrenewed",
    "lapsed",
    "closed",
    "undetermined",
]
"""Where a phase can stand for a holder."""

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


def _pair(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != len(("least", "most")):
        raise Unfit("progress is two numbers", "write it as [at least, at most], as [3, 5]")
    return value


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


Word = Literal["kept", "breached", "undetermined", "not_yet", "not_in_force"]
"""A verdict."""

NOTHING = "none"
"""What a case expects where nothing is told."""

ALERT_WORDS = ("met", "count_restarts", "corrected", *get_args(Word), *get_args(PhaseState))
"""With what an alert ends: how a condition or phase turned."""


def _asked_for(alert: str) -> str:
    """Check how an alert is asked for: what it is about, its scope if any, how it turned."""
    words = alert.split()
    if words == [NOTHING]:
        return alert
    if not MOST_WORDS >= len(words) > 1 or words[-1] not in ALERT_WORDS:
        hint = f"write a condition or phase, its scope if any, and one of {listed(ALERT_WORDS)}"
        raise Unfit(f"{quoted(alert)} is no alert", hint)
    return alert


MOST_WORDS = 3
"""What it is about, its scope, and how it turned."""


class Restated(Terms):
    """A verdict that reads otherwise as known later."""

    first_known: Local
    """When it was said first: what was known then."""
    from_: Word = Field(alias="from")
    """What it was said to be."""
    to: Word
    """What it is said to be as known later: at the time the expectation or its case names."""

    @model_validator(mode="after")
    def _turns(self) -> Self:
        if self.from_ == self.to:
            raise Unfit("this restates nothing", "give two different verdicts", ("to",))
        return self


class Expectation(Terms):
    """What must come out: of a condition, a phase or an alert."""

    at: Local
    """The local time that is asked about."""
    condition: Id | None = None
    """The condition; this, a phase or an alert."""
    phase: Id | None = None
    """The phase; this, a condition or an alert."""
    holder: Id | None = None
    """For which party the phase is asked about; without it, for all named together."""
    state: PhaseState | None = None
    """Where the phase stands."""
    verdict: Word | None = None
    """Its verdict."""
    progress: Annotated[tuple[Whole, Whole], BeforeValidator(_pair)] | None = None
    """How far a streak has come, at least and at most, as [3, 5]."""
    scope: Id | None = None
    """Which of its areas or parties."""
    reading: Id | None = None
    """Under which rival reading; without it, the open one."""
    account: Said | None = None
    """On which source's own account; without it, on the whole record."""
    known: Local | None = None
    """As known when; without it, as the case says."""
    evidence: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)] | None = None
    """Exactly the reports that decide it, each as source/id."""
    restated: Restated | None = None
    """What it was said to be at first, and what it is said to be as known later."""
    alert: Annotated[str, AfterValidator(_asked_for)] | None = None
    """What is told in the minute up to then, as `truce_holds met`; `none` where nothing is."""

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if sum(one is not None for one in (self.condition, self.phase, self.alert)) != 1:
            raise Unfit("an expectation is of one thing", "give one of condition, phase and alert")
        judged = (self.verdict, self.progress, self.evidence, self.restated)
        of_condition = (*judged, self.scope, self.account)
        if self.alert is not None and any(one is not None for one in (*of_condition, self.state)):
            wrong = "an alert says itself what is told"
            raise Unfit(wrong, "expect it alone: scope and verdict are words of it", ("alert",))
        if self.phase is not None and any(given is not None for given in of_condition):
            wrong = "a phase has a state, and no verdict, progress, evidence, scope or account"
            raise Unfit(wrong, "expect its state")
        if self.condition is not None and (self.state or self.holder):
            raise Unfit("a condition has no state and no holder", "expect a verdict")
        return self

    @model_validator(mode="after")
    def _asserts(self) -> Self:
        given = (self.verdict, self.progress, self.evidence, self.state, self.restated, self.alert)
        if all(one is None for one in given):
            raise Unfit("this expects nothing", "give a verdict, progress, evidence or state")
        if self.progress is not None and self.progress[0] > self.progress[1]:
            wrong = "the least progress is above the most"
            raise Unfit(wrong, "write it as [at least, at most]", ("progress",))
        return self


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
