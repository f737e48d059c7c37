"""What some rows would do to an agreement, tried on the part of the record that they bear on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.facts import Facts
from monitor.evaluation.parts import Parts
from monitor.evaluation.shown import Shown, shown, shown_phase
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.suspects import Held, Key, Pair, PhasePair, Suspects, held
from monitor.evaluation.verdict import Evaluation, Finding, Standing
from monitor.evaluation.view import View
from monitor.incidents.cause import Cause, Causes
from monitor.service.causing import causes_of
from monitor.service.checking import ALWAYS
from monitor.service.trials import Trials, Trying


@dataclass(frozen=True, slots=True)
class Change:
    """A finding as it is and as it would be; None where the condition is not judged.

    `causes` are the rows that make it read otherwise; None where it reads the same, and where
    too many rows would have to be tried.
    """

    condition: str
    scope: str | None
    before: Finding | None
    after: Finding | None
    causes: Causes | None = None

    @property
    def changed(self) -> bool:
        """Whether anything that is said would be said otherwise."""
        return said(self.before) != said(self.after)


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """A phase that would stand elsewhere, with all that is said before and after.

    `causes` are the rows that make it so; None where too many would have to be tried.
    """

    phase: str
    before: Evaluation
    after: Evaluation
    causes: Causes | None = None

    @property
    def pair(self) -> PhasePair:
        """Where it stands for each holder, before and after."""
        return _standings(self.before, self.phase), _standings(self.after, self.phase)


class Would(NamedTuple):
    """What rows would change of an agreement: each condition, and the phases that would move."""

    changes: tuple[Change, ...] = ()
    phases: tuple[PhaseChange, ...] = ()


def said(finding: Finding | None) -> object:
    """Return what a finding says: verdict, progress, every day's verdict, what it rests on."""
    if finding is None:
        return None
    days = tuple((day.day.date, day.verdict, day.bounds) for day in finding.days)
    return (
        *(finding.verdict, finding.cause, finding.progress, finding.parties, days),
        *(finding.earliest, frozenset(finding.rests_on), said(finding.at_end)),
    )


def would(terms: Agreement, before: Evaluation, after: Evaluation) -> Would:
    """Set two evaluations side by side; which rows make a change is not looked for."""
    moved = (PhaseChange(name, before, after) for name in _phases_moved(terms, before, after))
    return Would(changes(before, after), tuple(moved))


def changes(before: Evaluation, after: Evaluation) -> tuple[Change, ...]:
    """Set two evaluations side by side, in the order of the rule file."""
    return tuple(Change(*key, *pair) for key, pair in _pairs(before, after).items())


@dataclass(frozen=True)
class Look:
    """An agreement at an instant, without the rows that are tried and with all of them.

    `rest` is the part of the record that none of the rows bears on, answered from memory.
    """

    terms: Agreement
    before: Evaluation
    after: Evaluation
    rest: Snapshot
    without: Held
    with_all: Held


def look(
    terms: Agreement, before: Evaluation, rest: Snapshot, without: Facts, with_all: Facts
) -> Look:
    """Judge an agreement on the rest of the record and the small part with all of the rows.

    `before` is what holds without them.
    """
    at = before.at
    old, new = (
        View(terms, Snapshot(Parts(rest, few)), at, ALWAYS, None) for few in (without, with_all)
    )
    after = evaluate(terms, new.facts, at, ALWAYS)
    moved = [key for key, pair in _pairs(before, after).items() if _moved(terms, key, pair)]
    sides = held(old, without, moved), held(new, with_all, moved)
    return Look(terms, before, after, rest, *sides)


def caused(seen: Look, causes: Sequence[Cause], trying: Trying) -> Would:
    """Return what the rows would change, in the order of the rule file, and which make it so.

    Args:
        seen: The two sides.
        causes: The rows, in the order of their file.
        trying: Gives the small part of the record with some of them.
    """
    terms, before, after = seen.terms, seen.before, seen.after
    trials = Trials(terms, before.at, seen.rest, causes, trying)
    pairs = _pairs(before, after)
    for key, (old, new) in pairs.items():
        trials.keep(frozenset(), key, old)
        trials.keep(trials.all, key, new)
    phases = [PhaseChange(name, before, after) for name in _phases_moved(terms, before, after)]
    for one in phases:
        trials.keep_phase(frozenset(), one.phase, _shown_phase(terms, one.phase, before))
        trials.keep_phase(trials.all, one.phase, _shown_phase(terms, one.phase, after))
    found, of_phases = causes_of(
        trials,
        Suspects(terms, causes, seen.without, seen.with_all),
        {key: pair for key, pair in pairs.items() if _moved(terms, key, pair)},
        {one.phase: one.pair for one in phases},
    )
    return Would(
        tuple(Change(*key, *pair, found.get(key)) for key, pair in pairs.items()),
        tuple(replace(one, causes=of_phases[one.phase]) for one in phases),
    )


def _pairs(before: Evaluation, after: Evaluation) -> dict[Key, Pair]:
    olds = {(finding.condition, finding.scope): finding for finding in before.findings}
    news = {(finding.condition, finding.scope): finding for finding in after.findings}
    return {key: (olds.get(key), news.get(key)) for key in dict.fromkeys([*olds, *news])}


def _moved(terms: Agreement, key: Key, pair: Pair) -> bool:
    condition = terms.conditions[key[0]]
    return shown(condition, pair[0]) != shown(condition, pair[1])


def _phases_moved(terms: Agreement, before: Evaluation, after: Evaluation) -> Iterator[str]:
    for name in terms.phases:
        if _shown_phase(terms, name, before) != _shown_phase(terms, name, after):
            yield name


def _shown_phase(terms: Agreement, name: str, found: Evaluation) -> Shown:
    return shown_phase(terms.phases[name], _standings(found, name), found.findings)


def _standings(found: Evaluation, name: str) -> list[Standing]:
    return [one for one in found.phases if one.phase == name]
