"""What the process that reads a file answers: lines of JSON, each checked before it is believed.

The first line says how the file was read and how many lines follow: the records, each as
`[line, record]` as the store keeps them, then the rejected lines, then `"end"`. A file that cannot
be read at all has only its problems, and `"end"`.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.collector import collector_paused
from monitor.incidents.intake import CellProblem, Intake, Rejected
from monitor.incidents.opened.how import How
from monitor.incidents.record import RECORD, Record

END = b'"end"\n'


def answer(intake: Intake) -> Iterator[bytes]:
    """Yield the lines that tell of a file that was read."""
    yield _line(
        {
            "kind": intake.kind,
            "header": intake.header,
            "records": len(intake.records),
            "rejected": len(intake.rejected),
            "repeated": intake.repeated,
            "lines": intake.lines,
            "how": asdict(intake.how) if intake.how else None,
        }
    )
    for line, record in intake.records:
        yield f"[{line},{record.model_dump_json()}]\n".encode()
    for rejected in intake.rejected:
        problems = [list(asdict(problem).values()) for problem in rejected.problems]
        yield _line([rejected.line, rejected.cells, problems])
    yield END


def refusal(error: IncidentFileError) -> Iterator[bytes]:
    """Yield the lines that tell of a file that cannot be read at all."""
    yield _line({"problems": [list(asdict(problem).values()) for problem in error.problems]})
    yield END


def understood(lines: Iterator[bytes]) -> Intake:
    """Return the file as read; the lines are believed only where every one fits.

    Raises:
        IncidentFileError: The answer says that it cannot be read at all.
        ValueError: The answer is not whole, or is no answer.
    """
    try:
        with collector_paused():
            return _understood(lines)
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no answer: {error!r:.200}") from error


def _understood(lines: Iterator[bytes]) -> Intake:
    head = json.loads(next(lines, b""))
    if "problems" in head:
        problems = [Problem(*problem) for problem in head["problems"]]
        _end(lines)
        raise IncidentFileError(problems)
    records = tuple(_record(next(lines, b"")) for _ in range(head["records"]))
    rejected = tuple(_rejected(json.loads(next(lines, b""))) for _ in range(head["rejected"]))
    _end(lines)
    if len(records) + len(rejected) + head["repeated"] != head["lines"]:
        raise ValueError("its counts do not fit the lines of the file")
    return Intake(
        str(head["kind"]),
        tuple(map(str, head["header"])),
        records,
        rejected,
        int(head["repeated"]),
        int(head["lines"]),
        _how(head["how"]),
    )


def _record(line: bytes) -> tuple[int, Record]:
    """Read `[line, record]`; the record passes the same checks as one that the store reads."""
    if not (line.startswith(b"[") and line.endswith(b"]\n")):
        raise ValueError("a record is cut off")
    number, _, body = line[1:-2].partition(b",")
    return int(number), RECORD.validate_json(body)


def _rejected(said: Any) -> Rejected:  # noqa: ANN401 - it is JSON, and a ValueError where it does not fit
    line, cells, problems = said
    return Rejected(
        int(line), tuple(map(str, cells)), tuple(CellProblem(*problem) for problem in problems)
    )


def _how(said: Any) -> How | None:  # noqa: ANN401 - as above
    if said is None:
        return None
    return How(**{**said, "why": tuple(said["why"]), "notes": tuple(said["notes"])})


def _end(lines: Iterator[bytes]) -> None:
    if next(lines, b"") != END:
        raise ValueError("it has no end")


def _line(said: object) -> bytes:
    return json.dumps(said).encode() + b"\n"
