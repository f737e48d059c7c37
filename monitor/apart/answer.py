"""What the process that reads a file answers: lines, each checked before it is believed.

- `{"kind": …, "header": …, "parts": …, "mapped": …}` comes first: the kind of the records, how
  each is cut, and the saved mapping by which they are read.
- `7<tab>,"id":"a"<tab>…` is an accepted line of the file, and the parts of its record.
- `[8, cells, problems]` is a rejected line.
- `+2000/100000` says how far it has come: a line of the file, and about how many it has.
- `"again"` makes void all before it: it begins anew with another first line.
- `{"records": …, "lines": …, "repeated": …, "dropped": …, "rejected": …, "how": …, "totals": …}`
  says what shows at the end only, or `{"problems": …}` why it cannot be read at all, with what
  stands in its columns where nobody knows them; then comes `"end"`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, astuple
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, NamedTuple, cast

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.bulletins.total import Total
from monitor.incidents.cut import Cut
from monitor.incidents.flow import AgainError, Flow, Tail
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.seen import SeenColumn, UnknownLayoutError
from monitor.incidents.intake import Intake, Mapped, Rejected
from monitor.incidents.laid import LaidRecords, LaidRejected, Pages, read_rejected
from monitor.incidents.opened.how import How

END = b'"end"\n'
AGAIN = b'"again"\n'

EVERY = 5_000
"""Lines of a file after which it is said how far it has come."""

_IN_MEMORY = 1 << 20
"""Bytes that are not worth a file."""


class Progress(NamedTuple):
    """How far the reading of a file has come: lines, of about so many; 0 where nobody knows."""

    done: int
    whole: int


Told = Callable[[Progress], None]
"""Is told how far it has come."""


def untold(_: Progress) -> None:
    """Tell nobody."""


def answer(read: Intake | Flow) -> Iterator[bytes]:
    """Yield the lines that tell of a file that was read, or is read meanwhile.

    Raises:
        IncidentFileError: It cannot be read any further; see `refusal`.
    """
    if isinstance(read, Intake):
        yield from _told(read)
        return
    try:
        yield from _telling(read)
    except AgainError:
        if read.afresh is None:
            raise
        afresh = read.afresh()
        afresh.mapped = read.mapped
        yield AGAIN
        yield from _telling(afresh)


def refusal(error: IncidentFileError) -> Iterator[bytes]:
    """Yield the lines that tell of a file that cannot be read at all."""
    said: dict[str, object] = {"problems": [astuple(problem) for problem in error.problems]}
    if isinstance(error, UnknownLayoutError):
        said["columns"] = [astuple(column) for column in error.columns]
    yield _line(said)
    yield END


def _told(intake: Intake) -> Iterator[bytes]:
    cut = Cut.whole(intake.kind)
    yield _head(cut, intake.header, intake.mapped)
    for line, record in intake.records:
        yield _row(line, cut.texts(record))
    for rejected in intake.rejected:
        yield _line(_plain(rejected))
    tail = Tail(intake.lines, intake.repeated, frozenset(), (), cast("How", intake.how))
    yield _end(tail, len(intake.records), intake.total_lines, intake.totals)
    yield END


def _telling(flow: Flow) -> Iterator[bytes]:
    yield _head(flow.cut, flow.header, flow.mapped)
    due, records = EVERY, 0
    for found in flow.run():
        if isinstance(found, Rejected):
            line = found.line
            yield _line(_plain(found))
        else:
            line, texts = found
            records += 1
            yield _row(line, texts)
        if line >= due:
            due = line + EVERY
            yield b"+%d/%d\n" % (line, flow.height)
    yield _end(flow.tail(), records)
    yield END


def _head(cut: Cut, header: tuple[str, ...], mapped: Mapped | None) -> bytes:
    by = None if mapped is None else astuple(mapped)
    return _line({"kind": cut.kind, "header": header, "parts": cut.parts, "mapped": by})


def _row(line: int, texts: Iterable[str]) -> bytes:
    tab = "\t"
    return f"{line}\t{tab.join(texts)}\n".encode()


def _end(tail: Tail, records: int, total_lines: int = 0, totals: Sequence[Total] = ()) -> bytes:
    said = {
        "records": records,
        "lines": tail.lines,
        "repeated": tail.repeated,
        "dropped": sorted(tail.dropped),
        "rejected": [_plain(one) for one in tail.rejected],
        "how": asdict(tail.how) if tail.how else None,
        "total_lines": total_lines,
        "totals": [astuple(total) for total in totals],
    }
    return _line(said)


def _plain(rejected: Rejected) -> list[object]:
    problems = [list(asdict(problem).values()) for problem in rejected.problems]
    return [rejected.line, rejected.cells, problems]


def understood(lines: Iterator[bytes], told: Told = untold) -> Intake:
    """Return the file as read; the lines are believed only where every one fits.

    What it holds is laid down in a file that ends with it.

    Raises:
        IncidentFileError: The answer says that it cannot be read at all.
        ValueError: The answer is not whole, or is no answer.
    """
    try:
        return _Understanding(told).of(lines)
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no answer: {error!r:.200}") from error


class _Understanding:
    """An answer on its way to an intake."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._good, self._bad = _pages(), _pages()
        self._begin()

    def _begin(self) -> None:
        self._good.clear()
        self._bad.clear()
        self._rejected = self._records = self._lines = 0
        self._last = 0
        self._begun: tuple[Cut, tuple[str, ...]] | None = None
        self._mapped: Mapped | None = None

    def of(self, lines: Iterator[bytes]) -> Intake:
        """Read an answer to its end."""
        for line in lines:
            if line[:1].isdigit():
                self._row(line)
            elif line.startswith(b"["):
                read_rejected(json.loads(line))
                self._bad.add(line)
                self._rejected += 1
            elif line.startswith(b"+"):
                self._told(Progress(*map(int, line[1:].split(b"/"))))
            elif line == AGAIN:
                self._begin()
            else:
                said = json.loads(line)
                if "problems" in said:
                    _ended(lines)
                    raise _refused(said)
                if "lines" in said:
                    _ended(lines)
                    return self._intake(said)
                self._head(said)
        raise ValueError("it has no end")

    def _head(self, said: Any) -> None:  # noqa: ANN401 - it is JSON, and an error where it does not fit
        if self._begun is not None:
            raise ValueError("it begins twice")
        parts = tuple(tuple(map(str, part)) for part in said["parts"])
        self._begun = Cut(str(said["kind"]), parts), tuple(map(str, said["header"]))
        if said["mapped"] is not None:
            name, version = said["mapped"]
            self._mapped = Mapped(str(name), int(version))

    def _row(self, line: bytes) -> None:
        """Lay a row down once it is known to hold a record such as the store reads."""
        if self._begun is None or not line.endswith(b"\n"):
            raise ValueError("a record is cut off, or comes too early")
        number, *texts = line[:-1].decode().split("\t")
        if not number.isdigit() or int(number) < self._last:
            raise ValueError("the lines of the file are not in order")
        self._begun[0].check(texts)
        self._lines += int(number) > self._last
        self._last = int(number)
        self._good.add(line)
        self._records += 1

    def _intake(self, said: Any) -> Intake:  # noqa: ANN401 - as above
        if self._begun is None or said["records"] != self._records:
            raise ValueError("it has no beginning, or another number of records")
        cut, header = self._begun
        dropped = frozenset(map(int, said["dropped"]))
        more = tuple(read_rejected(one) for one in said["rejected"])
        records = LaidRecords(self._good, cut, self._records - len(dropped), dropped)
        found = LaidRejected(self._bad, self._rejected, more)
        lines, repeated = int(said["lines"]), int(said["repeated"])
        totals = int(said["total_lines"])
        self._weigh(dropped, len(found), repeated + totals, lines)
        return Intake(
            cut.kind,
            header,
            records,
            found,
            repeated,
            lines,
            _how(said["how"]),
            self._mapped,
            totals,
            tuple(map(_total, said["totals"])),
        )

    def _weigh(self, dropped: frozenset[int], rejected: int, others: int, lines: int) -> None:
        """Check that every line of the file is accounted for, once.

        `others` are those that say again what another says, or the total of several.
        """
        there = 0
        if dropped:
            numbers = (int(page.partition(b"\t")[0]) for page in self._good)
            there = sum(number in dropped for number in numbers)
        if there != len(dropped) or self._lines - there + rejected + others != lines:
            raise ValueError("its counts do not fit the lines of the file")


def _pages() -> Pages:
    return Pages(cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY)))


def _refused(said: Any) -> IncidentFileError:  # noqa: ANN401 - as above
    problems = [Problem(*problem) for problem in said["problems"]]
    if "columns" not in said:
        return IncidentFileError(problems)
    unknown = UnknownLayoutError(problems)
    unknown.columns = tuple(map(_column, said["columns"]))
    return unknown


def _total(said: Any) -> Total:  # noqa: ANN401 - as above
    line, column, stated, summed, of, why = said
    known = None if summed is None else int(summed)
    return Total(int(line), str(column), int(stated), known, tuple(map(str, of)), str(why))


def _column(said: Any) -> SeenColumn:  # noqa: ANN401 - as above
    name, first, often, different, filled, guess = said
    counted = tuple((str(value), int(count)) for value, count in often)
    shown = tuple(map(str, first))
    return SeenColumn(str(name), shown, counted, int(different), int(filled), Meaning(guess))


def _how(said: Any) -> How | None:  # noqa: ANN401 - as above
    if said is None:
        return None
    return How(**{**said, "why": tuple(said["why"]), "notes": tuple(said["notes"])})


def _ended(lines: Iterator[bytes]) -> None:
    if next(lines, b"") != END:
        raise ValueError("it has no end")


def _line(said: object) -> bytes:
    return json.dumps(said).encode() + b"\n"
