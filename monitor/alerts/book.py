"""All that the journal says of alerts: a fold over its acts, the same after every start."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from monitor.alerts import kept, outbox, pausing
from monitor.alerts.alert import Alert, Way
from monitor.alerts.calls import Calls
from monitor.alerts.kinds import CORRECTS
from monitor.alerts.lateness import LateLook, late_look
from monitor.alerts.notice import Notice, from_plain
from monitor.alerts.outbox import Outbox
from monitor.alerts.pausing import Pause
from monitor.alerts.snoozes import Snooze
from monitor.alerts.told import ToldDesks
from monitor.alerts.transition import Holds
from monitor.alerts.transition import from_plain as turned_from_plain

SAID, DIGEST, CALLED, DRILL = "said", "digest", "called", "drill"
"""Acts that bring notices: with what is said, with a digest, to the next person, as a drill."""
ACKNOWLEDGED, SNOOZED, WOKEN = "acknowledged", "snoozed", "woken"

WORDS = (SAID, DIGEST, CALLED, DRILL, ACKNOWLEDGED, SNOOZED, WOKEN, *outbox.WORDS, *pausing.WORDS)
"""The words of all acts that the book reads."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody acknowledged an alert; `superseded` where a later one of its thread was out."""

    by: str
    at: datetime
    superseded: bool


@dataclass(frozen=True, slots=True)
class Issued:
    """An alert as it was decided.

    Attributes:
        alert: What it tells, and how each desk was told.
        at: When it was decided, UTC.
        act: The number of the act.
        nobody: Desks that the rules name and the file of alerts does not know.
        seen: Who acknowledged it.
    """

    alert: Alert
    at: datetime
    act: int
    nobody: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()


@dataclass
class Book:
    """Everything that is known of alerts; grows act by act.

    What others read while it grows, `issued`, `snoozes`, `told_by` and `interrupted`, is replaced
    and never changed: whoever has begun to go through it goes on through what it was.

    Attributes:
        issued: The alerts by id, oldest first.
        told: What each desk was told last.
        waiting: By desk, the alerts that its next digest tells.
        expected: What each desk will have been told by them.
        snoozes: Those that stand, by desk and thread.
        calls: Who was called about what.
        outbox: The notices on their way.
        interrupted: By desk, when each message that interrupts was decided, UTC.
        digested: By desk, up to when its last digest reached, UTC.
        pause: The last one, whether it is over or not; None where there is none, or it was ended.
        told_by: By the id of each digest that went to anybody, the alerts that waited for it.
        late: What was looked at after its time, in the order in which it was.
        sent_before: By channel and thread, the ids of the notices decided, oldest first.
    """

    issued: dict[str, Issued] = field(default_factory=dict)
    told: ToldDesks = field(default_factory=ToldDesks)
    waiting: dict[str, list[Alert]] = field(default_factory=lambda: defaultdict(list))
    expected: ToldDesks = field(default_factory=ToldDesks)
    snoozes: dict[tuple[str, str], Snooze] = field(default_factory=dict)
    calls: Calls = field(default_factory=Calls)
    outbox: Outbox = field(default_factory=Outbox)
    interrupted: dict[str, list[datetime]] = field(default_factory=dict)
    digested: dict[str, datetime] = field(default_factory=dict)
    pause: Pause | None = None
    told_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    late: tuple[LateLook, ...] = ()
    sent_before: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, word: str, body: Mapping[str, Any], *, at: datetime, act: int, by: str) -> None:
        """Take in an act; one that says nothing of alerts changes nothing.

        Args:
            word: What was done.
            body: What it says of itself.
            at: When it was recorded, UTC.
            act: Its number.
            by: Who acted.
        """
        self.outbox.take(word, body, at=at, act=act, by=by)
        notices = [] if word in outbox.WORDS else [from_plain(v) for v in body.get("notices", ())]
        for notice in notices:
            self.sent_before[notice.channel, notice.thread].append(notice.id)
        match word:
            case "said":
                self._said(body, notices, at, act)
            case "digest":
                self._digest(body, notices, at)
            case "called":
                self._called(notices, body["call"], at)
            case "acknowledged":
                self._acknowledged(body, by, at)
            case "snoozed":
                self._snoozed(body, by, at, act)
            case "woken":
                self._woken(body["desk"], body["thread"])
            case "paused":
                self.pause = Pause(at, datetime.fromisoformat(body["until"]), by, body["why"], act)
            case "continued":
                self.pause = None

    def paused(self, now: datetime) -> Pause | None:
        """Return the pause that stands at an instant; None where it goes on."""
        return self.pause if self.pause is not None and now < self.pause.until else None

    def _said(
        self, body: Mapping[str, Any], notices: Iterable[Notice], at: datetime, act: int
    ) -> None:
        looked = late_look(body, at)
        self.late = self.late if looked is None else (*self.late, looked)
        plain = body.get("alerts", ())
        alerts = kept.from_plain(plain, turned_from_plain(body["transitions"])) if plain else []
        new = {
            alert.id: Issued(alert, at, act, tuple(values.get("nobody", ())))
            for alert, values in zip(alerts, plain, strict=True)
        }
        self.issued = {**self.issued, **new}
        for alert in alerts:
            for desk, way in alert.desks.items():
                if way is Way.DIGEST:
                    self.waiting[desk].append(alert)
        self.told = self.told.after(alerts)
        self.expected = self.expected.overtaken(alerts).after(alerts, digest=True)
        for desk in {d for alert in alerts for d, way in alert.desks.items() if way is Way.AT_ONCE}:
            self.interrupted = {
                **self.interrupted,
                desk: [*self.interrupted.get(desk, ()), at],
            }
        for ended in body.get("woken", ()):
            self._woken(ended["desk"], ended["thread"])
        self._called(notices, body.get("groups", {}), at)

    def _called(self, notices: Iterable[Notice], groups: Mapping[str, Any], at: datetime) -> None:
        """Take in who was called: of a desk that was interrupted, about which alerts."""
        for notice in notices:
            group = groups.get(f"{notice.desk}/{notice.alert}")
            if group is not None:
                self.calls.called(notice.desk, tuple(group), at, notice.person)

    def _digest(self, body: Mapping[str, Any], notices: Sequence[Notice], at: datetime) -> None:
        desk = body["desk"]
        waited = self.waiting.pop(desk, [])
        told = {one.alert: tuple(alert.id for alert in waited) for one in notices}
        self.told_by = {**self.told_by, **told}
        for_it = [replace(alert, desks={desk: Way.DIGEST}) for alert in waited]
        self.told = self.told.after(for_it, digest=True)
        self.expected = self.expected.without(desk)
        self.digested[desk] = max(at, datetime.fromisoformat(body["until"]))

    def _acknowledged(self, body: Mapping[str, Any], by: str, at: datetime) -> None:
        issued = self.issued.get(body["alert"])
        if issued is None:
            return
        seen = Seen(by, at, superseded=bool(body.get("superseded")))
        again = replace(issued, seen=(*issued.seen, seen))
        self.issued = {**self.issued, issued.alert.id: again}
        self.calls.acknowledged(issued.alert.id, by, at)

    def _snoozed(self, body: Mapping[str, Any], by: str, at: datetime, act: int) -> None:
        desk, thread = body["desk"], body["thread"]
        until = datetime.fromisoformat(body["until"])
        snooze = Snooze(desk, thread, at, until, by, self.holds(thread), act)
        self.snoozes = {**self.snoozes, (desk, thread): snooze}

    def _woken(self, desk: str, thread: str) -> None:
        kept = {key: one for key, one in self.snoozes.items() if key != (desk, thread)}
        self.snoozes = kept

    def holds(self, thread: str) -> Holds | None:
        """Return what was last said of a thread; None where nothing was."""
        told = [one.alert for one in self.issued.values() if one.alert.thread == thread]
        return told[-1].turned.after if told else None

    def newest_of(self, thread: str) -> str | None:
        """Return the last alert of a thread, by id; None where there is none."""
        found = [name for name, one in self.issued.items() if one.alert.thread == thread]
        return found[-1] if found else None

    def corrected(self) -> frozenset[str]:
        """Return the alerts that a later one corrects, by id."""
        issued = [one.alert for one in self.issued.values()]
        return frozenset(
            wrong for one in issued if one.kind in CORRECTS for wrong in one.references
        )
