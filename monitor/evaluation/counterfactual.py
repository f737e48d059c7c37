"""The smallest change of the record that would turn a verdict, as it stands now.

What the verdict would be is asked of the second reading of the rules: it reads values, so that a
changed record needs no store.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.evaluation.bearing import answers, bearing, near
from monitor.evaluation.changes import Change, Told, What, changed
from monitor.evaluation.check.belonging import Sought
from monitor.evaluation.check.decide import decide
from monitor.evaluation.check.deeds import TooOpenError
from monitor.evaluation.check.matter import Matter, OutOfReachError, UnknownTermsError
from monitor.evaluation.check.names import Truth
from monitor.evaluation.check.places import TooNearError
from monitor.evaluation.combining import number_of, settled, together
from monitor.evaluation.grounding import grounds, told_of
from monitor.evaluation.grounds import Grounds
from monitor.evaluation.possible import possible_changes
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import Verdict
from monitor.evaluation.view import View

MOST_EXACT = 12
"""So many changes that bear on a verdict are tried in every combination."""
MOST_TRIED = 400
"""Of more changes single ones are tried, and larger sets as long as they are no more than this."""
MOST_POSSIBLE = 500
"""Where more changes bear on a verdict nothing is worked out: it would take too long for a page."""
MOST_INCIDENTS = 5_000
"""Where more incidents are in view nothing is worked out either."""

CANNOT_TELL = (OutOfReachError, TooNearError, TooOpenError, UnknownTermsError)
"""Why the second reading may not say what a verdict would be."""

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

    `turns` all have the same number of changes; empty where none was found. `exact` says that no
    fewer changes do; without turns, that no combination at all does. All combinations of up to
    `tried` changes were tried: only so small ones are all there.
    """

    verdict: Verdict
    turns: tuple[Turn, ...]
    exact: bool
    tried: int


class Turning:
    """Tries changes of the record on one condition in one scope."""

    def __init__(self, given: Grounds, told: Told, name: str, scope: Scope) -> None:
        self.given = given
        self.told = told
        self.name = name
        self.scope = scope
        self._now = Matter(given)

    def verdict(self, changes: Sequence[Change] = ()) -> Verdict | None:
        """Return the verdict with some changes made; None where it cannot be told."""
        matter = self._with(changes) if changes else self._now
        if not matter.stands(matter.grounds.at):
            return Verdict.NOT_IN_FORCE
        if self.scope not in matter.scopes(matter.terms.conditions[self.name]):
            return None
        try:
            found = decide(matter, self.name, self.scope)
        except CANNOT_TELL:
            return None
        return found.verdict if found else None

    def _with(self, changes: Sequence[Change]) -> Matter:
        """Return the matter with some changes made, and what they cannot make another of."""
        now, then = self._now, changed(self.given, self.told, changes)
        belongs: dict[tuple[Sought, str], Truth] = {}
        if then.decisions == now.grounds.decisions:
            before = {incident.id: incident for incident in now.grounds.incidents}
            same = {one.id for one in then.incidents if before.get(one.id) == one}
            alone = len(same) < max(len(before), len(then.incidents))
            belongs = {
                (sought, id_): found
                for (sought, id_), found in now.belongs.items()
                if id_ in same and not (alone and answers(then.terms, sought.class_))
            }
        return Matter(then, belongs, now.unknown)

    def smallest(self, possible: Sequence[Change]) -> Counterfactual | None:
        """Return what turns the verdict; None where the verdict cannot be told at all."""
        now = self.verdict()
        if now is None:
            return None
        ways = 0
        for size in range(1, len(possible) + 1):
            ways += number_of(possible, size)
            if len(possible) > MOST_EXACT and size > 1 and ways > MOST_TRIED:
                return self._bounded(now, possible, size - 1)
            found = [self._turned(now, changes) for changes in together(possible, size)]
            turns = tuple(turn for turn in found if turn is not None)
            if turns:
                return Counterfactual(now, turns, exact=True, tried=size)
        return Counterfactual(now, (), exact=True, tried=len(possible))

    def _turned(self, now: Verdict, changes: Sequence[Change]) -> Turn | None:
        """Return the turn that changes make; None where they make none, or cannot be together."""
        all_ = settled(changes)
        verdict = now if all_ is None else self.verdict(all_)
        return None if all_ is None or verdict in {now, None} else Turn(all_, verdict)

    def _bounded(self, now: Verdict, possible: Sequence[Change], tried: int) -> Counterfactual:
        """Make changes of one direction until the verdict turns; then leave out what it can do."""
        found: list[Turn] = []
        for kinds in (TOWARDS_KEPT, TOWARDS_BREACHED, set(What)):
            made: list[Change] = []
            for change in possible:
                if change.what not in kinds or settled([*made, change]) is None:
                    continue
                made.append(change)
                if self._turned(now, made):
                    turn = self._turned(now, self._without_idle(now, made))
                    found += [turn] if turn else []
                    break
        found.sort(key=lambda turn: len(turn.changes))
        exact = bool(found) and len(found[0].changes) == tried + 1
        return Counterfactual(now, tuple(found[:1]), exact, tried)

    def _without_idle(self, now: Verdict, made: list[Change]) -> list[Change]:
        for change in list(made):
            fewer = [one for one in made if one is not change]
            if self._turned(now, fewer):
                made = fewer
        return made


def counterfactual(view: View, name: str, scope: Scope) -> Counterfactual | None:
    """Return what would turn the verdict on a condition, as it stands now.

    None out of force, and where it cannot be worked out.
    """
    if not view.days or not view.calendar.holds(view.at):
        return None
    given = grounds(view)
    if len(given.incidents) > MOST_INCIDENTS:
        return None
    try:
        turning, possible = turning_of(view, given, name, scope)
    except CANNOT_TELL:
        return None
    return turning.smallest(possible) if len(possible) <= MOST_POSSIBLE else None


def turning_of(
    view: View, given: Grounds, name: str, scope: Scope
) -> tuple[Turning, Sequence[Change]]:
    """Return what tries changes on a condition, and the changes that can bear on it."""
    told = told_of(view, given.incidents)
    matter = Matter(given)
    bears = bearing(matter, name, scope)
    events = near(matter, told, bears.looks)
    possible = possible_changes(matter, told, bears, events)
    keys = {key for event in events for key in event}
    some = replace(told.only(keys), whole=_whole(view, given))
    few = replace(given, incidents=tuple(one for one in given.incidents if one.id in keys))
    if bears.looks and given.whole is None:
        # Days before all that is looked for need not be read again with every change.
        few = replace(few, since=max(given.since, min(look.since for look in bears.looks)))
    return Turning(few, some, name, scope), possible


def _whole(view: View, given: Grounds) -> Told | None:
    """Return the accounts behind the whole record, where an account is looked at beside it."""
    if given.whole is None:
        return None
    official = View(view.agreement, view.facts, view.at, view.known, None)
    return told_of(official, given.whole.incidents)
