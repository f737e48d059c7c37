"""Looking into the folder, again and again: what is complete is taken up, or refused and told."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor.inbox import beside
from monitor.inbox.looked import Looked, Took
from monitor.inbox.offered import Mark, offered
from monitor.inbox.put_away import bring_back, put_away
from monitor.inbox.says import Says
from monitor.incidents.opened.table import LARGEST
from monitor.service import Outcome, Service, Taken
from monitor.settings import PROJECT, Settings
from monitor.words import inbox

ROLE = "inbox"
"""In which role the user of the operating system brings these files."""

MOST_TOLD = 20
"""So many of the files taken up are told of, the newest."""

WATCHED = timedelta(hours=1)
"""How long a file is watched after it was taken up: who still writes to it has more to say."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A file taken up: from where, what it was like, and when."""

    path: Path
    mark: Mark
    at: datetime


class Inbox:
    """The folder of one service; `look` is called again and again, from one thread at a time."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._service = service
        self._settings = settings
        self._folder = settings.inbox_folder
        self._one = threading.Lock()
        self._before: Mapping[str, Mark] = {}
        self._refused: dict[str, Mark] = {}
        self._untold: dict[str, Mark] = {}
        self._moved: dict[Path, _Moved] = {}
        self._troubles: list[str] = []
        self._says = Says(self._folder, lambda: service.mappings.standing().keys())
        self._looked = Looked(self._folder)

    @property
    def looked(self) -> Looked:
        """What the folder is like."""
        return self._looked

    def look(self, stop: Callable[[], bool] = lambda: False) -> Looked:
        """Take up every file that has not changed since the last look and was not refused as it is.

        Args:
            stop: Asked before each file; what is left is looked at after the next start.
        """
        with self._one:
            self._troubles = []
            with self._noting():
                self._look(stop)
            now, trouble = self._service.moment(), "; ".join(self._troubles)
            self._looked = replace(self._looked, looked_at=now, trouble=trouble)
            return self._looked

    def _look(self, stop: Callable[[], bool]) -> None:
        self._see_that_it_may_be()
        if not self._folder.exists():
            self._folder.mkdir(mode=0o700, parents=True)
        self._bring_back_what_grew()
        if not self._says.look():
            self._troubles += self._says.trouble
            return
        if self._says.changed:
            self._refused.clear()
            self._untold.clear()
        marks, writing = offered(self._folder)
        same = [name for name, mark in marks.items() if self._before.get(name) == mark]
        self._before = marks
        ready = {name: marks[name] for name in same if not self._told(name, marks[name])}
        self._tell(marks, [*writing, *(name for name in marks if name not in same)])
        self._take_all(ready, stop)
        self._tell(marks, [*writing, *(name for name in marks if name not in same)])

    def _see_that_it_may_be(self) -> None:
        """Refuse a folder whose files are not there to be taken up."""
        ours = {PROJECT, self._settings.store, self._settings.rules, self._settings.data}
        if self._folder in ours or self._settings.store in self._folder.parents:
            raise ValueError(inbox.NOT_HERE.format(folder=self._folder))

    def _told(self, name: str, mark: Mark) -> bool:
        """Whether a file was refused as it is, and the reasons are still beside it."""
        path = self._folder / name
        if self._untold.get(name) == mark:
            return True
        if self._refused.get(name) == mark:
            return beside.there(path)
        if not beside.there(path):
            return False
        data = mark.read(path, LARGEST + 1)
        if data is None or not beside.says_why(path, data, self._says.told(name)):
            return False
        self._refused[name] = mark
        return True

    def _take_all(self, ready: Mapping[str, Mark], stop: Callable[[], bool]) -> None:
        """Try every file, and those refused once more after others: they may name what came."""
        left, refused = dict(ready), dict[str, tuple[bytes, Taken]]()
        while left:
            refused = {}
            for name, mark in left.items():
                if stop():
                    return
                with self._noting():
                    if found := self._try(name, mark):
                        refused[name] = found
            if len(refused) == len(left):
                break
            left = {name: left[name] for name in refused}
        for name, (data, taken) in refused.items():
            with self._noting():
                self._refuse(name, left[name], data, taken)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Note what goes wrong, whatever it is: it is shown, and the next look begins anew."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - as above
            _log.exception("A file could not be taken up, or the folder not be looked into.")
            self._troubles.append(f"{type(error).__name__}: {error}")

    def _try(self, name: str, mark: Mark) -> tuple[bytes, Taken] | None:
        """Take up a file; returns it with what became of it where it is refused."""
        path = self._folder / name
        data = mark.read(path, LARGEST + 1)
        if data is None:
            return None
        stated = self._says.of(name)
        taken = self._service.uploads.take(
            name, data, actor=self._settings.actor, role=ROLE, stated=stated
        )
        if taken.outcome is Outcome.REFUSED or taken.receipt is None:
            return data, taken
        beside.take_away(path)
        upload = taken.receipt.upload
        moved = put_away(path, mark, data, taken, upload)
        if moved is None:
            return None
        at = self._service.moment()
        self._moved[moved] = _Moved(path, mark, at)
        took = Took(name, at, upload, taken.stored, taken.unchanged)
        newest = (took, *self._looked.taken)[:MOST_TOLD]
        self._looked = replace(self._looked, taken=newest)
        return None

    def _refuse(self, name: str, mark: Mark, data: bytes, taken: Taken) -> None:
        """Say why beside the file; where that cannot be written, at least not again and again."""
        self._refused[name] = mark
        try:
            beside.put_why(self._folder / name, data, taken, self._says.told(name))
        except OSError:
            self._untold[name] = mark
            raise

    def _bring_back_what_grew(self) -> None:
        """Offer again what was written to after it was taken up, and forget what was not."""
        now = self._service.moment()
        for moved, of in list(self._moved.items()):
            mark = Mark.of(moved)
            if mark is not None and mark != of.mark:
                bring_back(moved, of.path)
            if mark != of.mark or now - of.at > WATCHED:
                del self._moved[moved]

    def _tell(self, marks: Mapping[str, Mark], unfinished: list[str]) -> None:
        """Note what waits; what was refused and is gone, or is another now, is forgotten."""
        for known in (self._refused, self._untold):
            for name in [name for name, mark in known.items() if marks.get(name) != mark]:
                del known[name]
        self._looked = replace(
            self._looked, refused=tuple(sorted(self._refused)), unfinished=tuple(unfinished)
        )
