"""When something happened, as exactly as it was stated: a point or a half-open span in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

TICK = timedelta(microseconds=1)
"""The resolution of every time in the system."""

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for "always before": earlier than anything that is told."""

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Stands for "not ended": the `known_to` of what is still believed."""


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        msg = f"{value.isoformat()} has no time zone"
        raise ValueError(msg)
    return value.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(_in_utc)]
"""An aware datetime, kept in UTC; a naive one is refused."""


class Span(BaseModel):
    """A point (`start == end`) or the half-open span from `start` up to, without, `end`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Instant
    end: Instant

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end < self.start:
            msg = "it ends before it starts"
            raise ValueError(msg)
        return self

    @property
    def last(self) -> datetime:
        """The last instant it may have happened at (closed), at the system's resolution."""
        return self.start if self.start == self.end else self.end - TICK

    def inside(self, start: datetime, end: datetime) -> bool:
        """Whether it lies wholly in the half-open window [start, end)."""
        return start <= self.start and self.last < end

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether it may have happened in the half-open window [start, end)."""
        return self.start < end and start <= self.last

    @classmethod
    def between(cls, first: datetime, last: datetime) -> "Span":
        """The span whose closed first and last instants are given."""
        return cls(start=first, end=first if first == last else last + TICK)
