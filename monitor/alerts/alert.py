"""An alert: something that people are told, which message it follows, and which desks it is for."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from monitor.alerts.kinds import AlertKind
from monitor.alerts.notice import Does
from monitor.alerts.transition import Subject, Transition, as_plain


class Way(StrEnum):
    """How a desk is told."""

    AT_ONCE = "at_once"
    IN_THREAD = "in_thread"
    """At once, but without interrupting: the desk was interrupted often enough that day."""
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert.

    Attributes:
        id: Sixteen hexadecimal digits that are the same whenever the same is told again.
        kind: What sort of thing it is.
        turned: The change, or correction, that it tells of.
        does: Whether it begins a thread, goes on with one, or takes back what was told.
        references: The alerts that it follows or corrects, by id.
        desks: The desks that are told, and how.
        late: Whether it is told after its time, because the service did not run.
    """

    id: str
    kind: AlertKind
    turned: Transition
    does: Does = Does.NEW
    references: tuple[str, ...] = ()
    desks: Mapping[str, Way] = field(default_factory=dict)
    late: bool = False

    @property
    def thread(self) -> str:
        """What it belongs to: all that is told of one condition, phase or record."""
        return thread_of(self.turned.agreement, self.turned.subject)

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and last day whose verdict it tells of; None where it is none of a day."""
        return days_of(self.turned)


def thread_of(agreement: str, about: Subject) -> str:
    """Return the name of what an alert belongs to: its subject, whichever day is meant.

    Under a rival reading it is a matter of its own.
    """
    named = (
        about.condition,
        about.scope,
        about.phase,
        about.holder,
        about.noted,
        about.key,
    )
    name = "/".join([agreement, *(part for part in named if part is not None)])
    return name if about.reading is None else f"{name}@{about.reading}"


def threads_of(turned: Transition) -> tuple[str, ...]:
    """Return every name by which what a transition is about may have been told before.

    An incident has the key of one of its reports, of another one when reports are joined; what
    takes a decision back has been told by its own where that decision was not on record.
    """
    about = turned.subject
    sides = (turned.after, turned.before)
    keys = {key for side in sides if side is not None for key in side.reports}
    keys |= {side.back.key for side in sides if side is not None and side.back is not None}
    keys -= {about.key}
    own = thread_of(turned.agreement, about)
    return (own, *(thread_of(turned.agreement, replace(about, key=key)) for key in sorted(keys)))


def days_of(turned: Transition) -> tuple[date | None, date | None]:
    """Return the first and last day whose verdict a transition tells of; None for none."""
    if turned.subject.day is not None:
        return turned.subject.day, turned.subject.last_day
    sides = (turned.after, turned.before)
    day = next((side.day for side in sides if side is not None and side.day), None)
    return day, day


def id_of(turned: Transition, kind: AlertKind) -> str:
    """Return the id of an alert: of what it tells, not of when that was found out to be told."""
    told = {"kind": kind.value, **as_plain([turned])[0]}
    told.pop("because", None)
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
