"""What the process that reads a file answers: lines, each checked before it is believed.

- `{"kind": …, "header": …, "parts": …, "mapped": …}` comes first: the kind of the records, how
  each is cut, and the saved mapping by which they are read.
- `7<tab>,"id":"a"<tab>…` is an accepted line of the file, and the parts of its record.
- `*900` and, in the next line, so many bytes are several accepted lines by their columns.
- `[8, cells, problems]` is a rejected line.
- `+2000/100000` says how far it has come: a line of the file, and about how many it has.
- `"again"` makes void all before it: it begins anew with another first line.
- `{"records": …, "lines": …, "repeated": …, "dropped": …, "rejected": …, "how": …, "totals": …}`
  says what shows at the end only, or `{"problems": …}` why it cannot be read at all, with what
  stands in its columns where nobody knows them; then comes `"end"`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple
from typing import cast

from monitor.errors import IncidentFileError
from monitor.incidents.bulletins.total import Total
from monitor.incidents.cut import Cut
from monitor.incidents.flow import AgainError, Flowing, Tail
from monitor.incidents.formats.seen import UnknownLayoutError
from monitor.incidents.intake import Intake, Mapped, Rejected
from monitor.incidents.opened.how import How

END = b'"end"\n'
AGAIN = b'"again"\n'

EVERY = 5_000
"""Lines of a file after which it is said how far it has come."""


def answer(read: Intake | Flowing) -> Iterator[bytes]:
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


def _telling(flow: Flowing) -> Iterator[bytes]:
    yield _head(flow.cut, flow.header, flow.mapped)
    due, records = EVERY, 0
    for found in flow.run():
        if isinstance(found, Rejected):
            line = found.line
            yield _line(_plain(found))
        elif isinstance(found, tuple):
            line, texts = found
            records += 1
            yield _row(line, texts)
        else:
            line = found.last
            records += len(found)
            yield from _columns(found.written())
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


def _columns(written: bytes) -> Iterator[bytes]:
    yield b"*%d\n" % len(written)
    yield written


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


def _line(said: object) -> bytes:
    return json.dumps(said).encode() + b"\n"
