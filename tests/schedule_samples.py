"""Synthetic agreements, records and time for tests of what is said; nothing in them happened."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from store_samples import SetClock

from monitor.agreements.load import Instrument, load_text
from monitor.incidents.record import Attestation, Coverage, Decision, Record, Report
from monitor.incidents.span import Span
from monitor.service import Service
from monitor.service.said import Said
from monitor.settings import read_settings

RULES = """\
agreement: {name}
title: A truce
status: agreed
calendar: {{time_zone: {zone}, from: {start}, day_starts: "{day}"}}
evidence: {{standard: {standard}}}
parties:
  a: {{name: A, role: party}}
  b: {{name: B, role: party}}
ends: {{decided: [suspended, ended], by: [a, b]}}
clauses:
  C-1: {{says: No attack., provenance: text}}
classes:
  attack: {{any_kind: [shelling], by: {{role: party}}}}
conditions:
  calm: {{clause: C-1, limit: {{of: attack, at_most: 0, each: day}}}}
  week: {{clause: C-1, streak: {{of: calm, for: 4 days}}}}
  quiet: {{clause: C-1, streak: {{of: calm, for: 30 hours}}}}
  access: {{clause: C-1, attested: {{what: access_open, by: [a], fresh_for: 50 hours}}}}
"""
STAGES = """\
  satisfied: {{clause: C-1, decided: {{what: satisfied, by: [a, b]}}}}
  report:
    clause: C-1
    by: {{attested: report, said_by: [a], within: 20 hours, of: calendar.from}}
  maps: {{clause: C-1, by: {{attested: maps, within: 2 days, of: {{decided: satisfied}}}}}}
  gate: {{clause: C-1, all: [satisfied, {{any: [calm, access]}}]}}
phases:
  talks:
    opens: {{when: gate, by: [a, b]}}
    renews: {{decided: extended}}
    unrenewed_after: 30 hours
  pause:
    opens: {{at: 2026-03-04T10:00, by: [a]}}
    unrenewed_after: 1 day
    then: lapses
    closes: {{decided: withdrawn}}
"""
"""Conditions and phases that follow those of RULES."""
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = {"paris": "Europe/Paris", "york": "America/New_York", "kolkata": "Asia/Kolkata"}
STARTS = {"paris": "19:00", "york": "02:30", "kolkata": "00:00"}
PERIODICAL = {"act", "periodic"}


def rules(
    name: str = "paris",
    *,
    standard: str = "reported",
    start: str = "2026-03-02T00:00",
    zone: str = "",
    stages: bool = False,
    more: str = "",
) -> Instrument:
    """One of the agreements; `standard` is what makes an attack certain.

    With `stages`, also decisions, terms, a gate and phases; `more` is added as it is.
    """
    text = (RULES + STAGES if stages else RULES).format(
        name=name,
        zone=zone or ZONES[name],
        start=start,
        day=STARTS.get(name, "00:00"),
        standard=standard,
    )
    return load_text(text + more, f"{name}.yaml")


def hours(start: float, length: float = 1) -> Span:
    """A span that begins so many hours after BEGIN."""
    return Span(start=BEGIN + start * HOUR, end=BEGIN + (start + length) * HOUR)


def attack(hour: float, id_: str = "", by: str = "A", **stated: Any) -> Report:  # noqa: ANN401
    """A report of shelling by a party, so many hours after BEGIN."""
    given = {"id": id_ or f"r{hour}", "source": "north", "kinds": ("shelling",), "by": (by,)}
    return Report(**{**given, "happened": hours(hour, 0.1), **stated})


def watch(hour: float, length: float, id_: str = "") -> Coverage:
    """Somebody watching everything, over so many hours."""
    return Coverage(id=id_ or f"w{hour}", source="watch", watched=hours(hour, length))


def decision(what: str, hour: float, agreement: str = "paris", **stated: Any) -> Decision:  # noqa: ANN401
    """A decision of party A, in effect from so many hours after BEGIN."""
    named = {"id": f"d{what}{hour}", "source": "desk", "agreement": agreement, "by": "A"}
    return Decision(**{**named, "what": what, "effective": hours(hour, 0), **stated})


def attested(hour: float, agreement: str = "paris", *, holds: bool = True) -> Attestation:
    """Party A attests access, for one hour."""
    return Attestation(
        id=f"t{hour}",
        source="desk",
        agreement=agreement,
        by="A",
        what="access_open",
        holds=holds,
        during=hours(hour, 1),
    )


def opened(folder: Path, clock: Callable[[], datetime]) -> Service:
    """A service over the store in a folder."""
    told = {"MONITOR_STORE": str(folder), "MONITOR_ACTOR": "tester"}
    return Service.open(read_settings(told), clock)


def record(service: Service, *records: Record) -> list[int]:
    """Take in records one by one; the numbers of their acts."""
    return [service.store.accept.record(one, actor="tester").upload for one in records]


def entries(service: Service, agreement: str | None = None) -> list[Said]:
    """What was said, oldest first."""
    return list(service.record.all_said(agreement))[::-1]


def boundaries(said: Iterable[Said]) -> list[Said]:
    """What was said at turning points."""
    return [one for one in said if not set(one.trigger) & PERIODICAL]


Doing = Callable[[Service], object]


@dataclass(frozen=True)
class Step:
    """Something done when the clock of the uninterrupted run shows a time."""

    at: datetime
    do: Doing


def taking(hour: float, *records: Record) -> Step:
    """Take in records so many hours after BEGIN."""
    return Step(BEGIN + hour * HOUR, lambda service: record(service, *records))


def activating(hour: float, *instruments: Instrument) -> Step:
    """Make rules count so many hours after BEGIN."""

    def do(service: Service) -> None:
        for instrument in instruments:
            service.rules.activate(instrument, actor="tester", correction=True)

    return Step(BEGIN + hour * HOUR, do)


@dataclass
class Month:
    """A run of a service through simulated time.

    Attributes:
        folder: Of its store.
        steps: What is done when.
        end: When it is over.
        tick: How often it looks on its own.
        down: Stretches in which the service is stopped; nothing is done in them.
        back: When the clock is set back, and by how much; what is done in the time that comes
            again is done where that ends.
    """

    folder: Path
    steps: Sequence[Step]
    end: datetime
    tick: timedelta = timedelta(hours=12)
    down: Sequence[tuple[datetime, datetime]] = ()
    back: Sequence[tuple[datetime, timedelta]] = ()

    def run(self) -> list[Said]:
        """Go through it, and return everything that was said, in order."""
        clock = SetClock(BEGIN)
        steps = sorted(self.steps, key=lambda step: step.at)
        service: Service | None = opened(self.folder, clock)
        again = dict(self.back)
        for now in self._instants():
            clock.now = now
            is_down = any(since <= now < until for since, until in self.down)
            if is_down and service:
                service.close()
                service = None
            if is_down:
                continue
            service = service or opened(self.folder, clock)
            if now in again:
                self._live_again(service, clock, now, again[now])
            while steps and steps[0].at <= now:
                steps.pop(0).do(service)
            done = service.keep_up(actor="scheduler", periodic=True)
            assert not done.failed
        assert service
        assert not steps
        found = entries(service)
        service.close()
        return found

    def _live_again(
        self, service: Service, clock: SetClock, until: datetime, length: timedelta
    ) -> None:
        """Set the clock back, and let it look at all times until it is where it was."""
        service.keep_up(actor="scheduler", periodic=True)
        clock.now = until - length
        while clock.now < until:
            before = len(entries(service))
            service.keep_up(actor="scheduler", periodic=True)
            assert len(entries(service)) == before, "nothing is said of time that comes again"
            clock.pass_by(self.tick)
        clock.now = until

    def _instants(self) -> list[datetime]:
        """When it looks: regularly, and when something is done."""
        count = (self.end - BEGIN) // self.tick
        regular = {BEGIN + n * self.tick for n in range(count + 1)}
        return sorted(regular | {step.at for step in self.steps} | {at for at, _ in self.back})
