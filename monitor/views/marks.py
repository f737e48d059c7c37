"""The marks of the days of each condition, and what they are called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.agreements.model import Agreement, Condition
from monitor.evaluation.mark import Mark, mark_of
from monitor.evaluation.verdict import DayVerdict, Evaluation, Finding, Verdict
from monitor.words import owing, verdicts


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """One day of a strip: `number` from 1, [start, end) in UTC, named by its local date."""

    number: int
    date: date
    start: datetime
    end: datetime
    mark: Mark
    finished: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The marks of one condition (in one scope), oldest day first.

    `duty` says which kind of duty it is, `efforts` that the text asks for best efforts.
    """

    condition: str
    scope: str | None
    title: str
    days: tuple[MarkedDay, ...]
    duty: str | None = None
    efforts: bool = False

    def says(self, mark: Mark) -> str:
        """Write what a mark says of this condition: of a duty, how its answers stand."""
        if self.duty:
            return owing.MARKS[self.duty][mark]
        return (verdicts.SHORT if self.efforts else verdicts.MARKS)[mark]

    @property
    def ended(self) -> tuple[MarkedDay, ...]:
        """The days that are over."""
        return tuple(day for day in self.days if day.finished)

    def count(self, mark: Mark) -> int:
        """How many ended days carry a mark."""
        return sum(day.mark is mark for day in self.ended)


def strips(
    agreement: Agreement, official: Evaluation, accounts: Iterable[Evaluation]
) -> tuple[Strip, ...]:
    """Return the strip of every daily condition, in the order of the rule file."""
    told = breached_on(accounts)
    return tuple(
        strip(agreement, finding, told)
        for finding in official.findings
        if agreement.conditions[finding.condition].daily and finding.stood.days
    )


def strip(
    agreement: Agreement, finding: Finding, told: Mapping[tuple[str, str | None], set[date]]
) -> Strip:
    """Return the strip of a daily condition; `told` are the days breached by some account."""
    condition = agreement.conditions[finding.condition]
    days = finding.stood.days
    reported = told.get((finding.condition, finding.scope), set())
    marked = tuple(
        MarkedDay(
            verdict.day.grid + 1,
            verdict.day.date,
            verdict.day.start,
            verdict.day.end,
            mark_of(verdict, condition.limit, told=verdict.day.date in reported),
            verdict.finished,
        )
        for verdict in days
    )
    duty = condition.duty.kind if condition.duty else None
    title = titled(agreement, finding)
    efforts = condition.best_efforts
    return Strip(finding.condition, finding.scope, title, marked, duty, efforts)


def breached_on(accounts: Iterable[Evaluation]) -> dict[tuple[str, str | None], set[date]]:
    """Return by condition and scope the days that are breached on some account."""
    told: dict[tuple[str, str | None], set[date]] = {}
    for account in accounts:
        for finding in account.findings:
            days = {d.day.date for d in finding.stood.days if broken(d)}
            told.setdefault((finding.condition, finding.scope), set()).update(days)
    return told


def last_confirmed(finding: Finding) -> date | None:
    """Return the last day of a limit that is breached on the record alone; None for none."""
    days = finding.stood.days if finding.progress is None else ()
    confirmed = [d.day.date for d in days if broken(d) and d.policy is None]
    return confirmed[-1] if confirmed else None


def broken(verdict: DayVerdict) -> bool:
    """Whether a day is breached."""
    return verdict.verdict is Verdict.BREACHED


def titled(agreement: Agreement, finding: Finding) -> str:
    """Return the title of a condition, with its area or party where it is judged for each."""
    return title_in(agreement, finding.condition, finding.scope)


def title_in(agreement: Agreement, name: str, scope: str | None) -> str:
    """Return the title of a condition, with the area or party named."""
    title = title_of(name, agreement.conditions[name])
    return f"{title}: {scope_name(agreement, scope)}" if scope else title


def title_of(name: str, condition: Condition) -> str:
    """Return a condition's title, or its name where it has none."""
    return condition.title or name.replace("_", " ")


def scope_name(agreement: Agreement, scope: str) -> str:
    """Return the name of the area or party a condition is judged for."""
    if scope in agreement.areas:
        return agreement.areas[scope].name or scope.replace("_", " ")
    return agreement.parties[scope].name if scope in agreement.parties else scope


def base_of(agreement: Agreement, name: str) -> str:
    """Return the condition whose days another counts; any other is its own."""
    counts = agreement.conditions[name].counts
    return counts or name


def strip_of(found: Sequence[Strip], condition: str, scope: str | None) -> Strip | None:
    """Return the strip of a condition, or None where it has no days."""
    return next((s for s in found if (s.condition, s.scope) == (condition, scope)), None)
