"""What stands around an alert, gathered for a message: evidence, records, what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert, days_of
from monitor.alerts.book import Issued
from monitor.alerts.desk import Desk
from monitor.alerts.kinds import AlertKind
from monitor.alerts.transition import Subject, Transition
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.noted import Note
from monitor.evaluation.serious import Weighed, weighed
from monitor.evaluation.spoken import Spoken
from monitor.evaluation.taking_back import asks_for
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Record,
    Report,
    Review,
    SourceProfile,
    Statement,
)
from monitor.messages.around import Anchor, Around, Earlier
from monitor.messages.evidence import needed
from monitor.service.rivalling import rivals
from monitor.store.act import Act
from monitor.views.coming import Coming, coming
from monitor.views.conclusions import Concluding, Conclusion
from monitor.views.onrecord import OnRecord
from monitor.views.turned_words import Writing

MOST_COMING = 2
"""How many dates a message names."""


@dataclass(frozen=True)
class Gathering:
    """Gathers what messages about one saying are written from; everything as known then.

    Attributes:
        instrument: The rules that count.
        spoken: What holds at the instant that is said.
        issued: The alerts decided before.
        people: How many people sit at each desk.
        acts: The acts recorded since what was said before, by number.
        head: The newest act of the journal.
        address: That of the pages.
        moment: When it is written, UTC.
    """

    instrument: Instrument
    spoken: Spoken
    issued: Mapping[str, Issued]
    people: Mapping[str, int]
    acts: Mapping[int, Act]
    head: Act | None
    address: str
    moment: datetime

    def around(self, group: Sequence[Alert], leading: Alert, name: str, desk: Desk) -> Around:
        """Return what stands around alerts that a desk is told together, one of which leads."""
        explanation = self._explained(leading)
        about = leading.turned.subject
        return Around(
            terms=self._terms(about),
            digest=self.instrument.digest,
            desk=name,
            zone=desk.zone,
            language=desk.language,
            moment=self.moment,
            address=self.address,
            head=Anchor(self.head.seq, self.head.hash) if self.head else None,
            told=dict(self._told(group, desk.zone)),
            explanation=explanation,
            records=tuple(self._records(group, leading, explanation)),
            profiles=[
                one.record for one in self.view.facts.records(SourceProfile, self.view.known)
            ],
            coming=self._coming(),
            stays=self._stays(),
            acts={number: self.acts[number] for number in leading.turned.because},
            weighed=self._weighed(leading),
            reading=about.reading,
            rivals=tuple(rivals(self.instrument, self.view, about, leading.turned.at)),
        )

    @property
    def view(self) -> View:
        """What is judged under the open reading."""
        return self.spoken.view

    @property
    def official(self) -> Evaluation:
        """What holds under it."""
        return self.spoken.judged

    def _weighed(self, leading: Alert) -> Weighed | None:
        """Weigh a serious incident; what corrects what was told of one speaks of that alone."""
        key = leading.turned.subject.key
        serious = leading.kind is AlertKind.SERIOUS and key is not None
        return weighed(self.view, key or "") if serious else None

    def _terms(self, about: Subject) -> Agreement:
        """Return the terms under the reading of a subject; of one that is gone the open ones."""
        return self.instrument.variants.get(about.reading or "", self.instrument.agreement)

    def _seen(self, about: Subject) -> View:
        """Return what is judged under the reading of a subject."""
        return self.spoken.under.get(about.reading or "", (self.view, self.official))[0]

    def _explained(self, leading: Alert) -> Explanation | None:
        """Explain the verdict that leads, on the day that it is about; None where there is none.

        Of a decision that of the condition which asks for it.
        """
        turned = leading.turned
        if turned.subject.noted == Note.DECISION:
            return self._asking(turned)
        about, (_, last) = turned.subject, days_of(turned)
        condition = self._terms(about).conditions.get(about.condition or "")
        if condition is None or about.condition is None:
            return None
        seen = self._seen(about)
        view = seen if turned.at == seen.at else seen.moved(turned.at)
        if about.scope not in view.scopes(condition):
            return None
        days = view.judged(about.condition, about.scope) or ()
        day = next((one.day for one in days if one.day.date == last), None)
        return explain(view, about.condition, about.scope, day)

    def _asking(self, turned: Transition) -> Explanation | None:
        holds = turned.after or turned.before
        name = asks_for(self.instrument.agreement, holds.word) if holds else None
        return explain(self.view, name, None, None) if name else None

    def _records(
        self, group: Sequence[Alert], leading: Alert, explanation: Explanation | None
    ) -> Iterator[Known[Record]]:
        facts, known = self.view.facts, self.view.known
        keys = {kind: set(named) for kind, named in needed(group, explanation).items()}
        sides = [side for one in group for side in (one.turned.after, one.turned.before) if side]
        keys.setdefault("report", set()).update(key for side in sides for key in side.reports)
        yield from self._last_told(leading)
        for kind in (Report, Count, Statement, Decision, Attestation, Coverage, Link, Review):
            named = sorted(keys.get(str(kind.model_fields["record"].default), ()))
            yield from cast("Sequence[Known[Record]]", facts.named(kind, named, known))

    def _last_told(self, leading: Alert) -> Iterator[Known[Record]]:
        """Yield what a source told last, where how it reports leads."""
        about = leading.turned.subject
        if about.noted == Note.SILENT and about.key is not None:
            last = self.view.facts.last_told(about.key, self.view.known)
            yield from () if last is None else (cast("Known[Record]", last),)

    def _told(self, group: Sequence[Alert], zone: ZoneInfo) -> Iterator[tuple[str, Earlier]]:
        for name in (name for alert in group for name in alert.references):
            one = self.issued.get(name)
            if one is not None:
                turned = one.alert.turned
                shown = turned.after or turned.before
                told = Writing(self.instrument.agreement, turned.subject, shown, zone)
                words = f"{told.what}: {told.says(turned.after)}"
                people = sum(self.people.get(desk, 0) for desk in one.alert.desks)
                yield name, Earlier(one.at, turned.known, people, words)

    def _stays(self) -> Sequence[Conclusion]:
        """Return how what opens a phase stands: people ask about it next."""
        terms = self.instrument.agreement
        opening = {phase.opens.when for phase in terms.phases.values() if phase.opens.when}
        if not self.official.in_force or not opening:
            return ()
        found = Concluding(terms, self.official, (), OnRecord(self.official.known)).all()
        return tuple(one for one in found if one.condition in opening)

    def _coming(self) -> Sequence[Coming]:
        decided = [one.record for one in self.view.facts.records(Decision, self.view.known)]
        here = [one for one in decided if one.agreement == self.instrument.agreement.id]
        found = coming(self.instrument.agreement, self.official, here, {}, {})
        return tuple(found)[:MOST_COMING]
