"""What stands around what is told: all that a message says, given by whoever sends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.alerts.desk import Language
from monitor.alerts.notice import Status
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.serious import Weighed
from monitor.incidents.known import Known
from monitor.incidents.record import Record, SourceProfile
from monitor.views.coming import Coming
from monitor.views.conclusions import Conclusion
from monitor.views.turned import Behind


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest entry of the journal: its number, and the hash that proves all before it."""

    act: int
    hash: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was told before: when, UTC, to how many people, in which words.

    `known` is up to when what had been recorded counted then, UTC.
    """

    at: datetime
    known: datetime
    people: int
    words: str


@dataclass(frozen=True, slots=True)
class Rival:
    """How the subject that leads stands under a reading, in words; None is the open one."""

    reading: str | None
    says: str


@dataclass(frozen=True)
class Around:
    """What a message is written from, beside its alerts; everything as known to the leading one.

    Attributes:
        terms: The terms of the agreement, as the message is of them: under the leading reading.
        digest: The SHA-256 of the text of its rules.
        desk: The desk that is told, by id.
        zone: The zone of the times in the message.
        language: Its language.
        moment: When it is written, UTC.
        address: That of the pages, for links, such as `https://monitor.example.org/`.
        head: The newest entry of the journal; None where it has none.
        told: What was told before, by alert.
        explanation: What the leading verdict rests on; of an incident or a decision that of a
            condition which weighs it, or asks for it. None where there is none to explain.
        records: The records that it names, each with when it was known; nothing known only later.
        profiles: What the sources are.
        coming: What comes next, soonest first.
        stays: What goes on holding and people ask about next, as what opens a phase.
        acts: The acts recorded since, by number.
        status: Whether it is meant, or a drill.
        weighed: Of a serious incident that leads the condition that counts it, or comes nearest;
            None of anything else.
        reading: The rival reading under which the leading alert is told; None for the open one.
        rivals: How its subject stands under each reading of the text, the open one first; empty
            where nobody asked under any.
    """

    terms: Agreement
    digest: str
    desk: str
    zone: ZoneInfo
    language: Language
    moment: datetime
    address: str
    head: Anchor | None = None
    told: Mapping[str, Earlier] = field(default_factory=dict)
    explanation: Explanation | None = None
    records: Sequence[Known[Record]] = ()
    profiles: Sequence[SourceProfile] = ()
    coming: Sequence[Coming] = ()
    stays: Sequence[Conclusion] = ()
    acts: Mapping[int, Behind] = field(default_factory=dict)
    status: Status = Status.ACTUAL
    weighed: Weighed | None = None
    reading: str | None = None
    rivals: Sequence[Rival] = ()
