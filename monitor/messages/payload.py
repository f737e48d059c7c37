"""The same facts for programs, after the grammar of the Common Alerting Protocol.

`docs/webhooks.schema.json` says what each key holds.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from monitor.alerts.alert import Alert
from monitor.alerts.notice import Status
from monitor.alerts.transition import Holds, as_plain
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from monitor.incidents.vocabulary import Handling
from monitor.messages.around import Around
from monitor.messages.clauses import clause_of
from monitor.messages.evidence import MOST_ROWS, ranked
from monitor.messages.links import link_to
from monitor.messages.speaking import Speaking
from monitor.views.becoming import says, when_of

VERSION = 1
"""Of the shape; a key that is added does not change it, one that means something else does."""
STATUSES = {Status.ACTUAL: "Actual", Status.DRILL: "Exercise"}

Json = Mapping[str, Any]


def payload(speaking: Speaking, others: Sequence[Alert], handling: Handling, subject: str) -> Json:
    """Return a message as a JSON object."""
    alert, around = speaking.alert, speaking.around
    return {
        **_header(around, handling, subject),
        **_told(speaking),
        "late": alert.late,
        "rules": {"agreement": around.terms.id, "digest": around.digest},
        "clause": _clause(speaking),
        "evidence": [_record(around, known) for known in ranked(speaking)[:MOST_ROWS]],
        "more_evidence": max(len(ranked(speaking)) - MOST_ROWS, 0),
        "coming": [{"at": written(one.instant), "what": one.what} for one in around.coming],
        "told_before": [
            {
                "identifier": name,
                "at": written(around.told[name].at),
                "people": around.told[name].people,
                "words": around.told[name].words,
            }
            for name in alert.references
            if name in around.told
        ],
        "readings": [{"reading": one.reading, "says": one.says} for one in around.rivals],
        "link": link_to(alert, around),
        "also": [_told(Speaking(other, around)) for other in others],
    }


def _header(around: Around, handling: Handling, subject: str) -> Json:
    head = around.head
    return {
        "version": VERSION,
        "sent": written(around.moment),
        "status": STATUSES[around.status],
        "subject": subject,
        "handling": handling.value,
        "chain": {"act": head.act, "hash": head.hash} if head else None,
    }


def _told(speaking: Speaking) -> Json:
    """Return what one alert tells."""
    alert = speaking.alert
    turned = as_plain([alert.turned])[0]
    before, after = turned["before"], turned["after"]
    finding = speaking.finding
    return {
        "identifier": alert.id,
        "type": alert.does.value,
        "references": list(alert.references),
        "thread": alert.thread,
        "kind": alert.kind.value,
        "agreement": alert.turned.agreement,
        "about": turned["subject"],
        "title": speaking.what,
        "before": before,
        "after": after,
        "verdict": after["word"] if after and alert.turned.subject.condition else None,
        "bounds": _bounds(alert.turned.after),
        "says": speaking.says,
        "provisional_until": written(finding.provisional_until)
        if finding and finding.provisional_until
        else None,
        "at": written(alert.turned.at),
        "known": written(alert.turned.known),
        "ours": alert.turned.ours,
    }


def _bounds(holds: Holds | None) -> Json | None:
    progress = holds.progress if holds else None
    if progress is None:
        return None
    return {
        "least": progress.least,
        "most": progress.most,
        "needed": progress.needed,
        "unit": progress.unit,
    }


def _clause(speaking: Speaking) -> Json | None:
    found = clause_of(speaking)
    if found is None:
        return None
    number, clause = found
    return {"id": number, "says": clause.says, "provenance": clause.provenance}


def _record(around: Around, known: Known[Record]) -> Json:
    record = known.record
    span = when_of(record)
    return {
        "record": record.key,
        "kind": record.record,
        "source": record.source,
        "says": says(record, around.terms),
        "happened": {"first": written(span.start), "end": written(span.end)} if span else None,
        "known": written(known.known_from),
        "handling": record.handling.value,
    }


def written(instant: datetime) -> str:
    """Write an instant as RFC 3339, in UTC."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
