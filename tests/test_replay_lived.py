"""A history that was lived through, replayed: what was told is told again, word for word.

The service runs on a simulated clock while reports come late, are corrected and undone. The replay
reads the record and when things were said, nothing of what was decided, and finds the same alerts
and messages: ids, times, desks, kinds, texts.
"""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lived import Life, Stretch
from retold import Log, logged, replayed
from schedule_samples import BEGIN, HOUR, Doing, Step, attack, attested, decision, record, rules
from schedule_samples import watch as watching
from telling_samples import ALERTS, directory

from benchmarks.september import AGREEMENT, as_published
from monitor.agreements.load import load_text
from monitor.alerts.desk import Desk, Person
from monitor.alerts.directory import Directory
from monitor.incidents.record import Record
from monitor.service import Service

pytest_plugins = ["page_fixtures"]
MOMENT = timedelta(milliseconds=1)


def compared(life: Life, agreement: str) -> Log:
    """Hold a replay of what was lived through against what was decided; return that."""
    with life.reopened() as service:
        was, now = logged(service, agreement), replayed(service, agreement)
    assert now.messages == was.messages
    assert now.waiting == was.waiting
    assert now.digests == was.digests
    return was


# Stories that nobody wrote.


def story(seed: int) -> Stretch:
    """Eight days of late, corrected and undone records, of snoozes, and of time without service."""
    dice = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    terms = load_text(rules(stages=True).text + ALERTS, "paris.yaml")
    steps = [Step(BEGIN + HOUR, lambda service: service.rules.activate(terms, actor="tester"))]
    down = BEGIN + dice.uniform(60, 120) * HOUR
    stretch = (down, down + dice.choice([2, 30]) * HOUR)
    for number, hour in enumerate(sorted(dice.uniform(30, 180) for _ in range(18))):
        when = BEGIN + hour * HOUR
        if not stretch[0] <= when < stretch[1]:
            steps.append(Step(when, done(dice, number, hour)))
    return Stretch(BEGIN, BEGIN + 190 * HOUR, steps, down=[stretch])


def done(dice: random.Random, number: int, hour: float) -> Doing:
    """One thing that happens at an hour; what it tells of may be long past."""
    past = hour - dice.choice([0.5, 5, 25, 60])
    what = dice.choice(
        ["attack", "attack", "undo", "withdraw", "watch", "attest", "decide", "rest"]
    )
    records: dict[str, Record] = {
        "attack": attack(past, f"r{number}"),
        "withdraw": attack(past, f"r{number - 1}", revision=1, withdrawn=True),
        "watch": watching(past - 30, 30, f"w{number}"),
        "attest": attested(past),
        "decide": decision(dice.choice(["satisfied", "extended"]), past, by="AB"[number % 2]),
    }
    length = dice.choice([3, 60]) * HOUR

    def do(service: Service) -> None:
        alerts = list(service.alerting.book.issued.values())
        if what == "undo":
            standing = [one for one in service.store.acts.uploads() if one.undone is None]
            for one in standing[-1:]:
                service.uploads.undo(one.act, actor="tester")
        elif what == "rest" and alerts:
            until = service.store.present() + length
            service.replies.snooze("desk", alerts[-1].alert.thread, until, actor="officer")
        elif what in records:
            record(service, records[what])

    return do


def lived(folder: Path, seed: int) -> Log:
    """Live through a story, replay it, and return what was decided."""
    hours = {"from": "22:00", "until": "06:00"}
    desks = directory(digest={"daily": "07:00"}, escalate_after="4 hours", quiet_hours=hours)
    life = Life(folder / f"{seed}", desks)
    life.live(story(seed))
    return compared(life, "paris")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_came_a_replay_lists_what_was_decided(tmp_path: Path, seed: int) -> None:
    """No alert more or less, each at its time, for its desks and in its words."""
    was = lived(tmp_path, seed)
    assert was.messages
    assert len(was.waiting) >= 5
    assert len(was.digests) >= 5


@pytest.mark.campaign
def test_a_replay_lists_what_was_decided_in_two_hundred_stories(tmp_path: Path) -> None:
    """The same of 200 stories more."""
    told = [lived(tmp_path, seed) for seed in range(100, 300)]
    found = sum(len(one.messages) for one in told), sum(len(one.waiting) for one in told)
    print(f"{found[0]} messages and {found[1]} that waited are told again, 0 differences")  # noqa: T201 - what a campaign has tried
    assert found[0] >= 1_000


# September 2016, as if a service had run.

SINCE, UNTIL = datetime(2016, 9, 12, 12, tzinfo=UTC), datetime(2016, 9, 17, 21, tzinfo=UTC)


def test_september_as_it_was_lived_is_what_its_replay_lists(
    loaded: Service, tmp_path: Path
) -> None:
    """The record of 12 to 17 September taken in live, as it was published, day by day."""
    terms = loaded.rules.instrument(AGREEMENT)
    steps = [Step(SINCE, lambda service: service.rules.activate(terms, actor="tester"))]
    for at, one in as_published(loaded, SINCE, UNTIL):
        steps.append(Step(at + MOMENT, lambda service, one=one: record(service, one)))
    names = sorted({desk for entry in terms.agreement.alerts for desk in entry.to})
    desk = {"people": ("a",), "time_zone": "Asia/Damascus", "digest": {"daily": "07:00"}}
    desks = {name: Desk.model_validate(desk) for name in names}
    life = Life(tmp_path / "store", Directory(desks, {"a": Person(name="A", channels=("mail",))}))
    life.live(Stretch(SINCE, UNTIL, steps))

    was = compared(life, AGREEMENT)
    subjects = [one.subject for one in was.messages if one.way == "at_once"]
    assert any("Overdue" in one for one in subjects)
    assert any("day from 16 Sept 2016: breach confirmed" in one for one in subjects)
    assert len(was.messages) >= 8
    assert len(was.waiting) >= 10
