"""The second reading decides duties of every day, and terms, again; corrupted ones it refuses."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.agreements.cases import cases_beside, load_cases
from monitor.agreements.load import load_file
from monitor.casebook import END_OF_TIME, case_records
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.check.check import check, check_finding
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.grounding import grounds
from monitor.evaluation.grounds import Grounds
from monitor.evaluation.owed import Obligation, Owed
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.verdict import Finding, Verdict
from monitor.evaluation.view import View
from monitor.incidents.span import TICK
from tests.engine import TABLES
from tests.naive.generate_kinds import pair_of_kinds

PATH = Path(__file__).parent / "rules" / "duties.yaml"
KNOWN = {"aid_moves", "replies", "announced", "week", "arrives", "ready"} | {
    "allowed",
    "guarded",
}
"""The conditions of the rules beside whose terms the second reading knows."""
HOUR = timedelta(hours=1)


def of_cases() -> Iterator[View]:
    """Look at the cases of duties, at every moment that they ask about."""
    instrument = load_file(PATH)
    cases = load_cases(cases_beside(PATH), instrument)
    clock = MonitoringCalendar(instrument.agreement.calendar, ())
    for number, case in enumerate(cases.cases):
        TABLES.load(list(case_records(instrument, cases, number)))
        facts = Snapshot(TABLES)
        for at in sorted({expected.at for expected in case.expect}):
            yield View(instrument.agreement, facts, clock.utc(at), END_OF_TIME, None)


def of_pairs(seeds: range, about: str = "") -> Iterator[View]:
    """Look at random pairs, of every kind or of one, officially or on an account."""
    for seed in seeds:
        drawn = pair_of_kinds(seed)
        kinds = [not about or getattr(one, about) for one in drawn.agreement.conditions.values()]
        if not any(kinds):
            continue
        TABLES.load(drawn.versions)
        ask = drawn.asks[seed % 2]
        yield View(drawn.agreement, Snapshot(TABLES), ask.at, ask.known, ask.account)


def found(view: View) -> Iterator[Finding]:
    """Yield the findings on duties whose terms are known."""
    told = evaluate(view.agreement, view.facts, view.at, view.known, account=view.account)
    yield from (one for one in told.findings if one.condition in KNOWN)


def test_every_verdict_of_the_cases_is_decided_again() -> None:
    """At every moment asked about, with all that is owed, and on the day explained."""
    views, refused, owed = 0, [], set()
    for view in of_cases():
        views += 1
        given = Matter(grounds(view))
        for one in found(view):
            owed |= {obligation.state for obligation in one.obligations}
            refused += check_finding(one, given).reasons
            told = explain(view, one.condition, one.scope, None)
            refused += check(told).reasons if told else ["nothing is explained"]

    assert refused == []
    assert views > 20
    assert owed == set(Owed)


def test_random_duties_are_decided_again() -> None:
    """Of random pairs every verdict on a duty whose terms are known, and what is shown of it."""
    decided, refused = 0, []
    for view in of_pairs(range(80)):
        for name, condition in view.agreement.conditions.items():
            if not (condition.duty or condition.by):
                continue
            for scope in view.scopes(condition):
                told = explain(view, name, scope, None)
                ruling = check(told) if told else None
                decided += bool(ruling and ruling.decided)
                refused += [(name, scope, why) for why in ruling.reasons] if ruling else []

    assert refused == []
    assert decided > 35


Corrupted = Callable[[Finding], Finding | None]


def a_verdict(said: Finding) -> Finding:
    """Another verdict."""
    kept = said.verdict is Verdict.KEPT
    return replace(said, verdict=Verdict.BREACHED if kept else Verdict.KEPT)


def a_figure(said: Finding) -> Finding | None:
    """One more that fails on the first day."""
    if not said.days:
        return None
    first = said.days[0]
    more = replace(first.bounds, low=first.bounds.low + 1)
    return replace(said, days=(replace(first, bounds=more), *said.days[1:]))


def _first_owed(said: Finding, change: Callable[[Obligation], Obligation]) -> Finding | None:
    if not said.obligations:
        return None
    first, *rest = said.obligations
    return replace(said, obligations=(change(first), *rest))


def a_state(said: Finding) -> Finding | None:
    """What is owed first, said to stand otherwise."""
    return _first_owed(
        said,
        lambda one: replace(one, state=Owed.LATE if one.state is not Owed.LATE else Owed.MET),
    )


def a_deadline(said: Finding) -> Finding | None:
    """What is owed first, said to be due an hour later."""
    return _first_owed(said, lambda one: replace(one, deadline=one.deadline + HOUR))


def a_term(said: Finding) -> Finding | None:
    """A term that ends a tick later."""
    return replace(said, deadline=said.deadline + TICK) if said.deadline else None


def an_act(said: Finding) -> Finding | None:
    """Something more that a duty with a term is said to rest on."""
    return replace(said, rests_on=(*said.rests_on, "nobody/1")) if said.deadline else None


def nothing_owed(said: Finding) -> Finding | None:
    """What is owed first, kept quiet about."""
    return replace(said, obligations=said.obligations[1:]) if said.obligations else None


@pytest.mark.parametrize(
    "corrupt",
    [a_verdict, a_figure, a_state, a_deadline, a_term, an_act, nothing_owed],
    ids=lambda c: c.__name__,
)
def test_what_was_tampered_with_is_refused(corrupt: Corrupted) -> None:
    """Whatever is changed in what a finding says of a duty."""
    tampered = 0
    for view in of_cases():
        given = Matter(grounds(view))
        for one in found(view):
            other = corrupt(one)
            if other is not None:
                tampered += 1
                assert not check_finding(other, given).accepted, (one.condition, view.at)

    assert tampered > 10


def without(given: Grounds) -> Iterator[tuple[str, Grounds]]:
    """Yield the grounds without each of the records, and what is missing."""
    for field in ("incidents", "decisions", "attestations", "watches"):
        records = getattr(given, field)
        for gone in records:
            yield field, replace(given, **{field: tuple(one for one in records if one != gone)})


def test_what_was_taken_from_the_record_is_missed() -> None:
    """A verdict does not follow from grounds without what asked, answered, announced, watched."""
    missed: set[tuple[str, str]] = set()
    for view in of_cases():
        given = grounds(view)
        for one in found(view):
            if one.verdict in {Verdict.KEPT, Verdict.BREACHED}:
                for field, poorer in without(given):
                    about = one.condition, field
                    if about not in missed and not check_finding(one, poorer).accepted:
                        missed.add(about)

    assert missed >= {
        ("aid_moves", "incidents"),
        ("aid_moves", "watches"),
        ("replies", "decisions"),
        ("replies", "attestations"),
        ("announced", "incidents"),
        ("announced", "attestations"),
        ("arrives", "incidents"),
    }


def test_permissions_that_were_tampered_with_are_refused() -> None:
    """Of random pairs: another verdict or state, and what was done or decided left out."""
    tampered, missed = 0, set[str]()
    for view in of_pairs(range(900), "only_if"):
        told = evaluate(view.agreement, view.facts, view.at, view.known, account=view.account)
        given = grounds(view)
        for one in told.findings:
            open_one = one.stood.verdict not in {Verdict.KEPT, Verdict.BREACHED}
            if view.agreement.conditions[one.condition].only_if is None or open_one:
                continue
            assert check_finding(one, given).accepted
            for other in filter(None, (corrupt(one) for corrupt in (a_verdict, a_state))):
                tampered += 1
                assert not check_finding(other, given).accepted
            for field, poorer in without(given):
                if field not in missed and not check_finding(one, poorer).accepted:
                    missed.add(field)

    assert tampered > 5
    assert missed >= {"incidents", "decisions"}


def shown_patterns(view: View) -> Iterator[Explanation]:
    """Yield the explanations of patterns, of every scope."""
    for name, condition in view.agreement.conditions.items():
        for scope in view.scopes(condition) if condition.pattern else ():
            told = explain(view, name, scope, None)
            if told is not None:
                yield told


def test_what_shows_a_pattern_is_accepted_and_nothing_less() -> None:
    """The incidents marked are just as many as make a pattern: none of them may be left out."""
    marked = 0
    for view in of_pairs(range(500), "pattern"):
        for told in shown_patterns(view):
            assert check(told).accepted or not check(told).decided
            for place in [n for n, item in enumerate(told.evidence) if item.suffices]:
                evidence = list(told.evidence)
                evidence[place] = replace(evidence[place], suffices=False)
                marked += 1
                assert not check(replace(told, evidence=tuple(evidence))).accepted
        if marked > 5:
            break

    assert marked > 5
