"""Whose breach an incident is, and who answers for them, in words."""

from monitor.agreements.model import Agreement
from monitor.evaluation.explanation import Doer, Evidence
from monitor.words import phrasing, why_page


def whose(agreement: Agreement, item: Evidence) -> str:
    """Write who did it, as the reports have it, each an alternative, and who answers for whom.

    Empty where it breaks nothing, or nobody is named that the agreement knows.
    """
    if not any(doer.party for doer in item.doers):
        return ""
    told = dict.fromkeys(_doer(agreement, doer) for doer in item.doers)
    if None in item.incident.by:
        told[why_page.OR_ELSE] = None
    return "; or ".join(told)


def _doer(agreement: Agreement, doer: Doer) -> str:
    if doer.party is None:
        return phrasing.actors([doer.name])
    parties = agreement.parties
    words = {True: why_page.ANSWERS, False: why_page.MAY_ANSWER}
    answering = [
        words[one.certain].format(by=parties[one.by].name, per=one.per) for one in doer.answering
    ]
    return "; ".join([parties[doer.party].name, *answering])
