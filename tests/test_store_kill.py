"""Once accepted it survives a kill -9 at any moment; before that it is not there at all."""

import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Timer
from time import monotonic

import pytest
from store_samples import dump
from store_uploader import ROWS

from monitor.clock import system_clock
from monitor.incidents.record import Report
from monitor.incidents.span import FOREVER
from monitor.settings import PROJECT
from monitor.store.backup import UNFINISHED, restore
from monitor.store.errors import StoreError
from monitor.store.journal import NAME
from monitor.store.ledger import UNDO, UPLOAD
from monitor.store.store import Store
from monitor.store.verify import verify

WORDS = {"upload": UPLOAD, "said": "said", "undo": UNDO}
"""How the journal calls what the process says that it does."""

KINDS = (*WORDS, "backup")
EACH = 20
"""Kills of one store: it grows with each, and so does the time that its backups take."""


@dataclass
class Seen:
    """What many kills have shown so far."""

    kills: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    torn: int = 0
    unacknowledged: int = 0
    unfinished: int = 0
    took: dict[str, list[float]] = field(default_factory=lambda: {kind: [0.05] for kind in KINDS})
    """Seconds that each kind of act took: about so long after its begin a process is killed."""

    def __str__(self) -> str:
        """All of it, on one line."""

        def told(counts: Counter[str]) -> str:
            return ", ".join(f"{counts[kind]} {kind}" for kind in (*KINDS, "between"))

        return (
            f"{self.kills} kills, in the middle of: {told(self.hit)}; acknowledged: "
            f"{told(self.acknowledged)}; 0 lost, 0 partial; {self.torn} unfinished journal lines "
            f"set aside; {self.unacknowledged} stored, killed before it was said; "
            f"{self.unfinished} unfinished backups, each told by its name"
        )


@dataclass
class Campaign:
    """Kills of the processes that use one store, one after another."""

    folder: Path
    seen: Seen
    chance: random.Random
    accepted: dict[int, tuple[str, int]] = field(default_factory=dict)
    """What was acknowledged, by the number of its act: its kind, and the number of the file."""
    backups: dict[int, int] = field(default_factory=dict)
    """How many acts were acknowledged before a backup was begun, by its number."""
    before: int = 0
    """The newest act when the store was last looked at."""

    def kill(self, kind: str) -> None:
        """Let a process work, kill it at a moment in or just after an act of a kind, and look.

        Like a person, the next one begins with the file that was not acknowledged.
        """
        files = [number for what, number in self.accepted.values() if what == "upload"]
        command = [sys.executable, str(PROJECT / "tests/store_uploader.py"), str(self.folder)]
        child = subprocess.Popen(
            [*command, str(1 + max(files, default=0))],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(PROJECT)},
        )
        assert child.stdout is not None
        share, round_ = self.chance.uniform(0, 1.2), self.chance.randint(1, 2)
        timer = Timer(share * median(self.seen.took[kind]), child.kill)
        with child:
            under_way = self.listen(child.stdout, kind, round_, timer)
        assert child.returncode == -9, "it ended by itself"
        self.seen.kills += 1
        self.seen.hit[under_way] += 1
        self.look()

    def listen(self, lines: Iterable[str], kind: str, round_: int, timer: Timer) -> str:
        """Note what is said until the process is dead; returns what it was about."""
        under_way, since, begun = "between", 0.0, 0
        for line in lines:
            match line.split():
                case ["begin", what, number]:
                    under_way, since = what, monotonic()
                    begun += what == kind
                    if what == kind and begun == round_:
                        timer.start()
                    if what == "backup":
                        self.backups[int(number)] = max(self.accepted)
                case ["done", what, number, result]:
                    under_way = "between"
                    self.seen.took[what].append(monotonic() - since)
                    self.seen.acknowledged[what] += 1
                    if what in WORDS:
                        self.accepted[int(result)] = (what, int(number))
                    else:
                        assert verify(self.folder / "backups" / number).acts == int(result)
        return under_way

    def look(self) -> None:
        """Open the store: what was accepted is there, whole; what else is there is whole too."""
        with Store.open(self.folder / "store", system_clock) as store:
            self.seen.torn += any("unfinished" in note for note in store.notes)
            assert not [note for note in store.notes if "could not be used" in note]
            acts = {act.seq: act for act in store.acts.of()}
            found = {one.file: one for one in store.acts.uploads()}
            assert len(found) == len(store.acts.uploads()), "an upload is there twice"
            for seq, (kind, number) in self.accepted.items():
                assert acts[seq].act == WORDS[kind], "an accepted act was lost"
                match kind:
                    case "upload":
                        assert acts[seq].body["file"] == f"{number}.csv"
                    case "said":
                        assert acts[seq].body["number"] == number
                    case "undo":
                        assert found[f"{number}.csv"].undone == seq
            new = [
                seq for seq in acts if seq > max(self.before, 1) and seq not in self.accepted
            ]  # the first act of all activates the rules
            assert len(new) <= 1, "more than one act was under way"
            self.seen.unacknowledged += len(new)
            self.before = max(acts, default=0)
            with store.facts() as facts:
                believed = facts.records(Report, FOREVER.replace(year=9998))
            rows_of = Counter(f"{one.record.id.split('-')[0]}.csv" for one in believed)
            whole = {file: ROWS for file, one in found.items() if one.undone is None}
            assert rows_of == whole, "an upload is there in part, or came back"
            assert store.verify().ok
        self.look_at_backups()

    def look_at_backups(self) -> None:
        """Whatever can be restored is whole: all that was accepted before it was begun."""
        journal = (self.folder / "store" / NAME).read_bytes()
        for path in self.folder.glob("backups/*"):
            self.seen.unfinished += UNFINISHED in path.name
            target = self.folder / "restored"
            try:
                found = restore(path, target)
            except StoreError:
                assert UNFINISHED in path.name, "a backup cannot be restored"
            else:
                assert found.acts >= self.backups[int(path.name.partition(".")[0])]
                assert journal.startswith((target / NAME).read_bytes())
                shutil.rmtree(target)
            shutil.rmtree(path)


def check(folder: Path, kills: int, seed: int) -> Seen:
    """Kill so many times, at moments drawn from the seed; then make the tables again."""
    seen, chance = Seen(), random.Random(seed)  # noqa: S311 - moments, not secrets
    for stores in range(kills // EACH):
        campaign = Campaign(folder / str(stores), seen, chance)
        for _ in range(EACH):
            campaign.kill(min(KINDS, key=lambda kind: seen.hit[kind]))
        with Store.open(campaign.folder / "store", system_clock) as store:
            live = dump(store)
            store.rebuild()
            assert dump(store) == live
    sys.stderr.write(f"\n{seen}\n")
    assert seen.kills == kills
    for kind in KINDS:
        assert seen.acknowledged[kind] >= kills // 10, f"too few acts acknowledged: {kind}"
        assert seen.hit[kind] >= kills // 10, f"too few kills in the middle of: {kind}"
    return seen


def test_twenty_kills(tmp_path: Path) -> None:
    """Twenty kills lose nothing accepted; enough was hit and accepted to mean something."""
    check(tmp_path, kills=20, seed=20160912)


@pytest.mark.campaign
def test_two_hundred_kills(tmp_path: Path) -> None:
    """The same ten times as often; some backups, too, must have been caught half way."""
    seen = check(tmp_path, kills=200, seed=20160919)

    assert seen.unfinished >= 5
