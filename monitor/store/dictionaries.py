"""What the codes in the tables stand for."""

import json
from collections.abc import Collection, Sequence

from duckdb import DuckDBPyConnection

from monitor.incidents.box import Box
from monitor.incidents.version import Stated
from monitor.store.codes import ACCOUNT, UNSTATED, Locations, locations_of
from monitor.store.rows import as_json

_NEAR = """
    SELECT code, value FROM locations
    WHERE south <= $north AND north >= $south AND west <= $east AND east >= $west
    ORDER BY code
"""
_CODES = "SELECT field, code, value FROM codes WHERE field IN (SELECT unnest($fields))"
_LOCATIONS = "SELECT code, value FROM locations WHERE code IN (SELECT unnest($codes))"


def codes(db: DuckDBPyConnection, field: str) -> Sequence[tuple[int, Stated]]:
    """Return the dictionary of a coded field, by code."""
    found = db.execute(
        "SELECT code, value FROM codes WHERE field = $field ORDER BY code", {"field": field}
    ).fetchall()
    return [(code, tuple(json.loads(value))) for code, value in found]


def stated_codes(db: DuckDBPyConnection, fields: Collection[str]) -> dict[str, dict[int, Stated]]:
    """Return what the codes of some coded fields stand for, all asked for at once."""
    stated: dict[str, dict[int, Stated]] = {field: {} for field in fields}
    for field, code, value in db.execute(_CODES, {"fields": [*fields]}).fetchall():
        stated[field][code] = tuple(json.loads(value))
    return stated


def locations_near(db: DuckDBPyConnection, box: Box) -> Sequence[tuple[int, Locations]]:
    """Return the sets of stated locations that reach into a box, by code."""
    found = db.execute(_NEAR, box._asdict()).fetchall()
    return [(code, locations_of(value)) for code, value in found]


def stated_locations(db: DuckDBPyConnection, codes: Collection[int]) -> dict[int, Locations]:
    """Return what some codes of locations stand for."""
    stated: dict[int, Locations] = {UNSTATED: ()}
    wanted = [code for code in codes if code != UNSTATED]
    if wanted:
        found = db.execute(_LOCATIONS, {"codes": wanted}).fetchall()
        stated |= {code: locations_of(value) for code, value in found}
    return stated


def account_code(db: DuckDBPyConnection, source: str) -> int | None:
    """Return the code of a source whose own reports are held as an account, or None."""
    found = db.execute(
        "SELECT code FROM codes WHERE field = $field AND value = $value",
        {"field": ACCOUNT, "value": as_json([source])},
    ).fetchone()
    return None if found is None else int(found[0])
