"""Local time, the agreement in force, and its monitoring days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement, Dated
from monitor.incidents.known import Known
from monitor.incidents.record import Decision
from monitor.incidents.span import FOREVER
from tests.naive.actors import normal

ALWAYS = datetime(1, 1, 2, tzinfo=UTC)


@lru_cache(maxsize=100_000)
def instant(local: datetime, zone: str) -> datetime:
    """Return the first instant at which clocks in the zone show `local`.

    Args:
        local: A naive wall-clock time.
        zone: An IANA name.

    Returns:
        An aware UTC datetime. A time that clocks skip is the instant at which they skip it; one
        that they show twice is the first of the two.
    """
    there = ZoneInfo(zone)
    first, second = (local.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        return first
    moment = second.replace(second=0, microsecond=0)
    while moment.astimezone(there).replace(tzinfo=None) < local:
        moment += timedelta(minutes=1)
    return moment


def bounds(dated: Dated, zone: str) -> tuple[datetime, datetime]:
    """Return the instants between which a dated term holds, the second excluded."""
    first = ALWAYS if dated.from_ is None else instant(dated.from_, zone)
    return first, FOREVER if dated.until is None else instant(dated.until, zone)


def holds(dated: Dated, moment: datetime, zone: str) -> bool:
    """Whether a dated term holds at an instant."""
    first, end = bounds(dated, zone)
    return first <= moment < end


def in_force(
    agreement: Agreement, decisions: Sequence[Known[Decision]]
) -> list[tuple[datetime, datetime]]:
    """Return the half-open intervals, in order, in which the agreement is in force.

    It runs from the calendar's `from` to its `until`, without the time in which a decision to
    end or suspend it stands: from the first instant it may take effect until its own `until`, or
    until a later decision resumes the agreement.
    """
    zone = agreement.calendar.time_zone
    first = instant(agreement.calendar.from_, zone)
    last = FOREVER
    if agreement.calendar.until is not None:
        last = instant(agreement.calendar.until, zone)
    stopped, resumed = _decided(agreement, decisions)
    pauses = []
    for start, until in stopped:
        after = [again for again in resumed if again > start]
        pauses.append((start, min([until, *after])))
    marks = sorted({first, last, *(mark for pause in pauses for mark in pause)})
    pieces: list[tuple[datetime, datetime]] = []
    for start, end in pairwise(marks):
        if not first <= start < last or any(pause[0] <= start < pause[1] for pause in pauses):
            continue
        if pieces and pieces[-1][1] == start:
            start = pieces.pop()[0]  # noqa: PLW2901  # the piece goes on
        pieces.append((start, end))
    return pieces


def _decided(
    agreement: Agreement, decisions: Sequence[Known[Decision]]
) -> tuple[list[tuple[datetime, datetime]], list[datetime]]:
    """Return when the agreement was ended, and until when, and the instants of its resumption."""
    stopped: list[tuple[datetime, datetime]] = []
    resumed: list[datetime] = []
    ends = agreement.ends
    if ends is None:
        return stopped, resumed
    for known in decisions:
        decision = known.record
        if decision.agreement != agreement.id:
            continue
        if not any(
            speaks_as(agreement, decision.by, who, decision.effective.start) for who in ends.by
        ):
            continue
        if decision.what in ends.decided:
            stopped.append((decision.effective.start, decision.until or FOREVER))
        elif decision.what in ends.resumed:
            resumed.append(decision.effective.start)
    return stopped, resumed


def speaks_as(agreement: Agreement, text: str, who: str, moment: datetime) -> bool:
    """Whether the `by` of a decision or attestation means `who`, a party's or source's id."""
    if normal(text) == normal(who):
        return True
    party = agreement.parties.get(who)
    if party is None:
        return False
    zone = agreement.calendar.time_zone
    aliases = [alias.name for alias in party.aliases if holds(alias, moment, zone)]
    return normal(text) in {normal(name) for name in (party.name, *aliases)}


@dataclass(frozen=True)
class Day:
    """A monitoring day, named by the local date of its start; [start, end) as cut."""

    date: date
    start: datetime
    end: datetime


def counted_days(
    agreement: Agreement, force: Sequence[tuple[datetime, datetime]], at: datetime
) -> list[list[Day]]:
    """Return the days that count and start before `at`: one list for each interval in force."""
    return [_days_between(agreement, first, last, at) for first, last in force]


def _days_between(agreement: Agreement, first: datetime, last: datetime, at: datetime) -> list[Day]:
    calendar = agreement.calendar
    name = first.astimezone(ZoneInfo(calendar.time_zone)).date() - timedelta(days=2)
    days: list[Day] = []
    while True:
        start = _start(agreement, name)
        end = _start(agreement, name + timedelta(days=1))
        if start >= min(at, last):
            return days
        cut = Day(name, max(start, first), min(end, last))
        whole = (cut.start, cut.end) == (start, end)
        if cut.start < min(cut.end, at) and (whole or calendar.partial_days == "counted"):
            days.append(cut)
        name += timedelta(days=1)


def _start(agreement: Agreement, name: date) -> datetime:
    calendar = agreement.calendar
    return instant(datetime.combine(name, calendar.day_starts), calendar.time_zone)
