"""The records that are, or were, not public: what must not be given to anybody rests on one."""

from collections.abc import Collection, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from monitor.incidents.known import Known
from monitor.incidents.record import SourceProfile
from monitor.store.rows import known_of, record_of, slot

_KEYS = """
    SELECT DISTINCT kind, key FROM records WHERE NOT contains(body, '"handling":"public"')
    LIMIT $most
"""
"""A quotation mark within a text is kept with a stroke before it: only the field reads so."""

_CLOSED = """
    SELECT body, act, line, known_from, known_to FROM records
    WHERE slot IN (SELECT unnest($slots)) AND (kind, key) IN (
        SELECT unnest($kinds), unnest($keys)
    )
    ORDER BY known_from, act, line
"""

_LINKED = """
    SELECT DISTINCT report FROM mentions WHERE kind = 'link' AND report IN (SELECT unnest($keys))
"""


def closed(db: DuckDBPyConnection, most: int) -> Sequence[Known[Any]] | None:
    """Return every version, undone ones too, of each record of which one is not public.

    Oldest knowledge first; None where there are more than `most` such records.
    """
    found = db.execute(_KEYS, {"most": most + 1}).fetchall()
    if len(found) > most:
        return None
    kinds, keys = ([row[place] for row in found] for place in (0, 1))
    named = {"kinds": kinds, "keys": keys, "slots": [slot(key) for key in keys]}
    return [known_of(*row) for row in db.execute(_CLOSED, named).fetchall()]


def profiles(db: DuckDBPyConnection) -> Sequence[SourceProfile]:
    """Return what every source profile ever said, undone ones too."""
    found = db.execute("SELECT DISTINCT body FROM records WHERE kind = 'source_profile'").fetchall()
    return [one for (body,) in found if isinstance(one := record_of(body), SourceProfile)]


def linked(db: DuckDBPyConnection, reports: Collection[str]) -> frozenset[str]:
    """Return which of these reports a link names, or ever named."""
    found = db.execute(_LINKED, {"keys": sorted(reports)}).fetchall()
    return frozenset(key for (key,) in found)
