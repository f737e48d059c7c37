"""How an agreement cuts time into days, and what it takes as certain."""

from datetime import time
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from monitor.agreements.dated import Duration, Length, Unit, ends_after
from monitor.handwritten.terms import (
    Clock,
    Local,
    Terms,
    Unfit,
    Zone,
)
from monitor.incidents.vocabulary import Grade


class Calendar(Terms):
    """Monitoring days: day d is [start_d, start_{d+1}) on local wall time.

    `from` (included) and `until` (excluded) cut the first and the last of them.
    """

    time_zone: Zone
    """The zone of every date and time in the file, as Asia/Damascus."""
    day_starts: Clock = time(0)
    """The local time at which a monitoring day begins."""
    from_: Local = Field(alias="from")
    """When the agreement begins, included."""
    until: Local | None = None
    """When it ends, excluded; without it, it has no end of its own."""
    partial_days: Literal["not_counted", "counted"] = "not_counted"
    """Whether a first or last day cut short by from or until is a day."""

    @model_validator(mode="after")
    def _forward(self) -> Self:
        ends_after(self.from_, self.until)
        return self


class Doubt(StrEnum):
    """What an undetermined limit becomes where only incidents are in doubt."""

    UNDETERMINED = "undetermined"
    BREAKS = "breaks"
    COUNTS_AS_QUIET = "counts_as_quiet"


class Unobserved(StrEnum):
    """What a limit becomes on a finished day that nobody watched; nothing makes it kept."""

    UNDETERMINED = "undetermined"
    BREAKS = "breaks"


class EvidencePolicy(Terms):
    """What it takes for an incident to count as certain, and when a verdict settles."""

    standard: Grade = Grade.CORROBORATED
    """An incident below this grade may be a breach, but is not certainly one. Never `refuted`."""
    doubt: Doubt = Doubt.UNDETERMINED
    """What a limit is where it hangs on incidents in doubt."""
    unobserved: Unobserved = Unobserved.UNDETERMINED
    """What a limit is on a day that nobody watched."""
    settles_after: Length = Duration(count=48, unit=Unit.HOURS)
    """How long a verdict stays provisional."""

    @model_validator(mode="after")
    def _a_standard(self) -> Self:
        if self.standard is Grade.REFUTED:
            raise Unfit("nothing refuted can be certain", "choose another grade", ("standard",))
        return self
