"""What some rows would do to an agreement, tried on the part of the record that they bear on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.facts import Facts
from monitor.evaluation.parts import Parts
from monitor.evaluation.shown import shown
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.suspects import Held, Key, Pair, Suspects, held
from monitor.evaluation.verdict import Evaluation, Finding
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


def said(finding: Finding | None) -> object:
    """Return what a finding says: verdict, progress, every day's verdict, what it rests on."""
    if finding is None:
        return None
    days = tuple((day.day.date, day.verdict, day.bounds) for day in finding.days)
    return (
        *(finding.verdict, finding.cause, finding.progress, finding.parties, days),
        *(finding.earliest, frozenset(finding.rests_on), said(finding.at_end)),
    )


def changes(before: Evaluation, after: Evaluation) -> tuple[Change, ...]:
    """Set two evaluations side by side, in the order of the rule file."""
    return tuple(Change(*key, *pair) for key, pair in _pairs(before, after).items())


@dataclass(frozen=True)
class Look:
    """An agreement at an instant, without the rows that are tried and with all of them.

    `rest` is the part of the record that none of the rows bears on, answered from memory.
    """

    terms: Agreement
    at: datetime
    rest: Snapshot
    pairs: Mapping[Key, Pair]
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
    pairs = _pairs(before, evaluate(terms, new.facts, at, ALWAYS))
    moved = [key for key, pair in pairs.items() if _moved(terms, key, pair)]
    return Look(terms, at, rest, pairs, held(old, without, moved), held(new, with_all, moved))


def caused(seen: Look, causes: Sequence[Cause], trying: Trying) -> tuple[Change, ...]:
    """Return what the rows would change, in the order of the rule file, and which make it so.

    Args:
        seen: The two sides.
        causes: The rows, in the order of their file.
        trying: Gives the small part of the record with some of them.
    """
    trials = Trials(seen.terms, seen.at, seen.rest, causes, trying)
    for key, (old, new) in seen.pairs.items():
        trials.keep(frozenset(), key, old)
        trials.keep(trials.all, key, new)
    moved = {key: pair for key, pair in seen.pairs.items() if _moved(seen.terms, key, pair)}
    found = causes_of(trials, Suspects(seen.terms, causes, seen.without, seen.with_all), moved)
    return tuple(Change(*key, *pair, found.get(key)) for key, pair in seen.pairs.items())


def _pairs(before: Evaluation, after: Evaluation) -> dict[Key, Pair]:
    olds = {(finding.condition, finding.scope): finding for finding in before.findings}
    news = {(finding.condition, finding.scope): finding for finding in after.findings}
    return {key: (olds.get(key), news.get(key)) for key in dict.fromkeys([*olds, *news])}


def _moved(terms: Agreement, key: Key, pair: Pair) -> bool:
    condition = terms.conditions[key[0]]
    return shown(condition, pair[0]) != shown(condition, pair[1])
