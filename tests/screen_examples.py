"""A small made-up agreement and hand-made evaluations, for tests of what people see. Synthetic."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from monitor.agreements.load import load_text
from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.series import Bounds
from monitor.evaluation.verdict import (
    Cause,
    DayVerdict,
    Evaluation,
    Finding,
    Progress,
    Verdict,
)
from monitor.incidents.record import Count, Report, SourceProfile
from monitor.incidents.span import Span
from monitor.incidents.version import Figures, Incident
from monitor.incidents.vocabulary import Grade, Measure

RULES = """
agreement: made-up
title: A made-up truce
status: agreed
calendar: {time_zone: Asia/Damascus, day_starts: "19:00", from: 2016-09-12T19:00}
parties:
  north: {name: North, role: party, aliases: [Northern army]}
  south: {name: South, role: party}
  power: {name: Power, role: sponsor}
  band: {name: The Band, role: outside, clause: C-1}
areas:
  hidden: {unpublished: true, name: the hidden areas}
clauses:
  C-1: {says: Nobody attacks anybody., provenance: secondary, agreed_by: [power]}
classes:
  attack:
    any_kind: [shelling, air_strike]
    by: {role: party}
    against: {role: party, or: civilians}
  flight: {any_kind: [military_flight], by: north}
conditions:
  calm:
    title: Calm
    clause: C-1
    limit: {of: attack, at_most: 0, each: day}
    assumption: None at all is our reading.
  no_flights:
    title: No flights
    clause: C-1
    limit: {of: flight, at_most: 0, each: day, in: hidden}
  counted:
    title: Counted
    clause: C-1
    limit: {of: attack, at_most: 0, each: day, from_counts: centre}
  seven: {title: Seven days, clause: C-1, streak: {of: calm, for: 7 days}}
  access:
    title: Access
    clause: C-1
    attested: {what: access_open, by: [power], fresh_for: 3 days}
readings:
  any_report: {title: Any report is enough, set: {evidence.standard: reported}}
"""

START = datetime(2016, 9, 12, 16, tzinfo=UTC)
"""19:00 in Damascus on the first day."""

DAY = timedelta(days=1)
AT = START + 5 * DAY + timedelta(hours=3)
"""17 September, 22:00 in Damascus: five days ended, the sixth running."""


def agreement() -> Agreement:
    """Return the made-up agreement."""
    return load_text(RULES, "made-up.yaml").agreement


def day(number: int) -> MonitoringDay:
    """Return a day of it, from 1."""
    start = START + (number - 1) * DAY
    return MonitoringDay(number - 1, date(2016, 9, 11) + number * DAY, start, start + DAY)


def judged(
    number: int,
    verdict: Verdict = Verdict.UNDETERMINED,
    cause: Cause = Cause.UNWATCHED,
    *,
    low: int = 0,
    possible: int = 0,
    covered: bool = False,
    policy: str | None = None,
) -> DayVerdict:
    """Return the verdict of a limit of none on a day; the sixth is running."""
    high = possible if covered else None
    bounds = Bounds(low, high, covered, possible)
    return DayVerdict(day(number), day(number), verdict, cause, bounds, 0, number < 6, policy)


QUIET = {"verdict": Verdict.KEPT, "cause": Cause.WITHIN, "covered": True}
BREACH = {"verdict": Verdict.BREACHED, "cause": Cause.EXCEEDED, "low": 1, "possible": 1}


def limit(name: str, days: Sequence[DayVerdict]) -> Finding:
    """Return a finding on a limit, as its last day stands."""
    return Finding(name, None, days[-1].verdict, days[-1].cause, days=tuple(days))


def seven(least: int, most: int, verdict: Verdict = Verdict.NOT_YET) -> Finding:
    """Return a finding on the seven days."""
    return Finding(
        "seven",
        None,
        verdict,
        Cause.COUNTING,
        progress=Progress(least, most, 7, "days"),
        earliest=START + 7 * DAY,
    )


def evaluation(*findings: Finding, account: str | None = None) -> Evaluation:
    """Return an evaluation at 17 September 22:00, known at the same time."""
    return Evaluation(
        "made-up", AT, AT, None, account, in_force=True, ended=None, findings=findings
    )


def count(
    name: str,
    value: int,
    first: float,
    last: float,
    *,
    by: tuple[str, ...] = (),
    cumulative: bool = False,
    source: str = "centre",
    pcodes: tuple[str, ...] = (),
) -> Count:
    """Return a count of incidents from one moment to another, in days from the start."""
    window = Span(start=START + first * DAY, end=START + last * DAY)
    return Count(
        id=name,
        source=source,
        window=window,
        measure=Measure.INCIDENTS,
        value=value,
        by=by,
        cumulative=cumulative,
        pcodes=pcodes,
    )


def profile(source: str, name: str, *sides: str) -> SourceProfile:
    """Return a source that counts these sides."""
    return SourceProfile(id=source, source=source, name=name, sides=sides)


def incident(name: str, first: float, last: float, **said: object) -> Incident:
    """Return an incident between two moments, in days from the start."""
    plain = Incident(
        id=name,
        reports=(name,),
        happened=Span(start=START + first * DAY, end=START + last * DAY),
        kinds=("shelling",),
        by=("Northern army",),
        against=("civilians",),
        pcodes=(),
        purposes=(),
        killed=Figures(),
        injured=Figures(),
        grade=Grade.REPORTED,
    )
    return replace(plain, **said)  # type: ignore[arg-type] - each test names what differs


def report(key: str, **said: object) -> Report:
    """Return a report of the first day, by its key."""
    source, _, name = key.partition("/")
    given = {
        "id": name,
        "source": source,
        "happened": Span(start=START, end=START + DAY),
        "kinds": ("shelling",),
        "by": ("Northern army",),
        "place": "Hilltop",
        **said,
    }
    return Report.model_validate(given)
