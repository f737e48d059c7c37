"""Where a phase stands for one holder, in words that are the same the day after."""

from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import PhaseState, Standing
from monitor.views.standings import RUNNING, holder_name, title_of_phase
from monitor.words import duties, phases, phrasing, times, verdicts


def phase_name(agreement: Agreement, one: Standing) -> str:
    """Return the title of a phase with its holder."""
    return f"{title_of_phase(agreement, one.phase)}, {holder_name(agreement, one.holder)}"


def state(agreement: Agreement, one: Standing, zone: ZoneInfo) -> str:
    """Write a state, since when it holds, and until when or on whose decision it waits."""
    text = phases.STATES[one.state]
    if one.state is PhaseState.DUE and one.waiting_for:
        parties = phrasing.listed([holder_name(agreement, party) for party in one.waiting_for])
        text = phases.DUE.format(parties=parties)
    if one.since is not None:
        text += phases.SINCE.format(time=times.span(*one.since, zone))
    if one.until is not None and one.state in RUNNING:
        text += duties.UNTIL.format(time=times.short(one.until, zone))
    if one.provisional_until is not None:
        until = times.short(one.provisional_until, zone)
        text += f"; {verdicts.PROVISIONAL.format(time=until)}"
    if one.doubts:
        text += f"; {phases.HANGS_ON.format(keys=phrasing.listed(one.doubts))}"
    return text
