"""Days and hours in a row: the least and the most that the record allows."""

from collections.abc import Sequence
from datetime import timedelta

from monitor.agreements.model import Condition, Streak, Unit
from monitor.incidents.known import Known
from monitor.incidents.record import Attestation
from tests.naive.days import Day, speaks_as
from tests.naive.events import standing
from tests.naive.gauge import Case, Gauge
from tests.naive.limits import DayJudge, finished_days, joined, judged_day
from tests.naive.resets import days_since_reset

Progress = tuple[int, int] | None
Reads = tuple[str, Progress] | None
"""A verdict and, for a streak, the least and most days or whole hours; None is not judged."""

HOUR = timedelta(hours=1)


def read_streak(case: Case, streak: Streak, scope: str | None) -> Reads:
    """Return what a streak reads in one scope."""
    condition = case.agreement.conditions[streak.of]
    if streak.certified_by:
        return _met(streak, _certified(case, streak))
    if streak.resets == "by_decision":
        return _met(streak, days_since_reset(case, streak))
    if streak.for_.unit is Unit.HOURS:
        return _hours(case, streak, condition, scope)
    days = finished_days(case)
    judge = DayJudge(case, condition, scope)
    running = judged_day(case)
    if running is not None and running.end > case.at and judge.reads(running) == "breached":
        return _met(streak, (0, 0))
    reads = [judge.reads(day) for day in days]
    least = 0
    while least < len(days) and reads[-1 - least] == "kept":
        least += 1
    most = 0
    while most < len(days) and reads[-1 - most] not in {"breached", "not_in_force"}:
        if not _fits(judge, days[len(days) - 1 - most :]):
            break
        most += 1
    return _met(streak, (min(least, most), most))


def _fits(judge: DayJudge, run: Sequence[Day]) -> bool:
    """Whether every window that starts a run of days may have kept a daily `at_most`."""
    limit = judge.limit
    if not limit.at_most or limit.each.count != 1:
        return True
    for end in range(1, len(run) + 1):
        window = run[:end]
        numbers = [judge.gauge.number(day.start) or 0 for day in window]
        if judge.gauge.tally(joined(window, judge.case.at)).low > sum(numbers):
            return False
    return True


def _met(streak: Streak, progress: tuple[int, int]) -> Reads:
    least, most = progress
    if least >= streak.for_.count:
        return "kept", progress
    return ("undetermined" if most >= streak.for_.count else "not_yet"), progress


def _hours(case: Case, streak: Streak, condition: Condition, scope: str | None) -> Reads:
    """Judge the time since the last event that may count, and since the last that must."""
    gauge = Gauge(case, condition, scope)
    start = case.current[0] if case.current else case.start
    latest = [start]
    for event in gauge.mays():
        if gauge.figure(event)[1] != 0 and event.last >= start:
            point = event.first == event.last
            latest.append(event.last if point else event.last + timedelta(microseconds=1))
    latest += [end for first, end in gauge.unwatched if end > start]
    past = [event for event in gauge.musts() if event.last < case.at]
    earliest = [start, *(event.first for event in past if gauge.figure(event)[0] > 0)]
    least = case.at - min(max(latest), case.at)
    most = case.at - max(earliest)
    progress = int(least // HOUR), int(most // HOUR)
    needed = streak.for_.count * HOUR
    if least >= needed:
        return "kept", progress
    return ("undetermined" if most >= needed else "not_yet"), progress


def _certified(case: Case, streak: Streak) -> tuple[int, int]:
    """Count the finished days up to the last that all the named parties attested as adherence."""
    run = 0
    for day in reversed(finished_days(case)):
        if not all(_certifies(case, party, day) for party in streak.certified_by):
            break
        run += 1
    return run, run


def _certifies(case: Case, party: str, day: Day) -> bool:
    words = [
        each.record
        for each in attestations(case, "adherence")
        if speaks_as(case.agreement, each.record.by, party, day.start)
        and each.record.during.start <= day.start
        and day.end <= each.record.during.end
    ]
    return bool(words) and words[-1].holds


def attestations(case: Case, what: str) -> list[Known[Attestation]]:
    """Return what is attested of a duty, in order of recording; in an account, by its source."""
    return [
        each
        for each in standing(case.versions, Attestation, case.known)
        if each.record.agreement == case.agreement.id
        and each.record.what == what
        and case.account in {None, each.record.source}
    ]
