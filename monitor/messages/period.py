"""What a digest is written from: a time, and of each agreement what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert
from monitor.alerts.desk import Language
from monitor.alerts.lateness import LateLook
from monitor.alerts.notice import Status
from monitor.messages.around import Anchor
from monitor.views.coming import Coming
from monitor.views.conclusions import Conclusion


class Why(StrEnum):
    """Why something that would have interrupted did not."""

    IN_THREAD = "in_thread"
    DIGEST = "digest"
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class Held:
    """An alert that was held back, and why."""

    alert: Alert
    why: Why


@dataclass(frozen=True, slots=True)
class Resting:
    """A snooze that stands: what was told of its matter last, who asked for it, until when, UTC."""

    alert: Alert
    by: str
    until: datetime


@dataclass(frozen=True)
class Part:
    """One agreement in a digest.

    Attributes:
        terms: Its terms.
        digest: The SHA-256 of the text of its rules.
        alerts: All that was told, or waited for this digest, in the order in which it turned.
        stays: How each condition stands at the end of the time.
        unseen: What could not be seen, a line each.
        coming: What comes next, soonest first.
        held: What would have interrupted and did not.
        resting: The snoozes that stand at the end of the time.
        evaluated: When it was last evaluated without a fault, UTC; None for never.
        late: What was looked at late in this time, in order of time.
        heard: By the name of each source when it last reported anything, UTC; None for never.
    """

    terms: Agreement
    digest: str
    alerts: Sequence[Alert] = ()
    stays: Sequence[Conclusion] = ()
    unseen: Sequence[str] = ()
    coming: Sequence[Coming] = ()
    held: Sequence[Held] = ()
    resting: Sequence[Resting] = ()
    evaluated: datetime | None = None
    late: Sequence[LateLook] = ()
    heard: Mapping[str, datetime | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """A digest for a desk: from `since` up to `until`, UTC, written at `moment`.

    `id` is its own, `address` that of the pages, `head` the newest entry of the journal, `missed`
    the digests that were due while the service did not run, UTC, oldest first.
    """

    id: str
    desk: str
    zone: ZoneInfo
    language: Language
    since: datetime
    until: datetime
    moment: datetime
    address: str
    parts: Sequence[Part]
    head: Anchor | None = None
    status: Status = Status.ACTUAL
    missed: Sequence[datetime] = ()
