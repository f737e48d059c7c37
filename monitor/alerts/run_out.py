"""Counts whose days have run while the gate that waits for them is not met: told once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.alerts.compare import Difference, holds_of
from monitor.alerts.transition import Subject
from monitor.evaluation.said import Part, Saying, Told
from monitor.evaluation.verdict import Verdict

_NOT_MET = {Verdict.BREACHED, Verdict.NOT_YET}


def run_out(said: Saying, now: Saying) -> Iterator[Difference]:
    """Yield each gate that is not met, for certain, when every count in it may be complete.

    A count may be by the most that the record allows. Both sides are alike but for the counts that
    have run; nothing of a gate whose counts were not all spoken of before.
    """
    for gate in now.conditions:
        if gate.verdict not in _NOT_MET or gate.early:
            continue
        counts = _counts(gate.members, now)
        before = {one.key for one in said.conditions if one.progress is not None}
        had_run = {one.key for one in said.conditions if _has_run(one)}
        keys = {one.key for one in counts}
        if counts and keys <= before and not keys <= had_run and all(map(_has_run, counts)):
            holds = holds_of(gate, gate.stands)
            names = tuple(dict.fromkeys(one.condition for one in counts))
            yield Subject(gate.condition, gate.scope), holds, replace(holds, run=names)


def _counts(members: Sequence[Part], said: Saying) -> list[Told]:
    """Return what is said of the counts in a gate, also of those in gates within it."""
    found: list[Told] = []
    for member in members:
        found += _counts(member.members, said)
        for one in said.conditions:
            if one.condition == member.condition and member.scope in {None, one.scope}:
                found += [one] if one.progress is not None else _counts(one.members, said)
    return found


def _has_run(one: Told) -> bool:
    return one.progress is not None and one.progress.most >= one.progress.needed
