"""An account tells of no day before its source first spoke: the three readings of the rules agree.

Made up: the centre first publishes on day 3, and is silent of earlier days.
"""

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.check.check import check_finding
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.grounding import grounds
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
