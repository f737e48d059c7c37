"""Notices and permissions by the real engine: every boundary, scopes, accounts of what must hold.

Made-up flights: `left` needs notice or permission; hours are counted from the start of day 0.
"""

from datetime import datetime, timedelta

import pytest

from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.levels import truth_at_end
from monitor.evaluation.owed import Owed
from monitor.evaluation.verdict import Verdict
from monitor.evaluation.view import View
from tests.attacks import WATCHED
from tests.duty_samples import convoys, days, judged, seen, told
from tests.engine import TABLES
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    attestation,
    decision,
    record,
    report,
    verified,
    watch,
)

NOTICE: Fields = {"notice": {"of": "came", "before": "left", "at_least": "24 hours"}}
WORD: Fields = {
    "notice": {
        "of": {"attested": "announced", "by": ["government"]},
        "before": "left",
        "at_least": "1 day",
    }
}
ANYBODYS: Fields = {
    "notice": {"of": {"attested": "announced"}, "before": "left", "at_least": "1 day"}
}
FLIES = convoys(told=NOTICE, word=WORD, anybodys=ANYBODYS)
SECOND = 1 / 3600


def left(hours: float, key: str = "a", length: float = 0) -> list[Fields]:
    """Something certainly left, so many hours after the start."""
    when = START + hours * HOUR
    return seen("left", key, when, when + length * HOUR)


def came(hours: float, key: str = "b") -> list[Fields]:
    """A notice of it, as an incident."""
    return seen("came", key, START + hours * HOUR)


def word(hours: float) -> Fields:
    """A notice of it, as somebody's word."""
    return attestation("government", "announced", START + hours * HOUR)


NOBODY, KEPT, BROKEN, OPEN = "nobody_asked", "kept", "breached", "open_answers"


@pytest.mark.parametrize(
    ("rows", "reads"),
    [
        pytest.param([], [NOBODY] * 3, id="nothing needed notice"),
        pytest.param(left(30), [NOBODY, BROKEN, NOBODY], id="not announced"),
        pytest.param([*left(30), *came(6)], [NOBODY, KEPT, NOBODY], id="exactly a day before"),
        pytest.param(
            [*left(30), *came(6 + SECOND)], [NOBODY, BROKEN, NOBODY], id="a second too late"
        ),
        pytest.param([*left(1), *came(-50)], [KEPT, NOBODY, NOBODY], id="before the beginning"),
        pytest.param(left(1), [BROKEN, NOBODY, NOBODY], id="no notice before the beginning"),
        pytest.param(left(23, length=2), [OPEN, OPEN, NOBODY], id="across two days"),
        pytest.param(
            [*left(23, length=2), *came(-5)], [OPEN, OPEN, NOBODY], id="announced, but across"
        ),
        pytest.param([told("left", "a", START)], [OPEN, NOBODY, NOBODY], id="not confirmed"),
    ],
)
def test_each_day_of_a_notice(rows: list[Fields], reads: list[str]) -> None:
    """A day is broken by what happened on it without notice, kept by what had it."""
    assert days(judged(FLIES, [WATCHED, *rows], START + 3 * DAY), "told") == reads


def test_a_notice_needs_a_watch_only_where_it_could_have_come() -> None:
    """Without a watch it may have been given; a word of those named that is not there was not."""
    unseen = judged(FLIES, left(30), START + 3 * DAY)
    after = judged(FLIES, [watch(START, START + 7 * HOUR), *left(30)], START + 3 * DAY)

    assert days(unseen, "told") == [NOBODY, OPEN, NOBODY]
    assert days(after, "told") == [NOBODY, BROKEN, NOBODY]
    assert days(unseen, "word") == [NOBODY, BROKEN, NOBODY]
    assert days(judged(FLIES, [word(6), *left(30)], START + 3 * DAY), "word")[1] == KEPT
    assert days(unseen, "anybodys") == [NOBODY, OPEN, NOBODY], "nobody is named who would tell"
    assert days(judged(FLIES, [word(6), *left(30)], START + 3 * DAY), "anybodys")[1] == KEPT
    early = days(judged(FLIES, left(20), START + 3 * DAY), "told")
    assert early == [BROKEN, NOBODY, NOBODY], "its notice was due before anybody could watch"


def test_the_running_day_of_a_notice() -> None:
    """It is broken at once, and not kept before its end."""
    TABLES.load(record(WATCHED, *came(0), *left(30), *left(40, "c")))

    def says(hours: float) -> tuple[str, str]:
        found = evaluate(FLIES, TABLES, START + hours * HOUR, LATER).of("told")
        return found.verdict.value, found.cause.value

    assert says(30) == ("undetermined", "nobody_asked")
    assert says(31) == ("undetermined", "running")
    assert says(48) == ("kept", "noticed")
    TABLES.load(record(WATCHED, *left(30)))
    assert says(31) == ("breached", "unnoticed")


SIGNED: Fields = {"decided": {"what": "permit", "by": ["government"]}}


def needing(holds: object, **more: Fields) -> Fields:
    """Return what something that leaves needs."""
    return {"only_if": {"of": "left", "holds": holds}, **more}


def permit(hours: float, word: str = "permit", **fields: object) -> Fields:
    """The government's permit, or what takes it back."""
    return decision("government", word, START + hours * HOUR) | fields


@pytest.mark.parametrize(
    "holds",
    [
        pytest.param("signed", id="a condition"),
        pytest.param({"decided": "permit", "by": ["government"]}, id="a decision"),
        pytest.param({"all": ["signed", {"not": {"not": "signed"}}]}, id="a gate"),
        pytest.param({"at_least": {"count": 1, "of": ["signed", "never"]}}, id="one of two"),
        pytest.param({"any": ["never", "both"]}, id="a gate that is a condition"),
    ],
)
@pytest.mark.parametrize(
    ("rows", "reads"),
    [
        pytest.param([], BROKEN, id="never permitted"),
        pytest.param([permit(10)], KEPT, id="permitted at the same instant"),
        pytest.param([permit(10 + SECOND)], BROKEN, id="a second too late"),
        pytest.param([permit(5), permit(10, "permit_withdrawn")], BROKEN, id="taken back"),
        pytest.param([permit(10), permit(10, "permit_withdrawn")], BROKEN, id="both at once"),
        pytest.param([permit(5), permit(11, "permit_withdrawn")], KEPT, id="taken back later"),
        pytest.param([permit(5, until=START + 10 * HOUR)], BROKEN, id="run out"),
        pytest.param([permit(5, until=START + 11 * HOUR)], KEPT, id="not run out yet"),
        pytest.param([decision("opposition", "permit", START)], BROKEN, id="another's"),
        pytest.param(
            [decision("government", "permit", START + 9 * HOUR, START + 11 * HOUR)],
            OPEN,
            id="in an order that is open",
        ),
    ],
)
def test_permitted_at_that_instant(rows: list[Fields], reads: str, holds: object) -> None:
    """What left at hour 10 was permitted by what was in force then, however that is asked for."""
    terms = convoys(
        goes=needing(holds),
        signed=SIGNED,
        never={"decided": {"what": "never", "by": ["government"]}},
        both={"all": ["signed"]},
    )

    found = judged(terms, [*left(10), *rows], START + DAY)

    assert days(found, "goes") == [reads]
    states = {KEPT: Owed.MET, BROKEN: Owed.OVERDUE, OPEN: Owed.UNDETERMINED}
    assert found.of("goes").obligations[0].state is states[reads]


def test_nothing_needed_permission() -> None:
    """Without anything that needs it a day is open: nobody asked."""
    found = judged(convoys(goes=needing("signed"), signed=SIGNED), [WATCHED], START + DAY)

    assert days(found, "goes") == [NOBODY]


def test_a_span_is_permitted_throughout_or_not_at_all() -> None:
    """Where it was permitted for a part of the time in which it happened, it is open."""
    terms = convoys(goes=needing("signed"), signed=SIGNED)

    def says(*rows: Fields) -> str:
        found = judged(terms, [*left(10, length=4), *rows], START + DAY)
        return days(found, "goes")[0]

    assert says() == BROKEN
    assert says(permit(10)) == KEPT
    assert says(permit(12)) == OPEN
    assert says(permit(9), permit(11, "permit_withdrawn"), permit(12)) == OPEN
    assert says(permit(9, until=START + 13 * HOUR)) == OPEN


def test_of_a_daily_condition_the_day_counts() -> None:
    """What left on a calm day was permitted, also before the attack of the next day."""
    terms = convoys(
        calm=CALM,
        goes=needing("calm"),
        week={"streak": {"of": "calm", "for": "1 day"}},
        later=needing("week"),
    )
    raw = terms.model_dump(by_alias=True, mode="json", exclude_none=True)
    raw["classes"]["attack"] = {"any_kind": ["shelling"]}
    terms = type(terms).model_validate(raw)
    attack = [report(START + 30 * HOUR, id="x"), {**verified("un/x"), "id": "vx"}]

    found = judged(
        terms, [WATCHED, *attack, *left(20), *left(28, "c"), *left(50, "d")], START + 3 * DAY
    )

    assert days(found, "goes") == [KEPT, BROKEN, KEPT]
    assert [one.state for one in found.of("later").obligations] == [
        *[Owed.OVERDUE, Owed.MET, Owed.OVERDUE],
    ]
    running = judged(terms, [WATCHED, *left(20)], START + 21 * HOUR).of("goes")
    assert running.obligations[0].state is Owed.UNDETERMINED


def test_somebodys_word_at_that_instant() -> None:
    """The newest word then, however old; none is none, and a later denial does not reach back."""
    terms = convoys(goes=needing({"attested": "safe", "by": ["un"]}))

    def says(*rows: Fields) -> str:
        return days(judged(terms, [*left(10), *rows], START + DAY), "goes")[0]

    def safe(hours: float, by: str = "un", **more: object) -> Fields:
        return attestation(by, "safe", START + hours * HOUR) | more

    assert says() == BROKEN
    assert says(safe(10)) == KEPT
    assert says(safe(-900)) == KEPT
    assert says(safe(10 + SECOND)) == BROKEN
    assert says(safe(5), safe(6, holds=False)) == BROKEN
    assert says(safe(5), safe(11, holds=False)) == KEPT
    assert says(safe(5, by="government")) == BROKEN


def test_per_party_each_answers_for_its_own() -> None:
    """What the army flew breaks its own day, and nobody else's."""
    terms = convoys(goes={**needing("signed"), "per": "party"}, signed=SIGNED)

    found = judged(terms, left(10), START + DAY)

    assert days(found, "goes", "government") == [BROKEN]
    assert days(found, "goes", "opposition") == [NOBODY]


def test_a_past_day_reads_as_it_did_at_its_end() -> None:
    """Notices and permissions as well as answers are read off one evaluation."""
    terms = convoys(told=NOTICE, goes=needing("signed"), signed=SIGNED)
    TABLES.load(record(WATCHED, *left(10), *left(40, "c"), *came(12), permit(20)))
    view = View(terms, TABLES, START + 3 * DAY, LATER, None)

    for name in ("told", "goes"):
        assert [truth_at_end(view, name, day) for day in range(3)] == [False, True, None]
        for day in range(3):
            then = evaluate(terms, TABLES, view.days[day].end, LATER).of(name).verdict
            assert then is [Verdict.BREACHED, Verdict.KEPT, Verdict.UNDETERMINED][day]


def test_what_a_breach_of_permission_rests_on() -> None:
    """The incident of the day, marked, with how it stands."""
    terms = convoys(goes=needing("signed"), signed=SIGNED)
    TABLES.load(record(WATCHED, *left(10), *left(40, "c"), permit(20)))
    view = View(terms, TABLES, START + 2 * DAY, LATER, None)

    told = explain(view, "goes", None, view.days[0])

    assert told is not None
    assert [(e.incident.id, e.suffices) for e in told.evidence] == [("un/a", True)]
    assert [one.state for one in told.obligations] == [Owed.OVERDUE]


def at(hours: float) -> datetime:
    """An instant so many hours after the start."""
    return START + timedelta(hours=hours)


def test_one_tick_decides() -> None:
    """A permit a tick after is none, and so is one that ran out at the very instant."""
    terms = convoys(goes=needing("signed"), signed=SIGNED)
    for moved, reads in ((-TICK, KEPT), (0 * TICK, KEPT), (TICK, BROKEN)):
        row = decision("government", "permit", at(10) + moved)
        assert days(judged(terms, [*left(10), row], START + DAY), "goes") == [reads]


def ref(value: str) -> dict[str, object]:
    """Return the flight that a record refers to."""
    return {"references": (f"flight={value}",)}


def test_a_notice_is_of_its_own_flight() -> None:
    """A notice of another flight is none; of no flight it may be."""
    terms = convoys(told={"notice": {**NOTICE["notice"], "match": "flight"}})

    def says(**fields: object) -> str:
        rows = [
            *seen("came", "n", START - DAY, **fields),
            *seen("left", "a", START + HOUR, **ref("7")),
        ]
        return days(judged(terms, [WATCHED, *rows], START + DAY), "told")[0]

    assert [says(**ref("7")), says(**ref("8")), says()] == [KEPT, BROKEN, OPEN]


@pytest.mark.parametrize(
    ("rows", "reads"),
    [
        pytest.param([permit(1, **ref("7"))], KEPT, id="its own"),
        pytest.param([permit(1, **ref("8"))], BROKEN, id="another's"),
        pytest.param([permit(1)], OPEN, id="of none in particular"),
        pytest.param([permit(1, **ref("7")), permit(2, "permit_withdrawn")], OPEN, id="or not"),
        pytest.param(
            [permit(1, **ref("7")), permit(2, "permit_withdrawn", **ref("8"))],
            KEPT,
            id="of another",
        ),
        pytest.param([permit(1) for _ in range(9)], OPEN, id="too many to weigh"),
    ],
)
def test_a_permit_is_of_its_own_flight(rows: list[Fields], reads: str) -> None:
    """Acts of the flight count, of another do not; of those of none in particular it is open."""
    needs = needing({"decided": "permit", "by": ["government"]})
    terms = convoys(goes={"only_if": {**needs["only_if"], "match": "flight"}})
    left = seen("left", "a", START + 5 * HOUR, **ref("7"))

    assert days(judged(terms, [*left, *rows], START + DAY), "goes") == [reads]


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        pytest.param([(1, True, "7")], KEPT, id="its own"),
        pytest.param([(1, True, "8")], BROKEN, id="another's"),
        pytest.param([(1, True, "7"), (2, False, "8")], KEPT, id="denied of another"),
        pytest.param([(1, True, "7"), (2, False, "")], OPEN, id="denied of none in particular"),
        pytest.param([(1, True, "7"), (2, True, "")], KEPT, id="said again of none"),
        pytest.param([(1, False, ""), (2, True, "7")], KEPT, id="denied before"),
        pytest.param([(1, True, "")], OPEN, id="of none in particular"),
        pytest.param([(1, False, "")], BROKEN, id="denied, of whatever"),
    ],
)
def test_a_word_is_of_its_own_flight(words: list[tuple[int, bool, str]], reads: str) -> None:
    """The newest word that may be of the flight decides, where all that may agree."""
    needs = needing({"attested": "safe", "by": ["un"]})
    terms = convoys(goes={"only_if": {**needs["only_if"], "match": "flight"}})
    rows = [
        attestation("un", "safe", START + hours * HOUR)
        | {"holds": holds}
        | (ref(flight) if flight else {})
        for hours, holds, flight in words
    ]
    left = seen("left", "a", START + 5 * HOUR, **ref("7"))

    assert days(judged(terms, [*left, *rows], START + DAY), "goes") == [reads]


@pytest.mark.parametrize("flight", ["7", "8", ""])
def test_a_condition_on_acts_is_of_the_flight_too(flight: str) -> None:
    """A permit or a word that a condition asks for counts as one asked for on the spot does."""
    permitted: Fields = {"decided": {"what": "permit", "by": ["government"]}}
    sure: Fields = {"attested": {"what": "safe", "by": ["un"], "fresh_for": "1 day"}}
    about = ref(flight) if flight else {}
    rows = [permit(1, **about), attestation("un", "safe", START + HOUR) | about]
    left = seen("left", "a", START + 5 * HOUR, **ref("7"))

    def reads(name: str) -> str:
        needs = {"only_if": {**needing(name)["only_if"], "match": "flight"}}
        terms = convoys(goes=needs, permitted=permitted, sure=sure)
        return days(judged(terms, [*left, *rows], START + DAY), "goes")[0]

    assert reads("permitted") == {"7": KEPT, "8": BROKEN, "": OPEN}[flight]
    assert reads("sure") == {"7": KEPT, "8": OPEN, "": OPEN}[flight]
