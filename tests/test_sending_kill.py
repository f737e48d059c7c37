"""No notice is lost or altered, whenever the sender is killed and whatever receivers do.

Receivers on this machine refuse, hang, cut off, and take a notice without saying so. What arrives
twice is counted, and known by its id.
"""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from threading import Timer

import pytest
from notice_sender import SECRET

from monitor.alerts.book import DRILL
from monitor.alerts.notice import Notice, Status, as_plain
from monitor.alerts.outbox import State
from monitor.clock import system_clock
from monitor.service import Service
from monitor.settings import PROJECT, read_settings
from tests.receivers import Hook, Post, hook, post

MISCHIEF = (200, 200, 200, 500, "hang", "lose", 200, (503, {"Retry-After": "1"}), "noise", 200)
"""What the web hook does with one request after the other; "lose" takes it and is silent."""

MAIL = ("250 2.0.0 queued", "250 2.0.0 queued", "451 later", "lose", "250 2.0.0 queued", "hang")


@dataclass
class Fickle(Post):
    """A mail server that does another thing with each mail."""

    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311

    async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201, N802
        """Take a mail, refuse it, lose it or hang."""
        self.data = self.chance.choice(MAIL)
        return await super().handle_DATA(server, session, envelope)


def notice(number: int) -> Notice:
    """A made-up notice, by mail or by web hook."""
    channel = ("mail", "hook")[number % 2]
    text = f"Made up: number {number}.\nСирия, naïve, “quoted”.\n."  # noqa: RUF001 - letters of another script
    return Notice(
        *(f"n{number:05}", f"a{number}", "", "", channel, f"Drill {number}", text),
        "",
        {"identifier": f"n{number:05}", "type": "new", "text": text},
        system_clock() - timedelta(seconds=1),
        f"thread-{number % 7}",
        status=Status.DRILL,
    )


@dataclass
class Killing:
    """Kills of the process that sends the notices of one store."""

    folder: Path
    mail: Post
    web: Hook
    chance: random.Random
    kills: int = 0
    ahead: float = 0.0

    def run(self, *, kill: bool) -> bool:
        """Let it send; kill it at some moment, or let it come to its end. Whether it did."""
        here = (str(self.folder), str(self.mail.port), str(self.web.port), str(self.ahead))
        child = subprocess.Popen(
            [sys.executable, str(PROJECT / "tests/notice_sender.py"), *here],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(PROJECT)},
        )
        timer = Timer(self.chance.uniform(0.0, 1.0), child.kill)
        with child:
            assert child.stdout is not None
            for line in child.stdout:
                match line.split():
                    case ["begin"] if kill:
                        timer.start()
                    case ["idle", ahead]:
                        self.ahead = float(ahead)
        timer.cancel()
        self.kills += child.returncode == -9
        # What hung is not waited for by whoever comes next.
        self.ahead += 1
        assert child.returncode in {0, -9}
        return child.returncode == 0


@contextmanager
def opened(folder: Path) -> Iterator[Service]:
    """The service over a store."""
    settings = read_settings({"MONITOR_STORE": str(folder), "MONITOR_ACTOR": "tester"})
    with Service.open(settings, system_clock) as service:
        yield service


def arrived(mail: Post, web: Hook) -> Iterator[tuple[str, bytes]]:
    """Each notice that arrived, by its id, with all that it says; signatures were checked."""
    assert web.forged == []
    for envelope in mail.got:
        assert isinstance(envelope.content, bytes)
        assert envelope.rcpt_tos == ["officer@example.org"]
        found = message_from_bytes(envelope.content)
        name = str(found["Message-ID"]).strip("<>").partition("@")[0]
        yield name.removeprefix("mail."), envelope.content
    for got in web.got:
        yield got.by_name["webhook-id"], got.body


def killed(folder: Path, notices: int, kills: int) -> str:
    """Send so many notices with so many kills; return what came of it, in one line."""
    made = [notice(number) for number in range(notices)]
    with opened(folder) as service:
        for first in range(0, notices, 50):
            body = {"notices": [as_plain(one) for one in made[first : first + 50]]}
            service.alerting.tell(DRILL, body, actor="tester")
    chance = random.Random(5)  # noqa: S311 - nothing is kept secret by it
    web = [chance.choice(MISCHIEF) for _ in range(notices * 20)]
    with post(Fickle()) as mail, hook(*web, 200) as door:
        door.secret = SECRET
        killing = Killing(folder, mail, door, chance)
        while killing.kills < kills and not killing.run(kill=True):
            pass
        assert killing.kills >= kills, f"all was sent after {killing.kills} kills"
        assert killing.run(kill=False)
        got = list(arrived(mail, door))
    said: dict[str, set[bytes]] = {}
    for name, content in got:
        said.setdefault(name, set()).add(content)
    with opened(folder) as service:
        parcels = list(service.alerting.book.outbox)
    states = Counter(one.state for one in parcels)
    assert len(parcels) == notices
    assert states[State.SENT] + states[State.GIVEN_UP] == notices
    missing = [one for one in parcels if not _names(said, one.notice.id)]
    lost = [one.notice.id for one in missing if one.state is not State.GIVEN_UP]
    assert lost == [], "a notice is marked as sent, and never arrived"
    assert len(missing) <= notices // 100, "too many were refused, or timed out, ten times"
    altered = [name for name, contents in said.items() if len(contents) > 1]
    assert altered == [], "a notice was altered between two attempts"
    again = sum(one.attempts - 1 for one in parcels)
    twice = len(got) - len(said)
    assert twice <= again
    unsure = sum(one.unsure for one in parcels)
    return (
        f"{notices} notices, {killing.kills} kills: 0 lost, 0 altered; {twice} arrived again, "
        f"each known by its id; {again} sent again, {unsure} of them after a kill; "
        f"{states[State.GIVEN_UP]} given up, {len(missing)} of them refused by the receiver or "
        "timed out ten times"
    )


def _names(said: dict[str, set[bytes]], name: str) -> list[str]:
    return [one for one in said if name in one]


def test_a_killed_sender_loses_nothing(tmp_path: Path) -> None:
    """Sixty notices, six kills: each arrives, with its own words, and what comes twice is known."""
    killed(tmp_path / "store", 60, 6)


@pytest.mark.campaign
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """The same with a thousand notices."""
    told = killed(tmp_path / "store", 1_000, 200)
    print(told)  # noqa: T201 - what a campaign has tried
