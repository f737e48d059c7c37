"""Once accepted it survives a kill -9 at any moment; before that it is not there at all."""

import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

import pytest
from store_samples import SetClock, dump
from store_uploader import ROWS

from monitor.clock import system_clock
from monitor.incidents.record import Report
from monitor.incidents.span import FOREVER
from monitor.settings import PROJECT
from monitor.store.store import Store

LONGEST = 0.5
"""Seconds after its first acknowledgement in which the process is killed."""


@dataclass
class Campaign:
    """What many kills have shown so far."""

    folder: Path
    kills: int = 0
    accepted: set[int] = field(default_factory=set)
    undone: int = 0
    torn: int = 0
    unacknowledged: int = 0

    def kill(self, after: float) -> None:
        """Let a process upload, kill it so long after its first acknowledgement, and look.

        Like a person, it begins with the file that was not acknowledged.
        """
        first = 1 + max(self.accepted, default=0)
        command = [sys.executable, str(PROJECT / "tests/store_uploader.py"), str(self.folder)]
        child = subprocess.Popen(
            [*command, str(first)],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(PROJECT)},
        )
        assert child.stdout is not None
        acknowledged = []
        timer = Timer(after, child.kill)
        with child:
            for line in child.stdout:
                acknowledged.append(line.split())
                if len(acknowledged) == 2:
                    timer.start()
        assert child.returncode == -9, "it ended by itself"
        self.kills += 1
        numbers = {int(n) for n, _ in (w for w in acknowledged if len(w) == 2) if n.isdigit()}
        self.accepted |= numbers
        self.undone += sum(words[0] == "undone" for words in acknowledged)
        self.look()

    def look(self) -> None:
        """Open the store: what was accepted is there, whole; what else is there is whole too."""
        with Store.open(self.folder, system_clock) as store:
            self.torn += any("unfinished" in note for note in store.notes)
            assert not [note for note in store.notes if "could not be used" in note]
            found = {int(one.file.removesuffix(".csv")): one for one in store.uploads()}
            assert self.accepted <= found.keys(), "an accepted upload was lost"
            assert len(found) == len(store.uploads()), "an upload is there twice"
            unacknowledged = len(found.keys() - self.accepted)
            assert unacknowledged <= 1, "more than one upload was under way"
            self.unacknowledged += unacknowledged
            with store.facts() as facts:
                believed = facts.records(Report, FOREVER.replace(year=9998))
            rows_of: dict[int, int] = {}
            for one in believed:
                number = int(one.record.id.split("-")[0])
                rows_of[number] = rows_of.get(number, 0) + 1
            whole = {number: ROWS for number, one in found.items() if one.undone is None}
            assert rows_of == whole, "an upload is there in part, or came back"
            assert store.verify().ok


def check(folder: Path, kills: int, seed: int) -> Campaign:
    """Kill so many times, at moments drawn from the seed; then make the tables again."""
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    campaign = Campaign(folder)
    for _ in range(kills):
        campaign.kill(moments.uniform(0, LONGEST))
    with Store.open(folder, SetClock()) as store:
        live = dump(store)
        store.rebuild()
        assert dump(store) == live
    return campaign


def test_twenty_kills(tmp_path: Path) -> None:
    """Twenty kills during uploads lose nothing accepted; enough was accepted to mean something."""
    campaign = check(tmp_path, kills=20, seed=20160912)

    assert campaign.kills == 20
    assert len(campaign.accepted) >= 30, "too few uploads were accepted for the kills to mean much"


@pytest.mark.campaign
def test_two_hundred_kills(tmp_path: Path) -> None:
    """The same ten times as often; says what it saw."""
    campaign = check(tmp_path, kills=200, seed=20160919)
    sys.stderr.write(
        f"\n{campaign.kills} kills: {len(campaign.accepted)} uploads accepted, 0 lost, 0 partial; "
        f"{campaign.undone} undone; {campaign.torn} unfinished journal lines set aside; "
        f"{campaign.unacknowledged} stored, killed before it was said, then said again once\n"
    )

    assert len(campaign.accepted) >= 300
