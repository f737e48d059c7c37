"""Incidents over all knowledge time: at each instant just those that the definition gives then.

Synthetic records.
"""

import random
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from monitor.incidents.known import Known, believed, newest
from monitor.incidents.merge import picture
from monitor.incidents.record import Link, Record, Report, Review, SourceProfile
from monitor.incidents.span import FOREVER
from monitor.incidents.sweep import incident_versions
from monitor.incidents.version import Incident, IncidentVersion
from monitor.incidents.vocabulary import Dispute, Grade, Relation
from tests.store_samples import START, hours, link, profile, report, report_keys, review

HOUR = timedelta(hours=1)
HOURS = 8

KEYS = report_keys[:5]
STORIES = 1_000


def drawn(dice: random.Random) -> Record:
    """Draw a report under one of a few keys, or what bears on such reports.

    Links mostly say that two of them may be one event; a later one of the same id may turn to
    something else.
    """
    source, id_ = dice.choice(KEYS).split("/")
    told = report(
        id_,
        source,
        revision=dice.choice([0, 0, 0, 1]),
        withdrawn=dice.random() < 0.1,
        happened=hours(dice.randint(0, 3)),
        by=dice.choice([(), ("A",), ("B",)]),
        disputes=dice.choice([None, None, None, None, None, *Dispute]),
        own_observation=dice.random() < 0.5,
    )
    pair = dice.sample(KEYS, 2)
    relation = dice.choice([Relation.POSSIBLE, Relation.POSSIBLE, *Relation])
    tied = link(*pair, relation, str(dice.randint(1, 6)))
    weighed = review(pair[0], dice.choice([Grade.REFUTED, *Grade]), str(dice.randint(1, 2)))
    said = profile(source, side=dice.choice(["", "A", "B"]))
    return dice.choice([told, told, told, tied, tied, tied, weighed, said])


def story_of(number: int) -> list[Known[Record]]:
    """Draw what came to be known within some hours, a part of it undone later."""
    dice = random.Random(number)  # noqa: S311 - nothing is kept secret by it
    story = []
    for n in range(dice.randint(4, 40)):
        since = START + dice.randint(0, HOURS) * HOUR
        until = since + dice.randint(1, 4) * HOUR if dice.random() < 0.2 else FOREVER
        story.append(Known(drawn(dice), (n, 1), since, until))
    return story


def of(kind: type[Record], story: Sequence[Known[Record]]) -> list[Known[Record]]:
    """Return the records of a kind."""
    return [known for known in story if isinstance(known.record, kind)]


def swept(story: Sequence[Known[Record]]) -> list[IncidentVersion]:
    """Return all versions of all incidents of a story."""
    kinds: tuple[type[Record], ...] = (Report, Link, Review, SourceProfile)
    return incident_versions(*(of(kind, story) for kind in kinds))


def defined(story: Sequence[Known[Record]], account: str, hour: int) -> list[Incident]:
    """Return the incidents of an account as the definition gives them for one hour alone."""
    now = START + hour * HOUR
    mine = [k for k in of(Report, story) if account in {"", k.record.source}]
    weighed = [] if account else of(Review, story)
    known = [] if account else of(SourceProfile, story)
    profiles = {profile.id: profile for profile in believed(known, now)}
    return picture(
        newest(mine, now), believed(of(Link, story), now), newest(weighed, now), profiles
    )


def test_at_every_hour_stands_what_the_definition_gives() -> None:
    """Whatever comes, changes, is linked, withdrawn or undone, in the picture and in accounts."""
    repeats = times = 0
    for number in range(STORIES):
        story = story_of(number)
        versions = swept(story)
        for account in ["", *sorted({known.record.source for known in of(Report, story)})]:
            for hour in range(HOURS + 5):
                now = START + hour * HOUR
                stood = [
                    version.incident
                    for version in versions
                    if version.account == account and version.known_from <= now < version.known_to
                ]
                expected = defined(story, account, hour)
                assert sorted(stood, key=lambda i: i.id) == sorted(expected, key=lambda i: i.id)
                repeats += sum(incident.repeats for incident in expected)
                times += 1
    print(f"{STORIES:,} stories, {times:,} pictures, {repeats:,} repeats")  # noqa: T201
    assert repeats > STORIES


def test_no_version_is_cut_where_nothing_changes() -> None:
    """A profile, a link or a denial without effect makes no new version of an incident."""
    told = [
        report("1", "north"),
        report("1", "south"),
        link("north/1", "south/1", Relation.POSSIBLE),
        link("north/1", "south/1", Relation.POSSIBLE, "2"),
    ]
    story = [Known(record, (n, 1), START + n * HOUR) for n, record in enumerate(told)]
    official = [version for version in swept(story) if not version.account]

    assert [(v.incident.id, v.incident.repeats, v.known_from, v.known_to) for v in official] == [
        ("south/1", False, START + HOUR, START + 2 * HOUR),
        ("north/1", False, START, FOREVER),
        ("south/1", True, START + 2 * HOUR, FOREVER),
    ]


def test_a_chain_of_thousands_is_followed_to_its_end() -> None:
    """Years of two sources, each report possibly the next one's event, known one by one."""
    count = 3_000
    keys = [f"{('north', 'south')[n % 2]}/{n:04}" for n in range(count)]
    told: list[Record] = [report(key.split("/")[1], key.split("/")[0]) for key in keys]
    tied: list[Record] = [
        link(first, second, Relation.POSSIBLE, f"{n}")
        for n, (first, second) in enumerate(pairwise(keys))
    ]
    story = [Known(record, (n, 1), START + n * HOUR) for n, record in enumerate(told)]
    story += [Known(record, (count + n, 1), START + count * HOUR) for n, record in enumerate(tied)]
    official = [version for version in swept(story) if not version.account]

    last = [version.incident for version in official if version.known_to == FOREVER]
    assert len(last) == count
    assert [incident.id for incident in last if not incident.repeats] == ["north/0000"]
    assert len(official) == 2 * count - 1
