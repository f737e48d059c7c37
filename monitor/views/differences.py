"""What is said at two moments of knowledge, thing by thing, and where the two differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from monitor.agreements.circles import named_in
from monitor.agreements.model import Agreement
from monitor.agreements.names import Roster
from monitor.evaluation.verdict import Finding, Standing
from monitor.incidents.record import Decision
from monitor.incidents.vocabulary import Measure
from monitor.views.causes import Causes
from monitor.views.changed import Named
from monitor.views.conclusions import Concluding
from monitor.views.marks import base_of, strips, titled
from monitor.views.shifts import Shift, Side, shifts
from monitor.views.standings import holder_name, stands, title_of_phase
from monitor.words import phases, times, verdicts

FORCE = "force"
"""The name of the row on whether the agreement is in force."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is said, on both sides, and what makes it read otherwise.

    `name` is the condition or phase, or FORCE; `scope` the area, party or holder. `made_by` are
    the records behind it, `follows` the titles of the rows that it follows from. `condition`
    and `day` are where *Why* shows it; None where nowhere.
    """

    name: str
    scope: str | None
    title: str
    then: str
    later: str
    shifts: tuple[Shift, ...] = ()
    made_by: tuple[Named, ...] = ()
    follows: tuple[str, ...] = ()
    condition: str | None = None
    day: date | None = None

    @property
    def differs(self) -> bool:
        """Whether anything that is said of it is said otherwise."""
        return self.then != self.later or bool(self.shifts)


@dataclass(frozen=True)
class Comparing:
    """Compares two sides of one agreement at one moment looked at."""

    agreement: Agreement
    then: Side
    later: Side
    causes: Causes
    _rows: dict[tuple[str, str | None, date | None], Row] = field(default_factory=dict, repr=False)

    def rows(self) -> Iterator[Row]:
        """Yield a row for whether it is in force, for each holder of a phase, each condition."""
        yield self._force
        yield from self._phases()
        for condition, scope in self.keys:
            yield self.row(condition, scope)

    @cached_property
    def keys(self) -> tuple[tuple[str, str | None], ...]:
        """The conditions with their scopes that are judged on either side."""
        sides = (self.then, self.later)
        found = [f for side in sides for f in side.official.findings]
        order = list(self.agreement.conditions)
        keys = dict.fromkeys((f.condition, f.scope) for f in found)
        return tuple(sorted(keys, key=lambda key: order.index(key[0])))

    def row(self, condition: str, scope: str | None, day: date | None = None) -> Row:
        """Return the row of one condition; with `day` of that day alone, where it has days."""
        key = (condition, scope, day)
        if key not in self._rows:
            self._rows[key] = self._new_row(*key)
        return self._rows[key]

    def _new_row(self, condition: str, scope: str | None, day: date | None) -> Row:
        then, now = self._findings(condition, scope)
        either = now or then
        base = base_of(self.agreement, condition)
        daily = self.agreement.conditions[base].daily
        found = shifts(self.agreement, base, scope, self.then, self.later) if daily else ()
        said = (self._said(self.then, then), self._said(self.later, now))
        if daily and day is not None:
            found, said = tuple(one for one in found if one.date == day), ("", "")
        plain = Row(
            condition,
            scope,
            titled(self.agreement, either) if either else condition,
            *said,
            found,
            condition=condition,
            day=found[-1].date if found else None,
        )
        return self._with_causes(plain, then, now) if plain.differs else plain

    def _with_causes(self, row: Row, then: Finding | None, now: Finding | None) -> Row:
        terms = self.agreement.conditions[row.name]
        made_by: dict[Named, None] = {}
        follows: dict[str, None] = {}
        if terms.daily:
            measure = terms.limit.measure if terms.limit else Measure.INCIDENTS
            for shift in row.shifts:
                made_by |= self.causes.of_shift(row.name, row.scope, shift, measure)
            made_by |= self._acts(then, now) if terms.duty else {}
        elif terms.streak and row.shifts:
            follows |= dict.fromkeys(self._titles([terms.streak.of]))
        elif terms.gate:
            follows |= dict.fromkeys(self._titles([*named_in(terms)]))
        else:
            made_by |= self._acts(then, now)
        whole = all(one.then and one.later for one in row.shifts)
        if self._force.differs and not (whole and (made_by or follows)):
            follows = {self._force.title: None, **follows}
        return replace(row, made_by=tuple(made_by), follows=tuple(follows))

    def _acts(self, then: Finding | None, now: Finding | None) -> dict[Named, None]:
        """Return the acts that changed; of decisions asked of parties, those of whose word did."""
        found = self.causes.of_acts(then, now)
        if then is None or now is None or then.decided == now.decided:
            return found
        moved = {party for party, _ in {*then.decided} ^ {*now.decided}}
        by_name = {c.named: c.record for c in self.causes.changes}
        return {name: None for name in found if self._by(by_name[name]) in moved}

    def _by(self, record: object) -> str | None:
        if not isinstance(record, Decision):
            return None
        local = record.effective.start.astimezone(self.agreement.zone).replace(tzinfo=None)
        return Roster(self.agreement).resolve(record.by, local)

    def _titles(self, conditions: Sequence[str]) -> Iterator[str]:
        """Yield the titles of those of these conditions that read otherwise."""
        for condition, scope in self.keys:
            if condition in conditions:
                row = self.row(condition, scope)
                if row.differs:
                    yield row.title

    def _findings(self, condition: str, scope: str | None) -> tuple[Finding | None, Finding | None]:
        return self.then.finding(condition, scope), self.later.finding(condition, scope)

    def _said(self, side: Side, finding: Finding | None) -> str:
        """Write what is said of a condition, but for how long it can still change.

        Incidents are not named in it: those that make a difference are told beside it.
        """
        if finding is None:
            return verdicts.NOT_JUDGED
        drawn = strips(self.agreement, side.official, side.accounts.values())
        record = replace(side.record, confirmed=())
        return (
            Concluding(self.agreement, side.official, drawn, record, noted=False).of(finding).text
        )

    @cached_property
    def _force(self) -> Row:
        then, now = self._in_force(self.then), self._in_force(self.later)
        row = Row(FORCE, None, phases.AGREEMENT_IN_FORCE, then, now)
        ends = self.agreement.ends
        if then == now or ends is None:
            return row
        deciding = {*ends.decided, *ends.resumed}
        made_by = tuple(
            change.named
            for change in self.causes.changes
            if isinstance(change.record, Decision)
            and change.record.agreement == self.agreement.id
            and change.record.what in deciding
            and self._by(change.record) in ends.by
        )
        return replace(row, made_by=made_by)

    def _in_force(self, side: Side) -> str:
        # At its very end it is still judged, and over.
        if side.ended is not None:
            return phases.OUT_OF_FORCE.format(time=times.short(side.ended, self.agreement.zone))
        return phases.IN_FORCE if side.official.in_force else verdicts.CAUSES["not_begun"]

    def _phases(self) -> Iterator[Row]:
        """Yield the rows of the phases; one for all named, where all read otherwise alike."""
        by_phase: dict[str, list[Row]] = {}
        for pair in self._standings():
            row = self._phase(*pair)
            by_phase.setdefault(row.name, []).append(row)
        for rows in by_phase.values():
            alike = len({(row.then, row.later) for row in rows}) == 1
            yield from rows[-1:] if alike else rows

    def _standings(self) -> Iterator[tuple[Standing | None, Standing | None]]:
        """Yield the standings of each phase and holder on both sides."""
        then = {(one.phase, one.holder): one for one in self.then.official.phases}
        now = {(one.phase, one.holder): one for one in self.later.official.phases}
        for key in dict.fromkeys((*then, *now)):
            yield then.get(key), now.get(key)

    def _phase(self, then: Standing | None, now: Standing | None) -> Row:
        one = now or then
        if one is None:
            raise ValueError("a phase that stands nowhere")
        title = f"{title_of_phase(self.agreement, one.phase)}: "
        title += holder_name(self.agreement, one.holder)
        when = self.agreement.phases[one.phase].opens.when
        said = (self._stands(self.then, then), self._stands(self.later, now))
        row = Row(one.phase, one.holder, title, *said, condition=when)
        if not row.differs:
            return row
        follows = tuple(dict.fromkeys(self._titles([when] if when else [])))
        made_by = tuple(self.causes.of_acts(then, now))
        if self._force.differs and not made_by:
            follows = (self._force.title, *follows)
        return replace(row, made_by=made_by, follows=follows)

    def _stands(self, side: Side, one: Standing | None) -> str:
        if one is None:
            return verdicts.NOT_JUDGED
        return stands(self.agreement, side.official, replace(one, provisional_until=None))


def settled_since(agreement: Agreement, then: Side, now: Side) -> Iterator[str]:
    """Yield the titles of what could still change then, and is settled now."""
    for finding in now.official.findings:
        before = then.finding(finding.condition, finding.scope)
        stood = finding.stood
        if before and before.provisional_until and not stood.provisional_until:
            yield titled(agreement, finding)


def same_titles(agreement: Agreement, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return what reads the same on both sides; a phase once, where it does for every holder."""
    differing = {row.name for row in rows if row.differs}
    found: dict[str, None] = {}
    for row in rows:
        phase = row.name in agreement.phases and row.condition != row.name
        if phase and row.name not in differing:
            found[title_of_phase(agreement, row.name)] = None
        elif not row.differs and row.name != FORCE:
            found[row.title] = None
    return tuple(found)
