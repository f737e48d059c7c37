"""Whether an incident belongs to a class, from what its reports state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from monitor.agreements.model import Agreement, Filter, IncidentClass, Quantity
from monitor.evaluation.check.names import Names, Truth, plain, same
from monitor.incidents.version import Figures, Incident, Stated
from monitor.incidents.vocabulary import CIVILIANS

Answer = Callable[[str, datetime], Truth]
"""Says of one stated value, at a local time, whether it passes."""


def worst(answers: Sequence[Truth]) -> Truth:
    """All together: one False makes it False, else one unknown makes it unknown."""
    if any(answer is False for answer in answers):
        return False
    return None if any(answer is None for answer in answers) else True


def best(answers: Sequence[Truth]) -> Truth:
    """Any one: one True makes it True, else one unknown makes it unknown."""
    if any(answer is True for answer in answers):
        return True
    return None if any(answer is None for answer in answers) else False


@dataclass(frozen=True, slots=True)
class Sought:
    """What incidents are asked for: a class, in an area, of one scope of a condition."""

    class_: str
    within: str | None = None
    per: str | None = None
    scope: str | None = None


@dataclass(frozen=True)
class Belonging:
    """Asks of incidents whether they are among those sought."""

    terms: Agreement
    names: Names

    def of(self, incident: Incident, sought: Sought) -> Truth:
        """True, False, or None where the record does not say."""
        class_ = self.terms.classes[sought.class_]
        answers = self._passes(incident, class_)
        if sought.within is not None:
            answers.append(self._placed(incident, sought.within))
        if sought.scope is not None and sought.per == "area":
            answers.append(self._placed(incident, sought.scope))
        if sought.scope is not None and sought.per == "party":
            answers.append(self._all(incident, incident.by, self._is(sought.scope)))
        for exception in class_.except_:
            excepted = worst(self._passes(incident, exception))
            answers.append(None if excepted is None else not excepted)
        return worst(answers)

    def _passes(self, incident: Incident, terms: Filter | IncidentClass) -> list[Truth]:
        """What each test of a filter says."""
        answers: list[Truth] = []
        if terms.any_kind:
            answers.append(self._listed(incident.kinds, terms.any_kind))
        for test, stated in ((terms.by, incident.by), (terms.against, incident.against)):
            if test is not None:
                answers.append(self._all(incident, stated, partial(self.names.passes, test)))
        if terms.in_ is not None:
            answers.append(self._placed(incident, terms.in_))
        for stated, listed in (
            (incident.purposes, terms.purpose),
            (incident.weapons, terms.weapon),
            (incident.claims, terms.claimed),
        ):
            if listed:
                answers.append(self._listed(stated, listed))
        if terms.quantity is not None:
            answers += _as_many(incident.quantity, terms.quantity)
        return answers

    def _all(self, incident: Incident, stated: Stated, answer: Answer) -> Truth:
        """Ask of every value stated, at every time within the span at which names change."""
        return same(
            [
                None if value is None else answer(value, local)
                for local in self.names.moments(incident.happened)
                for value in stated
            ]
        )

    def _listed(self, stated: Stated, listed: Sequence[str]) -> Truth:
        return same([None if value is None else value in listed for value in stated])

    def _is(self, party: str) -> Answer:
        def answer(name: str, local: datetime) -> Truth:
            if plain(name) == CIVILIANS:
                return False
            found = self.names.party(name, local)
            return None if found is None else found == party

        return answer

    def _placed(self, incident: Incident, area: str) -> Truth:
        codes = self.terms.areas[area].pcodes
        return same([None if code is None else _lies_in(code, codes) for code in incident.pcodes])


def _as_many(seen: Figures, asked: Quantity) -> list[Truth]:
    """Whether the figure stated lies within what is asked, at either end."""
    answers: list[Truth] = []
    if asked.at_least is not None:
        surely_less = seen.high is not None and seen.high < asked.at_least
        answers.append(True if seen.low >= asked.at_least else False if surely_less else None)
    if asked.at_most is not None:
        surely_few = seen.high is not None and seen.high <= asked.at_most
        answers.append(False if seen.low > asked.at_most else True if surely_few else None)
    return answers


def _lies_in(code: str, area: Sequence[str]) -> Truth:
    """Whether a place lies in an area; one that is wider than part of it may."""
    if not area:
        return None
    if any(code[: len(unit)] == unit for unit in area):
        return True
    return None if any(unit[: len(code)] == code for unit in area) else False
