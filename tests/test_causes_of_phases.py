"""Which phases a file would move, and which rows do it: the two promises of changes hold of them.

Everything here is synthetic. What is promised is held against the whole tables with each set of
rows, as in `test_causes`, whose record and files are used.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from store_samples import SetClock

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.verdict import ALL_NAMED, PhaseState
from monitor.incidents.cause import Cause
from monitor.incidents.record import Decision, Record
from monitor.incidents.span import Span
from monitor.service.checking import ALWAYS
from monitor.service.previewing import Given, Preview, effect, undoing
from monitor.service.trying import PhaseChange
from monitor.store.store import Store
from monitor.views.adding import phase_effects
from monitor.views.standings import phase_lines
from tests.test_causes import AT, FILES, HOUR, RECORD, all_brought, at, intake, told
from tests.test_causes import TERMS as CONDITIONS

BOTH = ["north", "south"]
TERMS = Agreement.model_validate(
    {
        **CONDITIONS.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "phases": {
            "center": {"opens": {"when": "truce"}},
            "quiet": {"title": "Quiet", "opens": {"when": "calm"}},
            "talks": {
                "opens": {"at": "calendar.from", "by": BOTH, "decided": "satisfied"},
                "renews": {"decided": "other"},
                "unrenewed_after": "48 hours",
                "then": "lapses",
                "closes": {"decided": "ended"},
            },
            "joint": {
                "opens": {"at": "calendar.from", "by": ["south"], "decided": "joint"},
                "closes": {"decided": "closed"},
            },
            "exchange": {"opens": {"when": "satisfied", "by": BOTH, "decided": "other"}},
            "all_ready": {"opens": {"when": "ready", "by": ["north"], "decided": "other"}},
        },
    }
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the record; nothing is stored in it."""
    with Store.open(tmp_path_factory.mktemp("phases") / "store", SetClock(AT)) as opened:
        opened.accept.upload("base.csv", b"base", enumerate(RECORD, 2), actor="tester")
        yield opened


def previewed(store: Store, records: Sequence[Record]) -> Preview:
    """What a file would do."""
    (found,) = effect(store, intake(records), [(TERMS, AT)], Given())
    return found


def lines_with(store: Store, causes: Collection[Cause]) -> dict[str, str]:
    """The line of each phase as *Today* has it, with these rows stored in the whole tables."""
    rows = [(one.line, one.record) for one in causes]
    with store.hypothetical(rows) as trial:
        said = evaluate(TERMS, trial.reading, AT, ALWAYS)
    return {one.phase: one.text for one in phase_lines(TERMS, said)}


def decided(number: int, by: str, what: str, day: int, hour: int = 2) -> Decision:
    """A decision of a party at an hour of a day."""
    when = Span(start=at(day, hour), end=at(day, hour) + HOUR)
    about = {"id": f"d{number}", "source": "desk", "agreement": TERMS.id}
    return Decision.model_validate(about | {"by": by, "what": what, "effective": when})


ACTS = st.builds(
    decided,
    st.integers(0, 9),
    st.sampled_from(["Northland", "Southland"]),
    st.sampled_from(["satisfied", "satisfied", "other", "ended"]),
    st.integers(0, 4),
    st.integers(0, 20),
)
BROUGHT = st.one_of(
    FILES, st.lists(ACTS, min_size=1, max_size=5, unique_by=lambda record: record.key)
)


@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(records=BROUGHT)
def test_the_rows_named_move_a_phase_and_the_others_do_not(
    store: Store, records: list[Record]
) -> None:
    """Every phase whose line would read otherwise is told, both lines, with rows that keep both.

    Stored alone they give the line that the whole file gives; without them it reads as now.
    """
    found = previewed(store, records)
    brought = all_brought(found)
    nothing, everything = lines_with(store, []), lines_with(store, brought)

    moved = {one.condition: one for one in phase_effects(TERMS, found.phases)}
    titles = {name: TERMS.phases[name].title or name.replace("_", " ") for name in TERMS.phases}
    assert {titles[name] for name in nothing if nothing[name] != everything[name]} == {*moved}
    for one in found.phases:
        causes = one.causes
        assert causes
        assert {*causes.rows} <= {*brought}
        rest = [row for row in brought if row not in causes.rows]
        assert lines_with(store, causes.rows)[one.phase] == everything[one.phase]
        assert lines_with(store, rest)[one.phase] == nothing[one.phase]
        assert causes.narrowed or not rest
    for title, told_ in moved.items():
        (name,) = [name for name in titles if titles[name] == title]
        assert (told_.before, told_.after) == (nothing[name], everything[name])


def of(found: Sequence[PhaseChange], phase: str) -> PhaseChange:
    """The one change of a phase."""
    (one,) = [one for one in found if one.phase == phase]
    return one


def states(one: PhaseChange) -> list[PhaseState]:
    """The state for all named together, before and after."""
    return [each.state for side in one.pair for each in side if each.holder == ALL_NAMED]


def test_a_phase_that_opens_names_the_decision_that_opens_it(store: Store) -> None:
    """Not the report beside it, and not the decision of another word."""
    rows = [
        told(7, "c", 0),
        decided(7, "Southland", "joint", 3),
        decided(8, "Southland", "elsewhere", 3),
    ]

    one = of(previewed(store, rows).phases, "joint")

    assert states(one) == [PhaseState.DUE, PhaseState.OPEN]
    assert one.causes
    assert [row.record.key for row in one.causes.rows] == ["desk/d7"]


def test_a_phase_says_since_when_and_names_both_that_open_and_close_it(store: Store) -> None:
    """In the words of *Today*: on whose decision it waits, and from when it is closed."""
    rows = [decided(7, "Southland", "joint", 2), decided(9, "Southland", "closed", 3)]

    (effect_,) = phase_effects(TERMS, [of(previewed(store, rows).phases, "joint")])

    assert effect_.before == "due: conditions met, awaiting a decision by Southland"
    assert effect_.after.startswith("closed, since 15 Sept 21:00–21:59")
    assert [line[:7] for line in effect_.because] == ["line 2:", "line 3:"]


def test_a_phase_due_by_a_condition_names_the_rows_behind_that(store: Store) -> None:
    """A report on the first quiet day makes it uncertain from when on; a protest does not."""
    rows = [told(7, "c", 0, hour=9, kinds=("protest",)), told(8, "c", 0, hour=15)]

    one = of(previewed(store, rows).phases, "quiet")

    assert states(one) == [PhaseState.OPEN, PhaseState.OPEN]
    assert one.causes
    assert [row.record.key for row in one.causes.rows] == ["c/r8"]


def test_undoing_moves_a_phase_back(tmp_path: Path) -> None:
    """What the upload opened is due again, by the row that opened it."""
    with Store.open(tmp_path / "store", SetClock(AT)) as opened:
        opened.accept.upload("base.csv", b"base", enumerate(RECORD, 2), actor="tester")
        rows = [decided(7, "Southland", "joint", 3), decided(8, "Southland", "none", 3)]
        receipt = opened.accept.upload("d.csv", b"d", enumerate(rows, 2), actor="tester")

        one = of(undoing(opened, receipt.upload, TERMS, AT, most=9).phases, "joint")

        assert states(one) == [PhaseState.OPEN, PhaseState.DUE]
        assert one.causes
        assert [(row.line, row.record.key) for row in one.causes.rows] == [(2, "desk/d7")]


def test_of_very_many_rows_the_phases_are_told_without_their_rows(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would move is the same; which rows do it is not looked for."""
    rows = [decided(7, "Southland", "joint", 3), decided(8, "Southland", "none", 3)]
    few = phase_effects(TERMS, previewed(store, rows).phases)
    monkeypatch.setattr("monitor.service.previewing.MOST_ROWS", 1)

    many = phase_effects(TERMS, previewed(store, rows).phases)

    assert [(one.condition, one.before, one.after) for one in many] == [
        (one.condition, one.before, one.after) for one in few
    ]
    assert [one.because for one in many] == [()] * len(many)
    assert any(one.because for one in few)
