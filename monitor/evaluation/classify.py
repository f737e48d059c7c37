"""Does an incident belong to a class? Each test decided once per distinct stated value and era.

An era is the time between two changes of the roster (an alias or a role begins or ends); a
test of an actor can give different answers in different eras, any other test cannot.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property

from monitor.agreements.model import ActorTest, Agreement, Excepted, Filter
from monitor.agreements.names import Outside, Roster
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.criteria import (
    AreaTest,
    ClassTest,
    Criterion,
    Decide,
    FieldTest,
    PairedTest,
    QuantityTest,
    place_test,
    stated,
)
from monitor.evaluation.kleene import Kleene, agreed, all_of, any_of, negate
from monitor.evaluation.pairs import Attacks, Pairs, Rival, Shot, none_on_record
from monitor.incidents.names import normal
from monitor.incidents.span import Span
from monitor.incidents.version import Incident, Stated
from monitor.incidents.vocabulary import CIVILIANS


@dataclass(frozen=True)
class Classifier:
    """The tests of one agreement, on its calendar.

    `attacks` gives what else is on record: an exception may ask what came before an incident.
    """

    agreement: Agreement
    calendar: MonitoringCalendar
    excluded: Mapping[str, Outside] = field(default_factory=dict)
    attacks: Attacks = none_on_record

    @cached_property
    def roster(self) -> Roster:
        """Who is who, and when."""
        return Roster(self.agreement, self.excluded)

    @cached_property
    def era_starts(self) -> tuple[datetime, ...]:
        """The UTC instants at which the roster changes, in order."""
        return tuple(self.calendar.utc(local) for local in self.roster.change_points())

    @cached_property
    def eras(self) -> tuple[datetime, ...]:
        """A local wall-clock time within each era, the first before every change."""
        return (datetime.min, *self.roster.change_points())  # noqa: DTZ901 - local on purpose

    def eras_of(self, span: Span) -> range:
        """Return the eras that a span touches."""
        first, last = (bisect_right(self.era_starts, t) for t in (span.start, span.last))
        return range(first, last + 1)

    @cached_property
    def _actors(self) -> dict[ActorTest, Decide]:
        """What was decided of each name in each era is kept: classes ask the same of the same."""
        return {}

    @cached_property
    def _filters(self) -> dict[Filter, tuple[Criterion, ...]]:
        """The tests of each filter are made once: what was found of a test is kept by it."""
        return {}

    @cached_property
    def _scopes(self) -> dict[tuple[str, str], FieldTest | AreaTest]:
        """So are those of each area and party."""
        return {}

    def actor(self, test: ActorTest) -> Decide:
        """Return the test of one stated actor; a name the agreement does not know is unknown."""
        if test not in self._actors:
            self._actors[test] = cache(self._decider(test))
        return self._actors[test]

    def _decider(self, test: ActorTest) -> Decide:
        def decide(name: str, local: datetime) -> Kleene:
            if normal(name) == CIVILIANS:
                return test.civilians
            party = self.roster.resolve(name, local)
            if party is None:
                return None
            if party in test.parties:
                return True
            role = self.roster.role(party, local)
            return role in test.roles if role or not test.roles else None

        return decide

    def perpetrators(self, name: str, local: datetime) -> tuple[str, ...]:
        """Return the parties that could be the perpetrator of a class at a local time."""
        test = self.agreement.classes[name].by
        decide = self.actor(test) if test else None
        parties = self.agreement.parties
        return tuple(p for p in parties if decide is None or decide(p, local) is not False)

    def party(self, party: str) -> Decide:
        """Return the test of one stated actor against one party."""

        def decide(name: str, local: datetime) -> Kleene:
            if normal(name) == CIVILIANS:
                return False
            resolved = self.roster.resolve(name, local)
            return None if resolved is None else resolved == party

        return decide

    def area(self, area: str) -> FieldTest | AreaTest:
        """Return the test of a declared area: by p-code alone where that is all there is to it."""
        if ("area", area) not in self._scopes:
            self._scopes["area", area] = self._new_area(area)
        return self._scopes["area", area]

    def _new_area(self, area: str) -> FieldTest | AreaTest:
        terms = self.agreement.areas[area]
        if terms.on_the_ground or not terms.always:
            ends = (terms.from_, terms.until)
            since, until = (None if local is None else self.calendar.utc(local) for local in ends)
            return AreaTest(terms, since, until)
        return FieldTest("place", place_test(terms.pcodes) if terms.pcodes else _unknown)

    def class_test(
        self,
        name: str,
        *,
        within: str | None = None,
        per: str | None = None,
        scope: str | None = None,
    ) -> ClassTest:
        """Return the test of a class, narrowed to an area and to one scope where they are given."""
        incident_class = self.agreement.classes[name]
        tests: list[Criterion] = [*self.criteria(incident_class)]
        if within is not None:
            tests.append(self.area(within))
        if per is not None and scope is not None:
            tests.append(self.scope_test(per, scope))
        exceptions = tuple(self._exception(name, terms) for terms in incident_class.except_)
        return ClassTest(tuple(tests), exceptions)

    def own_test(self, name: str) -> ClassTest:
        """Return the test of a class, its exceptions aside."""
        return ClassTest(self.criteria(self.agreement.classes[name]), ())

    def _exception(self, name: str, terms: Excepted) -> tuple[Criterion, ...]:
        if terms.paired_within is None:
            return self.criteria(terms)
        pair = PairedTest(name, terms.paired_within.elapsed, terms.same_place)
        return (*self.criteria(terms), pair)

    def pairs(self, test: PairedTest, rivals: Sequence[Rival]) -> Pairs:
        """Return what pairs incidents with these others."""
        return Pairs(test.within, same_place=test.same_place, rivals=rivals, meant=self.meant)

    def meant(self, name: str, first: datetime, last: datetime) -> tuple[str | None, ...]:
        """Return whom a name means in each era that a closed span touches."""
        eras = self.eras_of(Span.between(first, last))
        return tuple(self.roster.resolve(name, self.eras[era]) for era in eras)

    def scope_test(self, per: str, scope: str) -> FieldTest | AreaTest:
        """Return the test of one scope of a condition `per` area or party."""
        if per == "area":
            return self.area(scope)
        if (per, scope) not in self._scopes:
            self._scopes[per, scope] = FieldTest("perpetrator", self.party(scope), dated=True)
        return self._scopes[per, scope]

    def criteria(self, terms: Filter) -> tuple[Criterion, ...]:
        """Return the tests of a filter, in the order of the language."""
        if terms not in self._filters:
            self._filters[terms] = self._new_criteria(terms)
        return self._filters[terms]

    def _new_criteria(self, terms: Filter) -> tuple[Criterion, ...]:
        tests: list[Criterion] = []
        if terms.any_kind:
            tests.append(FieldTest("kind", _one_of(terms.any_kind)))
        if terms.by:
            tests.append(FieldTest("perpetrator", self.actor(terms.by), dated=True))
        if terms.against:
            tests.append(FieldTest("victim", self.actor(terms.against), dated=True))
        if terms.in_:
            tests.append(self.area(terms.in_))
        if terms.purpose:
            tests.append(FieldTest("purpose", _one_of(terms.purpose)))
        if terms.weapon:
            tests.append(FieldTest("weapon", _one_of(terms.weapon)))
        if terms.claimed:
            tests.append(FieldTest("claim", _one_of(terms.claimed)))
        if terms.quantity:
            tests.append(QuantityTest(terms.quantity))
        return tuple(tests)

    def passes(self, test: FieldTest, stated: Stated, span: Span) -> Kleene:
        """Decide a test over a span: unknown where the answer changes within it."""
        eras = self.eras_of(span) if test.dated else range(1)
        return agreed(test.of_set(stated, self.eras[era]) for era in eras)

    def holds(self, test: Criterion, incident: Incident) -> Kleene:
        """Decide a test of an incident."""
        match test:
            case QuantityTest():
                return test.of(incident.quantity)
            case AreaTest():
                return test.of(incident)
            case PairedTest():
                return self._paired(test, incident)
            case FieldTest():
                return self.passes(test, stated(incident, test.field), incident.happened)

    def _paired(self, test: PairedTest, incident: Incident) -> Kleene:
        span = incident.happened
        rivals = self.attacks(test.incident_class, span.start - test.within, span.last)
        shot = Shot(incident.id, span.start, span.last, incident.by, incident.pcodes)
        return self.pairs(test, rivals).before(shot)

    def member(self, test: ClassTest, incident: Incident) -> Kleene:
        """Decide whether an incident belongs to a class."""

        def held(tests: Iterable[Criterion]) -> Kleene:
            return all_of(self.holds(each, incident) for each in tests)

        return all_of([held(test.tests), negate(any_of(map(held, test.exceptions)))])


def _one_of(words: Sequence[str]) -> Decide:
    return lambda value, _local: value in words


def _unknown(_value: str, _local: datetime) -> Kleene:
    """Of an area that nobody has published."""
    return None
