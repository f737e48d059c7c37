"""Phases: what makes one due, opens, renews and closes it, for each party and for all."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.agreements.model import Agreement, Phase
from monitor.evaluation.acts import Act
from monitor.evaluation.phases import Course
from monitor.evaluation.standing import standings
from monitor.evaluation.verdict import ALL_NAMED, PhaseState, Standing
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import Coverage, Decision, Record, Report, Review
from monitor.incidents.span import TICK, Span
from monitor.incidents.vocabulary import Grade
from monitor.store.tables import Tables

START = datetime(2020, 1, 1, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LENGTH = 4
"""Hours that an opening of these tests holds which states no end of its own."""


def phase(**terms: object) -> Phase:
    """Return a phase of one party, north."""
    whole: dict[str, object] = {
        "opens": {"at": "calendar.from", "by": ["north"], "decided": "open"},
        "renews": {"decided": "renew"},
        "closes": [{"decided": "close"}],
        "unrenewed_after": f"{LENGTH} hours",
    }
    return Phase.model_validate(whole | terms, by_alias=True, by_name=False)


def at(hour: int) -> datetime:
    """An instant, so many hours after the start."""
    return START + hour * HOUR


def act(word: str, first: int, last: int | None = None, until: int | None = None) -> Act:
    """A decision of north at an hour, or at some instant from one hour to another."""
    end = at(first if last is None else last)
    ends = at(until) if until is not None else None
    return Act("decision", f"{word}/{first}-{last}", word, "north", "north", at(first), end, ends)


def states(terms: Phase, acts: Sequence[Act], trigger: int | None, hour: int) -> set[str]:
    """Return every state that the phase may have for north at an hour."""
    course = Course(
        terms, "talks", "north", lambda t: t + LENGTH * HOUR, lambda t: t - LENGTH * HOUR
    )
    due = None if trigger is None else at(trigger)
    return {walk.state.value for walk in course.states(acts, due, at(hour))}


OPEN, RENEW, CLOSE = act("open", 2), act("renew", 5, until=8), act("close", 7)


@pytest.mark.parametrize(
    ("acts", "trigger", "hour", "state"),
    [
        ([], None, 9, "not_due"),
        ([], 3, 2, "not_due"),
        ([], 3, 3, "due"),
        ([OPEN], None, 9, "not_due"),
        ([OPEN], 0, 1, "due"),
        ([OPEN], 0, 2, "open"),
        ([OPEN], 3, 3, "open"),
        ([act("open", 1, until=3)], 3, 3, "due"),
        ([act("open", 1, until=4)], 3, 3, "open"),
        ([OPEN], 0, 5, "open"),
        ([OPEN], 0, 6, "continues_unrenewed"),
        ([act("open", 2, until=9)], 0, 8, "open"),
        ([act("open", 2, until=9)], 0, 9, "continues_unrenewed"),
        ([OPEN, RENEW], 0, 5, "renewed"),
        ([OPEN, RENEW], 0, 7, "renewed"),
        ([OPEN, RENEW], 0, 8, "continues_unrenewed"),
        ([OPEN, act("renew", 6, until=9)], 0, 6, "renewed"),
        ([OPEN, act("renew", 7, until=9)], 0, 6, "continues_unrenewed"),
        ([OPEN, act("renew", 7, until=9)], 0, 7, "renewed"),
        ([OPEN, act("renew", 3)], 0, 99, "renewed"),
        ([act("renew", 1, until=9), OPEN], 0, 6, "continues_unrenewed"),
        ([OPEN, CLOSE], 0, 7, "closed"),
        ([OPEN, act("close", 2)], 0, 2, "closed"),
        ([OPEN, act("renew", 5, until=9), act("close", 5)], 0, 5, "closed"),
        ([act("close", 1), OPEN], 0, 2, "open"),
        ([act("open", 1), act("close", 2)], 3, 3, "due"),
        ([OPEN, act("close", 3), act("open", 4)], 0, 4, "open"),
        ([OPEN, act("close", 3), act("renew", 4)], 0, 4, "closed"),
        ([act("open", 1, until=5), act("open", 1, 1, until=9)], 0, 8, "open"),
        ([act("open", 1, 1, until=9), act("open", 1, until=5)], 0, 8, "open"),
        ([act("open", 1, 1, until=9), act("open", 1, until=5)], 0, 9, "continues_unrenewed"),
    ],
)
def test_one_party(acts: list[Act], trigger: int | None, hour: int, state: str) -> None:
    """Due from the trigger on, opened by its decision, covered to an end, closed at once."""
    assert states(phase(), acts, trigger, hour) == {state}


@pytest.mark.parametrize(
    ("acts", "hour", "state"),
    [
        ([OPEN], 5, "open"),
        ([OPEN], 6, "lapsed"),
        ([OPEN, act("renew", 6, until=9)], 6, "renewed"),
        ([OPEN, act("renew", 7, until=9)], 7, "lapsed"),
        ([OPEN, act("open", 7)], 7, "open"),
        ([OPEN, act("close", 7)], 7, "lapsed"),
        ([OPEN, act("close", 6)], 6, "closed"),
        ([OPEN, act("open", 6)], 6, "open"),
    ],
)
def test_what_lapses_is_over(acts: list[Act], hour: int, state: str) -> None:
    """Where the text says that it lapses, a renewal comes too late; a new opening does not."""
    assert states(phase(then="lapses"), acts, 0, hour) == {state}


@pytest.mark.parametrize(
    ("acts", "hour", "found"),
    [
        ([act("open", 1, 3)], 2, {"due", "open"}),
        ([act("open", 1, 3)], 3, {"open"}),
        ([act("open", 1, 3)], 6, {"open", "continues_unrenewed"}),
        ([act("open", 1, 3)], 7, {"continues_unrenewed"}),
        ([act("open", 1, 3), act("close", 2)], 4, {"open", "closed"}),
        ([act("open", 1, 3), act("close", 1, 3)], 4, {"open", "closed"}),
        ([OPEN, act("renew", 4, 7, until=9)], 6, {"renewed", "continues_unrenewed"}),
        ([OPEN, act("renew", 4, 7, until=9)], 7, {"renewed"}),
    ],
)
def test_hours_that_nobody_stated(acts: list[Act], hour: int, found: set[str]) -> None:
    """Every state that some world gives, and no other."""
    assert states(phase(), acts, 0, hour) == found


@pytest.mark.parametrize("until", [7, 8])
def test_a_renewal_that_is_over_when_it_comes_renews_nothing(until: int) -> None:
    """Up to its own hour, or one before: it has run out since its first end, by what opened it."""
    course = Course(
        phase(), "talks", "north", lambda t: t + LENGTH * HOUR, lambda t: t - LENGTH * HOUR
    )
    acts = [OPEN, act("renew", 8, until=until)]

    [walk] = course.states(acts, at(0), at(8))

    assert (walk.state, walk.since) == (PhaseState.UNRENEWED, at(6))
    assert walk.made_by == (OPEN.key,)


def test_what_only_a_middle_hour_gives_is_found() -> None:
    """Opened early it runs out and opens anew, late it lasts to the renewal, between it lapses."""
    acts = [act("open", 0, 4), act("open", 5), act("renew", 7)]

    assert states(phase(then="lapses"), acts, 0, 10) == {"renewed", "lapsed"}


def walked(terms: Phase, world: Sequence[tuple[int, Act]], trigger: int, hour: int) -> str:
    """Where the phase stands where every hour is known: told hour by hour, from the start."""
    state, cover, standing = "not_due", None, []
    going = ("open", "renewed", "continues_unrenewed")
    for now in range(hour + 1):
        happened = [one for instant, one in world if instant == now]
        renewals = [one for one in happened if one.word == "renew"]
        held = renewals or any(one.word == "close" for one in happened)
        over = cover is not None and cover <= now and not (held and cover == now)
        if state in {"open", "renewed"} and over:
            state = "lapsed" if terms.then == "lapses" else "continues_unrenewed"
        if now == trigger:
            state = "due"
        standing += [one.until for one in happened if one.word == "open" and state not in going]
        live = [end for end in standing if end is None or end > at(now)]
        if state in {"due", "closed", "lapsed"} and live:
            ends = [now + LENGTH if end is None else (end - START) // HOUR for end in live]
            state, cover, standing = "open", max(ends), []
        for one in renewals:
            if state in going:
                until = None if one.until is None else (one.until - START) // HOUR
                longer = None if until is None or cover is None else max(cover, until)
                if longer is None or longer > now:
                    state, cover = "renewed", longer
        if any(one.word == "close" for one in happened):
            state, standing = ("closed" if state in going else state), []
    return state


WORDS = st.sampled_from(["open", "open", "renew", "renew", "close"])
ACTS = st.builds(
    lambda word, first, wide, length: act(
        word, first, first + wide, None if length is None or word == "close" else first + length
    ),
    WORDS,
    st.integers(0, 8),
    st.integers(0, 2),
    st.none() | st.integers(1, 6),
)


@settings(max_examples=300)
@given(
    acts=st.lists(ACTS, max_size=4, unique_by=lambda one: (one.word, one.first)),
    trigger=st.integers(0, 5),
    hour=st.integers(0, 14),
    then=st.sampled_from(["lapses", "continues_unrenewed"]),
)
def test_the_walk_finds_what_every_world_of_whole_hours_gives(
    acts: list[Act], trigger: int, hour: int, then: str
) -> None:
    """Told hour by hour in each world, nothing comes out that the walk does not have."""
    terms = phase(then=then)
    hours = [range((a.first - START) // HOUR, (a.last - START) // HOUR + 1) for a in acts]
    worlds = [list(zip(instants, acts, strict=True)) for instants in product(*hours)]

    found = states(terms, acts, trigger, hour)

    assert {walked(terms, world, trigger, hour) for world in worlds} <= found
    if all(one.exact for one in acts):
        assert len(found) == 1


# ------------------------------------------------------------------ from a record to standings

RULES: dict[str, object] = {
    "agreement": "made-up",
    "title": "Made up",
    "status": "agreed",
    "calendar": {"time_zone": "UTC", "from": "2020-01-01"},
    "evidence": {"standard": "reported"},
    "parties": {
        "north": {"name": "Northland", "role": "party", "aliases": ["The North"]},
        "south": {"name": "Southland", "role": "party"},
        "envoy": {"name": "Envoy", "role": "other"},
    },
    "ends": {"by": ["envoy"]},
    "clauses": {"C": {"says": "Made up.", "provenance": "text"}},
    "classes": {"attack": {"any_kind": "shelling"}},
    "conditions": {
        "calm": {"clause": "C", "limit": {"of": "attack", "at_most": "0"}},
        "holds": {"clause": "C", "streak": {"of": "calm", "for": "2 days"}},
    },
    "phases": {
        "talks": {
            "opens": {"when": "holds", "by": ["north", "south"]},
            "closes": {"any": [{"decided": "broken_off"}, {"decided": "ended", "by": "envoy"}]},
        },
        "watch": {
            "opens": {"when": "holds"},
            "renews": {"decided": "kept_up"},
            "closes": {"decided": "stopped"},
        },
    },
}


def decision(
    by: str, what: str, hour: float, *, hours: float = 0, known: float | None = None, **more: object
) -> Known[Record]:
    """A decision at an hour, or within some hours, known since then or since another hour."""
    first = START + hour * HOUR
    record = Decision(
        id=f"{what}-{by}-{hour}",
        source="desk",
        agreement="made-up",
        by=by,
        what=what,
        effective=Span(start=first, end=first + hours * HOUR),
        **more,  # type: ignore[arg-type]
    )
    since = first if known is None else START + known * HOUR
    return Known(record, (1, int(hour * 10)), since)


def days(drawn: str) -> list[Known[Record]]:
    """Days drawn one character each: `.` watched, `!` an incident, `?` not watched."""
    found: list[Known[Record]] = []
    for number, mark in enumerate(drawn):
        start = START + number * DAY
        if mark != "?":
            watch = Coverage(id=str(number), source="w", watched=Span(start=start, end=start + DAY))
            found.append(Known(watch, (2, number), start + DAY))
        if mark == "!":
            moment = Span(start=start + HOUR, end=start + HOUR)
            report = Report(id=str(number), source="w", happened=moment, kinds=("shelling",))
            review = Review(id=str(number), source="r", report=report.key, grade=Grade.CORROBORATED)
            found += [Known(one, (3, number), start + HOUR) for one in (report, review)]
    return found


TABLES = Tables.in_memory()


def standing(
    records: Sequence[Known[Record]],
    hour: float,
    holder: str = ALL_NAMED,
    phase_name: str = "talks",
    known: float = 1000,
) -> Standing:
    """Return where a phase stands for a holder."""
    terms = Agreement.model_validate(RULES, by_alias=True, by_name=False)
    TABLES.load(records)
    view = View(terms, TABLES, START + hour * HOUR, START + known * HOUR, None)
    return next(s for s in standings(view) if (s.phase, s.holder) == (phase_name, holder))


BOTH = [decision("The North", "talks", 50), decision("south", "talks", 60)]


def test_due_at_the_end_of_the_first_day_on_which_the_condition_is_kept() -> None:
    """Not a moment earlier, awaiting those who decide, and provisional while days can change."""
    assert standing(days(".."), 47.9).state is PhaseState.NOT_DUE
    due = standing(days(".."), 48, known=48)
    assert due.state is PhaseState.DUE
    assert due.since == (START + 2 * DAY, START + 2 * DAY)
    assert due.waiting_for == ("north", "south")
    assert due.provisional_until == START + 4 * DAY
    assert standing(days(".."), 48, known=96).provisional_until is None


def test_a_phase_stays_due_though_the_condition_fails_later() -> None:
    """Only phases latch: a breach after the day does not make what was due undone."""
    broken = days("..!")

    assert standing(broken, 80).state is PhaseState.DUE
    assert standing(days("!.!"), 80).state is PhaseState.NOT_DUE


def test_each_party_opens_its_own_and_all_when_all_have() -> None:
    """Alias and id name the same party; who has not decided is waited for."""
    record = [*days(".."), *BOTH]

    assert standing(record, 55, "north").state is PhaseState.OPEN
    assert standing(record, 55, "south").state is PhaseState.DUE
    assert standing(record, 55).state is PhaseState.DUE
    assert standing(record, 55).waiting_for == ("south",)
    opened = standing(record, 60)
    assert opened.state is PhaseState.OPEN
    assert opened.since == (START + 60 * HOUR, START + 60 * HOUR)
    assert opened.rests_on == tuple(fact.record.key for fact in BOTH)


def test_it_may_be_due_where_the_condition_cannot_be_said() -> None:
    """An unwatched day leaves it open; whether what was decided then opened it, likewise."""
    record = days("?.")

    assert standing(record, 48).state is PhaseState.MAY_BE_DUE
    assert standing([*record, *BOTH], 70).state is PhaseState.UNDETERMINED
    # A third watched day settles it: by then two days in a row were certainly calm.
    assert standing([*days("?.."), *BOTH], 72).state is PhaseState.OPEN


def test_without_parties_it_opens_by_itself_and_only_once() -> None:
    """What nobody has to decide is open from the moment that makes it due, till it is closed."""
    ended = [*days(".."), decision("north", "stopped", 60), decision("south", "kept_up", 70)]

    assert standing(ended, 59, phase_name="watch").state is PhaseState.OPEN
    assert standing(ended, 80, phase_name="watch").state is PhaseState.CLOSED
    assert standing(days(".."), 48, phase_name="watch").state is PhaseState.OPEN
    assert standing(days("?."), 48, phase_name="watch").state is PhaseState.UNDETERMINED


def test_one_party_closes_for_all_and_somebody_named_for_everybody() -> None:
    """Broken off by one it is closed for that one, and so for all; the envoy ends it for both."""
    record = [*days(".."), *BOTH]
    broken = [*record, decision("north", "broken_off", 70)]

    assert standing(broken, 70, "north").state is PhaseState.CLOSED
    assert standing(broken, 70, "south").state is PhaseState.OPEN
    assert standing(broken, 70).state is PhaseState.CLOSED
    ended = [*record, decision("envoy", "ended", 70)]
    assert standing(ended, 70, "south").state is PhaseState.CLOSED
    assert standing([*record, decision("south", "ended", 70)], 70).state is PhaseState.OPEN


def test_a_decision_of_an_unstated_hour_is_named() -> None:
    """Where it stands hangs on the hour of one decision: that one, and no other, is named."""
    record = [*days(".."), decision("north", "talks", 50), decision("south", "talks", 55, hours=5)]

    open_one = standing(record, 57)

    assert open_one.state is PhaseState.UNDETERMINED
    assert open_one.doubts == ("desk/talks-south-55",)
    later = standing(record, 60)
    assert later.state is PhaseState.OPEN
    assert later.since == (START + 55 * HOUR, START + 60 * HOUR - TICK)


def test_a_record_taken_back_never_opened_it() -> None:
    """As known before it was open, as known since it is due, at the same moment."""
    north, south = BOTH
    back = decision("south", "talks", 60, known=100, withdrawn=True)
    record = [*days(".."), north, south, back]

    assert standing(record, 70, known=90).state is PhaseState.OPEN
    assert standing(record, 70, known=110).state is PhaseState.DUE


def test_the_end_of_the_agreement_closes_what_is_open() -> None:
    """Out of force nothing goes on; what was never due stays that way."""
    record = [*days(".."), *BOTH, decision("envoy", "suspended", 72)]

    assert standing(record, 71).state is PhaseState.OPEN
    over = standing(record, 80)
    assert over.state is PhaseState.CLOSED
    assert over.since == (START + 72 * HOUR, START + 72 * HOUR)
    assert standing(record, 72).state is PhaseState.CLOSED
    assert standing(days("!!!"), 80).state is PhaseState.NOT_DUE
    # Due and closed with the agreement, or never due: which of the two cannot be said.
    maybe = standing([decision("envoy", "suspended", 72)], 80)
    assert maybe.state is PhaseState.UNDETERMINED


def test_what_is_certain_names_no_doubt() -> None:
    """Once the agreement has ended, when a party had decided changes nothing, and is not asked."""
    late = decision("south", "talks", 55, hours=5)
    record = [*days(".."), decision("north", "talks", 50), late]
    ended = [*record, decision("envoy", "suspended", 72)]

    assert standing(record, 71).doubts == ("desk/talks-south-55",)
    over = standing(ended, 80)
    assert (over.state, over.doubts) == (PhaseState.CLOSED, ())


def test_before_the_beginning_nothing_is_due() -> None:
    """An agreement that has not begun has no phase."""
    assert standing(BOTH, -1).state is PhaseState.NOT_DUE


def test_years_of_weekly_renewals_are_walked_in_a_moment() -> None:
    """Each of a day without an hour: what came of the ones before does not multiply."""
    weekly = [
        act("renew", 24 * 7 * n, 24 * 7 * n + 23, 24 * 7 * (n + 1) + 24) for n in range(1, 160)
    ]

    found = states(phase(), [act("open", 0, until=24 * 8), *weekly], 0, 24 * 7 * 160)

    assert found == {"renewed"}
