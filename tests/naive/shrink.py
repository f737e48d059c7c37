"""Make a disagreement small enough to read, and write it down."""

import json
from collections.abc import Callable, Iterator, Sequence

from monitor.agreements.model import Agreement, Condition, Gate, Member
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.naive.generate import Ask

Disagrees = Callable[[Agreement, Sequence[Known[Record]], Ask], bool]


def shrunken(
    agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask, disagrees: Disagrees
) -> tuple[Agreement, list[Known[Record]]]:
    """Leave out phases, conditions and then record versions, as long as the disagreement stays."""
    terms = agreement
    for name in agreement.phases:
        fewer_phases = {key: each for key, each in terms.phases.items() if key != name}
        smaller = terms.model_copy(update={"phases": fewer_phases})
        if disagrees(smaller, versions, ask):
            terms = smaller
    for name in reversed(agreement.conditions):
        fewer = {key: each for key, each in terms.conditions.items() if key != name}
        smaller = terms.model_copy(update={"conditions": fewer})
        if name not in _needed(smaller) and disagrees(smaller, versions, ask):
            terms = smaller
    left = list(versions)
    size = len(left) + 1
    while size := size // 2:
        start = 0
        while start < len(left):
            fewer_rows = left[:start] + left[start + size :]
            if disagrees(terms, fewer_rows, ask):
                left = fewer_rows
            else:
                start += size
    return terms, left


def _needed(terms: Agreement) -> set[str | None]:
    """Return the conditions that other conditions and phases refer to."""
    named = {name for each in terms.conditions.values() for name in _named(each)}
    return named | {phase.opens.when for phase in terms.phases.values()}


def _named(gate: Gate) -> Iterator[str]:
    if isinstance(gate, Condition):
        yield from (counted.of for counted in (gate.streak, gate.since) if counted is not None)
        yield from [] if gate.once is None else [gate.once]
        if gate.only_if is not None:
            yield from _members(gate.only_if.holds)
    for member in gate.members:
        yield from _members(member)


def _members(member: Member) -> Iterator[str]:
    if member.condition is not None:
        yield member.condition
    yield from _named(member)


def dump(agreement: Agreement, versions: Sequence[Known[Record]], ask: Ask) -> str:
    """Write a pair and its question as lines that can be read and pasted."""
    at = f"at {ask.at.isoformat()}, known {ask.known.isoformat()}, account {ask.account}"
    kept = {"calendar", "evidence", "parties", "ends", "areas", "classes", "conditions", "phases"}
    terms = agreement.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=kept)
    lines = [at, *(f"{key}: {json.dumps(value)}" for key, value in terms.items())]
    for version in sorted(versions, key=lambda each: each.order):
        fields = version.record.model_dump_json(exclude_defaults=True)
        lines.append(
            f"{version.record.record} {version.order} [{version.known_from.isoformat()}, "
            f"{version.known_to.isoformat()}) {fields}"
        )
    return "\n".join(lines)
