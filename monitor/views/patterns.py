"""Patterns in words: a pattern is never kept and never broken, and only proposes."""

from collections.abc import Iterator

from monitor.agreements.model import Agreement
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.verdict import DayVerdict, Finding, Verdict
from monitor.views.telling import named
from monitor.views.verdict_words import verdict_words
from monitor.words import patterns, phrasing, silence, verdicts


def pattern_in_words(
    agreement: Agreement, finding: Finding, judged: DayVerdict | None = None
) -> str:
    """Write whether there is a pattern on a day (without one, the last), and what it proposes."""
    condition = agreement.conditions[finding.condition]
    pattern = condition.pattern
    day = judged or (finding.days[-1] if finding.days else None)
    if pattern is None or day is None:
        return verdicts.CAUSES[finding.cause]
    word = verdict_words(condition)[day.verdict]
    days = phrasing.number(pattern.in_.count, "day")
    if day.verdict is Verdict.KEPT:
        count = patterns.CONFIRMED.format(count=f"{day.bounds.low:,}")
        told = patterns.COUNTED.format(word=word, count=count, days=days)
        what = named(condition.proposes) if condition.proposes else ""
        return f"{told}; {patterns.PROPOSES.format(what=what)}" if what else told
    enough = f"{pattern.at_least:,}"
    if day.verdict is Verdict.NOT_YET:
        count = f"{day.bounds.high:,}" if day.bounds.high else silence.NONE_RECORDED
        phrase = patterns.TOO_FEW if day.bounds.high else patterns.COUNTED
        return phrase.format(word=word, count=count, days=days, enough=enough)
    low = f"{day.bounds.low:,}" if day.bounds.low else "none"
    why = verdicts.CAUSES[day.cause]
    return patterns.OPEN.format(word=word, why=why, count=low, days=days, enough=enough)


def pattern_settling(explanation: Explanation) -> Iterator[str]:
    """Say what would make a pattern, or rule one out, where it cannot be said."""
    day = explanation.day
    if day is None or day.verdict is not Verdict.UNDETERMINED or day.limit is None:
        return
    needed, count = day.limit - day.bounds.low, len(explanation.possible)
    if 0 < needed <= count:
        yield patterns.CONFIRMING.format(needed=needed, count=count)
    if explanation.gaps:
        yield patterns.UNSEEN
