"""What stands below the table: what was cut, the text, both times, what was told, the anchor."""

from collections.abc import Iterator, Sequence

from monitor.alerts.alert import Alert
from monitor.incidents.vocabulary import Handling
from monitor.messages.above import dates
from monitor.messages.clauses import clause_of, in_words
from monitor.messages.composed import Line
from monitor.messages.evidence import ranked, row_of
from monitor.messages.rivalling import each_reading
from monitor.messages.speaking import Speaking
from monitor.views.transitions import change_line
from monitor.words import names_of, phrasing, times

MOST_DATES = 5
"""Dates of what comes."""
MOST_TOLD = 5
"""Messages before this one that are quoted."""


def below(
    speaking: Speaking, others: Sequence[Alert], cut: Sequence[str], handling: Handling
) -> tuple[Line, ...]:
    """Return the lines below the table, without the link."""
    alerts = speaking.words
    return (
        *(Line(alerts.IN_FULL, text) for text in cut),
        *(Line(alerts.TOLD_ALSO, _also(speaking, one)) for one in others),
        *(Line(alerts.READINGS, told) for told in filter(None, [each_reading(speaking)])),
        *(Line(alerts.STAYS_SO, f"{o.title}: {o.text}") for o in speaking.around.stays),
        *_text(speaking),
        *_times(speaking),
        *_coming(speaking),
        *_before(speaking),
        *_ends(speaking, handling),
    )


def _also(speaking: Speaking, alert: Alert) -> str:
    other = Speaking(alert, speaking.around)
    follows = f"; {', '.join(alert.references)}" if alert.references else ""
    return f"{other.what}: {other.turn} [{alert.id}{follows}]"


def _text(speaking: Speaking) -> Iterator[Line]:
    """Yield the clause in full, what we assumed, and which text of the rules spoke."""
    alerts, around, condition = speaking.words, speaking.around, speaking.condition
    if clause := clause_of(speaking):
        yield Line(alerts.OF_CLAUSE, in_words(*clause))
    if condition is not None and condition.assumption:
        yield Line(alerts.ASSUMED, condition.assumption)
    yield Line(
        alerts.RULES,
        alerts.RULES_TEXT.format(
            title=around.terms.title, agreement=around.terms.id, digest=around.digest
        ),
    )


def _times(speaking: Speaking) -> Iterator[Line]:
    """Yield both times: of the leading record, and of the verdict itself."""
    alerts, zone, turned = speaking.words, speaking.around.zone, speaking.alert.turned
    leading = ranked(speaking)[:1]
    for one in leading:
        row = row_of(speaking, one)
        happened = row.happened or alerts.NO_TIME_OF_ITS_OWN
        told = alerts.LEADING_TIMES.format(record=row.record, happened=happened, known=row.known)
        yield Line(alerts.LEADING, told)
    at, known = times.full(turned.at, zone), times.full(turned.known, zone)
    yield Line(alerts.OF_WHEN, alerts.MOMENTS.format(at=at, known=known))


def _coming(speaking: Speaking) -> Iterator[Line]:
    alerts, around = speaking.words, speaking.around
    told = dates(around.coming[:MOST_DATES], around.zone, alerts)
    yield Line(alerts.COMES, "; ".join(told) or alerts.NOTHING_COMES)


def _before(speaking: Speaking) -> Iterator[Line]:
    """Yield what was told before, newest first, and what was recorded since."""
    alerts, around = speaking.words, speaking.around
    told = [around.told[one] for one in speaking.alert.references if one in around.told]
    for one in sorted(told, key=lambda one: one.at, reverse=True)[:MOST_TOLD]:
        people = phrasing.number(one.people, alerts.PERSON, alerts.PEOPLE)
        when = times.full(one.at, around.zone)
        yield Line(alerts.BEFORE, alerts.TOLD_TO.format(when=when, people=people, words=one.words))
    if around.acts:
        line = change_line(around.terms, speaking.alert.turned, around.acts)
        yield Line(alerts.RECORDED, line.because)


def _ends(speaking: Speaking, handling: Handling) -> Iterator[Line]:
    alerts, around, alert = speaking.words, speaking.around, speaking.alert
    head = around.head
    chain = alerts.CHAIN_HEAD.format(act=head.act, hash=head.hash) if head else alerts.NO_CHAIN
    yield Line(alerts.CHAIN, chain)
    yield Line(alerts.MESSAGE, alert.id)
    if alert.references:
        yield Line(alerts.FOLLOWS, ", ".join(alert.references))
    yield Line(alerts.HANDLED, names_of.HANDLING[handling])
