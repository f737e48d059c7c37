"""Who was watching what, and when nobody was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement, Area, IncidentClass
from monitor.incidents.known import Known
from monitor.incidents.record import Count, Coverage, Record, Report, SourceProfile, Statement
from monitor.incidents.vocabulary import KINDS, Strength
from tests.naive.days import instant
from tests.naive.events import standing
from tests.naive.roster import Roster


@dataclass(frozen=True)
class Watch:
    """Somebody watched these sides, areas and kinds over [start, end); empty means all of them."""

    start: datetime
    end: datetime
    sides: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def published(
    versions: Sequence[Known[Record]], known: datetime
) -> list[Known[Report] | Known[Count] | Known[Statement]]:
    """Return what sources made public: their reports, counts and statements."""
    return [
        *standing(versions, Report, known),
        *standing(versions, Count, known),
        *standing(versions, Statement, known),
    ]


def watches(versions: Sequence[Known[Record]], known: datetime) -> list[Watch]:
    """Return all watching whose silence certifies quiet, none beyond what was known of it."""
    found = []
    for each in standing(versions, Coverage, known):
        cover = each.record
        if cover.strength is Strength.CERTIFIES_QUIET:
            end = min(cover.watched.end, each.known_from)
            found.append(Watch(cover.watched.start, end, cover.sides, cover.areas, cover.kinds))
    profiles = {each.record.id: each.record for each in standing(versions, SourceProfile, known)}
    for issue in published(versions, known):
        profile = profiles.get(issue.record.source)
        when = issue.record.published_at
        if profile is None or when is None or profile.strength is not Strength.CERTIFIES_QUIET:
            continue
        before = when - timedelta(microseconds=1)
        day = before.astimezone(ZoneInfo(profile.time_zone)).replace(tzinfo=None)
        start = day.replace(hour=0, minute=0, second=0, microsecond=0)
        end = instant(start + timedelta(days=1), profile.time_zone)
        found.append(
            Watch(
                instant(start, profile.time_zone),
                min(end, issue.known_from),
                profile.sides,
                profile.areas,
                profile.kinds,
            )
        )
    return [watch for watch in found if watch.start < watch.end]


def own_watch(
    agreement: Agreement, versions: Sequence[Known[Record]], known: datetime, account: str
) -> list[Watch]:
    """Return an account's watching, as if complete for what it covers while it published.

    It begins with the source's own day of its first publication, without a profile a day of UTC.
    """
    spoke = [
        issue.record.published_at or issue.known_from
        for issue in published(versions, known)
        if issue.record.source == account
    ]
    scope: tuple[tuple[str, ...], ...] = ()
    zone = "UTC"
    for each in standing(versions, SourceProfile, known):
        if each.record.id == account and each.record.strength is Strength.NONE:
            return []
        if each.record.id == account:
            scope = (each.record.sides, each.record.areas, each.record.kinds)
            zone = each.record.time_zone
    if not spoke:
        return []
    day = (min(spoke) - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    morning = instant(day.replace(hour=0, minute=0, second=0, microsecond=0), zone)
    start = max(morning, instant(agreement.calendar.from_, agreement.calendar.time_zone))
    return [Watch(start, max(spoke), *scope)] if start < max(spoke) else []


def region(areas: Sequence[Area]) -> list[str] | None:
    """Return the units that hold all of these areas; None where no area limits the place."""
    codes: list[str] | None = None
    for area in areas:
        inner = [*(area.pcodes or area.lies_in)]
        if codes is not None:
            pairs = [(one, other) for one in codes for other in inner]
            inner = [max(pair, key=len) for pair in pairs if _nested(*pair)]
        codes = inner
    return codes


def _nested(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@dataclass(frozen=True)
class Need:
    """What must be watched: the kinds of a class, the areas and the sides of a scope."""

    roster: Roster
    cls: IncidentClass
    areas: tuple[Area, ...]
    party: str | None

    def met(self, watching: Sequence[Watch], moment: datetime) -> bool:
        """Whether at that instant somebody watched every kind, every place and every side."""
        if not all(area.pcodes or area.lies_in for area in self.areas):
            return False  # nobody can be said to watch what lies nobody says where
        sides: list[str | None] = [None]
        if self.party is not None:
            sides = [self.party]  # also while it is not bound: nothing makes an unwatched day kept
        elif self.cls.by is not None:
            sides = [*self.roster.passing(self.cls.by, moment)]
        codes: Sequence[str | None] | None = region(self.areas)
        for kind in self.cls.any_kind or KINDS:
            for code in [None] if codes is None else codes:
                for side in sides:
                    if not any(self._sees(w, moment, kind, code, side) for w in watching):
                        return False
        return True

    def _sees(
        self, watch: Watch, moment: datetime, kind: str, code: str | None, side: str | None
    ) -> bool:
        """Whether it watched this kind, place (None is everywhere) and side (None is all sides)."""
        if watch.kinds and kind not in watch.kinds:
            return False
        if watch.areas and not (code and any(code.startswith(each) for each in watch.areas)):
            return False
        if not watch.sides:
            return True
        return any(side in self.roster.named(name, moment) for name in watch.sides)


def gaps(
    need: Need, watching: Sequence[Watch], first: datetime, last: datetime
) -> list[tuple[datetime, datetime]]:
    """Return the pieces of [first, last) in which what is needed was not watched."""
    marks = {first, last, *need.roster.changes}
    for watch in watching:
        marks.update((watch.start, watch.end))
    line = sorted(mark for mark in marks if first <= mark <= last)
    found = []
    for start, end in pairwise(line):
        here = [watch for watch in watching if watch.start <= start < watch.end]
        if not need.met(here, start):
            found.append((start, end))
    return found
