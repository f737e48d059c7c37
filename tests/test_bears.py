"""What a record may bear on: where it is said not to, leaving it out changes nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

import pytest
from engine import TABLES

from monitor.agreements.model import Agreement
from monitor.evaluation.bears import Bears, on_condition, on_force, on_phase
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.snapshot import Snapshot
from monitor.incidents.known import Known
from monitor.incidents.record import Link, Record, SourceProfile
from monitor.incidents.vocabulary import Strength
from tests.naive.generate import Pair, pair
from tests.naive.generate_kinds import pair_of_kinds

Versions = Sequence[Known[Record]]
TRIED = 6
"""Records left out of each drawn record."""


def read(terms: Agreement, versions: Versions, at: datetime, known: datetime) -> dict[Any, Any]:
    """All that is said, by what it is said of."""
    TABLES.load(versions)
    found = evaluate(terms, Snapshot(TABLES), at, known)
    said: dict[Any, Any] = {("force", ""): (found.in_force, found.ended)}
    for finding in found.findings:
        said.setdefault(("condition", finding.condition), []).append(finding)
    for one in found.phases:
        said.setdefault(("phase", one.phase), []).append(one)
    return said


def bearing(terms: Agreement) -> dict[tuple[str, str], Bears | None]:
    """What may bear on each subject of an agreement."""
    found = {("condition", name): on_condition(terms, name) for name in terms.conditions}
    found |= {("phase", name): on_phase(terms, name) for name in terms.phases}
    return found | {("force", ""): on_force(terms)}


def undisturbed(drawn: Pair, seed: int) -> Counter[str]:
    """Leave records out, one at a time; how often that was told to change nothing, by kind."""
    terms, versions = drawn.agreement, drawn.versions
    named = {
        k for v in versions if isinstance(v.record, Link) for k in (v.record.first, v.record.second)
    }
    watching = {
        v.record.id
        for v in versions
        if isinstance(v.record, SourceProfile) and v.record.strength is Strength.CERTIFIES_QUIET
    }
    ask = drawn.asks[0]
    before = read(terms, versions, ask.at, ask.known)
    keys = sorted({(one.record.record, one.record.key) for one in versions})
    found: Counter[str] = Counter()
    for kind, key in Random(seed).sample(keys, min(TRIED, len(keys))):  # noqa: S311 - drawn again
        own = [v for v in versions if (v.record.record, v.record.key) == (kind, key)]
        free = {
            about
            for about, bears in bearing(terms).items()
            if bears is not None
            and not any(
                bears.has(v.record, linked=key in named, watching=v.record.source in watching)
                for v in own
            )
        }
        if free:
            after = read(terms, [v for v in versions if v not in own], ask.at, ask.known)
            for about in free:
                assert after.get(about) == before.get(about), (seed, kind, key, about)
                found[kind] += 1
    return found


@pytest.mark.parametrize("draw", [pair, pair_of_kinds])
def test_what_bears_on_nothing_changes_nothing(draw: Any) -> None:  # noqa: ANN401
    """Over drawn agreements and records: the verdict, its days, its causes and what it rests on."""
    found: Counter[str] = Counter()
    for seed in range(40):
        found += undisturbed(draw(seed), seed)

    assert found["report"] > 10, found
    assert found["decision"] + found["attestation"] > 0, found


@pytest.mark.campaign
@pytest.mark.parametrize("draw", [pair, pair_of_kinds])
def test_a_long_search_finds_nothing_that_was_told_to_bear_on_nothing(draw: Any) -> None:  # noqa: ANN401
    """The same over many more."""
    for seed in range(1_000, 2_000):
        undisturbed(draw(seed), seed)
