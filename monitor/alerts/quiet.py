"""The quiet hours of a desk: what does not interrupt waits for their end."""

from datetime import datetime, time, timedelta

from monitor.alerts.desk import Desk
from monitor.evaluation.wall import first_instant

_DAY = timedelta(days=1)


def not_before(desk: Desk, now: datetime) -> datetime:
    """Return when something that does not interrupt may go out: now, or the end of quiet hours."""
    hours = desk.quiet_hours
    if hours is None:
        return now
    local = now.astimezone(desk.zone).replace(tzinfo=None)
    over_night = hours.since > hours.until
    began = local.date() - _DAY if over_night and local.time() < hours.until else local.date()
    ends = began + _DAY if over_night else began
    inside = datetime.combine(began, hours.since) <= local < datetime.combine(ends, hours.until)
    return first_instant(datetime.combine(ends, hours.until), desk.zone) if inside else now


def local_day(desk: Desk, now: datetime) -> tuple[datetime, datetime]:
    """Return the local day of an instant as UTC instants, half-open: for it interruptions count."""
    day = now.astimezone(desk.zone).date()
    first, last = (datetime.combine(one, time.min) for one in (day, day + _DAY))
    return first_instant(first, desk.zone), first_instant(last, desk.zone)
