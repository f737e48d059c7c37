"""What is decided again: the grounds of a verdict, read once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

from monitor.agreements.actors import Exclusion
from monitor.agreements.model import Agreement, Condition, Gate
from monitor.agreements.naming_acts import NamingActs
from monitor.evaluation.check.belonging import Belonging, Sought
from monitor.evaluation.check.clock import Clock, Day, Stretch, clock_of
from monitor.evaluation.check.counted import Counted, Sentence
from monitor.evaluation.check.dayreads import DayReads
from monitor.evaluation.check.deeds import Deed, can_be
from monitor.evaluation.check.known import unknown_anywhere, unknown_in
from monitor.evaluation.check.names import Names, Truth
from monitor.evaluation.check.once import R, heard, once
from monitor.evaluation.check.watched import Watched
from monitor.evaluation.grounds import Grounds
from monitor.incidents.record import Attestation, Decision
from monitor.incidents.span import FOREVER
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Grade, Measure


class UnknownTermsError(Exception):
    """Terms that this reading of the rules does not know, by what they are called."""


class OutOfReachError(Exception):
    """What would have to be looked at lies before the time for which the grounds are given."""


@dataclass(frozen=True)
class Matter:
    """The grounds, and what every question asks of them.

    `belongs` keeps what was found of incidents, `unknown` the terms not known, `kept` what was
    kept at which instants, `deeds` the records read as acts, and `reads` what a condition in a
    scope reads on a day, up to an instant in it, for later looks at the record.
    """

    grounds: Grounds
    belongs: dict[tuple[Sought, str], Truth] = field(default_factory=dict, repr=False)
    unknown: dict[str, list[str]] = field(default_factory=dict, repr=False)
    kept: dict[tuple[str, datetime], Truth] = field(default_factory=dict, repr=False)
    deeds: dict[tuple[str, str], Deed] = field(default_factory=dict, repr=False)
    reads: dict[tuple[str, str | None, Day, datetime], DayReads] = field(
        default_factory=dict, repr=False
    )

    @property
    def terms(self) -> Agreement:
        """The terms of the agreement."""
        return self.grounds.terms

    def must_know(self, name: str) -> None:
        """See that every term which bears on a condition or phase is known.

        Raises:
            UnknownTermsError: One is not.
        """
        if name not in self.unknown:
            self.unknown[name] = sorted(self._unknown_anywhere | unknown_in(self.terms, name))
        if self.unknown[name]:
            raise UnknownTermsError(", ".join(self.unknown[name]))

    @cached_property
    def _unknown_anywhere(self) -> set[str]:
        return unknown_anywhere(self.terms)

    @cached_property
    def clock(self) -> Clock:
        """Its wall clock."""
        return clock_of(self.terms.calendar)

    @cached_property
    def _who(self) -> Names:
        """Its parties by name, whatever decisions have made of them."""
        return Names(self.terms, self.clock)

    @cached_property
    def names(self) -> Names:
        """Its parties by name, and where they stand."""
        outside = {
            name: self._outside(party.excluded)
            for name, party in self.terms.parties.items()
            if party.excluded is not None
        }
        return Names(self.terms, self.clock, outside)

    def _outside(self, put: Exclusion) -> list[tuple[datetime, Truth]]:
        """From when on decisions have put a party outside, or taken it back in."""
        own = [one for one in map(self.deed, self.decisions(put)) if one.party in put.by]
        out = [one for one in own if one.word in put.decided]
        back = [one for one in own if one.word in put.back]
        edges = {t for one in (*out, *back) for t in (one.first, one.last, one.until) if t}
        steps: list[tuple[datetime, Truth]] = []
        for edge in sorted(edges if out else ()):
            given, taken = ([one for one in some if one.first <= edge] for some in (out, back))
            possible = can_be(given, taken, edge)
            certain = True if possible == {"in_force"} else None
            steps.append((edge, certain if "in_force" in possible else False))
        return steps

    def decisions(self, terms: NamingActs | None = None) -> Sequence[Decision]:
        """The decisions that count for terms, each once; under this agreement where none are."""
        others = terms.also_under if terms is not None else frozenset[str]()
        return self._once(heard(self.grounds.decisions, self.terms.id, others), others)

    def words(self, terms: NamingActs) -> Sequence[Attestation]:
        """The attestations that count for terms, as they were recorded."""
        return heard(self.grounds.attestations, self.terms.id, terms.also_under)

    def affirmed(self, terms: NamingActs) -> Sequence[Attestation]:
        """What is attested to be so and counts for terms, each once."""
        return self._once([one for one in self.words(terms) if one.holds], terms.also_under)

    def _once(self, records: Sequence[R], others: frozenset[str]) -> Sequence[R]:
        if not others:
            return records
        return once(records, self.terms.id, lambda one: self.deed(one).party)

    def deed(self, record: Decision | Attestation) -> Deed:
        """Read a record as an act; names mean what they meant when it began."""
        if (record.record, record.key) not in self.deeds:
            self.deeds[record.record, record.key] = self._read(record)
        return self.deeds[record.record, record.key]

    def _read(self, record: Decision | Attestation) -> Deed:
        span = record.effective if isinstance(record, Decision) else record.during
        until = record.until if isinstance(record, Decision) else None
        party = self._who.party(record.by, self.clock.local(span.start))
        return Deed(record.record, record.key, record.what, party, span.start, span.last, until)

    @cached_property
    def watched(self) -> Watched:
        """Who watched."""
        return Watched(self.terms, self.names, self.grounds.watches)

    def at(self, instant: datetime) -> "Matter":
        """The same matter, judged at another instant."""
        at = replace(self.grounds, at=instant)
        return Matter(at, self.belongs, self.unknown, self.kept, self.deeds, self.reads)

    @cached_property
    def whole(self) -> "Matter":
        """The same on the whole record: an account says what happened, not which text applies.

        Raises:
            OutOfReachError: The whole record is not given.
        """
        own = self.grounds
        if own.account is None:
            return self
        if own.whole is None:
            raise OutOfReachError(own.since)
        told = replace(own.whole, terms=own.terms, at=own.at, known=own.known, account=None)
        return Matter(told)

    @cached_property
    def in_force(self) -> list[Stretch]:
        """The stretches in which the agreement was in force."""
        begin = self.clock.start
        until = self.terms.calendar.until
        end = self.clock.instant(until) if until is not None else FOREVER
        out = self._out()
        edges = sorted({begin, end, *(edge for pair in out for edge in pair if begin < edge < end)})
        held: list[Stretch] = []
        for first, last in pairwise(edges):
            if any(since <= first and last <= back for since, back in out):
                continue
            if held and held[-1][1] == first:
                held[-1] = (held[-1][0], last)
            else:
                held.append((first, last))
        return held

    def _out(self) -> list[Stretch]:
        """The stretches that decisions took it out of force for."""
        ends = self.terms.ends
        if ends is None:
            return []
        own = [d for d in self.decisions() if self.deed(d).party in ends.by]
        back = [d.effective.start for d in own if d.what in ends.resumed]
        out = []
        for decision in own:
            if decision.what in ends.decided:
                start = decision.effective.start
                after = [t for t in (*back, decision.until) if t is not None and t > start]
                out.append((start, min(after, default=FOREVER)))
        return out

    def stands(self, instant: datetime) -> bool:
        """Whether the agreement was in force up to an instant."""
        return any(since <= instant <= end for since, end in self.in_force)

    @cached_property
    def horizon(self) -> datetime:
        """Up to when things are judged: what happened before it counts."""
        at = self.grounds.at
        if self.stands(at):
            return at
        return max((end for _, end in self.in_force if end < at), default=at)

    @cached_property
    def days(self) -> list[Day]:
        """The days that have begun."""
        if self.horizon <= self.clock.start:
            return []
        return self.clock.days(self.in_force, self.horizon)

    @cached_property
    def ended(self) -> list[Day]:
        """The days that have ended; none if the agreement was out of force since the last."""
        over = [day for day in self.days if day.end <= self.horizon]
        unbroken = over and any(
            since <= over[-1].end and self.horizon <= end for since, end in self.in_force
        )
        return over if unbroken else []

    def counted_by(self, condition: Condition) -> Condition:
        """What a count counts the days of; anything else itself."""
        return self.terms.conditions[condition.counts] if condition.counts else condition

    def incidents(
        self, sought: Sought, start: datetime, needed: Grade | None = None
    ) -> list[tuple[Incident, bool]]:
        """The incidents that may be among those sought and touch [start, horizon).

        Each with whether it certainly is: the standard, or the one needed, is met, the occurrence
        stands undisputed, and it does not repeat another.

        Raises:
            OutOfReachError: The grounds do not go back to `start`.
        """
        if start < self.grounds.since:
            raise OutOfReachError(start)
        account = self.grounds.account is not None
        standard = Grade.REPORTED if account else needed or self.terms.evidence.standard
        found = []
        for incident in self.grounds.incidents:
            span = incident.happened
            if incident.grade is Grade.REFUTED or span.start >= self.horizon or span.last < start:
                continue
            if (sought, incident.id) not in self.belongs:
                answering = self._answering(sought)
                if answering and span.start - answering < self.grounds.since:
                    raise OutOfReachError(span.start)
                self.belongs[sought, incident.id] = self._asking.of(incident, sought)
            belongs = self.belongs[sought, incident.id]
            if belongs is not False:
                found.append((incident, belongs is True and self._stands(incident, standard)))
        return found

    def _stands(self, incident: Incident, needed: Grade) -> bool:
        """Whether it certainly took place, and is not another told again."""
        undisputed = self.grounds.account is not None or not incident.disputed
        return incident.grade.rank >= needed.rank and not incident.repeats and undisputed

    @cached_property
    def _asking(self) -> Belonging:
        account = self.grounds.account is not None
        standard = Grade.REPORTED if account else self.terms.evidence.standard
        told = [one for one in self.grounds.incidents if one.grade is not Grade.REFUTED]
        others = [(one, self._stands(one, standard)) for one in told]
        return Belonging(self.terms, self.names, others)

    def _answering(self, sought: Sought) -> timedelta:
        """How long before an incident something may have come that it answered."""
        terms = [one.paired_within for one in self.terms.classes[sought.class_].except_]
        return max((one.elapsed for one in terms if one), default=timedelta(0))

    def open_times(self, sought: Sought, start: datetime, end: datetime) -> list[Stretch]:
        """Where in [start, end) something sought could have gone unseen.

        Raises:
            OutOfReachError: The grounds do not go back to `start`.
        """
        if start < self.grounds.since:
            raise OutOfReachError(start)
        return self.watched.open_times(sought, start, end)

    def sentences(self, source: str, sought: Sought, measure: Measure) -> list[Sentence]:
        """What a source's counts say of what is sought."""
        own = [count for count in self.grounds.counts if count.source == source]
        profiles = [profile for profile in self.grounds.profiles if profile.id == source]
        counted = Counted(self.terms, self.names, profiles[0] if profiles else None)
        return counted.sentences(source, own, sought, measure)

    def unsettled(self, rests_on: datetime) -> datetime | None:
        """Until when what rests on an instant may still change; None once it is settled."""
        length = self.terms.evidence.settles_after
        settled = rests_on + length.elapsed
        return settled if self.grounds.known < settled else None

    def scopes(self, condition: Condition) -> Sequence[str | None]:
        """The areas or parties that a condition is judged for; one None where it has no scopes."""
        base = self.counted_by(condition)
        if base.judged_per == "area":
            return [name for name, area in self.terms.areas.items() if not area.unpublished]
        if base.per == "party" and base.gate:
            below = {
                scope
                for name in self.below(base)
                for scope in self.scopes(self.terms.conditions[name])
            }
            return [party for party in self.terms.parties if party in below]
        counts = base.limit or base.pattern
        if base.judged_per == "party" and (counts or base.duty):
            day = self.days[-1] if self.days else None
            if condition.counts and self.ended:
                day = self.ended[-1]
            moment = self.clock.local(day.start if day else self.grounds.at)
            asked = base.duty.asks if base.duty else None
            class_ = counts.of if counts else asked and asked.happened
            if class_ is None and asked is not None:
                return [p for p in self.terms.parties if not asked.by or p in asked.by]
            return self.names.admitted(self.terms.classes[class_ or ""].by, moment)
        return [None]

    def below(self, gate: Gate) -> list[str]:
        """The conditions that a gate names, those of gates within it too."""
        named: list[str] = []
        for member in gate.members:
            named += [member.condition] if member.condition is not None else self.below(member)
        return named

    def speaks_to(self, condition: Condition) -> bool:
        """Whether the account looked through can say anything of a condition."""
        if condition.gate:
            return self.grounds.account is None or any(
                self.speaks_to(self.terms.conditions[name]) for name in self.below(condition)
            )
        base = self.counted_by(condition)
        source = base.limit.from_counts if base.limit else None
        return source is None or self.grounds.account in {None, source}
