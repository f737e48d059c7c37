"""Who is told of what, in plain English: one sentence for each entry."""

from collections.abc import Iterator

from monitor.agreements.alerting import CORRECTED, OF_RECORD, Alerting, Event
from monitor.agreements.model import Agreement
from monitor.words import phrasing

_SUBJECTS = {
    "reporting": "the sources that report",
    "serious_incidents": "serious incidents that no condition counts",
    "statements": "statements",
    "decisions": "decisions",
    "agreement": "the agreement",
}
_HAPPENS = {
    "met": "it is met",
    "not_met": "it is not met though the days have run that it waits for",
    "count_restarts": "the count restarts",
    "breached": "it is breached",
    "undetermined": "it cannot be established",
    "overdue": "something is overdue",
    "answered_late": "it is answered late",
    "due": "it is due",
    "opened": "it is opened",
    "renewed": "it is renewed",
    "unrenewed": "it continues without a recorded renewal",
    "lapsed": "it lapses",
    "closed": "it is closed",
    "silent": "one has been silent for {length}",
    "gap": "one has probably left a gap",
    "told": "one is told",
    "accepts": "one accepts",
    "offers": "one offers something",
    "claims": "one claims something",
    "denies": "one denies something",
    "judges_unmet": "one judges conditions unmet",
    "declares_over": "one declares it over",
    "taken": "one is taken",
    "taken_back": "one is taken back",
    "in_force": "it comes into force",
    "out_of_force": "it goes out of force",
    "corrected": "what was said of it is corrected",
}
DEFAULT = (
    "Everybody, of everything, with the digest; and at once of a confirmed breach, a serious "
    "incident, what is overdue, a renewal that is missing, a party's declaration, a decision and "
    "a correction: the file names nobody."
)


def alerts_told(agreement: Agreement) -> Iterator[str]:
    """Yield who is told of what; nothing of a proposal, of which nobody is told."""
    if agreement.proposed:
        return
    if not agreement.alerts:
        yield DEFAULT
    yield from (_alert(agreement, alert) for alert in agreement.alerts)


def _alert(agreement: Agreement, alert: Alerting) -> str:
    how = "at once" if alert.at_once else "with the digest"
    events = [_event(agreement, alert, one) for one in alert.events]
    reading = ""
    if alert.reading is not None:
        title = agreement.readings[alert.reading].title
        reading = f", under the reading “{title}” ({alert.reading})"
    subject = _subject(agreement, alert)
    return f"{phrasing.listed(alert.to)}, {how}: of {subject}{reading}, {phrasing.listed(events)}."


def _subject(agreement: Agreement, alert: Alerting) -> str:
    if alert.on in OF_RECORD:
        return _SUBJECTS[alert.on]
    named = agreement.conditions.get(alert.on) or agreement.phases[alert.on]
    told = f"“{named.title}” ({alert.on})" if named.title else alert.on
    if alert.scope is None:
        return told
    area, party = agreement.areas.get(alert.scope), agreement.parties.get(alert.scope)
    within = (area.name if area else party.name if party else "") or alert.scope
    return f"{told} for {within}"


def _event(agreement: Agreement, alert: Alerting, one: Event) -> str:
    if one.word == CORRECTED and not alert.at_once:
        return f"when {_HAPPENS[one.word]} (that at once)"
    condition = agreement.conditions.get(alert.on)
    near = "it runs out within {length}"
    if condition is not None:
        counts = condition.counts is not None
        near = "a term is over within {length}"
        near = "it can be met within {length} by what is certain" if counts else near
    told = _HAPPENS.get(one.word, near)
    return f"when {told.format(length=one.length)}"
