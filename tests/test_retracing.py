"""What people would have been told, reports arriving in any order: corrected once, never wrongly.

Nobody who was told something is left believing what is no longer so, and nobody is corrected who
was told right: held against the verdicts themselves, worked out anew at every instant.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from schedule_samples import rules

from monitor.agreements.load import load_text
from monitor.alerts.alert import Alert, Way
from monitor.alerts.desk import Desk
from monitor.alerts.kinds import AlertKind
from monitor.alerts.told import matters
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.spoken import Texts
from monitor.evaluation.verdict import Evaluation
from monitor.incidents.known import Known
from monitor.incidents.record import Coverage, Record, Report
from monitor.incidents.span import Span
from monitor.service.retracing import Moment, retrace
from monitor.store.tables import Tables

TABLES = Tables.in_memory()
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
END = BEGIN + 7 * 24 * HOUR
TEXT = rules("utc", zone="UTC").text
DESK = Desk.model_validate(
    {"people": ("officer",), "time_zone": "UTC", "digest": {"daily": "07:00"}}
)
TERMS = load_text(TEXT[: TEXT.index("  quiet:")], "utc.yaml").agreement
"""Four days in a row without an attack; nothing else is judged."""
TEXTS = Texts.of(TERMS, {})


def span(hour: float, length: float) -> Span:
    """So many hours after the beginning."""
    return Span(start=BEGIN + hour * HOUR, end=BEGIN + (hour + length) * HOUR)


def attack(number: int, hour: float, *, revision: int = 0, withdrawn: bool = False) -> Report:
    """A report of an attack by a party."""
    stated = {"id": f"r{number}", "source": "north", "kinds": ("shelling",), "by": ("A",)}
    return Report(**stated, happened=span(hour, 0), revision=revision, withdrawn=withdrawn)


def watch(number: int, hour: float, length: float) -> Coverage:
    """Somebody watching everything for so many hours."""
    return Coverage(id=f"w{number}", source="watch", watched=span(hour, length))


def story(seed: int) -> list[Known[Record]]:
    """Reports, watches and withdrawals of a week, which come to be known in any order."""
    dice = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    told: list[tuple[float, Record]] = []
    for number in range(dice.randint(1, 7)):
        hour = dice.uniform(-5, 150)
        late = dice.choice((0.01, 1, 10, 30, 80))
        if dice.random() < 0.5:
            told.append((hour + late, watch(number, 24 * (hour // 24), dice.choice((24, 48, 20)))))
            continue
        told.append((hour + late, attack(number, hour)))
        if dice.random() < 0.4:
            gone = attack(number, hour, revision=1, withdrawn=True)
            told.append((hour + late + dice.uniform(0.1, 60), gone))
    told.sort(key=lambda one: one[0])
    return [
        Known(record, (act, 1), BEGIN + hour * HOUR) for act, (hour, record) in enumerate(told, 1)
    ]


def retraced(versions: Sequence[Known[Record]]) -> list[Moment]:
    """What one desk would have been told of a story."""
    TABLES.load(versions)
    arrivals = {one.known_from for one in versions if BEGIN < one.known_from <= END}
    return list(retrace(TEXTS, TABLES, BEGIN, END, arrivals=arrivals, desks={"desk": DESK}))


@dataclass
class Believing:
    """What somebody believes who reads every message and every digest."""

    words: dict[tuple[str, date | None], object] = field(default_factory=dict)
    waiting: dict[tuple[str, date | None], object] = field(default_factory=dict)
    corrected: Counter[AlertKind] = field(default_factory=Counter)
    held: int = 0

    def read(self, moment: Moment) -> None:
        """Read what comes at one moment; a correction says otherwise, and of each matter once."""
        seen: list[tuple[str, date | None]] = []
        if moment.digests:
            self.words |= self.waiting
            self.waiting.clear()
        for alert in moment.alerts:
            before = dict(self.words)
            waits = alert.desks["desk"] is Way.DIGEST
            read = self.waiting if waits else self.words
            for matter in matters(alert.turned):
                read[matter] = said(alert)
                if not waits:
                    self.waiting.pop(matter, None)
            if alert.kind is AlertKind.RESTATED:
                found = [matter for matter in matters(alert.turned) if matter in before]
                assert any(before[matter] != read[matter] for matter in found)
                seen += list(matters(alert.turned))
                self.corrected[alert.kind] += 1
        assert len(seen) == len(set(seen))

    def check(self, at: datetime) -> None:
        """Hold all of it against the verdicts as they are, by what is known at an instant."""
        now = evaluate(TERMS, TABLES, at, at)
        for (thread, day), word in (self.words | self.waiting).items():
            found = holds(now, thread.partition("/")[2], day)
            assert found is None or word == found, (at, thread, day, word, found)
            self.held += found is not None


def said(alert: Alert) -> object:
    """The verdict that an alert tells of, and how far a count has come."""
    after = alert.turned.after
    return after and (after.word, after.progress)


def holds(now: Evaluation, condition: str, day: date | None) -> object:
    """The verdict of a condition, or of one day of it; None where the evaluation has none."""
    for found in now.findings:
        if found.condition != condition:
            continue
        if day is None:
            return found.verdict.value, found.progress
        days = {one.day.date: one for one in found.days if found.progress is None}
        return (days[day].verdict.value, None) if day in days and days[day].finished else None
    return None


def judged(seeds: Iterable[int]) -> Believing:
    """Go through stories, and hold what is believed after every moment against what is so."""
    every = Believing()
    for seed in seeds:
        believing = Believing()
        for moment in retraced(story(seed)):
            believing.read(moment)
            believing.check(moment.at)
        every.corrected += believing.corrected
        every.held += believing.held
    return every


@pytest.mark.parametrize("seeds", [range(first, first + 20) for first in range(0, 40, 20)])
def test_whoever_was_told_is_told_again_and_nobody_else(seeds: range) -> None:
    """At every moment of 40 stories all that was told is so, and each correction is one."""
    found = judged(seeds)
    assert found.corrected[AlertKind.RESTATED] >= 8
    assert found.held >= 150


@pytest.mark.campaign
def test_whoever_was_told_is_told_again_in_a_thousand_orders() -> None:
    """The same of 1,000 stories more."""
    found = judged(range(1_000, 2_000))
    told = f"{found.corrected[AlertKind.RESTATED]} corrections, {found.held} beliefs held"
    print(told)  # noqa: T201 - what a campaign has tried
    assert found.corrected[AlertKind.RESTATED] >= 400
