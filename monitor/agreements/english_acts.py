"""Acts, gates and phases in plain English: what is decided, due by a time, met together, opened."""

from collections.abc import Callable, Sequence
from datetime import datetime, time

from monitor.agreements.model import (
    Agreement,
    Anchor,
    By,
    Decided,
    Deciding,
    Duration,
    Gate,
    Member,
    Opening,
    Phase,
    Unit,
)
from monitor.words import phrasing, times

ClassTold = Callable[[str], str]
"""Tells a class by its id: what it is called, and what passes."""


NOBODY_NAMED = "nobody is named who would attest it, so that none is recorded is no sign of none"


def name_of(agreement: Agreement, name: str) -> str:
    """Return the name of a party as people read it; of anybody else, as it is written."""
    party = agreement.parties.get(name)
    return party.name if party else name


def local_time_told(local: datetime) -> str:
    """Write a local time of a rule file."""
    return f"{times.day(local.date(), year=True)} {clock_told(local)}"


def clock_told(clock: time | datetime) -> str:
    """Write a time of the day to the minute; where a rule file says so, to the second."""
    return f"{clock:%H:%M:%S}" if clock.second else f"{clock:%H:%M}"


def decision_taken(agreement: Agreement, decided: Decided) -> str:
    """Say that decisions are in force, and what takes them back."""
    who = names_told(agreement, decided.by)
    each = "a recorded decision of each of " if len(decided.by) > 1 else "a recorded decision of "
    back = _quoted(decided.withdrawals)
    return f"{each}{who}, “{plain(decided.what)}”, is in force; {back} takes it back"


def term_met(agreement: Agreement, by: By, told: ClassTold) -> str:
    """Say what must be on record, by whom, how long after what; a class is told by `told`."""
    kind = "attested" if by.attested else "decided"
    said_by = f" by {names_told(agreement, by.said_by, 'or')}" if by.said_by else ""
    what = f"“{plain(by.attested or by.decided or '')}” is {kind}{said_by}"
    seen = f"; {NOBODY_NAMED}" if by.what.anybodys_word else ""
    if by.happened is not None:
        what = f"an incident of {told(by.happened)} happens"
        seen = "; that there was none in time counts only where somebody watched for it"
    if by.within is None or by.of is None:
        end = local_time_told(by.no_later_than) if by.no_later_than else ""
        return f"{what} no later than {end}; exactly then is in time{seen}"
    length, anchor = length_told(by.within), _anchor(agreement, by.of, told)
    return f"{what} no later than {length} after {anchor}; exactly then is in time{seen}"


def length_told(length: Duration) -> str:
    """Write how long a term is; of days, that they lead to the same hour."""
    days = length.unit is Unit.DAYS
    return f"{length}, to the same hour of the clock," if days else str(length)


def _anchor(agreement: Agreement, of: Anchor, told: ClassTold) -> str:
    if of.start:
        return "the beginning of the agreement"
    if of.happened is not None:
        return f"the first incident of {told(of.happened)}"
    by = f" by {names_told(agreement, of.by, 'or')}" if of.by else ""
    kind = "attestation" if of.attested else "decision"
    return f"the first {kind} of “{plain(of.attested or of.decided or '')}”{by}"


def met_together(agreement: Agreement, gate: Gate) -> str:
    """Say what a gate asks for; unknown members leave it open."""
    return f"{_gate(agreement, gate)}; what cannot be established leaves it open where it decides"


def _gate(agreement: Agreement, gate: Gate) -> str:
    members = [_member(agreement, member) for member in gate.members]
    if gate.not_ is not None:
        return f"it is not so that {members[0]} is met"
    if gate.at_least is not None:
        return f"at least {gate.at_least.count} of these are met: {phrasing.listed(members)}"
    if gate.any_of is not None:
        return f"at least one of these is met: {phrasing.listed(members, 'or')}"
    return f"all of these are met: {phrasing.listed(members)}"


def _member(agreement: Agreement, member: Member) -> str:
    if member.condition is None:
        return f"({_gate(agreement, member)})"
    title = agreement.conditions[member.condition].title
    return f"“{title}” ({member.condition})" if title else f"“{member.condition}”"


def whose_decision(agreement: Agreement, deciding: Deciding, together: str = "") -> str:
    """Name a decision and those who take it."""
    by = f" of {names_told(agreement, deciding.by)}{together}" if deciding.by else ""
    return f"a recorded decision{by}, {_quoted(deciding.decided)},"


def phase_told(agreement: Agreement, name: str, phase: Phase) -> str:
    """Tell a phase: what makes it due, opens, renews and closes it, and what follows its end."""
    title = f"{phase.title} ({name})" if phase.title else name
    clause = f", clause {phase.clause}" if phase.clause else ""
    parts = [f"{title}{clause}: {_opens(agreement, name, phase.opens)}"]
    if phase.unrenewed_after is not None:
        length = length_told(phase.unrenewed_after).rstrip(",")
        parts.append(f"An opening that states no end holds for {length}")
    if phase.renews is not None:
        by = f" of {names_told(agreement, phase.renews.by, 'or')}" if phase.renews.by else ""
        parts.append(
            f"A decision{by}, {_quoted(phase.renews.decided)}, renews it until its own end"
        )
    if phase.unrenewed_after is not None or phase.renews is not None:
        end = "it lapses" if phase.then == "lapses" else "it continues without a recorded renewal"
        parts.append(f"At its end without a renewal {end}")
    closing = [_closing(agreement, one) for one in phase.closes]
    if closing:
        parts.append(f"It is closed by {phrasing.listed(closing, 'or')}")
    if phase.assumption:
        parts.append(f"Assumption: {phase.assumption.rstrip('.')}")
    return ". ".join(parts) + "."


def _opens(agreement: Agreement, name: str, opens: Opening) -> str:
    due = "due from the beginning of the agreement"
    if opens.at is not None:
        due = f"due from {local_time_told(opens.at)}"
    if opens.when is not None:
        title = agreement.conditions[opens.when].title or opens.when
        due = f"due from the end of the first day on which “{title}” is met, whatever follows"
    if not opens.by:
        return f"{due}, and open from then on"
    by = names_told(agreement, opens.by)
    words_ = _quoted(opens.decided or (name,))
    return f"{due}; for each of {by} its own decision, {words_}, opens it, for all when all have"


def _closing(agreement: Agreement, closing: Deciding) -> str:
    by = f" of {names_told(agreement, closing.by, 'or')}" if closing.by else ""
    return f"a decision{by}, {_quoted(closing.decided)}"


def names_told(agreement: Agreement, names: Sequence[str], last: str = "and") -> str:
    """List names as people read them."""
    return phrasing.listed([name_of(agreement, name) for name in names], last)


def _quoted(decisions: Sequence[str]) -> str:
    return phrasing.listed([f"“{plain(one)}”" for one in decisions], "or")


def plain(word: str) -> str:
    """Write a word of the rules as people read it."""
    return word.replace("_", " ")
