"""Backups taken while others write give, once restored, the verdicts and the head they were of."""

import random
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Semaphore, Thread

import pytest
from cli_samples import AGREEMENT, rows
from store_samples import SetClock, dump

from monitor.evaluation.verdict import Evaluation
from monitor.service import Outcome, Service
from monitor.settings import read_settings
from monitor.store.backup import backup, restore
from monitor.store.verify import Verification

pytest_plugins = ["cli_fixtures"]

AT = datetime(2016, 9, 21, 16, tzinfo=UTC)
TODAY = datetime(2040, 1, 1, tzinfo=UTC)
MOST = 5


@dataclass
class Writer:
    """Somebody who goes on writing: files, reviews, single records, things said, and undoing."""

    service: Service
    chance: random.Random
    done: Event = field(default_factory=Event)
    accepted: Semaphore = field(default_factory=lambda: Semaphore(0))
    brought: list[int] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)

    def work(self) -> None:
        """Write until told that it is done."""
        number = 0
        try:
            while not self.done.is_set():
                number += 1
                self.write(number)
                self.accepted.release()
        except BaseException as error:
            self.failed.append(error)
            raise

    def write(self, number: int) -> None:
        """Do one act, of one kind or another."""
        match self.chance.choice(["file", "file", "review", "form", "said", "undo"]):
            case "review" if self.brought:
                text = "id,source,report,grade\n" + "".join(
                    f"r{number}-{row},desk,synthetic/w{row},verified\n" for row in range(3)
                )
                taken = self.service.uploads.take("r.csv", text.encode(), actor="desk")
                assert taken.receipt
                self.brought.append(taken.receipt.upload)
            case "form":
                cells = {
                    "id": f"f{number}",
                    "source": "synthetic",
                    "happened_from": f"2016-09-{self.chance.randint(12, 20)}T11:00",
                    "kind": "shelling",
                    "by": "rebels",
                    "against": "civilians",
                }
                self.service.uploads.add("report", cells, actor="desk", time_zone="Asia/Damascus")
            case "said":
                self.service.store.accept.note("said", {"number": number}, actor="service")
            case "undo" if len(self.brought) > 3:
                given = self.chance.randrange(len(self.brought))
                self.service.uploads.undo(self.brought.pop(given), actor="desk")
            case _:
                lines = [
                    f"w{row},synthetic,2016-09-{self.chance.randint(12, 20)}T10:00,shelling,rebels,"
                    f"civilians,{number},{number},Asia/Damascus"
                    for row in range(20)
                ]
                taken = self.service.uploads.take(
                    f"{number}.csv", rows(*lines).encode(), actor="desk"
                )
                assert taken.outcome is Outcome.STORED
                assert taken.receipt
                self.brought.append(taken.receipt.upload)


@dataclass(frozen=True)
class Taken:
    """A backup, and how many acts were accepted while it was made."""

    folder: Path
    found: Verification
    meanwhile: int


def opened(store: Path) -> Service:
    """A service over this store."""
    environ = {"MONITOR_STORE": str(store), "MONITOR_ACTOR": "tester"}
    return Service.open(read_settings(environ), SetClock(TODAY))


def newest(service: Service) -> int:
    """The number of the newest act."""
    return service.store.head.seq if service.store.head else 0


def judged(service: Service, known: datetime) -> Evaluation:
    """Every verdict at one moment, as known at another."""
    return service.verdicts.evaluate(AGREEMENT, at=AT, known=known)


def overlapping(taken: list[Taken]) -> int:
    """How many were made while an act was accepted."""
    return sum(one.meanwhile > 0 for one in taken)


def take(service: Service, folder: Path, count: int, chance: random.Random) -> list[Taken]:
    """Take backups at random moments: every other from outside, as if with another program.

    At least ``count``, and as many more, within bounds, as it takes until half of ``count`` were
    taken while something was accepted: how often that happens is the machine's affair.
    """
    writer = Writer(service, random.Random(chance.random()))  # noqa: S311 - acts, not secrets
    thread = Thread(target=writer.work)
    thread.start()
    taken: list[Taken] = []
    try:
        for number in range(MOST * count):
            if number >= count and overlapping(taken) >= count // 2:
                break
            for _ in range(chance.randint(1, 4)):
                assert writer.accepted.acquire(timeout=300), writer.failed
            target, before = folder / f"backup {number}", newest(service)
            if number % 2:
                found = backup(service.store.folder, target)
            else:
                found = service.backup(target, actor="tester")
            taken.append(Taken(target, found, newest(service) - before))
    finally:
        writer.done.set()
        thread.join()
    assert not writer.failed
    return taken


def check(store: Path, folder: Path, count: int, seed: int) -> str:
    """Take so many, restore each, and compare; says what was seen."""
    with opened(store) as service:
        taken = take(service, folder, count, random.Random(seed))  # noqa: S311 - moments
        acts = service.store.acts.of()
        verdicts = set()
        for number, one in enumerate(taken):
            head = acts[one.found.acts - 1]
            assert one.found.head == head.hash
            target = folder / f"restored {number}"
            assert restore(one.folder, target).head == head.hash
            with opened(target) as restored:
                assert restored.store.head == head
                assert restored.store.acts.of() == acts[: head.seq]
                live = dump(restored.store)
                restored.store.rebuild()
                assert dump(restored.store) == live
                found = judged(restored, head.recorded_at)
                assert found == judged(service, head.recorded_at)
            verdicts.add(repr(found.findings))
    assert [one.found.acts for one in taken] == sorted(one.found.acts for one in taken)
    assert overlapping(taken) >= count // 2, "too few were taken while something was accepted"
    assert len(verdicts) >= count // 3, "the verdicts hardly changed from one to the next"
    return (
        f"{len(taken)} backups, {overlapping(taken)} of them while acts were accepted (at most "
        f"{max(one.meanwhile for one in taken)}); {len(acts)} acts; {len(verdicts)} different "
        "evaluations, each equal after restoring, and so is each head"
    )


def test_six_backups_while_writing(sample: Path, tmp_path: Path) -> None:
    """Each restores to a beginning of the record, with the verdicts that were known by then."""
    check(sample, tmp_path, 6, seed=20160913)


@pytest.mark.campaign
def test_fifty_backups_while_writing(sample: Path, tmp_path: Path) -> None:
    """The same fifty times; says what it saw."""
    sys.stderr.write(f"\n{check(sample, tmp_path, 50, seed=20160914)}\n")
