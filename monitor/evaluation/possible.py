"""Which changes of the record can bear on a verdict: one for each record, gap and missing act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from monitor.agreements.model import Condition, Unit
from monitor.evaluation.changes import Change, Told, What
from monitor.evaluation.check.belonging import Belonging, Sought
from monitor.evaluation.check.limits import hours_before, number_on, window_start
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.grounds import Grounds
from monitor.evaluation.possible_acts import NOBODY, acts_for
from monitor.evaluation.tally import Scope
from monitor.incidents.record import Coverage, Range, Report, Review
from monitor.incidents.span import Span
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import CIVILIANS, KINDS, Grade, Measure, Occurrence

MOST_ADDED = 12

ORDER = [What.WITHOUT, What.REFUTE, What.CONFIRM, What.ADD, What.WATCH, What.ACT, What.UNDO]


def possible_changes(given: Grounds, told: Told, name: str, scope: Scope) -> list[Change]:
    """Return the changes that can bear on a condition, in a fixed order: the latest first.

    `given` goes back to the beginning. Changes of figures, times and places are not among them.
    """
    matter = Matter(given)
    found: dict[tuple[What, str, str], Change] = {}
    for base, within in _bases(matter, name, scope):
        for change in _of_base(matter, told, base, within):
            key = (change.what, change.record.record, change.record.key)
            found.setdefault(key, change)
    return sorted(found.values(), key=_order)


def _order(change: Change) -> tuple[int, float, str]:
    happened = change.incident.happened.start.timestamp() if change.incident else 0.0
    return ORDER.index(change.what), -happened, change.record.key


def _bases(matter: Matter, name: str, scope: Scope) -> Iterator[tuple[Condition, Scope]]:
    """Yield what a condition comes down to, each with the scope it is taken in."""
    condition = matter.terms.conditions[name]
    if not condition.gate:
        yield condition, scope
        return
    for member in matter.below(condition):
        scopes = matter.scopes(matter.terms.conditions[member])
        for one in [scope] if scope in scopes else scopes:
            yield from _bases(matter, member, one)


def _of_base(matter: Matter, told: Told, condition: Condition, scope: Scope) -> Iterator[Change]:
    streak = condition.streak
    if streak and (streak.certified_by or streak.reset_by):
        yield from acts_for(matter, condition)
    counted = matter.counted_by(condition)
    if counted.limit and not counted.limit.from_counts and not (streak and streak.certified_by):
        yield from _Counted(matter, told, condition, counted, scope).changes()
    elif not streak:
        yield from acts_for(matter, condition)


@dataclass(frozen=True)
class _Counted:
    """Changes that bear on a limit, or on a count of its days."""

    matter: Matter
    told: Told
    condition: Condition
    counted: Condition
    scope: Scope

    def changes(self) -> Iterator[Change]:
        limit = self.counted.limit
        if limit is None or not self.matter.days:
            return
        windows = Windows(self.matter, self.counted, self.scope)
        start = self._start()
        for incident in self._near(windows.sought, start):
            yield from _of_incident(self.told, incident, self._certain(incident))
        yield from self._added(windows, start)
        for number, (since, until) in enumerate(windows.open_times(start, self.matter.horizon)):
            watched = Span(start=since, end=until)
            yield Change(What.WATCH, Coverage(id=f"w{number:03}", source=NOBODY, watched=watched))

    def _start(self) -> datetime:
        """From when on anything bears on it: of a count of days, from the beginning."""
        limit, days = self.counted.limit, self.matter.days
        if limit is None or self.condition.streak:
            return self.matter.clock.start
        if limit.each.unit is Unit.HOURS:
            return hours_before(self.matter, limit, days[-1].start)
        return days[window_start(days, len(days) - 1, limit.each.count)].start

    def _near(self, sought: Sought, start: datetime) -> Iterator[Incident]:
        asking = Belonging(self.matter.terms, self.matter.names)
        for incident in self.matter.grounds.incidents:
            touches = incident.happened.start < self.matter.horizon
            touches = touches and incident.happened.last >= start
            if touches and asking.of(incident, sought) is not False:
                yield incident

    def _certain(self, incident: Incident) -> bool:
        standard = self.matter.terms.evidence.standard
        return incident.grade.rank >= standard.rank and not incident.disputed

    def _added(self, windows: Windows, start: datetime) -> Iterator[Change]:
        """Yield as many more incidents as exceed, or reach, the limit on the last day."""
        day = self.matter.days[-1]
        limit = windows.limit
        number = number_on(limit, self.matter.clock.local(day.start))
        if number is None:
            return
        low = windows.low(start if not self.condition.streak else day.start, self.matter.horizon)
        missing = max(1, number - low + (limit.at_most is not None))
        at = Span(start=day.start, end=day.start)
        people = missing if limit.measure is not Measure.INCIDENTS else 1
        made = _made(self.matter, windows.sought, at, people)
        if made is None:
            return
        for copy in range(1 if people > 1 else min(missing, MOST_ADDED + 1)):
            added = made.model_copy(update={"id": f"added-{copy:02}"})
            yield Change(What.ADD, added)


def _of_incident(told: Told, incident: Incident, certain: bool) -> Iterator[Change]:  # noqa: FBT001
    """Yield that a report of it falls away, that it is confirmed, that it is refuted."""
    if incident.grade is not Grade.REFUTED:
        reports = {known.record.key: known.record for known in told.reports}
        for key in incident.reports:
            if key in reports:
                yield Change(What.WITHOUT, reports[key], incident)
        yield Change(What.REFUTE, _review(incident, Grade.REFUTED), incident)
    if not certain:
        yield Change(What.CONFIRM, _review(incident, Grade.VERIFIED), incident)


def _review(incident: Incident, grade: Grade) -> Review:
    return Review(
        id=f"{grade.value}-{incident.id}",
        source=NOBODY,
        report=incident.id,
        grade=grade,
        occurrence=Occurrence.ACCEPTED if grade is Grade.VERIFIED else None,
    )


def _made(matter: Matter, sought: Sought, at: Span, people: int) -> Report | None:
    """Return a report of something that belongs for certain to what is sought."""
    terms, class_ = matter.terms, matter.terms.classes[sought.class_]
    asking = Belonging(terms, matter.names)
    places: list[str] = [sought.within or class_.in_ or ""]
    places += [sought.scope or ""] if sought.per == "area" else []
    codes = [code for area in places if area for code in terms.areas[area].pcodes[:1]] or [""]
    names = [*terms.parties, CIVILIANS]
    doers = [sought.scope] if sought.per == "party" and sought.scope else names
    few = Range(low=people, high=people)
    for kind, by, against, code, purpose, weapon in product(
        class_.any_kind or tuple(KINDS)[:1],
        doers,
        reversed(names),
        codes,
        class_.purpose or ("", "combat"),
        class_.weapon or ("", "other_heavy_weapon"),
    ):
        report = Report(
            id="added",
            source=NOBODY,
            happened=at,
            kinds=(kind,),
            by=(by,),
            against=(against,),
            pcodes=(code,) if code else (),
            purposes=(purpose,) if purpose else (),
            weapons=(weapon,) if weapon else (),
            killed=few,
            injured=few,
            quantity=few,
        )
        (alone,) = Told().incidents(more=[report])
        if asking.of(alone, sought) is True:
            return report
    return None
