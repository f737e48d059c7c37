"""An account tells of no day before its source first spoke: the three readings of the rules agree.

Made up: the centre first publishes on day 3, and is silent of earlier days.
"""

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.check.check import check_finding
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.grounding import grounds
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View
from tests.engine import TABLES, engine_verdicts
from tests.naive.naive import verdicts
from tests.naive.small import CALM, DAY, HOUR, LATER, START, Fields, agreement, record

TERMS = agreement({"calm": CALM, "week": {"streak": {"of": "calm", "for": "3 days"}}}, {})
AT = START + 8 * DAY
"""The end of day 7."""


def word(key: str, hours: float) -> Fields:
    """A statement of the centre, published so many hours after the start; it tells of nothing."""
    when = START + hours * HOUR
    return {
        "record": "statement",
        "id": key,
        "source": "centre",
        "actor": "centre",
        "says": "claims",
        "made": {"start": when, "end": when},
        "published_at": when,
    }


def profile(**fields: object) -> Fields:
    """The profile of the centre."""
    given: Fields = {"record": "source_profile", "id": "centre", "name": "C", "time_zone": "UTC"}
    return given | {"strength": "can_report"} | fields


FIRST, LAST = word("first", 84), word("last", 7 * 24)


def read(*rows: Fields) -> list[str]:
    """What each ended day of the centre's account reads, and what it comes to in a row.

    The second evaluator reads the same, and the checker refuses nothing.
    """
    told = record(*rows)
    TABLES.load(told)
    found = evaluate(TERMS, TABLES, AT, LATER, account="centre")
    grounded = grounds(View(TERMS, TABLES, AT, LATER, "centre"))
    assert [
        reason for one in found.findings for reason in check_finding(one, grounded).reasons
    ] == []
    second = verdicts(TERMS, told, AT, LATER, "centre")
    assert second == engine_verdicts(TERMS, told, AT, LATER, "centre")
    days = "".join(day.verdict.value[0] for day in found.of("calm").days)
    progress = found.of("week").progress
    assert progress is not None
    return [days, f"{progress.least} to {progress.most}"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], ["uuuuuuuu", "0 to 8"], id="it never spoke"),
        pytest.param([FIRST], ["uuuuuuuu", "0 to 8"], id="it spoke once"),
        pytest.param([FIRST, LAST], ["uuuukkku", "0 to 8"], id="from its first day to its last"),
        pytest.param([word("0", 0), LAST], ["kkkkkkku", "0 to 8"], id="from the beginning"),
        pytest.param([FIRST, LAST, profile(kinds=["arrest"])], ["uuuuuuuu", "0 to 8"], id="kinds"),
        pytest.param([FIRST, LAST, profile(areas=["SY02"])], ["uuuuuuuu", "0 to 8"], id="areas"),
        pytest.param([FIRST, LAST, profile(sides=["army"])], ["uuuuuuuu", "0 to 8"], id="sides"),
        pytest.param([FIRST, LAST, profile(strength="none")], ["uuuuuuuu", "0 to 8"], id="nothing"),
    ],
)
def test_an_account_is_silent_of_what_its_source_never_told(
    rows: list[Fields], expected: list[str]
) -> None:
    """Its quiet days begin on the day of its first word, and are those of its own subject."""
    assert read(*rows) == expected


VOUCHING = agreement(
    {"calm": CALM, "counted": {"limit": {**CALM["limit"], "from_counts": "centre"}}}, {}
)
"""A rule that takes what the centre counts for attacks."""


def counted(value: int, **stated: object) -> Fields:
    """The centre counts so many on day 4; what it leaves unstated is not known."""
    window = {"start": START + 4 * DAY, "end": START + 5 * DAY}
    fields = {"record": "count", "id": "n", "source": "centre", "measure": "incidents"}
    return {**fields, "window": window, "value": value, "published_at": START + 5 * DAY} | stated


FULL: Fields = {"kinds": ["shelling"], "by": ["army"], "against": ["opposition"]}


@pytest.mark.parametrize(
    ("terms", "stated", "day"),
    [
        pytest.param(TERMS, counted(2), "u", id="of unknown kind: it may count none, or all"),
        pytest.param(TERMS, counted(0), "k", id="none of unknown kind: its reports tell of none"),
        pytest.param(TERMS, counted(2, kinds=["arrest"]), "k", id="of another kind"),
        pytest.param(TERMS, counted(2, **FULL), "b", id="of the class, and nothing unsaid"),
        pytest.param(VOUCHING, counted(2), "b", id="a rule takes it for the class"),
        pytest.param(TERMS, counted(2, measure="killed"), "k", id="it measures something else"),
    ],
)
def test_a_count_of_unknown_kind_bounds_no_class(
    terms: Agreement, stated: Fields, day: str
) -> None:
    """Neither at least nor at most so many of a class are certain, and neither is none."""
    told = record(word("first", 12), LAST, stated)
    TABLES.load(told)
    found = evaluate(terms, TABLES, AT, LATER, account="centre")
    grounded = grounds(View(terms, TABLES, AT, LATER, "centre"))
    refused = [check_finding(one, grounded).reasons for one in found.findings]

    assert [reason for reasons in refused for reason in reasons] == []
    second = verdicts(terms, told, AT, LATER, "centre")
    assert second == engine_verdicts(terms, told, AT, LATER, "centre")
    assert found.of("calm").days[4].verdict.value[0] == day


DEADLY: Fields = {"of": "attack", "measure": "killed", "at_most": 20, "each": "report"}
IN_HOURS: Fields = {
    "calm": CALM,
    "counted": {"limit": {**CALM["limit"], "from_counts": "centre"}},
    "hours": {"streak": {"of": "calm", "for": "168 hours"}},
    "each_report": {
        "limit": {"of": "attack", "measure": "killed", "at_most": 20, "each": "report"}
    },
}
ELAPSED = agreement(IN_HOURS, {})
UNVOUCHED = agreement({name: IN_HOURS[name] for name in ("calm", "hours", "each_report")}, {})
SPOKE = [word("0", 0), LAST]
"""The centre is read as watching all along, to the end of day 7."""


def own(terms: Agreement, *rows: Fields) -> Evaluation:
    """The centre's account at the end of day 6; the other two readings of it agree."""
    at, told = START + 7 * DAY, record(*SPOKE, *rows)
    TABLES.load(told)
    found = evaluate(terms, TABLES, at, LATER, account="centre")
    grounded = grounds(View(terms, TABLES, at, LATER, "centre"))
    refused = [check_finding(one, grounded).reasons for one in found.findings]
    assert [reason for reasons in refused for reason in reasons] == []
    assert verdicts(terms, told, at, LATER, "centre") == engine_verdicts(
        terms, told, at, LATER, "centre"
    )
    return found


def window(first: float, last: float) -> Fields:
    """A window of so many days after the start."""
    return {"window": {"start": START + first * DAY, "end": START + last * DAY}}


@pytest.mark.parametrize(
    ("terms", "rows", "hours"),
    [
        pytest.param(ELAPSED, [], (168, 168), id="nothing is counted"),
        pytest.param(ELAPSED, [counted(2)], (48, 72), id="two on day 4: at its start or its end"),
        pytest.param(ELAPSED, [counted(2, **window(4, 4.5))], (60, 72), id="before its noon"),
        pytest.param(ELAPSED, [counted(0)], (168, 168), id="none on day 4"),
        pytest.param(ELAPSED, [counted(2, kinds=["arrest"])], (168, 168), id="of another kind"),
        pytest.param(UNVOUCHED, [counted(2)], (48, 168), id="of unknown kind: perhaps none of it"),
        pytest.param(UNVOUCHED, [counted(2, **FULL)], (48, 72), id="all is said"),
        pytest.param(ELAPSED, [counted(2, bound="at_most")], (48, 168), id="at most two"),
        pytest.param(
            ELAPSED, [counted(2, **window(-1, 2))], (120, 168), id="begun before the start"
        ),
        pytest.param(ELAPSED, [counted(2, **window(6, 7))], (0, 24), id="it ends as we ask"),
        pytest.param(ELAPSED, [counted(2, **window(6, 8))], (0, 168), id="it ends after we ask"),
        pytest.param(
            UNVOUCHED,
            [counted(2, **window(2, 6)), counted(0, id="m", kinds=["shelling"])],
            (24, 168),
            id="what may hide any is filled up to where none are counted, and no further",
        ),
        pytest.param(
            UNVOUCHED,
            [counted(2, **window(2, 5)), counted(0, id="m", kinds=["shelling"])],
            (72, 168),
            id="what may hide any ends where none are counted",
        ),
    ],
)
def test_hours_in_a_row_of_an_account_are_broken_by_its_own_counts(
    terms: Agreement, rows: list[Fields], hours: tuple[int, int]
) -> None:
    """What a source counts ends its own quiet: for certain, or perhaps, as for days in a row."""
    progress = own(terms, *rows).of("hours").progress
    assert progress is not None
    assert (progress.least, progress.most) == hours


DEAD: Fields = {"measure": "killed", "kinds": ["shelling"]}


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        pytest.param([], "k", id="nothing is counted"),
        pytest.param([counted(20, **DEAD)], "k", id="none has more than all together"),
        pytest.param([counted(21, **DEAD)], "u", id="one may have had them all"),
        pytest.param([counted(21, **(DEAD | {"bound": "at_least"}))], "u", id="at least so many"),
        pytest.param([counted(20, **(DEAD | {"bound": "at_least"}))], "u", id="it may be more"),
        pytest.param([counted(21)], "k", id="it measures something else"),
    ],
)
def test_one_incident_of_an_account_may_have_all_that_is_counted(
    rows: list[Fields], day: str
) -> None:
    """A sum says nothing of a single incident from below, and bounds it from above."""
    assert own(ELAPSED, *rows).of("each_report").days[4].verdict.value[0] == day
