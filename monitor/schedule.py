"""The scheduler: keeps what is said up with acts and time, from start to stop.

APScheduler tells the time; one thread of ours does the work, so that whoever brings an act only
sets a flag and waits for nothing.
"""

import logging
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import TracebackType
from typing import Self

from apscheduler.schedulers.background import BackgroundScheduler

from monitor.alerts import outbox
from monitor.alerts.pausing import Pause
from monitor.digesting import next_told, tell_digests
from monitor.inbox.looked import Looked
from monitor.inbox.looking import Inbox
from monitor.service import Service
from monitor.service.keeping_up import KeptUp
from monitor.service.said import SAID
from monitor.store.act import Act

ACTOR = "scheduler"
"""Who says what is said without being asked."""

LOOKS = timedelta(seconds=5)
"""How often the folder of files to be taken up is looked into."""

_log = logging.getLogger(__name__)


RUNS = 12
"""How many of the last runs are kept."""


class Why(StrEnum):
    """What had it run."""

    START = "start"
    ACT = "act"
    TIME = "time"
    """Something turned, or a call or digest was due."""
    LOOK = "look"
    """It looks at times where nothing happens."""
    SENDING = "sending"
    """Something became of a message."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the scheduler.

    Attributes:
        at: Up to when it did its work, UTC.
        why: What had it run; nothing where it was asked to.
        act: The number of the newest act among the reasons; None without one.
        said: How many entries it journalled.
        failed: Whether something failed in it.
    """

    at: datetime
    why: tuple[Why, ...]
    act: int | None
    said: int
    failed: bool


@dataclass(frozen=True, slots=True)
class Health:
    """How the scheduler fares.

    Attributes:
        running: Whether it is started and not stopped.
        ran_at: Up to when it has last done its work, UTC; None before.
        next: When something turns on its own again, UTC; None where that is not soon.
        failed: What went wrong the last time, by agreement; under "" where it was none of them.
        inbox: What the folder of files to be taken up is like; None where none is looked into.
        paused: The pause that stands; None where it goes on.
        runs: The last runs, newest first.
    """

    running: bool
    ran_at: datetime | None
    next: datetime | None
    failed: dict[str, str]
    inbox: Looked | None = None
    paused: Pause | None = None
    runs: Sequence[Run] = ()

    def as_plain(self) -> dict[str, object]:
        """Return it as plain JSON values, times as ISO 8601 in UTC."""
        return {
            "running": self.running,
            "ran_at": self.ran_at.isoformat() if self.ran_at else None,
            "next": self.next.isoformat() if self.next else None,
            "failed": self.failed,
            "inbox": self.inbox.as_plain() if self.inbox else None,
            "paused_until": self.paused.until.isoformat() if self.paused else None,
        }


class Scheduler:
    """Says what is to be said, of one service: on starting, at acts, at turning points, at times.

    Started once and stopped once; `tick` may be called without either.
    """

    def __init__(
        self,
        service: Service,
        every: timedelta,
        inbox: Inbox | None = None,
        looks: timedelta = LOOKS,
    ) -> None:
        """Begin with nothing planned.

        Args:
            service: The service that it is of.
            every: How often it looks where nothing happens.
            inbox: The folder of files to be taken up; None where there is none.
            looks: How often that is looked into.
        """
        self._service = service
        self._every = every
        self._inbox = inbox
        self._looks = looks
        self._wake = threading.Event()
        self._look = threading.Event()
        self._stopping = threading.Event()
        self._one = threading.Lock()
        self._reasons: dict[Why, int | None] = {}
        self._runs: deque[Run] = deque(maxlen=RUNS)
        self._done: KeptUp | None = None
        self._failed: dict[str, str] = {}
        self._ran_at: datetime | None = None
        self._jobs = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._thread = threading.Thread(target=self._work, name="scheduler", daemon=True)
        self._open = ExitStack()

    def start(self) -> None:
        """Catch up in the background, and keep up from then on; returns at once."""
        self._open.enter_context(self._service.telling(self._accepted))
        self._jobs.add_job(self._periodic, "interval", seconds=self._every.total_seconds())
        if self._inbox:
            self._jobs.add_job(self._look_in, "interval", seconds=self._looks.total_seconds())
        self._jobs.start()
        self._thread.start()
        self._run(Why.START)

    def stop(self) -> None:
        """Stop; what is being said is finished, what is left is said after the next start."""
        self._stopping.set()
        self._wake.set()
        self._open.close()
        # First ours, then theirs: their shutdown holds a lock that planning asks for.
        self._thread.join()
        self._jobs.shutdown(wait=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def health(self) -> Health:
        """How it fares."""
        running = self._thread.is_alive() and not self._stopping.is_set()
        following = self._done.next if self._done else None
        inbox = self._inbox.looked if self._inbox else None
        runs = tuple(reversed(self._runs))
        failed = dict(self._failed)
        try:
            paused = self._paused
        except Exception:  # noqa: BLE001 - of a store that cannot be read `failed` tells
            paused = None
        return Health(running, self._ran_at, following, failed, inbox, paused, runs)

    def tick(self, *, periodic: bool = False) -> KeptUp | None:
        """Do once what there is to do; None where it failed, which `health` then shows.

        While somebody has it pause nothing is done; what was missed is said when it goes on.

        Args:
            periodic: Say also what is new though nothing was recorded.
        """
        with self._one:
            reasons: dict[Why, int | None] = {}
            try:
                if pause := self._paused:
                    return KeptUp(self._service.store.present(), next=pause.until, stopped=True)
                reasons, self._reasons = self._reasons, {}
                done = self._service.keep_up(actor=ACTOR, periodic=periodic, stop=self._halted)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is shown and the schedule goes on
                _log.exception("The scheduler could not do its work.")
                self._failed = {"": _told(error)}
                self._note(self._service.moment(), reasons, 0)
                return None
            self._done = done
            self._failed = {name: _told(error) for name, error in done.failed.items()}
            self._tell(done)
            self._ran_at = done.until
            self._note(done.until, reasons, done.said)
            return done

    @property
    def _paused(self) -> Pause | None:
        return self._service.alerting.book.paused(self._service.store.present())

    def _halted(self) -> bool:
        return self._stopping.is_set() or self._paused is not None

    def _note(self, at: datetime, reasons: dict[Why, int | None], said: int) -> None:
        """Keep a run; not one that came of sending alone and said nothing: there are many."""
        if said or self._failed or set(reasons) != {Why.SENDING}:
            why = tuple(sorted(reasons))
            self._runs.append(Run(at, why, reasons.get(Why.ACT), said, bool(self._failed)))

    def _run(self, why: Why, act: int | None = None) -> None:
        """Have it run for a reason; returns at once."""
        self._reasons = {**self._reasons, why: act}
        self._wake.set()

    def _tell(self, done: KeptUp) -> None:
        """Call people, end snoozes, tell the digests that are due, and plan for the next."""
        now = done.until
        try:
            self._service.calling.due(now, actor=ACTOR)
            self._service.waking.due(now, actor=ACTOR)
            tell_digests(self._service, now, actor=ACTOR)
        except Exception as error:  # noqa: BLE001 - as above; what is said goes on
            _log.exception("The scheduler could not tell a digest, or call anybody.")
            self._failed[""] = _told(error)
        service = self._service
        coming = (done.next, service.calling.next(), service.waking.next(), next_told(service, now))
        done.next = min((at for at in coming if at is not None), default=None)

    def _work(self) -> None:
        """Wait to be woken, do what there is to do, plan when to be woken; until stopped."""
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._stopping.is_set():
                return
            periodic = self._look.is_set()
            self._look.clear()
            done = self.tick(periodic=periodic)
            if done and done.next and not self._stopping.is_set():
                self._jobs.add_job(
                    self._turned, "date", run_date=done.next, id="turning", replace_existing=True
                )

    def _accepted(self, act: Act) -> None:
        """Be told of an act: what was said calls for nothing to be said."""
        if act.act in outbox.WORDS:
            self._run(Why.SENDING)
        elif act.act != SAID:
            self._run(Why.ACT, act.seq)

    def _turned(self) -> None:
        self._run(Why.TIME)

    def _look_in(self) -> None:
        """Look into the folder, beside what is said: reading a file holds nothing up."""
        if self._inbox:
            self._inbox.look(stop=self._stopping.is_set)

    def _periodic(self) -> None:
        self._look.set()
        self._run(Why.LOOK)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
