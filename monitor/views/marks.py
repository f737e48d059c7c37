"""The mark of a day: what its verdict, the reports below it and the watch say together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.agreements.model import Agreement, Condition, Limit
from monitor.evaluation.verdict import Cause, DayVerdict, Evaluation, Finding, Verdict
from monitor.words import owing, verdicts


class Mark(StrEnum):
    """What can be drawn of a day; never a colour for a day that nobody watched.

    `DONE` is of duties alone: nothing on record is owed any more, whoever was watching.
    """

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    QUIET = "quiet"
    DONE = "done"
    UNWATCHED = "unwatched"
    NOBODY_ASKED = "nobody_asked"
    NOT_IN_FORCE = "not_in_force"


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


def mark_of(verdict: DayVerdict, limit: Limit | None, *, told: bool) -> Mark:
    """Return the mark of one day judged; `limit` is None for a duty.

    A limit on one source's counts is at most reported: a single source confirms nothing.
    """
    if verdict.verdict is Verdict.NOT_IN_FORCE:
        return Mark.NOT_IN_FORCE
    if verdict.verdict is Verdict.BREACHED and verdict.policy is None:
        counted = limit is not None and limit.from_counts is not None
        return Mark.REPORTED if counted else Mark.CONFIRMED
    if told or _possible(verdict, limit):
        return Mark.REPORTED
    if limit is None:
        return _mark_of_duty(verdict)
    seen = verdict.bounds.covered and verdict.cause is not Cause.NO_BASELINE
    return Mark.QUIET if seen else Mark.UNWATCHED


def _mark_of_duty(verdict: DayVerdict) -> Mark:
    """Return the mark of a day of a duty on which nothing on record is, or may be, a breach."""
    if verdict.cause is Cause.NOBODY_ASKED:
        return Mark.NOBODY_ASKED
    if not verdict.bounds.covered:
        return Mark.UNWATCHED
    # Else what asked is not certain, but answered it is: whether anybody asked stays open.
    done = verdict.verdict is Verdict.KEPT or verdict.cause is Cause.RUNNING
    return Mark.DONE if done else Mark.NOBODY_ASKED


def _possible(verdict: DayVerdict, limit: Limit | None) -> bool:
    """Whether what is on record, confirmed or not, would be a breach."""
    if limit is None:
        return verdict.bounds.possible > 0
    most = verdict.surely_within
    if most is None or limit.at_most is None:
        return False
    return verdict.bounds.possible > most


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
