"""Which of the records that changed make a difference: only those that count otherwise now.

A record that is merely new makes nothing. Of a day, the incidents are compared whose counting
differs, at the level at which the day changed: what counts for certain where a confirmed breach
came or went, else whatever may count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.mark import Mark
from monitor.evaluation.verdict import Finding, Standing
from monitor.incidents.record import Count, Coverage, Link, Report, Review, SourceProfile
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Measure, Relation
from monitor.views.changed import Change, How, Named
from monitor.views.exhibits import accounts_of
from monitor.views.shifts import Question, Shift

Explained = Mapping[Question, tuple[Explanation | None, Explanation | None]]
"""The explanations of a question, as known then and now; None where there is none."""

ACTS = ("decision", "attestation")
WATCHED = {Mark.QUIET, Mark.UNWATCHED}


@dataclass(frozen=True)
class Causes:
    """Finds the records behind a difference among all that changed.

    `measure` of a limit says what of an incident is counted.
    """

    changes: Sequence[Change]
    explained: Explained

    def of_shift(
        self, condition: str, scope: str | None, shift: Shift, measure: str
    ) -> dict[Named, None]:
        """Return the records that make a day of a limit read otherwise."""
        if shift.then is None or shift.later is None:
            return {}
        found: dict[Named, None] = {}
        marks = {shift.then.plain, shift.later.plain}
        if shift.in_itself:
            pair = self._pair(Question(condition, scope, shift.date))
            found |= self._counted(pair, measure, certain=Mark.CONFIRMED in marks)
            if marks <= WATCHED:
                found |= self._watch(pair)
        for account in shift.accounts:
            pair = self._pair(Question(condition, scope, shift.date, account))
            found |= self._counted(pair, measure, certain=True)
        return found

    def of_acts(self, *sides: Finding | Standing | None) -> dict[Named, None]:
        """Return the decisions and attestations that changed, of those that the sides rest on."""
        keys = {key for one in sides if one for key in (*one.rests_on, *one.doubts)}
        kinds = ("decision",) if any(isinstance(one, Standing) for one in sides) else ACTS
        return {
            change.named: None
            for change in self.changes
            if change.record.key in keys and change.record.record in kinds
        }

    def _pair(self, question: Question) -> tuple[Explanation | None, Explanation | None]:
        return self.explained.get(question, (None, None))

    def _counted(
        self, pair: tuple[Explanation | None, Explanation | None], measure: str, *, certain: bool
    ) -> dict[Named, None]:
        """Return the records of the incidents and figures that count on one side alone."""
        then, now = (_counting(one, certain=certain) for one in pair)
        counts_events = measure == Measure.INCIDENTS

        def weight(incident: Incident) -> object:
            figures = None if counts_events else incident.figures(Measure(measure))
            return figures.low if figures and certain else figures

        lost = {key for one in _without(then, now, weight) for key in accounts_of(one)}
        keys = lost | {key for one in _without(now, then, weight) for key in accounts_of(one)}
        figures = {key for one in pair if one for key in self._figures(one)}
        found = dict.fromkeys(self._about(keys, figures, lost))
        return found or dict.fromkeys(self._profiles({key.partition("/")[0] for key in keys}))

    def _profiles(self, sources: set[str]) -> Iterator[Named]:
        """Yield the changed words on these sources: who stands apart from whom confirms events."""
        for change in self.changes:
            if isinstance(change.record, SourceProfile) and change.record.id in sources:
                yield change.named

    def _figures(self, explanation: Explanation) -> set[str]:
        """Return the keys of the figures used: those of the day itself where there are any."""
        window = explanation.window
        inside = {c.key for c in explanation.counts if window and c.window.inside(*window)}
        moved = {change.record.key for change in self.changes if isinstance(change.record, Count)}
        return inside if inside & moved else {count.key for count in explanation.counts}

    def _about(self, reports: set[str], counts: set[str], lost: set[str]) -> Iterator[Named]:
        """Yield the changed records about these reports, and the counts that were used.

        That two may be one event makes nothing count that did not: such a link, where it is new,
        is a reason only for reports that count no longer (`lost`).
        """
        replies = {
            key
            for change in self.changes
            if isinstance(change.record, Link) and {*_ends(change.record)} & reports
            for key in _ends(change.record)
        }
        for change in self.changes:
            match change.record:
                case Report() as record:
                    replied = record.disputes is not None and record.key in replies
                    bears = record.key in reports or replied
                case Link() as record:
                    doubt = record.relation is Relation.POSSIBLE and change.how is How.NEW
                    bears = bool({*_ends(record)} & (lost if doubt else reports))
                case Review() as record:
                    bears = record.report in reports
                case Count() as record:
                    bears = record.key in counts
                case _:
                    bears = False
            if bears:
                yield change.named

    def _watch(self, pair: tuple[Explanation | None, Explanation | None]) -> dict[Named, None]:
        """Return the coverage, and the word on what a source watches, that changed the watch."""
        then, now = pair
        if then is None or now is None or then.gaps == now.gaps or now.window is None:
            return {}
        sources = {*then.watching} ^ {*now.watching}
        return {
            change.named: None
            for change in self.changes
            if (isinstance(change.record, Coverage) and change.record.watched.touches(*now.window))
            or (isinstance(change.record, SourceProfile) and change.record.id in sources)
        }


def _ends(link: Link) -> tuple[str, str]:
    return link.first, link.second


def _counting(explanation: Explanation | None, *, certain: bool) -> list[Incident]:
    """Return the incidents that count: for certain, or at all."""

    def counts(item: Evidence) -> bool:
        return item.counts is True or (item.counts is None and not certain)

    evidence = explanation.evidence if explanation else ()
    return [item.incident for item in evidence if counts(item)]


def _without(
    incidents: Iterable[Incident],
    others: Iterable[Incident],
    weight: Callable[[Incident], object],
) -> Iterator[Incident]:
    """Yield the incidents that have no counterpart, of the same weight, among the others.

    Incidents are the same where they share a report; each is the counterpart of one.
    """
    left = list(others)
    for incident in incidents:
        own = {*accounts_of(incident)}
        same = next((one for one in left if own & {*accounts_of(one)}), None)
        if same is None or weight(same) != weight(incident):
            yield incident
        if same is not None:
            left.remove(same)
