"""Notice owed, decided again: whatever needs it happens at every instant at which it may have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Notice
from monitor.evaluation.check.clock import Stretch
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Truth, same
from monitor.evaluation.check.owed import Debt, Owing, Tested, critical, on_days, on_touched
from monitor.evaluation.check.things import EVER, Thing, Things, alike, unseen
from monitor.evaluation.verdict import Cause


@dataclass(frozen=True, slots=True)
class Needing:
    """A thing that needs notice, what may have been its notice, and by when it was due.

    `dues` are the ends of its term for every instant at which anything turns.
    """

    thing: Thing
    about: Sequence[Thing]
    dues: Sequence[datetime]

    def noticed(self, gaps: Sequence[Stretch]) -> Truth:
        """Whether there was notice in time, whenever the thing happened."""
        return same([self._by(due, gaps) for due in self.dues])

    def _by(self, due: datetime, gaps: Sequence[Stretch]) -> Truth:
        if any(one.last <= due and self._sure(one) for one in self.about):
            return True
        seen = any(one.first <= due for one in self.about)
        return None if seen or any(since <= due for since, _ in gaps) else False

    def _sure(self, notice: Thing) -> bool:
        return notice.certain and alike(self.thing, notice) is True

    def debt(self, noticed: Truth) -> Debt:
        """How it stands: what came too late is told apart from what did not come."""
        thing, state = self.thing, "undetermined"
        if noticed is not None:
            came = any(one.first <= thing.last and self._sure(one) for one in self.about)
            state = "met" if noticed else "late" if came else "overdue"
        dues = min(self.dues), max(self.dues)
        return Debt(thing.record, thing.key, thing.certain, state, *dues)


def read_notice(matter: Matter, duty: Notice, asking: Sequence[Thing]) -> Owing:
    """Decide on every day whether what happened on it was announced in time."""
    notices = Things(matter, duty.match).of(duty.of, EVER)
    gaps = unseen(matter, duty.of, matter.clock.start, matter.horizon)
    edges = {edge for gap in gaps for edge in gap}
    tested, debts = [], []
    for thing in asking:
        about = [other for other in notices if alike(thing, other) is not False]
        marks = edges | {edge for other in about for edge in (other.first, other.last)}
        times = critical(matter, thing, marks, duty.at_least, -1)
        dues = [matter.clock.later(at, duty.at_least, -1) for at in times]
        one = Needing(thing, about, dues)
        noticed = one.noticed(gaps)
        tested.append(Tested(thing, noticed, one.noticed([]) is False))
        debts.append(one.debt(noticed))
    days = on_days(matter, on_touched(tested), Cause.NOTICED, Cause.UNNOTICED)
    return Owing(days, tuple(debts))
