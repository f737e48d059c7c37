"""Whether an incident belongs to a class, from what its reports state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from monitor.agreements.filters import Excepted
from monitor.agreements.model import Agreement, Area, Filter, IncidentClass, Quantity
from monitor.evaluation.check.names import Names, Truth, plain, same
from monitor.evaluation.check.pairing import Before
from monitor.evaluation.check.places import drawn
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
    """Asks of incidents whether they are among those sought.

    `others` is all that is on record, each with whether it meets the standard and stands.
    """

    terms: Agreement
    names: Names
    others: Sequence[tuple[Incident, bool]] = ()

    def of(self, incident: Incident, sought: Sought) -> Truth:
        """True, False, or None where the record does not say."""
        class_ = self.terms.classes[sought.class_]
        answers: list[Truth] = []
        if sought.scope is not None and sought.per == "party":
            answers.append(self._all(incident, incident.by, self._is(sought.scope)))
        answers += self._passes(incident, class_)
        places = [sought.within, sought.scope if sought.per == "area" else None]
        for place in places:
            if place is not None and worst(answers) is not False:
                answers.append(self._placed(incident, place))
        for exception in class_.except_:
            if worst(answers) is not False:
                excepted = self._excepted(incident, class_, exception)
                answers.append(None if excepted is None else not excepted)
        return worst(answers)

    def _excepted(self, incident: Incident, class_: IncidentClass, terms: Excepted) -> Truth:
        """Whether an exception applies, which may ask for an attack on whoever did it before."""
        answers = self._passes(incident, terms)
        if terms.paired_within is None or worst(answers) is False:
            return worst(answers)
        before = Before(self.names, terms.paired_within.elapsed, terms.same_place)
        pairs: list[Truth] = []
        for other, stands in self.others:
            near = before.answers(other, incident) if other.id != incident.id else [False]
            if worst(near) is not False:
                found = worst([*near, *self._passes(other, class_)])
                pairs.append(None if found and not stands else found)
        return worst([*answers, best(pairs)])

    def _passes(self, incident: Incident, terms: Filter | IncidentClass) -> list[Truth]:
        """What each test of a filter says."""
        answers: list[Truth] = []
        if terms.any_kind:
            answers.append(self._listed(incident.kinds, terms.any_kind))
        for test, stated in ((terms.by, incident.by), (terms.against, incident.against)):
            if test is not None:
                answers.append(self._all(incident, stated, partial(self.names.passes, test)))
        for stated, listed in (
            (incident.purposes, terms.purpose),
            (incident.weapons, terms.weapon),
            (incident.claims, terms.claimed),
        ):
            if listed:
                answers.append(self._listed(stated, listed))
        if terms.quantity is not None:
            answers += _as_many(incident.quantity, terms.quantity)
        # A place is asked for last, and only where it matters: it may be too near to a border.
        if terms.in_ is not None and worst(answers) is not False:
            answers.append(self._placed(incident, terms.in_))
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

    def _placed(self, incident: Incident, name: str) -> Truth:
        """Whether it happened in an area: outside its time nothing did."""
        area, span, clock = self.terms.areas[name], incident.happened, self.names.clock
        since = None if area.from_ is None else clock.instant(area.from_)
        until = None if area.until is None else clock.instant(area.until)
        before = since is not None and span.last < since
        if before or (until is not None and until <= span.start):
            return False
        there = _there(incident, area)
        crosses = (since is not None and span.start < since) or (
            until is not None and until <= span.last
        )
        return None if crosses and there else there


def _there(incident: Incident, area: Area) -> Truth:
    """Whether it happened where an area lies; units that hold one only say where it is not."""
    on_the_ground = bool(area.polygon or area.of_line)
    if on_the_ground and incident.locations:
        return same([drawn(area).holds(place) for place in incident.locations])
    codes = area.lies_in if on_the_ground else area.pcodes
    told = same([None if code is None else _lies_in(code, codes) for code in incident.pcodes])
    return None if on_the_ground and told else told


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
