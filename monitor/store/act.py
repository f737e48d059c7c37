"""One accepted act, sealed by its hash, as it stands in the journal.

The hash of a line covers the whole line but itself, and each line carries the hash of the one
before: whoever changes, drops, inserts or moves a line breaks the chain there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

START = "0" * 64
"""What the first line names as the hash before it."""
Body = Mapping[str, Any]
"""What an act says of itself, as JSON: texts, whole numbers, lists and objects."""


@dataclass(frozen=True, slots=True)
class Act:
    """One accepted act.

    Attributes:
        seq: Its number, which is its line in the journal, from 1.
        recorded_at: When it was accepted, UTC; later than every act before it.
        actor: Who acted.
        role: In which role.
        act: What was done: "upload", "undo", "said", …; an open word.
        body: What the act says of itself; under "kept", the hashes of the files it keeps.
        prev: The hash of the act before, START for the first.
        hash: SHA-256, in hexadecimal, over the canonical JSON of all the others.
    """

    seq: int
    recorded_at: datetime
    actor: str
    role: str
    act: str
    body: Body
    prev: str
    hash: str = ""

    def saying(self, body: Body) -> Self:
        """Return the same act with its body, and sealed by its hash.

        Raises:
            ValueError: Its content cannot be written as JSON in UTF-8.
        """
        return replace(self, body=body).sealed()

    def sealed(self) -> Self:
        """Return the same act with its hash.

        Raises:
            ValueError: Its content cannot be written as JSON in UTF-8.
        """
        fields = self._fields()
        del fields["hash"]
        return replace(self, hash=hashlib.sha256(_canonical(fields)).hexdigest())

    @property
    def line(self) -> bytes:
        """The act as it stands in the journal, with its line end."""
        return _canonical(self._fields()) + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> Self:
        """Read a line, with or without its end.

        Raises:
            ValueError: It is not, byte for byte, the line of an act with the hash it names.
        """
        try:
            fields = json.loads(line)
            fields["recorded_at"] = datetime.fromisoformat(fields["recorded_at"])
            act = cls(**fields)
            sealed = act.sealed()
            as_written = act.line
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise ValueError(f"it is not an act: {error}") from error
        if act.hash != sealed.hash:
            raise ValueError("its content does not match its hash")
        if as_written.rstrip(b"\n") != line.rstrip(b"\n"):
            raise ValueError("it is not written as acts are written")
        return act

    def _fields(self) -> dict[str, Any]:
        at = self.recorded_at.astimezone(UTC).replace(tzinfo=None)
        return {
            "seq": self.seq,
            "recorded_at": at.isoformat(timespec="microseconds") + "Z",
            "actor": self.actor,
            "role": self.role,
            "act": self.act,
            "body": self.body,
            "prev": self.prev,
            "hash": self.hash,
        }


def _canonical(fields: Mapping[str, Any]) -> bytes:
    text = json.dumps(
        fields, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode("utf-8")


def check_follows(act: Act, before: Act | None) -> None:
    """Check that this act may stand after that one (None: at the start).

    Raises:
        ValueError: Saying why it cannot.
    """
    last = before.seq if before else 0
    if act.seq != last + 1:
        raise ValueError(f"it is act {act.seq}, and follows act {last}")
    if act.prev != (before.hash if before else START):
        raise ValueError("it does not carry the hash of the line before it")
    if before and act.recorded_at <= before.recorded_at:
        raise ValueError("it was not recorded later than the line before it")
