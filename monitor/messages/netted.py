"""What changed in a time, net for each matter: what was said at its beginning, and what holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.alerts.alert import Alert
from monitor.alerts.kinds import CORRECTS
from monitor.alerts.transition import Holds

Matter = tuple[str, tuple[date | None, date | None] | None, str]


@dataclass(frozen=True, slots=True)
class Net:
    """A matter over a time.

    Attributes:
        alerts: All that was told of it, in order: of a correction just that one.
        before: What was said of it at the beginning.
        after: What holds at the end.
    """

    alerts: Sequence[Alert]
    before: Holds | None
    after: Holds | None

    @property
    def last(self) -> Alert:
        """What was told of it last."""
        return self.alerts[-1]

    @property
    def corrected(self) -> bool:
        """Whether it corrects what was said."""
        return self.last.kind in CORRECTS

    @property
    def back(self) -> bool:
        """Whether it changed, and holds as it did."""
        return not self.corrected and self.before == self.after


def netted(alerts: Sequence[Alert]) -> Iterator[Net]:
    """Yield what became of each matter, corrections one by one, in the order of the first word."""
    found: dict[Matter, list[Alert]] = {}
    for alert in alerts:
        found.setdefault(_matter(alert), []).append(alert)
    for told in found.values():
        yield Net(tuple(told), told[0].turned.before, told[-1].turned.after)


def _matter(alert: Alert) -> Matter:
    """Return what it is about; a correction, and what is told of past days, is its own matter."""
    corrects = alert.kind in CORRECTS
    about = alert.turned.subject
    days = (about.day, about.last_day) if about.day is not None else None
    return alert.thread, days, alert.id if corrects else ""
