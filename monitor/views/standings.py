"""Where the phases stand, a line each: for all named together, and for each where they differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.agreements.model import Agreement
from monitor.evaluation.shown import WAITING
from monitor.evaluation.verdict import ALL_NAMED, Evaluation, PhaseState, Standing
from monitor.words import phases, phrasing, times, verdicts

RUNNING = {PhaseState.OPEN, PhaseState.RENEWED}
LASTING = {PhaseState.UNRENEWED, PhaseState.LAPSED, PhaseState.CLOSED, PhaseState.DUE}
"""The states of which it is said how long they have lasted."""


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase in one line; `condition` is what makes it due, for the link, or None."""

    phase: str
    title: str
    text: str
    condition: str | None


def phase_lines(agreement: Agreement, evaluation: Evaluation) -> Iterator[PhaseLine]:
    """Yield the line of each phase, in the order of the rule file."""
    told = _Telling(agreement, evaluation)
    for name, phase in agreement.phases.items():
        standings = [one for one in evaluation.phases if one.phase == name]
        if standings:
            yield PhaseLine(
                name, title_of_phase(agreement, name), told.line(standings), phase.opens.when
            )


def title_of_phase(agreement: Agreement, name: str) -> str:
    """Return a phase's title, or its name where it has none."""
    phase = agreement.phases.get(name)
    return (phase and phase.title) or name.replace("_", " ")


def holder_name(agreement: Agreement, holder: str) -> str:
    """Return for whom a phase stands there: a party, or all named together."""
    if holder == ALL_NAMED:
        return phases.ALL_NAMED
    party = agreement.parties.get(holder)
    return party.name if party else holder


def stands(agreement: Agreement, evaluation: Evaluation, one: Standing) -> str:
    """Write where a phase stands for one holder."""
    return _Telling(agreement, evaluation).state(one)


def state_name(agreement: Agreement, one: Standing) -> str:
    """Write a state; where it is due, whose decision it waits for."""
    if one.state is PhaseState.DUE and one.waiting_for:
        parties = [holder_name(agreement, party) for party in one.waiting_for]
        return phases.DUE.format(parties=phrasing.listed(parties))
    return phases.STATES[one.state]


def open_points(agreement: Agreement, one: Standing) -> str:
    """Write until when a state can still change, and what its time hangs on; empty for neither."""
    text = ""
    if one.provisional_until is not None:
        until = times.short(one.provisional_until, agreement.zone)
        text += f"; {verdicts.PROVISIONAL.format(time=until)}"
    if one.doubts:
        text += f"; {phases.HANGS_ON.format(keys=phrasing.listed(one.doubts))}"
    return text


@dataclass(frozen=True)
class _Telling:
    """Writes standings, as of the moment of one evaluation."""

    agreement: Agreement
    evaluation: Evaluation

    def line(self, standings: Sequence[Standing]) -> str:
        """Write where a phase stands for all, then for each party where that is not the same."""
        together = next(one for one in standings if one.holder == ALL_NAMED)
        own = [one for one in standings if one.holder != ALL_NAMED]
        text = self.state(together)
        if len({(one.state, one.since) for one in own}) > 1:
            each = [
                phases.HOLDER_STANDS.format(
                    holder=holder_name(self.agreement, one.holder), state=self._short(one)
                )
                for one in own
            ]
            text = f"{text} ({'; '.join(each)})"
        return text

    def state(self, one: Standing) -> str:
        """Write a state: since when, until when, on whose decision it waits, what it hangs on."""
        waits = one.state is PhaseState.DUE and one.waiting_for
        text = state_name(self.agreement, one) if waits else self._short(one)
        if one.state in RUNNING and one.until is not None:
            text += phases.GOES_UNTIL.format(time=times.short(one.until, self.agreement.zone))
        if one.state in WAITING:
            text = "; ".join(filter(None, [text, self._conditions(one)]))
        return text + open_points(self.agreement, one)

    def _short(self, one: Standing) -> str:
        text = phases.STATES[one.state]
        if one.since is None:
            return text
        if one.state in LASTING and one.since[0] == one.since[1] and one.since[0] < self._now:
            hours = (self._now - one.since[0]) // timedelta(hours=1)
            since = self._when(one.since[0], one.since[0])
            return phases.FOR_HOW_LONG.format(state=text, time=since, hours=f"{hours:,}")
        return text + phases.SINCE.format(time=self._when(*one.since))

    def _when(self, start: datetime, end: datetime) -> str:
        zone = self.agreement.zone
        return times.of_year(times.span(start, end, zone), start, self._now, zone)

    @property
    def _now(self) -> datetime:
        return self.evaluation.at

    def _conditions(self, one: Standing) -> str:
        """Say how what would make it due stands; nothing for a phase that a time makes due."""
        when = self.agreement.phases[one.phase].opens.when
        found = [f for f in self.evaluation.findings if f.condition == when]
        if when is None or not found:
            return ""
        return phases.CONDITIONS_OF[found[0].stood.verdict]
