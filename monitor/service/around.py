"""What stands around an alert, gathered for a message: evidence, records, what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

from monitor.agreements.load import Instrument
from monitor.alerts.alert import Alert, days_of
from monitor.alerts.book import Issued
from monitor.alerts.desk import Desk
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import (
    Attestation,
    Count,
    Decision,
    Entry,
    Record,
    Report,
    SourceProfile,
    Statement,
)
from monitor.messages.around import Anchor, Around, Earlier
from monitor.store.act import Act
from monitor.views.coming import Coming, coming
from monitor.views.transitions import change_line

R = TypeVar("R", bound=Entry)

MOST_COMING = 2
"""How many dates a message names."""


@dataclass(frozen=True)
class Gathering:
    """Gathers what messages about one saying are written from; everything as known then.

    Attributes:
        instrument: The rules that count.
        view: What is judged, at the instant that is said.
        official: What holds.
        issued: The alerts decided before.
        people: How many people sit at each desk.
        acts: The acts recorded since what was said before, by number.
        head: The newest act of the journal.
        address: That of the pages.
        now: When it is written, UTC.
    """

    instrument: Instrument
    view: View
    official: Evaluation
    issued: Mapping[str, Issued]
    people: Mapping[str, int]
    acts: Mapping[int, Act]
    head: Act | None
    address: str
    now: datetime

    def around(self, leading: Alert, name: str, desk: Desk) -> Around:
        """Return what stands around an alert that leads a message to a desk."""
        explanation = self._explained(leading)
        return Around(
            terms=self.instrument.agreement,
            digest=self.instrument.digest,
            desk=name,
            zone=desk.zone,
            language=desk.language,
            now=self.now,
            address=self.address,
            head=Anchor(self.head.seq, self.head.hash) if self.head else None,
            told=dict(self._told(leading)),
            explanation=explanation,
            records=tuple(self._records(leading, explanation)),
            profiles=[
                one.record for one in self.view.facts.records(SourceProfile, self.view.known)
            ],
            coming=self._coming(),
            acts={number: self.acts[number] for number in leading.turned.because},
        )

    def _explained(self, leading: Alert) -> Explanation | None:
        """Explain the verdict that leads, on the day that it is about; None where there is none."""
        turned = leading.turned
        about, (_, last) = turned.subject, days_of(turned)
        condition = self.instrument.agreement.conditions.get(about.condition or "")
        if condition is None or about.condition is None:
            return None
        view = self.view if turned.at == self.view.at else self.view.moved(turned.at)
        if about.scope not in view.scopes(condition):
            return None
        days = view.judged(about.condition, about.scope) or ()
        day = next((one.day for one in days if one.day.date == last), None)
        return explain(view, about.condition, about.scope, day)

    def _records(self, leading: Alert, explanation: Explanation | None) -> Iterator[Known[Record]]:
        facts, known, after = self.view.facts, self.view.known, leading.turned.after
        reports = {key for one in _evidence(explanation) for key in one}
        reports |= set(after.reports) if after else set()
        acts = {leading.turned.subject.key, *self._rests_on(leading)} - {None}
        keys = sorted(str(key) for key in acts)
        counts = [one.key for one in explanation.counts] if explanation else []
        yield from _as_records(facts.named(Report, sorted(reports), known))
        yield from _as_records(facts.named(Statement, keys, known))
        yield from _as_records(facts.named(Decision, keys, known))
        yield from _as_records(facts.named(Attestation, keys, known))
        yield from _as_records(facts.named(Count, counts, known))

    def _rests_on(self, leading: Alert) -> list[str]:
        about = leading.turned.subject
        if about.phase is not None:
            found = [one for one in self.official.phases if one.phase == about.phase]
            return sorted({key for one in found for key in one.rests_on})
        named = (about.condition, about.scope)
        found_of = [one for one in self.official.findings if (one.condition, one.scope) == named]
        return sorted({key for one in found_of for key in one.rests_on})

    def _told(self, leading: Alert) -> Iterator[tuple[str, Earlier]]:
        for name in leading.references:
            one = self.issued.get(name)
            if one is not None:
                told = change_line(self.instrument.agreement, one.alert.turned)
                people = sum(self.people.get(desk, 0) for desk in one.alert.desks)
                yield name, Earlier(one.at, one.alert.turned.known, people, told.says)

    def _coming(self) -> Sequence[Coming]:
        decided = [one.record for one in self.view.facts.records(Decision, self.view.known)]
        here = [one for one in decided if one.agreement == self.instrument.agreement.id]
        found = coming(self.instrument.agreement, self.official, here, {}, {})
        return tuple(found)[:MOST_COMING]


def _as_records(found: Sequence[Known[R]]) -> Iterator[Known[Record]]:
    yield from cast("Sequence[Known[Record]]", found)


def _evidence(explanation: Explanation | None) -> Iterator[tuple[str, ...]]:
    for one in explanation.evidence if explanation else ():
        yield one.incident.reports
