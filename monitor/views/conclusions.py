"""One line for each condition: what is certain of it, or the one cause why nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.agreements.model import Agreement, Condition
from monitor.evaluation.mark import Mark
from monitor.evaluation.verdict import Cause, Evaluation, Finding, Verdict
from monitor.views.duties import Duties, gate_in_words
from monitor.views.marks import MarkedDay, Strip, strip_of, titled
from monitor.views.onrecord import OnRecord
from monitor.views.owing import owed_in_words
from monitor.views.patterns import pattern_in_words
from monitor.views.rivals import progress_of
from monitor.views.serious import placed
from monitor.views.settled import settled_or_not
from monitor.views.verdict_words import asked_of, verdict_words
from monitor.words import phrasing, times, today_page, verdicts

NONE_YET = {Cause.NOT_BEGUN, Cause.NO_DAY}
"""Of a limit without any day: there is none to be judged yet."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A condition in one line. `day` is the day that *Why* opens on; None for its last one."""

    condition: str
    scope: str | None
    title: str
    text: str
    glyph: str
    certain: bool
    day: date | None = None

    @property
    def line(self) -> str:
        """The conclusion under its title, its mark first."""
        return f"{self.glyph} {self.title}: {self.text}"


@dataclass(frozen=True)
class Concluding:
    """Writes conclusions from one evaluation, its strips, and what was on record.

    `noted` is whether a certain one says that a late report can still change it.
    """

    agreement: Agreement
    official: Evaluation
    strips: Sequence[Strip]
    record: OnRecord
    noted: bool = True

    def all(self) -> tuple[Conclusion, ...]:
        """Return the conclusion on every finding: gates first, then what is confirmed a breach.

        Otherwise in the order of the rule file. Of an agreement out of force it says how each
        stood at the end.
        """
        stood = [finding.stood for finding in self.official.findings]
        begun = [f for f in stood if f.days or f.cause not in NONE_YET]
        told = [self.of(finding) for finding in begun]
        return tuple(sorted(told, key=self._rank))

    def _rank(self, one: Conclusion) -> tuple[bool, bool]:
        gate = self.agreement.conditions[one.condition].gate is not None
        return not gate, one.glyph != verdicts.GLYPHS["confirmed"]

    def of(self, finding: Finding) -> Conclusion:
        """Return the conclusion on a finding; best efforts that fall short only put a question."""
        condition = self.agreement.conditions[finding.condition]
        told = self._of(finding, condition)
        if not condition.best_efforts or told.glyph != verdicts.GLYPHS["confirmed"]:
            return told
        question = asked_of(self.agreement, condition, Verdict.BREACHED)
        return replace(told, text=f"{told.text}; {question}", glyph="–")

    def _of(self, finding: Finding, condition: Condition) -> Conclusion:
        if finding.verdict is Verdict.NOT_IN_FORCE:
            return self._say(finding, verdicts.CAUSES[finding.cause], certain=True)
        for asked, say in (
            (condition.counts, self._streak),
            (condition.attested, self._attested),
            (condition.gate, self._gate),
            (condition.decided or condition.by or condition.order or condition.duty, self._duty),
            (condition.pattern, self._pattern),
        ):
            if asked:
                return say(finding)
        return self._limit(finding, counted=bool(condition.limit and condition.limit.from_counts))

    def _say(
        self,
        finding: Finding,
        text: str,
        *,
        certain: bool,
        glyph: str = "",
        day: MarkedDay | None = None,
    ) -> Conclusion:
        """Return a line; a certain one says whether a late report can still change it.

        `day` is the day that it is about, and that *Why* opens on; None for what is about none.
        """
        until = finding.provisional_until
        certainly = certain and self.noted
        if certainly and day is not None and day.finished:
            note = settled_or_not(self.agreement, self.official.known, day.end)
            text = f"{text}; {note}"
        elif certainly and until:
            note = verdicts.PROVISIONAL.format(time=times.short(until, self.agreement.zone))
            text = f"{text}; {note}"
        title = titled(self.agreement, finding)
        glyph = glyph or ("–" if certain else "?")
        named = day.date if day else None
        return Conclusion(finding.condition, finding.scope, title, text, glyph, certain, named)

    def _limit(self, finding: Finding, *, counted: bool) -> Conclusion:
        strip = strip_of(self.strips, finding.condition, finding.scope)
        if strip is None:
            return self._say(finding, verdicts.CAUSES[finding.cause], certain=False)
        by_mark = {mark: [d for d in strip.days if d.mark is mark] for mark in Mark}
        confirmed, reported = by_mark[Mark.CONFIRMED], by_mark[Mark.REPORTED]
        whole = len(strip.ended)
        efforts = self.agreement.conditions[finding.condition].best_efforts
        if confirmed:
            said = today_page.DAYS_SHORT if efforts else today_page.DAYS_CONFIRMED
            named = phrasing.days_named([d.number for d in confirmed], whole)
            text = said.format(days=named) + self._by_what(finding, confirmed[-1])
            if reported:
                text += today_page.DAYS_ALSO_REPORTED.format(count=len(reported))
            glyph = verdicts.GLYPHS["confirmed"]
            return self._say(finding, text, certain=True, glyph=glyph, day=confirmed[-1])
        if reported:
            said = today_page.DAYS_COUNTED if counted else today_page.DAYS_REPORTED
            said = today_page.DAYS_SHORT_REPORTED if efforts else said
            text = said.format(days=phrasing.days_named([d.number for d in reported], whole))
            return self._say(finding, text, certain=False, day=reported[-1])
        kept = [d for d in strip.ended if d.mark is Mark.QUIET]
        if kept and len(kept) == whole:
            text = today_page.DAYS_KEPT.format(
                days=phrasing.days_named([d.number for d in kept], whole)
            )
            return self._say(
                finding, text, certain=True, glyph=verdicts.GLYPHS["quiet"], day=kept[-1]
            )
        if kept:
            text = today_page.DAYS_MIXED.format(
                kept=phrasing.days_named([d.number for d in kept], whole)
            )
            return self._say(finding, text, certain=False)
        # Between two days, as at the end of an agreement, the last one judged speaks.
        cause = finding.days[-1].cause if finding.cause is Cause.NO_DAY else finding.cause
        return self._say(finding, verdicts.CAUSES[cause], certain=False)

    def _by_what(self, finding: Finding, day: MarkedDay) -> str:
        """Name the incidents that suffice for a confirmed breach, where they were asked for."""
        told = [
            placed(item.incident, self.record.reports, self.agreement.zone)
            for explanation in self.record.confirmed
            if explanation.day is not None
            and explanation.day.day.date == day.date
            and explanation.finding.condition == finding.condition
            and explanation.finding.scope == finding.scope
            for item in explanation.evidence
            if item.suffices
        ]
        return today_page.CONFIRMED_BY.format(what="; ".join(told)) if told else ""

    def _streak(self, finding: Finding) -> Conclusion:
        progress = finding.progress
        if progress is None:
            return self._say(finding, verdicts.CAUSES[finding.cause], certain=False)
        told = progress_of(progress)
        if finding.cause in {Cause.NOT_CERTIFIED, Cause.NO_ANCHOR}:
            told = f"{verdicts.CAUSES[finding.cause]}: {told}"
        words = verdict_words(self.agreement.conditions[finding.condition])
        text = f"{words[finding.verdict]}; {told}"
        if finding.earliest and finding.earliest > self.official.at:
            when = times.short(finding.earliest, self.agreement.zone)
            text += f"; {today_page.NOT_BEFORE.format(time=when)}"
        return self._say(finding, text, certain=finding.verdict is not Verdict.UNDETERMINED)

    def _attested(self, finding: Finding) -> Conclusion:
        by_key = {record.key: record for record in self.record.attestations}
        record = next((by_key.get(key) for key in finding.rests_on), None)
        text = verdicts.CAUSES[finding.cause]
        if record is not None:
            during = times.span(record.during.start, record.during.end, self.agreement.zone)
            text = f"{text} ({record.by}, {during.removesuffix(', hour not known')})"
        certain = finding.verdict is not Verdict.UNDETERMINED
        return self._say(finding, text, certain=certain, glyph=_glyph(finding.verdict))

    def _pattern(self, finding: Finding) -> Conclusion:
        """Say whether there is a pattern: never with the mark of a day kept or broken."""
        text = pattern_in_words(self.agreement, finding)
        return self._say(finding, text, certain=finding.verdict is not Verdict.UNDETERMINED)

    def _gate(self, finding: Finding) -> Conclusion:
        """Say what a gate comes to, and which of its members make it so."""
        text = gate_in_words(self.agreement, finding)
        certain = finding.verdict is not Verdict.UNDETERMINED
        return self._say(finding, text, certain=certain, glyph=_glyph(finding.verdict))

    def _duty(self, finding: Finding) -> Conclusion:
        """Say what is decided, what is due by when, or what became of all that is owed."""
        if self.agreement.conditions[finding.condition].duty:
            text = owed_in_words(self.agreement, finding)
        else:
            text = Duties(self.agreement, self.official.at, self.record).in_words(finding)
        certain = finding.verdict is not Verdict.UNDETERMINED
        asked = finding.cause is not Cause.NOBODY_ASKED
        glyph = _glyph(finding.verdict) if asked else verdicts.GLYPHS["nobody_asked"]
        return self._say(finding, text, certain=certain, glyph=glyph)


def _glyph(verdict: Verdict) -> str:
    """Return the mark of what is met or not; never that of watching: nobody need have watched."""
    mark = {Verdict.KEPT: "done", Verdict.BREACHED: "confirmed"}.get(verdict)
    return verdicts.GLYPHS[mark] if mark else ""
