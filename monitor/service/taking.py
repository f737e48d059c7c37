"""Taking in files and single records: all or nothing, and once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from monitor.apart.asked import Asked
from monitor.apart.reading import read
from monitor.errors import IncidentFileError, Problem
from monitor.incidents.arriving import NO_ROWS, Arriving
from monitor.incidents.bulletins.told import difference
from monitor.incidents.formats.saved import Saved
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.intake import CellProblem, Intake
from monitor.incidents.opened.declared import NOTHING, Declared
from monitor.incidents.possible import Possible
from monitor.incidents.validate import read_record
from monitor.incidents.write import rejected_pieces
from monitor.service.arrivals import arrival
from monitor.service.checking import checked
from monitor.service.coming import Coming
from monitor.service.finding import found, linked
from monitor.store.errors import ArchiveRefusedError
from monitor.store.receipt import Receipt
from monitor.store.rows import Row
from monitor.store.store import Store
from monitor.words import bulletins


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states of a file; None for what the file says itself.

    Attributes:
        kind: The kind of its records.
        source: The source of rows that name none.
        time_zone: IANA name of the zone of times that state none.
        reading: How its bytes are to be read.
        accept_sums: Whether its rows are taken as they stand although they do not add up to the
            totals that it states.
    """

    kind: str | None = None
    source: str | None = None
    time_zone: str | None = None
    reading: Declared = NOTHING
    accept_sums: bool = False

    @property
    def declared(self) -> dict[str, str]:
        """What is stated, by the names that the journal has."""
        stated = {"format": self.kind, "source": self.source, "time_zone": self.time_zone}
        known = {name: value for name, value in stated.items() if value is not None}
        return known | self.reading.stated


UNSTATED = Stated()
"""Nothing is stated."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file as a person offers it; an `archive` counts as known since each row was published.

    `role` is that in which it is brought; empty where it is none of its own. `withdraw_missing`
    is whether what the last file of a source brought, and this one leaves out, is taken back.
    `saved` are the mappings that people have saved, by name.
    `coming` is told how far it has come.
    """

    file: str
    data: bytes
    stated: Stated = UNSTATED
    archive: bool = False
    places: Gazetteer = NOWHERE
    role: str = ""
    withdraw_missing: bool = False
    saved: Mapping[str, Saved] = field(default_factory=dict)
    coming: Coming = field(default_factory=Coming, compare=False, repr=False)

    @property
    def original(self) -> str:
        """The SHA-256 of its bytes, as the store has it."""
        return sha256(self.data).hexdigest()

    def declared(self, intake: Intake) -> dict[str, str]:
        """Return what is declared: the same bytes declared otherwise are another upload.

        So are the same bytes read by another version of a mapping that somebody saved.
        """
        missing = {"missing": "withdrawn"} if self.withdraw_missing else {}
        by = intake.mapped
        mapped = {} if by is None else {"mapping": by.name, "mapping_version": str(by.version)}
        sums = {"sums": "accepted"} if self.stated.accept_sums and intake.differing else {}
        return self.stated.declared | missing | mapped | sums

    def read(self) -> Intake:
        """Return its rows, each accepted or rejected with reasons.

        Raises:
            IncidentFileError: It is no file of records at all, or reading it takes too much.
        """
        stated = self.stated
        return read(
            Asked(
                self.data,
                self.file,
                stated.kind,
                stated.source,
                stated.time_zone,
                stated.reading,
                self.places,
                self.saved,
            ),
            self.coming.reading,
        )


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

    def problems(self) -> Iterator[Problem]:
        """Yield everything that is wrong; the column of a row's problem is that of its cell."""
        if self.error is not None:
            yield from (replace(problem, file=self.file) for problem in self.error.problems)
        yield from self._differing()
        for line in self.intake.rejected if self.intake else ():
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


def take(
    store: Store, offer: Offer, actor: str, *, good_rows: bool = False, dry_run: bool = False
) -> Taken:
    """Take in a file; see `Uploads.take`."""
    try:
        intake = offer.read()
    except IncidentFileError as error:
        return Taken.unreadable(offer.file, error)
    earlier = standing(store, offer, intake)
    if earlier:
        return _accepted(offer, intake, earlier)
    if offer.archive:
        _refuse_late(store)
    with store.facts() as facts:
        intake = checked(intake, facts)
    wrong = len(intake.rejected)
    sums_asked = intake.differing and not offer.stated.accept_sums
    if sums_asked or (wrong and not (good_rows and intake.records)):
        return Taken.of(offer.file, Outcome.REFUSED, intake, stored=0, rejected=intake.lines)
    with store.alone():
        pairs = asked_about(store, intake, archive=offer.archive)
        with store.facts() as facts:
            rows = arrival(facts, intake, offer.original, offer.coming)
        back = rows.withdrawals if offer.withdraw_missing else ()
        beside = Beside(linked(pairs), back)
        taken = (_tried if dry_run else _stored)(store, offer, intake, beside, actor)
    offer.coming.done()
    return replace(taken, possible=pairs, arriving=rows, withdrawn=len(back))


class Beside(NamedTuple):
    """What is stored with the rows of a file: links that were found, and what is taken back."""

    links: Sequence[Row]
    withdrawn: Sequence[Row]


def asked_about(store: Store, intake: Intake, *, archive: bool = False) -> tuple[Possible, ...]:
    """Return the pairs that the good rows bring to be asked about.

    None for an archive: its links come with it, and none was known before it was loaded.
    """
    if archive:
        return ()
    with store.facts() as facts:
        return found(facts, intake.records)


def _tried(store: Store, offer: Offer, intake: Intake, beside: Beside, _: str) -> Taken:
    more = (*beside.links, *beside.withdrawn)
    counted = offer.coming.counting(intake.records, len(intake.records))
    rows, wrong = chain(counted, more), len(intake.rejected)
    with store.hypothetical(rows, archive=offer.archive) as trial:
        new, versions = trial.stored - len(more), trial.records - len(more)
    would = Outcome.WOULD_BE_STORED
    return Taken.of(offer.file, would, intake, stored=new, rejected=wrong, records=versions)


def _stored(store: Store, offer: Offer, intake: Intake, beside: Beside, actor: str) -> Taken:
    wrong = len(intake.rejected)
    receipt = store.accept.upload(
        offer.file,
        offer.data,
        intake.records,
        actor=actor,
        role=offer.role,
        archive=offer.archive,
        declared=offer.declared(intake),
        rejected=rejected_pieces(intake) if wrong else None,
        rejected_rows=wrong,
        repeated_rows=intake.repeated + intake.total_lines,
        possible=beside.links,
        withdrawn=beside.withdrawn,
        told=lambda rows: offer.coming.storing(rows, len(intake.records)),
    )
    return _accepted(offer, intake, receipt)


def standing(store: Store, offer: Offer, intake: Intake) -> Receipt | None:
    """Return the receipt of the upload that brought this very file, if it is not undone."""
    declared = offer.declared(intake)
    found = store.acts.standing_upload(offer.data, declared, archive=offer.archive)
    return Receipt.earlier(found) if found else None


def _refuse_late(store: Store) -> None:
    """Refuse a late archive before its rows are looked at, also where nothing would be stored."""
    live = next((upload.act for upload in store.acts.uploads() if not upload.archive), None)
    if live is not None:
        raise ArchiveRefusedError(live)


def _accepted(offer: Offer, intake: Intake, receipt: Receipt) -> Taken:
    again = receipt.already_stored
    return Taken.of(
        offer.file,
        Outcome.ALREADY_STORED if again else Outcome.STORED,
        intake,
        stored=0 if again else receipt.stored,
        rejected=receipt.rejected,
        records=0 if again else receipt.records,
        receipt=receipt,
    )


def single(
    store: Store, kind: str, cells: Mapping[str, str], time_zone: str | None
) -> Intake | tuple[CellProblem, ...]:
    """Read one record from a form, as a file of one line, or say everything that is wrong with it.

    Raises:
        IncidentFileError: There is no such kind of record or time zone.
    """
    record = read_record(kind, cells, time_zone=time_zone)
    if isinstance(record, tuple):
        return record
    with store.facts() as facts:
        intake = checked(Intake(kind, tuple(cells), ((0, record),), (), 0, 1), facts)
    return intake.rejected[0].problems if intake.rejected else intake
