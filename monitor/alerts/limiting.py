"""A crisis is quiet: a desk is interrupted three times a day, and then reads on in the thread."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from monitor.alerts.alert import Alert, Way

MOST = 3
"""Messages a day that interrupt one desk; what one act brings is one message."""


def limited(alerts: Iterable[Alert], had: Mapping[str, int]) -> Iterator[Alert]:
    """Yield the alerts of one act, without those interruptions that are one too many.

    Args:
        alerts: What one act brings.
        had: How many messages interrupted each desk that day.
    """
    for alert in alerts:
        ways = {
            desk: Way.IN_THREAD if way is Way.AT_ONCE and had.get(desk, 0) >= MOST else way
            for desk, way in alert.desks.items()
        }
        yield replace(alert, desks=ways)
