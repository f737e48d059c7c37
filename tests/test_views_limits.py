"""*Why* and *Today* of every kind of limit, of patterns, and of what does not apply yet."""

from collections.abc import Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.view import View
from monitor.views.conclusions import Concluding
from monitor.views.marks import strips
from monitor.views.onrecord import OnRecord
from monitor.views.why import Why, why
from tests.attacks import WATCHED
from tests.engine import TABLES
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    Fields,
    decision,
    record,
    report,
    terms,
    verified,
)

HIT = [report(START + HOUR, id="x"), verified("un/x")]
BASELINE = {"of_baseline": "50 %", "from": "2016-09-02T19:00", "until": "2016-09-06T19:00"}
OFTEN = {"pattern": {"of": "attack", "at_least": "1", "in": "2 days"}, "proposes": "call_a_meeting"}
EFFORTS = {"bound": ["government"], "best_efforts": "true"}
SIGNAL = {"decided": {"what": "go", "by": ["government"]}}


def page(agreement: Agreement, rows: Sequence[Fields], days: int = 1) -> Why:
    """Return the page of the first condition after so many days."""
    at = START + days * DAY
    TABLES.load(record(*rows))
    name = next(iter(agreement.conditions))
    told = explain(View(agreement, TABLES, at, LATER, None), name, None, None)
    official = evaluate(agreement, TABLES, at, LATER)
    assert told is not None
    return why(
        agreement,
        told,
        official,
        OnRecord(at),
        official=official,
        variants={},
        by_reading={},
        by_account={},
    )


@pytest.mark.parametrize(
    ("conditions", "rows", "verdict"),
    [
        (
            {"often": OFTEN},
            [WATCHED, *HIT],
            (
                "Repeated pattern: 1 confirmed within 2 days; "
                "proposes: call a meeting (people decide)."
            ),
        ),
        ({"often": OFTEN}, [WATCHED], "No repeated pattern: none recorded within 2 days."),
        (
            {"fewer": {"limit": {"of": "attack", "at_most": BASELINE}}},
            [],
            (
                "Cannot be established: no baseline on record: the time that it is measured "
                "against was not watched."
            ),
        ),
        (
            {"calm": {**CALM, "once": "signal"}, "signal": SIGNAL},
            [WATCHED, *HIT],
            "Not in force: what it waits for has not come yet.",
        ),
        (
            {"calm": {**CALM, "until": "2016-09-12T19:00:01"}},
            [WATCHED, *HIT],
            "Breach confirmed: more than the limit is confirmed.",
        ),
        (
            {"calm": {**CALM, "from": "2016-09-12T19:00:01"}},
            [WATCHED, *HIT],
            "Not in force: this text was not in force then.",
        ),
        (
            {"go": {**SIGNAL, "from": "2017-01-01"}},
            [decision("government", "go", START)],
            "Not in force: this text was not in force then.",
        ),
        (
            {"calm": {**CALM, **EFFORTS}},
            [WATCHED, *HIT],
            (
                "Fallen short of: more than the limit is confirmed; a question to Government, "
                "and no breach by them."
            ),
        ),
        (
            {"go": {**SIGNAL, **EFFORTS}},
            [
                decision("government", "go", START),
                decision("government", "go_withdrawn", START + HOUR),
            ],
            (
                "Fallen short of; “go”: Government took it back; a question to Government, and "
                "no breach by them."
            ),
        ),
    ],
)
def test_why_says_it_in_its_own_words(
    conditions: dict[str, Fields], rows: list[Fields], verdict: str
) -> None:
    """A pattern is no breach, what does not apply is not judged, efforts put a question."""
    assert page(terms(**conditions), rows).verdict == verdict


def test_why_of_a_pattern_shows_no_mark_and_what_makes_it() -> None:
    """Neither the glyph of calm nor that of a breach; the evidence as of any other count."""
    shown = page(terms(often=OFTEN), [WATCHED, *HIT])

    assert shown.glyph == ""
    assert shown.settles == ()
    assert shown.day.startswith("day 1, 12 Sept 19:00 to 13 Sept 19:00")
    assert "are a repeated pattern" in shown.rule


def test_why_of_a_pattern_in_doubt_says_what_would_settle_it() -> None:
    """How many would have to be confirmed, and that only a watch rules one out."""
    doubtful = page(terms(often=OFTEN), [report(START + HOUR, id="x")])

    assert doubtful.settles == (
        "Confirmation of 1 of the 1 that may count would make it a pattern.",
        "Only a source that certifies quiet for the unwatched time can rule a pattern out.",
    )


def test_why_of_a_baseline_shows_what_it_is_measured_against() -> None:
    """Before it says who watched."""
    agreement = terms(fewer={"limit": {"of": "attack", "at_most": BASELINE}})
    then = [report(START - 9 * DAY, id="t"), verified("un/t")]
    shown = page(agreement, [WATCHED, *then])

    assert shown.watch[0] == (
        "Measured against 2 Sept 19:00 to 6 Sept 19:00: 1 in 4 days; 50 % of that is allowed, "
        "day for day. For the days judged that is 0.12…."
    )
    assert "than 50 % of the mean per day" in shown.rule


def test_today_has_a_line_for_each_and_a_strip_for_what_is_kept_or_broken() -> None:
    """In hours and measured before: strips; a pattern: a line alone; what waits: not in force."""
    agreement = terms(
        hours={"limit": {"of": "attack", "at_most": "0", "each": "48 hours"}},
        fewer={"limit": {"of": "attack", "at_most": BASELINE}},
        often=OFTEN,
        waits={**CALM, "once": "signal"},
        signal=SIGNAL,
    )
    TABLES.load(record(WATCHED, *HIT))
    found = evaluate(agreement, TABLES, START + 2 * DAY, LATER)
    drawn = strips(agreement, found, [])
    lines = Concluding(agreement, found, drawn, OnRecord(START), noted=False).all()
    told = {line.condition: line.text for line in lines}

    assert [strip.condition for strip in drawn] == ["hours", "fewer", "waits"]
    assert told["hours"] == "breach confirmed on all 2 ended days"
    assert told["fewer"] == "breach confirmed on day 1"
    assert told["often"].startswith("repeated pattern: 1 confirmed within 2 days")
    assert told["waits"] == "what it waits for has not come yet"
