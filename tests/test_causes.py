"""Which rows of a file make a change: with them alone it happens, and without them it does not.

Everything here is synthetic. What is promised is held against the whole tables with each set of
rows, which share no code with the small part of the record that the search tries them on.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from store_samples import SetClock

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.shown import shown
from monitor.evaluation.verdict import Evaluation
from monitor.incidents.cause import Cause, Causes, How
from monitor.incidents.intake import Intake
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Range,
    Record,
    Report,
    Review,
)
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import Grade, Measure, Relation, Strength
from monitor.service.checking import ALWAYS
from monitor.service.previewing import Given, Preview, effect, undoing
from monitor.store.store import Store

BEGIN = datetime(2016, 9, 12, 16, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
AT = BEGIN + 5 * DAY
PARTIES = ("Northland", "Southland")
TERMS = Agreement.model_validate(
    {
        "agreement": "synthetic-causes",
        "title": "A made-up truce between Northland and Southland",
        "status": "agreed",
        "calendar": {
            "time_zone": "Asia/Damascus", "day_starts": "19:00", "from": "2016-09-12T19:00",
        },
        "evidence": {"standard": "corroborated"},
        "parties": {
            "north": {"name": "Northland", "role": "party"},
            "south": {"name": "Southland", "role": "party"},
            "un": {"name": "United Nations", "role": "other"},
        },
        "ends": {"decided": ["ended"], "by": ["north", "south"]},
        "clauses": {"C-1": {"says": "No attack.", "provenance": "text"}},
        "classes": {"attack": {"any_kind": ["shelling", "air_strike"], "by": {"role": "party"}}},
        "conditions": {
            name: {"clause": "C-1", **told}
            for name, told in {
                "calm": {"limit": {"of": "attack", "at_most": "0", "each": "day"}},
                "few": {"limit": {"of": "attack", "at_most": "1", "each": "day"}},
                "killed": {
                    "limit": {
                        "of": "attack", "measure": "killed", "at_most": "2", "each": "2 days",
                    }
                },
                "counted": {
                    "limit": {
                        "of": "attack", "at_most": "2", "each": "day", "from_counts": "office",
                    }
                },
                "by_side": {
                    "limit": {"of": "attack", "at_most": "0", "each": "day"}, "per": "party",
                },
                "truce": {"streak": {"of": "calm", "for": "3 days"}},
                "quiet_hours": {"streak": {"of": "calm", "for": "60 hours"}},
                "open": {"attested": {"what": "open", "by": ["un"], "fresh_for": "3 days"}},
                "satisfied": {"decided": {"what": "satisfied", "by": ["north", "south"]}},
                "ready": {"all": ["truce", "open", "satisfied"]},
            }.items()
        },
    }
)  # fmt: skip


def at(day: int, hour: int) -> datetime:
    """An hour of a monitoring day, the first being 0."""
    return BEGIN + day * DAY + hour * HOUR


def told(number: int, source: str, day: int, **stated: object) -> Report:
    """A synthetic report on an attack of one hour."""
    given_ = {"kinds": ("shelling",), "by": ("Northland",), "pcodes": (f"XX{number % 2}",)}
    hour = stated.pop("hour", 2 * number + 1)
    span = Span(start=at(day, int(str(hour))), end=at(day, int(str(hour))) + HOUR)
    return Report.model_validate(
        {"id": f"r{number}", "source": source, "happened": span, **given_, **stated}
    )


RECORD: tuple[Record, ...] = (
    Coverage(
        id="w",
        source="watchers",
        watched=Span(start=BEGIN, end=AT + DAY),
        strength=Strength.CERTIFIES_QUIET,
    ),
    told(0, "a", 0, kinds=("protest",)),
    told(1, "a", 1),
    told(2, "a", 3),
    told(3, "a", 3, kinds=("protest",)),
    told(2, "b", 3, hour=5),
    Link(id="l", source="desk", first="a/r2", second="b/r2", relation=Relation.SAME),
    Review(id="v9", source="desk", report="a/r2", grade=Grade.VERIFIED),
    Count(
        id="c0",
        source="office",
        window=Span(start=at(0, 0), end=at(1, 0)),
        measure=Measure.INCIDENTS,
        value=1,
    ),
    Attestation(
        id="t",
        source="un",
        agreement=TERMS.id,
        by="United Nations",
        what="open",
        holds=True,
        during=Span(start=at(4, 0), end=at(4, 20)),
    ),
    Decision(
        id="d",
        source="desk",
        agreement=TERMS.id,
        by="Northland",
        what="satisfied",
        effective=Span(start=at(2, 0), end=at(2, 1)),
    ),
)
"""What stands: two days broken for certain or perhaps, the others quiet and watched."""

DAYS = st.integers(0, 4)
REPORTS = st.builds(
    lambda number, source, day, hour, kind, by, killed, withdrawn: told(
        number,
        source,
        day,
        hour=hour,
        kinds=(kind,),
        by=(by,),
        killed=Range(low=killed, high=killed),
        withdrawn=withdrawn,
    ),
    st.integers(0, 4),
    st.sampled_from(["a", "b", "c"]),
    DAYS,
    st.integers(0, 22),
    st.sampled_from(["shelling", "shelling", "protest"]),
    st.sampled_from([*PARTIES, "gunmen"]),
    st.integers(0, 3),
    st.booleans(),
)
REVIEWS = st.builds(
    lambda number, key, grade: Review(id=f"v{number}", source="desk", report=key, grade=grade),
    st.integers(0, 3),
    st.sampled_from(["a/r0", "a/r1", "a/r2", "a/r3", "b/r2"]),
    st.sampled_from([Grade.VERIFIED, Grade.REFUTED]),
)
COUNTS = st.builds(
    lambda number, day, value, source: Count(
        id=f"c{number}",
        source=source,
        window=Span(start=at(day, 0), end=at(day + 1, 0)),
        measure=Measure.INCIDENTS,
        value=value,
    ),
    st.integers(0, 5),
    DAYS,
    st.integers(0, 5),
    st.sampled_from(["office", "office", "others"]),
)
DECISIONS = st.builds(
    lambda number, by, what, day: Decision(
        id=f"d{number}",
        source="desk",
        agreement=TERMS.id,
        by=by,
        what=what,
        effective=Span(start=at(day, 2), end=at(day, 3)),
    ),
    st.integers(0, 5),
    st.sampled_from(PARTIES),
    st.sampled_from(["satisfied", "satisfied", "ended", "other"]),
    DAYS,
)
ATTESTATIONS = st.builds(
    lambda number, holds, day: Attestation(
        id=f"t{number}",
        source="un",
        agreement=TERMS.id,
        by="United Nations",
        what="open",
        holds=holds,
        during=Span(start=at(day, 3), end=at(day, 9)),
    ),
    st.integers(0, 4),
    st.booleans(),
    DAYS,
)
FILES = st.one_of(
    st.lists(one, min_size=1, max_size=5, unique_by=lambda record: record.key)
    for one in (REPORTS, REPORTS, REVIEWS, COUNTS, DECISIONS, ATTESTATIONS)
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the record; nothing is stored in it."""
    folder = tmp_path_factory.mktemp("causes") / "store"
    with Store.open(folder, SetClock(AT)) as opened:
        opened.accept.upload("base.csv", b"base", enumerate(RECORD, 2), actor="tester")
        yield opened


def intake(records: Sequence[Record]) -> Intake:
    """Records as a file of one line each."""
    rows = tuple(enumerate(records, 2))
    return Intake(records[0].record, (), rows, (), 0, len(rows))


def previewed(store: Store, records: Sequence[Record], given_: Given | None = None) -> Preview:
    """What a file would do."""
    (found,) = effect(store, intake(records), [(TERMS, AT)], given_ or Given())
    return found


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing file is small as it is: making it smaller takes longer than finding it."""

Key = tuple[str, str | None]


def all_shown(found: Evaluation) -> dict[Key, object]:
    """What is shown of each condition."""
    return {
        (one.condition, one.scope): shown(TERMS.conditions[one.condition], one)
        for one in found.findings
    }


def with_rows(store: Store, causes: Collection[Cause]) -> dict[Key, object]:
    """What is shown with these rows stored, on the whole tables."""
    rows = [(one.line, one.record) for one in causes]
    with store.hypothetical(rows) as trial:
        return all_shown(evaluate(TERMS, trial.reading, AT, ALWAYS))


def keep_the_promise(store: Store, found: Preview, brought: Sequence[Cause]) -> int:
    """Hold every change against the whole tables; return how many there were."""
    nothing, everything = with_rows(store, []), with_rows(store, brought)
    named: dict[Key, Causes] = {}
    for change in found.changes:
        key = change.condition, change.scope
        condition = TERMS.conditions[change.condition]
        assert shown(condition, change.before) == nothing.get(key, ())
        assert shown(condition, change.after) == everything.get(key, ())
        moved = nothing.get(key) != everything.get(key)
        assert (change.causes is not None) == moved, key
        if change.causes is not None:
            named[key] = change.causes
    for key, causes in named.items():
        rest = [one for one in brought if one not in causes.rows]
        assert causes.rows, key
        assert set(causes.rows) <= set(brought), key
        assert with_rows(store, causes.rows).get(key, ()) == everything.get(key, ()), key
        assert with_rows(store, rest).get(key, ()) == nothing.get(key, ()), key
        assert causes.narrowed or not rest, key
    return len(named)


def all_brought(found: Preview, given_: Given | None = None) -> list[Cause]:
    """Everything that a preview tried: rows, links that were found, what is taken back."""
    assert found.intake
    changed = {*found.arriving.changed}
    back = found.arriving.withdrawals if given_ and given_.withdraw_missing else ()
    return [
        *(
            Cause(line, record, How.CHANGED if record.key in changed else How.NEW)
            for line, record in found.intake.records
        ),
        *(Cause(one.line, one.link, How.FOUND_TWICE) for one in found.possible),
        *(Cause(line, record, How.LEFT_OUT) for line, record in back),
    ]


@settings(max_examples=30, phases=PHASES)
@given(records=FILES)
def test_the_named_rows_make_the_change_and_the_others_none(
    store: Store, records: list[Record]
) -> None:
    """Stored alone they give what the whole file gives; without them nothing changes."""
    found = previewed(store, records)
    keep_the_promise(store, found, all_brought(found))


@settings(max_examples=8, phases=PHASES)
@given(records=st.lists(REPORTS, min_size=1, max_size=3, unique_by=lambda one: one.key))
def test_what_a_file_leaves_out_is_a_reason(store: Store, records: list[Record]) -> None:
    """Taken back with the file, it is among what is tried."""
    given_ = Given(withdraw_missing=True)
    found = previewed(store, records, given_)
    keep_the_promise(store, found, all_brought(found, given_))


def counted(number: int, day: int, value: int) -> Count:
    """A figure of the office for a day."""
    window = Span(start=at(day, 0), end=at(day + 1, 0))
    return Count(
        id=f"c{number}", source="office", window=window, measure=Measure.INCIDENTS, value=value
    )


def reviewed(number: int, key: str, grade: Grade) -> Review:
    """A review by the desk."""
    return Review(id=f"v{number}", source="desk", report=key, grade=grade)


OVERRULED = [
    reviewed(0, "a/r3", Grade.REFUTED),
    reviewed(2, "a/r2", Grade.VERIFIED),
    reviewed(3, "a/r0", Grade.REFUTED),
    reviewed(1, "a/r2", Grade.REFUTED),
]


def deadly(number: int, day: int, hour: int, killed: int) -> Report:
    """A new version of what stands, with so many killed."""
    return told(number, "a", day, hour=hour, killed=Range(low=killed, high=killed))


TOO_FEW_KILLED = [deadly(0, 1, 22, 3), deadly(3, 4, 9, 1), deadly(1, 4, 15, 3)]
"""The second is no breach alone, and nothing that the others leave lacks just one."""


@settings(max_examples=25, phases=PHASES, derandomize=True)
@example(TOO_FEW_KILLED)
@example([counted(2, 0, 5), counted(4, 0, 0)])
@example(OVERRULED)
@given(records=FILES)
def test_no_row_is_named_that_makes_no_difference(store: Store, records: list[Record]) -> None:
    """For each named row there are others beside which it changes what is shown."""
    found = previewed(store, records)
    brought = all_brought(found)
    if len(brought) > 4:
        return
    subsets = chain.from_iterable(combinations(brought, n) for n in range(len(brought) + 1))
    told_with = {frozenset(map(id, some)): with_rows(store, some) for some in subsets}
    for change in found.changes:
        key = change.condition, change.scope
        if change.causes is None or not change.causes.narrowed:
            continue
        for row in (one for one in brought if one in change.causes.rows):
            assert any(
                told.get(key) != told_with[some - {id(row)}].get(key)
                for some, told in told_with.items()
                if id(row) in some
            ), (key, row)


def named(found: Preview, condition: str) -> list[str]:
    """The keys of the rows behind a change, in the order of the file."""
    (change,) = [one for one in found.changes if one.condition == condition]
    assert change.causes
    return [one.record.key for one in change.causes.rows]


def verified(number: int) -> Review:
    """A review that a report of the record is certain."""
    return Review(id=f"v{number}", source="desk", report=f"a/r{number}", grade=Grade.VERIFIED)


def test_a_count_in_a_row_names_the_rows_of_the_day_that_ends_it(store: Store) -> None:
    """Rows that break a day before the last one are not behind where the count stands now."""
    rows = [
        told(10, "north", 2, hour=3),
        told(11, "north", 4, hour=3),
        told(12, "north", 4, hour=9),
        told(13, "north", 4, hour=9, kinds=("protest",)),
    ]
    found = previewed(store, rows)

    assert named(found, "calm") == ["north/r10", "north/r11", "north/r12"]
    assert named(found, "truce") == ["north/r11", "north/r12"]


def test_a_row_of_another_kind_is_never_named(store: Store) -> None:
    """A protest breaks nothing, beside what does."""
    found = previewed(store, [told(7, "c", 0, kinds=("protest",)), told(8, "c", 0, hour=9)])

    assert {row.record.key for one in found.changes if one.causes for row in one.causes.rows} == {
        "c/r8"
    }


def test_a_review_and_a_new_version_are_reasons(store: Store) -> None:
    """A breach confirmed by a review names it; one taken away by a correction names that."""
    found = previewed(store, [verified(1), verified(0)])
    assert named(found, "calm") == ["desk/v1"]

    corrected = previewed(store, [told(1, "a", 1, kinds=("protest",)), told(0, "a", 0, hour=22)])
    (change,) = [one for one in corrected.changes if one.condition == "calm"]
    assert change.causes
    assert [(one.record.key, one.how) for one in change.causes.rows] == [
        ("a/r1", How.CHANGED),
        ("a/r0", How.CHANGED),
    ]


def test_possible_duplicates_are_reasons(store: Store) -> None:
    """A report that may repeat a confirmed one takes its certainty, by the link that is found."""
    found = previewed(store, [told(6, "0", 3, hour=5)])
    assert found.possible

    (change,) = [one for one in found.changes if one.condition == "calm"]
    assert change.causes
    assert [(one.line, one.how) for one in change.causes.rows] == [
        (2, How.NEW),
        (2, How.FOUND_TWICE),
    ]


def test_an_undoing_names_the_rows_that_make_its_changes(tmp_path: Path) -> None:
    """Of the upload that is undone: with these taken back alone, the same would be said."""
    with Store.open(tmp_path / "store", SetClock(AT)) as opened:
        opened.accept.upload("base.csv", b"base", enumerate(RECORD, 2), actor="tester")
        rows = [told(7, "c", 0, kinds=("protest",)), told(8, "c", 0, hour=9), told(9, "c", 2)]
        receipt = opened.accept.upload("more.csv", b"more", enumerate(rows, 2), actor="tester")

        shown_ = undoing(opened, receipt.upload, TERMS, AT, most=10)

        (change,) = [one for one in shown_.changes if one.condition == "calm"]
        assert change.causes
        assert [(one.line, one.record.key, one.how) for one in change.causes.rows] == [
            (3, "c/r8", How.TAKEN_BACK),
            (4, "c/r9", How.TAKEN_BACK),
        ]
        opened.accept.undo(receipt.upload, actor="tester")
        with opened.facts() as facts:
            now = all_shown(evaluate(TERMS, facts, AT, ALWAYS))
        for one in shown_.changes:
            key = one.condition, one.scope
            assert shown(TERMS.conditions[one.condition], one.after) == now.get(key, ())


def test_of_very_many_rows_the_changes_are_told_without_their_rows(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would change is the same; which rows do it is not looked for."""
    rows = [told(7, "c", 0), told(8, "c", 2, hour=9)]
    whole = previewed(store, rows)
    monkeypatch.setattr("monitor.service.previewing.MOST_ROWS", 1)

    found = previewed(store, rows)

    assert [one.causes for one in found.changes] == [None] * len(found.changes)
    assert [(one.before, one.after) for one in found.changes] == [
        (one.before, one.after) for one in whole.changes
    ]
    assert (found.stored, found.unchanged) == (whole.stored, whole.unchanged)
