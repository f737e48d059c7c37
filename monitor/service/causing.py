"""Which rows make each change: so few that alone they do it, and without them nothing does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, combinations

from monitor.agreements.circles import asked_for_by
from monitor.agreements.model import Agreement
from monitor.evaluation.suspects import Chosen, Key, Likely, Pair, PhasePair, Suspects
from monitor.incidents.cause import Cause, Causes
from monitor.incidents.record import Report
from monitor.service.trials import Trials

MOST_TRIED = 16
"""So many sets are tried for one change to leave rows out, beside those that are likely."""
MOST_SINGLE = 8
"""Of so few rows each is tried by itself."""


Behind = tuple[dict[Key, Causes], dict[str, Causes]]
"""The rows behind changes of findings, and of phases by name."""


def causes_of(
    trials: Trials,
    suspects: Suspects,
    pairs: Mapping[Key, Pair],
    phases: Mapping[str, PhasePair],
) -> Behind:
    """Return the rows behind each of these findings and phases, all of which read otherwise."""
    found: dict[Key, Chosen] = {}
    causes: dict[Key, Causes] = {}
    for key in _in_order(trials.terms, pairs):
        search = _Search(trials, partial(trials.shown, key=key))
        likely = suspects.of(key, pairs[key], found)
        daily = trials.terms.conditions[key[0]].daily
        found[key] = search.narrowed(likely, daily=daily)
        causes[key] = search.told(found[key])
    of_phases: dict[str, Causes] = {}
    for name, pair in phases.items():
        search = _Search(trials, partial(trials.shown_phase, name=name))
        of_phases[name] = search.told(search.likely(suspects.of_phase(name, pair, found)))
    return causes, of_phases


def _in_order(terms: Agreement, keys: Iterable[Key]) -> list[Key]:
    """Return conditions so that those come first which another asks for."""
    depths: dict[str, int] = {}

    def depth(name: str) -> int:
        if name not in depths:
            depths[name] = 0
            below = asked_for_by(terms.conditions[name])
            depths[name] = 1 + max((depth(one) for one in below), default=0)
        return depths[name]

    return sorted(keys, key=lambda key: depth(key[0]))


@dataclass
class _Search:
    """Looks for the rows behind one change; `says` gives what is shown with some of the rows."""

    trials: Trials
    says: Callable[[Chosen], object]
    given_up: bool = False
    _tried: set[Chosen] = field(default_factory=set)

    def narrowed(self, likely: Iterable[Likely], *, daily: bool) -> Chosen:
        """Return the first of the likely sets that makes the change, less what it needs not.

        Of a condition judged by the day the reports that count on the days that differ are left
        together: each is needed by its day. What bears on them may not be: of several figures or
        reviews one may decide. All rows where no set makes the change, less what can be left out.
        """
        everything = self.trials.all
        for one in likely:
            chosen = frozenset(one.rows)
            if chosen and chosen not in self._tried:
                self._tried.add(chosen)
                if self._makes_it(chosen):
                    each_counts = daily and one.each_counts and self._reports_alone(chosen)
                    return self._bearing(chosen) if each_counts else self._fewer(chosen)
        fewer = self._fewer(everything)
        self.given_up = fewer == everything
        return fewer

    def likely(self, likely: Iterable[Likely]) -> Chosen:
        """Return the first of the likely sets that makes the change, less what it needs not.

        All rows where no set makes it: to leave some out would take too many trials.
        """
        for one in likely:
            chosen = frozenset(one.rows)
            if chosen and chosen not in self._tried:
                self._tried.add(chosen)
                if self._makes_it(chosen):
                    return self._fewer(chosen)
        self.given_up = True
        return self.trials.all

    def told(self, chosen: Chosen) -> Causes:
        """Return these rows as those behind the change."""
        narrowed = len(self.trials.causes) == 1 or not self.given_up
        return Causes(tuple(self.trials.causes[n] for n in sorted(chosen)), narrowed)

    def _reports_alone(self, chosen: Chosen) -> bool:
        return all(isinstance(self.trials.causes[n].record, Report) for n in chosen)

    def _makes_it(self, chosen: Chosen) -> bool:
        """Whether these rows alone make the change, and all the others nothing of it."""
        everything, nothing = self.trials.all, frozenset[int]()
        if chosen == everything:
            return True
        if self.says(chosen) != self.says(everything):
            return False
        return self.says(everything - chosen) == self.says(nothing)

    def _fewer(self, chosen: Chosen) -> Chosen:
        """Leave out what can be: the rows of a kind and day together, then of few each alone."""
        left = self._without(_lots(self.trials.causes, chosen))
        if len(left) > MOST_SINGLE:
            return left
        return self._without([frozenset([row]) for row in sorted(left)])

    def _bearing(self, chosen: Chosen) -> Chosen:
        """Leave out, of few rows, each that changes nothing beside any of the others.

        One that does beside some is left, also where the others would do: all of a day are told.
        """
        if len(chosen) > MOST_SINGLE:
            return chosen
        for row in sorted(chosen):
            left = chosen - {row}
            if left and self._makes_it(left) and not self._bears(row, left):
                chosen = left
        return chosen

    def _bears(self, row: int, others: Chosen) -> bool:
        """Whether a row changes what is shown beside none, one or two of the others, or all."""
        some = chain.from_iterable(combinations(sorted(others), size) for size in range(3))
        beside = (*map(frozenset, some), others, self.trials.all - {row})
        return any(self.says(one | {row}) != self.says(one) for one in beside)

    def _without(self, lots: Sequence[Chosen]) -> Chosen:
        """Leave out lots, several of them at first, as long as the others make the change."""
        size, tries = len(lots) // 2 or 1, 0
        while len(lots) > 1 and size and tries < MOST_TRIED:
            start = 0
            while start < len(lots) and tries < MOST_TRIED:
                left = [*lots[:start], *lots[start + size :]]
                tries += 1
                if left and self._makes_it(frozenset().union(*left)):
                    lots = left
                else:
                    start += size
            size //= 2
        return frozenset().union(*lots)


def _lots(causes: Sequence[Cause], chosen: Chosen) -> list[Chosen]:
    """Return the rows of each kind and day together; of other records than reports each alone."""
    lots: dict[object, set[int]] = {}
    for n in sorted(chosen):
        lots.setdefault(_lot(causes[n]), set()).add(n)
    return [frozenset(lot) for lot in lots.values()]


def _lot(cause: Cause) -> object:
    record = cause.record
    if isinstance(record, Report):
        return (record.record, record.happened.start.date())
    return (record.record, record.key)
