"""Limits taken from a baseline: a share of the mean per day of an earlier time, exactly."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.model import Agreement, Doubt, Party, Unobserved
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.levels import level_at_end
from monitor.evaluation.mark import Mark, mark_of
from monitor.evaluation.reference import Allowed
from monitor.evaluation.verdict import DayVerdict
from monitor.evaluation.view import View
from monitor.told.evidence import Seen, explanation
from monitor.views.onrecord import OnRecord
from monitor.views.settling import settling
from tests.attacks import WATCHED, attack
from tests.engine import TABLES
from tests.naive.small import (
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    record,
    report,
    terms,
    watch,
)

BEFORE = START - 10 * DAY
"""The reference time of these tests: four days from here, as long as the days of the calendar."""
TIME = {"from": "2016-09-02T19:00", "until": "2016-09-06T19:00"}


def measured(share: str = "100 %", *, more: Fields | None = None, **limit: object) -> Agreement:
    """Return terms with a limit on attacks, measured against the reference time."""
    baseline = {"of_baseline": share, **TIME, **(more or {})}
    per = {"per": limit.pop("per")} if "per" in limit else {}
    return terms(calm={"limit": {"of": "attack", "at_most": baseline, **limit}, **per})


def many(count: int, start: datetime) -> list[Fields]:
    """Return so many attacks, an hour apart."""
    return [row for n in range(count) for row in attack(start + n * HOUR)]


def judged(
    rows: Sequence[Fields], agreement: Agreement, at: datetime, account: str | None = None
) -> Sequence[DayVerdict]:
    """Judge rows that are known before anything is asked."""
    TABLES.load(record(*rows))
    return evaluate(agreement, TABLES, at, LATER, account=account).of("calm").days


def one_day(rows: Sequence[Fields], agreement: Agreement) -> tuple[str, str]:
    """Return the verdict and cause of the first day."""
    day = judged(rows, agreement, START + DAY)[0]
    return day.verdict.value, day.cause.value


@pytest.mark.parametrize(
    ("then", "share", "now", "expected"),
    [
        (8, "100 %", 2, "kept"),
        (8, "100 %", 3, "breached"),
        (7, "100 %", 1, "kept"),
        (7, "100 %", 2, "breached"),
        (8, "149.9 %", 3, "breached"),
        (8, "150 %", 3, "kept"),
        (8, "49.9 %", 1, "breached"),
        (8, "50 %", 1, "kept"),
        (8, "0 %", 0, "kept"),
        (8, "0 %", 1, "breached"),
        (0, "100 %", 0, "kept"),
        (0, "100 %", 1, "breached"),
    ],
)
def test_a_share_of_the_mean_per_day(then: int, share: str, now: int, expected: str) -> None:
    """Eight in four days are two a day; a share that is just short of a whole one is not one."""
    rows = [WATCHED, *many(then, BEFORE), *many(now, START)]

    assert one_day(rows, measured(share))[0] == expected


def test_a_window_of_days_has_so_many_times_the_mean_and_fewer_where_it_is_cut() -> None:
    """One and three quarters a day: in three days five, on the first day of all one."""
    rows = [WATCHED, *many(7, BEFORE), *many(2, START), *many(1, START + DAY)]
    rows += [*many(2, START + 2 * DAY), *many(2, START + 3 * DAY)]

    days = judged(rows, measured(each="3 days"), START + 4 * DAY)

    assert [day.verdict.value[0] for day in days] == ["b", "k", "k", "k"]
    assert [day.allowed for day in days] == [
        Allowed(Fraction(7 * n, 4), Fraction(7 * n, 4)) for n in (1, 2, 3, 3)
    ]


@pytest.mark.parametrize(
    ("when", "counts"),
    [
        (BEFORE - TICK, False),
        (BEFORE, True),
        (BEFORE + 4 * DAY - TICK, True),
        (BEFORE + 4 * DAY, False),
    ],
)
def test_both_ends_of_the_reference_time(when: datetime, counts: bool) -> None:  # noqa: FBT001
    """Its first instant is in it, its end is not."""
    rows = [WATCHED, *attack(when), *many(1, START)]

    assert one_day(rows, measured("400 %"))[0] == ("kept" if counts else "breached")


@pytest.mark.parametrize(
    ("unwatched", "known"),
    [
        (BEFORE - TICK, True),
        (BEFORE, False),
        (BEFORE + 4 * DAY - TICK, False),
        (BEFORE + 4 * DAY, True),
    ],
)
def test_without_a_watch_over_all_of_it_there_is_no_baseline(
    unwatched: datetime,
    known: bool,  # noqa: FBT001
) -> None:
    """One unwatched instant of that time is enough; then nothing is kept, and nothing broken."""
    seen = [watch(BEFORE - DAY, unwatched), watch(unwatched + TICK, START + 9 * DAY)]
    for now, expected in ((0, "kept"), (9, "breached")):
        found = one_day([*seen, *many(8, BEFORE), *many(now, START)], measured())
        assert found == ((expected, "within" if not now else "exceeded") if known else NO_BASELINE)


NO_BASELINE = ("undetermined", "no_baseline")


def test_no_policy_speaks_without_a_baseline() -> None:
    """Neither doubt nor time that nobody watched makes a breach of what has no measure."""
    agreement = measured()
    policy = agreement.evidence.model_copy(
        update={"doubt": Doubt.BREAKS, "unobserved": Unobserved.BREAKS}
    )
    agreement = agreement.model_copy(update={"evidence": policy})

    assert one_day([report(START)], agreement) == NO_BASELINE


def test_what_is_in_doubt_then_makes_a_range() -> None:
    """Four certain and four that may be: between one and two a day."""
    then = [row for n in range(4) for row in attack(BEFORE + n * HOUR)]
    then += [report(BEFORE + DAY + n * HOUR, id=f"d{n}") for n in range(4)]
    for now, expected in (
        (1, ("kept", "within")),
        (2, ("undetermined", "open_baseline")),
        (3, ("breached", "exceeded")),
    ):
        assert one_day([WATCHED, *then, *many(now, START)], measured()) == expected
    doubtful = [WATCHED, *then, *many(1, START), report(START + DAY - TICK, id="d9")]
    assert one_day(doubtful, measured()) == ("undetermined", "unconfirmed")


def test_a_span_across_an_end_of_it_may_be_in_it() -> None:
    """It counts for the most, not for the least."""
    rows = [WATCHED, *attack(BEFORE - HOUR, BEFORE + TICK), *many(1, START)]

    assert one_day(rows, measured("400 %")) == ("undetermined", "open_baseline")


def test_its_own_standard_may_be_lower() -> None:
    """What one source alone told then is taken as certain where the terms say so."""
    then = [report(BEFORE + n * HOUR, id=f"d{n}") for n in range(4)]
    rows = [WATCHED, *then, *many(1, START)]

    assert one_day(rows, measured()) == ("undetermined", "open_baseline")
    assert one_day(rows, measured(more={"standard": "reported"})) == ("kept", "within")


def test_people_without_a_figure_leave_the_most_open() -> None:
    """Nothing is broken where that time has no upper figure; what is kept at the least is kept."""
    then = attack(BEFORE, killed={"low": 4})
    for killed, expected in ((1, "kept"), (2, "undetermined"), (99, "undetermined")):
        now = attack(START, killed={"low": killed, "high": killed})
        assert one_day([WATCHED, *then, *now], measured(measure="killed"))[0] == expected


def test_each_area_is_measured_against_itself() -> None:
    """The north had eight then and the south none."""
    rows = [WATCHED, *many(8, BEFORE), *many(1, START)]
    rows += attack(START + 9 * HOUR, pcodes=("SY1201",))
    TABLES.load(record(*rows))
    found = evaluate(measured(per="area"), TABLES, START + DAY, LATER)

    assert found.of("calm", "north").verdict.value == "kept"
    assert found.of("calm", "south").verdict.value == "breached"


def test_rosters_are_those_of_the_time() -> None:
    """Who was no party yet in the reference time is not counted in it."""
    rows = [WATCHED, *many(8, BEFORE), *many(2, START)]
    for since, expected in (("2016-09-01", "kept"), ("2016-09-10", "breached")):
        agreement = measured()
        role = [{"is": "party", "from": since}]
        party = Party.model_validate({"name": "Government", "role": role, "aliases": ["Army"]})
        parties = {**agreement.parties, "government": party}
        assert one_day(rows, agreement.model_copy(update={"parties": parties}))[0] == expected


def test_terms_can_be_written_out_and_read_again() -> None:
    """A baseline stays one."""
    agreement = measured()

    assert Agreement.model_validate(agreement.model_dump(by_alias=True)) == agreement


def test_a_time_that_is_not_over_is_no_baseline_yet() -> None:
    """The first two days as a measure of the later ones; what was said of a day stays so."""
    more = {"from": "2016-09-12T19:00", "until": "2016-09-14T19:00"}
    agreement = measured(more=more)
    rows = [WATCHED, *many(2, START), *many(1, START + 2 * DAY), *many(2, START + 3 * DAY)]

    reads = [(day.verdict.value[0]) for day in judged(rows, agreement, START + 4 * DAY)]

    assert "".join(reads) == "ukkb"
    view = View(agreement, TABLES, START + 4 * DAY, LATER, None)
    for position in range(4):
        then = judged(rows, agreement, START + (position + 1) * DAY)[-1]
        assert level_at_end(view, "calm", None, position).verdict is then.verdict


def test_days_of_that_time_are_those_of_the_clock() -> None:
    """From Thursday to Saturday across the night without an hour are two days, not 47 hours."""
    agreement = measured(more={"from": "2016-03-24", "until": "2016-03-26"})
    assert agreement.conditions["calm"].limit is not None
    baseline = agreement.conditions["calm"].limit.baseline
    assert baseline is not None
    assert baseline.days == 2
    half = measured(more={"from": "2016-03-24T06:00", "until": "2016-03-26"})
    assert half.conditions["calm"].limit is not None
    assert half.conditions["calm"].limit.baseline is not None
    assert half.conditions["calm"].limit.baseline.days == Fraction(7, 4)


def test_a_running_day_is_measured_by_whole_days() -> None:
    """Breached as soon as more than a day's share is certain; never kept."""
    now = START + DAY + 6 * HOUR
    rows = [WATCHED, *many(8, BEFORE)]
    quiet = judged(rows, measured(), now)[-1]
    full = judged([*rows, *many(3, START + DAY)], measured(), now)[-1]

    assert (quiet.verdict.value, quiet.cause.value) == ("undetermined", "running")
    assert (full.verdict.value, full.finished) == ("breached", False)


def test_counts_of_one_source_measure_its_own_counts() -> None:
    """Eight stated for the four days, two for the day; without its count of then, no baseline."""

    def count(start: datetime, end: datetime, value: int) -> Fields:
        window = {"start": start, "end": end}
        said = {"kinds": ("shelling",), "by": ("Army", "Opposition")}
        return {"record": "count", "window": window, "measure": "incidents", "value": value, **said}

    agreement = measured(from_counts="un")
    then = count(BEFORE, BEFORE + 4 * DAY, 8)
    for now, expected in ((2, "kept"), (3, "breached")):
        assert one_day([then, count(START, START + DAY, now)], agreement)[0] == expected
    assert one_day([count(START, START + DAY, 2)], agreement) == NO_BASELINE
    account = judged([then, count(START, START + DAY, 3)], measured(), START + DAY, "un")
    assert account[0].verdict.value == "breached"


def test_a_streak_counts_such_days() -> None:
    """Kept, kept, and none without a baseline."""
    baseline = {"of_baseline": "100 %", **TIME}
    agreement = terms(
        calm={"limit": {"of": "attack", "at_most": baseline}},
        truce={"streak": {"of": "calm", "for": "3 days"}},
    )
    rows = [WATCHED, *many(4, BEFORE), *many(1, START), *many(2, START + DAY)]
    for seen, expected in ((rows, (3, 3)), (rows[1:], (0, 5))):
        TABLES.load(record(*seen))
        found = evaluate(agreement, TABLES, START + 5 * DAY, LATER).of("truce")
        assert found.progress is not None
        assert (found.progress.least, found.progress.most) == expected


def told(rows: Sequence[Fields], agreement: Agreement) -> tuple[Explanation, str]:
    """Return the explanation of the first day, and its text."""
    TABLES.load(record(*rows))
    view = View(agreement, TABLES, START + DAY, LATER, None)
    found = explain(view, "calm", None, None)
    assert found is not None
    lines = explanation(agreement, found, Seen(START + DAY, LATER), OnRecord(START))
    return found, "\n".join(lines)


def test_the_explanation_shows_the_reference_time_and_what_it_allows() -> None:
    """Its window, what was counted in it, and the range of the limit on the day."""
    then = [*many(4, BEFORE), *(report(BEFORE + DAY + n * HOUR, id=f"d{n}") for n in range(3))]
    found, text = told([WATCHED, *then, *many(3, START)], measured())

    assert found.reference is not None
    assert found.reference.window == (BEFORE, BEFORE + 4 * DAY)
    assert found.day is not None
    assert found.day.allowed == Allowed(Fraction(1), Fraction(7, 4))
    assert [item.suffices for item in found.certain] == [True, True, False]
    assert (
        "Measured against 2 Sept 19:00 to 6 Sept 19:00: 4 to 7 in 4 days; 100 % of that is "
        "allowed, day for day. For the days judged that is between 1 and 1.75." in text
    )


def test_no_baseline_is_said_and_drawn_as_such() -> None:
    """Neither calm nor a breach is drawn, however well the day itself was watched."""
    agreement = measured()
    found, text = told([watch(START, START + DAY)], agreement)
    limit = agreement.conditions["calm"].limit

    assert "which nobody watched throughout: no baseline on record" in text
    assert found.day is not None
    assert mark_of(found.day, limit, told=False) is Mark.UNWATCHED
    assert list(settling(agreement, found)) == [
        "A record of who watched the time that it is measured against would give it a baseline."
    ]


def test_a_day_that_is_kept_says_how_many_more_would_break_it() -> None:
    """Three a day are allowed and one is certain: three more are too many, two are not."""
    agreement = measured("150 %")
    found, _ = told([WATCHED, *many(8, BEFORE), *many(1, START)], agreement)
    (more,) = settling(agreement, found)

    assert more.startswith("3 more incidents confirmed in it would make this a confirmed breach")


@given(
    then=st.integers(0, 6),
    open_then=st.integers(0, 3),
    now=st.integers(0, 6),
    open_now=st.integers(0, 3),
    share=st.sampled_from(["25 %", "33.3 %", "100 %", "150 %"]),
)
def test_as_in_every_world(then: int, open_then: int, now: int, open_now: int, share: str) -> None:
    """Kept if it is in every world, broken if it is in every world, else it cannot be said."""
    rows = [WATCHED, *many(then, BEFORE), *many(now, START)]
    rows += [report(BEFORE + DAY + n * HOUR, id=f"t{n}") for n in range(open_then)]
    rows += [report(START + 12 * HOUR + n * HOUR, id=f"n{n}") for n in range(open_now)]
    part = Fraction(share.removesuffix("%").strip()) / 100
    worlds = {
        now + more <= part * (then + extra) / 4
        for more in range(open_now + 1)
        for extra in range(open_then + 1)
    }
    expected = {(True,): "kept", (False,): "breached"}.get(tuple(worlds), "undetermined")

    assert one_day(rows, measured(share))[0] == expected
