"""What is scanned: the versions of incidents as known, seen from one standpoint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.classify import Classifier
from monitor.evaluation.criteria import ClassTest
from monitor.evaluation.facts import Facts
from monitor.evaluation.sql import Codes, Compiler, both, timestamp
from monitor.incidents.version import Stated
from monitor.incidents.vocabulary import Grade, Measure

FIELDS = ("kind", "perpetrator", "victim", "place", "purpose", "weapon", "claim")

_FIGURE = {Measure.KILLED: "killed", Measure.INJURED: "injured", Measure.COUNT: "quantity"}
"""The columns of the figures that a measure adds up, without `_low` and `_high`."""


@dataclass(frozen=True)
class Standpoint:
    """From where the record is looked at: what is known, up to when, and through whose eyes.

    `horizon` cuts what has happened (exclusive); `account` is None for the official picture.
    `standard` is the grade an incident needs to count for certain.
    """

    known: datetime
    horizon: datetime
    account: str | None
    standard: Grade

    @classmethod
    def of(
        cls, agreement: Agreement, at: datetime, known: datetime, account: str | None
    ) -> "Standpoint":
        """Return the standpoint of an evaluation; an account needs no corroboration."""
        standard = Grade.REPORTED if account else agreement.evidence.standard
        return cls(known, at, account, standard)


class _Asked(dict[str, Sequence[tuple[int, Stated]]]):
    """The dictionaries of the coded fields, each asked for when it is first needed."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._facts = facts

    def __missing__(self, field: str) -> Sequence[tuple[int, Stated]]:
        self[field] = self._facts.codes(field)
        return self[field]


class Scan:
    """Writes the parts that every statement of a tally has, and runs them."""

    def __init__(self, facts: Facts, classifier: Classifier, standpoint: Standpoint) -> None:
        self._facts = facts
        self.standpoint = standpoint
        self.codes: Codes = _Asked(facts)
        self.compiler = Compiler(classifier, self.codes, facts.locations)

    def run(self, sql: str) -> Sequence[tuple[object, ...]]:
        """Run one statement."""
        return self._facts.tally(sql)

    @property
    def table(self) -> str:
        """The table that holds the versions."""
        return "account_versions" if self.standpoint.account else "incident_versions"

    def must_and_may(self, test: ClassTest) -> tuple[str, str]:
        """Write that an incident certainly counts as one of a class, and that it may."""
        member = self.compiler.conditions(test)
        rank = self.standpoint.standard.rank
        certain = ["repeats = 0"] if self.standpoint.account else ["disputed = 0", "repeats = 0"]
        return both([f"grade >= {rank}", *certain, member.must]), member.may

    def known(self, start: datetime, until: datetime | None = None) -> str:
        """Write that a version is known, and may have happened from `start` to the horizon.

        With `until` (included) only what may have happened by then; never what is refuted.
        """
        known = timestamp(self.standpoint.known)
        parts = [
            f"known_from <= {known}",
            f"{known} < known_to",
            f"first_at < {timestamp(self.standpoint.horizon)}",
            f"last_at >= {timestamp(start)}",
            f"grade >= {Grade.REPORTED.rank}",
        ]
        if until is not None:
            parts.append(f"first_at <= {timestamp(until)}")
        if self.standpoint.account:
            code = self._facts.account_code(self.standpoint.account)
            parts.append(f"account = {-1 if code is None else int(code)}")
        return both(parts)


def figures_of(measure: Measure) -> tuple[str, str]:
    """Return the columns of the low and the high figure that a measure adds up; ones for events."""
    if measure is Measure.INCIDENTS:
        return "1", "1"
    return f"{_FIGURE[measure]}_low", f"{_FIGURE[measure]}_high"


def whole(value: object) -> int:
    """Take a whole number from a row."""
    if not isinstance(value, int):
        msg = f"the tally gave {value!r} where a whole number belongs"
        raise TypeError(msg)
    return value


def instant(value: object) -> datetime:
    """Take a time from a row."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    msg = f"the tally gave {value!r} where a time belongs"
    raise TypeError(msg)
