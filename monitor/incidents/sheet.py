"""Records of a file by their parts, column by column: so many cross and are kept at a time.

A part that is one text of the record stands as that text, a time of publication as a time; any
other as the text that the record has for it, each different one once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from json.encoder import encode_basestring

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from monitor.incidents.cut import Cut, Parts
from monitor.incidents.pieces import TIME, letters_of, read, written
from monitor.incidents.record import Record
from monitor.incidents.sheaf import CODED, Marks, Numbers

_YEARS = tuple(
    np.datetime64(one).astype("datetime64[us]").astype(np.int64).item()
    for one in ("0001-01-02", "9999-12-31")
)
"""Microseconds since 1970 between which a time is one."""

_SPACE = 32
_BEGUN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some records.

    Attributes:
        lines: The line of the file that each is on.
        parts: The parts of all of them, part by part.
    """

    lines: Numbers
    parts: tuple[pa.Array, ...]

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def last(self) -> int:
        """The last line."""
        return int(self.lines[-1])

    @classmethod
    def of(cls, lines: Sequence[int], rows: Sequence[Parts]) -> "Sheet":
        """Put together the parts of records that were read one by one."""
        columns = (pa.array(texts, pa.string()) for texts in zip(*rows, strict=True))
        return cls(
            np.array(lines, dtype=np.int64), tuple(one.dictionary_encode() for one in columns)
        )

    def written(self) -> bytes:
        """Write it; `read` reads it."""
        return written(self.lines, self.parts)

    @classmethod
    def read(cls, data: bytes) -> "Sheet":
        """Read what `written` wrote; nothing is believed of what its parts say.

        Raises:
            ValueError: It is no sheet.
        """
        return cls(*read(data))

    def check(self, cut: Cut) -> None:
        """Check that its parts are those of records that are cut like that.

        Raises:
            ValueError: They are not.
        """
        if len(self.parts) != len(cut.parts):
            raise ValueError(f"a record has {len(cut.parts)} parts here, not {len(self.parts)}")
        for at, part in enumerate(self.parts):
            if part.type == CODED:
                cut.check_all(at, part.dictionary.to_pylist())
            elif part.type == TIME and cut.parts[at] == ("published_at",):
                _check_times(part)
            elif part.type != pa.string() or not cut.is_text(at):
                raise ValueError(f"{part.type} is no part of a {cut.kind}")

    def only(self, wanted: Marks) -> "Sheet":
        """Return the records that are marked."""
        if wanted.all():
            return self
        marks = pa.array(wanted)
        return Sheet(self.lines[wanted], tuple(part.filter(marks) for part in self.parts))

    def joined(self, lines: Sequence[int], records: Sequence[Record], cut: Cut) -> "Sheet":
        """Return it with more records, in the order of their lines."""
        if not records:
            return self
        every = np.concatenate((self.lines, np.array(lines, dtype=np.int64)))
        order = np.argsort(every, kind="stable")
        taken = pa.array(order)
        both = (_and(part, at, records, cut) for at, part in enumerate(self.parts))
        return Sheet(every[order], tuple(part.take(taken) for part in both))

    def texts(self, at: int, cut: Cut) -> list[str]:
        """Return the text of one part of each record."""
        part = self.parts[at]
        if part.type == CODED:
            known = part.dictionary.to_pylist()
            return [known[code] for code in part.indices.to_pylist()]
        return list(column_of_texts(part, at, cut).to_pylist())

    def row(self, number: int, cut: Cut) -> Parts:
        """Return the parts of one record, by its number from 0."""
        one = Sheet(self.lines[number : number + 1], tuple(p.slice(number, 1) for p in self.parts))
        return next(one.rows(cut))[1]

    def values(self, name: str, cut: Cut) -> list[object]:
        """Return what each record has in one field."""
        at = next(at for at, names in enumerate(cut.parts) if name in names)
        part = self.parts[at]
        if part.type != CODED:
            return _values(part)
        known = [cut.read(at, text)[name] for text in part.dictionary.to_pylist()]
        return [known[code] for code in part.indices.to_pylist()]

    def rows(self, cut: Cut) -> Iterator[tuple[int, Parts]]:
        """Yield the line and the parts of each record."""
        columns = [self.texts(at, cut) for at in range(len(self.parts))]
        return zip(self.lines.tolist(), zip(*columns, strict=True), strict=True)

    def records(self, cut: Cut) -> Iterator[Record]:
        """Yield each record."""
        if len(self.parts) == 1:
            yield from map(cut.record, zip(self.texts(0, cut), strict=True))
            return
        columns = [self._fields(at, cut) for at in range(len(self.parts))]
        for told in zip(*columns, strict=True):
            fields: dict[str, object] = {}
            for part in told:
                fields.update(part)
            yield cut.with_fields(fields)

    def _fields(self, at: int, cut: Cut) -> list[Mapping[str, object]]:
        """Return the fields that one part tells of, for each record."""
        part = self.parts[at]
        if part.type != CODED:
            (name,) = cut.parts[at]
            return [{name: value} for value in _values(part)]
        known = [cut.read(at, text) for text in part.dictionary.to_pylist()]
        return [known[code] for code in part.indices.to_pylist()]

    def bodies(self, cut: Cut) -> list[str]:
        """Return the text of each record as it is kept."""
        columns = [column_of_texts(part, at, cut) for at, part in enumerate(self.parts)]
        joined = pc.binary_join_element_wise(*columns, "")
        return [f"{{{text[1:]}}}" for text in joined.to_pylist()]


def _values(part: pa.Array) -> list[object]:
    """Return texts, or times in UTC."""
    if part.type != TIME:
        return list(part.to_pylist())
    times = part.cast(pa.int64()).to_pylist()
    return [None if one is None else _BEGUN + timedelta(microseconds=one) for one in times]


def _and(part: pa.Array, at: int, records: Sequence[Record], cut: Cut) -> pa.Array:
    """Return a part with that of more records behind it."""
    if part.type != CODED:
        (name,) = cut.parts[at]
        return pa.concat_arrays([part, pa.array([getattr(r, name) for r in records], part.type)])
    texts = pa.array([cut.text(at, record) for record in records], pa.string())
    codes = len(part.dictionary) + np.arange(len(records), dtype=np.int32)
    indices = np.concatenate((part.indices.to_numpy(), codes)).astype(np.int32)
    known = pa.concat_arrays([part.dictionary, texts])
    return pa.DictionaryArray.from_arrays(pa.array(indices), known)


def column_of_texts(part: pa.Array, at: int, cut: Cut) -> pa.Array:
    """Return what the text of a record has for one of its parts."""
    if part.type == CODED:
        return part.dictionary.take(part.indices)
    if part.type == TIME:
        return _times_told(part, at, cut)
    (name,) = cut.parts[at]
    return pc.binary_join_element_wise(f',"{name}":"', _escaped(part), '"', "")


def _times_told(part: pa.Array, at: int, cut: Cut) -> pa.Array:
    if not part.null_count:
        times = part.cast(pa.int64()).to_numpy()
        seconds, fractions = np.divmod(times, 1_000_000)
        if not fractions.any():
            told = pa.array(np.datetime_as_string(seconds.astype("datetime64[s]")), pa.string())
            return pc.binary_join_element_wise(',"published_at":"', told, 'Z"', "")
    return pa.array([cut.text_of(at, one) for one in part.to_pylist()], pa.string())


def _escaped(texts: pa.Array) -> pa.Array:
    """Return texts as they stand in JSON, between the quotes."""
    letters = letters_of(texts)
    if (letters < _SPACE).any():
        return pa.array([encode_basestring(text)[1:-1] for text in texts.to_pylist()], pa.string())
    for sign in "\\", '"':
        if (letters == ord(sign)).any():
            texts = pc.replace_substring(texts, sign, f"\\{sign}")
    return texts


def _check_times(part: pa.Array) -> None:
    found = pc.min_max(part.cast(pa.int64())).as_py()
    least, most = found["min"], found["max"]
    if least is not None and not (_YEARS[0] <= least and most <= _YEARS[1]):
        raise ValueError("a time is none of the calendar's")
