"""Where each phase stands for each holder, as lines of text."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from monitor import words
from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import ALL_NAMED, PhaseState, Standing

_GOING_ON = {PhaseState.OPEN, PhaseState.RENEWED}


def phases(agreement: Agreement, standings: Iterable[Standing]) -> Iterator[str]:
    """Tell where each phase stands, in the order given."""
    zone = ZoneInfo(agreement.calendar.time_zone)
    for one in standings:
        yield f"{phase_name(agreement, one)}: {state(agreement, one, zone)} [{one.phase}]"


def phase_name(agreement: Agreement, one: Standing) -> str:
    """Return the title of a phase with its holder."""
    phase = agreement.phases.get(one.phase)
    title = (phase and phase.title) or one.phase.replace("_", " ")
    return f"{title}, {_holder(agreement, one.holder)}"


def state(agreement: Agreement, one: Standing, zone: ZoneInfo) -> str:
    """Write a state, since when it holds, and until when or on whose decision it waits."""
    text = words.PHASE_STATES[one.state]
    if one.state is PhaseState.DUE and one.waiting_for:
        parties = words.listed([_holder(agreement, party) for party in one.waiting_for])
        text = words.PHASE_DUE.format(parties=parties)
    if one.since is not None:
        text += words.SINCE.format(time=words.span(*one.since, zone))
    if one.until is not None and one.state in _GOING_ON:
        text += words.UNTIL.format(time=words.short_time(one.until, zone))
    if one.provisional_until is not None:
        until = words.short_time(one.provisional_until, zone)
        text += f"; {words.UNTIL_THEN.format(time=until)}"
    if one.doubts:
        text += f"; {words.HANGS_ON.format(keys=words.listed(one.doubts))}"
    return text


def _holder(agreement: Agreement, holder: str) -> str:
    if holder == ALL_NAMED:
        return words.ALL_NAMED
    party = agreement.parties.get(holder)
    return party.name if party else holder
