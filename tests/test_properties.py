"""What must hold of the engine on any record: tried on random agreements and records.

Hypothesis picks the seeds of the pairs that the differential test draws; all of it made up.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from monitor.agreements.model import Agreement, Doubt, Unobserved
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.verdict import Cause, Evaluation, Verdict
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import (
    RECORD,
    Attestation,
    Coverage,
    Link,
    Record,
    Report,
    Review,
    SourceProfile,
)
from monitor.incidents.span import FOREVER, TICK, Span
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Dispute, Measure
from tests.engine import TABLES
from tests.naive.generate import Ask, Pair, pair

EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "24"))
"""How many pairs each property is tried on; set it to some hundreds for a long search."""

some, few = settings(max_examples=EXAMPLES), settings(max_examples=EXAMPLES // 2)
seeds = st.integers(0, 99_999)
HOUR = timedelta(hours=1)
Key = tuple[str, str | None]
ONE, OTHER = "new_source", "another_new_source"
"""Sources that no pair has: nothing is known of them."""


def evaluated(drawn: Pair, ask: Ask, versions: Sequence[Known[Record]]) -> Evaluation:
    """Evaluate a pair's agreement on some records."""
    TABLES.load(versions)
    return evaluate(drawn.agreement, TABLES, ask.at, ask.known, account=ask.account)


def official(drawn: Pair) -> Ask:
    """Return the pair's question about the whole record, with all of it known."""
    return replace(drawn.asks[0], account=None, known=FOREVER - TICK)


def counted(agreement: Agreement, name: str) -> bool:
    """Whether a condition is, or counts days of, `at_most` so many incidents on record."""
    condition = agreement.conditions[name]
    base = agreement.conditions[condition.streak.of] if condition.streak else condition
    certified = condition.streak is not None and condition.streak.certified_by
    limit = base.limit
    return (
        limit is not None
        and limit.at_most is not None
        and limit.from_counts is None
        and not certified
    )


def since_known(versions: Sequence[Known[Record]]) -> datetime:
    """Return a time after everything that these records tell of, or that anybody asks about."""
    return max(version.known_from for version in versions) + 9000 * HOUR


# ------------------------------------------------------------------------ the order of arrival


def in_any_order(versions: Sequence[Known[Record]]) -> Iterator[Known[Record]]:
    """Yield what of a record means the same in any order: each newest word told only once.

    Versions of one record are told apart by the source's own revision. Of links, reviews and
    attestations the later known counts, so only one of each is left.
    """
    said: set[object] = set()
    ranked = sorted(versions, key=lambda v: (v.record.revision, v.known_from, v.order))
    for revision, version in enumerate(ranked):
        record: Record = version.record.model_copy(update={"revision": revision})
        about: object = revision
        match record:
            case Link():
                about = frozenset((record.first, record.second))
            case Review():
                about = "review"
            case Attestation():
                about = (record.what, record.during.start) if record.holds else "denied"
            case Report(disputes=Dispute.OCCURRENCE):
                about = "review"
        if about not in said and about != "denied":
            said.add(about)
            yield replace(version, record=record, known_to=FOREVER)


@few
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(seed: int, rng: Random) -> None:
    """Once all is known, what was known when, and in what order, changes no verdict."""
    drawn = pair(seed)
    versions = list(in_any_order(drawn.versions))
    assume(versions)
    start = since_known(drawn.versions)
    places = rng.sample(range(len(versions)), len(versions))

    def told(order: Sequence[int]) -> Evaluation:
        known = [
            replace(version, order=(1 + place // 2, place), known_from=start + place // 3 * HOUR)
            for version, place in zip(versions, order, strict=True)
        ]
        return evaluated(drawn, official(drawn), known)

    assert told(range(len(versions))) == told(places)


# ---------------------------------------------------------------------------- one report more


@st.composite
def one_more(draw: st.DrawFn, drawn: Pair) -> Known[Record]:
    """Draw a report of a source that nothing is known of, told last of all."""
    sample = draw(
        st.sampled_from([v.record for v in drawn.versions if v.record.record == "report"])
    )
    at = official(drawn).at - draw(st.integers(0, 200)) * HOUR
    record = RECORD.validate_python(
        {
            **sample.model_dump(exclude={"disputes", "revision", "withdrawn", "published_at"}),
            "id": "more",
            "source": ONE,
            "happened": Span(start=at, end=at + draw(st.sampled_from([0, 1, 30])) * HOUR),
        }
    )
    return Known(record, (99_999, 1), since_known(drawn.versions))


def told_of_reports(seed: int) -> Pair:
    """Return a pair whose record holds a report."""
    drawn = pair(seed)
    assume(any(version.record.record == "report" for version in drawn.versions))
    return drawn


@some
@given(st.data(), seeds)
def test_one_report_more_excuses_nothing(data: st.DataObject, seed: int) -> None:
    """A report more never keeps what was broken or open, nor makes a row of days longer."""
    drawn = told_of_reports(seed)
    ask = official(drawn)
    before = evaluated(drawn, ask, drawn.versions)
    after = evaluated(drawn, ask, [*drawn.versions, data.draw(one_more(drawn))])

    for finding in before.findings:
        if not counted(drawn.agreement, finding.condition):
            continue
        now = after.of(finding.condition, finding.scope)
        if now.verdict is Verdict.KEPT:
            assert finding.verdict is Verdict.KEPT, (finding.condition, finding.scope)
        if finding.progress and now.progress:
            assert now.progress.least <= finding.progress.least
            if drawn.agreement.evidence.doubt is not Doubt.BREAKS:
                assert now.progress.most <= finding.progress.most


@few
@given(st.data(), seeds)
def test_an_account_rests_on_what_its_source_says(data: st.DataObject, seed: int) -> None:
    """What another source reports changes nothing in an account."""
    drawn = told_of_reports(seed)
    sources = sorted({version.record.source for version in drawn.versions})
    ask = replace(official(drawn), account=data.draw(st.sampled_from(sources)))

    more = [*drawn.versions, data.draw(one_more(drawn))]

    assert evaluated(drawn, ask, drawn.versions) == evaluated(drawn, ask, more)


# ------------------------------------------------------------------------------ more watching


@some
@given(st.data(), seeds)
def test_watching_more_breaks_nothing(data: st.DataObject, seed: int) -> None:
    """Somebody else watching turns nothing kept into a breach, and shortens no certain row."""
    drawn = pair(seed)
    ask = official(drawn)
    first = ask.at - data.draw(st.integers(0, 300)) * HOUR
    watched = Span(start=first, end=first + data.draw(st.integers(1, 300)) * HOUR)
    seen = Known(
        Coverage(id="more", source=ONE, watched=watched),
        (99_999, 1),
        since_known(drawn.versions),
    )
    before = evaluated(drawn, ask, drawn.versions)
    after = evaluated(drawn, ask, [*drawn.versions, seen])

    for finding in before.findings:
        now = after.of(finding.condition, finding.scope)
        if finding.verdict is Verdict.KEPT:
            assert now.verdict is Verdict.KEPT, (finding.condition, finding.scope)
        if finding.progress and now.progress:
            assert finding.progress.least <= now.progress.least
        if drawn.agreement.evidence.unobserved is not Unobserved.BREAKS:
            assert now.verdict is finding.verdict or finding.verdict is not Verdict.BREACHED


# ------------------------------------------------------------------------------------- purity


@few
@given(seeds)
def test_judging_twice_is_judging_once(seed: int) -> None:
    """The same record gives the same evaluation, whatever was judged in between."""
    drawn, other = pair(seed), pair(seed + 1)
    for ask in drawn.asks:
        once = evaluated(drawn, ask, drawn.versions)
        evaluated(other, other.asks[0], other.versions)

        assert evaluated(drawn, ask, drawn.versions) == once
        assert evaluated(drawn, ask, drawn.versions[::-1]) == once


@some
@given(st.data(), seeds)
def test_the_past_as_known_never_changes(data: st.DataObject, seed: int) -> None:
    """At a past `known` nothing changes when more is recorded, or undone, after it."""
    drawn = pair(seed)
    times = sorted({version.known_from for version in drawn.versions})
    known = data.draw(st.sampled_from(times)) + data.draw(st.sampled_from([-TICK, 0 * TICK, HOUR]))
    stood = [
        replace(version, known_to=FOREVER if version.known_to > known else version.known_to)
        for version in drawn.versions
        if version.known_from <= known
    ]
    for drawn_ask in drawn.asks:
        ask = replace(drawn_ask, known=known)
        assert evaluated(drawn, ask, drawn.versions) == evaluated(drawn, ask, stood)


# -------------------------------------------------------------------------------- explanations


def weight(incident: Incident, measure: Measure) -> int:
    """Return what an incident adds at least."""
    if measure is Measure.INCIDENTS:
        return 1
    return (incident.killed if measure is Measure.KILLED else incident.injured).low


def explained(drawn: Pair, ask: Ask) -> Iterator[tuple[Measure, bool, Explanation]]:
    """Yield (measure, whether `at_most`, explanation) of the last days of each official limit."""
    TABLES.load(drawn.versions)
    view = View(drawn.agreement, TABLES, ask.at, ask.known, None)
    for finding in evaluate(drawn.agreement, TABLES, ask.at, ask.known).findings:
        limit = drawn.agreement.conditions[finding.condition].limit
        if limit is None or limit.from_counts is not None:
            continue
        for day in (finding.at_end or finding).days[-4:]:
            told = explain(view, finding.condition, finding.scope, day.day)
            assert told is not None
            assert told.day == day
            yield limit.measure, limit.at_most is not None, told


@some
@given(seeds)
def test_what_is_explained_is_what_was_counted(seed: int) -> None:
    """The certain incidents are the lower bound, with the possible ones the upper; gaps too."""
    drawn = pair(seed)
    for measure, _, told in explained(drawn, replace(drawn.asks[0], account=None)):
        assert told.day is not None
        bounds = told.day.bounds
        assert sum(weight(item.incident, measure) for item in told.certain) == bounds.low
        assert bounds.covered is not bool(told.gaps)
        if measure is Measure.INCIDENTS:
            assert len(told.certain) + len(told.possible) == bounds.possible
        assert all(item.reasons for item in told.evidence if item.counts is not True)
        assert not any(item.reasons for item in told.certain)


@some
@given(seeds)
def test_what_suffices_is_just_enough(seed: int) -> None:
    """A breach marks the first incidents that exceed the limit: exactly one more than allowed."""
    drawn = pair(seed)
    for measure, at_most, told in explained(drawn, replace(drawn.asks[0], account=None)):
        day = told.day
        assert day is not None
        marked = [item for item in told.evidence if item.suffices]
        if not at_most or day.limit is None or day.bounds.low <= day.limit:
            assert not marked
            continue
        assert day.cause is Cause.EXCEEDED
        assert all(item.counts is True for item in marked)
        total = [weight(item.incident, measure) for item in marked]
        assert sum(total) > day.limit >= sum(total[:-1])
        if measure is Measure.INCIDENTS:
            assert len(marked) == day.limit + 1


@few
@given(seeds)
def test_a_streak_rests_on_the_days_that_it_counts(seed: int) -> None:
    """The least of a streak of days is the length of the run of kept days that ends it."""
    drawn = pair(seed)
    evaluation = evaluated(drawn, replace(drawn.asks[0], account=None), drawn.versions)
    for finding in evaluation.findings:
        progress = finding.progress
        if progress is None or progress.unit != "days" or not finding.days:
            continue
        ended = [day.verdict for day in finding.days if day.finished]
        run = 0
        while run < len(ended) and ended[-1 - run] is Verdict.KEPT:
            run += 1
        assert progress.least <= min(run, progress.most)
        assert (finding.verdict is Verdict.KEPT) is (progress.least >= progress.needed)
        assert (finding.verdict is Verdict.NOT_YET) is (progress.most < progress.needed)


def test_profiles_of_new_sources_are_unknown() -> None:
    """What these tests rely on: no pair has a profile of the sources that are added."""
    named = {
        version.record.id
        for seed in range(200)
        for version in pair(seed).versions
        if isinstance(version.record, SourceProfile)
    }

    assert named
    assert not named & {ONE, OTHER}
