"""Days of a limit that read otherwise at another moment of knowledge."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.mark import Mark, mark_of
from monitor.evaluation.verdict import DayVerdict, Evaluation, Finding
from monitor.views.marks import breached_on
from monitor.views.onrecord import OnRecord
from monitor.words import owing, verdicts


@dataclass(frozen=True)
class Side:
    """What is said at one moment of knowledge, and on what record.

    `accounts` are the evaluations of each source's account, by source. `ended` is when the
    agreement went out of force by the moment looked at, None if it had not.
    """

    official: Evaluation
    record: OnRecord
    accounts: Mapping[str, Evaluation] = field(default_factory=dict)
    ended: datetime | None = None

    def finding(self, condition: str, scope: str | None) -> Finding | None:
        """Return how a condition stands, or stood at the end; None where it is not judged."""
        for found in self.official.findings:
            if (found.condition, found.scope) == (condition, scope):
                return found.stood
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """A day on one side: its verdict, its mark, and the mark without any account.

    `told_by` are the sources whose account has a breach on it. `duty` is which kind of duty it is
    of; None for any other condition.
    """

    verdict: DayVerdict
    mark: Mark
    plain: Mark
    told_by: frozenset[str]
    duty: str | None = None

    @property
    def says(self) -> str:
        """What its mark says: of a duty, how what is owed stands."""
        return (owing.MARKS[self.duty] if self.duty else verdicts.MARKS)[self.mark]


@dataclass(frozen=True, slots=True)
class Shift:
    """A day whose mark or verdict differs; a side on which it is not judged is None."""

    number: int
    date: date
    then: Reading | None
    later: Reading | None

    @property
    def in_itself(self) -> bool:
        """Whether it differs already before any source's account is asked."""
        if self.then is None or self.later is None:
            return False
        return _in_itself(self.then) != _in_itself(self.later)

    @property
    def accounts(self) -> tuple[str, ...]:
        """The sources whose account makes its mark on one side; none where no account does.

        A mark hangs on accounts where they have a breach on one side alone, and nothing else
        on that side gives it the same mark.
        """
        if self.then is None or self.later is None:
            return ()
        one, other = self.then, self.later
        if bool(one.told_by) == bool(other.told_by):
            return ()
        told = one if one.told_by else other
        return tuple(sorted(told.told_by)) if told.mark is not told.plain else ()


@dataclass(frozen=True, slots=True)
class Question:
    """A condition on a day to be explained on both sides, on an account where one is named."""

    condition: str
    scope: str | None
    day: date
    account: str | None = None


def shifts(
    agreement: Agreement, condition: str, scope: str | None, then: Side, now: Side
) -> tuple[Shift, ...]:
    """Return the days of a daily condition that read otherwise, oldest first."""
    before = _readings(agreement, condition, scope, then)
    after = _readings(agreement, condition, scope, now)
    found = []
    for day in sorted({**before, **after}):
        old, new = before.get(day), after.get(day)
        either = new or old
        if either is not None and _read(old) != _read(new):
            found.append(Shift(either.verdict.day.grid + 1, day, old, new))
    return tuple(found)


def questions(condition: str, scope: str | None, found: Sequence[Shift]) -> Iterator[Question]:
    """Yield what has to be explained to tell which records make days read otherwise."""
    for shift in found:
        if shift.in_itself:
            yield Question(condition, scope, shift.date)
        for account in shift.accounts:
            yield Question(condition, scope, shift.date, account)


def _readings(
    agreement: Agreement, condition: str, scope: str | None, side: Side
) -> dict[date, Reading]:
    finding = side.finding(condition, scope)
    limit, duty = agreement.conditions[condition].limit, agreement.conditions[condition].duty
    told = {
        source: breached_on([account]).get((condition, scope), set())
        for source, account in side.accounts.items()
    }
    found = {}
    for verdict in finding.days if finding else ():
        day = verdict.day.date
        by = frozenset(source for source, days in told.items() if day in days)
        plain = mark_of(verdict, limit, told=False)
        mark = mark_of(verdict, limit, told=bool(by))
        found[day] = Reading(verdict, mark, plain, by, duty.kind if duty else None)
    return found


def _read(reading: Reading | None) -> tuple[object, ...]:
    return (reading.mark, reading.verdict.verdict) if reading else ()


def _in_itself(reading: Reading) -> tuple[object, ...]:
    return (reading.plain, reading.verdict.verdict)
