"""The smallest changes of a record that turn a verdict, by trying them all on the record itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from monitor.agreements.model import Agreement
from monitor.incidents.known import Known
from monitor.incidents.record import Attestation, Count, Decision, Record, Report, Review
from monitor.incidents.vocabulary import Grade, Occurrence
from tests.naive.events import standing, told_together
from tests.naive.naive import verdicts

Edit = tuple[str, str, str]
"""What is done, to which kind of record, and its key: of a review that of the event it weighs."""

Edits = frozenset[Edit]
Scope = str | None


@dataclass
class Edited:
    """A record, and what is offered to be put on it, with all that was read of it so far.

    Verdicts are as of `at`, with what is `known`, on the account of one source, or officially.
    """

    agreement: Agreement
    versions: Sequence[Known[Record]]
    at: datetime
    known: datetime
    account: str | None
    offered: dict[Edit, Record] = field(default_factory=dict)
    read: dict[Edits, dict[tuple[str, Scope], str | None]] = field(default_factory=dict)

    def reads(self, name: str, scope: Scope, edits: Edits = frozenset()) -> str | None:
        """Return the verdict with some edits made; None where there is none, or they cannot be."""
        if edits not in self.read:
            versions = self.with_(edits)
            found = (
                verdicts(self.agreement, versions, self.at, self.known, self.account)
                if versions is not None
                else {}
            )
            self.read[edits] = {one: each[0] if each else None for one, each in found.items()}
        return self.read[edits].get((name, scope))

    def smallest(
        self,
        name: str,
        scope: Scope,
        pool: Sequence[Edit],
        most: int,
        *,
        sensible: Callable[[Edits], bool],
    ) -> tuple[int, dict[Edits, str]]:
        """Return the size of the smallest edits that turn a verdict, and what each makes of it.

        Only sensible ones are tried, and so large ones; 0 and nothing where none turns it.
        """
        now = self.reads(name, scope)
        for size in range(1, min(most, len(pool)) + 1):
            found = {}
            for some in map(frozenset, combinations(pool, size)):
                verdict = self.reads(name, scope, some) if sensible(some) else None
                if verdict not in {now, None}:
                    found[some] = str(verdict)
            if found:
                return size, found
        return 0, {}

    def on_record(self) -> list[Edit]:
        """Return everything that can be done to what is on record, whatever it bears on."""
        found: list[Edit] = []
        for kind in (Report, Decision, Attestation, Count):
            found += [
                ("gone", known.record.record, known.record.key)
                for known in standing(self.versions, kind, self.known)
                if self.account is None or kind is Decision or known.record.source == self.account
            ]
        for told in told_together(self.versions, self.known) if self.account is None else ():
            if self._asserting(told):
                found.append(("confirm", "review", min(told)))
                # Of one report, that it did not occur says as much as that the report is gone.
                found += [("refute", "review", min(told))] if len(told) > 1 else []
        return found

    def _asserting(self, told: set[str]) -> list[str]:
        """Return those of some reports that do not deny anything, in order."""
        reports = standing(self.versions, Report, self.known)
        keys = [one.record.key for one in reports if one.record.disputes is None]
        return sorted(told.intersection(keys))

    def with_(self, edits: Edits) -> list[Known[Record]] | None:
        """Return the record with edits made; None where these cannot be made together."""
        gone = {(kind, key) for what, kind, key in edits if what == "gone"}
        rows = [one for one in self.versions if (one.record.record, one.record.key) not in gone]
        weighed = [key for what, _, key in edits if what in {"confirm", "refute"}]
        if len(weighed) > len(set(weighed)):
            return None
        for number, (what, kind, key) in enumerate(sorted(edits)):
            if what in {"confirm", "refute"}:
                review = self._review(what, key, gone)
                if review is None:
                    return None
                rows.append(Known(review, (1 << 40, number), self.known))
            elif what == "new":
                record = self.offered[what, kind, key]
                rows.append(Known(record, (1 << 40, number), self.known))
                if isinstance(record, Report) and self.account is None:
                    sure = Review(id=f"s{number}", source="new", report=key, grade=Grade.VERIFIED)
                    rows.append(Known(sure, (1 << 41, number), self.known))
        return rows

    def _review(self, what: str, event: str, gone: set[tuple[str, str]]) -> Review | None:
        """Return the review of an event, put to the first report that still tells of it."""
        told = next(one for one in told_together(self.versions, self.known) if event in one)
        left = [key for key in self._asserting(told) if ("report", key) not in gone]
        if not left:
            return None
        grade, word = Grade.REFUTED, None
        if what == "confirm":
            grade, word = Grade.VERIFIED, Occurrence.ACCEPTED
        return Review(
            id=f"{what}-{event}", source="new", report=left[0], grade=grade, occurrence=word
        )
