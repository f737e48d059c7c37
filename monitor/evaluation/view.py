"""One agreement seen from one standpoint: its days, its counting, who was watching."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from monitor.agreements.circles import named_in
from monitor.agreements.model import Agreement, Attested, Condition, Happening, Unit
from monitor.agreements.names import Roster
from monitor.evaluation.acts import Act, act_of
from monitor.evaluation.alone import Alone
from monitor.evaluation.applying import Trigger, on_days
from monitor.evaluation.attestation import accepted, certified_days
from monitor.evaluation.baseline import reference
from monitor.evaluation.calendar import Interval, MonitoringCalendar, MonitoringDay, Pieces
from monitor.evaluation.classify import Classifier
from monitor.evaluation.coverage import (
    Lookout,
    account_watch,
    complement,
    union,
    watches,
)
from monitor.evaluation.exclusion import excluded
from monitor.evaluation.facts import Facts
from monitor.evaluation.limit import judge_days
from monitor.evaluation.pairs import Rival
from monitor.evaluation.pattern import pattern_days
from monitor.evaluation.quiet import Quiet
from monitor.evaluation.reference import Reference
from monitor.evaluation.rolling import AccountWindow, CountWindow, IncidentWindow, Rolling, Window
from monitor.evaluation.scan import Standpoint
from monitor.evaluation.series import AccountSeries, Bounded, CountSeries, IncidentSeries, Series
from monitor.evaluation.statements import Stated, statements
from monitor.evaluation.tally import Question, Scope, Tally
from monitor.evaluation.verdict import DayVerdict, Finding, Owing
from monitor.incidents.record import Attestation, Count, Coverage, Decision, SourceProfile
from monitor.incidents.span import FOREVER

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


def force(agreement: Agreement, decisions: Sequence[Decision], roster: Roster) -> list[Interval]:
    """Return when the agreement is in force as decided: no constant in a file ends it.

    A decision acts from the earliest instant of its stated time; a suspension lasts until its
    stated end or a later resumption.
    """
    ends = agreement.ends
    if ends is None:
        return [(BEGINNING, FOREVER)]
    wall_clock = MonitoringCalendar(agreement.calendar, ())
    own = [
        decision
        for decision in decisions
        if decision.agreement == agreement.id
        and roster.resolve(decision.by, wall_clock.local(decision.effective.start)) in ends.by
    ]
    resumed = [d.effective.start for d in own if d.what in ends.resumed]
    out = []
    for decision in own:
        if decision.what in ends.decided:
            start = decision.effective.start
            back = [t for t in (*resumed, decision.until) if t is not None and t > start]
            out.append((start, min(back, default=FOREVER)))
    return complement(union(out), BEGINNING, FOREVER)


@dataclass(frozen=True)
class View:
    """One agreement seen from one standpoint; computes each part once and only when asked.

    `found` keeps what was found of each condition and scope: gates ask for it again. `triggers`
    keep when the conditions that others wait for were first kept. `unseen`
    keeps when what terms name could have happened unseen, at any time up to the horizon.
    """

    agreement: Agreement
    facts: Facts
    at: datetime
    known: datetime
    account: str | None
    found: dict[tuple[str, Scope], Finding | None] = field(default_factory=dict, repr=False)
    triggers: dict[str, Trigger] = field(default_factory=dict, repr=False)
    _judged: dict[tuple[str, Scope], list[DayVerdict] | None] = field(
        default_factory=dict, repr=False
    )
    _series: dict[tuple[str, Scope], Series | None] = field(default_factory=dict, repr=False)
    _rolling: dict[tuple[str, Scope], Rolling | None] = field(default_factory=dict, repr=False)
    _reference: dict[tuple[str, Scope], Reference | None] = field(default_factory=dict, repr=False)
    _quiet: dict[tuple[str, Scope], Quiet | None] = field(default_factory=dict, repr=False)
    _certified: dict[str, Sequence[bool]] = field(default_factory=dict, repr=False)
    _spoken: dict[Attested, Sequence[Attestation]] = field(default_factory=dict, repr=False)
    _owing: dict[tuple[str, Scope], Owing | None] = field(default_factory=dict, repr=False)
    unseen: dict[Happening, list[Interval]] = field(default_factory=dict, repr=False)

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

    def moved(self, at: datetime) -> "View":
        """Return the same agreement and record, seen at another instant."""
        return View(self.agreement, self.facts, at, self.known, self.account)

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
    def pieces(self) -> Pieces:
        """The pieces of time by which incidents are counted."""
        return Pieces.of(self.days, self.horizon)

    @cached_property
    def classifier(self) -> Classifier:
        """The tests of the classes."""
        outside = excluded(self.agreement, self.decisions, self.calendar)
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

    def scopes(self, condition: Condition, on: MonitoringDay | None = None) -> list[Scope]:
        """Return the areas or parties a condition is judged for, or one None.

        A streak has the scopes of the limit that it counts; parties are those that could be
        the perpetrator on the day judged: a day that has ended, or the present one (None);
        of a streak before its first day has ended, the day that is running.
        """
        base = self.counted_by(condition)
        if base.gate and base.per == "party":
            return self._parties_within(base, on)
        if base.judged_per == "area":
            return [name for name, area in self.agreement.areas.items() if not area.unpublished]
        if base.judged_per == "party" and base.by_day:
            begun = self.days[-1] if self.days else None
            day = on or (self.last_ended or begun if condition.counts else begun)
            moment = day.start if day else self.at
            return self._parties_of(base, self.calendar.local(moment))
        return [None]

    def _parties_of(self, condition: Condition, local: datetime) -> list[Scope]:
        """Return the parties that could do, at a local time, what a condition is about."""
        question = Question.of(condition)
        if question is not None:
            return list(self.classifier.perpetrators(question.incident_class, local))
        asked = condition.duty.asks if condition.duty else None
        if asked is not None and asked.happened is not None:
            return list(self.classifier.perpetrators(asked.happened, local))
        parties = self.agreement.parties
        return [party for party in parties if asked is None or asked.may_be_of(party)]

    def _parties_within(self, gate: Condition, on: MonitoringDay | None) -> list[Scope]:
        """Return the parties that anything which a gate asks for is judged for."""
        found = {
            scope
            for name in named_in(gate)
            for scope in self.scopes(self.agreement.conditions[name], on)
            if scope in self.agreement.parties
        }
        return [party for party in self.agreement.parties if party in found]

    def series(self, name: str, scope: Scope) -> Series | None:
        """Return the bounds of a limit's windows; None where an account cannot give them."""
        if (name, scope) not in self._series:
            self._series[name, scope] = self._new_series(self.agreement.conditions[name], scope)
        return self._series[name, scope]

    def _new_series(self, condition: Condition, scope: Scope) -> Series | None:
        limit, question = condition.limit, Question.of(condition)
        if question is None or not self.speaks_to(condition):
            return None
        ends = tuple(min(day.end, self.horizon) for day in self.days)
        if limit is not None and limit.from_counts:
            return self._counts(limit.from_counts, question, scope, ends)
        incidents = IncidentSeries(
            self.days,
            ends,
            self.pieces,
            self.tally.cells(question, self.pieces, scope) if self.days else [],
            self.lookout.gaps(question, scope, self.calendar.start, self.horizon),
        )
        if self.account is None:
            return incidents
        return AccountSeries(incidents, self._counts(self.account, question, scope, ends))

    def _counts(
        self, source: str, question: Question, scope: Scope, ends: Sequence[datetime]
    ) -> CountSeries:
        stated = self.stated(source, question, scope)
        ground, heart = self.ground(question, scope)
        return CountSeries(self.days, ends, stated, ground, heart)

    def ground(self, question: Question, scope: Scope) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the p-codes that hold all that a question is about, and those all about it."""
        return self.lookout.ground(question, scope), self.lookout.heart(question, scope)

    def stated(self, source: str, question: Question, scope: Scope) -> list[Stated]:
        """Return one source's counts that bear on a question, in one scope."""
        known = self.facts.records(Count, self.known)
        own = [fact.record for fact in known if fact.record.source == source]
        party = scope if question.per == "party" else None
        return statements(own, question, self.classifier, self.profiles.get(source), party)

    def rolling(self, name: str, scope: Scope) -> Rolling | None:
        """Return what the windows of a limit in hours hold; None for any other condition."""
        if (name, scope) not in self._rolling:
            self._rolling[name, scope] = self._new_rolling(self.agreement.conditions[name], scope)
        return self._rolling[name, scope]

    def _new_rolling(self, condition: Condition, scope: Scope) -> Rolling | None:
        limit, question = condition.limit, Question.of(condition)
        if limit is None or question is None or not self.speaks_to(condition):
            return None
        if limit.each.unit is not Unit.HOURS:
            return None
        start, length = self.calendar.start, limit.each.elapsed
        window: Window = IncidentWindow(
            length,
            self.tally.instants(question, start, scope) if self.days else [],
            self.lookout.gaps(question, scope, start, self.horizon),
        )
        if self.account is not None:
            stated = self.stated(self.account, question, scope)
            counted = CountWindow(length, stated, *self.ground(question, scope))
            window = AccountWindow(window, counted)
        ends = [min(day.end, self.horizon) for day in self.days]
        return Rolling(self.days, ends, self.calendar.in_force, length, window)

    def reference(self, name: str, scope: Scope) -> Reference | None:
        """Return the reference time of a limit taken from a baseline; None for any other."""
        if (name, scope) not in self._reference:
            condition = self.agreement.conditions[name]
            self._reference[name, scope] = reference(self, condition, scope)
        return self._reference[name, scope]

    def quiet(self, name: str, scope: Scope) -> Quiet | None:
        """Return how long a limit had been quiet at any instant; None for another condition."""
        if (name, scope) not in self._quiet:
            question = Question.of(self.agreement.conditions[name])
            self._quiet[name, scope] = self._new_quiet(question, scope) if question else None
        return self._quiet[name, scope]

    def _new_quiet(self, question: Question, scope: Scope) -> Quiet:
        start = self.calendar.start
        incidents = self.tally.instants(question, start, scope)
        gaps = self.lookout.gaps(question, scope, start, self.horizon)
        return Quiet(incidents, gaps, self.calendar.in_force)

    def certified(self, party: str) -> Sequence[bool]:
        """Return for each day so far whether a party has certified all of it."""
        if party not in self._certified:
            given = self.attestations()
            self._certified[party] = certified_days(self.classifier, given, party, self.days)
        return self._certified[party]

    def alone(self, name: str, scope: Scope) -> Alone | None:
        """Return what single incidents of each day have, for a limit on each by itself."""
        condition = self.agreement.conditions[name]
        limit, question = condition.limit, Question.of(condition)
        if limit is None or question is None or not limit.alone:
            return None
        start = self.calendar.start
        incidents = self.tally.instants(question, start, scope) if self.days else []
        gaps = self.lookout.gaps(question, scope, start, self.horizon)
        ends = [min(day.end, self.horizon) for day in self.days]
        return Alone(self.days, ends, incidents, gaps)

    def owing(self, name: str, scope: Scope) -> Owing | None:
        """Return how a duty of every day stands; None for a condition of another kind."""
        from monitor.evaluation.owing import owing  # noqa: PLC0415 - it asks a view again

        if (name, scope) not in self._owing:
            self._owing[name, scope] = owing(self, self.agreement.conditions[name], scope)
        return self._owing[name, scope]

    def judged(self, name: str, scope: Scope) -> list[DayVerdict] | None:
        """Return what is said of every day so far of a condition judged by the day."""
        if (name, scope) not in self._judged:
            judged = self._judge_days(name, scope)
            condition = self.agreement.conditions[name]
            applies = None if judged is None else on_days(self, condition, judged)
            self._judged[name, scope] = applies
        return self._judged[name, scope]

    def _judge_days(self, name: str, scope: Scope) -> list[DayVerdict] | None:
        duty = self.owing(name, scope)
        if duty is not None:
            return list(duty.days)
        condition = self.agreement.conditions[name]
        rolling = self.rolling(name, scope)
        series: Bounded | None = rolling or self.alone(name, scope) or self.series(name, scope)
        if condition.pattern is not None and series is not None:
            return pattern_days(condition.pattern, self.days, series, self.horizon)
        if condition.limit is None or series is None:
            return None
        judged = judge_days(
            condition.limit,
            self.days,
            series,
            policy=self.agreement.evidence,
            calendar=self.calendar,
            horizon=self.horizon,
            reference=self.reference(name, scope),
        )
        return judged if rolling is None else rolling.marked(judged)

    def window(self, name: str, scope: Scope, verdict: DayVerdict) -> Interval:
        """Return all the time that the verdict of a limit on a day looks at, half-open."""
        rolling = self.rolling(name, scope)
        if rolling is not None:
            return rolling.span(self.days.index(verdict.day))
        return verdict.first.start, min(verdict.day.end, self.horizon)

    @cached_property
    def decisions(self) -> list[Act]:
        """The decisions under this agreement, oldest knowledge first; an account sees them too."""
        return [
            act_of(fact.record, self._names, self.calendar)
            for fact in self.facts.records(Decision, self.known)
            if fact.record.agreement == self.agreement.id
        ]

    @cached_property
    def words_given(self) -> list[Act]:
        """The attestations that something is so, as acts, oldest knowledge first."""
        return [
            act_of(record, self._names, self.calendar)
            for record in self.attestations()
            if record.holds
        ]

    def unsettled(self, rests_on: datetime) -> datetime | None:
        """Return until when a verdict that rests on this instant is provisional; None if settled.

        Measured against what was known, not against the moment judged.
        """
        settled = rests_on + self.agreement.evidence.settles_after.elapsed
        return settled if self.known < settled else None

    def spoken(self, attested: Attested) -> Sequence[Attestation]:
        """Return the attestations of a duty that are accepted, in the order in which they count."""
        if attested not in self._spoken:
            given = self.attestations()
            self._spoken[attested] = accepted(attested, self.classifier, given)
        return self._spoken[attested]

    def attestations(self) -> Sequence[Attestation]:
        """Return the attestations of this agreement, oldest knowledge first."""
        return self._attestations

    @cached_property
    def _attestations(self) -> list[Attestation]:
        return [
            fact.record
            for fact in self.facts.records(Attestation, self.known)
            if fact.record.agreement == self.agreement.id
            and self.account in {None, fact.record.source}
        ]
