"""What changes on its own: the end of a day, the first moment to be met, what runs out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.owed import Owed
from monitor.evaluation.verdict import Evaluation
from monitor.incidents.record import Decision
from monitor.views.marks import titled
from monitor.views.rivals import found_in, main_condition
from monitor.views.standings import title_of_phase
from monitor.views.telling import named, under
from monitor.words import times, today_page


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that changes on its own at an instant after `at`."""

    instant: datetime
    when: str
    what: str


def coming(
    agreement: Agreement,
    official: Evaluation,
    decisions: Sequence[Decision],
    variants: Mapping[str, Agreement],
    by_reading: Mapping[str, Evaluation],
) -> Iterable[Coming]:
    """Return what changes on its own after `at`, soonest first; a date once, with all it brings."""
    zone = agreement.zone
    dates = _Dates(official.at)
    for day in days_of(official)[-1:]:
        dates.add(day.end, today_page.NEXT_DAY_ENDS.format(number=day.grid + 1))
    dates.add_all(_terms(agreement, official), today_page.NEXT_TERM)
    dates.add_all(_runs_out(agreement, official), today_page.NEXT_RUN_OUT)
    dates.add_all(
        _can_be_met(agreement, official, variants, by_reading), today_page.NEXT_CAN_BE_MET
    )
    for done in decisions:
        what = named(done.what) + under(done, agreement)
        dates.add(done.until, today_page.NEXT_RUNS_OUT.format(by=done.by, what=what))
        dates.add(done.effective.start, today_page.NEXT_EFFECT.format(by=done.by, what=what))
    for instant, told in sorted(dates.found.items()):
        yield Coming(instant, times.short(instant, zone), "; ".join(told))


Titles = Iterator[tuple[datetime | None, str]]
"""The instant at which something comes, or None for never, with its title."""


@dataclass(frozen=True)
class _Dates:
    """Gathers what comes after a moment, each thing once."""

    after: datetime
    found: dict[datetime, dict[str, None]] = field(default_factory=dict)

    def add(self, instant: datetime | None, what: str) -> None:
        if instant is not None and instant > self.after:
            self.found.setdefault(instant, {})[what] = None

    def add_all(self, titles: Titles, phrase: str) -> None:
        """Add what comes, that of one instant in one phrase."""
        together: dict[datetime, dict[str, None]] = {}
        for instant, title in titles:
            if instant is not None:
                together.setdefault(instant, {})[title] = None
        for instant, found in together.items():
            self.add(instant, phrase.format(titles="; ".join(found)))


def _can_be_met(
    agreement: Agreement,
    official: Evaluation,
    variants: Mapping[str, Agreement],
    by_reading: Mapping[str, Evaluation],
) -> Titles:
    """Yield the counts that are not met yet, with when they can be at the earliest."""
    for finding in official.findings:
        yield finding.earliest, titled(agreement, finding)
    for name, evaluation in by_reading.items():
        main = found_in(evaluation, main_condition(variants[name]))
        if main:
            yield main.earliest, agreement.readings[name].title


def _terms(agreement: Agreement, official: Evaluation) -> Titles:
    """Yield the duties of which a term is still running, with when it ends."""
    for finding in official.findings:
        yield finding.deadline, titled(agreement, finding)
        for owed in finding.obligations:
            if owed.state is Owed.PENDING:
                yield owed.deadline, titled(agreement, finding)


def _runs_out(agreement: Agreement, official: Evaluation) -> Titles:
    """Yield the phases that run out for somebody, with when."""
    for one in official.phases:
        yield one.until, title_of_phase(agreement, one.phase)


def days_of(official: Evaluation) -> tuple[MonitoringDay, ...]:
    """Return the days judged so far."""
    judged = [finding.stood.days for finding in official.findings]
    longest = max(judged, key=len, default=())
    return tuple(verdict.day for verdict in longest)
