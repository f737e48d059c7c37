"""What `inbox.yaml` in the folder says: read when it is complete, told when it is faulty."""

from collections.abc import Callable, Collection
from pathlib import Path

from monitor.errors import IncidentFileError
from monitor.inbox import beside
from monitor.inbox.offered import SAYS, Mark
from monitor.inbox.stated import BOUNDS, Statements, statements
from monitor.service import Stated
from monitor.words import inbox

_NONE = Statements()


class Says:
    """What is stated of the files in one folder; `look` comes before each look at the files.

    Attributes:
        trouble: Why nothing may be taken up, in words; empty where it may, or where one waits.
        changed: Whether the last look found another statement than the one before.
    """

    def __init__(self, folder: Path, saved: Callable[[], Collection[str]]) -> None:
        """Know the folder, and how to ask for the names of the mappings that people saved."""
        self._path = folder / SAYS
        self._saved = saved
        self._by: Collection[str] = ()
        self._before: Mark | None = None
        self._read: Mark | None = None
        self._found = _NONE
        self.trouble: tuple[str, ...] = ()
        self.changed = False

    def look(self) -> bool:
        """Read what is stated, if it is another; says whether files may be taken up.

        They wait while it is being written, and while it is faulty: a file must not be read
        otherwise than is meant. What is wrong is said beside it.

        Raises:
            OSError: It cannot be read, or the faults not be written.
        """
        mark, before = Mark.of(self._path), self._before
        self._before, self.changed = mark, False
        if mark != before:
            return mark is None and self._take(_NONE, None)
        saved = sorted(self._saved())
        if mark == self._read and not (self.trouble and saved != self._by):
            return not self.trouble
        self._by = saved
        content = mark.read(self._path, BOUNDS.most_bytes + 1) if mark else None
        if content is None:
            return False
        try:
            return self._take(statements(content, saved), mark)
        except IncidentFileError as error:
            self._read, self.trouble = mark, (inbox.FAULTY_SHORT,)
            beside.put_faults(self._path, error.problems)
            return False

    def of(self, name: str) -> Stated:
        """Return what is stated of a file."""
        return self._found.of(name)

    def told(self, name: str) -> str:
        """Return what is stated of a file, in words; empty where nothing is."""
        return ", ".join(f"{key}: {text}" for key, text in self.of(name).declared.items())

    def _take(self, found: Statements, mark: Mark | None) -> bool:
        self.changed = found != self._found
        self._found, self._read, self.trouble = found, mark, ()
        beside.take_away(self._path)
        return True
