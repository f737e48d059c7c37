"""Duties of every day in plain English: what asks, what answers, by when, and what matches."""

from collections.abc import Callable

from monitor.agreements.english_acts import length_told, names_told, plain
from monitor.agreements.model import Agreement, Happening, Response

ClassTold = Callable[[str], str]
"""Tells a class by its id: what it is called, and what passes."""


def response_given(agreement: Agreement, response: Response, told: ClassTold) -> str:
    """Say what asks for which answer, in which time."""
    asks = happening_told(agreement, response.to, told)
    answer = happening_told(agreement, response.with_, told)
    return (
        f"whenever {asks} happens, {answer} follows no later than "
        f"{length_told(response.within)} after it; exactly then is in time, at the same instant "
        f"is an answer, and a day is a breach as long as an answer is overdue on it; what "
        f"happened before the agreement began asks for nothing, and a day by whose end nothing "
        f"asked is not taken as kept; {_seen(response.with_)}"
    )


def happening_told(agreement: Agreement, named: Happening, told: ClassTold) -> str:
    """Name what happens."""
    if named.happened is not None:
        return f"an incident of {told(named.happened)}"
    by = f" by {names_told(agreement, named.by, 'or')}" if named.by else ""
    kind = "an attestation" if named.attested else "a decision"
    return f"{kind} of “{plain(named.word)}”{by}"


def _seen(named: Happening) -> str:
    """Say what the absence of an answer takes."""
    if named.happened is None:
        return "where none is recorded, there was none"
    return "that there was no answer counts only where somebody watched for it"
