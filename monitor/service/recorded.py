"""What is on record, as it can be read; nothing here changes anything."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import TypeVar

from monitor.alerts.transition import Transition
from monitor.evaluation.dates import Dated
from monitor.evaluation.said import Saying
from monitor.evaluation.snapshot import Snapshot
from monitor.incidents.intake import Intake
from monitor.incidents.known import Known
from monitor.incidents.laid import LaidRecords
from monitor.incidents.record import Entry, Link, Report, SourceProfile
from monitor.incidents.rhythm import Gap, gaps_in
from monitor.incidents.silence import Silence, silences
from monitor.incidents.version import IncidentVersion
from monitor.service import asking
from monitor.service.checking import ALWAYS
from monitor.service.said import Said
from monitor.service.saying import Sayings
from monitor.store.act import Act
from monitor.store.brought import Brought
from monitor.store.errors import UnknownUploadError
from monitor.store.ledger import UPLOAD, Upload
from monitor.store.store import Store

R = TypeVar("R", bound=Entry)


class Recorded:
    """The record of one open store, as known at a moment, with its uploads and what was said.

    Its methods may be called from any thread.
    """

    def __init__(self, store: Store, sayings: Sayings) -> None:
        self._store = store
        self._sayings = sayings
        self._held = threading.local()

    @contextmanager
    def looking(self) -> Iterator[Snapshot]:
        """Answer all that this thread asks inside from the record as it is now, each thing once.

        What is accepted meanwhile does not show. Whoever asks for several evaluations of one
        moment asks inside: they have most of their work in common.
        """
        held: Snapshot | None = getattr(self._held, "snapshot", None)
        if held is not None:
            yield held
            return
        with self._store.facts() as facts:
            self._held.snapshot = Snapshot(facts)
            try:
                yield self._held.snapshot
            finally:
                self._held.snapshot = None

    # Records, and who brought them.

    def of(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content known of each record of a kind, withdrawn left out."""
        with self.looking() as facts:
            return facts.records(kind, known)

    def links(self, known: datetime, keys: Sequence[str]) -> list[Known[Link]]:
        """Return the links that name one of these reports, as known, oldest knowledge first."""
        with self._store.facts() as facts:
            return [one for one in facts.linking(keys, known) if not one.record.withdrawn]

    def reports(self, known: datetime, keys: Sequence[str]) -> list[Known[Report]]:
        """Return the newest content known of the reports of these keys."""
        with self._store.facts() as facts:
            return list(facts.named(Report, keys, known))

    def versions(self, record: R) -> Sequence[Known[R]]:
        """Return every version of a record, oldest knowledge first, undone ones too."""
        with self._store.facts() as facts:
            return facts.versions(type(record), record.key)

    def revisions(self, report: str, known: datetime) -> list[Known[Report]]:
        """Return every version of a report that had become known by `known`, oldest first."""
        with self._store.facts() as facts:
            return [v for v in facts.versions(Report, report) if v.known_from <= known]

    def newest(self, known: datetime) -> datetime | None:
        """Return when the last of what tells anything became known by `known`; None for none."""
        with self._store.facts() as facts:
            return facts.newest(known)

    def accounts(self, known: datetime) -> list[str]:
        """Return the sources whose account can be taken as complete, in order of their ids.

        Those that had reported or counted by `known`; none whose profile says that its silence
        is worth nothing.
        """
        with self.looking() as facts:
            return asking.accounts(facts, known)

    def published(self, source: str, known: datetime) -> Sequence[tuple[datetime | None, datetime]]:
        """Return (published at, known from) of what a source reports, counts and states."""
        with self.looking() as facts:
            return facts.published(source, known)

    def profiles(self, known: datetime) -> list[SourceProfile]:
        """Return what the sources are, as known, in order of their ids."""
        found = [one.record for one in self.of(SourceProfile, known)]
        return sorted(found, key=lambda profile: profile.id)

    def heard(self, known: datetime) -> dict[str, datetime]:
        """Return when something of each source last became known by `known`, by source."""
        with self._store.facts() as facts:
            return facts.heard(known)

    def publishing(self, known: datetime) -> Sequence[str]:
        """Return the sources of which a report, count or statement was on record at `known`."""
        with self._store.facts() as facts:
            return facts.publishing(known)

    def gaps(self, known: datetime, before: datetime, zone: tzinfo) -> dict[str, tuple[Gap, ...]]:
        """Return the probable gaps of each source that has any, by source.

        From what was known by `known` of events that began before `before`; days are those of
        `zone`.
        """
        with self._store.facts() as facts:
            begun = facts.begun(known, before, zone)
        found = {source: gaps_in(told) for source, told in begun.items()}
        return {source: gaps for source, gaps in found.items() if gaps}

    def silences(self, intake: Intake) -> tuple[Silence, ...]:
        """Return what the silence of each source in a file is worth, by the profiles on record."""
        with self._store.facts() as facts:
            profiles = [known.record for known in facts.records(SourceProfile, ALWAYS)]
        by_source = {profile.id: profile for profile in profiles}
        records = intake.records
        if isinstance(records, LaidRecords):
            return silences(records.unlike("source"), by_source)
        return silences((record for _, record in records), by_source)

    # Incidents.

    def incidents(
        self, known: datetime, first: datetime, last: datetime, account: str = ""
    ) -> Sequence[IncidentVersion]:
        """Return the incidents as believed at `known` whose span touches [first, last)."""
        with self.looking() as facts:
            return facts.incidents(known, first, last, account)

    def how_many(self, known: datetime, first: datetime, last: datetime) -> int:
        """Return how many incidents `incidents` would return."""
        with self._store.facts() as facts:
            return facts.how_many(known, first, last)

    def history(self, incidents: Sequence[str], known: datetime) -> list[IncidentVersion]:
        """Return how the incidents of these ids were believed up to `known`, oldest first.

        The report keys of an incident are the ids that it, or a part of it, ever had.
        """
        with self._store.facts() as facts:
            return [v for v in facts.history(incidents) if v.known_from <= known]

    def moved(
        self, then: datetime, now: datetime, first: datetime, last: datetime, most: int
    ) -> Sequence[IncidentVersion]:
        """Return what was believed of incidents at one of two moments of knowledge, not at both.

        Of those whose span touches [first, last), the newest known first, at most `most`.
        """
        with self._store.facts() as facts:
            return facts.moved(then, now, first, last, most)

    # Uploads, and other acts.

    @property
    def reconstructed(self) -> bool:
        """Whether anything was loaded from archives, known from when it was published."""
        return any(upload.archive and upload.undone is None for upload in self.uploads())

    def uploads(self) -> Sequence[Upload]:
        """Return everything taken in, oldest first."""
        return self._store.acts.uploads()

    def brought(self, upload: int, *, most: int) -> Brought:
        """Return what an upload made of its records when it was accepted, `most` at the most.

        Raises:
            UnknownUploadError: There is none under that number.
        """
        return self._store.acts.brought(upload, most=most)

    def rejected(self, upload: int) -> bytes:
        """Return the rows that an upload left out, as a CSV file to be mended and taken in again.

        Raises:
            UnknownUploadError: There is no such upload, or it left nothing out.
            StoreError: The kept file is damaged.
        """
        found = [act for act in self._store.acts.of(UPLOAD, after=upload - 1) if act.seq == upload]
        if not found:
            raise UnknownUploadError(f"There is no uploaded file {upload}; `uploads` lists them.")
        kept = found[0].body["kept"]
        if "rejected" not in kept:
            raise UnknownUploadError(f"Upload {upload} left no row out: every row was accepted.")
        return self._store.acts.kept(kept["rejected"])

    def acts(self, numbers: Collection[int]) -> Sequence[Act]:
        """Return the acts of these numbers, oldest first."""
        return self._store.acts.named(numbers)

    # What was said.

    def said(self, agreement: str) -> Said | None:
        """Return what was said of an agreement last; None where nothing was."""
        return self._sayings.last(agreement)

    def all_said(self, agreement: str | None = None) -> Iterator[Said]:
        """Yield what was said of an agreement, or of all, newest first."""
        return self._sayings.entries(agreement)

    def content(self, said: Said) -> Saying:
        """Return all that was said.

        Raises:
            StoreDamagedError: The kept file is missing or damaged.
        """
        return self._sayings.content(said)

    def dates(self, said: Said) -> Sequence[Dated]:
        """Return what was said of dates; nothing where none were kept.

        Raises:
            StoreDamagedError: The kept file is missing or damaged.
        """
        return self._sayings.dates(said)

    def transitions(
        self,
        agreement: str | None = None,
        *,
        limit: int = 100,
        wanted: Callable[[Transition], bool] = lambda _: True,
    ) -> list[Transition]:
        """Return at most so many transitions of an agreement, or of all, newest first.

        Those that are not `wanted` do not count towards the limit.
        """
        return self._sayings.transitions(agreement, limit, wanted)
