"""What an alert says of its subject, in the words of the pages and the zone of a desk."""

from dataclasses import dataclass

from monitor.agreements.model import Condition
from monitor.alerts.alert import Alert
from monitor.alerts.kinds import AlertKind
from monitor.evaluation.noted import REPORTING
from monitor.evaluation.verdict import ALL_NAMED, Finding
from monitor.messages.around import Around
from monitor.messages.wording import Wording, wording
from monitor.views.sources import Sources, short_name
from monitor.views.standings import title_of_phase
from monitor.views.turned_words import Writing
from monitor.words import phrasing, times, verdicts


@dataclass(frozen=True)
class Speaking:
    """Speaks of one alert."""

    alert: Alert
    around: Around

    @property
    def words(self) -> Wording:
        """The words of the desk."""
        return wording(self.around.language)

    @property
    def writing(self) -> Writing:
        """Writes what holds of the subject."""
        turned = self.alert.turned
        shown = turned.after or turned.before
        return Writing(self.around.terms, turned.subject, shown, self.around.zone)

    @property
    def sources(self) -> Sources:
        """The sources by name."""
        profiles = {profile.id: profile for profile in self.around.profiles}
        return Sources.at(self.around.terms, profiles, self.alert.turned.at)

    @property
    def condition(self) -> Condition | None:
        """The condition that it is about; None for anything else."""
        return self.around.terms.conditions.get(self.alert.turned.subject.condition or "")

    @property
    def finding(self) -> Finding | None:
        """What is found of that condition; None where nobody explained it."""
        told, about = self.around.explanation, self.alert.turned.subject
        if told is None or (told.finding.condition, told.finding.scope, self.around.reading) != (
            about.condition,
            about.scope,
            about.reading,
        ):
            return None
        return told.finding

    @property
    def source(self) -> str | None:
        """The source of whose reporting it tells; None where it tells of something else."""
        about = self.alert.turned.subject
        return about.key if about.noted in REPORTING else None

    @property
    def what(self) -> str:
        """What it is about."""
        if self.source is not None:
            return self._source(self.source)
        about = self.alert.turned.subject
        if about.phase is not None and about.holder == ALL_NAMED:
            return self.writing.read_as(title_of_phase(self.around.terms, about.phase))
        return self.writing.what

    def _source(self, source: str) -> str:
        """Return the name of a source: by its profile, or as it was told."""
        turned = self.alert.turned
        named = next((side.by for side in (turned.after, turned.before) if side and side.by), ())
        if source in self.sources.profiles or not named:
            return self.sources.name(source)
        return short_name(named[0])

    @property
    def says(self) -> str:
        """What holds now."""
        return self.writing.says(self.alert.turned.after)

    @property
    def brief(self) -> str:
        """What holds now, without causes."""
        return self.writing.says(self.alert.turned.after, causes=False)

    @property
    def was(self) -> str:
        """What was said before."""
        return self.writing.says(self.alert.turned.before)

    @property
    def turn(self) -> str:
        """What was said, and what holds now."""
        turned = self.alert.turned
        return self.writing.turn(turned.before, turned.after)

    @property
    def lead(self) -> str:
        """The first sentence."""
        alerts = self.words
        sentence = alerts.LEADS[self.alert.kind.value]
        holds = self.alert.turned.after
        if self.alert.kind is AlertKind.APPROACHING and (holds is None or holds.progress is None):
            of_phase = self.alert.turned.subject.phase is not None
            sentence = alerts.RUNNING_OUT if of_phase else alerts.TERM_ENDING
        return sentence.format(what=self.what, says=self.brief)

    @property
    def settled(self) -> str:
        """Whether a late report can still change a verdict; empty where that is no question."""
        holds, condition = self.alert.turned.after, self.condition
        if holds is None or condition is None:
            return ""
        if self.alert.turned.subject.day is not None:
            return self._settled_day
        if holds.settled:
            after = self.around.terms.evidence.settles_after
            by_day = condition.daily or condition.streak is not None
            return phrasing.settled(times.length(after.count, after.unit)) if by_day else ""
        until = self.finding.provisional_until if self.finding else None
        if until is None:
            return self.words.PROVISIONAL
        return verdicts.PROVISIONAL.format(time=times.short(until, self.around.zone))

    @property
    def _settled_day(self) -> str:
        """The same of a day that has ended; empty where nobody explained it."""
        told, turned = self.around.explanation, self.alert.turned
        day = told.day.day if told and told.day and self.finding else None
        if day is None or day.date != turned.subject.last_day:
            return ""
        after = self.around.terms.evidence.settles_after
        until = day.end + after.elapsed
        if turned.known < until:
            return verdicts.PROVISIONAL.format(time=times.short(until, self.around.zone))
        return phrasing.settled(times.length(after.count, after.unit))
