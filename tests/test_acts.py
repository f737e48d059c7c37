"""Decisions and duties with a term, against every world that the stated times allow."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.agreements.model import Decided
from monitor.evaluation import acts, term
from monitor.evaluation.acts import Act, TooManyWorldsError, folded, together, worlds
from monitor.evaluation.decided import held, judge_decided
from monitor.evaluation.happened import item_of
from monitor.evaluation.term import Due, Term
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import TICK

START = datetime(2016, 9, 12, tzinfo=UTC)
GRANT, BACK = "satisfied", "satisfied_withdrawn"


def at(tick: int) -> datetime:
    """An instant, so many of the smallest steps after the first: then worlds can be counted."""
    return START + tick * TICK


def act(
    word: str, first: int, last: int | None = None, until: int | None = None, by: str = "north"
) -> Act:
    """An act within two ticks, both included."""
    ends = at(until) if until is not None else None
    key = f"{word}/{first}-{last}-{until}"
    return Act("decision", key, word, by, by, at(first), at(first if last is None else last), ends)


def every_world(acts: Sequence[Act]) -> list[list[tuple[datetime, Act]]]:
    """Every way in which the acts can have happened, instant by instant."""
    spans = [
        [one.first + n * TICK for n in range((one.last - one.first) // TICK + 1)] for one in acts
    ]
    return [list(zip(instants, acts, strict=True)) for instants in product(*spans)]


def amounts_to(world: Sequence[tuple[datetime, Act]], moment: datetime) -> str:
    """What a party's decisions amount to where it is known when each was taken."""
    back = [t for t, one in world if one.word == BACK and t <= moment]
    grants = [(t, one) for t, one in world if one.word == GRANT and t <= moment]
    after = [(t, one) for t, one in grants if not back or t > max(back)]
    if any(one.until is None or one.until > moment for _, one in after):
        return "in force"
    return "taken back" if back and not after else "neither"


SPANS = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda p: (p[0], p[0] + p[1]))
GRANTS = st.builds(
    lambda span, length: act(GRANT, *span, until=None if length is None else span[1] + length),
    SPANS,
    st.none() | st.integers(1, 4),
)
BACKS = st.builds(lambda span: act(BACK, *span), SPANS)


@given(st.lists(GRANTS, max_size=3), st.lists(BACKS, max_size=2), st.integers(0, 9))
@example([act(GRANT, 3, 4, 5), act(GRANT, 3, 5, 7)], [act(BACK, 3, 4), act(BACK, 0, 1)], 6)
@example([act(GRANT, 3, 4), act(GRANT, 3, 4, 6)], [act(BACK, 1)], 6)
@example([act(GRANT, 0, 1), act(GRANT, 1, until=2)], [act(BACK, 1, 3)], 2)
@example([act(GRANT, 3, 5), act(GRANT, 2, 4, 6)], [act(BACK, 2, 3)], 7)
@example([act(GRANT, 4, 5, 6), act(GRANT, 4, until=5)], [], 5)
def test_what_decisions_amount_to_is_exact(grants: list[Act], backs: list[Act], tick: int) -> None:
    """The formulas find what is possible in some world: no more, and no less."""
    found = held(grants, backs, at(tick))

    possible = {amounts_to(world, at(tick)) for world in every_world([*grants, *backs])}
    said = {"in force": found.in_force, "taken back": found.taken_back, "neither": found.neither}
    assert {word for word, so in said.items() if so} == possible


@pytest.mark.parametrize(
    ("acts", "tick", "verdict"),
    [
        ([], 5, Verdict.NOT_YET),
        ([act(GRANT, 5)], 4, Verdict.NOT_YET),
        ([act(GRANT, 5)], 5, Verdict.KEPT),
        ([act(GRANT, 1, until=5)], 4, Verdict.KEPT),
        ([act(GRANT, 1, until=5)], 5, Verdict.NOT_YET),
        ([act(GRANT, 1), act(BACK, 3)], 2, Verdict.KEPT),
        ([act(GRANT, 1), act(BACK, 3)], 3, Verdict.BREACHED),
        ([act(GRANT, 3), act(BACK, 3)], 3, Verdict.BREACHED),
        ([act(GRANT, 1), act(BACK, 3), act(GRANT, 4)], 4, Verdict.KEPT),
        ([act(BACK, 1), act(GRANT, 2, until=3)], 3, Verdict.NOT_YET),
        ([act(GRANT, 1, 3), act(BACK, 2)], 5, Verdict.UNDETERMINED),
        ([act(GRANT, 4, 6)], 5, Verdict.UNDETERMINED),
        ([act(GRANT, 4, 6)], 6, Verdict.KEPT),
        ([act(GRANT, 1, by="south")], 5, Verdict.NOT_YET),
    ],
)
def test_decided(acts: list[Act], tick: int, verdict: Verdict) -> None:
    """In force from its instant to its end; at one instant what takes it back wins."""
    terms = Decided.model_validate({"what": GRANT, "by": ["north"]})

    assert judge_decided(terms, acts, at(tick))[0] is verdict


def test_each_party_must_decide_and_one_taken_back_is_a_breach() -> None:
    """All in force is kept; one that took it back breaks it, even where another is still open."""
    terms = Decided.model_validate({"what": GRANT, "by": ["north", "south"]})
    own, theirs = act(GRANT, 1), act(GRANT, 2, by="south")

    assert judge_decided(terms, [own], at(5))[0] is Verdict.NOT_YET
    assert judge_decided(terms, [own, theirs], at(5))[0] is Verdict.KEPT
    verdict, cause, each = judge_decided(terms, [own, act(BACK, 3)], at(5))
    assert (verdict, cause) == (Verdict.BREACHED, Cause.TAKEN_BACK)
    assert dict(each) == {"north": Cause.TAKEN_BACK, "south": Cause.NOT_DECIDED}
    _, _, each = judge_decided(terms, [act(GRANT, 1, 3), act(BACK, 2), theirs], at(5))
    assert dict(each) == {"north": Cause.ORDER, "south": Cause.DECIDED}


TERM = 3
"""Ticks that a duty of these tests has."""


def term_read(anchors: Sequence[datetime], events: Sequence[datetime], moment: datetime) -> Verdict:
    """What a duty reads where every instant is known."""
    begun = [t for t in anchors if t <= moment]
    if not begun:
        return Verdict.NOT_YET
    deadline = min(begun) + TERM * TICK
    if any(t <= min(deadline, moment) for t in events):
        return Verdict.KEPT
    return Verdict.NOT_YET if moment <= deadline else Verdict.BREACHED


def judge_term(
    anchors: Sequence[Act],
    events: Sequence[Act],
    later: Callable[[datetime], datetime],
    at: datetime,
) -> Due:
    """Judge acts as the view hands them over: those that may have happened by then."""
    had, came = (
        [item_of(one, None) for one in acts if one.first <= at] for acts in (anchors, events)
    )
    return Term(had, came, later, at).judge()


ANCHORS = st.builds(lambda span: act("left", *span), SPANS)
EVENTS = st.builds(lambda span: act("arrived", *span), SPANS)


@given(
    anchors=st.lists(ANCHORS, max_size=3, unique=True),
    events=st.lists(EVENTS, max_size=2, unique=True),
    shared=st.booleans(),
    tick=st.integers(0, 12),
)
def test_a_duty_with_a_term_is_exact(
    *, anchors: list[Act], events: list[Act], shared: bool, tick: int
) -> None:
    """It reads what it reads in every world, also where what it runs from fulfils it."""
    events = [*events, *anchors[:1]] if shared else events
    due = judge_term(anchors, events, lambda t: t + TERM * TICK, at(tick))

    both = [*anchors, *(one for one in events if one not in anchors)]
    possible = {
        term_read(
            [t for t, one in world if one in anchors],
            [t for t, one in world if one in events],
            at(tick),
        )
        for world in every_world(both)
    }
    certain = possible.pop() if len(possible) == 1 else Verdict.UNDETERMINED
    assert due.verdict is certain


@pytest.mark.parametrize(
    ("events", "tick", "cause"),
    [
        ([], 1, Cause.PENDING),
        ([], 4, Cause.PENDING),
        ([], 5, Cause.NONE_IN_TIME),
        ([act("arrived", 4)], 3, Cause.PENDING),
        ([act("arrived", 4)], 9, Cause.IN_TIME),
        ([act("arrived", 0)], 2, Cause.IN_TIME),
        ([act("arrived", 5)], 9, Cause.TOO_LATE),
        ([act("arrived", 3, 5)], 9, Cause.ORDER),
    ],
)
def test_to_the_instant_is_in_time(events: list[Act], tick: int, cause: Cause) -> None:
    """The end of the term is within it, and the cause says what decided."""
    due = judge_term([act("left", 1)], events, lambda t: t + TERM * TICK, at(tick))

    assert due.cause is cause
    assert due.deadline == at(4)


def test_what_is_counted_from_and_asked_for_is_judged_to_the_instant() -> None:
    """One act that begins the term and may fulfil it: nothing is late while the term still runs."""
    left, again = act("left", 1), act("left", 3, 9)

    def judged(tick: int) -> set[Verdict]:
        anchors = [item_of(one, None) for one in (left, again) if one.first <= at(tick)]
        return Term(anchors, anchors[1:], lambda t: t + TERM * TICK, at(tick)).possible()

    assert judged(4) == {Verdict.KEPT, Verdict.NOT_YET}
    assert judged(5) == {Verdict.KEPT, Verdict.BREACHED}


def test_of_so_many_worlds_all_is_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as are allowed are tried; with one more nothing is left out."""
    left, again = item_of(act("left", 1), None), item_of(act("left", 2, 4), None)
    shared = Term([left, again], [left], lambda t: t + TERM * TICK, at(9))

    monkeypatch.setattr(term, "MOST_WORLDS", 3)
    assert shared.possible() == {Verdict.KEPT}
    monkeypatch.setattr(term, "MOST_WORLDS", 2)
    assert shared.possible() == {Verdict.KEPT, Verdict.NOT_YET, Verdict.BREACHED}


@pytest.mark.parametrize(
    ("gaps", "events", "cause"),
    [
        ([(2, 3)], [], Cause.UNWATCHED),
        ([(2, 3), (7, 9)], [], Cause.UNWATCHED),
        ([(7, 9), (2, 3)], [], Cause.UNWATCHED),
        ([(7, 9)], [], Cause.NONE_IN_TIME),
        ([(0, 1)], [], Cause.NONE_IN_TIME),
        ([(2, 3)], [act("arrived", 3, 5)], Cause.ORDER),
        ([(2, 3)], [act("arrived", 2)], Cause.IN_TIME),
    ],
)
def test_what_could_have_come_unseen_leaves_it_open(
    gaps: list[tuple[int, int]], events: list[Act], cause: Cause
) -> None:
    """A gap within the term alone does, whichever it is; what is open anyway is told as that."""
    unseen = [(at(first), at(end)) for first, end in gaps]
    came = [item_of(one, None) for one in events]
    due = Term([item_of(act("left", 1), None)], came, lambda t: t + TERM * TICK, at(9), unseen)

    assert due.judge().cause is cause


def test_acts_whose_times_do_not_meet_are_taken_one_after_the_other() -> None:
    """Hundreds of decisions of a day each, week after week, need no more worlds than a few."""
    week, day = timedelta(days=7), timedelta(days=1)
    weekly = [
        Act("decision", str(n), "extended", "north", "", START + n * week, START + n * week + day)
        for n in range(300)
    ]

    found = folded(
        weekly,
        0,
        lambda state, _, happened: state + len(happened),
        until=START + 300 * week,
        critical=lambda _: (),
    )

    assert found == {300}
    assert [len(group) for group in together(weekly)] == [1] * 300


def test_too_many_acts_of_one_day_are_not_guessed_at() -> None:
    """Where every order of too many acts would have to be tried, nothing is said."""
    crowd = [act("extended", n, n + 40) for n in range(12)]

    with pytest.raises(TooManyWorldsError):
        list(worlds(crowd, []))


@pytest.mark.parametrize(("most", "too_many"), [(9, False), (8, True)])
def test_as_many_worlds_as_are_allowed_are_tried(
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    too_many: bool,  # noqa: FBT001
) -> None:
    """Two acts of three ticks each make nine worlds, which may lead to nine states."""
    monkeypatch.setattr(acts, "MOST_WORLDS", most)
    two = [act("one", 1, 3), act("other", 2, 4)]

    def tried() -> set[frozenset[tuple[str, int]]]:
        return folded(
            two,
            frozenset[tuple[str, int]](),
            lambda state, when, now: state | {(one.word, when.microsecond) for one in now},
            until=at(9),
            critical=lambda _: (),
        )

    if too_many:
        with pytest.raises(TooManyWorldsError):
            tried()
        with pytest.raises(TooManyWorldsError):
            list(worlds(two, []))
    else:
        assert len(tried()) == len(list(worlds(two, []))) == most


def test_as_many_states_as_are_allowed_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """States are counted over all that came before, worlds only of what meets."""
    apart = [act("one", 1, 2), act("two", 4, 5), act("three", 7, 8)]

    def kept(most: int) -> int:
        monkeypatch.setattr(acts, "MOST_WORLDS", most)
        step = folded(
            apart,
            (),
            lambda state, when, _: (*state, when.microsecond),
            until=at(9),
            critical=lambda _: (),
        )
        return len(step)

    assert kept(8) == 8
    with pytest.raises(TooManyWorldsError):
        kept(7)


def test_an_act_is_tried_around_every_instant_that_matters() -> None:
    """At its ends, and just before, at and just after what is given; never outside its span."""
    tried = {world[0][0] for world in worlds([act(GRANT, 10, 30)], [at(5), at(20), at(30)])}

    assert {at(tick) for tick in (10, 19, 20, 21, 29, 30)} <= tried
    assert min(tried) == at(10)
    assert max(tried) == at(30)


def test_whose_an_act_is_goes_by_party_or_by_the_name_as_written() -> None:
    """A source that is no party goes by its written name, in any case; naming none asks nobody."""
    stated = act(GRANT, 1)
    outsider = replace(stated, by=None, named="The  Watch")

    assert [stated.of(names) for names in ((), ("north",), ("south",))] == [True, True, False]
    assert [outsider.of(names) for names in ((), ("the watch",), ("north",))] == [True, True, False]
