"""A notice: what one channel of one person is told, frozen when it is decided.

It is kept in the journal with the act that decides it. Nobody composes it again: a retry sends
the same bytes, so whoever gets it twice can know it by its id.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, TypeAdapter

from monitor.incidents.vocabulary import Handling


class Status(StrEnum):
    """Whether it is meant, or only tries the way that it goes."""

    ACTUAL = "actual"
    DRILL = "drill"


class Does(StrEnum):
    """What a notice does to the notices before it, as its payload says under "type"."""

    NEW = "new"
    UPDATE = "update"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Notice:
    """What one channel gets.

    Attributes:
        id: Its own, the same whenever it is sent.
        alert: The id of the alert that it tells of; of a digest or a drill, its own.
        desk: The desk for which it is; empty for a drill.
        person: Who is told, by id; empty for a drill.
        channel: By which of their channels.
        subject: One line.
        text: The whole of it, as plain text.
        html: The same for people who read mail as pages; empty where there is none.
        payload: The same as a JSON object, for programs.
        not_before: It goes out no earlier than this, UTC.
        thread: What holds together the notices on one subject.
        references: The ids of earlier notices of this channel that this one follows, oldest first.
        status: Whether it is meant or a drill.
        handling: Whom it may reach.
    """

    id: str
    alert: str
    desk: str
    person: str
    channel: str
    subject: str
    text: str
    html: str
    payload: Mapping[str, Any]
    not_before: AwareDatetime
    thread: str
    references: tuple[str, ...] = ()
    status: Status = Status.ACTUAL
    handling: Handling = Handling.INTERNAL

    @property
    def does(self) -> Does:
        """What it does to the notices before it; new where its payload does not say."""
        said = self.payload.get("type")
        return next((one for one in Does if one == said), Does.NEW)

    @property
    def body(self) -> bytes:
        """The payload as it is sent: the same bytes whether composed now or read back."""
        text = json.dumps(
            self.payload, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        )
        return text.encode("utf-8")


_NOTICE = TypeAdapter(Notice)


def as_plain(notice: Notice) -> dict[str, Any]:
    """Write a notice as plain JSON values, as an act of the journal holds it."""
    found: dict[str, Any] = _NOTICE.dump_python(notice, mode="json")
    return found


def from_plain(values: Mapping[str, Any]) -> Notice:
    """Read what `as_plain` wrote.

    Raises:
        ValueError: It is nothing of the kind.
    """
    return _NOTICE.validate_python(values)
