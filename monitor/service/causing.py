"""Which rows make each change: so few that alone they do it, and without them nothing does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.agreements.circles import asked_for_by
from monitor.agreements.model import Agreement
from monitor.evaluation.suspects import Chosen, Key, Likely, Pair, Suspects
from monitor.incidents.cause import Cause, Causes
from monitor.incidents.record import Report
from monitor.service.trials import Trials

MOST_TRIED = 16
"""So many sets are tried for one change to leave rows out, beside those that are likely."""
MOST_SINGLE = 8
"""Of so few rows each is tried by itself."""


def causes_of(trials: Trials, suspects: Suspects, pairs: Mapping[Key, Pair]) -> dict[Key, Causes]:
    """Return the rows behind each of these findings, all of which read otherwise."""
    found: dict[Key, Chosen] = {}
    narrowed: dict[Key, bool] = {}
    for key in _in_order(trials.terms, pairs):
        search = _Search(trials, key)
        likely = suspects.of(key, pairs[key], found)
        daily = trials.terms.conditions[key[0]].daily
        found[key] = search.narrowed(likely, daily=daily)
        narrowed[key] = len(trials.causes) == 1 or not search.given_up
    return {
        key: Causes(tuple(trials.causes[n] for n in sorted(found[key])), narrowed[key])
        for key in found
    }


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
    """Looks for the rows behind one change."""

    trials: Trials
    key: Key
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
                    return chosen if each_counts else self._fewer(chosen)
        fewer = self._fewer(everything)
        self.given_up = fewer == everything
        return fewer

    def _reports_alone(self, chosen: Chosen) -> bool:
        return all(isinstance(self.trials.causes[n].record, Report) for n in chosen)

    def _makes_it(self, chosen: Chosen) -> bool:
        """Whether these rows alone make the change, and all the others nothing of it."""
        everything, nothing = self.trials.all, frozenset[int]()
        if chosen == everything:
            return True
        if self._says(chosen) != self._says(everything):
            return False
        return self._says(everything - chosen) == self._says(nothing)

    def _says(self, chosen: Chosen) -> object:
        return self.trials.shown(chosen, self.key)

    def _fewer(self, chosen: Chosen) -> Chosen:
        """Leave out what can be: the rows of a kind and day together, then of few each alone."""
        left = self._without(_lots(self.trials.causes, chosen))
        if len(left) > MOST_SINGLE:
            return left
        return self._without([frozenset([row]) for row in sorted(left)])

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
