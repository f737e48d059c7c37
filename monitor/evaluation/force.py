"""When an agreement is in force, as decided."""

from collections.abc import Sequence

from monitor.agreements.model import Agreement
from monitor.agreements.names import Roster
from monitor.evaluation.calendar import Interval, MonitoringCalendar
from monitor.evaluation.coverage import complement, union
from monitor.incidents.record import Decision
from monitor.incidents.span import BEGINNING, FOREVER


def force(agreement: Agreement, decisions: Sequence[Decision], roster: Roster) -> list[Interval]:
    """Return when the agreement is in force as decided: no constant in a file ends it.

    A decision acts from the earliest instant of its stated time; a suspension lasts until its
    stated end or a later resumption.
    """
    ends = agreement.ends
    if ends is None:
        return [(BEGINNING, FOREVER)]
    wall_clock = MonitoringCalendar(agreement.calendar, ())
    own = [
        decision
        for decision in decisions
        if decision.agreement == agreement.id
        and roster.resolve(decision.by, wall_clock.local(decision.effective.start)) in ends.by
    ]
    resumed = [d.effective.start for d in own if d.what in ends.resumed]
    out = []
    for decision in own:
        if decision.what in ends.decided:
            start = decision.effective.start
            back = [t for t in (*resumed, decision.until) if t is not None and t > start]
            out.append((start, min(back, default=FOREVER)))
    return complement(union(out), BEGINNING, FOREVER)
