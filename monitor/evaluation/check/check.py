"""Accept an explanation, or refuse it: the verdict decided again from what it carries."""

from collections.abc import Iterator

from monitor.evaluation.check.daily import debts_differ
from monitor.evaluation.check.days import day_differs
from monitor.evaluation.check.decide import decide
from monitor.evaluation.check.decision import Decision
from monitor.evaluation.check.exhibits import exhibits_differ
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.phases import standings
from monitor.evaluation.check.ruling import Ruling, differs, ruled
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.grounds import Grounds
from monitor.evaluation.verdict import Cause, Finding, Standing, Verdict
from monitor.words import checking


def check(explanation: Explanation) -> Ruling:
    """Decide a verdict again from its explanation."""
    grounds = explanation.grounds
    if grounds is None:
        return Ruling((checking.NO_GROUNDS,), decided=False)
    matter = Matter(grounds)

    def differences() -> Iterator[str]:
        yield from _finding_differs(matter, explanation.finding)
        yield from exhibits_differ(matter, explanation)

    return ruled(grounds.since, differences)


def check_finding(finding: Finding, grounds: Grounds | Matter) -> Ruling:
    """Decide a finding again from its grounds.

    Findings on the same grounds share what is read of them where a matter is given.
    """
    matter = grounds if isinstance(grounds, Matter) else Matter(grounds)
    return ruled(matter.grounds.since, lambda: _finding_differs(matter, finding))


def check_standings(said: tuple[Standing, ...], grounds: Grounds | Matter) -> Ruling:
    """Decide again where all phases stand; not which records made it so."""
    matter = grounds if isinstance(grounds, Matter) else Matter(grounds)

    def differences() -> Iterator[str]:
        found = [one for name in matter.terms.phases for one in standings(matter, name)]
        for claim, one in zip(said, found, strict=False):
            if _standing(claim) != _standing(one):
                yield differs(checking.STANDING, _standing(claim), _standing(one))
        if len(said) != len(found):
            yield differs(checking.STANDING, len(said), len(found))

    return ruled(matter.grounds.since, differences)


def _standing(one: Standing) -> tuple[object, ...]:
    about = (one.phase, one.holder, one.state)
    return (*about, one.since, one.until, one.waiting_for, one.provisional_until)


def _finding_differs(matter: Matter, finding: Finding) -> Iterator[str]:
    """Yield what a finding says that does not follow."""
    condition = matter.terms.conditions.get(finding.condition)
    if condition is not None:
        matter.must_know(finding.condition)
    if condition is None or finding.scope not in matter.scopes(condition):
        yield checking.NOT_JUDGED.format(scope=finding.scope or checking.NOTHING)
        return
    if matter.stands(matter.grounds.at):
        yield from _decision_differs(matter, finding, finding.scope)
        if finding.at_end is not None:
            yield differs(checking.AT_END, finding.at_end.verdict, None)
        return
    early = matter.grounds.at < matter.clock.start
    cause = Cause.NOT_BEGUN if early else Cause.NOT_IN_FORCE
    about = finding.condition, finding.scope
    bare = Finding(*about, Verdict.NOT_IN_FORCE, cause, at_end=finding.at_end)
    if finding != bare:
        # Whatever else is said beside it, out of force nothing is.
        yield differs(checking.VERDICT, finding.verdict, Verdict.NOT_IN_FORCE)
    if (finding.at_end is None) is bool(matter.days):
        yield differs(checking.AT_END, finding.at_end and finding.at_end.verdict, None)
    elif finding.at_end is not None:
        yield from _decision_differs(matter, finding.at_end, finding.scope)


def _decision_differs(matter: Matter, said: Finding, scope: str | None) -> Iterator[str]:
    found = decide(matter, said.condition, scope)
    if found is None:
        yield checking.SILENT
        return
    pairs: dict[str, tuple[object, object]] = {
        checking.VERDICT: (said.verdict, found.verdict),
        checking.CAUSE: (said.cause, found.cause),
        checking.PROGRESS: (said.progress, found.progress),
        checking.PARTIES: (said.parties, found.parties),
        checking.DECIDED: (said.decided, found.decided),
        checking.MEMBERS: (said.members, found.members),
        checking.DEADLINE: (said.deadline, found.deadline),
        checking.EARLIEST: (said.earliest, found.earliest),
        checking.SETTLES: (said.provisional_until, found.provisional_until),
    }
    if found.rests_on is not None:
        pairs[checking.RESTS_ON] = (frozenset(said.rests_on), found.rests_on)
    for what, (claim, one) in pairs.items():
        if claim != one:
            yield differs(what, claim, one)
    yield from _days_differ(matter, said, found)
    yield from debts_differ(said, found.debts)


def _days_differ(matter: Matter, said: Finding, found: Decision) -> Iterator[str]:
    """Yield the days that read otherwise, as far back as the grounds go."""
    if not found.days and not said.days:
        return
    claimed = [(verdict.day.start, verdict.day.end) for verdict in said.days]
    if claimed != [(day.start, day.end) for day in matter.days]:
        yield differs(checking.DAYS, len(claimed), len(matter.days))
        return
    by_start = {verdict.day.start: verdict for verdict in said.days}
    for read in found.days:
        yield from day_differs(by_start[read.day.start], read)
