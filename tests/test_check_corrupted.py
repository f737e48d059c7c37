"""An explanation that was tampered with is refused: whatever was changed in it that means anything.

Whether a change means anything is not asked of the reading under test: the claims of an
explanation always do, and what was taken from the record does where the evaluation, given that
poorer record, comes to something else.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.evaluation.check.check import check, check_standings
from monitor.evaluation.coverage import Lookout
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.finding import finding
from monitor.evaluation.grounding import grounds
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.tally import Question
from monitor.evaluation.verdict import Finding, Member, PhaseState, Verdict
from monitor.evaluation.view import View
from monitor.incidents.span import Span
from monitor.incidents.version import Figures, Incident
from monitor.incidents.vocabulary import Grade, Measure
from tests.engine import TABLES
from tests.naive.generate import Pair, pair
from tests.naive.generate_gates import gated_pair

EXAMPLES = int(os.environ.get("CORRUPTIONS", "60"))
HOUR = timedelta(hours=1)
FLOOR = 0.5
"""What share of the corruptions tried must have meant something, for the test to tell anything."""


@dataclass
class Held:
    """An explanation, and what it was made from."""

    drawn: Pair
    view: View
    told: Explanation
    random: Random

    @property
    def stood(self) -> Finding:
        """The finding as of the horizon."""
        return self.told.finding.stood

    def saying(self, stood: Finding) -> Explanation:
        """The explanation with another finding."""
        end = self.told.finding.at_end
        finding = replace(self.told.finding, at_end=stood) if end else stood
        return replace(self.told, finding=finding)

    def shown(self, items: list[Evidence]) -> Explanation:
        """The explanation with other evidence, and grounds that agree with it."""
        given = self.told.grounds
        assert given is not None
        by_id = {item.incident.id: item.incident for item in items}
        before = {item.incident.id for item in self.told.evidence}
        kept = [i for i in given.incidents if i.id not in before or i.id in by_id]
        incidents = tuple(by_id.get(i.id, i) for i in kept)
        new = replace(given, incidents=incidents)
        return replace(self.told, evidence=tuple(items), grounds=new)


Corrupted = tuple[Explanation, bool] | None
"""A corrupted explanation, and whether it means something else; None where nothing is there."""


def a_verdict(held: Held) -> Corrupted:
    """Another verdict."""
    others = [verdict for verdict in Verdict if verdict is not held.stood.verdict]
    return held.saying(replace(held.stood, verdict=held.random.choice(others))), True


def a_day(held: Held) -> Corrupted:
    """Another verdict, limit, or figure on the day explained."""
    day = held.told.day
    if day is None:
        return None
    bounds = replace(day.bounds, low=day.bounds.low + 1)
    changed = held.random.choice(
        [
            replace(day, limit=(day.limit or 0) + 1),
            replace(day, bounds=bounds),
            replace(day, bounds=replace(day.bounds, covered=not day.bounds.covered)),
            replace(day, finished=not day.finished),
            replace(day, policy="doubt" if day.policy is None else None),
            replace(
                day, verdict=Verdict.KEPT if day.verdict is not Verdict.KEPT else Verdict.BREACHED
            ),
        ]
    )
    return replace(held.told, day=changed), True


def _other(verdict: Verdict) -> Verdict:
    return Verdict.BREACHED if verdict is Verdict.KEPT else Verdict.KEPT


def a_window(held: Held) -> Corrupted:
    """A window that ends an hour later."""
    if held.told.window is None:
        return None
    start, end = held.told.window
    return replace(held.told, window=(start, end + HOUR)), True


def a_count_of_days(held: Held) -> Corrupted:
    """One day or hour more."""
    progress = held.stood.progress
    if progress is None:
        return None
    more = replace(progress, most=progress.most + 1)
    return held.saying(replace(held.stood, progress=more)), True


def a_member(held: Held) -> Corrupted:
    """A member of a gate left out, or one that reads otherwise."""
    members = list(held.stood.members)
    if not members:
        return None
    place = held.random.randrange(len(members))
    if held.random.random() < 0.5:
        del members[place]
    else:
        members[place] = _otherwise(members[place])
    return held.saying(replace(held.stood, members=tuple(members))), True


def _otherwise(member: Member) -> Member:
    return replace(member, truth=not member.truth)


def _counted(held: Held) -> tuple[int, Evidence, Figures] | None:
    """Return an incident that bears on the day's figures, its place and its weight."""
    base = held.view.counted_by(held.view.agreement.conditions[held.stood.condition])
    if base.limit is None:
        return None
    of = {Measure.KILLED: "killed", Measure.INJURED: "injured"}.get(base.limit.measure)
    found = []
    for place, item in enumerate(held.told.evidence):
        weight: Figures = getattr(item.incident, of) if of else Figures(1, 1)
        if item.counts is not False and weight != Figures(0, 0):
            found.append((place, item, weight))
    return held.random.choice(found) if found else None


def _put(held: Held, place: int, *items: Evidence) -> Explanation:
    evidence = list(held.told.evidence)
    evidence[place : place + 1] = items
    return held.shown(evidence)


def an_incident(held: Held) -> Corrupted:
    """An incident that counts, or may, left out of everything."""
    found = _counted(held)
    return (_put(held, found[0]), True) if found else None


def an_irrelevant_incident(held: Held) -> Corrupted:
    """An incident that does not count left out of the evidence, though the record has it."""
    places = [n for n, item in enumerate(held.told.evidence) if item.counts is False]
    if not places:
        return None
    place = held.random.choice(places)
    evidence = (*held.told.evidence[:place], *held.told.evidence[place + 1 :])
    return replace(held.told, evidence=evidence), True


def a_figure(held: Held) -> Corrupted:
    """One more killed and injured."""
    found = _counted(held)
    if found is None:
        return None
    place, item, weight = found
    more = replace(
        item.incident,
        killed=_more(item.incident.killed),
        injured=_more(item.incident.injured),
    )
    changed = weight != Figures(1, 1) or more.killed == Figures(1, 1)
    bears = item.counts is True or weight.high is not None
    return _put(held, place, replace(item, incident=more)), _measured(held) and bears and changed


def _measured(held: Held) -> bool:
    """Whether the condition counts people, and not incidents."""
    base = held.view.counted_by(held.view.agreement.conditions[held.stood.condition])
    return base.limit is not None and base.limit.measure is not Measure.INCIDENTS


def _more(figures: Figures) -> Figures:
    return Figures(figures.low + 1, None if figures.high is None else figures.high + 1)


def a_time(held: Held) -> Corrupted:
    """An incident that counts moved far out of the window, in the record as well."""
    found = _counted(held)
    if found is None:
        return None
    place, item, _ = found
    span = item.incident.happened
    away = Span(start=span.start + 90 * 24 * HOUR, end=span.end + 90 * 24 * HOUR)
    return _put(held, place, replace(item, incident=replace(item.incident, happened=away))), True


def a_grade(held: Held) -> Corrupted:
    """An incident that counts, or may, said to be refuted, and not to count."""
    found = _counted(held)
    if found is None:
        return None
    place, item, _ = found
    out: Incident = replace(item.incident, grade=Grade.REFUTED)
    return _put(held, place, Evidence(out, counts=False)), True


def a_watch(held: Held) -> Corrupted:
    """A watch left out: it means something where it leaves other gaps in the window."""
    given, window = held.told.grounds, held.told.window
    if given is None or window is None or not given.watches:
        return None
    place = held.random.randrange(len(given.watches))
    watches = (*given.watches[:place], *given.watches[place + 1 :])
    base = held.view.counted_by(held.view.agreement.conditions[held.stood.condition])
    if base.limit is None or base.limit.from_counts:
        return None
    limit, view = base.limit, held.view
    question = Question(limit.of, limit.in_, limit.measure, base.per)
    before, after = (
        Lookout(view.agreement, view.classifier, some).gaps(question, held.stood.scope, *window)
        for some in (given.watches, watches)
    )
    return replace(held.told, grounds=replace(given, watches=watches)), before != after


def an_act(held: Held) -> Corrupted:
    """A decision or attestation left out: the evaluation without it says whether that matters."""
    given = held.told.grounds
    if given is None:
        return None
    of = held.random.choice(["decisions", "attestations"])
    acts = getattr(given, of)
    if not acts:
        return None
    gone = held.random.choice(acts)
    poorer = replace(given, **{of: tuple(act for act in acts if act != gone)})
    kind = type(gone)
    TABLES.load(
        [
            v
            for v in held.drawn.versions
            if not (isinstance(v.record, kind) and v.record.key == gone.key)
        ]
    )
    view = View(given.terms, TABLES, given.at, given.known, given.account)
    condition = given.terms.conditions[held.stood.condition]
    scope = held.stood.scope
    without = finding(view, held.stood.condition, condition, scope)
    same = scope in view.scopes(condition) and _said(without) == _said(held.told.finding)
    return replace(held.told, grounds=poorer), not same


def _said(found: Finding | None) -> object:
    if found is None:
        return None
    stood = found.stood
    days = tuple((d.day.start, d.verdict, d.bounds) for d in stood.days)
    acts = frozenset(stood.rests_on) if not stood.members else None
    rest = (stood.progress, stood.decided, stood.parties, stood.members, stood.deadline, acts)
    return (found.verdict, stood.verdict, stood.cause, days, *rest)


CORRUPTIONS: list[Callable[[Held], Corrupted]] = [
    a_verdict,
    a_day,
    a_window,
    a_count_of_days,
    a_member,
    an_incident,
    an_irrelevant_incident,
    a_figure,
    a_time,
    a_grade,
    a_watch,
    an_act,
]


def explanations(seed: int, random: Random) -> Iterator[Held]:
    """Yield the explanations of a random pair."""
    drawn = random.choice([pair, gated_pair])(seed)
    ask = drawn.asks[random.randrange(2)]
    TABLES.load(drawn.versions)
    view = View(drawn.agreement, Snapshot(TABLES), ask.at, ask.known, ask.account)
    for name, condition in drawn.agreement.conditions.items():
        for scope in view.scopes(condition):
            told = explain(view, name, scope, None)
            if told is not None:
                yield Held(drawn, view, told, random)


def test_corrupted_explanations_are_refused() -> None:
    """Every corruption that means something is refused, most that are tried do, of every sort."""
    tried, meant = Counter[str](), Counter[str]()

    def tamper(held: Held) -> None:
        for corruption in CORRUPTIONS:
            corrupted = corruption(held)
            if corrupted is not None:
                tried[corruption.__name__] += 1
                meant[corruption.__name__] += corrupted[1]
                assert not (corrupted[1] and check(corrupted[0]).accepted), corruption.__name__

    @settings(max_examples=EXAMPLES)
    @given(st.integers(0, 99_999), st.randoms(use_true_random=False))
    def corrupt(seed: int, random: Random) -> None:
        every = list(explanations(seed, random))
        figures = [held for held in every if _measured(held) and held.told.evidence]
        for held in (*random.sample(every, min(3, len(every))), *figures[:1]):
            assert check(held.told).accepted
            tamper(held)

    corrupt()
    print(f"\n{meant.total()} of {tried.total()} corruptions meant something: {dict(meant)}")  # noqa: T201
    assert meant.total() >= FLOOR * tried.total()
    # The rarer sorts are looked for until each has meant something.
    for seed in range(400):
        if all(meant[corruption.__name__] for corruption in CORRUPTIONS):
            break
        for held in explanations(seed, Random(seed)):  # noqa: S311 - a steady draw
            tamper(held)
    assert {corruption.__name__ for corruption in CORRUPTIONS} == set(+meant)


@pytest.mark.parametrize("seed", range(4))
def test_another_state_of_a_phase_is_refused(seed: int) -> None:
    """Whatever the phase is said to be instead, for whichever holder."""
    drawn = gated_pair(next(s for s in range(seed * 50, 99_999) if gated_pair(s).agreement.phases))
    ask = drawn.asks[0]
    TABLES.load(drawn.versions)
    view = View(drawn.agreement, TABLES, ask.at, ask.known, None)
    said = evaluate(drawn.agreement, TABLES, ask.at, ask.known).phases
    given = grounds(view)
    assert check_standings(said, given).accepted
    for place, standing in enumerate(said):
        for state in set(PhaseState) - {standing.state}:
            other = (*said[:place], replace(standing, state=state), *said[place + 1 :])
            assert not check_standings(other, given).accepted
    assert not check_standings(said[1:], given).accepted
