"""One condition from every standpoint: by standard, doubt, reading, account and dispute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.agreements.model import Agreement, Doubt
from monitor.evaluation.check.decide import decide
from monitor.evaluation.check.decision import Decision
from monitor.evaluation.check.deeds import TooOpenError
from monitor.evaluation.check.matter import Matter, OutOfReachError, UnknownTermsError
from monitor.evaluation.facts import Facts
from monitor.evaluation.finding import finding
from monitor.evaluation.grounding import grounds
from monitor.evaluation.grounds import Grounds
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import Finding, Progress, Verdict
from monitor.evaluation.view import View
from monitor.incidents.vocabulary import Grade

STANDARDS = (Grade.REPORTED, Grade.CORROBORATED, Grade.VERIFIED)
DOUBTS = (Doubt.COUNTS_AS_QUIET, Doubt.UNDETERMINED, Doubt.BREAKS)
"""What is in doubt taken as low, as it stands, and as high."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a condition reads from one standpoint, as it stands."""

    verdict: Verdict
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What a condition reads under one reading or on one account, by one evidence standard.

    `reading` and `account` are None for the terms as filed and the official picture, `standard`
    for an account, which needs no confirmation. `by_doubt` goes with DOUBTS, None where nothing
    is judged. `undisputed` is the same with every incident left out whose occurrence is
    disputed; None where that cannot be told, and on an account, which knows no disputes.
    """

    reading: str | None
    account: str | None
    standard: Grade | None
    by_doubt: tuple[Seen | None, ...]
    undisputed: tuple[Seen | None, ...] | None = None


def standpoints(
    variants: Mapping[str | None, Agreement],
    accounts: Sequence[str],
    facts: Facts,
    *,
    at: datetime,
    known: datetime,
    name: str,
    scope: Scope,
) -> Iterator[Row]:
    """Yield a condition as it reads from every standpoint; the terms as filed first.

    Args:
        variants: The terms under each reading; under None as filed. Readings that differ from
            others in evidence alone are left out: that is what the rows go through.
        accounts: The sources whose account can be taken.
        facts: The record; every question is put to it once.
        at: The instant judged.
        known: What was recorded by then counts.
        name: The condition.
        scope: In which of its scopes.
    """
    shared = Snapshot(facts)
    told_apart: list[Agreement] = []
    for reading, terms in variants.items():
        bare = _under(terms, Grade.REPORTED, Doubt.UNDETERMINED)
        if bare in told_apart or name not in terms.conditions:
            continue
        told_apart.append(bare)
        for standard in STANDARDS:
            views = [View(_under(terms, standard, d), shared, at, known, None) for d in DOUBTS]
            by_doubt = tuple(_seen(view, name, scope) for view in views)
            yield Row(reading, None, standard, by_doubt, _undisputed(views, name, scope))
    for account in accounts:
        terms = variants[None]
        views = [View(_under(terms, None, d), shared, at, known, account) for d in DOUBTS]
        yield Row(None, account, None, tuple(_seen(view, name, scope) for view in views))


def _under(terms: Agreement, standard: Grade | None, doubt: Doubt) -> Agreement:
    policy = {"doubt": doubt} | ({"standard": standard} if standard else {})
    return terms.model_copy(update={"evidence": terms.evidence.model_copy(update=policy)})


def _seen(view: View, name: str, scope: Scope) -> Seen | None:
    condition = view.agreement.conditions[name]
    found = finding(view, name, condition, scope) if scope in view.scopes(condition) else None
    return _stood(found) if found else None


def _stood(found: Finding) -> Seen:
    return Seen(found.stood.verdict, found.stood.progress)


def _undisputed(views: Sequence[View], name: str, scope: Scope) -> tuple[Seen | None, ...] | None:
    """Leave out what is disputed; the second reading decides, which needs no store for that."""
    given = grounds(views[0])
    kept = tuple(incident for incident in given.incidents if not incident.disputed)
    if len(kept) == len(given.incidents):
        return tuple(_seen(view, name, scope) for view in views)
    found = [
        _decided(replace(given, terms=view.agreement, incidents=kept), name, scope)
        for view in views
    ]
    return None if None in found else tuple(found)


def _decided(given: Grounds, name: str, scope: Scope) -> Seen | None:
    matter = Matter(given)
    if scope not in matter.scopes(matter.terms.conditions[name]):
        return None
    try:
        found: Decision | None = decide(matter, name, scope)
    except (OutOfReachError, TooOpenError, UnknownTermsError):
        return None
    return Seen(found.verdict, found.progress) if found else None
