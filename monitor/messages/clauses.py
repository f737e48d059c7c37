"""The clause of the text that a message is about."""

from monitor.agreements.model import Agreement, Clause
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.noted import Note
from monitor.messages.speaking import OF_SOURCES, Speaking
from monitor.views.marks import base_of
from monitor.words import names_of


def clause_of(speaking: Speaking) -> tuple[str, Clause] | None:
    """Return the number and the clause that it is about; None where the rules name none.

    Of a condition or phase it is its own; of whether the agreement is in force, of a decision or
    a statement, that on how it ends; of a serious incident that of the condition that weighs it, of
    a count of days that of what it counts.
    """
    terms = speaking.around.terms
    number = _number(speaking, terms)
    return (number, terms.clauses[number]) if number in terms.clauses else None


def in_words(number: str, clause: Clause) -> str:
    """Write a clause: its number, what it says, and how we came by it."""
    provenance = names_of.PROVENANCE[clause.provenance]
    return f"{number}: {clause.says.removesuffix('.')} ({provenance})"


def _number(speaking: Speaking, terms: Agreement) -> str:
    about, told = speaking.alert.turned.subject, speaking.around.explanation
    condition, phase = speaking.condition, terms.phases.get(about.phase or "")
    if condition is not None:
        return condition.clause
    if phase is not None:
        return phase.clause or ""
    if about.noted == Note.SERIOUS:
        if told is None or not _names(told, about.key):
            return ""
        return terms.conditions[base_of(terms, told.finding.condition)].clause
    of_a_source = speaking.alert.kind in OF_SOURCES
    return (terms.ends.clause or "") if terms.ends and not of_a_source else ""


def _names(told: Explanation, incident: str | None) -> bool:
    """Whether an explanation weighs an incident; another one says nothing of its clause."""
    return any(item.incident.id == incident for item in told.evidence)
