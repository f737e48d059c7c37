"""Dictionary codes: one small integer for each set of values ever stated in a coded column."""

import json

from duckdb import DuckDBPyConnection

from monitor.incidents.version import Stated
from monitor.store.database import insert
from monitor.store.rows import as_json

ACCOUNT = "account"
"""The field whose one stated value is a source."""


class Codes:
    """The dictionary as one transaction sees it; new entries stay here until they are written."""

    def __init__(self, db: DuckDBPyConnection) -> None:
        self._codes: dict[str, dict[Stated, int]] = {}
        self._new: list[tuple[str, int, str]] = []
        for field, code, value in db.execute("SELECT field, code, value FROM codes").fetchall():
            self._codes.setdefault(field, {})[tuple(json.loads(value))] = code

    def code(self, field: str, stated: Stated) -> int:
        """Return the code of a set of values, a new one where it was never stated before."""
        known = self._codes.setdefault(field, {})
        if stated not in known:
            known[stated] = len(known)
            self._new.append((field, known[stated], as_json(stated)))
        return known[stated]

    def write(self, db: DuckDBPyConnection) -> None:
        """Write the new entries."""
        insert(db, "codes", self._new)
        self._new = []
