"""Incidents as rows of the tables that the tally scans."""

from datetime import datetime
from json.encoder import encode_basestring

from duckdb import DuckDBPyConnection

from monitor.incidents.known import Known
from monitor.incidents.merge import located
from monitor.incidents.record import Names, Range, References, Report
from monitor.incidents.version import Incident, IncidentVersion, Stated
from monitor.incidents.vocabulary import Grade
from monitor.store.codes import ACCOUNT, UNSTATED, Codes
from monitor.store.database import insert
from monitor.store.rows import as_json, naive, slot

_Row = tuple[str | int | datetime, ...]
"""One row of `incident_versions`; with the code of the account, of `account_versions`."""

_REPORTED = (Grade.REPORTED.rank, 0, 0, 0)
"""Grade, disputed, repeats and contested of a report that stands alone."""

_UNSTATED = Range(low=0)


class VersionRows:
    """Rows made from incident versions, the official ones and those of each account."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self.official: list[_Row] = []
        self.accounts: list[_Row] = []

    def add(self, version: IncidentVersion) -> None:
        """Add one version."""
        row = self._row(version.incident, version.known_from, version.known_to)
        if version.account:
            self.accounts.append((*row, self._codes.code(ACCOUNT, (version.account,))))
        else:
            self.official.append(row)

    def add_alone(self, known: Known[Report]) -> None:
        """Add the versions of a report that stands alone, in the official picture and its own.

        What merging would give for it, at a fraction of the cost.
        """
        if known.known_from >= known.known_to:
            return
        report = known.record
        key, code = report.key, self._codes.code
        killed, injured = report.killed or _UNSTATED, report.injured or _UNSTATED
        quantity, at = report.quantity or _UNSTATED, located(report)
        row = (
            slot(key),
            key,
            f"[{encode_basestring(key)}]",
            _references(report.references),
            naive(known.known_from),
            naive(known.known_to),
            naive(report.happened.start),
            naive(report.happened.last),
            code("kind", _stated(report.kinds)),
            code("perpetrator", _stated(report.by)),
            code("victim", _stated(report.against)),
            code("place", _stated(report.pcodes)),
            code("purpose", _stated(report.purposes)),
            code("weapon", _stated(report.weapons)),
            code("claim", _stated(report.claims)),
            self._codes.location((at,)) if at else UNSTATED,
            *_REPORTED,
            killed.low,
            _open(killed.high),
            injured.low,
            _open(injured.high),
            quantity.low,
            _open(quantity.high),
        )
        self.official.append(row)
        self.accounts.append((*row, code(ACCOUNT, (report.source,))))

    def write(self, db: DuckDBPyConnection) -> None:
        """Write the rows, and what their codes stand for."""
        insert(db, "incident_versions", self.official)
        insert(db, "account_versions", self.accounts)
        self._codes.write(db)

    def _row(self, incident: Incident, known_from: datetime, known_to: datetime) -> _Row:
        code = self._codes.code
        return (
            slot(incident.id),
            incident.id,
            as_json(incident.reports),
            _references(incident.references),
            naive(known_from),
            naive(known_to),
            naive(incident.happened.start),
            naive(incident.happened.last),
            code("kind", incident.kinds),
            code("perpetrator", incident.by),
            code("victim", incident.against),
            code("place", incident.pcodes),
            code("purpose", incident.purposes),
            code("weapon", incident.weapons),
            code("claim", incident.claims),
            self._codes.location(incident.locations),
            incident.grade.rank,
            int(incident.disputed),
            int(incident.repeats),
            int(incident.time_contested),
            incident.killed.low,
            _open(incident.killed.high),
            incident.injured.low,
            _open(incident.injured.high),
            incident.quantity.low,
            _open(incident.quantity.high),
        )


def stands_alone(report: Report) -> bool:
    """Whether a report that nothing links, reviews or replaces is an incident just as it says."""
    return report.disputes is None and not report.withdrawn


def _stated(names: Names) -> Stated:
    return names if len(names) < 2 else tuple(sorted(set(names)))  # noqa: PLR2004 - nothing to sort


def _references(stated: References) -> str:
    return as_json(sorted(set(stated))) if stated else "[]"


def _open(high: int | None) -> int:
    return -1 if high is None else high
