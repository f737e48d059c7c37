"""Alerts and their messages as plain JSON values."""

from monitor.alerts.listing import Listed
from monitor.alerts.outbox import Parcel, State, counted
from monitor.answers.plain import Json, instant


def alert(found: Listed, says: str) -> Json:
    """Write an alert and what became of it; `says` is what it tells, in words."""
    issued, one = found.issued, found.issued.alert
    return {
        "id": one.id,
        "at": instant(issued.at),
        "act": issued.act,
        "kind": one.kind.value,
        "agreement": one.turned.agreement,
        "thread": one.thread,
        "says": says,
        "of": instant(one.turned.at),
        "known": instant(one.turned.known),
        "late": one.late,
        "follows": list(one.references),
        "desks": {desk: way.value for desk, way in one.desks.items()},
        "waits_for_digest": list(found.waits),
        "told_by_digests": list(found.digests),
        "nobody_at": list(issued.nobody),
        "acknowledged": [
            {"by": seen.by, "at": instant(seen.at), "overtaken": seen.superseded}
            for seen in issued.seen
        ],
        "corrected_by": list(found.corrected_by),
        "overtaken_by": found.overtaken_by,
        "snoozed": [
            {"desk": snooze.desk, "until": instant(snooze.until), "by": snooze.by}
            for snooze in found.snoozes
        ],
        "messages": counts(found.parcels),
        "not_sent": [
            {"notice": p.notice.id, "state": p.state.value, "channel": p.notice.channel}
            | {"why": p.why}
            for p in found.parcels
            if p.state in {State.GIVEN_UP, State.WITHHELD}
        ],
    }


def counts(parcels: tuple[Parcel, ...]) -> Json:
    """Count notices by where they are; every state has its number."""
    found = counted(parcels)
    return {state.value: found.get(state, 0) for state in State}


def notice(found: Parcel) -> Json:
    """Write a notice and how far it has come, without its text."""
    sent = found.notice
    return {
        "id": sent.id,
        "state": found.state.value,
        "status": sent.status.value,
        "alert": sent.alert,
        "desk": sent.desk,
        "person": sent.person,
        "channel": sent.channel,
        "subject": sent.subject,
        "thread": sent.thread,
        "decided": instant(found.decided),
        "act": found.act,
        "due": instant(found.due),
        "attempts": found.attempts,
        "unsure": found.unsure,
        "why": found.why,
        "approved_by": list(found.by),
        "settled": instant(found.settled),
    }
