"""The mappings that people saved for unknown layouts: each with its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.errors import MonitorError
from monitor.incidents.formats.saved import Saved
from monitor.incidents.formats.written import written
from monitor.service.authorize import authorize
from monitor.store.act import Act
from monitor.store.store import Store
from monitor.words import mapping

SAVED, TAKEN_BACK = "mapping", "mapping_taken_back"
"""The acts by which a mapping is saved, and taken back."""

TEXT = "text"


class UnknownMappingError(MonitorError):
    """There is no mapping of that name, or it is taken back."""


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping as somebody saved it.

    Attributes:
        name: Its name, as it is typed.
        title: What people call it.
        act: The number of the act that saved it.
        recorded_at: When it was saved, UTC.
        actor: Who saved it.
        saved: Its text and version.
        taken_back: The act that took it back, with every version before it; None while the name
            stands.
        newest: Whether it is the newest version of its name.
        again: Whether it was saved before, word for word, so that nothing was recorded now.
    """

    name: str
    title: str
    act: int
    recorded_at: datetime
    actor: str
    saved: Saved
    taken_back: int | None = None
    newest: bool = True
    again: bool = False

    @property
    def stands(self) -> bool:
        """Whether files are read by it now."""
        return self.newest and self.taken_back is None and self.saved.readable


class Mappings:
    """The saved mappings of one open store; its methods may be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def standing(self) -> Mapping[str, Saved]:
        """Return the mappings by which files are read now, by name."""
        return Saved.by_name(one.saved for one in self.all() if one.stands)

    def all(self) -> Sequence[SavedMapping]:
        """Return every version of every mapping, oldest first, those taken back included.

        Raises:
            StoreDamagedError: A kept text is missing or damaged.
        """
        acts = self._store.acts
        saves, backs = acts.of(SAVED), acts.of(TAKEN_BACK)
        newest = {act.body["name"]: act.seq for act in saves}
        found = []
        for act in saves:
            name = act.body["name"]
            back = (b.seq for b in backs if b.seq > act.seq and b.body["name"] == name)
            text = acts.kept(act.body["kept"][TEXT]).decode()
            one = _of(act, text)
            found.append(replace(one, taken_back=next(back, None), newest=newest[name] == act.seq))
        return found

    def one(self, name: str, version: int | None = None) -> SavedMapping:
        """Return a version of a mapping, taken back or not; None for the newest.

        Raises:
            UnknownMappingError: There is none.
        """
        named = [one for one in self.all() if one.name == name]
        wanted = [one for one in named if version in {None, one.saved.version}]
        if not wanted:
            raise UnknownMappingError(_unknown(name, version, self.standing()))
        return wanted[-1]

    def save(self, text: str, file: str, *, actor: str) -> SavedMapping:
        """Save a mapping under the name that it gives itself, as the next version of that name.

        The text that stands already, word for word, is not saved again.

        Args:
            text: Its YAML, as declarations are written.
            file: Its name, for messages.
            actor: Who saves it.

        Raises:
            IncidentFileError: It is none, or says what no record can hold; every problem is named.
            StoreError: It could not be written; nothing is stored.
        """
        declaration = written(text, file)
        name = declaration.format
        authorize(actor, "mapping", name)
        with self._store.alone():
            earlier = [one for one in self.all() if one.name == name]
            if earlier and earlier[-1].stands and earlier[-1].saved.text == text:
                return replace(earlier[-1], again=True)
            body = {"name": name, "title": declaration.title, "version": len(earlier) + 1}
            files = {TEXT: text.encode()}
            act = self._store.accept.note(SAVED, body, actor=actor, files=files)
        return _of(act, text)

    def take_back(self, name: str, *, actor: str) -> Act:
        """Let no more files be read by a mapping; what was read by it stays as it is.

        Raises:
            UnknownMappingError: There is none of that name, or it is taken back already.
            StoreError: It could not be written; nothing is changed.
        """
        authorize(actor, "mapping", name)
        with self._store.alone():
            standing = self.standing()
            if name not in standing:
                raise UnknownMappingError(_unknown(name, None, standing))
            body = {"name": name, "version": standing[name].version}
            return self._store.accept.note(TAKEN_BACK, body, actor=actor)


def _of(act: Act, text: str) -> SavedMapping:
    body = act.body
    saved = Saved(text, body["version"])
    return SavedMapping(body["name"], body["title"], act.seq, act.recorded_at, act.actor, saved)


def _unknown(name: str, version: int | None, standing: Mapping[str, Saved]) -> str:
    of = "" if version is None else mapping.OF_VERSION.format(version=version)
    known = ", ".join(sorted(standing)) or mapping.NONE_STANDS
    return mapping.NO_MAPPING.format(name=name[:60], of=of, known=known)
