"""Whom an alert reaches, and when: people, and the desks at which they sit.

They are written in the file of alerts; `docs/alerts.md` says what each key means.
"""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, InstanceOf, model_validator

from monitor.handwritten.terms import CLOCK, Clock, Id, Said, Terms, Unfit, Zone
from monitor.handwritten.wording import choose, quoted

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPAN = "([0-9]{1,4}) (minute|hour|day)s?"
LONGEST_SPAN = timedelta(days=30)


class Language(StrEnum):
    """The languages in which notices are written."""

    EN = "en"


@dataclass(frozen=True, slots=True)
class Weekly:
    """A day of the week, 0 = Monday, and a local time."""

    weekday: int
    at: time

    def __str__(self) -> str:
        """Write it as the file does."""
        return f"{WEEKDAYS[self.weekday]} {self.at:%H:%M}"


def _weekly(value: object) -> object:
    if not isinstance(value, str):
        return value
    day, _, clock = value.partition(" ")
    if day.lower() not in WEEKDAYS:
        raise Unfit(f"{quoted(day)} is no day of the week", choose(day, WEEKDAYS))
    if not re.fullmatch(CLOCK, clock):
        raise Unfit(f"{quoted(value)} names no time of day", "write it as 'monday 07:00'")
    return Weekly(WEEKDAYS.index(day.lower()), time.fromisoformat(clock))


def span(text: str) -> timedelta:
    """Read a length of time, as `4 hours`: from a minute to thirty days.

    Raises:
        Unfit: It is none.
    """
    match = re.fullmatch(SPAN, text)
    if match is None:
        raise Unfit(f"{quoted(text)} is no length of time", "write '30 minutes' or '4 hours'")
    found = timedelta(**{f"{match[2]}s": int(match[1])})
    if not timedelta(0) < found <= LONGEST_SPAN:
        raise Unfit(f"{quoted(text)} is out of reach", "write from 1 minute to 30 days")
    return found


def _span(value: object) -> object:
    return span(value) if isinstance(value, str) else value


def _yes(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in {"yes", "no"}:
        raise Unfit(f"{quoted(value)} is neither yes nor no", "write yes or no")
    return value == "yes"


Span = Annotated[InstanceOf[timedelta], BeforeValidator(_span)]
Yes = Annotated[bool, BeforeValidator(_yes)]


class QuietHours(Terms):
    """Hours of each day in which only what cannot wait is sent."""

    since: Annotated[Clock, Field(alias="from")]
    """Local time at which they begin."""
    until: Clock
    """Local time at which they end; earlier than `from`, it is on the next day."""

    @model_validator(mode="after")
    def _last(self) -> Self:
        if self.since == self.until:
            raise Unfit("quiet hours begin and end at the same time", "leave them out for none")
        return self


class Digest(Terms):
    """When what has gathered is told in one message, also where nothing has."""

    daily: Clock | None = None
    """Local time of every day."""
    weekly: Annotated[InstanceOf[Weekly], BeforeValidator(_weekly)] | None = None
    """Day of the week and local time, as `monday 07:00`."""

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.daily is None and self.weekly is None:
            raise Unfit("a digest without a time", "give daily or weekly, or leave it out")
        return self


class Person(Terms):
    """Somebody who is told."""

    name: Said
    """Their name, as notices and pages call them."""
    channels: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The channels by which they are told: all of them, each time."""


class Desk(Terms):
    """People who are told together, and by which clock."""

    people: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Who is told: the first at once, the next where nobody of those before has acknowledged."""
    time_zone: Zone
    """The zone of its hours and of the times in its notices."""
    language: Language = Language.EN
    """The language of its notices."""
    escalate_after: Span | None = None
    """How long a notice that asks for it waits for an acknowledgement, as `4 hours`; without it
    all its people are told at once."""
    review: Yes = False
    """`yes`: a person approves each notice before it is sent."""
    quiet_hours: QuietHours | None = None
    """Hours in which only what cannot wait is sent."""
    digest: Digest | None = None
    """When what has gathered is told in one message."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its hours, as a value."""
        return ZoneInfo(self.time_zone)
