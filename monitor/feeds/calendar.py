"""Dates that are said, as a calendar (iCalendar, RFC 5545)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.agreements.model import Agreement
from monitor.alerts.transition import Subject
from monitor.evaluation.dates import Dated
from monitor.feeds.subject import subject_of
from monitor.feeds.texts import carried, id_of
from monitor.views.turned_words import Writing
from monitor.words import feeds, times

TYPE = "text/calendar"
WIDEST = 75
"""Octets of a line, without its end."""

_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_ENDS_OF_LINES = re.compile("[\x85\u2028\u2029]")
"""Characters that some readers take for the end of a line, and which XML can carry."""

Page = Callable[[Subject], str | None]
"""Where *Why* shows a subject; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of one agreement; `note` says what is left out, `agreement` None is not given.

    Attributes:
        title: Of the calendar.
        note: What is left out.
        agreement: Whose dates they are; None where nothing of it is given.
        dates: As they were said.
        page: Where pages show what a date is about.
    """

    title: str
    note: str
    agreement: Agreement | None = None
    dates: Sequence[Dated] = ()
    page: Page = lambda _: None


def icalendar(calendar: Calendar) -> bytes:
    """Write a calendar, in UTF-8, its lines folded."""
    return b"".join(_folded(line) for line in _lines(calendar))


def _lines(calendar: Calendar) -> Iterator[str]:
    title, note = _escaped(calendar.title), _escaped(calendar.note)
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//{feeds.PRODUCT}//{feeds.PRODUCT}//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{title}"
    yield f"X-WR-CALNAME:{title}"
    yield f"DESCRIPTION:{note}"
    yield f"X-WR-CALDESC:{note}"
    if calendar.agreement is not None and calendar.dates:
        for dated in calendar.dates:
            yield from _event(calendar.agreement, dated, calendar.page)
    else:
        yield from _EMPTY
    yield "END:VCALENDAR"


_EMPTY = (
    *("BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
)
"""A calendar without any part is none; a time zone is the part that shows nothing."""


def _event(agreement: Agreement, dated: Dated, page: Page) -> Iterator[str]:
    due = dated.due
    subject = subject_of(due)
    title = Writing(agreement, subject).what
    told = feeds.EXPECTED.format(time=times.full(dated.changed, agreement.zone))
    address = page(subject)
    yield "BEGIN:VEVENT"
    yield f"UID:{id_of({'agreement': agreement.id, 'date': due.key})}"
    yield f"DTSTAMP:{_instant(dated.changed)}"
    yield f"CREATED:{_instant(dated.said)}"
    yield f"LAST-MODIFIED:{_instant(dated.changed)}"
    yield f"SEQUENCE:{dated.sequence}"
    yield f"DTSTART:{_instant(due.at)}"
    yield f"SUMMARY:{_escaped(feeds.COMES[due.what].format(title=title))}"
    yield f"DESCRIPTION:{_escaped(feeds.FELL_AWAY if dated.off else told)}"
    yield f"CATEGORIES:{due.what.value}"
    yield f"STATUS:{'CANCELLED' if dated.off else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PUBLIC"
    if address is not None:
        yield f"URL:{carried(address)}"
    yield "END:VEVENT"


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Write a text on one line: its own ends of lines, and what parts a value, are escaped."""
    whole = _ENDS_OF_LINES.sub("\n", carried(text))
    return "".join(_ESCAPED.get(sign, sign) for sign in whole)


def _folded(line: str) -> bytes:
    """Write a line with its end, cut between characters where it is too wide."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > WIDEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece, b""])
