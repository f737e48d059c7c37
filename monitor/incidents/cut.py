"""A record cut into parts: pieces of its text that are known again, and checked, by themselves.

Most parts of the rows of a file say what a part of an earlier row said: they are written and
checked once. The parts of a record put together are its text as the store keeps it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from json.decoder import scanstring  # type: ignore[attr-defined] # it is there, untyped
from json.encoder import encode_basestring

from pydantic import ValidationError

from monitor.incidents.record import Count, Entry, Record, Report
from monitor.incidents.span import Span
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.vocabulary import Measure

_AT = datetime(2000, 1, 1, tzinfo=UTC)
SOME: Mapping[str, Record] = {
    "report": Report(id="-", source="-", happened=Span(start=_AT, end=_AT)),
    "count": Count(
        id="-", source="-", window=Span(start=_AT, end=_AT), measure=Measure.KILLED, value=0
    ),
}
"""Any record of the kinds that can be cut into several parts."""

_SECOND = re.compile(r',"published_at":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"')

MOST_KNOWN = 50_000
"""Texts of one part that are remembered; then all are forgotten, and the next are."""

FEW_RECORDS = 5_000
"""Records of one part that are remembered, the first ones: a file of so few is looked through
several times."""

Parts = tuple[str, ...]
"""The texts of the parts of a record, each with a comma before it; empty where it says nothing."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How records of one kind are cut.

    Attributes:
        kind: The kind.
        parts: The fields of each part; together those of the record's class, in its order.
    """

    kind: str
    parts: tuple[tuple[str, ...], ...]
    _known: tuple[dict[str, Mapping[str, object]], ...] = field(
        init=False, repr=False, compare=False
    )
    _records: dict[str, Record] = field(init=False, repr=False, compare=False, default_factory=dict)
    _names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _before: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse parts that are not those of the kind.

        Raises:
            ValueError: There is no such kind, or a field is missing, strange or out of order.
        """
        if self.kind not in TEMPLATES:
            raise ValueError(f"there is no kind of record {self.kind!r}")
        if [name for part in self.parts for name in part] != list(self._class.model_fields):
            raise ValueError(f"these are not the fields of a {self.kind}, cut into parts")
        if len(self.parts) > 1 and self.kind not in SOME:
            raise ValueError(f"a {self.kind} has one part")
        object.__setattr__(self, "_known", tuple({} for _ in self.parts))
        object.__setattr__(self, "_names", tuple(map(self._text_alone, self.parts)))
        object.__setattr__(self, "_before", tuple(map(self._needed_beside, self.parts)))

    @classmethod
    def whole(cls, kind: str) -> "Cut":
        """Return the cut into one part."""
        if kind not in TEMPLATES:
            raise ValueError(f"there is no kind of record {kind!r}")
        return cls(kind, (tuple(TEMPLATES[kind].record.model_fields),))

    def texts(self, record: Record) -> Parts:
        """Return the parts of a record."""
        if len(self.parts) == 1:
            return (f",{record.model_dump_json()[1:-1]}",)
        return tuple(self.text(at, record) for at in range(len(self.parts)))

    def text(self, at: int, record: Entry) -> str:
        """Return one part of a record."""
        said = record.model_dump_json(include=set(self.parts[at]))[1:-1]
        return f",{said}" if said else ""

    def is_text(self, at: int) -> bool:
        """Whether a part is one text of the record."""
        return bool(self._names[at])

    def text_of(self, at: int, value: object) -> str:
        """Return a part of one field, which has this value."""
        (name,) = self.parts[at]
        return self.text(at, SOME[self.kind].model_copy(update={name: value}))

    def record(self, texts: Sequence[str]) -> Record:
        """Return the record that has these parts.

        Raises:
            ValueError: They are not parts of a record.
        """
        if len(texts) != len(self.parts):
            raise ValueError(f"a record has {len(self.parts)} parts here, not {len(texts)}")
        if len(texts) == 1:
            return self._whole(texts[0])
        fields: dict[str, object] = {}
        for at, text in enumerate(texts):
            fields.update(self._known[at].get(text) or self.read(at, text))
        return self.with_fields(fields)

    def with_fields(self, fields: Mapping[str, object]) -> Record:
        """Return the record that has these fields, each of which was checked in its part."""
        return SOME[self.kind].model_copy(update=fields)

    def check(self, texts: Sequence[str]) -> None:
        """Check that these are the parts of a record.

        Raises:
            ValueError: They are not.
        """
        if len(texts) != len(self.parts):
            raise ValueError(f"a record has {len(self.parts)} parts here, not {len(texts)}")
        for known, text in zip(self._known, texts, strict=True):
            if text not in known:
                break
        else:
            return
        for at, text in enumerate(texts):
            if text not in self._known[at]:
                self.read(at, text)

    def check_all(self, at: int, texts: Iterable[str]) -> None:
        """Check that each of these is that part of a record.

        Raises:
            ValueError: One is not.
        """
        known = self._known[at]
        for text in texts:
            if text not in known:
                self.read(at, text)

    def read(self, at: int, text: str) -> Mapping[str, object]:
        """Return the fields that one part tells of.

        Raises:
            ValueError: It is not written as a part of a record is.
        """
        if name := self._names[at]:
            told = {name: _string(name, text)}
            if len(self._known[at]) < MOST_KNOWN:
                self._known[at][text] = told
            return told
        if self.parts[at] == ("published_at",) and (second := _second(text)):
            return {"published_at": second}
        known = self._known[at]
        found = known.get(text)
        if found is None:
            record = self._whole(text) if len(self.parts) == 1 else self._among_others(at, text)
            found = {name: getattr(record, name) for name in self.parts[at]}
            if len(self.parts) > 1:
                if len(known) >= MOST_KNOWN:
                    known.clear()
                known[text] = found
        return found

    @property
    def _class(self) -> type[Entry]:
        return TEMPLATES[self.kind].record

    def _text_alone(self, part: tuple[str, ...]) -> str:
        """Return the name of a part that is one text: the first of these alone are remembered."""
        alone = len(part) == 1 and self._class.model_fields[part[0]].annotation is str
        return part[0] if alone else ""

    def _needed_beside(self, part: tuple[str, ...]) -> str:
        """Return the text of what a record needs beside a part; empty where that is nothing."""
        if len(self.parts) == 1:
            return ""
        needed = {name for name, one in self._class.model_fields.items() if one.is_required()}
        return SOME[self.kind].model_dump_json(include={"record", *needed} - {*part})[1:-1]

    def _whole(self, text: str) -> Record:
        if known := self._records.get(text):
            return known
        record = self._validated(f"{{{text[1:]}}}")
        if text != f",{record.model_dump_json()[1:-1]}":
            raise ValueError("a record is not written as ours are")
        if len(self._records) < FEW_RECORDS:
            self._records[text] = record
        return record

    def _among_others(self, at: int, text: str) -> Record:
        before = self._before[at]
        record = self._validated(f"{{{before}{text if before else text[1:]}}}")
        if self.text(at, record) != text:
            raise ValueError("a part of a record is not written as ours are")
        return record

    def _validated(self, body: str) -> Record:
        try:
            return self._class.model_validate_json(body)  # type: ignore[return-value]
        except ValidationError as error:
            raise ValueError(str(error)) from error


def body_of(texts: Iterable[str]) -> str:
    """Return the text of a record from its parts, of which the first says something."""
    return f"{{{''.join(texts)[1:]}}}"


def written(name: str) -> Callable[[str], str]:
    """Return what writes the part of a field that is one text."""
    before = f',"{name}":'
    return lambda text: before + encode_basestring(text)


def _string(name: str, text: str) -> str:
    before = f',"{name}":'
    value = ""
    if text.startswith(f'{before}"'):
        value, _ = scanstring(text, len(before) + 1)
    if text != before + encode_basestring(value):
        raise ValueError("a text is not written as ours are")
    return value


def _second(text: str) -> datetime | None:
    """Return the time of publication that a part says, where it is a whole second."""
    if not _SECOND.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text[-21:-1])
    except ValueError:
        return None
