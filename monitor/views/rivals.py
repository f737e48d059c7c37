"""Rival answers side by side: one line for each reading of the text and each source's account."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import Cause, Evaluation, Finding, Progress, Verdict
from monitor.views.marks import base_of, broken
from monitor.views.sources import Sources
from monitor.views.verdict_words import verdict_words
from monitor.words import phrasing, rival_answers, times, today_page, verdicts


@dataclass(frozen=True, slots=True)
class Rival:
    """What one reading or account says. `name` is its id; `silent` names the side left out."""

    name: str
    title: str
    text: str
    condition: str
    silent: str = ""

    @property
    def line(self) -> str:
        """The answer under its title, and the side left out."""
        return "; ".join(part for part in (f"{self.title}: {self.text}", self.silent) if part)


def main_condition(agreement: Agreement) -> str | None:
    """Return the first count of days, else the first limit: what a one-line answer is about."""
    streaks = [name for name, terms in agreement.conditions.items() if terms.streak]
    limits = [name for name, terms in agreement.conditions.items() if terms.limit]
    return next(iter([*streaks, *limits]), None)


def readings(
    variants: Mapping[str, Agreement], evaluations: Mapping[str, Evaluation]
) -> tuple[Rival, ...]:
    """Return the line of each reading, in the order of the rule file."""
    found = []
    for name, evaluation in evaluations.items():
        agreement = variants[name]
        condition = main_condition(agreement)
        finding = found_in(evaluation, condition)
        if condition and finding:
            title = agreement.readings[name].title
            text = standing(agreement, evaluation, finding)
            found.append(Rival(name, title, text, condition))
    return tuple(found)


def standing(agreement: Agreement, evaluation: Evaluation, finding: Finding) -> str:
    """Write how a condition stands under a reading or account."""
    zone = agreement.zone
    if finding.verdict is Verdict.NOT_IN_FORCE:
        stood = finding.at_end
        after = f"; {verdicts.AT_END}: {standing(agreement, evaluation, stood)}" if stood else ""
        return verdicts.CAUSES[finding.cause] + after
    text = verdict_words(agreement.conditions[finding.condition])[finding.verdict]
    if finding.cause is Cause.MAY_NOT_APPLY:
        return f"{text}; {verdicts.CAUSES[finding.cause]}"
    if finding.parties:
        given = [f"{agreement.parties[p].name} {days}" for p, days in finding.parties]
        return f"{text}; {rival_answers.CERTIFIED.format(given=phrasing.listed(given))}"
    if finding.progress:
        text += f"; {progress_of(finding.progress)}"
    if finding.earliest and finding.earliest > evaluation.at:
        text += f"; {today_page.NOT_BEFORE.format(time=times.short(finding.earliest, zone))}"
    return text


def accounts(
    agreement: Agreement, evaluations: Mapping[str, Evaluation], sources: Sources
) -> tuple[tuple[Rival, ...], tuple[str, ...]]:
    """Return the lines of the accounts that decide a day, and the names of those that do not."""
    condition = main_condition(agreement)
    told: list[Rival] = []
    mute: list[str] = []
    for source, evaluation in evaluations.items():
        finding = found_in(evaluation, condition)
        text = decided_days(agreement, evaluation, finding) if finding else ""
        if not condition or not text:
            mute.append(sources.name(source))
            continue
        told.append(Rival(source, sources.name(source), text, condition, sources.silence(source)))
    return tuple(told), tuple(mute)


def decided_days(agreement: Agreement, evaluation: Evaluation, finding: Finding) -> str:
    """Write which days an account decides, and where its count of days stands; empty for none."""
    base = found_in(evaluation, base_of(agreement, finding.condition))
    days = (base or finding).stood.days
    ended = sum(day.finished for day in days)
    breached = [day.day.grid + 1 for day in days if broken(day)]
    kept = [day.day.grid + 1 for day in days if day.verdict is Verdict.KEPT]
    told = [
        phrase.format(days=phrasing.days_named(numbers, ended))
        for phrase, numbers in (
            (rival_answers.ACCOUNT_BREACH, breached),
            (rival_answers.ACCOUNT_CALM, kept),
        )
        if numbers
    ]
    if not told:
        return ""
    text = ", ".join(told)
    stood = finding.stood
    if stood.progress:
        text += f"; {progress_of(stood.progress)}"
    return text


def progress_of(progress: Progress) -> str:
    """Write how far a count has come."""
    return phrasing.progress(progress.least, progress.most, progress.needed, progress.unit)


def found_in(evaluation: Evaluation, condition: str | None) -> Finding | None:
    """Return the first finding on a condition, in any scope, or None."""
    return next((f for f in evaluation.findings if f.condition == condition), None)
