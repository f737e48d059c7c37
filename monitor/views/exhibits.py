"""The accounts, counts and claims that bear on one day, one row each; none added to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.incidents.record import Count, Entry, Report
from monitor.incidents.version import Incident
from monitor.views.answering import whose
from monitor.views.counting import reasons_of, stands_as
from monitor.views.onrecord import OnRecord
from monitor.views.serious import described
from monitor.views.sources import Sources
from monitor.views.telling import claimed, figure, stated
from monitor.words import names_of, phrasing, silence, times, why_page

SAID_BEFORE = timedelta(days=1)
"""How long before the day a statement may have been made to be shown beside it."""

GAPS_NAMED = 3
"""How many unwatched stretches are written out."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One account or count that bears on the day: how it counts, and why not for certain."""

    stands: str
    source: str
    side: str
    when: str
    what: str
    by: str
    whose: str
    against: str
    place: str
    figure: str
    grade: str
    why: str
    record: str
    published: str


def accounts_of(incident: Incident) -> tuple[str, ...]:
    """Return the keys of the reports to show for an incident: those that assert it, and its id.

    The id may be that of a reply, which asserts nothing and is shown all the same.
    """
    return tuple(dict.fromkeys((*incident.reports, incident.id)))


@dataclass(frozen=True, slots=True)
class Said:
    """A claim: when it was made, by whom, what, and the record it stands in."""

    when: str
    who: str
    what: str
    record: str


@dataclass(frozen=True)
class Exhibiting:
    """Writes the rows of one explanation."""

    agreement: Agreement
    explanation: Explanation
    record: OnRecord
    sources: Sources
    zone: ZoneInfo

    def exhibits(self, account: str | None) -> Iterable[Exhibit]:
        """Return what counts, what may, the counts of the time, and what does not count."""
        for item in (*self.explanation.certain, *self.explanation.possible):
            yield from self._incident(item)
        counts = self.explanation.counts or self._counts(account)
        stands = why_page.ACCOUNT_COUNT if self.explanation.counts else why_page.COUNT_STANDS
        for count in counts:
            yield self._count(count, stands)
        for item in self.explanation.left_out:
            yield from self._incident(item)

    def _incident(self, item: Evidence) -> Iterable[Exhibit]:
        stands, why = stands_as(item), phrasing.listed(reasons_of(item))
        told = whose(self.agreement, item)
        for key in accounts_of(item.incident):
            report = self.record.reports.get(key)
            if report is not None:
                yield self._report(report, stands, names_of.GRADES[item.incident.grade], why, told)

    def _report(self, report: Report, stands: str, grade: str, why: str, told: str) -> Exhibit:
        if report.disputes:
            told = ""
            what = names_of.DISPUTES[report.disputes]
            stands, why = why_page.A_REPLY, why_page.DENIES.format(what=what)
        return Exhibit(
            stands=stands,
            source=self.sources.name(report.source),
            side=self._side(report.source),
            when=times.span(report.happened.start, report.happened.end, self.zone),
            what=phrasing.kinds(report.kinds),
            by=phrasing.actors(report.by),
            whose=told,
            against=phrasing.actors(report.against),
            place=report.place,
            figure=stated(report.killed),
            grade=grade,
            why=why,
            record=report.key,
            published=self._published(report),
        )

    def _count(self, count: Count, stands: str) -> Exhibit:
        return Exhibit(
            stands=stands,
            source=self.sources.name(count.source),
            side=self._side(count.source),
            when=times.span(count.window.start, count.window.end, self.zone),
            what=figure(count),
            by=phrasing.actors(count.by),
            whose="",
            against=phrasing.actors(count.against),
            place=count.place,
            figure="",
            grade="",
            why="",
            record=count.key,
            published=self._published(count),
        )

    def _side(self, source: str) -> str:
        sides = self.sources.sides(source)
        return silence.COUNTED_SIDE.format(sides=phrasing.listed(sides)) if sides else ""

    def _published(self, entry: Entry) -> str:
        return times.short(entry.published_at, self.zone) if entry.published_at else ""

    def _counts(self, account: str | None) -> list[Count]:
        """Return the whole-country counts whose window touches the one judged."""
        window = self.explanation.window
        if window is None:
            return []
        found = [
            c
            for c in self.record.counts
            if c.window.touches(*window) and not c.pcodes and account in {None, c.source}
        ]
        return sorted(found, key=lambda c: (c.source, c.window.start, c.window.end, c.key))

    def watch(self) -> Iterable[str]:
        """Say who was watching, and when nobody watched all that has to be watched."""
        gaps = [times.window(*gap, self.zone) for gap in self.explanation.gaps]
        if gaps:
            more = len(gaps) - GAPS_NAMED
            told = phrasing.listed(gaps[:GAPS_NAMED])
            told += why_page.MORE_GAPS.format(count=more) if more > 0 else ""
            yield why_page.UNWATCHED_GAPS.format(gaps=told)
        if self.explanation.watching:
            names = [self.sources.name(source) for source in self.explanation.watching]
            yield why_page.WATCHED_BY.format(sources=phrasing.listed(names))

    def nearest(self) -> Iterable[str]:
        """Say which incidents lie nearest outside the window."""
        for phrase, incident in (
            (why_page.NEAREST_BEFORE, self.explanation.before),
            (why_page.NEAREST_AFTER, self.explanation.after),
        ):
            if incident is not None:
                what = described(incident, self.record.reports, self.zone)
                yield phrase.format(what=what)

    def said(self, at: datetime) -> Iterable[Said]:
        """Return the claims made on the day, or shortly before it, newest first.

        For what is judged on no day, those made shortly before the moment looked at.
        """
        window = self.explanation.window or (at - SAID_BEFORE, at)
        start, end = window[0] - SAID_BEFORE, min(window[1], at)
        made = [s for s in self.record.statements if s.made.touches(start, end)]
        for statement in sorted(made, key=lambda s: (s.made.start, s.key), reverse=True):
            yield Said(
                times.span(statement.made.start, statement.made.end, self.zone),
                statement.actor,
                claimed(statement),
                statement.key,
            )
