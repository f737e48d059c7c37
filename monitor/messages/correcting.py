"""What was told before, what made the difference, and what holds: the sentences of a correction."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.alerts.kinds import AlertKind
from monitor.incidents.known import Known
from monitor.incidents.record import Record, Report
from monitor.messages.around import Earlier
from monitor.messages.speaking import Speaking
from monitor.views.exhibits import accounts_of
from monitor.words import phrasing, rhythms, times

MOST_NAMED = 2
"""How many of the records that made the difference are named; the table has all."""


def corrected(speaking: Speaking) -> Iterator[str]:
    """Yield the sentences: what was told, then what holds and why."""
    alerts, turned = speaking.words, speaking.alert.turned
    last = told_before(speaking)
    if last is not None:
        yield alerts.WE_TOLD_YOU.format(when=when(speaking, last.at), words=last.words)
    else:
        yield alerts.WE_SAID.format(when=when(speaking, turned.at), words=speaking.was)
    says = speaking.says
    if turned.after is None:
        yield alerts.TAKEN_BACK.format(says=says)
        return
    match speaking.alert.kind:
        case AlertKind.AMENDED:
            yield alerts.BY_AMENDMENT.format(says=says)
        case AlertKind.OUR_ERROR:
            yield alerts.BY_OUR_ERROR.format(says=says)
        case _:
            named = _named(speaking, made_by(speaking))
            yield (
                alerts.WITH_RECORD.format(records=named, says=says)
                if named
                else alerts.IT_IS.format(says=says)
            )


def told_before(speaking: Speaking) -> Earlier | None:
    """Return what was told last of what it follows or corrects; None where nothing was."""
    told = speaking.around.told
    found = [told[one] for one in speaking.alert.references if one in told]
    return max(found, key=lambda one: one.at, default=None)


def made_by(speaking: Speaking) -> Sequence[Known[Record]]:
    """Return the records behind a correction: known since it was told, and counting where any do.

    Without a word of what was told before, known since the instant that it was said of.
    """
    last, turned = told_before(speaking), speaking.alert.turned
    since = last.known if last else turned.at
    new = [one for one in speaking.around.records if since < one.known_from <= turned.known]
    counting = [one for one in new if _counts(speaking, one.record)]
    return sorted(counting or new, key=lambda one: one.known_from)


def _counts(speaking: Speaking, record: Record) -> bool:
    told = speaking.around.explanation
    if told is None or not isinstance(record, Report):
        return True
    if record.disputes is not None:
        return False
    items = (*told.certain, *told.possible)
    return any(record.key in accounts_of(item.incident) for item in items)


def _named(speaking: Speaking, records: Sequence[Known[Record]]) -> str:
    alerts = speaking.words
    named = [
        alerts.RECORD.format(key=one.record.key, time=when(speaking, one.known_from))
        for one in records[:MOST_NAMED]
    ]
    if len(records) > MOST_NAMED:
        named.append(rhythms.MORE.format(count=len(records) - MOST_NAMED))
    return phrasing.listed(named)


def when(speaking: Speaking, instant: datetime) -> str:
    """Write an instant, with its year where that is another than that of the message."""
    zone, now = speaking.around.zone, speaking.around.moment
    return times.of_year(times.short(instant, zone), instant, now, zone)
