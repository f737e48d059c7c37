"""Who is outside the agreement by a decision, and from when: known only from what is recorded."""

from collections.abc import Callable, Sequence
from datetime import datetime

from monitor.agreements.actors import Exclusion
from monitor.agreements.model import Agreement
from monitor.agreements.names import Outside
from monitor.evaluation.acts import Act
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.decided import held
from monitor.evaluation.kleene import Kleene
from monitor.evaluation.recorded import Recorded


def excluded(
    agreement: Agreement, acts_for: Callable[[Exclusion], Recorded], calendar: MonitoringCalendar
) -> dict[str, Outside]:
    """Return from which local time on each party that decisions may exclude is, or is not.

    A decision acts from its instant (included) to its end (excluded), unless one that takes the
    party back in came later or at the same instant; between the first and the last instant at
    which it may have been taken, it is open. Parties without such a decision are left out.
    """
    found = {
        name: _steps(party.excluded, acts_for(party.excluded).decisions, calendar)
        for name, party in agreement.parties.items()
        if party.excluded is not None
    }
    return {name: steps for name, steps in found.items() if steps}


def _steps(terms: Exclusion, decisions: Sequence[Act], calendar: MonitoringCalendar) -> Outside:
    own = [act for act in decisions if act.by in terms.by]
    out = [act for act in own if act.word in terms.decided]
    back = [act for act in own if act.word in terms.back]
    steps: dict[datetime, Kleene] = {}
    for edge in sorted(_edges([*out, *back]) if out else ()):
        steps[calendar.local(edge)] = _outside(out, back, edge)
    return tuple(sorted(steps.items(), key=lambda step: step[0]))


def _edges(acts: Sequence[Act]) -> set[datetime]:
    """Return every instant from which on something else can be the case."""
    edges = {edge for act in acts for edge in (act.first, act.last)}
    return edges | {act.until for act in acts if act.until is not None}


def _outside(out: Sequence[Act], back: Sequence[Act], at: datetime) -> Kleene:
    found = held(out, back, at)
    if not found.in_force:
        return False
    return None if found.taken_back or found.neither else True
