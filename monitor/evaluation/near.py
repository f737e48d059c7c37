"""What comes near, where an alert asks: a count about to be met, a term or phase about to end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.agreements.model import Agreement, Duration, Unit
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.owed import Owed
from monitor.evaluation.said import Saying, Stood, Told
from monitor.evaluation.verdict import (
    ALL_NAMED,
    Evaluation,
    Finding,
    PhaseState,
    Progress,
    Standing,
    Verdict,
)

Instants = tuple[datetime, ...]
"""The instants that are near, UTC, soonest first; none where nothing is."""

_OPEN = {PhaseState.OPEN, PhaseState.RENEWED}


def with_near(
    said: Saying, evaluation: Evaluation, agreement: Agreement, before: Saying | None = None
) -> Saying:
    """Return what an evaluation says with what is near by the alerts of its agreement.

    What was said `before` to be near stays so for as long as it may be: a count that lost days
    because nobody watched them may still have them.
    """
    told = {one.key: one.near for one in before.conditions} if before else {}
    stood = {one.key: one.near for one in before.phases} if before else {}
    found = {(one.condition, one.scope): one for one in evaluation.findings}
    standings = {(one.phase, one.holder): one for one in evaluation.phases}
    looking = _Looking(evaluation, agreement)
    if not evaluation.in_force or not agreement.alerts:
        return said

    def condition(one: Told) -> Told:
        near = looking.at_finding(found[one.key], told.get(one.key, ()))
        return replace(one, near=near) if near else one

    def phase(one: Stood) -> Stood:
        near = looking.at_standing(standings[one.key], stood.get(one.key, ()))
        return replace(one, near=near) if near else one

    conditions, phases = map(condition, said.conditions), map(phase, said.phases)
    return replace(said, conditions=tuple(conditions), phases=tuple(phases))


def nearing(evaluation: Evaluation, agreement: Agreement) -> Iterator[datetime]:
    """Yield from when on something will be near, in no order; what is near by days is left out.

    Of days in a row only the end of a day tells, and that turns anyway.
    """
    if not evaluation.in_force or not agreement.alerts:
        return
    looking = _Looking(evaluation, agreement)
    for finding in evaluation.findings:
        yield from looking.from_finding(finding)
    for standing in evaluation.phases:
        yield from looking.from_standing(standing)


@dataclass(frozen=True)
class _Looking:
    """Looks from the instant of an evaluation as far ahead as the alerts of its agreement ask."""

    evaluation: Evaluation
    agreement: Agreement

    def length(self, name: str, within: str | None) -> Duration | None:
        """Return how long before something is near; None where no alert asks for that.

        Of a phase an alert without a scope is on all named together.
        """
        phase = name in self.agreement.phases
        for alert in self.agreement.alerts:
            scope = alert.scope or (ALL_NAMED if phase else None)
            about = alert.on == name and alert.reading == self.evaluation.reading
            if about and scope in {None, within} and alert.approaching is not None:
                return alert.approaching
        return None

    def at_finding(self, finding: Finding, told: Instants) -> Instants:
        """Return what is near of a condition; `told` is what was said to be."""
        length = self.length(finding.condition, finding.scope)
        if length is None or finding.verdict is Verdict.NOT_IN_FORCE:
            return ()
        if finding.progress is not None:
            near = self._count(finding, finding.progress, length)
            return near or (told if self._may_be_met(finding, finding.progress, length) else ())
        ends = dict(_terms(finding))
        near_now = {end for end, sure in ends.items() if sure and self._is_near(end, length)}
        return tuple(sorted(near_now | {end for end in told if end in ends}))

    def from_finding(self, finding: Finding) -> Iterator[datetime]:
        """Yield from when on something of a condition will be near."""
        length = self.length(finding.condition, finding.scope)
        if length is None or finding.verdict is Verdict.NOT_IN_FORCE:
            return
        if finding.surely is not None and not _by_days(finding.progress, length):
            yield finding.surely - length.elapsed
        for end, sure in _terms(finding):
            if sure:
                yield self._before(end, length)

    def at_standing(self, standing: Standing, told: Instants) -> Instants:
        """Return what is near of a phase for a holder; `told` is what was said to be."""
        length = self.length(standing.phase, standing.holder)
        if length is None:
            return ()
        if standing.state is PhaseState.UNDETERMINED:
            return told
        until = standing.until if standing.state in _OPEN else None
        near = until is not None and self._is_near(until, length)
        return (until,) if until is not None and near else ()

    def from_standing(self, standing: Standing) -> Iterator[datetime]:
        """Yield from when on the end of a phase will be near."""
        length = self.length(standing.phase, standing.holder)
        if length is not None and standing.until is not None and standing.state in _OPEN:
            yield self._before(standing.until, length)

    def _count(self, finding: Finding, progress: Progress, length: Duration) -> Instants:
        """Return when a count can be met by the least of it, where that is near."""
        if finding.surely is None:
            return ()
        if _by_days(progress, length):
            near = progress.needed - progress.least <= length.count
        else:
            near = finding.surely - length.elapsed <= self.evaluation.at
        return (finding.surely,) if near else ()

    def _may_be_met(self, finding: Finding, progress: Progress, length: Duration) -> bool:
        """Whether a count may be as near, by the most of it."""
        if finding.verdict is Verdict.UNDETERMINED:
            return True
        if finding.earliest is None or not progress.most:
            return False
        if _by_days(progress, length):
            return progress.needed - progress.most <= length.count
        return finding.earliest - length.elapsed <= self.evaluation.at

    def _is_near(self, end: datetime, length: Duration) -> bool:
        return self._before(end, length) <= self.evaluation.at <= end

    def _before(self, end: datetime, length: Duration) -> datetime:
        calendar = MonitoringCalendar(self.agreement.calendar, ())
        return calendar.after(end, length, times=-1)


def _by_days(progress: Progress | None, length: Duration) -> bool:
    """Whether both count days: then so many of them are missing, however long they are."""
    return progress is not None and progress.unit == length.unit.value == Unit.DAYS.value


def _terms(finding: Finding) -> Iterator[tuple[datetime, bool]]:
    """Yield when each open term of a duty ends at the earliest, and whether it is open for sure."""
    for owed in finding.obligations:
        if owed.state in {Owed.PENDING, Owed.UNDETERMINED}:
            yield owed.earliest, owed.state is Owed.PENDING and owed.item.must
    if finding.soonest is not None and finding.verdict in {Verdict.NOT_YET, Verdict.UNDETERMINED}:
        yield finding.soonest, finding.verdict is Verdict.NOT_YET
