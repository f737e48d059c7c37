"""What is asked of a store in one go, and what comes back: plain values, whoever asks."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo

from monitor.errors import MonitorError
from monitor.incidents.opened.given import Given as File

T = TypeVar("T")
Json = dict[str, object]
Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


LARGEST_NUMBER = 10**18
"""Beyond the number of any act."""


class RequestError(MonitorError):
    """What was sent is no request: its text says what is wrong with it, and what would be right."""


def silent(_done: int, _whole: int) -> None:
    """Tell nobody how far it has come."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file as a person gives it; `name` is what messages call it, its path where it has one."""

    name: str
    data: bytes | File = field(repr=False)

    @property
    def whole(self) -> bytes:
        """All of it."""
        return File.of(self.data).whole()


@dataclass(frozen=True, slots=True)
class Request:
    """A command with its options as given.

    Attributes:
        command: Its name.
        actor: Who asks; the journal names them. Nobody where it is empty.
        time_zone: The zone of times that belong to no agreement.
        options: Text, numbers and yes or no, by name; what is not given is left out.
        files: The files that go with it.
        progress: Whom to tell how far it has come; never sent.
    """

    command: str
    actor: str
    time_zone: ZoneInfo
    options: Mapping[str, object] = field(default_factory=dict)
    files: tuple[Given, ...] = ()
    progress: Progress = field(default=silent, compare=False, repr=False)

    def text(self, name: str) -> str | None:
        """Return an option that is text; None where it is not given."""
        return self._option(name, str)

    def number(self, name: str) -> int | None:
        """Return an option that is a whole number; None where it is not given."""
        return self._option(name, int)

    def flag(self, name: str) -> bool:
        """Return whether something is asked for."""
        return bool(self._option(name, bool))

    def cells(self, name: str) -> Mapping[str, str]:
        """Return an option that is text by column; nothing where it is not given."""
        found: Mapping[str, str] | None = self._option(name, dict)
        return found or {}

    def _option(self, name: str, kind: type[T]) -> T | None:
        value = self.options.get(name)
        if value is not None and not isinstance(value, kind):
            raise RequestError(f"the option {name} is a {type(value).__name__}")
        return value

    def check(self) -> Self:
        """Return the request, if it can be sent; a terminal can spell what is no text.

        Raises:
            RequestError: It cannot.
        """
        _text(self.actor, "the name of who acts")
        for name, value in self.options.items():
            _value(value, name)
        for given in self.files:
            _text(given.name, "the name of a file")
        return self

    def as_json(self) -> Json:
        """Return the request as it is sent; the command stands in the address."""
        files = [
            {"name": given.name, "content": base64.b64encode(given.whole).decode("ascii")}
            for given in self.files
        ]
        return {
            "actor": self.actor,
            "time_zone": self.time_zone.key,
            "options": dict(self.options),
            "files": files,
        }

    @classmethod
    def read(cls, command: str, sent: object, *, actor: str, time_zone: ZoneInfo) -> Self:
        """Read what was sent; who asks and their zone are these where it does not say.

        Raises:
            RequestError: It is no request.
        """
        if not isinstance(sent, dict):
            raise RequestError('a request is a JSON object, as {"options": {}}')
        if unknown := set(sent) - {"actor", "time_zone", "store", "options", "files"}:
            raise RequestError(
                f"a request has no {min(unknown)!r}; it has options, files, actor, time_zone, store"
            )
        options = sent.get("options", {})
        files = sent.get("files", [])
        if not isinstance(options, dict) or not isinstance(files, list):
            raise RequestError("options are a JSON object, files a list")
        return cls(
            command,
            _text(sent.get("actor", actor), "actor"),
            _zone(sent["time_zone"]) if "time_zone" in sent else time_zone,
            {name: _value(value, name) for name, value in options.items() if value is not None},
            tuple(_given(file) for file in files),
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request.

    Attributes:
        code: 0 success, 1 a negative answer, 2 bad usage or input.
        answer: The result as plain JSON values.
        lines: The result for people.
        notes: Messages beside the result.
    """

    code: int
    answer: Mapping[str, object] | Sequence[object]
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """Return the reply as it is sent."""
        return {
            "code": self.code,
            "answer": self.answer,
            "lines": list(self.lines),
            "notes": list(self.notes),
        }

    @classmethod
    def read(cls, sent: object) -> Self:
        """Read a reply as it was sent.

        Raises:
            RequestError: It is none.
        """
        match sent:
            case {
                "code": int(code),
                "answer": dict() | list() as answer,
                "lines": list(lines),
                "notes": list(notes),
            }:
                return cls(code, answer, tuple(map(str, lines)), tuple(map(str, notes)))
        raise RequestError("what came back is no reply")


def _text(value: object, name: str) -> str:
    """Return text that can be written; JSON can spell characters that are none."""
    try:
        if isinstance(value, str) and value.encode():
            return value
    except UnicodeEncodeError:
        raise RequestError(f"{name} holds half a character, which no file can hold") from None
    if value == "":
        return ""
    raise RequestError(f"{name} is no text")


def _value(value: object, name: str) -> object:
    match value:
        case int() if abs(value) > LARGEST_NUMBER:
            raise RequestError(f"the option {name[:60]} is too large a number")
        case bool() | int():
            return value
        case dict():
            return {
                _text(key, name): _text(text, f"{name}: {key[:60]}") for key, text in value.items()
            }
        case _:
            return _text(value, f"the option {name[:60]}")


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(_text(value, "time_zone"))
    except (KeyError, ValueError, OSError):
        raise RequestError(f"{value!r:.60} is no time zone; write it as Asia/Damascus") from None


def _given(sent: Any) -> Given:  # noqa: ANN401 - whatever JSON holds
    try:
        content = base64.b64decode(sent["content"], validate=True)
        return Given(_text(sent["name"], "the name of a file"), content)
    except (TypeError, KeyError, ValueError, binascii.Error):
        raise RequestError(
            "a file is an object with its name, and its bytes as base64 in content"
        ) from None
