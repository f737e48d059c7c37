"""Reports on record that are worth comparing with new ones: found by day, kind and place.

A report on its own is found by the version of it that its source's account holds: there days,
kinds and places are short columns. What comes back may hold more than is near, never less.
"""

import json
from collections import defaultdict
from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from monitor.incidents.box import Box
from monitor.incidents.names import place_words
from monitor.incidents.nearness import USUAL, Nearness, alike
from monitor.incidents.record import Report
from monitor.incidents.span import FOREVER, TICK
from monitor.store.codes import UNSTATED
from monitor.store.dictionaries import account_code, codes
from monitor.store.rows import naive, slot

_NEAR = """
    WITH asked AS (
        SELECT unnest($number::INTEGER[]) AS number, unnest($since::TIMESTAMP[]) AS since,
            unnest($until::TIMESTAMP[]) AS until, unnest($account::INTEGER[]) AS account,
            unnest($kinds::INTEGER[]) AS kinds,
            unnest($places::INTEGER[]) AS places, unnest($located::BOOLEAN[]) AS located,
            unnest($south::INTEGER[]) AS south, unnest($north::INTEGER[]) AS north,
            unnest($west::INTEGER[]) AS west, unnest($east::INTEGER[]) AS east,
            unnest($named::BOOLEAN[]) AS named
    ),
    by_kind AS (
        SELECT unnest($kind_group::INTEGER[]) AS kinds, unnest($kind::INTEGER[]) AS kind
    ),
    by_place AS (
        SELECT unnest($place_group::INTEGER[]) AS places, unnest($place::INTEGER[]) AS place
    ),
    days AS MATERIALIZED (
        SELECT asked.*, unnest(range(
            epoch_ms(since)::BIGINT // 86400000 - $reach,
            epoch_ms(until)::BIGINT // 86400000 + 1
        )) AS day
        FROM asked
    ),
    told AS MATERIALIZED (
        SELECT reports, first_at, last_at, kind, place, location, account,
            epoch_ms(first_at)::BIGINT // 86400000 AS day
        FROM account_versions
        WHERE known_to = $forever AND known_from < known_to AND last_at - first_at <= $longest
            AND last_at >= $first AND first_at <= $last
    ),
    there AS (
        SELECT days.number, told.reports
        FROM told
        JOIN by_place ON by_place.place = told.place
        JOIN days ON days.day = told.day AND days.places = by_place.places
        JOIN by_kind ON by_kind.kind = told.kind AND by_kind.kinds = days.kinds
        WHERE NOT (days.located AND told.location <> $unstated) AND told.account <> days.account
            AND told.first_at <= days.until AND told.last_at >= days.since
    ),
    elsewhere AS MATERIALIZED (
        SELECT days.*, told.reports, told.place, told.location,
            days.located AND told.location <> $unstated AS both_located
        FROM told
        JOIN by_kind ON by_kind.kind = told.kind
        JOIN days ON days.day = told.day AND days.kinds = by_kind.kinds
        WHERE (days.named OR (days.located AND told.location <> $unstated))
            AND told.account <> days.account
            AND told.first_at <= days.until AND told.last_at >= days.since
    )
    SELECT DISTINCT number, reports, false AS by_name FROM there
    UNION ALL
    SELECT DISTINCT number, reports, false
    FROM elsewhere JOIN locations ON locations.code = elsewhere.location
    WHERE both_located
        AND locations.south <= elsewhere.north AND locations.north >= elsewhere.south
        AND locations.west <= elsewhere.east AND locations.east >= elsewhere.west
    UNION ALL
    SELECT DISTINCT number, reports, true
    FROM elsewhere ANTI JOIN by_place USING (places, place)
    WHERE NOT both_located
"""
_PLACES = """
    WITH near AS MATERIALIZED (SELECT * FROM records WHERE slot IN (SELECT unnest($slots)))
    SELECT DISTINCT key, json_extract_string(body, '$.place') FROM near
    WHERE kind = 'report' AND known_to = $forever AND key IN (SELECT unnest($keys))
"""


def nearby(
    db: DuckDBPyConnection, reports: Sequence[Report], near: Nearness = USUAL
) -> dict[str, set[str]]:
    """Return the keys of reports of other sources that may be near, by the key of each of these."""
    asked = [one for one in reports if one.happened.end - one.happened.start <= near.longest]
    if not asked:
        return {}
    rows = db.execute(_NEAR, _named(db, asked, near)).fetchall()
    found: defaultdict[str, set[str]] = defaultdict(set)
    unsure: defaultdict[str, set[str]] = defaultdict(set)
    for number, told, by_name in rows:
        (unsure if by_name else found)[asked[number].key].update(json.loads(told))
    words = _words(db, {key for keys in unsure.values() for key in keys})
    for one in asked:
        mine = place_words(one.place)
        found[one.key].update(
            key for key in unsure.get(one.key, ()) if not mine.isdisjoint(words.get(key, ()))
        )
    return found


def _words(db: DuckDBPyConnection, keys: set[str]) -> dict[str, set[str]]:
    """Return the words of the names that any version of these reports has for its place."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    if keys:
        slots = [slot(key) for key in keys]
        named = {"keys": sorted(keys), "slots": slots, "forever": naive(FOREVER)}
        for key, place in db.execute(_PLACES, named).fetchall():
            words[key].update(place_words(place or ""))
    return words


def _named(db: DuckDBPyConnection, asked: Sequence[Report], near: Nearness) -> dict[str, object]:
    """Return what is asked, column by column; equal kinds, and equal p-codes, are one group."""
    kinds = {kinds: n for n, kinds in enumerate(dict.fromkeys(one.kinds for one in asked))}
    places = {codes: n for n, codes in enumerate(dict.fromkeys(one.pcodes for one in asked))}
    by_kind = [
        (n, code)
        for code, told in codes(db, "kind")
        for mine, n in kinds.items()
        if alike(mine, [kind for kind in told if kind])
    ]
    holding: defaultdict[str | None, set[int]] = defaultdict(set)
    for mine, n in places.items():
        for pcode in mine:
            holding[pcode].add(n)
    by_place = [
        (n, code)
        for code, told in codes(db, "place")
        for n in sorted({n for pcode in told for n in holding.get(pcode, ())})
    ]
    accounts = {source: account_code(db, source) for source in {one.source for one in asked}}
    boxes = [_box(one, near) for one in asked]
    since = [naive(one.happened.start - near.apart - TICK) for one in asked]
    until = [naive(one.happened.end + near.apart) for one in asked]
    return {
        "number": list(range(len(asked))),
        "since": since,
        "until": until,
        "first": min(since),
        "last": max(until),
        "account": [-1 if (code := accounts[one.source]) is None else code for one in asked],
        "kinds": [kinds[one.kinds] for one in asked],
        "places": [places[one.pcodes] for one in asked],
        "located": [box is not None for box in boxes],
        "named": [bool(place_words(one.place)) for one in asked],
        **{side: [getattr(box, side, 0) for box in boxes] for side in Box._fields},
        "kind_group": [n for n, _ in by_kind],
        "kind": [code for _, code in by_kind],
        "place_group": [n for n, _ in by_place],
        "place": [code for _, code in by_place],
        "reach": near.longest.days + 1,
        "longest": near.longest,
        "unstated": UNSTATED,
        "forever": naive(FOREVER),
    }


def _box(report: Report, near: Nearness) -> Box | None:
    """Return a box round where a report puts the event, as far as it has to be near."""
    if report.latitude is None or report.longitude is None:
        return None
    metres = near.metres + (report.location_precision or 0)
    return Box.around([(report.latitude, report.longitude, metres)])
