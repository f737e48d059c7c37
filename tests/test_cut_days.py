"""The hours before the first whole day and after the last: in force, and no day to be judged."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from engine import TABLES

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.verdict import Cause, Finding, Verdict
from monitor.words import verdicts

ZONE = ZoneInfo("Asia/Damascus")
START, END = datetime(2020, 3, 1, 8, tzinfo=ZONE), datetime(2020, 3, 4, 23, tzinfo=ZONE)
TERMS = Agreement.model_validate(
    {
        "agreement": "made-up",
        "title": "Made up",
        "status": "agreed",
        "calendar": {
            "time_zone": ZONE.key,
            "day_starts": "19:00",
            "from": "2020-03-01T08:00",
            "until": "2020-03-04T23:00",
        },
        "parties": {"north": {"name": "Northland", "role": "party"}},
        "clauses": {"C": {"says": "Made up.", "provenance": "text"}},
        "classes": {"attack": {"any_kind": "shelling"}},
        "conditions": {
            "calm": {"clause": "C", "limit": {"of": "attack", "at_most": 0}},
            "both": {"clause": "C", "all": ["calm"]},
            "grounds": {"clause": "C", "any": [{"not": "calm"}]},
        },
    },
    by_alias=True,
    by_name=False,
)


def at(moment: datetime) -> dict[str, Finding]:
    """Return the findings of a moment, on an empty record."""
    TABLES.load([])
    found = evaluate(TERMS, TABLES, moment, moment).findings
    return {finding.condition: finding for finding in found}


@pytest.mark.parametrize(
    ("moment", "verdict", "cause"),
    [
        (START - timedelta(minutes=1), Verdict.NOT_IN_FORCE, Cause.NOT_BEGUN),
        (START, Verdict.NOT_YET, Cause.NO_DAY),
        (datetime(2020, 3, 1, 19, tzinfo=ZONE), Verdict.NOT_YET, Cause.NO_DAY),
        (datetime(2020, 3, 1, 19, 1, tzinfo=ZONE), Verdict.UNDETERMINED, Cause.UNWATCHED),
        (datetime(2020, 3, 4, 19, tzinfo=ZONE), Verdict.UNDETERMINED, Cause.UNWATCHED),
        (datetime(2020, 3, 4, 19, 1, tzinfo=ZONE), Verdict.NOT_YET, Cause.NO_DAY),
        (END, Verdict.NOT_YET, Cause.NO_DAY),
        (END + timedelta(minutes=1), Verdict.NOT_IN_FORCE, Cause.NOT_IN_FORCE),
    ],
)
def test_a_limit_without_a_day_says_so(moment: datetime, verdict: Verdict, cause: Cause) -> None:
    """Of an agreement in force nothing says that it has not begun, also not below a gate."""
    found = at(moment)
    calm, both = found["calm"], found["both"]

    assert (calm.verdict, calm.cause) == (verdict, cause)
    assert verdicts.CAUSES[Cause.NO_DAY] != verdicts.CAUSES[Cause.NOT_BEGUN]
    read = [(member.verdict, member.cause) for member in both.members]
    assert read == ([] if verdict is Verdict.NOT_IN_FORCE else [(verdict, cause)])


@pytest.mark.parametrize(
    "moment",
    [START, datetime(2020, 3, 1, 19, tzinfo=ZONE), datetime(2020, 3, 4, 19, 1, tzinfo=ZONE), END],
)
def test_where_no_day_is_judged_a_gate_knows_nothing(moment: datetime) -> None:
    """That no day has been judged is no sign that it was not kept: it makes no `not` true."""
    found = at(moment)

    assert found["calm"].cause is Cause.NO_DAY
    for gate in ("both", "grounds"):
        assert (found[gate].verdict, found[gate].cause) == (
            Verdict.UNDETERMINED,
            Cause.OPEN_MEMBERS,
        )
