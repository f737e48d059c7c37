"""Moments and times of counted seconds, as the cells of a template have them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from monitor.incidents.formats.dates import read_seconds, read_stamp
from monitor.incidents.formats.declaration import Style


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


TIMES: Mapping[Style, Callable[[str], str]] = {
    Style.MOMENT: str,
    Style.SECONDS: lambda text: _instant(read_seconds(text)),
    Style.MILLISECONDS: lambda text: _instant(read_seconds(text, 1_000)),
    Style.STAMP: lambda text: _instant(read_stamp(text)),
}
