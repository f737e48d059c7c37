"""What a condition waits for that does not apply yet, or may not: and what would settle that."""

from monitor.agreements.model import Agreement, Condition
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.verdict import Cause
from monitor.views.marks import base_of, title_of
from monitor.views.telling import named
from monitor.words import phrasing, would_settle

_WAITS = {
    Cause.NOT_TRIGGERED: would_settle.APPLIES_AFTER,
    Cause.MAY_NOT_APPLY: would_settle.MAY_APPLY_SINCE,
}


def waiting(agreement: Agreement, explanation: Explanation) -> str | None:
    """Say what is waited for, and what would show that it has come; None where nothing is."""
    found, judged = explanation.finding, explanation.day
    name, cause = found.condition, found.stood.cause
    if judged is not None and judged.cause in _WAITS:
        name, cause = base_of(agreement, name), judged.cause
    once = agreement.conditions[name].once
    if once is None or cause not in _WAITS:
        return None
    awaited = agreement.conditions[once]
    by = _shown_by(agreement, awaited)
    return _WAITS[cause].format(title=title_of(once, awaited), by=by)


def _shown_by(agreement: Agreement, awaited: Condition) -> str:
    """Name the word, the decision or the record that shows that a condition is met."""
    if awaited.attested is not None:
        what, who = awaited.attested.what, awaited.attested.by
        return would_settle.BY_A_WORD.format(what=named(what), parties=_names(agreement, who, "or"))
    if awaited.decided is not None:
        what, who = awaited.decided.what, awaited.decided.by
        parties = _names(agreement, who, "and")
        return would_settle.BY_A_DECISION.format(what=named(what), parties=parties)
    if awaited.by is not None:
        return would_settle.BY_A_RECORD.format(what=named(awaited.by.what.word))
    return would_settle.BY_THAT_CONDITION


def _names(agreement: Agreement, who: tuple[str, ...], last: str) -> str:
    """List those whose word it takes: parties by their names, sources as they are written."""
    parties = agreement.parties
    return phrasing.listed([parties[one].name if one in parties else one for one in who], last)
