"""What a case rests on: where two rules say the same of that, it comes out the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import BaseModel

from monitor.agreements.case_terms import Case
from monitor.agreements.expected import NOTHING, Expectation
from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.evaluation.tally import Question

NAMED = ("conditions", "classes", "areas", "phases")
"""The sections whose terms are asked for by name, by cases and by each other."""


@dataclass
class Reach:
    """Which terms of some rules rest on which others; found out once for each."""

    rules: Instrument
    found: dict[tuple[str | None, str], set[str]] = field(default_factory=dict)

    def of(self, reading: str | None, name: str) -> set[str]:
        """Return the names of all the terms that a term can rest on, its own included."""
        about = (reading, name)
        if about not in self.found:
            self.found[about] = reached(self.rules.under(reading), {name})
        return self.found[about]

    def drawn(self, name: str) -> set[str]:
        """Return the names of all that a strip of a class can be drawn from: who counts it, too."""
        about = ("strip", name)
        if about not in self.found:
            terms = self.rules.agreement
            asking = {it: Question.of(one) for it, one in terms.conditions.items()}
            counting = {
                it for it, asked in asking.items() if asked and asked.incident_class == name
            }
            self.found[about] = reached(terms, {name, *counting})
        return self.found[about]


@dataclass
class Alike:
    """Rules as shipped and others: what rests on nothing in which they differ is alike."""

    reach: Reach
    other: Instrument
    found: dict[str | None, set[str] | None] = field(default_factory=dict)

    @property
    def shipped(self) -> Instrument:
        """The rules as shipped."""
        return self.reach.rules

    def draws(self, case: Case) -> bool:
        """Whether the records of a case are read and drawn the same under both."""
        one, other = self.shipped.agreement, self.other.agreement
        if not case.strip:
            return one.calendar.time_zone == other.calendar.time_zone
        changed = self.changed(None)
        return changed is not None and not any(
            (self.reach.drawn(strip.class_) | {strip.scope}) & changed for strip in case.strip
        )

    def judges(self, expected: Expectation) -> bool:
        """Whether what a case expects rests on the same terms in both."""
        reading = expected.reading
        changed, telling = self.changed(reading), self.telling()
        if changed is None or expected.alert == NOTHING:
            return changed == set() and not telling
        told = (expected.alert or "").partition(" ")[0]
        if told in telling:
            return False
        return not self.reach.of(reading, expected.phase or expected.condition or told) & changed

    def telling(self) -> set[str]:
        """Return on what the alerts are that differ: no verdict rests on one."""
        one, other = self.shipped.agreement, self.other.agreement
        return {alert.on for alert in {*one.alerts} ^ {*other.alerts}}

    def changed(self, reading: str | None) -> set[str] | None:
        """Return the names of the terms that differ; None where what all verdicts rest on does."""
        if reading not in self.found:
            one, other = self.shipped.under(reading), self.other.under(reading)
            same = self.shipped.agreement.calendar == self.other.agreement.calendar
            alike = same and basis(one) == basis(other)
            self.found[reading] = set(differing(one, other)) if alike else None
        return self.found[reading]


def basis(terms: Agreement) -> object:
    """Return what every verdict rests on."""
    return terms.calendar, terms.evidence, terms.parties, terms.ends


def differing(one: Agreement, other: Agreement) -> Iterator[str]:
    """Yield the names of the terms that two agreements do not share."""
    for section in NAMED:
        ours, theirs = getattr(one, section), getattr(other, section)
        yield from (name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name))


def reached(terms: Agreement, names: set[str]) -> set[str]:
    """Return some names and all that the terms of these names mention, and what those mention."""
    found, new = set[str](), set(names)
    while new:
        found |= new
        said = [getattr(terms, part).get(name) for part in NAMED for name in new]
        areas = (
            set(terms.areas) if any(getattr(it, "per", None) == "area" for it in said) else set()
        )
        new = (areas | mentioned(it for it in said if it is not None)) - found
    return found


def mentioned(terms: Iterator[BaseModel]) -> set[str]:
    """Return every text that some terms hold: the names of others among them."""
    return {word for term in terms for word in words_in(term.model_dump(mode="json"))}


def words_in(value: object) -> set[str]:
    """Return every text in a value as it stands in JSON."""
    match value:
        case str():
            return {value}
        case dict():
            return words_in([*value.values()])
        case list():
            return {word for item in value for word in words_in(item)}
    return set()
