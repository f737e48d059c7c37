"""A second, separately written reading decides every verdict again from what it rests on."""

import ast
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_samples import AGREEMENT, sample_records

from monitor.agreements.cases import cases_beside, load_cases
from monitor.agreements.load import Instrument, load_file
from monitor.agreements.model import Condition
from monitor.casebook import END_OF_TIME, case_records
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.check.check import check, check_finding, check_standings
from monitor.evaluation.check.decide import decide
from monitor.evaluation.check.deeds import TooOpenError
from monitor.evaluation.check.known import KNOWN
from monitor.evaluation.check.matter import Matter, OutOfReachError
from monitor.evaluation.check.ruling import Ruling
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.facts import Facts
from monitor.evaluation.grounding import grounds
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.verdict import Finding
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import Count, Record, Report
from monitor.settings import PROJECT
from monitor.store.tables import Tables
from monitor.words import checking
from tests.engine import TABLES
from tests.naive.generate import Pair, pair
from tests.naive.generate_gates import gated_pair
from tests.naive.generate_kinds import pair_of_kinds
from tests.naive.taken_over import taken_over
from tests.test_layers import imports

MAY_READ = {
    "monitor.agreements.actors",
    "monitor.agreements.dated",
    "monitor.agreements.filters",
    "monitor.agreements.holding",
    "monitor.agreements.model",
    "monitor.agreements.naming_acts",
    "monitor.evaluation.explanation",
    "monitor.evaluation.grounds",
    "monitor.evaluation.verdict",
    "monitor.evaluation.watch",
    "monitor.incidents.record",
    "monitor.incidents.span",
    "monitor.incidents.version",
    "monitor.incidents.vocabulary",
    "monitor.words.checking",
}
"""Values that the second reading reads. None of them decides anything."""
CHECK = PROJECT / "monitor" / "evaluation" / "check"
UNKNOWN = checking.UNKNOWN.partition("{")[0]
SEED = int(os.environ.get("DIFFERENTIAL_SEED", "0"))
RULES = sorted(
    path
    for path in (PROJECT / "rules").glob("*.yaml")
    if not path.name.endswith(".cases.yaml") and cases_beside(path).exists()
)


@pytest.mark.parametrize("path", sorted(CHECK.glob("*.py")), ids=lambda path: path.stem)
def test_the_second_reading_shares_nothing_that_decides(path: Path) -> None:
    """Its modules import each other and values: nothing of the evaluation, not even its helpers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    read = {name.rpartition(".")[0] for _, name in imports(tree, [])}
    read |= {name for _, name in imports(tree, []) if name == "monitor.words.checking"}
    ours = {name for name in read if name.startswith("monitor.")} - {"monitor.words"}

    assert {name for name in ours if not name.startswith("monitor.evaluation.check.")} <= MAY_READ


def refused(view: View) -> Iterator[str]:
    """Yield why a finding, or where a phase stands, is not what its grounds give."""
    evaluation = evaluate(view.agreement, view.facts, view.at, view.known, account=view.account)
    given = Matter(grounds(view))
    for finding in evaluation.findings:
        for reason in check_finding(finding, given).reasons:
            yield f"{finding.condition} in {finding.scope}: {reason}"
    if view.account is None:
        yield from check_standings(evaluation.phases, given).reasons


def refused_explanations(view: View) -> Iterator[str]:
    """Yield why an explanation, of the last day or of the first, is not accepted."""
    for name, condition in view.agreement.conditions.items():
        for scope in view.scopes(condition):
            told = explain(view, name, scope, None)
            if told is None:
                continue
            days = [None, *(day.day for day in told.finding.stood.days[:1])]
            for day in days:
                again = explain(view, name, scope, day)
                assert again is not None
                for reason in check(again).reasons:
                    yield f"{name} in {scope} on {day}: {reason}"


def views(drawn: Pair, asks: Sequence[int]) -> Iterator[View]:
    """Load a pair, and look at it as asked."""
    TABLES.load(drawn.versions)
    facts = Snapshot(TABLES)
    for number in asks:
        ask = drawn.asks[number]
        yield View(drawn.agreement, facts, ask.at, ask.known, ask.account)


def not_decided_again(seeds: Sequence[int], asks: Sequence[int]) -> list[str]:
    """Return every verdict of random pairs that is not decided again."""
    return [
        f"seed {seed} of {draw.__name__}: {reason}"
        for draw in (pair, gated_pair)
        for seed in seeds
        for view in views(draw(seed), asks)
        for reason in (*refused(view), *refused_explanations(view))
    ]


@pytest.mark.parametrize("block", range(4))
def test_every_verdict_of_random_pairs_is_decided_again(block: int) -> None:
    """Of 60 pairs of limits and streaks and 60 of gates and phases, not one is refused."""
    seeds = range(SEED + block * 15, SEED + (block + 1) * 15)

    assert not_decided_again(seeds, [block % 2]) == []


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(50))
def test_every_verdict_of_many_random_pairs_is_decided_again(block: int) -> None:
    """The same of 2,000 pairs of each sort, officially and on an account."""
    seeds = range(SEED + block * 40, SEED + (block + 1) * 40)

    assert not_decided_again(seeds, [0, 1]) == []


def asked_at(matter: Matter, name: str, scope: str | None, at: datetime) -> object:
    """Return what is decided at an instant, or why nothing can be."""
    try:
        return decide(matter.at(at), name, scope)
    except (OutOfReachError, TooOpenError) as error:
        return type(error)


@pytest.mark.parametrize("draw", [pair, gated_pair, pair_of_kinds])
def test_what_was_read_for_one_instant_changes_nothing_at_another(
    draw: Callable[[int], Pair],
) -> None:
    """A day half over, asked after the whole day and before it: as if nothing had been asked."""
    differs, asked = [], 0
    for seed in range(SEED, SEED + 8):
        for view in views(draw(seed), [seed % 2]):
            shared, given = Matter(grounds(view)), grounds(view)
            ends = [day.end for day in shared.days[-3:]]
            instants = [end - timedelta(hours=h) for end in ends for h in (0, 9, 2)]
            for name, condition in view.agreement.conditions.items():
                for at in instants:
                    for scope in shared.at(at).scopes(condition):
                        asked += 1
                        told = asked_at(shared, name, scope, at)
                        if told != asked_at(Matter(given), name, scope, at):
                            differs.append((seed, name, scope, at))

    assert differs == []
    assert asked > 100


@pytest.mark.parametrize("block", range(3))
def test_every_verdict_where_terms_are_taken_over_is_decided_again(block: int) -> None:
    """Of 60 pairs of gates and phases and 60 of every kind, wherever acts are recorded, none."""
    reasons = [
        f"seed {seed} of {draw.__name__}: {reason}"
        for draw in (gated_pair, pair_of_kinds)
        for seed in range(SEED + block * 20, SEED + (block + 1) * 20)
        for view in views(taken_over(draw(seed)), [seed % 2])
        for reason in (*refused(view), *refused_explanations(view))
    ]

    assert reasons == []


def rulings(seeds: Sequence[int]) -> Iterator[tuple[int, Finding, Ruling]]:
    """Yield what is said of every finding of random pairs of every kind."""
    for seed in seeds:
        for view in views(pair_of_kinds(seed), [seed % 2]):
            given, account = Matter(grounds(view)), view.account
            told = evaluate(view.agreement, view.facts, view.at, view.known, account=account)
            for finding in told.findings:
                yield seed, finding, check_finding(finding, given)


def test_every_kind_is_decided_again() -> None:
    """Of random pairs of every kind of condition not one is refused, or not decided."""
    told = [*rulings(range(SEED, SEED + 50))]

    assert [one for one in told if not one[2].accepted] == []
    assert len(told) > 100


def test_a_term_it_does_not_know_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the order of two things new to it, it would say so of every order, and of nothing else.

    Such a verdict is neither confirmed nor said to be wrong.
    """
    monkeypatch.setitem(KNOWN, Condition, KNOWN[Condition] - {"order"})
    unknown = 0
    for _, finding, ruling in rulings(range(SEED, SEED + 50)):
        orders = finding.condition.startswith("order")
        assert ruling.decided is not orders
        if orders:
            unknown += 1
            assert ruling.reasons == (f"{UNKNOWN}order",)

    assert unknown > 0


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_verdict_of_every_case_is_decided_again(path: Path) -> None:
    """At every moment that a case beside a shipped rule file asks about, under its reading."""
    instrument = load_file(path)
    cases = load_cases(cases_beside(path), instrument)
    clock = MonitoringCalendar(instrument.agreement.calendar, ())
    found, decided = list[str](), 0
    for number, case in enumerate(cases.cases):
        TABLES.load(list(case_records(instrument, cases, number)))
        facts = Snapshot(TABLES)
        asked = {(e.at, e.known or case.known, e.reading, e.account) for e in case.expect}
        for at, known, reading, account in sorted(asked, key=str):
            then = clock.utc(known) if known else END_OF_TIME
            view = View(instrument.under(reading), facts, clock.utc(at), then, account)
            found += [f"{case.name}: {reason}" for reason in refused(view)]
            decided += len(view.agreement.conditions)

    assert found == []
    assert decided > len(cases.cases) > 10


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    """The shipped agreement of September 2016."""
    return load_file(PROJECT / "rules" / f"{AGREEMENT}.yaml")


@pytest.fixture(scope="module")
def sample() -> Iterator[Facts]:
    """The sample record, each row known since it was public."""
    tables = Tables.in_memory()
    tables.load(_known(sample_records()))
    yield Snapshot(tables)
    tables.close()


def _known(records: Sequence[Record]) -> list[Known[Record]]:
    return [
        Known(record, (1, number), record.published_at)
        for number, record in enumerate(records, 1)
        if record.published_at is not None
    ]


EVENINGS = [datetime(2016, 9, 13, 16, tzinfo=UTC) + timedelta(days=n) for n in range(21)]


@pytest.mark.parametrize("at", EVENINGS, ids=lambda at: f"{at:%m-%d}")
def test_every_verdict_of_september_2016_is_decided_again(
    instrument: Instrument, sample: Facts, at: datetime
) -> None:
    """At the end of each day, as known then: officially, under each reading, on each account."""
    sources = {fact.record.source for kind in (Report, Count) for fact in sample.records(kind, at)}
    asked = [(None, None), *((name, None) for name in instrument.agreement.readings)]
    found = []
    for reading, account in [*asked, *((None, source) for source in sorted(sources))]:
        view = View(instrument.under(reading), sample, at, at, account)
        found += [f"{reading} {account} {reason}" for reason in refused(view)]

    assert found == []
