"""An account tells of no day before its source first spoke: the three readings of the rules agree.

Made up: the centre first publishes on day 3, and is silent of earlier days.
"""

import pytest

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
