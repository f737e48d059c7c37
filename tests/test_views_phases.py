"""Phases, gates, decisions and terms in words: what is said of each state, and nothing more."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import (
    ALL_NAMED,
    Cause,
    Evaluation,
    Finding,
    Member,
    PhaseState,
    Standing,
    Verdict,
)
from monitor.incidents.record import Attestation, Decision
from monitor.incidents.span import Span
from monitor.views.conclusions import Concluding
from monitor.views.duties import act_rows, parts_of
from monitor.views.onrecord import OnRecord
from monitor.views.standings import phase_lines

UTC_ZONE = ZoneInfo("UTC")

START = datetime(2020, 1, 1, 19, tzinfo=UTC)
HOUR = timedelta(hours=1)
AT = START + 50 * HOUR
TERMS = Agreement.model_validate(
    {
        "agreement": "made-up",
        "title": "Made up",
        "status": "agreed",
        "calendar": {"time_zone": "UTC", "day_starts": "19:00", "from": "2020-01-01T19:00"},
        "parties": {
            "north": {"name": "Northland", "role": "party"},
            "south": {"name": "Southland", "role": "party"},
        },
        "clauses": {"C": {"says": "Made up.", "provenance": "text"}},
        "classes": {"attack": {"any_kind": "shelling"}},
        "conditions": {
            "calm": {"title": "Calm", "clause": "C", "limit": {"of": "attack", "at_most": "0"}},
            "agreed_on": {
                "title": "Both content",
                "clause": "C",
                "decided": {"what": "content", "by": ["north", "south"]},
            },
            "aid": {
                "title": "Aid arrives",
                "clause": "C",
                "by": {"attested": "arrived", "within": "24 hours", "of": {"attested": "left"}},
            },
            "ready": {"title": "Ready", "clause": "C", "all": ["calm", "agreed_on", "aid"]},
            "either": {"title": "Either", "clause": "C", "any": ["calm", {"not": "aid"}]},
            "grounds": {
                "title": "Grounds",
                "clause": "C",
                "any": [{"not": "calm"}, {"not": "aid"}],
            },
        },
        "phases": {
            "truce": {"title": "Truce", "opens": {"at": "calendar.from", "by": ["north", "south"]}},
            "talks": {"title": "Talks", "opens": {"when": "ready", "by": ["north", "south"]}},
        },
    },
    by_alias=True,
    by_name=False,
)


def evaluation(*findings: Finding, phases: tuple[Standing, ...] = ()) -> Evaluation:
    """Return an evaluation two days after the start."""
    return Evaluation("made-up", AT, AT, None, None, True, None, findings, phases)  # noqa: FBT003


def line(phase: str, *standings: Standing, ready: Verdict = Verdict.NOT_YET) -> str:
    """Return the line of a phase."""
    found = Finding("ready", None, ready, Cause.WAITING)
    [told] = [
        one for one in phase_lines(TERMS, evaluation(found, phases=standings)) if one.phase == phase
    ]
    return told.text


def stands(
    state: PhaseState, hours: int | None = 10, holder: str = ALL_NAMED, **more: object
) -> Standing:
    """Return a standing of the truce, since so many hours after the start."""
    since = None if hours is None else (START + hours * HOUR, START + hours * HOUR)
    return Standing("truce", holder, state, since=since, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("standing", "text"),
    [
        (stands(PhaseState.NOT_DUE, None), "not due"),
        (
            stands(PhaseState.DUE, waiting_for=("north", "south")),
            "due: conditions met, awaiting a decision by Northland and Southland",
        ),
        (stands(PhaseState.OPEN), "open, since 2 Jan 05:00"),
        (
            stands(PhaseState.OPEN, until=START + 72 * HOUR),
            "open, since 2 Jan 05:00; runs out 4 Jan 19:00 unless renewed",
        ),
        (
            stands(PhaseState.RENEWED, until=START + 72 * HOUR),
            "renewed, since 2 Jan 05:00; runs out 4 Jan 19:00 unless renewed",
        ),
        (
            stands(PhaseState.UNRENEWED),
            "continues without a recorded renewal since 2 Jan 05:00 (40 h)",
        ),
        (stands(PhaseState.LAPSED), "lapsed since 2 Jan 05:00 (40 h)"),
        (stands(PhaseState.CLOSED), "closed since 2 Jan 05:00 (40 h)"),
        (
            stands(PhaseState.UNDETERMINED, None, doubts=("desk/a",)),
            "cannot be established; it hangs on when this was: desk/a",
        ),
        (
            stands(PhaseState.OPEN, provisional_until=START + 96 * HOUR),
            "open, since 2 Jan 05:00; provisional until 5 Jan 19:00",
        ),
    ],
)
def test_each_state_has_its_sentence(standing: Standing, text: str) -> None:
    """Since when, how long, until when, on whom it waits, what it hangs on."""
    assert line("truce", standing) == text


def test_parties_are_named_where_they_differ() -> None:
    """For all named together first; each party only where it is not the same for all."""
    north = stands(PhaseState.OPEN, 10, "north")
    south = stands(PhaseState.DUE, 0, "south")
    together = stands(PhaseState.DUE, 0, waiting_for=("south",))

    assert line("truce", north, south, together) == (
        "due: conditions met, awaiting a decision by Southland "
        "(Northland: open, since 2 Jan 05:00; "
        "Southland: due: conditions met, awaiting a decision since 1 Jan 19:00 (50 h))"
    )
    same = (stands(PhaseState.OPEN, 10, "north"), stands(PhaseState.OPEN, 10, "south"))
    assert line("truce", *same, stands(PhaseState.OPEN)) == "open, since 2 Jan 05:00"


@pytest.mark.parametrize(
    ("ready", "text"),
    [
        (Verdict.NOT_YET, "not due; its conditions are not met yet"),
        (Verdict.BREACHED, "not due; its conditions are not met"),
    ],
)
def test_a_phase_that_waits_says_how_its_conditions_stand(ready: Verdict, text: str) -> None:
    """What would make it due is said in the same line."""
    waiting = Standing("talks", ALL_NAMED, PhaseState.NOT_DUE)

    assert line("talks", waiting, ready=ready) == text


def concluded(found: Finding, *acts: Attestation | Decision) -> tuple[str, str, bool]:
    """Return glyph, text and certainty of the line on one finding."""
    record = OnRecord(
        AT,
        decisions=tuple(act for act in acts if isinstance(act, Decision)),
        attestations=tuple(act for act in acts if isinstance(act, Attestation)),
    )
    [one] = Concluding(TERMS, evaluation(found), (), record).all()
    return one.glyph, one.text, one.certain


def word(what: str, hour: int) -> Attestation:
    """Return an attestation that something was so at an hour."""
    moment = START + hour * HOUR
    return Attestation(
        id=what,
        source="desk",
        agreement="made-up",
        by="Office",
        what=what,
        holds=True,
        during=Span(start=moment, end=moment),
    )


LEFT, ARRIVED = word("left", 2), word("arrived", 20)
DUE = START + 26 * HOUR


@pytest.mark.parametrize(
    ("found", "acts", "said"),
    [
        (
            Finding("aid", None, Verdict.NOT_YET, Cause.NO_ANCHOR),
            (),
            ("–", "“arrived”: “left” is not on record, so nothing is due yet", True),
        ),
        (
            Finding(
                "aid",
                None,
                Verdict.BREACHED,
                Cause.NONE_IN_TIME,
                deadline=DUE,
                rests_on=("desk/left",),
            ),
            (LEFT,),
            (
                "×",
                (
                    "“arrived”: none recorded. It was due by 2 Jan 21:00, 24 h ago; "
                    "24 hours from “left”, 1 Jan 21:00"
                ),
                True,
            ),
        ),
        (
            Finding(
                "aid",
                None,
                Verdict.KEPT,
                Cause.IN_TIME,
                deadline=DUE,
                rests_on=("desk/left", "desk/arrived"),
            ),
            (LEFT, ARRIVED),
            ("✓", "“arrived” is on record in time (2 Jan 15:00)", True),
        ),
        (
            Finding("aid", None, Verdict.UNDETERMINED, Cause.ORDER, rests_on=("desk/left",)),
            (LEFT,),
            (
                "?",
                (
                    "whether “arrived” came in time hangs on hours that nobody stated; "
                    "24 hours from “left”, 1 Jan 21:00"
                ),
                False,
            ),
        ),
        (
            Finding(
                "agreed_on",
                None,
                Verdict.NOT_YET,
                Cause.NOT_DECIDED,
                decided=(("north", Cause.DECIDED), ("south", Cause.NOT_DECIDED)),
            ),
            (),
            ("–", "not yet; “content”: Northland decided and Southland none recorded", True),
        ),
    ],
)
def test_duties_in_one_line(
    found: Finding, acts: tuple[Attestation, ...], said: tuple[str, str, bool]
) -> None:
    """None recorded, never "none"; what it is counted from, and since when it is overdue."""
    assert concluded(found, *acts) == said


MEMBERS = (
    Member("calm", None, None, Verdict.UNDETERMINED, Cause.UNWATCHED),
    Member("agreed_on", None, truth=False, verdict=Verdict.NOT_YET, cause=Cause.NOT_DECIDED),
    Member("aid", None, truth=False, verdict=Verdict.BREACHED, cause=Cause.NONE_IN_TIME),
)


def test_a_gate_leads_with_what_is_certain() -> None:
    """What is not met decides and comes first, the rest is folded behind it."""
    found = Finding("ready", None, Verdict.BREACHED, Cause.FAILED, members=MEMBERS)

    assert concluded(found) == (
        "×",
        "not met: “Aid arrives”; not met yet: “Both content”; cannot be established: “Calm”",
        True,
    )
    assert [(part.title, part.says) for part in parts_of(TERMS, found)] == [
        ("Aid arrives", "not met: none on record in time"),
        ("Both content", "not met yet: no decision of all who have to is on record"),
        ("Calm", "cannot be established: nobody was watching everything that has to be watched"),
    ]


def test_any_other_gate_says_what_it_comes_to() -> None:
    """One of several met is enough: then what is not met must not read as a verdict."""
    inner = Member(
        None,
        None,
        truth=True,
        verdict=Verdict.KEPT,
        cause=Cause.ALL_TRUE,
        members=(MEMBERS[2],),
    )
    found = Finding("either", None, Verdict.KEPT, Cause.ALL_TRUE, members=(MEMBERS[0], inner))

    assert concluded(found) == (
        "✓",
        "met; cannot be established: “Calm”; met: not “Aid arrives”",
        True,
    )
    assert [(part.title, part.says, part.depth) for part in parts_of(TERMS, found)] == [
        (
            "Calm",
            "cannot be established: nobody was watching everything that has to be watched",
            0,
        ),
        ("not so that", "met", 0),
        ("Aid arrives", "not met: none on record in time", 1),
    ]


def test_a_gate_that_only_denies_is_told_by_what_it_denies() -> None:
    """One ground is enough: the condition that is not met leads, with no "not" before it."""
    denied = tuple(
        Member(None, None, truth, verdict, Cause.FAILED, (MEMBERS[at],))
        for at, truth, verdict in ((0, None, Verdict.UNDETERMINED), (2, True, Verdict.KEPT))
    )
    found = Finding("grounds", None, Verdict.KEPT, Cause.ALL_TRUE, members=denied)

    assert concluded(found)[1] == "met; not met: “Aid arrives”; cannot be established: “Calm”"


def test_a_gate_that_was_not_asked_has_no_parts() -> None:
    """Out of force no member is judged: nothing is said of them, and nothing fails."""
    found = Finding("either", None, Verdict.NOT_IN_FORCE, Cause.NOT_IN_FORCE)

    assert list(parts_of(TERMS, found)) == []
    assert concluded(found)[1:] == ("the agreement is not in force", True)


def test_acts_are_listed_with_source_and_publication() -> None:
    """Each decision and attestation once, oldest first, as it was told."""
    extended = Decision(
        id="x",
        source="desk",
        agreement="made-up",
        by="Northland",
        what="extended",
        effective=Span(start=START, end=START),
        until=START + 48 * HOUR,
        published_at=START,
    )
    record = OnRecord(AT, decisions=(extended,), attestations=(LEFT,))

    rows = list(act_rows(TERMS, record, ("desk/left", "desk/x")))

    assert [(row.who, row.what, row.record) for row in rows] == [
        ("Northland", "decides: extended, until 3 Jan 19:00", "desk/x"),
        ("Office", "attests: left", "desk/left"),
    ]
    assert rows[0].published == "1 Jan 19:00"


def test_an_act_under_another_agreement_is_named_with_it() -> None:
    """Beside what it decides or attests stands under which agreement that was recorded."""
    acts = [LEFT.model_copy(update={"id": f"l{n}", "holds": n == 0}) for n in range(2)]
    acts = [act.model_copy(update={"agreement": "earlier"}) for act in acts]
    record = OnRecord(AT, attestations=tuple(acts))

    rows = act_rows(TERMS, record, [act.key for act in acts])

    told = ["attests: left (under earlier)", "attests that not: left (under earlier)"]
    assert [row.what for row in rows] == told
