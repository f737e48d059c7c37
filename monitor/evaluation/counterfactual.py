"""The smallest change of the record that would turn a verdict, as it stands now.

What the verdict would be is asked of the second reading of the rules: it reads values, so that a
changed record needs no store.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from monitor.evaluation.changes import Change, Told, What, changed
from monitor.evaluation.check.decide import decide
from monitor.evaluation.check.deeds import TooOpenError
from monitor.evaluation.check.matter import Matter, OutOfReachError, UnknownTermsError
from monitor.evaluation.grounding import grounds, told_of
from monitor.evaluation.grounds import Grounds
from monitor.evaluation.possible import possible_changes
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import Verdict
from monitor.evaluation.view import View

MOST_EXACT = 12
"""So many changes that bear on a verdict are tried in every combination; of more, one by one."""
MOST_TRIED = 4_096
MOST_SHOWN = 5
MOST_INCIDENTS = 5_000
"""Of more incidents nothing is worked out: it would take too long for a page."""

TOWARDS_KEPT = {What.WITHOUT, What.REFUTE, What.WATCH, What.ACT}
TOWARDS_BREACHED = {What.CONFIRM, What.ADD, What.UNDO, What.ACT}


@dataclass(frozen=True, slots=True)
class Turn:
    """Changes that together turn a verdict, and what it would be."""

    changes: tuple[Change, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What would turn a verdict now.

    `turns` all have the same number of changes; empty where none was found. `exact` says that
    no fewer changes do. Without turns, `exact` says that no combination at all does.
    """

    verdict: Verdict
    turns: tuple[Turn, ...]
    exact: bool


class Turning:
    """Tries changes of the record on one condition in one scope."""

    def __init__(self, given: Grounds, told: Told, name: str, scope: Scope) -> None:
        self.given = given
        self.told = told
        self.name = name
        self.scope = scope

    def verdict(self, changes: Sequence[Change] = ()) -> Verdict | None:
        """Return the verdict with some changes made; None where it cannot be told."""
        matter = Matter(changed(self.given, self.told, changes) if changes else self.given)
        if not matter.stands(matter.grounds.at):
            return Verdict.NOT_IN_FORCE
        if self.scope not in matter.scopes(matter.terms.conditions[self.name]):
            return None
        try:
            found = decide(matter, self.name, self.scope)
        except (OutOfReachError, TooOpenError, UnknownTermsError):
            return None
        return found.verdict if found else None

    def smallest(self, possible: Sequence[Change]) -> Counterfactual | None:
        """Return what turns the verdict; None where the verdict cannot be told at all."""
        now = self.verdict()
        if now is None:
            return None
        sizes = len(possible) if len(possible) <= MOST_EXACT else 1
        tried = 0
        for size in range(1, sizes + 1):
            turns: list[Turn] = []
            for changes in combinations(possible, size):
                if tried >= MOST_TRIED or len(turns) >= MOST_SHOWN:
                    break
                if not _sensible(changes):
                    continue
                tried += 1
                turns += self._turned(now, changes)
            if turns:
                return Counterfactual(now, tuple(turns), exact=True)
        if len(possible) <= MOST_EXACT:
            return Counterfactual(now, (), exact=True)
        return self._bounded(now, possible)

    def _turned(self, now: Verdict, changes: Sequence[Change]) -> list[Turn]:
        verdict = self.verdict(changes)
        return [] if verdict in {now, None} else [Turn(tuple(changes), verdict)]

    def _bounded(self, now: Verdict, possible: Sequence[Change]) -> Counterfactual:
        """Make changes of one direction until the verdict turns; then leave out what it can do."""
        found: list[Turn] = []
        for kinds in (TOWARDS_KEPT, TOWARDS_BREACHED):
            made: list[Change] = []
            for change in possible:
                if change.what not in kinds or not _sensible((*made, change)):
                    continue
                made.append(change)
                if self._turned(now, made):
                    found += self._turned(now, self._without_idle(now, made))
                    break
        found.sort(key=lambda turn: len(turn.changes))
        return Counterfactual(now, tuple(found[:1]), exact=False)

    def _without_idle(self, now: Verdict, made: list[Change]) -> list[Change]:
        for change in list(made):
            fewer = [one for one in made if one is not change]
            if self._turned(now, fewer):
                made = fewer
        return made


def _sensible(changes: Sequence[Change]) -> bool:
    """Whether changes can go together, and say nothing that fewer, or others, say as well.

    Of one incident only its reports go together; of several that are added alike, the first.
    """
    about: dict[str, set[What]] = {}
    for change in changes:
        if change.incident is not None:
            about.setdefault(change.incident.id, set()).add(change.what)
    added = sorted(change.record.id for change in changes if change.what is What.ADD)
    in_turn = all(id_.endswith(f"-{number:02}") for number, id_ in enumerate(added))
    return in_turn and all(len(kinds) == 1 for kinds in about.values())


def counterfactual(view: View, name: str, scope: Scope) -> Counterfactual | None:
    """Return what would turn the verdict on a condition, as it stands now.

    None on an account, which is what it is, out of force, and where it cannot be worked out.
    """
    if view.account is not None or not view.days or not view.calendar.holds(view.at):
        return None
    given = grounds(view)
    if len(given.incidents) > MOST_INCIDENTS:
        return None
    told = told_of(view, given.incidents)
    possible = possible_changes(given, told, name, scope)
    return Turning(given, told, name, scope).smallest(possible)
