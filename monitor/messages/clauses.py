"""The clause of the text that a message is about."""

from monitor.agreements.model import Agreement, Clause, Phase
from monitor.alerts.transition import Transition
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.noted import Note
from monitor.evaluation.taking_back import asks_for
from monitor.incidents.vocabulary import Says
from monitor.messages.speaking import Speaking
from monitor.views.marks import base_of
from monitor.words import names_of

OF_ITS_END = {Says.DECLARES_OVER.value, Says.JUDGES_UNMET.value}
"""Statements that bear on how an agreement ends, though they end nothing."""


def clause_of(speaking: Speaking) -> tuple[str, Clause] | None:
    """Return the number and the clause that it is about; None where the rules name none.

    Of a condition or phase it is its own; of a decision that of what asks for it or is moved by it;
    of any other decision, of a statement that it is over or unmet, and of whether the agreement is
    in force, that on how it ends; of a serious incident that of the condition that counts it, or
    may; of a count of days that of what it counts.
    """
    terms = speaking.around.terms
    number = _number(speaking, terms)
    return (number, terms.clauses[number]) if number in terms.clauses else None


def in_words(number: str, clause: Clause) -> str:
    """Write a clause: its number, what it says, and how we came by it."""
    provenance = names_of.PROVENANCE[clause.provenance]
    return f"{number}: {clause.says.removesuffix('.')} ({provenance})"


def _number(speaking: Speaking, terms: Agreement) -> str:
    about = speaking.alert.turned.subject
    condition, phase = speaking.condition, terms.phases.get(about.phase or "")
    if condition is not None:
        return condition.clause
    if phase is not None:
        return phase.clause or ""
    if about.noted == Note.SERIOUS:
        return _of_incident(speaking, terms)
    if about.noted is not None and speaking.source is None:
        return _of_act(about.noted, speaking.alert.turned, terms)
    return (terms.ends.clause or "") if terms.ends and speaking.source is None else ""


def _of_incident(speaking: Speaking, terms: Agreement) -> str:
    """Return the clause of the condition that counts an incident, or may; empty for none."""
    weighed, told = speaking.around.weighed, speaking.around.explanation
    if weighed is not None:
        counts = weighed.condition is not None and weighed.counts is not False
        return terms.conditions[weighed.condition or ""].clause if counts else ""
    if told is None or not _names(told, speaking.alert.turned.subject.key):
        return ""
    return terms.conditions[base_of(terms, told.finding.condition)].clause


def _of_act(noted: str, turned: Transition, terms: Agreement) -> str:
    """Return the clause on which a statement or a decision bears; empty where it bears on none."""
    holds = turned.after or turned.before
    if holds is None:
        return ""
    ends = (terms.ends.clause or "") if terms.ends else ""
    if noted == Note.STATEMENT:
        return ends if holds.word in OF_ITS_END else ""
    taken_out = {*terms.ends.decided, *terms.ends.resumed} if terms.ends else set[str]()
    if asking := asks_for(terms, holds.word):
        return terms.conditions[asking].clause
    moved = [one for name, one in terms.phases.items() if holds.word in _turning(name, one)]
    return (moved[0].clause or "") if moved and holds.word not in taken_out else ends


def _turning(name: str, phase: Phase) -> set[str]:
    """Return the decisions that open, renew or close a phase."""
    deciding = [*phase.closes, *([phase.renews] if phase.renews else [])]
    opening = (phase.opens.decided or (name,)) if phase.opens.by else ()
    return {*opening, *(word for one in deciding for word in one.decided)}


def _names(told: Explanation, incident: str | None) -> bool:
    """Whether an explanation weighs an incident; another one says nothing of its clause."""
    return any(item.incident.id == incident for item in told.evidence)
