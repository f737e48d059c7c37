"""Dates, times and time zones as they are written in a cell."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import available_timezones

from monitor.incidents.cell_error import CellError, meant
from monitor.incidents.miswritten import miswritten

YEARS = range(1900, 2201)
MONTHS = range(1, 13)
MINUTES = range(60)
WRITE = "write 2016-09-17, 2016-09-17T15:55 or 2016-09-17T15:55+03:00"
FARTHEST = 15
"""Hours: no place is, or ever was, farther from UTC."""

_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?"
    r"(?: ?(Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_TURNED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2}|[0-9]{4})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time as written: local wall time, and the offset from UTC where one is stated."""

    wall: datetime
    """Naive; 00:00 of a bare date."""
    is_day: bool
    offset: timezone | None = None


@lru_cache(maxsize=16_384)
def read_moment(text: str) -> Moment:
    """Read `2016-09-17`, `2016-09-17T15:55[:00[.000001]]`, each time with `Z`, `+03:00` or none.

    Raises:
        CellError: It is written otherwise, is no date or time that exists, or is not from
            1900 to 2200.
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise _not_a_moment(text)
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if year not in YEARS:
        raise CellError(f"the year {year} is not from 1900 to 2200", WRITE)
    if month not in MONTHS:
        raise CellError(f"there is no month {month}", WRITE)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = calendar.month_name[month]
        raise CellError(f"there is no {day} {name} {year}", f"{name} {year} has {last} days")
    if match[4] is None:
        return Moment(datetime(year, month, day), is_day=True)  # noqa: DTZ001 - wall time
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    try:
        wall = datetime(  # noqa: DTZ001 - wall time
            year, month, day, hour, minute, second, int((match[7] or "0").ljust(6, "0"))
        )
    except ValueError:
        hint = "hours go from 00 to 23; midnight is 00:00 of the next day"
        raise CellError(f"there is no such time of day: {text[11:]}", hint) from None
    return Moment(wall, is_day=False, offset=_offset(match[8]))


def _not_a_moment(text: str) -> CellError:
    """Say what to write instead; where day and month may be swapped, both readings."""
    if (turned := _TURNED.match(text)) is None:
        return CellError(
            *(miswritten(text) or ("it is not a date or time of the form used here", WRITE))
        )
    first, second, full = int(turned[1]), int(turned[2]), f"20{turned[3]}"[-4:]
    pairs = dict.fromkeys(((second, first), (first, second)))
    isos = [f"{full}-{month:02}-{day:02}" for month, day in pairs if _exists(full, month, day)]
    reason = "the order of day and month is not certain"
    return CellError(reason, f"write {' or '.join(isos)}" if isos else WRITE)


def _exists(year: str, month: int, day: int) -> bool:
    return (
        month in MONTHS
        and int(year) in YEARS
        and 1 <= day <= calendar.monthrange(int(year), month)[1]
    )


def _offset(text: str | None) -> timezone | None:
    if text is None or text == "Z":
        return None if text is None else UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours >= FARTHEST or minutes not in MINUTES:
        raise CellError(f"no place is {text} from UTC", "write the offset as +03:00 or as Z")
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(ahead if text[0] == "+" else -ahead)


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    """Names of places only: "localtime" would mean another zone on another machine."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


@lru_cache(maxsize=1)
def _cities() -> dict[str, tuple[str, ...]]:
    """Names by the first letter of the city: comparing a misspelt one with all takes long."""
    cities = sorted(name for name in _zone_names() if "/" in name)
    by_initial: dict[str, tuple[str, ...]] = {}
    for name in cities:
        by_initial[_initial(name)] = (*by_initial.get(_initial(name), ()), name)
    return by_initial


def _initial(name: str) -> str:
    return name.rpartition("/")[2][:1].casefold()


def read_zone(text: str) -> str:
    """Return the name of an IANA time zone as it is spelt there.

    Raises:
        CellError: There is none of that name.
    """
    if text in _zone_names():
        return text
    near = meant(text, _cities().get(_initial(text), ()))
    hint = near if near.startswith("did") else "write an IANA name, as Asia/Damascus or UTC"
    raise CellError("there is no time zone of this name", hint)
