"""What a desk is told by one act, composed: a subject, a text, a page, an object for programs."""

from collections.abc import Sequence

from monitor.alerts.alert import Alert
from monitor.alerts.notice import Status
from monitor.incidents.vocabulary import Handling
from monitor.messages.above import above, subject
from monitor.messages.around import Around
from monitor.messages.below import below
from monitor.messages.composed import Composed, Letter
from monitor.messages.evidence import rows
from monitor.messages.leading import ordered
from monitor.messages.links import link_to
from monitor.messages.page import as_page
from monitor.messages.payload import payload
from monitor.messages.plain import as_text
from monitor.messages.speaking import Speaking

_STRICTNESS = tuple(Handling)
"""From what all may see to what few may."""


def compose(group: Sequence[Alert], around: Around) -> Composed:
    """Return the message about alerts that a desk is told together; the first one leads.

    Args:
        group: At least one alert, all of the agreement of `around`.
        around: All that it is written from, as known to the one that leads (see `leading`).
    """
    first, *others = ordered(group, around.terms, around.desk)
    speaking = Speaking(first, around)
    handling = handled(around)
    line = subject(speaking)
    told, cut = above(speaking, others, handling)
    table, more = rows(speaking)
    letter = Letter(
        subject=line,
        above=told,
        rows=table,
        more=more,
        below=below(speaking, others, cut, handling),
        link=link_to(first, around),
        lead=1 + first.late + (around.status is Status.DRILL),
    )
    return Composed(
        subject=line,
        text=as_text(letter, speaking.words),
        html=as_page(letter, speaking.words, around.language.value),
        payload=payload(speaking, others, handling, line),
        handling=handling,
    )


def handled(around: Around) -> Handling:
    """Return whom a message may reach: what the strictest of agreement and records says."""
    named = [Handling(around.terms.handling), *(one.record.handling for one in around.records)]
    return max(named, key=_STRICTNESS.index)
