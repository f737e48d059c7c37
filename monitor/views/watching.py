"""Coverage by source and day: who watched or published, and what the silence of each is worth."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.coverage import Published, union, watches
from monitor.evaluation.watch import Watch
from monitor.incidents.known import Known
from monitor.incidents.record import Coverage, SourceProfile
from monitor.incidents.span import TICK
from monitor.incidents.vocabulary import Strength
from monitor.views.sources import Sources
from monitor.words import names_of, phrasing, silence, who_watched


class Seen(StrEnum):
    """What is known of a source on a day, strongest first; only the first makes silence count."""

    QUIET = "quiet"
    PARTLY = "partly"
    WATCHED = "watched"
    PUBLISHED = "published"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SeenDay:
    """One day of one source: `number` from 1, [start, end) in UTC, named by its local date."""

    number: int
    date: date
    start: datetime
    end: datetime
    seen: Seen
    finished: bool


@dataclass(frozen=True, slots=True)
class Watcher:
    """A source, day by day, and what its silence is worth as its profile says."""

    source: str
    name: str
    days: tuple[SeenDay, ...]
    strength: str
    counts: str
    cut_off: str
    limits: str

    @property
    def heard(self) -> bool:
        """Whether anything is known of it on any of the days."""
        return any(day.seen is not Seen.NOTHING for day in self.days)


@dataclass(frozen=True, slots=True)
class Watching:
    """The grid; `certified` is how many days some source certifies as a whole."""

    watchers: tuple[Watcher, ...]
    days: int
    certified: int

    @property
    def said(self) -> str:
        """What the grid means, in one sentence."""
        if not self.days:
            return who_watched.NO_DAYS
        if not any(day.seen in {Seen.QUIET, Seen.PARTLY} for w in self.watchers for day in w.days):
            return who_watched.NOBODY_CERTIFIES
        whole = phrasing.number(self.certified, "day")
        return who_watched.CERTIFIED_DAYS.format(days=whole, all=self.days)

    @property
    def unheard(self) -> tuple[str, ...]:
        """Name those of whom nothing is known on any of the days, where there are such."""
        names = [watcher.name for watcher in self.watchers if not watcher.heard]
        return (who_watched.UNHEARD.format(sources=phrasing.listed(names)),) if names else ()


def watching(
    days: Sequence[MonitoringDay],
    at: datetime,
    coverage: Sequence[Known[Coverage]],
    profiles: Sequence[SourceProfile],
    published: Callable[[str], Iterable[Published]],
    *,
    sources: Sources,
    named: Iterable[str],
) -> Watching:
    """Return who watched or published on each day.

    Args:
        days: The monitoring days, oldest first.
        at: The moment looked at: days that end later are running.
        coverage: The coverage records known.
        profiles: The source profiles known.
        published: Gives (published at, known from) of what a source published.
        sources: Their names and sides.
        named: The sources to show besides those with coverage: those that publish.
    """
    said = {source: tuple(published(source)) for source in named}
    certified = watches(coverage, profiles, lambda source: said.get(source, ()))
    by_source = {profile.id: profile for profile in profiles}
    shown = sorted(
        {*said, *(known.record.source for known in coverage)},
        key=lambda source: sources.name(source).casefold(),
    )
    watchers = [
        Watcher(
            source,
            sources.name(source),
            tuple(
                SeenDay(
                    day.grid + 1,
                    day.date,
                    day.start,
                    day.end,
                    _seen(source, day, certified, coverage, said),
                    day.end <= at,
                )
                for day in days
            ),
            *_worth(by_source.get(source), sources.sides(source)),
        )
        for source in shown
    ]
    watchers.sort(key=lambda w: -sum(day.seen is not Seen.NOTHING for day in w.days))
    whole = [any(w.days[n].seen is Seen.QUIET for w in watchers) for n in range(len(days))]
    return Watching(tuple(watchers), len(days), sum(whole))


def _seen(
    source: str,
    day: MonitoringDay,
    certified: Iterable[Watch],
    coverage: Iterable[Known[Coverage]],
    said: Mapping[str, Sequence[Published]],
) -> Seen:
    mine = [(w.start, w.end) for w in certified if w.source == source]
    inside = [(a, b) for a, b in union(mine) if a < day.end and day.start < b]
    if inside:
        whole = any(a <= day.start and day.end <= b for a, b in inside)
        return Seen.QUIET if whole else Seen.PARTLY
    watched = (known.record for known in coverage if known.record.source == source)
    if any(record.watched.touches(day.start, day.end) for record in watched):
        return Seen.WATCHED
    # A publication dated to the day stands as of the midnight that ends it.
    if any(_on(when, day) for when, _ in said.get(source, ())):
        return Seen.PUBLISHED
    return Seen.NOTHING


def _on(published_at: datetime | None, day: MonitoringDay) -> bool:
    return published_at is not None and day.start <= published_at - TICK < day.end


def _worth(profile: SourceProfile | None, sides: Sequence[str]) -> tuple[str, str, str, str]:
    if profile is None:
        return names_of.STRENGTHS[Strength.CAN_REPORT], who_watched.NO_PROFILE, "", ""
    counts = silence.COUNTED_SIDE.format(sides=phrasing.listed(sides)) if sides else ""
    return names_of.STRENGTHS[profile.strength], counts, profile.cut_off, profile.limits
