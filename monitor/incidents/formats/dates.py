"""Dates as other people write them; the order of day and month is never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from monitor.incidents.cell_error import CellError
from monitor.incidents.miswritten import miswritten
from monitor.incidents.moment import YEARS

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CENTURY_FROM = 70
"""Two figures from here on are of the nineteen-hundreds, below it of the two-thousands."""

WRITE = "write year, month and day, as 2016-09-17"
LAST_MONTH = 12

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[AaPp][Mm]|[+-]\d{2}:?\d{2}))?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED = re.compile(rf"(\d{{1,2}})[ ./-]+([A-Za-z]{{3,9}})\.?,?[ ./-]+(\d{{4}}|\d{{2}}){_TIME}")
_MONTH_NAMED = re.compile(rf"([A-Za-z]{{3,9}})\.?[ -]+(\d{{1,2}}),?[ -]+(\d{{4}}){_TIME}")
_TURNED = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})")
_WHOLE = re.compile(r"\d{1,13}")


class Order(StrEnum):
    """Which of two figures of a date comes first."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class Orders:
    """What the dates of a column say of their order.

    Attributes:
        day: A date that can only be read with its day first; empty where there is none.
        month: One that can only be read with its month first.
        either: One that can be read both ways.
    """

    day: str = ""
    month: str = ""
    either: str = ""

    @property
    def settled(self) -> Order | None:
        """The order that every date of the column allows; None where none or both are left."""
        if self.day and not self.month:
            return Order.DAY_FIRST
        return Order.MONTH_FIRST if self.month and not self.day else None


def orders_of(texts: Iterable[str]) -> Orders:
    """Return what the dates of a column say of the order of day and month."""
    found = {"day": "", "month": "", "either": ""}
    for text in texts:
        turned = _TURNED.fullmatch(text.strip())
        if turned is None or turned[1] == turned[3]:
            continue
        first, second = int(turned[1]), int(turned[3])
        name = "day" if first > LAST_MONTH else "month" if second > LAST_MONTH else "either"
        found[name] = found[name] or text.strip()
    return Orders(**found)


@lru_cache(maxsize=16_384)
def read_date(text: str, order: Order | None = None) -> date:
    """Read a date; a time of day behind it is left out.

    Args:
        text: Trimmed and filled.
        order: How two figures before a year are meant; None reads only what needs no order.

    Raises:
        CellError: It is no date, there is no such day, or its order is not known; or its year is
            not one that records may have.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]), text)
    if found := _PACKED.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _NAMED.fullmatch(text):
        return _day(_year(found[3]), _month(found[2], text), int(found[1]), text)
    if found := _MONTH_NAMED.fullmatch(text):
        return _day(int(found[3]), _month(found[1], text), int(found[2]), text)
    if found := _TURNED.fullmatch(text):
        return _turned(text, int(found[1]), int(found[3]), _year(found[4]), order)
    raise CellError(*(miswritten(text) or ("it is not a date", WRITE)))


def read_stamp(text: str) -> datetime:
    """Read fourteen digits, from the year to the second, in UTC."""
    found = _STAMP.fullmatch(text)
    if found is None:
        raise CellError("it is not fourteen digits, from year to second", "write 20160917155500")
    try:
        return datetime(*(int(part) for part in found.groups()), tzinfo=UTC)  # type: ignore[arg-type, misc]
    except ValueError:
        raise CellError("there is no such date or time of day", "check the digits") from None


def read_seconds(text: str, parts: int = 1) -> datetime:
    """Read seconds since 1970, UTC, or `parts` of a second."""
    if not _WHOLE.fullmatch(text):
        raise CellError("it is not a whole number of seconds since 1970", "write plain digits")
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(text) * 10**6 // parts)
    except OverflowError:
        reason = "so many seconds after 1970 are after the year 9999"
        raise CellError(
            reason, "if they are thousandths, leave out the last three digits"
        ) from None


def _turned(text: str, first: int, second: int, year: int, order: Order | None) -> date:
    if first > LAST_MONTH or order is Order.DAY_FIRST or first == second:
        return _day(year, second, first, text)
    if second > LAST_MONTH or order is Order.MONTH_FIRST:
        return _day(year, first, second, text)
    hint = f"write {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
    raise CellError("the order of day and month is not certain", hint)


def _year(text: str) -> int:
    year = int(text)
    short = len(text) == len("16")
    return year + (1900 if year >= CENTURY_FROM else 2000) if short else year


def _month(name: str, text: str) -> int:
    short = name[:3].casefold()
    if short not in MONTHS:
        raise CellError(f"there is no month {name!r} in {text!r:.40}", WRITE)
    return MONTHS.index(short) + 1


def _day(year: int, month: int, day: int, text: str) -> date:
    if year not in YEARS:
        raise CellError(f"the year {year} is not from {YEARS[0]} to {YEARS[-1]}", WRITE)
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(f"there is no such day: {text[:40]}", WRITE) from None
