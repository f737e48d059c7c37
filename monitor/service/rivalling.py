"""How something stands under every reading of the text, at one instant."""

from collections.abc import Iterator
from datetime import datetime

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.alerts.transition import Subject
from monitor.evaluation.finding import finding
from monitor.evaluation.standing import standings_of
from monitor.evaluation.view import View
from monitor.messages.around import Rival
from monitor.views.verdict_words import verdict_words
from monitor.words import phases


def rivals(instrument: Instrument, view: View, about: Subject, at: datetime) -> Iterator[Rival]:
    """Yield how a condition or phase stands under each reading, the open one first.

    Nothing of anything else, nor where alerts name no reading of it: nobody asked.

    Args:
        instrument: The rules that count.
        view: The record, and what was known.
        about: The subject.
        at: The instant.
    """
    on = about.condition or about.phase
    if on is None or not any(e.on == on and e.reading for e in instrument.agreement.alerts):
        return
    for reading in (None, *instrument.variants):
        terms = instrument.under(reading)
        says = _says(terms, View(terms, view.facts, at, view.known, None), about)
        if says:
            yield Rival(reading, says)


def _says(terms: Agreement, view: View, about: Subject) -> str:
    if about.phase is not None:
        found = (one for one in standings_of(view, about.phase) if one.holder == about.holder)
        return next((phases.STATES[one.state] for one in found), "")
    condition = terms.conditions.get(about.condition or "")
    if condition is None or about.condition is None or about.scope not in view.scopes(condition):
        return ""
    judged = finding(view, about.condition, condition, about.scope)
    return verdict_words(condition)[judged.stood.verdict] if judged else ""
