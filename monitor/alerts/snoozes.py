"""Snoozes: a desk wants to hear no more of a matter, until a date or until it gets worse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.alerts.alert import Alert, Way
from monitor.alerts.grave import is_over, is_worse
from monitor.alerts.transition import Holds

LONGEST = timedelta(days=30)
"""No snooze is longer: whoever still wants none says so again."""


class Ending(StrEnum):
    """Why a snooze is over."""

    TIME = "time"
    WORSE = "worse"
    OVER = "over"
    """The matter came to its end."""
    WOKEN = "woken"
    """A person ended it."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """A desk is not interrupted with a matter.

    Attributes:
        desk: Whose.
        thread: With what; see `Alert.thread`.
        since: From when, UTC.
        until: To when, UTC, exclusive.
        by: Who asked for it.
        held: What was said of the matter when it began: worse than that ends it.
        act: The number of the act.
    """

    desk: str
    thread: str
    since: datetime
    until: datetime
    by: str
    held: Holds | None
    act: int

    def ending(self, now: datetime, holds: Holds | None) -> Ending | None:
        """Return why it is over by what holds at an instant; None while it goes on."""
        if is_worse(self.held, holds):
            return Ending.WORSE
        if is_over(holds):
            return Ending.OVER
        return Ending.TIME if now >= self.until else None


def silenced(
    alerts: Iterable[Alert], snoozes: Iterable[Snooze], now: datetime
) -> Iterator[tuple[Alert, dict[str, Way], dict[int, Ending]]]:
    """Yield each alert, how each desk is told of it in spite of snoozes, and which ended by it.

    While a snooze goes on a desk hears of the matter with its digest. What ends it is told as if
    there had been none, and by a message of its own at the least: whoever wanted to hear no more of
    a matter is told that it is over, or worse.
    """
    standing = {(one.desk, one.thread): one for one in snoozes}
    for alert in alerts:
        ways, ended = dict(alert.desks), {}
        for desk, way in alert.desks.items():
            snooze = standing.get((desk, alert.thread))
            if snooze is None:
                continue
            why = snooze.ending(now, alert.turned.after)
            if why is not None:
                ended[snooze.act] = why
                ways[desk] = Way.IN_THREAD if way is Way.DIGEST else way
                del standing[desk, alert.thread]
            elif way is Way.AT_ONCE:
                ways[desk] = Way.DIGEST
        yield alert, ways, ended
