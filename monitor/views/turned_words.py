"""A change in what is said of one subject, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.views.marks import scope_name, title_of
from monitor.views.noted import titled, told_of
from monitor.views.rivals import progress_of
from monitor.views.standings import holder_name, title_of_phase
from monitor.views.turned import About, Holding
from monitor.views.verdict_words import verdict_words
from monitor.words import phases, phrasing, times, verdicts, what_changed


@dataclass(frozen=True)
class Writing:
    """Writes what is said of one subject of an agreement, whose rules may not name it any more."""

    agreement: Agreement
    subject: About
    shown: Holding | None = None
    """What is last said of it; None where nothing is, or it is not asked for."""
    zone: ZoneInfo | None = None
    """The zone of the times in it; None for that of the agreement."""

    @property
    def what(self) -> str:
        """The subject by its title, with its scope and days, or its holder; how it is read."""
        return self.read_as(self._what)

    def read_as(self, what: str) -> str:
        """Write under which rival reading something stands; as it is under the open one."""
        reading = self.subject.reading
        if reading is None:
            return what
        named = self.agreement.readings.get(reading)
        title = named.title if named else reading.replace("_", " ")
        return what_changed.READ_AS.format(what=what, title=title)

    @property
    def matter(self) -> str:
        """The same, whichever days are meant."""
        return self.read_as(self._matter)

    @property
    def _what(self) -> str:
        return f"{self._matter}, {self._days}" if self.subject.day else self._matter

    @property
    def _matter(self) -> str:
        about = self.subject
        if about.noted is not None:
            return titled(about.noted, about.key or "", self.shown, self._zone)
        if about.phase is not None:
            holder = holder_name(self.agreement, about.holder or "")
            return f"{title_of_phase(self.agreement, about.phase)}: {holder}"
        if about.condition is None:
            return phases.AGREEMENT_IN_FORCE
        terms = self.agreement.conditions.get(about.condition)
        title = title_of(about.condition, terms) if terms else about.condition.replace("_", " ")
        if about.scope is not None:
            title = f"{title}: {scope_name(self.agreement, about.scope)}"
        return title

    @property
    def condition(self) -> str | None:
        """The condition that *Why* shows: the subject, or what makes the phase due."""
        phase = self.agreement.phases.get(self.subject.phase or "")
        return phase.opens.when if phase else self.subject.condition

    @property
    def _zone(self) -> ZoneInfo:
        return self.zone or self.agreement.zone

    @property
    def _days(self) -> str:
        first, last = self.subject.day, self.subject.last_day
        if first is None or last is None or first == last:
            return what_changed.DAY_FROM.format(day=times.day(first, year=True) if first else "")
        return what_changed.DAYS_FROM.format(
            first=times.day(first), last=times.day(last, year=True)
        )

    def turn(self, before: Holding | None, after: Holding | None) -> str:
        """Write what was said and what holds; counts in full, where the rest reads alike.

        Of what has come near, what it is near to.
        """
        if after is not None and after.near is not None:
            return self._near(after, after.near)
        if after is not None and after.run:
            return self._run(after, after.run)
        was, now = self.says(before), self.says(after)
        told = (before and before.progress, after and after.progress)
        if was != now or not told[0] or not told[1]:
            return verdicts.CHANGED.format(before=was, after=now)
        first, last = (
            what_changed.LEAST_TO_MOST.format(least=p.least, most=p.most) for p in told if p
        )
        return what_changed.COUNT_MOVED.format(
            says=now, unit=told[1].unit, before=first, after=last
        )

    def _near(self, holds: Holding, near: datetime) -> str:
        ends = what_changed.NEAR_END if holds.progress is None else what_changed.NEAR_MET
        told = what_changed.NEAR_RUNS_OUT if self.subject.phase is not None else ends
        time = times.short(near, self._zone)
        return f"{self.says(holds, causes=False)}; {told.format(time=time)}"

    def _run(self, holds: Holding, counts: Sequence[str]) -> str:
        conditions = self.agreement.conditions
        titles = [f"“{title_of(name, conditions[name])}”" for name in counts if name in conditions]
        told = what_changed.HAS_RUN.format(counts=phrasing.listed(titles))
        return f"{self.says(holds)}; {told}"

    def brief(self, before: Holding | None, after: Holding | None) -> str:
        """Write the same without causes, where the two sides differ without them."""
        was, now = self.says(before, causes=False), self.says(after, causes=False)
        if was == now:
            return self.turn(before, after)
        return verdicts.CHANGED.format(before=was, after=now)

    def says(self, holds: Holding | None, *, causes: bool = True) -> str:
        """Write what is said of it; None is that nothing is."""
        if self.subject.noted is not None:
            return told_of(self.subject.noted, holds, self._zone)
        if holds is None:
            return verdicts.NOT_JUDGED
        if self.subject.condition is not None:
            return self._verdict(self.subject.condition, holds, causes=causes)
        return self._state(holds) if self.subject.phase is not None else self._force(holds)

    def _verdict(self, condition: str, holds: Holding, *, causes: bool) -> str:
        terms = self.agreement.conditions.get(condition)
        text = verdict_words(terms)[holds.word]
        if holds.progress is not None:
            text += f"; {progress_of(holds.progress)}"
        if not causes:
            return text
        decided = [
            phases.HOLDER_STANDS.format(
                holder=holder_name(self.agreement, party), state=verdicts.CAUSES[how]
            )
            for party, how in holds.decided
        ]
        # A count says itself why it is not complete, but for days that nobody certified.
        silent = holds.progress is not None and holds.cause != "not_certified"
        why = [verdicts.CAUSES[holds.cause]] if holds.cause and not (silent or decided) else decided
        return f"{text} ({'; '.join(why)})" if why else text

    def _state(self, holds: Holding) -> str:
        text = phases.STATES[holds.word]
        if holds.since is not None:
            text += phases.SINCE.format(time=times.span(*holds.since, self._zone))
        if holds.until is not None:
            text += phases.GOES_UNTIL.format(time=times.short(holds.until, self._zone))
        return text

    def _force(self, holds: Holding) -> str:
        if holds.word == "in_force":
            return phases.IN_FORCE
        if holds.since is None:
            return verdicts.CAUSES["not_begun"]
        return phases.OUT_OF_FORCE.format(time=times.short(holds.since[0], self._zone))
