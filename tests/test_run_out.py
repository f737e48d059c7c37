"""The hour that people waited for has come, and the gate is not met: told once, if for certain."""

from dataclasses import replace

import pytest

from monitor.alerts.run_out import run_out
from monitor.evaluation.said import Part, Saying, Told
from monitor.evaluation.verdict import Cause, Progress, Verdict

BREACHED = (Verdict.BREACHED, Cause.FAILED)
NOT_YET = (Verdict.NOT_YET, Cause.WAITING)
OPEN = (Verdict.UNDETERMINED, Cause.OPEN_MEMBERS)
KEPT = (Verdict.KEPT, Cause.MET)


def count(most: int, name: str = "week", scope: str | None = None) -> Told:
    """A count of seven days, of which none is certain."""
    verdict = Verdict.UNDETERMINED if most >= 7 else Verdict.NOT_YET
    return Told(name, scope, verdict, Cause.COUNTING, Progress(0, most, 7, "days"))


def gate(
    judged: tuple[Verdict, Cause] = BREACHED, *members: Part, name: str = "due", early: bool = False
) -> Told:
    """A gate of these members; of the week alone without any."""
    return Told(name, None, *judged, members=members or (Part("week", None, None),), early=early)


def told(said: tuple[Told, ...], now: tuple[Told, ...]) -> list[tuple[str, ...]]:
    """The gate that is told of, and the counts that have run, for each that is told."""
    found = list(run_out(*(Saying(in_force=True, conditions=one) for one in (said, now))))
    for _, was, holds in found:
        assert holds is not None
        assert was == replace(holds, run=())
    return [(str(about.condition), *(holds.run if holds else ())) for about, _, holds in found]


@pytest.mark.parametrize(
    ("before", "after", "judged", "tells"),
    [
        (6, 7, BREACHED, True),
        (6, 7, NOT_YET, True),
        (6, 8, BREACHED, True),
        (0, 7, BREACHED, True),
        (5, 6, BREACHED, False),
        (7, 7, BREACHED, False),
        (7, 8, BREACHED, False),
        (7, 6, BREACHED, False),
        (6, 7, OPEN, False),
        (6, 7, KEPT, False),
        (6, 7, (Verdict.NOT_IN_FORCE, Cause.NOT_IN_FORCE), False),
    ],
)
def test_it_is_told_when_the_last_day_ends(
    before: int, after: int, judged: tuple[Verdict, Cause], *, tells: bool
) -> None:
    """By the most that may be; not before, not again, and not where the gate is open or met."""
    found = told((gate(), count(before)), (gate(judged), count(after)))
    assert found == ([("due", "week")] if tells else [])


def test_what_was_never_spoken_of_has_no_such_hour() -> None:
    """A count that is new tells nothing, nor does a gate that it is too early for."""
    assert told((gate(),), (gate(), count(7))) == []
    assert told((gate(), count(6)), (gate(early=True), count(7))) == []
    assert told((count(6),), (gate(), count(7))) == [("due", "week")]


def test_the_last_of_several_counts_tells() -> None:
    """In whichever place of the gate it stands, also in a gate within it, with a name or none."""
    inner = Part(None, None, None, (Part("month", None, None),))
    by_name = Part("inside", None, None)
    within = gate(OPEN, Part("month", None, None), name="inside")
    for members, more in (((inner,), ()), ((by_name,), (within,))):
        due = gate(BREACHED, Part("week", None, None), *members)
        both = [
            (due, *more, count(week), count(month, "month"))
            for week, month in ((6, 6), (7, 6), (7, 7))
        ]
        assert told(both[0], both[1]) == []
        assert told(both[1], both[2]) == [("due", "week", "month")]


def test_a_count_of_each_scope_counts_in_its_scope() -> None:
    """A member for one scope waits for that alone; without a scope for all of them."""
    north, south = count(6, scope="north"), count(7, scope="south")
    alone = gate(BREACHED, Part("week", "south", None))
    before = (north, count(6, scope="south"))

    assert told((gate(), *before), (gate(), north, south)) == []
    assert told((alone, *before), (alone, north, south)) == [("due", "week")]
    after = (count(7, scope="north"), south)
    assert told((gate(), north, south), (gate(), *after)) == [("due", "week")]


def test_a_gate_without_counts_never_tells() -> None:
    """Whatever it asks for."""
    due = gate(BREACHED, Part("access", None, None))
    access = Told("access", None, *BREACHED)
    assert told((due, access), (due, access)) == []
    assert told((), (due,)) == []
