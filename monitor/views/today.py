"""*Today*: how an agreement stands at one instant, on what was known at another.

What is certain leads; what cannot be established names one cause; limits of knowledge are said
once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.agreements.model import Agreement, Unit
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.mark import Mark
from monitor.evaluation.verdict import Evaluation
from monitor.views.coming import Coming, coming, days_of
from monitor.views.conclusions import Concluding, Conclusion
from monitor.views.entries import Entry, entries
from monitor.views.figures import Series, series
from monitor.views.folding import folded
from monitor.views.marks import Strip, base_of, strip_of, strips, titled
from monitor.views.naming import agreement_title
from monitor.views.onrecord import OnRecord
from monitor.views.rhythms import gaps_seen
from monitor.views.rivals import Rival, accounts, readings
from monitor.views.serious import Serious, serious
from monitor.views.sources import Sources
from monitor.views.standings import PhaseLine, phase_lines
from monitor.words import moments, names_of, phrasing, silence, times, today_page

STALE_AFTER = timedelta(hours=24)
"""How long nothing may have become known before the page says so."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a page shows: how it may be passed on, of which agreement, at and known when."""

    handling: str
    title: str
    at: str
    known: str
    reconstructed: str

    @property
    def moments(self) -> str:
        """At which moment, and as known when."""
        return f"{self.at} · {self.known}"


@dataclass(frozen=True, slots=True)
class Clock:
    """How far a count of days has come, in one sentence."""

    condition: str
    scope: str | None
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the page draws."""

    header: Header
    state: tuple[str, ...]
    phases: tuple[PhaseLine, ...]
    certain: tuple[Conclusion, ...]
    unclear: tuple[Conclusion, ...]
    clocks: tuple[Clock, ...]
    strips: tuple[Strip, ...]
    series: tuple[Series, ...]
    readings: tuple[Rival, ...]
    accounts: tuple[Rival, ...]
    mute: tuple[str, ...]
    entries: tuple[Entry, ...]
    serious: tuple[Serious, ...]
    unseen: tuple[str, ...]
    coming: tuple[Coming, ...]


def today(
    agreement: Agreement,
    official: Evaluation,
    record: OnRecord,
    *,
    variants: Mapping[str, Agreement],
    by_reading: Mapping[str, Evaluation],
    by_account: Mapping[str, Evaluation],
    reconstructed: bool,
    latest: bool = False,
    ended: datetime | None = None,
) -> Today:
    """Return what *Today* shows.

    Args:
        agreement: The terms, without any reading.
        official: Its evaluation, of no account.
        record: What was known at `official.known`.
        variants: The agreement under each reading.
        by_reading: The evaluation under each reading.
        by_account: The evaluation of each source's account.
        reconstructed: Whether knowledge times are publication dates.
        latest: Whether `known` is the present moment.
        ended: When the agreement went out of force, at `official.at` or before; None if not.
    """
    drawn = strips(agreement, official, by_account.values())
    conclusions = Concluding(agreement, official, drawn, record).all()
    sources = Sources.at(agreement, record.by_source, official.at)
    days = days_of(official)
    counted = series(
        agreement, days, [c for c in record.counts if c.window.end <= official.at], sources
    )
    heard = {agreement.id, *agreement.also_under}
    deciding = [done for done in record.decisions if done.agreement in heard]
    told, mute = accounts(agreement, by_account, sources)
    return Today(
        header(agreement, official.at, official.known, reconstructed=reconstructed, latest=latest),
        tuple(_state(agreement, official, record, ended or official.ended)),
        tuple(phase_lines(agreement, official)),
        folded([c for c in conclusions if c.certain]),
        folded([c for c in conclusions if not c.certain]),
        tuple(_clocks(agreement, official, drawn)),
        drawn,
        counted,
        readings(variants, by_reading),
        told,
        mute,
        tuple(entries(agreement, record, official.at)),
        serious(agreement, record.uncounted, record.reports),
        (
            *_unseen(agreement, official, counted, sources),
            *gaps_seen(days, record.gaps, sources, agreement.zone),
        ),
        tuple(coming(agreement, official, deciding, variants, by_reading)),
    )


def header(
    agreement: Agreement,
    at: datetime,
    known: datetime,
    *,
    reconstructed: bool,
    latest: bool = False,
) -> Header:
    """Return what every page says first."""
    zone = agreement.zone
    told = moments.KNOWN_THEN.format(time=times.full(known, zone))
    if latest:
        told = moments.KNOWN_NOW
    elif known == at:
        told = moments.KNOWN_SAME
    return Header(
        names_of.HANDLING[agreement.handling],
        agreement_title(agreement),
        moments.AT.format(time=times.full(at, zone)),
        told,
        moments.RECONSTRUCTED if reconstructed else "",
    )


def _state(
    agreement: Agreement, official: Evaluation, record: OnRecord, ended: datetime | None
) -> Iterable[str]:
    """Say what has to be known first: proposed, over, not begun, or nothing new for long."""
    zone = agreement.zone
    if agreement.proposed:
        yield today_page.PROPOSED
    if ended is not None:
        yield today_page.ENDED.format(time=times.full(ended, zone))
    elif not official.in_force:
        yield today_page.NOT_BEGUN
    elif record.newest is not None and official.at - record.newest > STALE_AFTER:
        hours = (official.at - record.newest) // timedelta(hours=1)
        ago = phrasing.number(hours, "hour")
        yield silence.STALE.format(ago=ago, time=times.full(record.newest, zone))


def _clocks(agreement: Agreement, official: Evaluation, drawn: Sequence[Strip]) -> Iterable[Clock]:
    for finding in official.findings:
        streak = agreement.conditions[finding.condition].streak
        base = base_of(agreement, finding.condition)
        strip = strip_of(drawn, base, finding.scope)
        if streak is None or strip is None or not strip.days:
            continue
        calendar = MonitoringCalendar(agreement.calendar, ())
        start = strip.days[0].start
        end = start + streak.for_.elapsed
        if streak.for_.unit is Unit.DAYS:
            end = calendar.begins(strip.days[0].date + timedelta(days=streak.for_.count))
        reached = official.at if official.in_force else (official.ended or official.at)
        hour = timedelta(hours=1)
        sentence = phrasing.ended_days(
            ended=len(strip.ended),
            confirmed=strip.count(Mark.CONFIRMED),
            reported=strip.count(Mark.REPORTED),
            quiet=strip.count(Mark.QUIET),
            elapsed=(reached - start) // hour,
            whole=(end - start) // hour,
        )
        title = titled(agreement, finding)
        yield Clock(finding.condition, finding.scope, title, sentence)


def _unseen(
    agreement: Agreement, official: Evaluation, counted: Sequence[Series], sources: Sources
) -> Iterable[str]:
    """Return the limits of knowledge, said once for the whole page."""
    terms = agreement.conditions
    of_limits = [f for f in official.findings if not terms[base_of(agreement, f.condition)].duty]
    judged = [d for f in of_limits for d in f.stood.days]
    if judged and not any(day.bounds.covered for day in judged):
        yield silence.NOTHING_SEEN
    for source in dict.fromkeys(s.source for s in counted if s.silent_on):
        sides, others = sources.sides(source), sources.silent_on(source)
        yield silence.ONE_SIDED.format(
            source=sources.name(source),
            sides=phrasing.listed(sides),
            others=phrasing.listed(others),
        )
    limits = [terms.limit for terms in agreement.conditions.values() if terms.limit]
    used = {area for limit in limits for area in (limit.in_, agreement.classes[limit.of].in_)}
    for area in sorted(name for name in used if name):
        if agreement.areas[area].unpublished:
            name = agreement.areas[area].name or area.replace("_", " ")
            yield silence.UNPUBLISHED.format(area=name)
