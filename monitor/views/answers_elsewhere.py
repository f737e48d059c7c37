"""What the file itself, each reading and each account answer to the same question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from monitor.agreements.model import Agreement, Condition
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.verdict import Evaluation, Finding, Verdict
from monitor.views.marks import base_of
from monitor.views.rivals import standing
from monitor.views.sources import Sources
from monitor.views.verdict_words import verdict_words
from monitor.words import (
    names_of,
    rival_answers,
    verdicts,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one reading or account says of the same condition and day.

    `reading` and `account` are its ids for a link; None where it is neither.
    """

    under: str
    says: str
    reading: str | None = None
    account: str | None = None


def answers(
    agreement: Agreement,
    explanation: Explanation,
    official: Evaluation,
    *,
    variants: Mapping[str, Agreement],
    by_reading: Mapping[str, Evaluation],
    by_account: Mapping[str, Evaluation],
    sources: Sources,
) -> Iterable[Answer]:
    """Return the answer of the file itself, of each reading, and of each account that has one."""
    finding = explanation.finding
    asked = explanation.day.day.date if explanation.day else None
    name, scope = finding.condition, finding.scope
    file = _says(agreement, official, name, scope, asked) or rival_answers.NO_SUCH_DAY
    standard = names_of.STANDARDS[agreement.evidence.standard]
    yield Answer(f"{rival_answers.OFFICIAL} ({standard})", file)
    same = []
    for reading, evaluation in by_reading.items():
        says = _says(variants[reading], evaluation, name, scope, asked)
        title = variants[reading].readings[reading].title
        if says == file:
            same.append(title)
        else:
            yield Answer(title, says or rival_answers.NO_SUCH_DAY, reading=reading)
    if same:
        yield Answer(rival_answers.THE_SAME, "; ".join(same))
    for account, evaluation in by_account.items():
        says = _says(agreement, evaluation, name, scope, asked, decided=True)
        if says:
            told = "; ".join(filter(None, [says, sources.silence(account)]))
            title = rival_answers.IF_COMPLETE.format(source=sources.name(account))
            yield Answer(title, told, account=account)


def _no_account_of(condition: Condition, finding: Finding) -> bool:
    """Whether a source's account adds nothing: acts and gates are not what it reports."""
    own_word = condition.attested or condition.by
    return bool(condition.gate or condition.decided or (own_word and not finding.rests_on))


def _says(
    agreement: Agreement,
    evaluation: Evaluation,
    name: str,
    scope: str | None,
    asked: date | None,
    *,
    decided: bool = False,
) -> str:
    """Write what an evaluation says of a condition on a day; empty where it says nothing.

    With `decided` an answer that decides nothing is none.
    """
    finding = next(
        (f for f in evaluation.findings if (f.condition, f.scope) == (name, scope)), None
    )
    if finding is None or (decided and _no_account_of(agreement.conditions[name], finding)):
        return ""
    days = finding.stood.days
    day = next((d for d in days if d.day.date == asked), None)
    open_day = day is None or day.verdict is Verdict.UNDETERMINED
    if decided and (open_day if days else finding.verdict is Verdict.UNDETERMINED):
        return ""
    words = verdict_words(agreement.conditions[base_of(agreement, name)])
    told = f"{words[day.verdict]}, {verdicts.CAUSES[day.cause]}" if day else ""
    if agreement.conditions[name].by_day:
        return told
    stands = standing(agreement, evaluation, finding)
    return f"{stands} · {rival_answers.THIS_DAY.format(says=told)}" if told else stands
