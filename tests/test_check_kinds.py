"""What the second reading learned of the newer terms: decided again, and told apart from others."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

import pytest

from monitor.agreements.model import Condition
from monitor.evaluation.check.check import check, check_finding
from monitor.evaluation.explain import explain
from monitor.evaluation.finding import finding
from monitor.evaluation.grounding import grounds
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.verdict import Finding, Progress, Verdict
from monitor.evaluation.view import View
from monitor.incidents.record import Attestation, Coverage, Decision, Report
from tests.engine import TABLES
from tests.naive.generate import Ask, Pair
from tests.naive.generate_kinds import pair_of_kinds
from tests.naive.test_kinds import sort_of

SEED = int(os.environ.get("DIFFERENTIAL_SEED", "0"))
KNOWN = ("at times",)
"""The sorts of condition of the random pairs that it learned, by the names of their floors."""
PAIRS = 25
"""How many pairs there are of each sort."""
DIFFERENT = 25
"""How often, at least, one record less makes another finding of some condition of a sort."""


def pairs_of(sort: str) -> Iterator[tuple[Pair, list[str]]]:
    """Yield pairs that have a condition of a sort, or a count of its days, and which these are."""
    for seed in count(SEED):
        drawn = pair_of_kinds(seed)
        terms = drawn.agreement

        def about(condition: Condition, drawn: Pair = drawn) -> bool:
            counted = condition.counts
            ahead = drawn.agreement.conditions[counted] if counted else condition
            return sort in {sort_of(drawn.agreement, one) for one in (condition, ahead)}

        names = [name for name, condition in terms.conditions.items() if about(condition)]
        if names:
            yield drawn, names


def seen(drawn: Pair, ask: Ask) -> View:
    """Look at a pair as asked."""
    TABLES.load(drawn.versions)
    return View(drawn.agreement, Snapshot(TABLES), ask.at, ask.known, ask.account)


def found(view: View, names: list[str]) -> Iterator[Finding]:
    """Yield what is found of some conditions."""
    for name in names:
        condition = view.agreement.conditions[name]
        for scope in view.scopes(condition):
            told = finding(view, name, condition, scope)
            if told is not None:
                yield told


@pytest.mark.parametrize("sort", KNOWN)
def test_each_sort_is_decided_again(sort: str) -> None:
    """Findings, and what explains them, of pairs of each sort: every one is accepted."""
    refused, accepted = [], Counter[str]()
    for drawn, names in islice(pairs_of(sort), PAIRS):
        for ask in drawn.asks:
            view = seen(drawn, ask)
            given = grounds(view)
            for told in found(view, names):
                explained = explain(view, told.condition, told.scope, None)
                assert explained is not None
                for ruling in (check_finding(told, given), check(explained)):
                    accepted[told.stood.verdict] += ruling.accepted
                    if not ruling.accepted:
                        refused.append((drawn.seed, told.condition, told.scope, ruling.reasons))

    assert refused == []
    assert len(accepted) >= 3
    assert accepted.total() >= 2 * PAIRS


def corrupted(told: Finding) -> Iterator[Finding]:
    """Yield the finding with one claim in it changed."""
    stood = told.stood
    others = [verdict for verdict in Verdict if verdict is not stood.verdict]
    yield from (_saying(told, replace(stood, verdict=other)) for other in others)
    counted = stood.progress or Progress(0, 0, 1, "days")
    yield _saying(told, replace(stood, progress=replace(counted, most=counted.most + 1)))
    if stood.days:
        day = stood.days[-1]
        other = Verdict.KEPT if day.verdict is not Verdict.KEPT else Verdict.BREACHED
        yield _saying(told, replace(stood, days=(*stood.days[:-1], replace(day, verdict=other))))


def _saying(told: Finding, stood: Finding) -> Finding:
    return replace(told, at_end=stood) if told.at_end else stood


@pytest.mark.parametrize("sort", KNOWN)
def test_a_claim_that_was_changed_is_refused(sort: str) -> None:
    """Another verdict, one day more, another reading of the last day: none of them is accepted."""
    tried = 0
    for drawn, names in islice(pairs_of(sort), PAIRS):
        view = seen(drawn, drawn.asks[0])
        given = grounds(view)
        for told in found(view, names):
            for other in corrupted(told):
                tried += 1
                assert not check_finding(other, given).accepted, (drawn.seed, other)

    assert tried >= 5 * PAIRS


@pytest.mark.parametrize("sort", KNOWN)
def test_a_finding_does_not_follow_from_a_record_that_says_otherwise(sort: str) -> None:
    """With one record less, what was found before is refused wherever the finding is another."""
    different = 0
    for drawn, names in islice(pairs_of(sort), PAIRS):
        ask = drawn.asks[0]
        before = [*found(seen(drawn, ask), names)]
        for gone in drawn.versions:
            if not isinstance(gone.record, Report | Decision | Attestation | Coverage):
                continue
            TABLES.load([version for version in drawn.versions if version is not gone])
            poorer = View(drawn.agreement, Snapshot(TABLES), ask.at, ask.known, ask.account)
            after = {(told.condition, told.scope): told for told in found(poorer, names)}
            given = grounds(poorer)
            for told in before:
                now = after.get((told.condition, told.scope))
                if now is not None and _said(now) != _said(told):
                    different += 1
                    assert not check_finding(told, given).accepted, (drawn.seed, told)

    assert different >= DIFFERENT


def _said(told: Finding) -> object:
    stood = told.stood
    days = [(day.verdict, day.cause, day.bounds) for day in stood.days]
    return told.verdict, stood.verdict, stood.cause, stood.progress, stood.deadline, days
