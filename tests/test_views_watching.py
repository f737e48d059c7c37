"""Coverage by source and day: only a watch that certifies quiet makes silence count."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.evaluation.coverage import Published
from monitor.incidents.known import Known
from monitor.incidents.record import Coverage, SourceProfile
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import Strength
from monitor.recordcharts import coverage_chart, coverage_in_words
from monitor.views.sources import Sources
from monitor.views.watching import Seen, Watching, watching
from monitor.words import names_of, who_watched
from tests.screen_examples import DAY, START, agreement, day, profile

ZONE = ZoneInfo("Asia/Damascus")
LATER = START + 30 * DAY
AT = START + 2.5 * DAY


def watch(
    first: float, last: float, strength: Strength = Strength.CERTIFIES_QUIET
) -> Known[Coverage]:
    """A watch of the mission between two moments, in days from the start."""
    window = Span(start=START + first * DAY, end=START + last * DAY)
    record = Coverage(id=str(first), source="mission", watched=window, strength=strength)
    return Known(record, (1, 1), LATER)


def seen(
    coverage: Sequence[Known[Coverage]] = (),
    profiles: Sequence[SourceProfile] = (),
    published: Sequence[Published] = (),
    days: int = 3,
) -> Watching:
    """Who watched over the first days; what is published is the centre's."""
    sources = Sources(agreement(), {p.id: p for p in profiles}, START.replace(tzinfo=None))
    return watching(
        [day(number) for number in range(1, days + 1)],
        AT,
        coverage,
        profiles,
        lambda source: published if source == "centre" else (),
        sources=sources,
        named=["centre"] if published else [],
    )


def marks(shown: Watching, source: str) -> list[str]:
    """The marks of a source, day by day."""
    [found] = [w for w in shown.watchers if w.source == source]
    return [one.seen.value for one in found.days]


def at(days: float) -> datetime:
    """A moment, in days from the start."""
    return START + days * DAY


def test_a_watch_is_whole_partial_or_worth_nothing() -> None:
    """Two watches that meet make a whole day; one that can only report makes none."""
    shown = seen(
        [
            watch(0, 0.5),
            watch(0.5, 1),
            watch(1.2, 1.4),
            watch(2, 3, Strength.CAN_REPORT),
        ]
    )

    assert marks(shown, "mission") == ["quiet", "partly", "watched"]
    assert shown.said == "Some source certifies quiet for 1 day of 3, for what it watches."


def test_publishing_is_no_watch() -> None:
    """A day on which a source published is named so; nobody's silence counts, and that is said."""
    shown = seen(published=[(at(0.1), LATER), (at(2), LATER), (None, LATER)])

    assert marks(shown, "centre") == ["published", "published", "nothing"]
    assert shown.said == who_watched.NOBODY_CERTIFIES
    assert shown.unheard == ()


def test_a_profile_that_certifies_makes_its_publishing_days_watched() -> None:
    """Its silence is worth what its profile says, for the local days by whose end it published."""
    certain = profile("centre", "The Centre").model_copy(
        update={"strength": Strength.CERTIFIES_QUIET, "time_zone": "Asia/Damascus"}
    )
    shown = seen(profiles=[certain], published=[(at(1.1), LATER)])

    assert marks(shown, "centre") == ["partly", "partly", "nothing"]
    assert shown.watchers[0].strength == names_of.STRENGTHS[Strength.CERTIFIES_QUIET]


def test_a_source_nobody_heard_is_named_not_drawn() -> None:
    """What is known of nobody on any day stands in a line; the days after are hatched."""
    shown = seen([watch(8, 9)], published=[(at(0.1), LATER)])

    assert shown.unheard == ("Nothing is known of these on any of the days: mission.",)
    [rows] = coverage_chart(shown, ZONE)["datasets"].values()
    assert {row["source"] for row in rows} == {"centre"}
    assert [row["hatched"] for row in rows] == [False, True, True]


def test_no_day_yet_is_said() -> None:
    """Before the first day there is no grid to draw."""
    assert seen([watch(0, 1)], days=0).said == who_watched.NO_DAYS


def test_the_grid_is_told_in_words_and_by_glyphs() -> None:
    """Each mark has a glyph and words of its own; the words name source and days."""
    assert set(who_watched.SEEN) == set(who_watched.GLYPHS) == set(Seen)
    assert len(set(who_watched.GLYPHS.values())) == len(Seen)
    assert set(names_of.STRENGTHS) == set(Strength)
    shown = seen([watch(0, 1)])

    assert coverage_in_words(shown) == (
        "Sources by day. mission: watched all day; its silence counts: day 1."
    )
