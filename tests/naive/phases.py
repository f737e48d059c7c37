"""Where each phase stands for each holder, in every world that the record allows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Agreement, Deciding, Phase
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from monitor.incidents.span import FOREVER, TICK
from tests.naive.acts import Act, World, after, decisions, turning, worlds
from tests.naive.days import instant
from tests.naive.gauge import Case
from tests.naive.naive import first_kept

Trigger = datetime | None
"""When a phase became due; None where it has not."""
TOGETHER = "all"
RUNNING = ("open", "renewed", "continues_unrenewed")


def phase_states(
    agreement: Agreement, versions: Sequence[Known[Record]], at: datetime, known: datetime
) -> dict[tuple[str, str], str]:
    """Say where every phase stands.

    Args:
        agreement: Its terms, a reading already applied.
        versions: Every version of every record, in any order.
        at: The instant judged; aware.
        known: What was recorded and not undone at this instant is taken; aware.

    Returns:
        The state of each phase for each holder: a party's id, or "all" for all of them.
    """
    case = Case(agreement, versions, at, known)
    over = not any(first <= at < end for first, end in case.force)
    past = [end for _, end in case.force if end <= at]
    if over and past:
        case = Case(agreement, versions, max(past), known)
    found = {}
    for name, phase in agreement.phases.items():
        for holder, states in _states(case, name, phase).items():
            words = {_ended(state) if over and at >= case.start else state for state in states}
            if at < case.start:
                words = {"not_due"}
            found[name, holder] = _together_in_all(words)
    return found


def _ended(state: str) -> str:
    return "closed" if state in {"due", *RUNNING} else state


def _together_in_all(words: set[str]) -> str:
    if len(words) == 1:
        return next(iter(words))
    return "may_be_due" if words == {"not_due", "due"} else "undetermined"


def triggers(case: Case, phase: Phase) -> set[Trigger]:
    """Return every instant at which the phase may have become due by the instant judged."""
    opens = phase.opens
    if opens.when is None:
        zone = case.agreement.calendar.time_zone
        due = case.start if opens.at is None else instant(opens.at, zone)
        return {due if due <= case.at else None}
    return set(first_kept(case, opens.when))


@dataclass(frozen=True)
class Acts:
    """The acts on a phase of one holder."""

    opening: Sequence[Act]
    renewing: Sequence[Act]
    closing: Sequence[Act]


def _states(case: Case, name: str, phase: Phase) -> dict[str, set[str]]:
    """Return, for each holder, its states in all worlds."""
    holders = {holder: _acts(case, name, phase, [holder]) for holder in phase.opens.by}
    if not holders:
        holders[TOGETHER] = _acts(case, name, phase, list(case.agreement.parties))
    every = [
        act for acts in holders.values() for act in (*acts.opening, *acts.renewing, *acts.closing)
    ]
    due = triggers(case, phase)
    found: dict[str, set[str]] = {}
    for world in worlds(every, _marks(case, phase, every, due)):
        for trigger in due:
            states = {
                holder: Walk(case, phase, acts, world).state(trigger)
                for holder, acts in holders.items()
            }
            states[TOGETHER] = _all_named([*states.values()])
            for holder, state in states.items():
                found.setdefault(holder, set()).add(state)
    return found


def _acts(case: Case, name: str, phase: Phase, own: list[str]) -> Acts:
    def taken(items: Iterable[Deciding]) -> list[Act]:
        acts: dict[str, Act] = {}
        for item in items:
            for act in decisions(case, item.decided):
                if act.is_by(case, item.by or own):
                    acts[act.key] = act
        return list(acts.values())

    words = phase.opens.decided or (name,)
    opening = [act for act in decisions(case, words) if act.is_by(case, own)]
    return Acts(
        opening if phase.opens.by else [],
        taken([phase.renews] if phase.renews else []),
        taken(phase.closes),
    )


def _marks(case: Case, phase: Phase, acts: Sequence[Act], due: set[Trigger]) -> set[datetime]:
    """Return the instants, other than those of the acts themselves, at which a state may turn."""
    marks = {case.at, *(trigger for trigger in due if trigger is not None)}
    if phase.unrenewed_after is not None:
        zone = case.agreement.calendar.time_zone
        ends = {end for act in acts for end in (act.first, act.last, act.until)} - {FOREVER}
        length = phase.unrenewed_after
        marks |= {after(each, length, zone) for each in marks | ends}
        marks |= turning(marks | ends, length, zone)
    return marks


def _all_named(states: list[str]) -> str:
    """Return where a phase stands for all named parties together, in one world."""
    for word in ("not_due", "closed", "lapsed", "due", "continues_unrenewed"):
        if word in states:
            return word
    return "renewed" if all(state == "renewed" for state in states) else "open"


class Walk:
    """A phase of one holder in one world, walked from instant to instant."""

    def __init__(self, case: Case, phase: Phase, acts: Acts, world: World) -> None:
        def when(act: Act) -> datetime:
            return world[act.key]

        self.at = case.at
        self.phase = phase
        self.openings = [(when(act), act.until) for act in acts.opening]
        self.renewals = [(when(act), act.until) for act in acts.renewing]
        self.closings = {when(act) for act in acts.closing}
        self.holds = self._lengths(case.agreement.calendar.time_zone)
        self.status = "due"
        self.cover = FOREVER
        self.spent: datetime | None = None
        """Opening decisions before here open nothing any more, nor those at a closing."""

    def _lengths(self, zone: str) -> Callable[[datetime], datetime]:
        length = self.phase.unrenewed_after
        return lambda moment: FOREVER if length is None else after(moment, length, zone)

    def state(self, trigger: Trigger) -> str:
        """Return the state at the instant judged, the phase having become due at `trigger`."""
        if trigger is None or trigger > self.at:
            return "not_due"
        if not self.phase.opens.by:
            self.openings = [(trigger, FOREVER)]
        acts = {*self.closings, *(when for when, _ in (*self.openings, *self.renewals))}
        ends = {until for _, until in (*self.openings, *self.renewals)}
        turns = {trigger, *acts, *ends}
        turns |= {self.holds(turn) for turn in turns if turn != FOREVER}
        for now in sorted(turn for turn in turns if turn <= self.at):
            self._run_out(now)
            self._open(now, trigger)
            self._renew(now)
            self._close(now)
        return self.status

    def _run_out(self, now: datetime) -> None:
        """End the cover, unless at this very instant it is renewed or the phase closed."""
        renewed = any(when == now for when, _ in self.renewals)
        if self.status not in RUNNING or self.cover > now or renewed or now in self.closings:
            return
        self.status = "continues_unrenewed"
        if self.phase.then == "lapses":
            self.status, self.spent = "lapsed", now - TICK

    def _open(self, now: datetime, trigger: datetime) -> None:
        if self.status in RUNNING or now < trigger:
            return
        covers = [
            self.holds(now) if until == FOREVER else until
            for when, until in self.openings
            if when <= now < until and (self.spent is None or when > self.spent)
        ]
        if covers:
            self.status, self.cover = "open", max(covers)

    def _renew(self, now: datetime) -> None:
        ends = [until for when, until in self.renewals if when == now < until]
        if self.status in RUNNING and ends:
            self.status, self.cover = "renewed", max(self.cover, *ends)

    def _close(self, now: datetime) -> None:
        if now in self.closings:
            self.spent = now
            self.status = "closed" if self.status in RUNNING else self.status
