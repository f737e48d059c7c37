"""Times of day as other people write them in a column of their own."""

import re
from datetime import time
from functools import lru_cache

from monitor.incidents.cell_error import CellError

WRITE = "write hours and minutes, as 15:55, or leave the cell blank where it is not known"
NOON = 12

_CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?"
    r"(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(Z|UTC|\+\d{2}:?\d{2}))?",
    re.ASCII,
)
_PACKED = re.compile(r"(\d{2})(\d{2}) ?(?:[Hh]|hrs?|HRS?)?", re.ASCII)


@lru_cache(maxsize=16_384)
def read_clock(text: str) -> str:
    """Read a time of day; returns it as a time of the templates has it behind the date.

    `15:55`, with seconds or without, `3:55 PM` and `1555` are read. Behind the first two may stand
    `Z`, `UTC` or an offset as `+03:00`; one with a minus may be the end of a span as well.

    Args:
        text: Trimmed and filled.

    Raises:
        CellError: It is no time of day, or there is no such one.
    """
    if packed := _PACKED.fullmatch(text):
        return _time(int(packed[1]), int(packed[2])).isoformat("minutes")
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise CellError("it is not a time of day", WRITE)
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[5]:
        if not 1 <= hour <= NOON:
            raise CellError(f"there is no hour {hour} before or after noon", WRITE)
        hour = hour % NOON + (NOON if found[5] in "Pp" else 0)
    clock = _time(hour, minute, second, int((found[4] or "0").ljust(6, "0")))
    exact = clock.isoformat() if clock.second or clock.microsecond else clock.isoformat("minutes")
    return exact + ("Z" if found[6] == "UTC" else found[6] or "")


def _time(hour: int, minute: int, second: int = 0, part: int = 0) -> time:
    try:
        return time(hour, minute, second, part)
    except ValueError:
        hint = "hours go from 00 to 23; midnight is 00:00, of the next day where a day ends by it"
        raise CellError("there is no such time of day", hint) from None
