"""The clause of the text that a message is about."""

from monitor.agreements.model import Agreement, Clause
from monitor.evaluation.noted import Note
from monitor.messages.speaking import OF_SOURCES, Speaking
from monitor.words import names_of


def clause_of(speaking: Speaking) -> tuple[str, Clause] | None:
    """Return the number and the clause that it is about; None where the rules name none.

    Of a condition or phase it is its own; of whether the agreement is in force, of a decision or
    a statement, that on how it ends; of a serious incident that of the condition that judges it.
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
        judging = terms.conditions.get(told.finding.condition) if told else None
        return judging.clause if judging else ""
    of_a_source = speaking.alert.kind in OF_SOURCES
    return (terms.ends.clause or "") if terms.ends and not of_a_source else ""
