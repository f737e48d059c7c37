"""One store in use: who may do what, what is judged, and what would change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from monitor.agreements.load import Instrument, load_text
from monitor.clock import Clock
from monitor.errors import IncidentFileError, MonitorError
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import Explanation, explain
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View
from monitor.incidents.intake import CellProblem, Intake
from monitor.incidents.known import Known, newest
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Entry,
    Report,
    SourceProfile,
    Statement,
)
from monitor.incidents.validate import read_file, read_record
from monitor.incidents.version import IncidentVersion
from monitor.incidents.vocabulary import Strength
from monitor.incidents.write import rejected_csv
from monitor.service.authorize import authorize
from monitor.service.taking import ALWAYS, Preview, Taken, changes, checked
from monitor.settings import Settings
from monitor.store.ledger import Upload
from monitor.store.reading import Reading
from monitor.store.store import Receipt, Store

R = TypeVar("R", bound=Entry)

SAMPLE_ORDER = (
    *("source_profiles", "reports", "counts", "statements", "decisions"),
    *("attestations", "coverage", "links", "reviews"),
)
"""The files of a sample record, in the order in which they refer to each other."""


class UnknownAgreementError(MonitorError):
    """No such agreement is active."""


class Service:
    """The service around one open store; every page, command and route works through it."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._read: dict[str, Instrument] = {}

    @classmethod
    def open(cls, settings: Settings, clock: Clock) -> Self:
        """Open the store named in the settings, alone.

        Raises:
            StoreError: Another process has it open, or it is damaged; the text says what to do.
        """
        return cls(Store.open(settings.store, clock), settings, clock)

    def close(self) -> None:
        """Close the store, so that another process may open it."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.close()

    def moment(self) -> datetime:
        """Return the service's own time, UTC."""
        return self._clock()

    @property
    def store(self) -> Store:
        """The store itself, for verifying and rebuilding."""
        return self._store

    # What counts.

    @property
    def instruments(self) -> dict[str, Instrument]:
        """The active instruments, by agreement id."""
        found = {}
        for activation in self._store.activations():
            if activation.text not in self._read:
                self._read[activation.text] = load_text(activation.text, activation.file)
            instrument = self._read[activation.text]
            found[instrument.agreement.id] = instrument
        return found

    def instrument(self, agreement: str) -> Instrument:
        """Return an active instrument.

        Raises:
            UnknownAgreementError: Naming those that are active.
        """
        active = self.instruments
        if agreement not in active:
            there = ", ".join(active) or "none"
            raise UnknownAgreementError(
                f"no agreement {agreement!r} is active (active: {there}); "
                "`python -m monitor activate` makes a rule file count"
            )
        return active[agreement]

    def activate(self, instrument: Instrument, *, actor: str) -> bool:
        """Make a rule file count; False where this very text does already."""
        authorize(actor, "activate", instrument.agreement.id)
        name = f"{instrument.agreement.id}.yaml"
        active = {found.file: found.text for found in self._store.activations()}
        if active.get(name) == instrument.text:
            return False
        self._store.activate(name, instrument.text, actor=actor)
        return True

    # What holds.

    def evaluate(
        self,
        agreement: str,
        *,
        at: datetime,
        known: datetime,
        account: str | None = None,
        reading: str | None = None,
    ) -> Evaluation:
        """Judge every condition of an agreement; see `evaluation.evaluate`."""
        terms = self.instrument(agreement).under(reading)
        with self._store.facts() as facts:
            return evaluate(terms, facts, at, known, account=account, reading=reading)

    def explain(
        self,
        agreement: str,
        condition: str,
        *,
        at: datetime,
        known: datetime,
        scope: str | None = None,
        day: date | None = None,
        account: str | None = None,
        reading: str | None = None,
    ) -> Explanation | None:
        """Explain the verdict of a condition on a day (None: the last judged).

        None where the account cannot speak to the condition.

        Raises:
            MonitorError: There is no such condition, scope or day; the text names those there are.
        """
        terms = self.instrument(agreement).under(reading)
        if condition not in terms.conditions:
            there = ", ".join(terms.conditions)
            raise MonitorError(f"{agreement} has no condition {condition!r}; there are {there}")
        with self._store.facts() as facts:
            view = View(terms, facts, at, known, account)
            scopes = view.scopes(terms.conditions[condition])
            if scope not in scopes:
                named = ", ".join(str(s) for s in scopes if s) or "none"
                raise MonitorError(f"{condition} has no scope {scope!r}; its scopes: {named}")
            days = {judged.date: judged for judged in view.days}
            if day is not None and day not in days:
                span = f"{min(days)} to {max(days)}" if days else "none yet"
                raise MonitorError(f"{day} is no monitoring day of {agreement}; days: {span}")
            return explain(view, condition, scope, days[day] if day else None)

    def default_at(self, agreement: str, known: datetime) -> datetime:
        """Return now, or the end of an agreement that had ended by what was known."""
        at = min(self.moment(), known)
        with self._store.facts() as facts:
            view = View(self.instrument(agreement).agreement, facts, at, known, None)
            return at if view.calendar.holds(at) else (view.ended or at)

    # What is on record.

    @property
    def reconstructed(self) -> bool:
        """Whether anything was loaded from archives, known from when it was published."""
        return any(upload.archive and upload.undone is None for upload in self._store.uploads())

    def counts(self, known: datetime) -> Sequence[Known[Count]]:
        """Return the counts known."""
        return self._records(Count, known)

    def statements(self, known: datetime) -> Sequence[Known[Statement]]:
        """Return the statements known."""
        return self._records(Statement, known)

    def decisions(self, known: datetime) -> Sequence[Known[Decision]]:
        """Return the decisions known."""
        return self._records(Decision, known)

    def attestations(self, known: datetime) -> Sequence[Known[Attestation]]:
        """Return the attestations known."""
        return self._records(Attestation, known)

    def coverage(self, known: datetime) -> Sequence[Known[Coverage]]:
        """Return the coverage records known."""
        return self._records(Coverage, known)

    def profiles(self, known: datetime) -> Sequence[Known[SourceProfile]]:
        """Return the source profiles known."""
        return self._records(SourceProfile, known)

    def _records(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        with self._store.facts() as facts:
            return facts.records(kind, known)

    def reports(self, known: datetime, keys: Sequence[str]) -> list[Known[Report]]:
        """Return the newest content known of the reports of these keys."""
        with self._store.facts() as facts:
            return [report for key in keys for report in _newest(facts, key, known)]

    def incidents(
        self, known: datetime, first: datetime, last: datetime, account: str = ""
    ) -> Sequence[IncidentVersion]:
        """Return the incidents as believed at `known` whose span touches [first, last)."""
        with self._store.facts() as facts:
            return facts.incidents(known, first, last, account)

    def accounts(self, known: datetime) -> list[str]:
        """Return the sources whose account can be taken as complete, in order of their ids.

        Those that had reported or counted by `known`; none whose profile says that its silence
        is worth nothing.
        """
        with self._store.facts() as facts:
            reporting = {source for _, stated in facts.codes("account") for source in stated}
            counting = {fact.record.source for fact in facts.records(Count, known)}
            mute = {
                fact.record.id
                for fact in facts.records(SourceProfile, known)
                if fact.record.strength is Strength.NONE
            }
            named = sorted(str(source) for source in (reporting | counting) - mute)
            return [source for source in named if facts.published(source, known)]

    # What is taken in.

    def preview(
        self,
        file: str,
        data: bytes,
        *,
        agreement: str,
        at: datetime,
        kind: str | None = None,
        source: str | None = None,
        time_zone: str | None = None,
    ) -> Preview:
        """Say what a file would do, on everything known so far; nothing is stored."""
        try:
            intake = read_file(data, file=file, kind=kind, source=source, time_zone=time_zone)
        except IncidentFileError as error:
            return Preview(None, error)
        with self._store.facts() as facts:
            intake = checked(intake, facts)
        declared = _declared(kind, source, time_zone)
        earlier = self._store.standing_upload(data, declared, archive=False)
        return self._effect(intake, agreement, at, already=earlier.act if earlier else None)

    def preview_record(
        self, kind: str, cells: Mapping[str, str], *, agreement: str, at: datetime, time_zone: str
    ) -> Preview:
        """Say what a record from a form would do; nothing is stored."""
        record = read_record(kind, cells, time_zone=time_zone)
        if isinstance(record, tuple):
            return Preview(None, problems=record)
        intake = Intake(kind, tuple(cells), ((1, record),), (), 0, 1)
        return self._effect(intake, agreement, at)

    def _effect(
        self, intake: Intake, agreement: str, at: datetime, already: int | None = None
    ) -> Preview:
        terms = self.instrument(agreement).agreement
        known = ALWAYS
        with self._store.facts() as facts:
            before = evaluate(terms, facts, at, known)
        with self._store.hypothetical(intake.records) as trial:
            after = evaluate(terms, trial.reading, at, known)
            stored, unchanged = trial.stored, trial.unchanged + intake.repeated
        return Preview(
            intake,
            stored=stored,
            unchanged=unchanged,
            already=already,
            changes=changes(before, after),
        )

    def take(
        self,
        file: str,
        data: bytes,
        *,
        actor: str,
        kind: str | None = None,
        source: str | None = None,
        time_zone: str | None = None,
        archive: bool = False,
        accept_good_rows: bool = False,
        dry_run: bool = False,
    ) -> Taken:
        """Take in a file, all or nothing.

        A file with a bad row is refused whole with every reason, unless the person accepts the
        good rows: then the others are kept beside it for mending.

        Raises:
            StoreError: It could not be written, or an archive comes too late; nothing is stored.
        """
        authorize(actor, "upload", file)
        try:
            intake = read_file(data, file=file, kind=kind, source=source, time_zone=time_zone)
        except IncidentFileError as error:
            return Taken(file, error=error)
        with self._store.facts() as facts:
            intake = checked(intake, facts)
        if dry_run:
            with self._store.hypothetical(intake.records, archive=archive) as trial:
                unchanged = trial.unchanged + intake.repeated
                return Taken(file, intake, None, None, trial.stored, unchanged, dry_run=True)
        if intake.rejected and not accept_good_rows:
            return Taken(file, intake)
        receipt = self._store.upload(
            file,
            data,
            intake.records,
            actor=actor,
            archive=archive,
            declared=_declared(kind, source, time_zone),
            rejected=rejected_csv(intake) if intake.rejected else None,
            rejected_rows=len(intake.rejected),
        )
        if receipt.already_stored:
            return Taken(file, intake, None, receipt, 0, intake.lines - len(intake.rejected))
        unchanged = receipt.unchanged + intake.repeated
        return Taken(file, intake, None, receipt, receipt.stored, unchanged)

    def add(
        self, kind: str, cells: Mapping[str, str], *, actor: str, time_zone: str
    ) -> Receipt | tuple[CellProblem, ...]:
        """Take in one record from a form, or say everything that is wrong with it."""
        authorize(actor, "record", kind)
        record = read_record(kind, cells, time_zone=time_zone)
        return record if isinstance(record, tuple) else self._store.record(record, actor=actor)

    def uploads(self) -> Sequence[Upload]:
        """Return everything taken in, oldest first."""
        return self._store.uploads()

    def undo(self, upload: int, *, actor: str) -> None:
        """Take back an upload; it stays in the journal.

        Raises:
            UnknownUploadError: There is none under that number, or it is undone already.
        """
        authorize(actor, "undo", str(upload))
        self._store.undo(upload, actor=actor)

    def first_run(self, *, actor: str) -> Iterator[str]:
        """Activate the shipped agreements and load the sample record into an empty store."""
        if self._store.head is not None:
            return
        for path in sorted(self._settings.rules.glob("*.yaml")):
            if not path.name.endswith(".cases.yaml"):
                instrument = load_text(path.read_text(encoding="utf-8"), path.name)
                self.activate(instrument, actor=actor)
                yield f"{instrument.agreement.id}: active"
        for folder in sorted((self._settings.data / "samples").glob("*/")):
            for path in _sample_files(folder):
                taken = self.take(path.name, path.read_bytes(), actor=actor, archive=True)
                if taken.refused:
                    raise MonitorError("\n".join(taken.problems()))
                yield taken.sentence()


def _sample_files(folder: Path) -> list[Path]:
    paths = [folder / f"{name}.csv" for name in SAMPLE_ORDER]
    return [path for path in paths if path.exists()]


def _declared(kind: str | None, source: str | None, time_zone: str | None) -> dict[str, str]:
    stated = {"format": kind, "source": source, "time_zone": time_zone}
    return {name: value for name, value in stated.items() if value is not None}


def _newest(facts: Reading, key: str, known: datetime) -> list[Known[Any]]:
    return newest(facts.versions(Report, key), known)
