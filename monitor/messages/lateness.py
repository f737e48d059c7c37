"""That the evaluator was late: from when until when, and which boundaries it looked at late."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.alerts.lateness import LateLook, stretches
from monitor.messages.period import Period
from monitor.messages.wording import Wording
from monitor.words import phrasing, times

MOST_LATE = 5
"""Boundaries that are named; the rest is counted."""

MOST_STRETCHES = 3
"""Stretches in which it was late that are told; the rest is counted."""

_HOUR = timedelta(hours=1)


def late_evaluator(period: Period, alerts: Wording) -> Iterator[str]:
    """Yield the sentence at the head of a digest; nothing where it looked in time.

    Each instant counts once, though it was one of several agreements.
    """
    found = stretches(one for part in period.parts for one in part.late)
    told = [_stretch(one, period.zone, alerts) for one in found[:MOST_STRETCHES]]
    if len(found) > len(told):
        told.append(alerts.LATE_STRETCHES_MORE.format(count=len(found) - len(told)))
    if told:
        listed = phrasing.listed(told)
        yield alerts.LATE_EVALUATOR.format(stretches=listed, section=alerts.HEALTH)


def _stretch(late: Sequence[LateLook], zone: ZoneInfo, alerts: Wording) -> str:
    count = len({one.at for one in late})
    return alerts.LATE_STRETCH[count == 1].format(
        first=times.short(late[0].at, zone),
        looked=times.short(max(one.looked for one in late), zone),
        count=count,
        last=times.short(late[-1].at, zone),
    )


def looked_late(period: Period, alerts: Wording) -> Iterator[str]:
    """Yield a line for each of the first boundaries that were looked at late, and one for more.

    Of several agreements an instant has one line, with when the last of them was looked at.
    """
    found: dict[datetime, list[LateLook]] = {}
    for look in sorted((o for part in period.parts for o in part.late), key=lambda one: one.at):
        found.setdefault(look.at, []).append(look)
    for at, looks in [*found.items()][:MOST_LATE]:
        looked = max(one.looked for one in looks)
        late = looked - at
        words = dict.fromkeys(word for one in looks for word in one.what)
        yield alerts.LOOKED_LATE.format(
            time=times.short(at, period.zone),
            what=phrasing.listed([alerts.TURNS[word] for word in words]),
            looked=times.short(looked, period.zone),
            late=f"{late // _HOUR} h" if late >= _HOUR else f"{late // (_HOUR / 60)} min",
        )
    if len(found) > MOST_LATE:
        time = times.short(max(found), period.zone)
        yield alerts.LOOKED_LATE_MORE.format(count=len(found) - MOST_LATE, time=time)
