"""How near two reports are in time, place, kind, actors and figures: weighed and explained."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from monitor.incidents.names import place_words, plain_names
from monitor.incidents.record import Range, Report

DAY = timedelta(days=1)
EARTH = 6_371_000
"""Metres; the mean radius."""

VIOLENCE = frozenset(
    {
        *("armed_clash", "ground_attack", "shelling", "small_arms_fire", "air_strike"),
        *("remote_explosive", "chemical_attack", "attack_on_civilians", "attack_on_aid"),
        *("attack_on_medical", "territorial_gain", "violation_unspecified"),
    }
)
"""Kinds that one source may tell as another: who sees a crater does not see what made it."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near two reports have to be to each other to be asked about.

    Attributes:
        apart: Time that may lie between their spans.
        longest: Spans longer than this are too vague to be compared.
        metres: Distance that may lie between them, beside what each may be off.
        least: The score from which on they are asked about.
        most: How many of the best matches of a report, with each other source, are kept.
    """

    apart: timedelta = DAY
    longest: timedelta = 3 * DAY
    metres: int = 10_000
    least: int = 5
    most: int = 3


USUAL = Nearness()


@dataclass(frozen=True, slots=True)
class Match:
    """Two reports that may tell of one event: their keys, in order, how near, and why.

    `score` goes from 0 to 10; `because` says in which ways they agree, the weightiest first.
    """

    first: str
    second: str
    score: int
    because: tuple[str, ...]


def compared(one: Report, other: Report, near: Nearness = USUAL) -> Match | None:
    """Weigh two reports; None where they are of one source, too far apart, or too unlike."""
    if one.source == other.source or vague(one, near) or vague(other, near):
        return None
    parts = [_time(one, other, near), _place(one, other, near), _kind(one, other)]
    if None in parts:
        return None
    told = [part for part in parts if part is not None]
    told += filter(None, (_actors(one, other), _figures(one, other)))
    score = sum(weight for weight, _ in told)
    if score < near.least:
        return None
    first, second = sorted((one.key, other.key))
    because = tuple(text for _, text in sorted(told, key=lambda part: -part[0]) if text)
    return Match(first, second, min(score, 10), because)


Part = tuple[int, str]
"""What an agreement weighs, and how it is said; empty for what goes without saying."""


def _time(one: Report, other: Report, near: Nearness) -> Part | None:
    a, b = one.happened, other.happened
    gap = max(a.start - b.end, b.start - a.end, timedelta(0))
    if gap > near.apart:
        return None
    if gap:
        return 1, "within a day of each other"
    together = max(a.start, b.start) == min(a.start, b.start) and a.end == b.end
    return (3, "at the same time") if together else (2, "their times overlap")


def _place(one: Report, other: Report, near: Nearness) -> Part | None:
    metres = distance(one, other)
    if metres is not None:
        reach = near.metres + (one.location_precision or 0) + (other.location_precision or 0)
        if metres > reach:
            return None
        told = f"{metres / 1000:,.1f} km apart"
        return (3 if metres <= near.metres / 5 else 2), told
    if set(one.pcodes) & set(other.pcodes):
        return 2, "in the same district"
    if place_words(one.place) & place_words(other.place):
        return 2, "the same name in the place"
    return None


def _kind(one: Report, other: Report) -> Part | None:
    if not one.kinds or not other.kinds:
        return 0, ""
    if set(one.kinds) & set(other.kinds):
        return 2, "of the same kind"
    return (1, "both are violence") if alike(one.kinds, other.kinds) else None


def alike(kinds: Collection[str], others: Collection[str]) -> bool:
    """Whether one event may be told as one of these kinds and as one of those; none is any."""
    if not kinds or not others or not set(kinds).isdisjoint(others):
        return True
    return bool(VIOLENCE.intersection(kinds) and VIOLENCE.intersection(others))


def _actors(one: Report, other: Report) -> Part | None:
    shared = plain_names(one.by, one.against) & plain_names(other.by, other.against)
    return (1, "the same actor is named") if shared else None


def _figures(one: Report, other: Report) -> Part | None:
    if _overlap(one.killed, other.killed) or _overlap(one.injured, other.injured):
        return 1, "their figures agree"
    return None


def _overlap(one: Range | None, other: Range | None) -> bool:
    """Whether both state figures above zero that may be the same one."""
    if one is None or other is None or not (one.low or one.high) or not (other.low or other.high):
        return False
    below = one.high is None or other.low <= one.high
    return below and (other.high is None or one.low <= other.high)


def distance(one: Report, other: Report) -> float | None:
    """Return the metres between two reports along the ground; None where one has no place."""
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    north, south = radians(one.latitude), radians(other.latitude)
    up, along = north - south, radians(one.longitude - other.longitude)
    half = sin(up / 2) ** 2 + cos(north) * cos(south) * sin(along / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def vague(report: Report, near: Nearness) -> bool:
    """Whether a report's span is too long to be compared."""
    return report.happened.end - report.happened.start > near.longest
