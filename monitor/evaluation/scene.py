"""One agreement and the record, seen from one standpoint: what judging looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from monitor.agreements.circles import named_in
from monitor.agreements.model import Agreement, Condition
from monitor.agreements.names import Roster
from monitor.agreements.naming_acts import NamingActs
from monitor.evaluation.acts import Act, act_of
from monitor.evaluation.calendar import MonitoringCalendar, MonitoringDay, Pieces
from monitor.evaluation.classify import Classifier
from monitor.evaluation.coverage import Lookout, account_watch, watches
from monitor.evaluation.exclusion import excluded
from monitor.evaluation.facts import Facts
from monitor.evaluation.force import force
from monitor.evaluation.pairs import Rival
from monitor.evaluation.recorded import Recorded
from monitor.evaluation.scan import Standpoint
from monitor.evaluation.tally import Tally
from monitor.incidents.record import Attestation, Coverage, Decision, SourceProfile


@dataclass(frozen=True)
class Scene:
    """One agreement, its days, its counting and who was watching, each computed once when asked.

    Attributes:
        agreement: The terms.
        facts: The record.
        at: The instant that is judged, UTC.
        known: The record counts as known at this instant, UTC.
        account: The source whose account is taken as complete; None for the official picture.
    """

    agreement: Agreement
    facts: Facts
    at: datetime
    known: datetime
    account: str | None

    @cached_property
    def _names(self) -> Roster:
        """Who is meant by a name; where they stand is the classifier's to say."""
        return Roster(self.agreement)

    @cached_property
    def calendar(self) -> MonitoringCalendar:
        """The days, as far as the agreement is in force by the decisions known."""
        decisions = [known.record for known in self.facts.records(Decision, self.known)]
        intervals = force(self.agreement, decisions, self._names)
        return MonitoringCalendar(self.agreement.calendar, tuple(intervals))

    @cached_property
    def ended(self) -> datetime | None:
        """When the agreement last went out of force before `at`; None if it has not."""
        ends = [end for _, end in self.calendar.in_force if end < self.at]
        return max(ends, default=None)

    @cached_property
    def horizon(self) -> datetime:
        """Up to where things are judged: `at`, or the end of an agreement that has ended."""
        return self.at if self.calendar.holds(self.at) else (self.ended or self.at)

    @cached_property
    def days(self) -> tuple[MonitoringDay, ...]:
        """The days that have begun, the last of which may be running."""
        return self.calendar.days(self.horizon)

    @cached_property
    def last_ended(self) -> MonitoringDay | None:
        """The last day that has ended; None before the first, or if force was lost since."""
        ended = [day for day in self.days if day.end <= self.horizon]
        if not ended:
            return None
        since = ended[-1].end
        unbroken = (a <= since and self.horizon <= b for a, b in self.calendar.in_force)
        return ended[-1] if any(unbroken) else None

    @cached_property
    def turns(self) -> tuple[datetime, ...]:
        """When each day begins, and each time out of force: what comes in order, each once."""
        lost = (end for _, end in self.calendar.in_force if end < self.horizon)
        return tuple(sorted({day.start for day in self.days}.union(lost)))

    @cached_property
    def pieces(self) -> Pieces:
        """The pieces of time by which incidents are counted."""
        return Pieces.of(self.days, self.horizon)

    @cached_property
    def classifier(self) -> Classifier:
        """The tests of the classes."""
        outside = excluded(self.agreement, self.acts_for, self.calendar)
        return Classifier(self.agreement, self.calendar, outside, self._attacks)

    def _attacks(self, name: str, since: datetime, until: datetime) -> Sequence[Rival]:
        return self.tally.attacks(name, since, until)

    @cached_property
    def standpoint(self) -> Standpoint:
        """From where the record is tallied."""
        return Standpoint.of(self.agreement, self.horizon, self.known, self.account)

    @cached_property
    def tally(self) -> Tally:
        """The counting of incidents."""
        return Tally(self.facts, self.classifier, self.standpoint)

    @cached_property
    def profiles(self) -> dict[str, SourceProfile]:
        """The source profiles known, by source id."""
        known = self.facts.records(SourceProfile, self.known)
        return {fact.record.id: fact.record for fact in known}

    @cached_property
    def lookout(self) -> Lookout:
        """Who was watching."""
        if self.account:
            published = self.facts.published(self.account, self.known)
            profile = self.profiles.get(self.account)
            seen = account_watch(self.account, profile, published, self.calendar.start)
        else:
            seen = watches(
                self.facts.records(Coverage, self.known),
                self.profiles.values(),
                lambda source: self.facts.published(source, self.known),
            )
        return Lookout(self.agreement, self.classifier, tuple(seen))

    def speaks_to(self, condition: Condition) -> bool:
        """Whether the account looked through can speak to a condition, or to part of a gate."""
        if condition.gate:
            return self.account is None or any(
                self.speaks_to(self.agreement.conditions[name]) for name in named_in(condition)
            )
        base = self.counted_by(condition)
        source = base.limit.from_counts if base.limit else None
        return source is None or self.account in {None, source}

    def counted_by(self, condition: Condition) -> Condition:
        """Return the condition that a streak counts; any other condition itself."""
        return self.agreement.conditions[condition.counts] if condition.counts else condition

    @property
    def decisions(self) -> Sequence[Act]:
        """The decisions under this agreement alone, oldest knowledge first.

        An account sees them too.
        """
        return self._acts_under(frozenset()).decisions

    def acts_for(self, terms: NamingActs) -> Recorded:
        """Return the acts that count for a term: also those under where it was taken from."""
        return self._acts_under(terms.also_under)

    def _acts_under(self, others: frozenset[str]) -> Recorded:
        if others not in self._acts:
            self._acts[others] = Recorded(
                self.agreement.id,
                others,
                [fact.record for fact in self.facts.records(Decision, self.known)],
                [
                    fact.record
                    for fact in self.facts.records(Attestation, self.known)
                    if self.account in {None, fact.record.source}
                ],
                lambda record: act_of(record, self._names, self.calendar),
            )
        return self._acts[others]

    @cached_property
    def _acts(self) -> dict[frozenset[str], Recorded]:
        """The acts under this agreement and each set of others that was asked for."""
        return {}

    def unsettled(self, rests_on: datetime) -> datetime | None:
        """Return until when a verdict that rests on this instant is provisional; None if settled.

        Measured against what was known, not against the moment judged.
        """
        settled = rests_on + self.agreement.evidence.settles_after.elapsed
        return settled if self.known < settled else None
