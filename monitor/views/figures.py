"""What sources count, day by day and source by source; figures are never added across sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement, Role
from monitor.agreements.names import Roster
from monitor.evaluation.calendar import MonitoringDay
from monitor.incidents.record import Count
from monitor.views.sources import Sources
from monitor.views.telling import amount
from monitor.words import names_of, phrasing, times, today_page


@dataclass(frozen=True, slots=True)
class Figure:
    """What a source states for one day: None where it states nothing, which is not zero.

    `previous` is its figure for the day before. `text` writes the figure with its bound.
    """

    number: int
    value: int | None
    previous: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """One source's daily figures of one measure for the whole country.

    `one_sided` names the sides it counts where it is silent on others. `sum` says what the days
    make together; empty where one is missing. `apart` are sentences about figures of the same
    source that are part of these, run since the start, or do not fit them.
    """

    source: str
    measure: str
    title: str
    one_sided: tuple[str, ...]
    silent_on: tuple[str, ...]
    figures: tuple[Figure, ...]
    sum: str
    apart: tuple[str, ...]


@dataclass(frozen=True)
class _Reader:
    """Reads the counts of one source and measure against the days."""

    agreement: Agreement
    sources: Sources
    days: Sequence[MonitoringDay]
    zone: ZoneInfo
    counts: Sequence[Count]

    def daily(self, day: MonitoringDay) -> list[Count]:
        """Return what the source states for exactly this day, largest first."""
        exact = [c for c in self.counts if not c.cumulative and _spans(c, day)]
        return sorted(exact, key=lambda c: (bool(c.pcodes), -c.value, c.key))

    def figures(self) -> tuple[Figure, ...]:
        """Return the figure of every day."""
        heads = [next((c for c in self.daily(day) if not c.pcodes), None) for day in self.days]
        values = [head.value if head else None for head in heads]
        return tuple(
            Figure(
                day.grid + 1,
                head.value if head else None,
                values[position - 1] if position else None,
                amount(head) if head else "",
            )
            for position, (day, head) in enumerate(zip(self.days, heads, strict=True))
        )

    def apart(self, figures: Sequence[Figure]) -> tuple[str, ...]:
        """Return what has to be said beside the daily figures, oldest first."""
        said = [sentence for day in self.days if (sentence := self._parts(day))]
        said += [self._misfit(c, figures) for c in self._misfits()]
        said += [self._running(c, figures) for c in self._totals()]
        return tuple(said)

    def _parts(self, day: MonitoringDay) -> str:
        """Say what a day's figure is made of where that changes what it means."""
        found = self.daily(day)
        if not found or found[0].pcodes:
            return ""
        head, *rest = found
        parts = [c for c in rest if set(c.by) != set(head.by) and c.by]
        if not any(self._outside(c) for c in parts):
            return ""
        told = [
            f"{c.value:,} by {phrasing.actors(c.by)}"
            + (" (groups outside the truce)" if self._outside(c) else "")
            for c in sorted(parts, key=lambda c: c.value)
        ]
        fits = sum(c.value for c in parts) == head.value
        relation = "is" if fits else "is stated beside"
        return f"Day {day.grid + 1}: {head.value:,} {relation} {phrasing.listed(told)}"

    def _outside(self, count: Count) -> bool:
        roster = Roster(self.agreement)
        local = count.window.start.astimezone(self.zone).replace(tzinfo=None)
        named = [roster.resolve(name, local) for name in count.by]
        return bool(named) and all(
            party is not None and roster.role(party, local) is Role.OUTSIDE for party in named
        )

    def _misfits(self) -> list[Count]:
        """Return whole-country figures for a time that is no day of this calendar."""
        return [
            c
            for c in self.counts
            if not c.cumulative
            and not c.pcodes
            and not any(_spans(c, day) for day in self.days)
            and any(c.window.touches(day.start, day.end) for day in self.days)
        ]

    def _misfit(self, count: Count, figures: Sequence[Figure]) -> str:
        beside = [
            f"{figure.text} of day {figure.number}"
            for day, figure in zip(self.days, figures, strict=True)
            if figure.value is not None and count.window.touches(day.start, day.end)
        ]
        start, end = count.window.start, count.window.end
        window = times.span(start, end, self.zone).removesuffix(", hour not known")
        told = f"{amount(count)} for {window}"
        if not beside:
            return f"{told}: not a day of this calendar"
        differs = count.value not in {f.value for f in figures}
        joint = "does not fit" if differs else "stands beside"
        return f"{told} {joint} {phrasing.listed(beside)}"

    def _totals(self) -> list[Count]:
        """Return running totals that reach into the days, the latest last; of a part, too."""
        totals = [c for c in self.counts if c.cumulative]
        return sorted(totals, key=lambda c: (c.window.end, c.key))

    def _running(self, count: Count, figures: Sequence[Figure]) -> str:
        window = times.span(count.window.start, count.window.end, self.zone)
        against = f" ({phrasing.actors(count.against)})" if count.against else ""
        if count.pcodes:
            where = count.place or ", ".join(count.pcodes)
            return f"{where}, {window}, in all: {amount(count)}{against}"
        return f"{window}, in all: {amount(count)}{against}{self._adds_up(count, figures)}"

    def _adds_up(self, count: Count, figures: Sequence[Figure]) -> str:
        inside = [
            figure.value
            for day, figure in zip(self.days, figures, strict=True)
            if count.window.start <= day.start and day.end <= count.window.end
        ]
        known = [value for value in inside if value is not None]
        if len(known) < 2 or len(known) < len(inside):  # noqa: PLR2004 - one day adds nothing up
            return ""
        total = sum(known)
        sums = " + ".join(map(str, known))
        return f" = {sums}" if total == count.value else f"; the days add up to {total:,}"


def series(
    agreement: Agreement,
    days: Sequence[MonitoringDay],
    counts: Iterable[Count],
    sources: Sources,
) -> tuple[Series, ...]:
    """Return one series for each source and measure that states anything about the days."""
    zone = agreement.zone
    start = days[0].start if days else None
    grouped: dict[tuple[str, str], list[Count]] = {}
    for count in counts:
        if start and count.window.end > start:
            grouped.setdefault((count.source, count.measure), []).append(count)
    found = []
    for (source, measure), own in grouped.items():
        reader = _Reader(agreement, sources, days, zone, own)
        figures = reader.figures()
        apart = reader.apart(figures)
        if apart or any(figure.value is not None for figure in figures):
            found.append(_series(source, measure, sources, figures, apart))
    return tuple(sorted(found, key=lambda s: (-_stated(s), s.measure != "incidents", s.source)))


def _series(
    source: str,
    measure: str,
    sources: Sources,
    figures: tuple[Figure, ...],
    apart: tuple[str, ...],
) -> Series:
    ended = [figure.value for figure in figures]
    while ended and ended[-1] is None:
        ended.pop()
    known = [value for value in ended if value is not None]
    whole = len(known) > 1 and len(known) == len(ended)
    return Series(
        source,
        measure,
        f"{sources.name(source)}: {names_of.MEASURES[measure]}",
        sources.sides(source),
        sources.silent_on(source),
        figures,
        today_page.SUM.format(days=_days(len(ended)), total=f"{sum(known):,}") if whole else "",
        apart,
    )


def _days(ended: int) -> str:
    named = phrasing.days_named(list(range(1, ended + 1)), 0)
    return f"{named[:1].upper()}{named[1:]}"


def _stated(series: Series) -> int:
    return sum(figure.value is not None for figure in series.figures)


def _spans(count: Count, day: MonitoringDay) -> bool:
    """Whether a count is about exactly this day."""
    return (count.window.start, count.window.end) == (day.start, day.end)
