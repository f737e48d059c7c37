"""One store in use: who may do what, what is judged, and what would change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from monitor.agreements.load import Instrument, load_file, load_text
from monitor.agreements.model import Agreement
from monitor.agreements.wording import choose, quoted
from monitor.clock import Clock
from monitor.errors import MonitorError
from monitor.evaluation.counterfactual import Counterfactual, counterfactual
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explanation import Explanation
from monitor.evaluation.serious import Uncounted, uncounted
from monitor.evaluation.standpoints import Row, standpoints
from monitor.evaluation.verdict import Evaluation
from monitor.evaluation.view import View
from monitor.incidents.intake import CellProblem, Intake
from monitor.service import asking
from monitor.service.activating import Activating, activating
from monitor.service.asking import UnknownNameError
from monitor.service.authorize import authorize
from monitor.service.board import Board
from monitor.service.exporting import Export, export
from monitor.service.keeping_up import KeepingUp, KeptUp
from monitor.service.outlines import Outlines, outlines
from monitor.service.previewing import Preview, Undoing, effect, preview, undoing
from monitor.service.recorded import Recorded
from monitor.service.sample import rule_files, sample_files
from monitor.service.saying import Sayings
from monitor.service.taking import Offer, Outcome, Taken, single, take
from monitor.settings import Settings
from monitor.store.journal import Act
from monitor.store.ledger import Activation
from monitor.store.store import Receipt, Store
from monitor.store.verify import Verification


class Service:
    """The service around one open store; every page, command and route works through it.

    Its methods may be called from any thread.
    """

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._read: dict[tuple[object, ...], Instrument] = {}
        self._sayings = Sayings(store, self._instrument_of)
        self._record = Recorded(store, self._sayings)

    @classmethod
    def open(cls, settings: Settings, clock: Clock) -> Self:
        """Open the store named in the settings, alone.

        Raises:
            StoreError: Another process has it open, it is damaged, or its folder cannot be used;
                the text says what to do.
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
    def zone(self) -> ZoneInfo:
        """The zone of times that belong to no one agreement."""
        return self._settings.time_zone

    @property
    def record(self) -> Recorded:
        """What is on record, to be read."""
        return self._record

    @property
    def store(self) -> Store:
        """The store itself, for verifying and rebuilding."""
        return self._store

    def outlines(self) -> Sequence[Outlines]:
        """Return the outlines of administrative areas that the data folder holds.

        Raises:
            MonitorError: A boundary file is no GeoJSON.
        """
        return outlines(self._settings.data / "boundaries")

    # What counts.

    @property
    def instruments(self) -> dict[str, Instrument]:
        """The active instruments, by agreement id: the agreed ones first, the newest first."""
        return {name: self._instrument_of(found) for name, found in self.activations.items()}

    @property
    def activations(self) -> dict[str, Activation]:
        """Since when, and by whom, each active rule file counts, by agreement id."""
        active = [
            (self._instrument_of(found).agreement, found) for found in self._store.activations()
        ]
        active.sort(key=lambda one: one[0].calendar.from_, reverse=True)
        active.sort(key=lambda one: one[0].proposed)
        return {terms.id: found for terms, found in active}

    def _instrument_of(self, activation: Activation) -> Instrument:
        texts = (activation.text, *sorted(activation.imports.items()))
        if texts not in self._read:
            self._read[texts] = load_text(activation.text, activation.file, activation.imports)
        return self._read[texts]

    def instrument(self, agreement: str) -> Instrument:
        """Return an active instrument.

        Raises:
            UnknownNameError: Naming those that are active.
        """
        active = self.instruments
        if agreement not in active:
            hint = choose(agreement, active, "active") if active else "none is active"
            raise UnknownNameError(
                f"no agreement {quoted(agreement)} is active; {hint}; "
                "`python -m monitor activate` makes a rule file count"
            )
        return active[agreement]

    def activating(
        self,
        instrument: Instrument,
        *,
        amendment: datetime | None = None,
        correction: bool = False,
        shown: bool = True,
    ) -> Activating:
        """Say what making a rule file count would change; see `activate`."""
        before = self.instruments.get(instrument.agreement.id)
        return activating(
            self._store,
            before,
            instrument,
            self._store.present(),
            amendment=amendment,
            correction=correction,
            shown=shown,
        )

    def activate(
        self,
        instrument: Instrument,
        *,
        actor: str,
        amendment: datetime | None = None,
        correction: bool = False,
    ) -> bool:
        """Make a rule file count; False where it does already, with all that it imports.

        Args:
            instrument: The rule file.
            actor: Who makes it count.
            amendment: From when the parties changed the text, UTC, included; None if they did not.
            correction: Whether our reading of the text was wrong. Where another text of the
                agreement counts already, it is one of the two.

        Raises:
            ActivationError: It is neither, or an amendment that would change a verdict of a day
                that began before its date.
        """
        name = instrument.agreement.id
        authorize(actor, "activate", name)
        found = self.activating(instrument, amendment=amendment, correction=correction, shown=False)
        found.check()
        if found.unchanged or found.kind is None:
            return False
        self._store.activate(
            f"{name}.yaml",
            instrument.text,
            actor=actor,
            imports=instrument.imports,
            kind=found.kind,
            since=found.since,
        )
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
        """Judge every condition of an agreement; see `evaluation.evaluate`.

        Raises:
            MonitorError: There is no such agreement, reading or account; the text names those
                there are.
        """
        terms = self.instrument(agreement)
        with self.record.looking() as facts:
            return asking.judged(terms, facts, at, known, account=account, reading=reading)

    def board(self, agreement: str, *, at: datetime, known: datetime) -> Board:
        """Judge an agreement as its file has it, under each reading, and on each account.

        Raises:
            UnknownNameError: There is no such agreement.
        """
        instrument = self.instrument(agreement)
        with self.record.looking() as facts:

            def said(account: str | None = None, reading: str | None = None) -> Evaluation:
                terms = instrument.under(reading)
                return evaluate(terms, facts, at, known, account=account, reading=reading)

            return Board(
                official=said(),
                readings={reading: said(reading=reading) for reading in instrument.variants},
                accounts={source: said(account=source) for source in asking.accounts(facts, known)},
            )

    def counterfactual(
        self,
        agreement: str,
        condition: str,
        *,
        at: datetime,
        known: datetime,
        scope: str | None = None,
        reading: str | None = None,
    ) -> Counterfactual | None:
        """Return what would turn a verdict of the official picture; None where it cannot be told.

        Raises:
            UnknownNameError: There is no such agreement or reading.
        """
        terms = self.instrument(agreement).under(reading)
        with self.record.looking() as facts:
            return counterfactual(View(terms, facts, at, known, None), condition, scope)

    def standpoints(
        self, agreement: str, condition: str, *, at: datetime, known: datetime, scope: str | None
    ) -> list[Row]:
        """Return what a condition reads by every standard, doubt, reading and account.

        Raises:
            UnknownNameError: There is no such agreement.
        """
        found = self.instrument(agreement)
        variants: dict[str | None, Agreement] = {None: found.agreement}
        variants.update(found.variants.items())
        with self.record.looking() as facts:
            accounts = asking.accounts(facts, known)
            rows = standpoints(
                variants, accounts, facts, at=at, known=known, name=condition, scope=scope
            )
            return list(rows)

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
            MonitorError: There is no such agreement, condition, scope, day, account or reading;
                the text names those there are.
        """
        terms = self.instrument(agreement).under(reading)
        with self.record.looking() as facts:
            return asking.explained(
                terms, facts, condition, at, known, scope=scope, day=day, account=account
            )

    def uncounted(self, agreement: str, *, at: datetime, known: datetime) -> tuple[Uncounted, ...]:
        """Return the serious incidents that no condition counts for certain, newest first.

        Raises:
            UnknownNameError: There is no such agreement.
        """
        terms = self.instrument(agreement).agreement
        with self.record.looking() as facts:
            return uncounted(View(terms, facts, at, known, None))

    def default_at(self, agreement: str, known: datetime) -> datetime:
        """Return now, or the end of an agreement that had ended by what was known."""
        at = min(self.moment(), known)
        return self.ended(agreement, known, at) or at

    def ended(self, agreement: str, known: datetime, by: datetime) -> datetime | None:
        """Return when an agreement went out of force, as known; None if it had not done so `by`."""
        terms = self.instrument(agreement).agreement
        with self.record.looking() as facts:
            return asking.ended(terms, facts, known, by)

    # What is said.

    def keep_up(
        self, *, actor: str, periodic: bool = False, stop: Callable[[], bool] = lambda: False
    ) -> KeptUp:
        """Say every missed instant in order, then what the newest acts have changed.

        Args:
            actor: Who says it.
            periodic: Say also what else is new, where there is anything.
            stop: Asked before each thing that is said; what is left is said the next time.

        Raises:
            StoreError: The store cannot be read. What goes wrong with one agreement is in the
                answer instead.
        """
        run = KeepingUp(self._store, self._sayings, actor=actor, stop=stop)
        run.catch_up()
        run.say_now(periodic=periodic)
        run.look_ahead()
        return run.done

    def telling(self, accepted: Callable[[Act], None]) -> AbstractContextManager[None]:
        """Tell of every act that is accepted, until this is left; see `Store.telling`."""
        return self._store.telling(accepted)

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
        offer = Offer(file, data, kind, source, time_zone)
        return preview(self._store, offer, self.instrument(agreement).agreement, at)

    def preview_record(
        self,
        kind: str,
        cells: Mapping[str, str],
        *,
        agreement: str | None,
        at: datetime,
        time_zone: str | None,
    ) -> Preview:
        """Say what a record from a form would do; nothing is stored.

        Without an agreement it says only what is wrong with the record.
        `time_zone` is that of times that state none; where it is None, each has to.

        Raises:
            IncidentFileError: There is no such kind of record or time zone.
        """
        found = single(self._store, kind, cells, time_zone)
        if not isinstance(found, Intake):
            return Preview(None, problems=found)
        if agreement is None:
            return Preview(found)
        return effect(self._store, found, self.instrument(agreement).agreement, at)

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
        good rows: then the others are kept beside it for mending. A file that stands on record
        already, declared the same way, changes nothing.

        Raises:
            StoreError: It could not be written, or an archive comes too late; nothing is stored.
        """
        authorize(actor, "upload", file)
        offer = Offer(file, data, kind, source, time_zone, archive)
        return take(self._store, offer, actor, good_rows=accept_good_rows, dry_run=dry_run)

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
        return self._store.record(found.records[0][1], actor=actor)

    def preview_undo(self, upload: int, *, agreement: str, at: datetime, most: int) -> Undoing:
        """Say what undoing an upload would do to its records and the verdicts; nothing is stored.

        Raises:
            UnknownUploadError: There is none under that number, or it is undone already.
        """
        return undoing(self._store, upload, self.instrument(agreement).agreement, at, most=most)

    def undo(self, upload: int, *, actor: str) -> None:
        """Take back an upload; it stays in the journal.

        Raises:
            UnknownUploadError: There is none under that number, or it is undone already.
        """
        authorize(actor, "undo", str(upload))
        self._store.undo(upload, actor=actor)

    # What is taken elsewhere.

    def backup(self, target: Path, *, actor: str) -> Verification:
        """Copy what is accepted by now, and the rule files, to a new folder.

        Returns:
            What checking the copy found; its head is the anchor to keep elsewhere.

        Raises:
            StoreDamagedError: The store does not verify; no backup was made.
            StoreError: It could not be written, or there is something in the target.
        """
        authorize(actor, "backup", str(target))
        rules = self._settings.rules
        return self._store.backup(target, rules=rules if rules.is_dir() else None)

    def export(self, kind: str, known: datetime, *, actor: str) -> Export:
        """Return the records of a kind, as known, in the columns of its template.

        Raises:
            UnknownNameError: There is no such kind.
        """
        authorize(actor, "export", kind)
        with self._store.facts() as facts:
            return export(facts, kind, known)

    def first_run(self, *, actor: str) -> Iterator[Instrument | Taken]:
        """Activate the shipped agreements and load the sample record into an empty store.

        Yields:
            Each instrument activated, then each file taken in; nothing where the store is not
            empty.

        Raises:
            MonitorError: A shipped file is not sound.
        """
        authorize(actor, "activate", "the sample")
        if self._store.head is not None:
            return
        for path in rule_files(self._settings.rules):
            instrument = load_file(path)
            self.activate(instrument, actor=actor)
            yield instrument
        for path in sample_files(self._settings.data):
            taken = self.take(path.name, path.read_bytes(), actor=actor, archive=True)
            if taken.outcome is Outcome.REFUSED:
                raise MonitorError("\n".join(map(str, taken.problems())))
            yield taken
