"""Duties of every day in plain English: what asks, what answers or announces it, what must hold."""

from collections.abc import Sequence

from monitor.agreements.english_acts import NOBODY_NAMED, ClassTold, length_told, names_told, plain
from monitor.agreements.model import (
    Agreement,
    Duty,
    Happening,
    Holding,
    Notice,
    OnlyIf,
    Response,
)
from monitor.words import phrasing


def duty_told(agreement: Agreement, duty: Duty, told: ClassTold) -> str:
    """Say what a duty of every day asks for."""
    match duty:
        case Response():
            return _response(agreement, duty, told)
        case Notice():
            return _notice(agreement, duty, told)
        case OnlyIf():
            return _only_if(agreement, duty, told)


def _response(agreement: Agreement, response: Response, told: ClassTold) -> str:
    """Say what asks for which answer, in which time."""
    asks = happening_told(agreement, response.to, told)
    answer = happening_told(agreement, response.with_, told)
    return (
        f"whenever {asks} happens, {answer}{_matching(response.match)} follows no later than "
        f"{length_told(response.within)} after it; exactly then is in time, at the same instant "
        f"is an answer, and a day is a breach as long as an answer is overdue on it; what "
        f"happened before the agreement began asks for nothing, and a day by whose end nothing "
        f"asked is not taken as kept; {_seen(response.with_, 'answer')}"
    )


def _notice(agreement: Agreement, notice: Notice, told: ClassTold) -> str:
    """Say what needs notice, and how long before."""
    asks = happening_told(agreement, notice.before, told)
    announces = happening_told(agreement, notice.of, told)
    return (
        f"whenever {asks} happens, {announces}{_matching(notice.match)} came at least "
        f"{length_told(notice.at_least)} before it; exactly so long before is enough, a notice "
        f"given before the agreement began counts, and a day on which nothing needed notice is "
        f"not taken as kept; "
        f"{_seen(notice.of, 'notice')}"
    )


def _only_if(agreement: Agreement, only_if: OnlyIf, told: ClassTold) -> str:
    """Say what needs permission, and what must hold at that instant."""
    asks = happening_told(agreement, only_if.of, told)
    own = f", by acts{_matching(only_if.match)}" if only_if.match else ""
    return (
        f"whenever {asks} happens, this holds at that very instant: "
        f"{_holding(agreement, only_if.holds)}{own}; a decision and what takes it back at one "
        f"instant is one taken back, of a condition judged day by day the day counts, and a day on "
        f"which nothing needed permission is not taken as kept"
    )


def _holding(agreement: Agreement, holding: Holding) -> str:
    """Say what holds: a condition, somebody's word or decision, or what a gate makes of several."""
    if holding.condition is not None:
        title = agreement.conditions[holding.condition].title
        return f"“{title}” ({holding.condition})" if title else f"“{holding.condition}”"
    if holding.attested is not None:
        by = names_told(agreement, holding.by, "or")
        return f"the newest attestation of “{plain(holding.attested)}” by {by} says that it is so"
    if holding.decided is not None:
        each = "a decision of each of " if len(holding.by) > 1 else "a decision of "
        by = names_told(agreement, holding.by)
        return f"{each}{by}, “{plain(holding.decided)}”, is in force"
    return _together(holding, [f"({_holding(agreement, one)})" for one in holding.members])


def _together(holding: Holding, members: Sequence[str]) -> str:
    if holding.not_ is not None:
        return f"it is not so that {members[0]}"
    if holding.at_least is not None:
        return f"at least {holding.at_least.count} of {phrasing.listed(members)}"
    if holding.any_of is not None:
        return f"at least one of {phrasing.listed(members, 'or')}"
    return f"all of {phrasing.listed(members)}"


def happening_told(
    agreement: Agreement, named: Happening, told: ClassTold, article: str = "an"
) -> str:
    """Name what happens; with `article` “the first”, the first of it."""
    if named.happened is not None:
        return f"{article} incident of {told(named.happened)}"
    by = f" by {names_told(agreement, named.by, 'or')}" if named.by else ""
    noun = "attestation" if named.attested else "decision"
    article = "a" if article == "an" and named.decided else article
    return f"{article} {noun} of “{plain(named.word)}”{by}"


def _matching(match: str | None) -> str:
    return f" with the same {plain(match)}" if match else ""


def _seen(named: Happening, what: str) -> str:
    """Say what the absence of an answer, or of a notice, takes."""
    if named.anybodys_word:
        return NOBODY_NAMED
    if named.happened is None:
        return "where none is recorded, there was none"
    return f"that there was no {what} counts only where somebody watched for it"
