"""How many events each source tells of, by local day and area: what its rhythm is read from."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from duckdb import DuckDBPyConnection

from monitor.incidents.rhythm import VAGUE, Begun
from monitor.store.codes import ACCOUNT
from monitor.store.dictionaries import codes
from monitor.store.rows import aware, naive

_SEEN = """
    SELECT account, place, first_at FROM account_versions
    WHERE known_from <= $known AND $known < known_to AND first_at < $before
      AND last_at < first_at + $vague
"""
_REACH = "SELECT min(first_at), max(first_at) FROM ({seen})"
_BEGUN = """
    SELECT account, midnight, place, count(*)
    FROM ({seen}) ASOF JOIN (SELECT unnest($midnights) AS midnight) ON first_at >= midnight
    GROUP BY ALL
"""


def begun(
    db: DuckDBPyConnection, known: datetime, before: datetime, zone: tzinfo
) -> dict[str, list[Begun]]:
    """Return what each source's own account, as believed at `known`, tells of, by source.

    Only what began before `before`, and is not vaguer than a day can be told from.
    """
    named: dict[str, object] = {"known": naive(known), "before": naive(before), "vague": VAGUE}
    reach = db.execute(_REACH.format(seen=_SEEN), named).fetchone()
    if reach is None or reach[0] is None:
        return {}
    days = _midnights(aware(reach[0]), aware(reach[1]), zone)
    found = db.execute(_BEGUN.format(seen=_SEEN), {**named, "midnights": list(days)}).fetchall()
    places = dict(codes(db, "place"))
    sources = {code: str(stated[0]) for code, stated in codes(db, ACCOUNT)}
    counted: defaultdict[str, Counter[tuple[date, str]]] = defaultdict(Counter)
    for account, midnight, place, events in found:
        areas = places[place]
        area = str(areas[0]) if len(areas) == 1 else ""
        counted[sources[account]][days[midnight], area] += events
    return {
        source: [Begun(day, area, events) for (day, area), events in told.items()]
        for source, told in sorted(counted.items())
    }


def _midnights(first: datetime, last: datetime, zone: tzinfo) -> dict[datetime, date]:
    """Return the local days that hold two instants, and all between, by when each begins."""
    day, end = first.astimezone(zone).date(), last.astimezone(zone).date()
    found: dict[datetime, date] = {}
    while day <= end:
        midnight = datetime.combine(day, time(0), zone).astimezone(UTC)
        found[naive(midnight)] = day
        day += timedelta(days=1)
    return found
