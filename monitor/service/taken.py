"""What became of a file: stored, refused or there already, and every line accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.arriving import NO_ROWS, Arriving
from monitor.incidents.bulletins.told import difference
from monitor.incidents.intake import Intake, told_of
from monitor.incidents.possible import Possible
from monitor.store.receipt import Receipt
from monitor.words import bulletins


class Outcome(StrEnum):
    """What can become of a file; something of it is stored in the first case only."""

    STORED = "stored"
    ALREADY_STORED = "already_stored"
    WOULD_BE_STORED = "would_be_stored"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: lines = stored + unchanged + rejected, always.

    Attributes:
        file: Its name as given; what messages call it.
        outcome: What became of it.
        intake: Its rows as read; None where it cannot be read at all.
        error: Why it cannot be read; None where it was.
        receipt: Of the upload that stored it, now or before; None where none did.
        stored: Rows that became, or would become, versions of records.
        records: How many versions come of these rows; a row may bring several.
        unchanged: Rows that say what stood already, or again what another row says.
        rejected: Rows of which nothing is stored: the wrong ones, and in a file that is refused
            all of them.
        possible: Pairs of reports that may tell of one event, linked with the file: beside its
            lines, and counted among none of them. Empty where the file was stored before.
        arriving: What its good rows are to the record, and what it leaves out.
        withdrawn: How many of those that it leaves out are taken back.
    """

    file: str
    outcome: Outcome
    intake: Intake | None = None
    error: IncidentFileError | None = None
    receipt: Receipt | None = None
    stored: int = 0
    unchanged: int = 0
    rejected: int = 0
    records: int = 0
    possible: tuple[Possible, ...] = ()
    arriving: Arriving = NO_ROWS
    withdrawn: int = 0

    @classmethod
    def unreadable(cls, file: str, error: IncidentFileError) -> "Taken":
        """Return a file that cannot be read at all."""
        return cls(file, Outcome.REFUSED, error=error)

    @classmethod
    def of(
        cls,
        file: str,
        outcome: Outcome,
        intake: Intake,
        *,
        stored: int,
        rejected: int,
        records: int = 0,
        receipt: Receipt | None = None,
    ) -> "Taken":
        """Return a file that was read; what is neither stored nor rejected is unchanged."""
        unchanged = intake.lines - stored - rejected
        return cls(file, outcome, intake, None, receipt, stored, unchanged, rejected, records)

    @property
    def lines(self) -> int:
        """How many data lines it has; 0 where it cannot be read."""
        return self.intake.lines if self.intake else 0

    @property
    def wrong(self) -> int:
        """How many of its lines are wrong, with the reasons in `problems`."""
        return len(self.intake.rejected) if self.intake else 0

    @property
    def untold(self) -> int:
        """How many wrong lines are not among `problems`, since there are so many."""
        return told_of(self.intake.rejected)[1] if self.intake else 0

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong; the column of a row's problem is that of its cell.

        Of very many wrong rows the first; `untold` says of how many others nothing is.
        """
        if self.error is not None:
            yield from (replace(problem, file=self.file) for problem in self.error.problems)
        yield from self._differing()
        for line in told_of(self.intake.rejected)[0] if self.intake else ():
            for cell in line.problems:
                value = f'"{cell.value}": ' if cell.value else ""
                column, message = cell.number or 1, value + cell.reason
                yield Problem(self.file, cell.line, column, cell.column, message, cell.hint)

    @property
    def asks(self) -> bool:
        """Whether it is refused because its rows do not add up to what it states."""
        return self.outcome is Outcome.REFUSED and bool(self.intake and self.intake.differing)

    def _differing(self) -> Iterator[Problem]:
        for total in self.intake.differing if self.intake and self.asks else ():
            message, hint = difference(total), bulletins.ASK_SOURCE
            yield Problem(self.file, total.line, 1, total.column, message, hint)
