"""What is found of one agreement seen from one standpoint, each part once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.agreements.model import Attested, Condition, Happening, Streak
from monitor.evaluation.applying import Trigger, on_days
from monitor.evaluation.attestation import accepted, certified_days
from monitor.evaluation.baseline import reference
from monitor.evaluation.calendar import Interval, MonitoringDay
from monitor.evaluation.counting import alone_of, quiet_of, rolling_of, series_of
from monitor.evaluation.limit import judge_days
from monitor.evaluation.pattern import pattern_days
from monitor.evaluation.quiet import Quiet
from monitor.evaluation.reference import Reference
from monitor.evaluation.rolling import Rolling
from monitor.evaluation.scene import Scene
from monitor.evaluation.scopes import scopes
from monitor.evaluation.series import Bounded, Series
from monitor.evaluation.tally import Question, Scope
from monitor.evaluation.verdict import DayVerdict, Finding, Owing
from monitor.incidents.record import Attestation


@dataclass(frozen=True)
class View(Scene):
    """One agreement seen from one standpoint; computes each part once and only when asked.

    `found` keeps what was found of each condition and scope: gates ask for it again. `triggers`
    keep when the conditions that others wait for were first kept. `unseen`
    keeps when what terms name could have happened unseen, at any time up to the horizon.
    """

    found: dict[tuple[str, Scope], Finding | None] = field(default_factory=dict, repr=False)
    triggers: dict[str, Trigger] = field(default_factory=dict, repr=False)
    _judged: dict[tuple[str, Scope], list[DayVerdict] | None] = field(
        default_factory=dict, repr=False
    )
    _series: dict[tuple[str, Scope], Series | None] = field(default_factory=dict, repr=False)
    _rolling: dict[tuple[str, Scope], Rolling | None] = field(default_factory=dict, repr=False)
    _reference: dict[tuple[str, Scope], Reference | None] = field(default_factory=dict, repr=False)
    _quiet: dict[tuple[str, Scope], Quiet | None] = field(default_factory=dict, repr=False)
    _certified: dict[tuple[frozenset[str], str], Sequence[bool]] = field(
        default_factory=dict, repr=False
    )
    _spoken: dict[Attested, Sequence[Attestation]] = field(default_factory=dict, repr=False)
    _owing: dict[tuple[str, Scope], Owing | None] = field(default_factory=dict, repr=False)
    unseen: dict[Happening, list[Interval]] = field(default_factory=dict, repr=False)

    def moved(self, at: datetime) -> "View":
        """Return the same agreement and record, seen at another instant."""
        return View(self.agreement, self.facts, at, self.known, self.account)

    def scopes(self, condition: Condition, on: MonitoringDay | None = None) -> list[Scope]:
        """Return the areas or parties a condition is judged for, or one None.

        A streak has the scopes of the limit that it counts; parties are those that could be
        the perpetrator on the day judged: a day that has ended, or the present one (None);
        of a streak before its first day has ended, the day that is running.
        """
        return scopes(self, condition, on)

    def series(self, name: str, scope: Scope) -> Series | None:
        """Return the bounds of a limit's windows; None where an account cannot give them."""
        if (name, scope) not in self._series:
            self._series[name, scope] = series_of(self, self.agreement.conditions[name], scope)
        return self._series[name, scope]

    def rolling(self, name: str, scope: Scope) -> Rolling | None:
        """Return what the windows of a limit in hours hold; None for any other condition."""
        if (name, scope) not in self._rolling:
            self._rolling[name, scope] = rolling_of(self, self.agreement.conditions[name], scope)
        return self._rolling[name, scope]

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
            self._quiet[name, scope] = quiet_of(self, question, scope) if question else None
        return self._quiet[name, scope]

    def certified(self, streak: Streak, party: str) -> Sequence[bool]:
        """Return for each day so far whether a party has certified all of it, as a count asks."""
        key = streak.also_under, party
        if key not in self._certified:
            given = self.acts_for(streak).attestations
            self._certified[key] = certified_days(self.classifier, given, party, self.days)
        return self._certified[key]

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
        series: Bounded | None = (
            rolling or alone_of(self, condition, scope) or self.series(name, scope)
        )
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

    def spoken(self, attested: Attested) -> Sequence[Attestation]:
        """Return the attestations of a duty that are accepted, in the order in which they count."""
        if attested not in self._spoken:
            given = self.acts_for(attested).attestations
            self._spoken[attested] = accepted(attested, self.classifier, given)
        return self._spoken[attested]
