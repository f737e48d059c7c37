"""What changes on its own: the end of a day, the first moment to be met, what runs out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor import words
from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.verdict import Evaluation
from monitor.incidents.record import Decision
from monitor.views.marks import titled
from monitor.views.rivals import found_in, main_condition


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
    zone = ZoneInfo(agreement.calendar.time_zone)
    dates: dict[datetime, dict[str, None]] = {}
    met: dict[datetime, dict[str, None]] = {}

    def add(instant: datetime | None, what: str, to: dict[datetime, dict[str, None]]) -> None:
        if instant is not None and instant > official.at:
            to.setdefault(instant, {})[what] = None

    for day in days_of(official)[-1:]:
        add(day.end, words.NEXT_DAY_ENDS.format(number=day.grid + 1), dates)
    for finding in official.findings:
        add(finding.earliest, titled(agreement, finding), met)
    for name, evaluation in by_reading.items():
        found = found_in(evaluation, main_condition(variants[name]))
        if found:
            add(found.earliest, agreement.readings[name].title, met)
    for instant, titles in met.items():
        add(instant, words.NEXT_CAN_BE_MET.format(titles="; ".join(titles)), dates)
    for done in decisions:
        what = done.what.replace("_", " ")
        add(done.until, words.NEXT_RUNS_OUT.format(by=done.by, what=what), dates)
        add(done.effective.start, words.NEXT_EFFECT.format(by=done.by, what=what), dates)
    for instant in sorted(dates):
        when = words.short_time(instant, zone)
        yield Coming(instant, when, "; ".join(dates[instant]))


def days_of(official: Evaluation) -> tuple[MonitoringDay, ...]:
    """Return the days judged so far."""
    judged = [(finding.at_end or finding).days for finding in official.findings]
    longest = max(judged, key=len, default=())
    return tuple(verdict.day for verdict in longest)
