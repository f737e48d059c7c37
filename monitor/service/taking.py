"""Taking in files and single records: all or nothing, and once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from monitor.errors import IncidentFileError
from monitor.incidents.intake import CellProblem, Intake
from monitor.incidents.one_record import read_record
from monitor.incidents.possible import Possible
from monitor.incidents.write import rejected_pieces
from monitor.service.arrivals import arrival
from monitor.service.checking import checked
from monitor.service.finding import found, linked
from monitor.service.offer import Offer
from monitor.service.taken import Outcome, Taken
from monitor.store.errors import ArchiveRefusedError
from monitor.store.receipt import Receipt
from monitor.store.rows import Row
from monitor.store.store import Store


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
