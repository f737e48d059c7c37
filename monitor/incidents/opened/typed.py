"""The typed cells of a workbook as people see them, in the words of the templates."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

Typed = int | float | str | bool | date | datetime | time | timedelta
"""What a cell of a workbook holds; "" where it is blank."""

_SHOWN = ".15g"
"""A spreadsheet shows fifteen digits of a number, and keeps no more that were typed."""


_HALF = timedelta(milliseconds=500)
"""Times are kept as fractions of a day: what is cut to seconds is rounded first."""


def text_of(cell: Typed, *, timed: bool = False) -> str:
    """Return a cell as text: 2.0 is `2`, a date `2016-09-17`, a time `2016-09-17T15:55`.

    Args:
        cell: What the sheet holds.
        timed: Whether it shows a time of day, so that midnight is a time and no whole day.
    """
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return format(Decimal(format(cell, _SHOWN)), "f")
        case date() | time():
            return _shown(cell, timed=timed)
        case _:
            return str(cell)


def _shown(when: date | time, *, timed: bool) -> str:
    if isinstance(when, time):
        moment = datetime.combine(date.min, when) + _HALF
        return _clock(moment.time().isoformat(timespec="seconds"))
    if isinstance(when, datetime):
        return _clock((when + _HALF).isoformat(timespec="seconds"))
    return f"{when.isoformat()}T00:00" if timed else when.isoformat()


def _clock(text: str) -> str:
    """Leave out seconds that are not shown."""
    return text.removesuffix(":00") if text.count(":") > 1 else text
