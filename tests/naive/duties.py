"""Whether something was said or decided in time, in every world that the record allows."""

from datetime import datetime

from monitor.agreements.model import Anchor, By
from tests.naive.acts import Act, World, after, attested, decisions, turning, worlds
from tests.naive.gauge import Case


def read_by(case: Case, terms: By) -> str:
    """Return what a duty with a term reads."""
    zone = case.agreement.calendar.time_zone
    anchors = _anchors(case, terms.of)
    said = _acts(case, terms.decided, terms.attested)
    said = [act for act in said if act.is_by(case, terms.said_by)]
    begins = [end for act in anchors for end in (act.first, act.last)]
    ends = [end for act in said for end in (act.first, act.last)]
    marks = {case.at, *(after(begin, terms.within, zone) for begin in (*begins, case.start))}
    if begins:
        marks |= turning([*ends, case.at], terms.within, zone)
    found = {
        _in_world(case, terms, _begin(case, terms.of, anchors, world), said, world)
        for world in worlds([*anchors, *said], marks)
    }
    return found.pop() if len(found) == 1 else "undetermined"


def _acts(case: Case, decided: str | None, word: str | None) -> list[Act]:
    if decided is not None:
        return decisions(case, [decided])
    return attested(case, word) if word is not None else []


def _anchors(case: Case, of: Anchor) -> list[Act]:
    return [act for act in _acts(case, of.decided, of.attested) if act.is_by(case, of.by)]


def _begin(case: Case, of: Anchor, anchors: list[Act], world: World) -> datetime | None:
    """Return from when the term runs; None where nothing is on record that it could run from."""
    if of.start:
        return case.start
    return min((world[act.key] for act in anchors), default=None)


def _in_world(case: Case, terms: By, begin: datetime | None, said: list[Act], world: World) -> str:
    if begin is None or begin > case.at:
        return "not_yet"
    deadline = after(begin, terms.within, case.agreement.calendar.time_zone)
    if any(world[act.key] <= min(deadline, case.at) for act in said):
        return "kept"
    return "not_yet" if case.at <= deadline else "breached"
