"""Where a phase stands for one holder, in words that are the same the day after."""

from zoneinfo import ZoneInfo

from monitor import words
from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import PhaseState, Standing
from monitor.views.standings import RUNNING, holder_name, title_of_phase


def phase_name(agreement: Agreement, one: Standing) -> str:
    """Return the title of a phase with its holder."""
    return f"{title_of_phase(agreement, one.phase)}, {holder_name(agreement, one.holder)}"


def state(agreement: Agreement, one: Standing, zone: ZoneInfo) -> str:
    """Write a state, since when it holds, and until when or on whose decision it waits."""
    text = words.PHASE_STATES[one.state]
    if one.state is PhaseState.DUE and one.waiting_for:
        parties = words.listed([holder_name(agreement, party) for party in one.waiting_for])
        text = words.PHASE_DUE.format(parties=parties)
    if one.since is not None:
        text += words.SINCE.format(time=words.span(*one.since, zone))
    if one.until is not None and one.state in RUNNING:
        text += words.UNTIL.format(time=words.short_time(one.until, zone))
    if one.provisional_until is not None:
        until = words.short_time(one.provisional_until, zone)
        text += f"; {words.UNTIL_THEN.format(time=until)}"
    if one.doubts:
        text += f"; {words.HANGS_ON.format(keys=words.listed(one.doubts))}"
    return text
