"""One store in use: the door of the application for its pages, commands and routes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from monitor.agreements.load import Instrument
from monitor.alerts.directory import Directory
from monitor.alerts.notice import Notice
from monitor.apart.started import kept_waiting
from monitor.clock import Clock
from monitor.service.alerting import Alerting
from monitor.service.authorize import authorize
from monitor.service.calling import Calling
from monitor.service.drilling import Send, drill
from monitor.service.exporting import Export, export
from monitor.service.keeping_up import KeepingUp, KeptUp
from monitor.service.lived import first_said
from monitor.service.mappings import Mappings
from monitor.service.outlines import Outlines, outlines
from monitor.service.places import known_places
from monitor.service.published import Published
from monitor.service.recorded import Recorded
from monitor.service.recounting import Recounted, recount
from monitor.service.replies import Replies
from monitor.service.rules import Rules
from monitor.service.sample import first_run
from monitor.service.saying import Sayings
from monitor.service.taken import Taken
from monitor.service.uploads import Uploads
from monitor.service.verdicts import Verdicts
from monitor.service.waking import Waking
from monitor.settings import Settings
from monitor.store.act import Act
from monitor.store.store import Store
from monitor.store.verify import Verification


class Service:
    """The service around one open store; every page, command and route works through it.

    Its methods may be called from any thread.

    Attributes:
        store: The store itself, for verifying and rebuilding.
        rules: The rule files that count.
        record: What is on record, to be read.
        verdicts: What holds by the rules, on the record.
        mappings: How unknown layouts are read, as people have said.
        uploads: What is taken in, and taken back.
        published: What of the things said may be given to anybody.
        alerting: What people are told.
        replies: What people do about it.
        calling: Who is called next.
    """

    def __init__(
        self, store: Store, settings: Settings, clock: Clock, directory: Directory
    ) -> None:
        self._settings = settings
        self._clock = clock
        self.store = store
        self.rules = Rules(store)
        self.alerting = Alerting(store, directory)
        self.replies = Replies(store, self.alerting)
        self.calling = Calling(store, self.alerting)
        self.waking = Waking(store, self.rules, self.alerting)
        self._sayings = Sayings(store, self.rules.read, self.alerting)
        self.record = Recorded(store, self._sayings)
        self.verdicts = Verdicts(self.rules, self.record, clock)
        self.mappings = Mappings(store)
        self.published = Published(store, self.rules, self._sayings)
        self.uploads = Uploads(store, self.rules, known_places(settings.data / "places"))

    @classmethod
    def open(cls, settings: Settings, clock: Clock, directory: Directory | None = None) -> Self:
        """Open the store named in the settings, alone; without a directory nobody is told.

        Raises:
            StoreError: Another process has it open, it is damaged, or its folder cannot be used;
                the text says what to do.
        """
        return cls(Store.open(settings.store, clock), settings, clock, directory or Directory())

    def close(self) -> None:
        """Close the store, so that another process may open it."""
        self.store.close()

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

    def outlines(self) -> Sequence[Outlines]:
        """Return the outlines of administrative areas that the data folder holds.

        Raises:
            MonitorError: A boundary file is no GeoJSON.
        """
        return outlines(self._settings.data / "boundaries")

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
        run = KeepingUp(self.store, self._sayings, actor=actor, stop=stop)
        run.catch_up()
        run.say_now(periodic=periodic)
        run.look_ahead()
        return run.done

    def recount(
        self, agreement: str, since: datetime, until: datetime, told: Callable[[datetime], None]
    ) -> Iterator[Recounted]:
        """Yield which messages would have gone out in a time, by what was known then.

        By the rules as they count now. From the first thing said of the agreement on it is what
        was told, at the times that are on record; before, what a service would have told that had
        run all the time.

        Args:
            agreement: Of which.
            since: What held then is no news.
            until: The last instant.
            told: Is told how far it has come.

        Raises:
            UnknownNameError: There is no such agreement.
        """
        instrument = self.rules.instrument(agreement)
        directory = self.alerting.directory
        yield from recount(self.store, instrument, directory, since, until, told)

    def first_said(self, agreement: str) -> datetime | None:
        """Return of which instant something was said of an agreement first, UTC; None: never."""
        return first_said(self.store, agreement)

    def telling(self, accepted: Callable[[Act], None]) -> AbstractContextManager[None]:
        """Tell of every act that is accepted, until this is left; see `Store.telling`."""
        return self.store.telling(accepted)

    def ready_to_read(self) -> AbstractContextManager[None]:
        """Keep what reads the next file ready, until this is left."""
        return kept_waiting()

    # Who is told.

    @property
    def alerts_file(self) -> Path:
        """The file that says who is told, and how; it need not be there."""
        return self._settings.alerts_file

    def drill(self, notice: Notice, send: Send, *, actor: str) -> Act:
        """Send a drill and record it with what came of it; see `drilling.drill`."""
        return drill(self.store, notice, send, actor=actor)

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
        return self.store.backup(target, rules=rules if rules.is_dir() else None)

    def export(self, kind: str, known: datetime, *, actor: str) -> Export:
        """Return the records of a kind, as known, in the columns of its template.

        Raises:
            UnknownNameError: There is no such kind.
        """
        authorize(actor, "export", kind)
        with self.store.facts() as facts:
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
        yield from first_run(self.store, self.rules, self.uploads, self._settings, actor=actor)
