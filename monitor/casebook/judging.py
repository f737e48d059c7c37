"""What a case expects beside what came: the difference, where there is one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.expected import NOTHING, Expectation
from monitor.agreements.load import Instrument
from monitor.casebook.alerts import told
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.facts import Facts
from monitor.evaluation.finding import finding
from monitor.evaluation.standing import standings
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import ALL_NAMED, Finding
from monitor.evaluation.view import View
from monitor.incidents.span import FOREVER, TICK

END_OF_TIME = FOREVER - TICK
NOT_JUDGED = "it is not judged"


@dataclass(frozen=True, slots=True)
class Difference:
    """What was expected and what came instead, of what is asked about at `where`."""

    where: str
    expected: str
    got: str

    def __str__(self) -> str:
        """All of it on one line."""
        return f"{self.where}: expected {self.expected}, got {self.got}"

    @property
    def lines(self) -> tuple[str, str, str]:
        """What is asked about, what was expected (-) and what came (+)."""
        return self.where, f"- {self.expected}", f"+ {self.got}"


@dataclass(frozen=True, slots=True)
class Asked:
    """An expectation put to a record.

    Attributes:
        expected: What must come out.
        view: From where it is judged.
        finding: What came of a condition; None for a phase or an alert, or where it is not judged.
    """

    expected: Expectation
    view: View
    finding: Finding | None

    @classmethod
    def of(
        cls, expected: Expectation, instrument: Instrument, facts: Facts, known: datetime | None
    ) -> "Asked":
        """Put an expectation to a record; `known` is the local time the case names, if it does."""
        calendar = MonitoringCalendar(instrument.agreement.calendar, ())
        local = expected.known or known
        until = calendar.utc(local) if local else END_OF_TIME
        terms, at = instrument.under(expected.reading), calendar.utc(expected.at)
        view = View(terms, facts, at, until, expected.account)
        found = _finding(view, expected.condition, expected.scope) if expected.condition else None
        return cls(expected, view, found)

    def differences(self) -> Iterator[Difference]:
        """Yield what did not come out as expected."""
        expected, where = self.expected, _where(self.expected)
        if expected.phase is not None:
            state = _state(self.view, expected)
            if state != expected.state:
                yield Difference(where, str(expected.state), str(state))
        elif expected.alert is not None:
            yield from self._alert(where)
        elif self.finding is None:
            yield Difference(where, _wanted(expected), NOT_JUDGED)
        else:
            yield from self._condition(self.finding, where)

    def _alert(self, where: str) -> Iterator[Difference]:
        known_now = self.expected.known is not None
        texts = told(self.view, known_now=known_now, reading=self.expected.reading)
        wanted = str(self.expected.alert)
        if not (wanted in texts if wanted != NOTHING else not texts):
            yield Difference(where, f"alert: {wanted}", f"alert: {', '.join(texts) or NOTHING}")

    def _condition(self, found: Finding, where: str) -> Iterator[Difference]:
        expected = self.expected
        if _differs(expected, found):
            yield Difference(where, _wanted(expected), _got(found))
        if expected.evidence is not None:
            shown = explain(self.view, found.condition, found.scope, None)
            rests_on = sorted(_evidence(shown)) if shown else []
            if rests_on != sorted(expected.evidence):
                wanted = f"evidence {sorted(expected.evidence)}"
                yield Difference(where, wanted, f"evidence {rests_on}")
        if expected.restated is not None:
            yield from self._restated(found, where)

    def _restated(self, found: Finding, where: str) -> Iterator[Difference]:
        """Judge the same instant as it was known first, and compare both with what is expected."""
        restated = self.expected.restated
        if restated is None:
            return
        view = self.view
        before = View(
            *(view.agreement, view.facts, view.at),
            MonitoringCalendar(view.agreement.calendar, ()).utc(restated.first_known),
            view.account,
        )
        was = _finding(before, found.condition, found.scope)
        turned = (was.verdict if was else None, found.verdict)
        if turned != (restated.from_, restated.to):
            got = f"restated from {turned[0]} to {turned[1]}"
            yield Difference(where, f"restated from {restated.from_} to {restated.to}", got)


def _state(view: View, expected: Expectation) -> str | None:
    """Return where the phase asked about stands for the holder asked about."""
    holder = expected.holder or ALL_NAMED
    found = (s for s in standings(view) if (s.phase, s.holder) == (expected.phase, holder))
    return next((standing.state.value for standing in found), None)


def _finding(view: View, name: str, scope: Scope) -> Finding | None:
    """Judge the one condition asked about; None where `evaluate` would not judge it."""
    condition = view.agreement.conditions[name]
    return finding(view, name, condition, scope) if scope in view.scopes(condition) else None


def _where(expected: Expectation) -> str:
    parts = [
        expected.condition or expected.phase,
        expected.scope or expected.holder,
        f"at {expected.at:%Y-%m-%dT%H:%M}",
    ]
    parts.append(f"reading {expected.reading}" if expected.reading else None)
    parts.append(f"account {expected.account}" if expected.account else None)
    parts.append(f"known {expected.known:%Y-%m-%dT%H:%M}" if expected.known else None)
    return " ".join(part for part in parts if part)


def _differs(expected: Expectation, finding: Finding) -> bool:
    progress = finding.progress
    reached = (progress.least, progress.most) if progress else None
    wrong = expected.verdict is not None and expected.verdict != finding.verdict
    return wrong or (expected.progress is not None and expected.progress != reached)


def _wanted(expected: Expectation) -> str:
    parts = [expected.verdict or "", str(list(expected.progress)) if expected.progress else ""]
    return " ".join(part for part in parts if part)


def _got(finding: Finding) -> str:
    progress = finding.progress
    reached = f" [{progress.least}, {progress.most}]" if progress else ""
    return f"{finding.verdict}{reached} ({finding.cause})"


def _evidence(told: Explanation) -> set[str]:
    """Return the reports that decide a verdict: those that suffice, else those that may count."""
    deciding = [item for item in told.evidence if item.suffices] or told.possible
    return {key for item in deciding for key in item.incident.reports} | set(told.finding.rests_on)
