"""What is taken in: files and single records, what each would do first, and taking them back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from monitor.incidents.formats.saved import Saved
from monitor.incidents.gazetteer import Gazetteer
from monitor.incidents.intake import CellProblem, Intake
from monitor.incidents.opened.given import Given as File
from monitor.service.as_it_stands import AsItStands, Looked
from monitor.service.authorize import authorize
from monitor.service.coming import Coming, Told, untold
from monitor.service.finding import linked
from monitor.service.mappings import Mappings
from monitor.service.offer import UNSTATED, Offer, Stated
from monitor.service.previewing import (
    PLAIN,
    Given,
    Preview,
    Undoing,
    effect,
    preview,
    undoing,
)
from monitor.service.rules import Rules
from monitor.service.taken import Taken
from monitor.service.taking import asked_about, single, take
from monitor.service.trying import Would
from monitor.store.receipt import Receipt
from monitor.store.store import Store


class Uploads:
    """What is taken into one open store; its methods may be called from any thread."""

    def __init__(self, store: Store, rules: Rules, places: Gazetteer) -> None:
        self._store = store
        self._rules = rules
        self._places = places
        self._mappings = Mappings(store)
        self._as_it_stands = AsItStands(store)

    def preview(
        self,
        file: str,
        data: bytes,
        *,
        agreement: str,
        at: datetime,
        stated: Stated = UNSTATED,
        withdraw_missing: bool = False,
        told: Told = untold,
    ) -> Preview:
        """Say what a file would do, on everything known so far; nothing is stored.

        `told` is told how far it has come.
        """
        offer = Offer(
            file,
            data,
            stated,
            places=self._places,
            saved=self._mappings.standing(),
            withdraw_missing=withdraw_missing,
            coming=Coming(told),
        )
        looked = self._looked({agreement: at})
        return preview(self._store, offer, looked, self._as_it_stands)[0]

    def effects(
        self, intake: Intake, looked: Mapping[str, datetime], given: Given = PLAIN
    ) -> tuple[Preview, Mapping[str, Would]]:
        """Say what rows that were read would do to several agreements; nothing is stored.

        `looked` are the instants at which the verdicts of each are looked at. Returns what the
        rows are to the record, and what would change of each agreement.
        """
        found = effect(self._store, intake, self._looked(looked), given, self._as_it_stands)
        each = zip(looked, found, strict=False)
        return found[0], {name: Would(one.changes, one.phases) for name, one in each}

    def read_record(
        self, kind: str, cells: Mapping[str, str], *, time_zone: str | None
    ) -> Intake | tuple[CellProblem, ...]:
        """Read one record from a form as a file of one row, or say what is wrong with it.

        `time_zone` is that of times that state none; where it is None, each has to.

        Raises:
            IncidentFileError: There is no such kind of record or time zone.
        """
        return single(self._store, kind, cells, time_zone)

    def preview_record(
        self,
        kind: str,
        cells: Mapping[str, str],
        *,
        agreement: str,
        at: datetime,
        time_zone: str | None,
    ) -> Preview:
        """Say what a record from a form would do; nothing is stored. See `read_record`."""
        found = self.read_record(kind, cells, time_zone=time_zone)
        if not isinstance(found, Intake):
            return Preview(None, problems=found)
        looked = self._looked({agreement: at})
        return effect(self._store, found, looked, as_it_stands=self._as_it_stands)[0]

    def _looked(self, looked: Mapping[str, datetime]) -> Looked:
        return [(self._rules.instrument(name).agreement, at) for name, at in looked.items()]

    def take(  # noqa: PLR0913 - what is taken in is described in full
        self,
        file: str,
        data: bytes | File,
        *,
        actor: str,
        role: str = "",
        stated: Stated = UNSTATED,
        archive: bool = False,
        accept_good_rows: bool = False,
        dry_run: bool = False,
        withdraw_missing: bool = False,
        told: Told = untold,
    ) -> Taken:
        """Take in a file, all or nothing.

        A file with a bad row is refused whole with every reason, unless the person accepts the
        good rows: then the others are kept beside it for mending. A file that stands on record
        already, declared the same way, changes nothing. With `withdraw_missing` what the last
        file of a source brought, and this one leaves out of the time it spans, is taken back.
        A bulletin whose rows do not add up to the totals that it states is refused, unless it is
        stated that they are taken as they stand.
        `told` is told how far it has come.

        Raises:
            StoreError: It could not be written, or an archive comes too late; nothing is stored.
        """
        authorize(actor, "upload", file)
        coming = Coming(told)
        offer = Offer(
            file,
            data,
            stated,
            archive,
            self._places,
            role,
            withdraw_missing,
            self._mappings.standing(),
            coming,
        )
        return take(self._store, offer, actor, good_rows=accept_good_rows, dry_run=dry_run)

    def read_by(self, draft: Saved, file: str, data: bytes, stated: Stated) -> Intake:
        """Return a file as it would be read by a mapping that is not saved yet.

        Raises:
            IncidentFileError: It cannot be read by it.
        """
        name = draft.declaration.format
        by = replace(stated, kind=name)
        return Offer(file, data, by, places=self._places, saved={name: draft}).read()

    def add(
        self, kind: str, cells: Mapping[str, str], *, actor: str, time_zone: str | None
    ) -> Receipt | tuple[CellProblem, ...]:
        """Take in one record from a form, or say everything that is wrong with it.

        `time_zone` is that of times that state none; where it is None, each has to.

        Raises:
            IncidentFileError: There is no such kind of record or time zone.
            StoreError: It could not be written; nothing is stored.
        """
        authorize(actor, "record", kind)
        found = single(self._store, kind, cells, time_zone)
        if not isinstance(found, Intake):
            return found
        with self._store.alone():
            links = linked(asked_about(self._store, found))
            return self._store.accept.record(found.records[0][1], actor=actor, possible=links)

    def preview_undo(self, upload: int, *, agreement: str, at: datetime, most: int) -> Undoing:
        """Say what undoing an upload would do to its records and the verdicts; nothing is stored.

        Raises:
            UnknownUploadError: There is none under that number, or it is undone already.
        """
        terms = self._rules.instrument(agreement).agreement
        return undoing(self._store, upload, terms, at, self._as_it_stands, most=most)

    def undo(self, upload: int, *, actor: str) -> None:
        """Take back an upload; it stays in the journal.

        Raises:
            UnknownUploadError: There is none under that number, or it is undone already.
        """
        authorize(actor, "undo", str(upload))
        self._store.accept.undo(upload, actor=actor)
