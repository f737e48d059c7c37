"""How times, dates and durations are written, whatever the machine is set to."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.words import phrasing

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "March", "April", "May", "June"),
    *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
)


def place(zone: ZoneInfo) -> str:
    """Write a time zone as people name it: its city, or UTC."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def day(named: date, *, weekday: bool = False, year: bool = False) -> str:
    """Write a date as "17 Sept", with the weekday before it or the year after it."""
    before = f"{_DAYS[named.weekday()]} " if weekday else ""
    after = f" {named.year}" if year else ""
    return f"{before}{named.day} {_MONTHS[named.month - 1]}{after}"


def full(instant: datetime, zone: ZoneInfo) -> str:
    """Write an instant in full, as "Sat 17 Sept 2016 22:00 Damascus"."""
    local = instant.astimezone(zone)
    return f"{day(local.date(), weekday=True, year=True)} {local:%H:%M} {place(zone)}"


def short(instant: datetime, zone: ZoneInfo) -> str:
    """Write an instant where year and zone are said nearby, as "17 Sept 22:00"."""
    local = instant.astimezone(zone)
    return f"{day(local.date())} {local:%H:%M}"


def span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Write a half-open span as exactly as it is known; `start` = `end` is a point."""
    if start == end:
        return short(start, zone)
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.time() == last.time() == datetime.min.time():
        ended = (last - timedelta(days=1)).date()
        if first.date() == ended:
            return f"{day(ended)}, hour not known"
        return f"between {day(first.date())} and {day(ended)}"
    if first.date() == last.date():
        return f"{day(first.date())} {first:%H:%M}–{last:%H:%M}"
    return f"{short(start, zone)} to {short(end, zone)}"


def of_year(text: str, instant: datetime, beside: datetime, zone: ZoneInfo) -> str:
    """Add the year to a time as written, where it is not that of the moment shown beside it."""
    year = instant.astimezone(zone).year
    return text if year == beside.astimezone(zone).year else f"{text}, {year}"


def window(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Write a half-open window of time from end to end: nothing about it is uncertain."""
    return f"{short(start, zone)} to {short(end, zone)}"


def length(count: int, unit: str) -> str:
    """Write a duration in few letters, as "48 h" or "3 days"."""
    return f"{count:,} h" if unit == "hours" else phrasing.number(count, "day")
