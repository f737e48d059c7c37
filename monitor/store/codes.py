"""Dictionary codes: one small integer for each set of values ever stated in a coded column."""

import json
from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from monitor.incidents.box import Box
from monitor.incidents.version import Location, Stated
from monitor.store.database import insert
from monitor.store.rows import as_json

ACCOUNT = "account"
"""The field whose one stated value is a source."""

UNSTATED = 0
"""The code of no location."""

Locations = tuple[Location, ...]

_FOUND = "SELECT value, code FROM locations WHERE value IN (SELECT unnest($values))"


class Codes:
    """The dictionary as one transaction sees it; new entries stay here until they are written."""

    def __init__(self, db: DuckDBPyConnection) -> None:
        self._db = db
        self._codes: dict[str, dict[Stated, int]] = {}
        self._new: list[tuple[str, int, str]] = []
        for field, code, value in db.execute("SELECT field, code, value FROM codes").fetchall():
            self._codes.setdefault(field, {})[tuple(json.loads(value))] = code
        self._located: dict[Locations, int] = {(): UNSTATED}
        self._new_located: list[tuple[int | str, ...]] = []
        self._last_located: int | None = None

    def code(self, field: str, stated: Stated) -> int:
        """Return the code of a set of values, a new one where it was never stated before."""
        known = self._codes.setdefault(field, {})
        if stated not in known:
            known[stated] = len(known)
            self._new.append((field, known[stated], as_json(stated)))
        return known[stated]

    def location(self, stated: Locations) -> int:
        """Return the code of a set of locations, a new one where it was never stated before."""
        if stated not in self._located:
            self.foresee([stated])
        return self._located[stated]

    def foresee(self, stated: Iterable[Locations]) -> None:
        """Look up the codes of many sets of locations at once: one by one they take longer."""
        wanted = {_text(each): each for each in stated if each not in self._located}
        if not wanted:
            return
        found = self._db.execute(_FOUND, {"values": list(wanted)}).fetchall()
        for value, code in found:
            self._located[wanted.pop(value)] = code
        for value, each in wanted.items():
            code = self._located[each] = self._next_location()
            self._new_located.append((code, value, *Box.around(each)))

    def _next_location(self) -> int:
        if self._last_located is None:
            found = self._db.execute("SELECT coalesce(max(code), 0) FROM locations").fetchall()
            self._last_located = int(found[0][0])
        self._last_located += 1
        return self._last_located

    def write(self, db: DuckDBPyConnection) -> None:
        """Write the new entries."""
        insert(db, "codes", self._new)
        insert(db, "locations", self._new_located)
        self._new, self._new_located = [], []


def _text(locations: Locations) -> str:
    """Write a set of locations as JSON, as `as_json` would: a million of them take their time."""
    each = (f"[{latitude!r},{longitude!r},{metres}]" for latitude, longitude, metres in locations)
    return f"[{','.join(each)}]"


def locations_of(value: str) -> Locations:
    """Read a set of locations as the dictionary holds it."""
    return tuple(Location(*each) for each in json.loads(value))
