"""Whether an incident belongs to a class, and why not, or not for certain."""

from dataclasses import dataclass

from monitor.evaluation.calendar import Interval
from monitor.evaluation.criteria import ClassTest, Criterion, PairedTest
from monitor.evaluation.explanation import Evidence, Reason
from monitor.evaluation.kleene import Kleene, all_of
from monitor.evaluation.view import View
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Grade


@dataclass(frozen=True)
class Weighing:
    """Holds incidents against one class, with the reason for each doubt."""

    view: View
    test: ClassTest

    def member(self, incident: Incident) -> Kleene:
        """Whether an incident belongs to the class and scope; False where it is refuted."""
        refuted = incident.grade is Grade.REFUTED
        return False if refuted else self.view.classifier.member(self.test, incident)

    def weigh(self, incident: Incident, window: Interval) -> Evidence:
        """Return how an incident that touches the window counts in it."""
        member = self.member(incident)
        if member is False:
            refuted = [Reason.REFUTED] if incident.grade is Grade.REFUTED else []
            reasons = (*refuted, *self._failed(incident, found=False))
            return Evidence(incident, counts=False, reasons=reasons)
        reasons = (*self._failed(incident, found=None), *self._doubts(incident, window))
        return Evidence(
            incident,
            counts=None if reasons else True,
            reasons=reasons,
            unpaired=self._unpaired(incident),
        )

    def _unpaired(self, incident: Incident) -> bool:
        """Whether its doers claim an exception, and no attack on them is on record."""
        holds = self.view.classifier.holds
        for exception in self.test.exceptions:
            pair = [test for test in exception if isinstance(test, PairedTest)]
            claim = [test for test in exception if not isinstance(test, PairedTest)]
            if pair and all_of(holds(test, incident) for test in claim):
                return all_of(holds(test, incident) for test in pair) is False
        return False

    def _doubts(self, incident: Incident, window: Interval) -> list[Reason]:
        doubts = []
        if incident.grade.rank < self.view.standpoint.standard.rank:
            doubts.append(Reason.NOT_CONFIRMED)
        if incident.disputed and not self.view.account:
            doubts.append(Reason.DISPUTED)
        if incident.repeats:
            doubts.append(Reason.REPEATS)
        if not incident.happened.inside(*window):
            doubts.append(Reason.TIME)
        return doubts

    def _failed(self, incident: Incident, *, found: Kleene) -> tuple[Reason, ...]:
        """Return the fields whose test gives `found`; an exception that applies is one more."""

        def passes(test: Criterion) -> Kleene:
            return self.view.classifier.holds(test, incident)

        fields = dict.fromkeys(t.field for t in self.test.tests if passes(t) is found)
        reasons = [Reason(field) for field in fields]
        applies = True if found is False else None
        reasons += [
            Reason.PAIRED if any(isinstance(t, PairedTest) for t in each) else Reason.EXCEPTED
            for each in self.test.exceptions
            if all_of(map(passes, each)) is applies
        ]
        return tuple(dict.fromkeys(reasons))
