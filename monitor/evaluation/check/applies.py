"""Whether a condition applies: in the time of its text, once what it waits for was kept."""

from dataclasses import replace
from datetime import datetime

from monitor.agreements.model import Condition
from monitor.evaluation.check.belonging import best, worst
from monitor.evaluation.check.dayreads import DayReads
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Truth, holds
from monitor.evaluation.verdict import Cause, Verdict


def kept(matter: Matter, name: str, instant: datetime) -> Truth:
    """Whether a condition was kept at an instant, in all its scopes."""
    from monitor.evaluation.check.decide import decide  # noqa: PLC0415 - it asks what applies

    key = (name, instant)
    if key not in matter.kept:
        then = matter.at(instant)
        truths: list[Truth] = []
        for scope in then.scopes(then.terms.conditions[name]):
            found = decide(then, name, scope)
            verdict = found.verdict if found else Verdict.UNDETERMINED
            truths.append({Verdict.KEPT: True, Verdict.UNDETERMINED: None}.get(verdict, False))
        matter.kept[key] = worst(truths)
    return matter.kept[key]


def bar(matter: Matter, condition: Condition, text_of: datetime, by: datetime) -> Cause | None:
    """Why a condition does not apply, or may not; None where it does.

    Args:
        matter: What is decided again.
        condition: The condition.
        text_of: The instant whose text counts.
        by: By when what it waits for must have been kept, at the end of some day.
    """
    if not holds(condition.term, matter.clock.local(text_of)):
        return Cause.OUTSIDE_ITS_TIME
    if condition.once is None:
        return None
    # What was kept at the end of any day so far came; the first of them is all that is needed.
    whole = matter.whole
    ends = [day.end for day in whole.days if day.end <= by]
    come: Truth = False
    for end in ends:
        come = best([come, kept(whole, condition.once, end)])
        if come:
            break
    return {True: None, None: Cause.MAY_NOT_APPLY, False: Cause.NOT_TRIGGERED}[come]


def says(plainly: tuple[Verdict, Cause], because: Cause | None) -> tuple[Verdict, Cause]:
    """What is said where a condition is barred: kept where it is kept even if it does apply."""
    verdict = plainly[0]
    if because is None:
        return plainly
    if because is not Cause.MAY_NOT_APPLY:
        return Verdict.NOT_IN_FORCE, because
    return plainly if verdict is Verdict.KEPT else (Verdict.UNDETERMINED, because)


def applied(matter: Matter, condition: Condition, read: DayReads) -> DayReads:
    """What a day reads, as far as the condition applies on it."""
    if not condition.at_times:
        return read
    plainly = read.verdict, read.cause
    told = says(plainly, bar(matter, condition, read.day.start, read.day.start))
    if told == plainly:
        return read
    return replace(read, verdict=told[0], cause=told[1], policy=None, exceeded=None)
