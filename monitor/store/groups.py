"""Groups of reports that links ever connected, and the incidents that each group makes."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from duckdb import DuckDBPyConnection

from monitor.incidents.components import components
from monitor.incidents.known import Known
from monitor.incidents.merge import located
from monitor.incidents.record import Link, Record, Report, Review, SourceProfile
from monitor.incidents.sweep import incident_versions
from monitor.store.codes import Codes
from monitor.store.rows import known_of, slot
from monitor.store.versions import VersionRows, stands_alone

CONNECTED = """
    WITH RECURSIVE reach(report) AS (
        SELECT unnest($reports)
        UNION
        SELECT b.report
        FROM reach
        JOIN mentions a ON a.report = reach.report AND a.kind = 'link'
        JOIN mentions b ON b.key = a.key AND b.kind = 'link'
    )
    SELECT report FROM reach
"""
_REPORTS = """
    WITH near AS MATERIALIZED (SELECT * FROM records WHERE slot IN (SELECT unnest($slots)))
    SELECT body, act, line, known_from, known_to FROM near
    WHERE kind = 'report' AND key IN (SELECT unnest($keys))
"""
_NAMING_THEM = """
    SELECT body, act, line, known_from, known_to FROM records
    WHERE kind = $kind AND key IN (
        SELECT key FROM mentions WHERE kind = $kind AND report IN (SELECT unnest($keys))
    )
"""
_PROFILES = """
    SELECT body, act, line, known_from, known_to FROM records
    WHERE kind = 'source_profile'
"""
_NAMED = "SELECT DISTINCT report FROM mentions WHERE key IN (SELECT unnest($keys))"
_LINKED = """
    SELECT DISTINCT r.key FROM records r JOIN mentions m ON m.report = r.key AND m.kind = 'link'
    WHERE r.kind = 'report' AND r.source IN (SELECT unnest($sources))
"""
FORGET = """
    DELETE FROM {table}
    WHERE rowid IN (SELECT rowid FROM {table} WHERE slot IN (SELECT unnest($slots)))
      AND incident IN (SELECT unnest($keys))
"""


def named_by(record: Record) -> tuple[str, ...]:
    """The keys of the reports that a link or a review is about; none for other records."""
    match record:
        case Link():
            return (record.first, record.second)
        case Review():
            return (record.report,)
        case _:
            return ()


def bears_on(db: DuckDBPyConnection, records: Collection[Record]) -> set[str]:
    """The reports whose incidents these records bear on, whatever their version."""
    reports = {record.key for record in records if isinstance(record, Report)}
    naming = [record.key for record in records if named_by(record)]
    profiled = [record.id for record in records if isinstance(record, SourceProfile)]
    if naming:
        reports.update(key for (key,) in db.execute(_NAMED, {"keys": naming}).fetchall())
    if profiled:
        reports.update(key for (key,) in db.execute(_LINKED, {"sources": profiled}).fetchall())
    return reports


def renew(db: DuckDBPyConnection, codes: Codes, reports: Collection[str]) -> None:
    """Compute again the incidents of these reports and of all that links ever connected to them."""
    if not reports:
        return
    keys = [key for (key,) in db.execute(CONNECTED, {"reports": list(reports)}).fetchall()]
    slots = [slot(key) for key in keys]
    rows = incident_rows(codes, _versions(db, keys, slots))
    for table in ("incident_versions", "account_versions"):
        db.execute(FORGET.format(table=table), {"keys": keys, "slots": slots})
    rows.write(db)


def _versions(db: DuckDBPyConnection, keys: list[str], slots: list[int]) -> Iterator[Known[Any]]:
    """Read every version of these reports, and of what links, weighs and profiles them."""
    for row in db.execute(_REPORTS, {"keys": keys, "slots": slots}).fetchall():
        yield known_of(*row)
    for kind in ("link", "review"):
        for row in db.execute(_NAMING_THEM, {"kind": kind, "keys": keys}).fetchall():
            yield known_of(*row)
    for row in db.execute(_PROFILES).fetchall():
        yield known_of(*row)


def incident_rows(codes: Codes, versions: Iterable[Known[Any]]) -> VersionRows:
    """Return the incidents that these records make, over all knowledge time.

    Every version of each record must be there: a newer one of a link may name other reports.
    """
    of_kind: dict[str, dict[str, list[Known[Any]]]] = defaultdict(lambda: defaultdict(list))
    for version in versions:
        of_kind[version.record.record][version.record.key].append(version)
    reports = of_kind["report"]
    profiles = [version for of_key in of_kind["source_profile"].values() for version in of_key]
    links, reviews = _Naming(of_kind["link"]), _Naming(of_kind["review"])
    joined = links.pairs(reports)
    accounts = (version.record for of_key in reports.values() for version in of_key)
    codes.foresee((at,) for report in accounts if (at := located(report)))
    rows = VersionRows(codes)
    for group in components(reports, joined):
        told = [version for key in sorted(group) for version in reports[key]]
        linked, weighed = links.about(group), reviews.about(group)
        if len(told) == 1 and not linked and not weighed and stands_alone(told[0].record):
            rows.add_alone(told[0])
            continue
        sources = {version.record.source for version in told}
        profiled = [version for version in profiles if version.record.id in sources]
        for incident in incident_versions(told, linked, weighed, profiled):
            rows.add(incident)
    return rows


class _Naming:
    """The versions of links or of reviews, found by the reports that they name."""

    def __init__(self, versions: Mapping[str, list[Known[Any]]]) -> None:
        self._versions = versions
        self._named = {
            key: sorted({report for version in of_key for report in named_by(version.record)})
            for key, of_key in versions.items()
        }
        self._naming: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._named):
            for report in self._named[key]:
                self._naming[report].append(key)

    def about(self, reports: Iterable[str]) -> list[Known[Any]]:
        """All versions of those that in any version name one of the reports."""
        keys = {key for report in reports for key in self._naming.get(report, ())}
        return [version for key in sorted(keys) for version in self._versions[key]]

    def pairs(self, among: Container[str]) -> Iterator[tuple[str, str]]:
        """Pairs that together connect all of these reports that one key ever named."""
        for named in self._named.values():
            yield from pairwise([report for report in named if report in among])
