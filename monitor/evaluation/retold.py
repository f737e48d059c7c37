"""Two texts of one agreement on one record: the day ends at which a condition reads otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.evaluation.facts import Facts
from monitor.evaluation.levels import level_at_end
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import Verdict
from monitor.evaluation.view import View

_Read = dict[tuple[str, Scope], dict[date, tuple[datetime, Verdict]]]
"""When each finished day began, UTC, and what was read at its end, by condition and day."""


@dataclass(frozen=True, slots=True)
class Retold:
    """Consecutive days at whose ends a condition reads otherwise under another text.

    Attributes:
        reading: Under which rival reading; None is the open one.
        condition: Which condition.
        scope: In which area or for which party; None for the whole.
        first: The first of the days, by the local date on which it begins.
        last: The last of them, included.
        began: When the first of them began, UTC.
        before: What the text that counts gives; None where it does not judge.
        after: What the other text gives; None where it does not judge.
    """

    reading: str | None
    condition: str
    scope: Scope
    first: date
    last: date
    began: datetime
    before: Verdict | None
    after: Verdict | None


def retold(
    before: Instrument,
    after: Instrument,
    facts: Facts,
    at: datetime,
    known: datetime,
    *,
    apart: datetime | None = None,
) -> tuple[Retold, ...]:
    """Judge every finished day by both texts, under the open reading and those that both have.

    Days that began before `apart` are never told together with those that began later.
    """
    found: list[Retold] = []
    for reading in (None, *(name for name in before.variants if name in after.variants)):
        both = before.under(reading), after.under(reading)
        if names := affected(*both):
            views = (View(terms, facts, at, known, None) for terms in both)
            found += _differences(reading, *(_read(view, names) for view in views))
    return tuple(_together(found, apart))


def affected(old: Agreement, new: Agreement) -> frozenset[str]:
    """Return the conditions that may read otherwise: all, unless only conditions differ.

    Of these, those that differ and those that lead to them; whatever a condition names may be
    one that it leads to.
    """
    everything = frozenset(old.conditions) | frozenset(new.conditions)
    if any(getattr(old, part) != getattr(new, part) for part in {*Agreement.model_fields} - _APART):
        return everything
    changed = {name for name in everything if old.conditions.get(name) != new.conditions.get(name)}
    named = {
        name: {
            word
            for terms in (old, new)
            if name in terms.conditions
            for word in _words(terms.conditions[name].model_dump())
        }
        for name in everything
    }
    while more := {name for name in everything - changed if named[name] & changed}:
        changed |= more
    return frozenset(changed)


_APART = {
    *("conditions", "readings", "clauses", "title", "guarantors", "imports", "handling", "alerts"),
}
"""The parts of an agreement on which no condition rests, and the conditions themselves."""


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _words(inner)


def _read(view: View, names: frozenset[str]) -> _Read:
    found: _Read = {}
    conditions = {name: it for name, it in view.agreement.conditions.items() if name in names}
    for position, day in enumerate(view.days):
        if day.end > view.horizon:
            break
        for name, condition in conditions.items():
            for scope in view.scopes(condition, day):
                verdict = level_at_end(view, name, scope, position).verdict
                found.setdefault((name, scope), {})[day.date] = (day.start, verdict)
    return found


def _differences(reading: str | None, old: _Read, new: _Read) -> Iterator[Retold]:
    """Yield each day on which a condition reads otherwise, by condition and in order."""
    for condition, scope in dict.fromkeys([*old, *new]):
        sides = [read.get((condition, scope), {}) for read in (old, new)]
        for day in sorted({*sides[0], *sides[1]}):
            began = min(side[day][0] for side in sides if day in side)
            was, becomes = (side[day][1] if day in side else None for side in sides)
            # Of a term that is not in force on a day nothing is said.
            silent = {was, becomes} <= {None, Verdict.NOT_IN_FORCE}
            if was != becomes and not silent:
                yield Retold(reading, condition, scope, day, day, began, was, becomes)


def _together(found: Iterable[Retold], apart: datetime | None) -> Iterator[Retold]:
    """Yield neighbouring days that differ alike as one."""
    run: Retold | None = None
    for one in found:
        if run is None:
            run = one
            continue
        next_day = run.last + timedelta(days=1)
        crosses = apart is not None and run.began < apart <= one.began
        alike = replace(one, first=run.first, began=run.began, last=run.last) == run
        if alike and one.first == next_day and not crosses:
            run = replace(run, last=one.last)
        else:
            yield run
            run = one
    if run is not None:
        yield run
