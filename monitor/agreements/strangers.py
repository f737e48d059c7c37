"""Names of actors that no agreement knows: what they did is laid to none of its parties."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from monitor.agreements.model import Agreement
from monitor.agreements.names import Roster
from monitor.incidents.names import normal
from monitor.incidents.record import Count, Record, Report

Strangers = Sequence[tuple[str, int]]
"""Names with how often they stand, the most frequent first."""

NOBODY = normal("civilians")
"""Those against whom something is done, and who are no actor of an agreement."""


def strangers(agreements: Collection[Agreement], records: Iterable[Record]) -> Strangers:
    """Return the names that none of the agreements knows when they acted, most frequent first.

    With how many reports and counts hold each, as it is first written. Dated names are looked up
    at the first instant that a record may tell of.
    """
    rosters = [(Roster(one), one.zone) for one in agreements]
    often: Counter[str] = Counter()
    written: dict[str, str] = {}
    for record in records:
        if not isinstance(record, Report | Count):
            continue
        start = (record.happened if isinstance(record, Report) else record.window).start
        named: dict[str, str] = {}
        for name in (*record.by, *record.against):
            named.setdefault(normal(name), name)
        for key, name in named.items():
            known = any(
                roster.resolve(name, start.astimezone(zone).replace(tzinfo=None))
                for roster, zone in rosters
            )
            if key != NOBODY and not known:
                often[key] += 1
                written.setdefault(key, name)
    return tuple((written[key], count) for key, count in sorted(often.items(), key=_most))


def _most(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
