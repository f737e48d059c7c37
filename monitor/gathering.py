"""What was on record at one moment of knowledge, gathered from the service for whoever tells it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from monitor.evaluation.explanation import Explanation
from monitor.evaluation.verdict import Evaluation
from monitor.incidents.record import Attestation, Count, Decision, Report, SourceProfile, Statement
from monitor.incidents.version import Incident
from monitor.service import Service
from monitor.views.alerts import Shelf
from monitor.views.exhibits import accounts_of
from monitor.views.marks import last_confirmed
from monitor.views.onrecord import OnRecord


def on_record(service: Service, official: Evaluation) -> OnRecord:
    """Return the record as known to an official evaluation, with what is serious and confirmed."""
    agreement, at, known = official.agreement, official.at, official.known
    uncounted = service.verdicts.uncounted(agreement, at=at, known=known)
    confirmed = [
        service.verdicts.explain(
            agreement, finding.condition, at=at, known=known, scope=finding.scope, day=day
        )
        for finding in official.findings
        if (day := last_confirmed(finding)) is not None
    ]
    told = tuple(explanation for explanation in confirmed if explanation is not None)
    named = [one.incident for one in uncounted]
    named += [item.incident for explanation in told for item in explanation.certain]
    return OnRecord(
        known=known,
        counts=tuple(k.record for k in service.record.of(Count, known)),
        statements=tuple(k.record for k in service.record.of(Statement, known)),
        decisions=tuple(k.record for k in service.record.of(Decision, known)),
        attestations=tuple(k.record for k in service.record.of(Attestation, known)),
        profiles=tuple(k.record for k in service.record.of(SourceProfile, known)),
        uncounted=uncounted,
        confirmed=told,
        reports=reports_of(service, known, named),
        newest=service.record.newest(known),
    )


def with_evidence(service: Service, record: OnRecord, explanation: Explanation) -> OnRecord:
    """Return the record with the reports of every incident that an explanation names, and links."""
    reports = reports_of(service, record.known, explanation.incidents)
    links = tuple(known.record for known in service.record.links(record.known, list(reports)))
    return replace(record, reports=reports, links=links)


def reports_of(
    service: Service, known: datetime, incidents: Iterable[Incident]
) -> dict[str, Report]:
    """Return, by key, the reports to show for incidents, as known."""
    keys = sorted({key for incident in incidents for key in accounts_of(incident)})
    return {k.record.key: k.record for k in service.record.reports(known, keys)}


def on_alerts(service: Service) -> Shelf:
    """Return all that is known of alerts by now."""
    book, directory = service.alerting.book, service.alerting.directory
    return Shelf(
        service.moment(),
        # Another thread may add to the book meanwhile: what is shown is read in one go.
        issued=list(book.issued.values()),
        calls=list(book.calls),
        parcels=list(book.outbox),
        waiting={d: frozenset(a.id for a in list(told)) for d, told in list(book.waiting.items())},
        snoozes=list(book.snoozes.values()),
        following={
            (call.alerts[0], call.desk): (when, person)
            for when, person, call in service.calling.coming()
        },
        people={name: person.name for name, person in directory.people.items()},
    )
