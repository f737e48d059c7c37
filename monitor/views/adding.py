"""*Add*: what a file or a form brings, and what it changes, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from monitor.agreements.model import Agreement
from monitor.errors import IncidentFileError
from monitor.evaluation.mark import mark_of
from monitor.evaluation.verdict import Evaluation, Finding
from monitor.incidents.cause import Cause, Causes
from monitor.incidents.intake import CellProblem, Intake, Rejected, told_of
from monitor.views.causing import Row, because, cause_rows
from monitor.views.marks import title_in
from monitor.views.rivals import progress_of
from monitor.views.standings import phase_lines, title_of_phase
from monitor.views.verdict_words import verdict_words
from monitor.words import add_page, bulletins, names_of, phrasing, verdicts


class Changed(Protocol):
    """A finding before and after; None where there is none."""

    @property
    def condition(self) -> str:
        """The condition."""
        ...

    @property
    def scope(self) -> str | None:
        """Its area or party, or None."""
        ...

    @property
    def before(self) -> Finding | None:
        """As it stands."""
        ...

    @property
    def after(self) -> Finding | None:
        """As it would stand."""
        ...

    @property
    def causes(self) -> Causes | None:
        """The rows that make it; None where they were not looked for."""
        ...

    @property
    def changed(self) -> bool:
        """Whether anything that is said would be said otherwise."""
        ...


class Moved(Protocol):
    """A phase that would stand elsewhere, with all that is said before and after."""

    @property
    def phase(self) -> str:
        """The phase."""
        ...

    @property
    def before(self) -> Evaluation:
        """What is said as it stands."""
        ...

    @property
    def after(self) -> Evaluation:
        """What would be said."""
        ...

    @property
    def causes(self) -> Causes | None:
        """The rows that make it; None where they were not looked for."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what is offered; `line` 0 for a form or a whole file."""

    line: int
    column: str
    value: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one condition or phase, and the first rows that make it so."""

    condition: str
    before: str
    after: str
    because: tuple[str, ...] = ()

    @property
    def change(self) -> str:
        """Both sides in one phrase, without a verdict that stays: "day 5 of 7 → day 1 of 7"."""
        was, now = (side.partition(_JOINT) for side in (self.before, self.after))
        if was[0] == now[0] and was[2] and now[2]:
            return verdicts.CHANGED.format(before=was[2], after=now[2])
        return verdicts.CHANGED.format(before=self.before, after=self.after)


_JOINT = " · "


def summary(
    file: str, intake: Intake, *, stored: int, unchanged: int, records: int | None = None
) -> str:
    """Say in one sentence what a file holds and what of it would be new.

    `records` come of the rows that would be stored; None for one of each.
    """
    one, many = intake.kind.replace("_", " "), names_of.RECORDS[intake.kind]
    parts = [
        f"{file}: {phrasing.number(intake.lines, 'row')}",
        phrasing.number(len(intake.records), one, many),
        f"{len(intake.rejected):,} rejected",
    ]
    if intake.total_lines:
        parts.append(
            phrasing.number(intake.total_lines, bulletins.TOTAL_LINE, bulletins.TOTAL_LINES)
        )
    if intake.repeated:
        parts.append(phrasing.number(intake.repeated, "row repeats another", "rows repeat another"))
    if unchanged:
        parts.append(f"{unchanged:,} already on record")
    would, as_records = add_page.WOULD_STORE, add_page.WOULD_STORE_AS
    if intake.rejected:
        would, as_records = add_page.NEW_AMONG_GOOD, add_page.NEW_AMONG_GOOD_AS
    would = would if records in {None, stored} else as_records
    return f"{', '.join(parts)}. {would.format(count=stored, records=records)}"


def faults(rejected: Sequence[Rejected]) -> tuple[Fault, ...]:
    """Return the problems of the rejected lines, in the order of the file; of many the first."""
    return tuple(fault(problem) for line in told_of(rejected)[0] for problem in line.problems)


def more_faults(rejected: Sequence[Rejected]) -> Sequence[str]:
    """Say of how many rejected lines no problem is shown; nothing where all are."""
    more = told_of(rejected)[1]
    return [add_page.MORE_FAULTS.format(count=more)] if more else []


def fault(problem: CellProblem) -> Fault:
    """Return one problem of a cell as it is shown."""
    return Fault(problem.line, problem.column, problem.value, problem.reason, problem.hint)


def file_faults(error: IncidentFileError) -> tuple[Fault, ...]:
    """Return the problems for which nothing of a file can be taken."""
    return tuple(Fault(p.line, p.path, "", p.message, p.hint) for p in error.problems)


def effects(agreement: Agreement, changes: Sequence[Changed]) -> tuple[Effect, ...]:
    """Return what changes for each condition, in words and marks."""
    told = (
        Effect(
            title_in(agreement, c.condition, c.scope),
            _told(agreement, c.before),
            _told(agreement, c.after),
            because(c.causes, agreement),
        )
        for c in changes
        if c.changed
    )
    return tuple(effect for effect in told if effect.before != effect.after)


def phase_effects(agreement: Agreement, phases: Sequence[Moved]) -> tuple[Effect, ...]:
    """Return what becomes of each phase, in the words of *Today*."""
    told = (
        Effect(
            title_of_phase(agreement, one.phase),
            _phase_told(agreement, one.before, one.phase),
            _phase_told(agreement, one.after, one.phase),
            because(one.causes, agreement),
        )
        for one in phases
    )
    return tuple(effect for effect in told if effect.before != effect.after)


def _phase_told(agreement: Agreement, said: Evaluation, phase: str) -> str:
    lines = (one.text for one in phase_lines(agreement, said) if one.phase == phase)
    return next(lines, verdicts.NOT_JUDGED)


def rows_behind(
    agreement: Agreement, changes: Sequence[Changed], phases: Sequence[Moved] = ()
) -> tuple[Row, ...]:
    """Return every row that makes one of the changes, each once, in the order of the file."""
    made = [(title_in(agreement, one.condition, one.scope), one.causes) for one in changes]
    made += [(title_of_phase(agreement, one.phase), one.causes) for one in phases]
    titles: dict[Cause, list[str]] = {}
    for title, causes in made:
        if causes and because(causes, agreement):
            for row in causes.rows:
                titles.setdefault(row, []).append(title)
    return cause_rows(titles, agreement)


def unchanged(agreement: Agreement, changes: Sequence[Changed]) -> tuple[str, ...]:
    """Return the titles of the conditions that read as before, if on more evidence."""
    changed = {effect.condition for effect in effects(agreement, changes)}
    titles = (title_in(agreement, c.condition, c.scope) for c in changes)
    return tuple(title for title in titles if title not in changed)


def _told(agreement: Agreement, finding: Finding | None) -> str:
    """Write a finding: its verdict, how far a count has come, and the marks of its days."""
    if finding is None:
        return verdicts.NOT_JUDGED
    condition = agreement.conditions[finding.condition]
    told = verdict_words(condition)
    stood = finding.stood
    parts = [told[finding.verdict]]
    if stood.progress:
        parts.append(progress_of(stood.progress))
    if condition.daily and stood.days:
        marks = [mark_of(day, condition.limit, told=False) for day in stood.days]
        parts.append(" ".join(verdicts.GLYPHS[mark] for mark in marks))
    elif not stood.progress:
        parts.append(verdicts.CAUSES[finding.cause])
    return _JOINT.join(parts)
