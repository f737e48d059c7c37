"""What becomes, or would become, of a file or a single record: accepted whole, or refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from monitor.errors import IncidentFileError
from monitor.evaluation.verdict import Evaluation, Finding
from monitor.incidents.intake import CellProblem, Intake, Rejected
from monitor.incidents.record import Link, Record, Report, Review
from monitor.incidents.span import FOREVER, TICK
from monitor.store.reading import Reading
from monitor.store.store import Receipt

ALWAYS = FOREVER - TICK


@dataclass(frozen=True, slots=True)
class Change:
    """A finding as it is and as it would be; None where the condition is not judged."""

    condition: str
    scope: str | None
    before: Finding | None
    after: Finding | None

    @property
    def changed(self) -> bool:
        """Whether anything that is said would be said otherwise."""
        return said(self.before) != said(self.after)


def said(finding: Finding | None) -> object:
    """Return what a finding says: its verdict, how far it has come, and every day's verdict."""
    if finding is None:
        return None
    days = tuple((day.day.date, day.verdict, day.bounds) for day in finding.days)
    return finding.verdict, finding.cause, finding.progress, finding.parties, days


def changes(before: Evaluation, after: Evaluation) -> tuple[Change, ...]:
    """Set two evaluations side by side, in the order of the rule file."""
    olds = {(finding.condition, finding.scope): finding for finding in before.findings}
    news = {(finding.condition, finding.scope): finding for finding in after.findings}
    return tuple(
        Change(*key, olds.get(key), news.get(key)) for key in dict.fromkeys([*olds, *news])
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file, or a record from a form, would do; nothing of it is stored.

    `intake` is None where the file cannot be read at all (`error` says why). `stored` and
    `unchanged` count its good rows; `already` is the upload that brought the very same file.
    """

    intake: Intake | None
    error: IncidentFileError | None = None
    problems: tuple[CellProblem, ...] = ()
    stored: int = 0
    unchanged: int = 0
    already: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: lines = stored + unchanged + rejected, always.

    Nothing is stored where it was refused, or tried only (`dry_run`).
    """

    file: str
    intake: Intake | None = None
    error: IncidentFileError | None = None
    receipt: Receipt | None = None
    stored: int = 0
    unchanged: int = 0
    dry_run: bool = False

    @property
    def rejected(self) -> int:
        """How many lines are wrong."""
        return len(self.intake.rejected) if self.intake else 0

    @property
    def refused(self) -> bool:
        """Whether the file was refused whole."""
        return self.receipt is None and (
            not self.dry_run or self.error is not None or bool(self.rejected)
        )

    def answer(self) -> dict[str, object]:
        """Return it as JSON values."""
        return {
            "file": self.file,
            "kind": self.intake.kind if self.intake else None,
            "refused": self.refused,
            "upload": self.receipt.upload if self.receipt else None,
            "already_stored": self.receipt.already_stored if self.receipt else False,
            "lines": self.intake.lines if self.intake else 0,
            "stored": self.stored,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "problems": list(self.problems()),
        }

    def sentence(self) -> str:
        """Return it as one line for people."""
        if self.intake is None:
            return f"{self.file}: refused, nothing is stored"
        lines = f"{self.intake.lines} rows"
        if self.refused:
            return f"{self.file}: {lines}, {self.rejected} rejected: refused, nothing is stored"
        counts = f"{self.stored} stored, {self.unchanged} unchanged, {self.rejected} rejected"
        if self.receipt is None:
            return f"{self.file}: {lines}: would be {counts}; nothing is stored"
        if self.receipt.already_stored:
            return f"{self.file}: already stored as upload {self.receipt.upload}; nothing changed"
        return f"{self.file}: {lines}: {counts} (upload {self.receipt.upload})"

    def problems(self) -> Iterator[str]:
        """Yield every reason, each with file, line and column."""
        if self.error:
            yield str(self.error)
        for rejected in self.intake.rejected if self.intake else ():
            for problem in rejected.problems:
                yield f"{self.file}:{problem.line}:{problem.number or 1}: {problem}"


def checked(intake: Intake, facts: Reading) -> Intake:
    """Reject the links and reviews that name a report which is not on record."""
    if intake.kind not in {"link", "review"}:
        return intake
    there = _reports_there(intake, facts)
    good: list[tuple[int, Record]] = []
    bad = list(intake.rejected)
    for line, record in intake.records:
        missing = [(column, key) for column, key in _named(record) if key not in there]
        if missing:
            bad.append(_rejected(line, record, missing, intake))
        else:
            good.append((line, record))
    bad.sort(key=lambda rejected: rejected.line)
    return replace(intake, records=tuple(good), rejected=tuple(bad))


def _reports_there(intake: Intake, facts: Reading) -> set[str]:
    named = {key for _, record in intake.records for _, key in _named(record)}
    return {key for key in named if facts.versions(Report, key)}


def _named(record: Record) -> list[tuple[str, str]]:
    """Return the column and the key of each report that a link or review names."""
    match record:
        case Link():
            return [("first", record.first), ("second", record.second)]
        case Review():
            return [("report", record.report)]
        case _:
            return []


def _rejected(
    line: int, record: Record, missing: Sequence[tuple[str, str]], intake: Intake
) -> Rejected:
    columns = [name.strip().casefold() for name in intake.header]
    problems = tuple(
        CellProblem(
            line,
            column,
            columns.index(column) + 1 if column in columns else 0,
            key,
            "no report of this key is on record",
            "take in the report first, or correct the key (source/id)",
        )
        for column, key in missing
    )
    written = cast("dict[str, object]", record.model_dump(mode="json"))
    cells = tuple(str(written.get(column, "") or "") for column in columns)
    return Rejected(line, cells, problems)
