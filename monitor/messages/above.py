"""What stands above the table: what happened, what it means, what comes next; 120 words at most."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from monitor.alerts.alert import Alert
from monitor.alerts.kinds import CORRECTS, AlertKind
from monitor.alerts.notice import Status
from monitor.incidents.vocabulary import Handling
from monitor.messages.around import Around
from monitor.messages.clauses import clause_of
from monitor.messages.correcting import corrected
from monitor.messages.cutting import Piece, cut, fitted, shortened, words
from monitor.messages.details import details
from monitor.messages.rivalling import otherwise_read
from monitor.messages.speaking import Speaking
from monitor.messages.wording import Wording
from monitor.views.coming import Coming
from monitor.views.conclusions import Conclusion
from monitor.words import names_of, times

MOST_WORDS = 120
"""Words above the table."""
MOST_DATES = 2
"""Dates above the table; below it there are more."""
WORDS_OF_DATE = 10
"""Words of one of them."""
MOST_ALSO = 2
"""Other alerts above the table."""
LONGEST_SUBJECT = 120
"""Characters of the subject line."""
LONGEST_TITLE = 38
"""Characters of the agreement's title in it."""
_AS_IT_WAS = {AlertKind.APPROACHING, AlertKind.NOT_MET}
"""What is told of a subject of which the same holds as before."""


def above(
    speaking: Speaking, others: Sequence[Alert], handling: Handling
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the sentences above the table, and in full those that had to be cut."""
    alerts = speaking.words
    pieces = list(_pieces(speaking, others, handling))
    told, lost = fitted(pieces, MOST_WORDS, alerts.ELLIPSIS)
    if lost:
        told, lost = fitted(pieces, MOST_WORDS - words(alerts.CUT), alerts.ELLIPSIS)
    full = tuple(dict.fromkeys(piece.text for piece in lost if not piece.below))
    return ((*told, alerts.CUT) if lost else told), full


def subject(speaking: Speaking) -> str:
    """Return the subject line: the agreement, what happened, and when it was told."""
    alerts, around = speaking.words, speaking.around
    title = shortened(short_title(around.terms.title), LONGEST_TITLE, alerts.ELLIPSIS)
    time = times.short(around.moment, around.zone)
    lead = speaking.lead.removesuffix(".")

    def whole(what: str) -> str:
        text = alerts.SUBJECT.format(agreement=title, what=what, time=time)
        return marked(text, speaking.alert, around, alerts)

    room = LONGEST_SUBJECT - len(whole(""))
    return _one_line(whole(shortened(lead, room, alerts.ELLIPSIS)))


def marked(text: str, alert: Alert | None, around: Around, alerts: Wording) -> str:
    """Return a subject with what it has to begin with: that it is a drill, that it comes late."""
    late = alert is not None and alert.late
    if late:
        text = alerts.MARKED.format(mark=alerts.LATE_MARK, subject=text)
    if around.status is Status.DRILL:
        text = alerts.MARKED.format(mark=alerts.DRILL_MARK, subject=text)
    return text


def short_title(title: str) -> str:
    """Return the beginning of a title, up to its first comma or colon."""
    return title.partition(":")[0].partition(",")[0]


def dates(coming: Sequence[Coming], zone: ZoneInfo, alerts: Wording) -> list[str]:
    """Write what comes, one line each."""
    return [
        alerts.DATE.format(time=times.short(one.instant, zone), what=one.what) for one in coming
    ]


def _pieces(speaking: Speaking, others: Sequence[Alert], handling: Handling) -> Iterator[Piece]:
    alerts, around, turned = speaking.words, speaking.around, speaking.alert.turned
    if around.status is Status.DRILL:
        yield Piece(alerts.DRILL, 12, 0)
    if speaking.alert.late:
        time = times.full(turned.at, around.zone)
        yield Piece(alerts.LATE.format(time=time), 20, 0)
    title = shortened(short_title(around.terms.title), LONGEST_TITLE, alerts.ELLIPSIS)
    head = alerts.HEAD.format(
        handling=names_of.HANDLING[handling],
        agreement=title,
        time=times.full(around.moment, around.zone),
    )
    yield Piece(head, 20, 1)
    yield Piece(speaking.lead, 26, 2)
    if more := details(speaking):
        yield Piece(more, 26, 3)
    if read := otherwise_read(speaking):
        yield Piece(read, 34, 3, below=True)
    yield from _turning(speaking)
    if settled := speaking.settled:
        yield Piece(_sentence(settled), 6, 4)
    if clause := clause_of(speaking):
        number, text = clause
        told = alerts.CLAUSE.format(clause=number, says=text.says)
        yield Piece(told, 22, 6, below=True)
    if coming := dates(around.coming[:MOST_DATES], around.zone, alerts):
        short = [cut(one, WORDS_OF_DATE, alerts.ELLIPSIS) for one in coming]
        told = alerts.NEXT.format(dates="; ".join(short))
        yield Piece(told, 8, 5, below=True, cut=short != coming)
    yield from _also(speaking, others)
    yield from _still(speaking)


def _still(speaking: Speaking) -> Iterator[Piece]:
    """Yield what goes on holding, but for what the message is about."""
    about = speaking.alert.turned.subject
    for one in speaking.around.stays:
        if (one.condition, one.scope) != (about.condition, about.scope):
            told = speaking.words.STILL.format(what=_titled(one))
            yield Piece(told, 16, 8, below=True)


def _turning(speaking: Speaking) -> Iterator[Piece]:
    """Yield what was said and what holds; not where the first sentence has said it all."""
    if speaking.alert.kind in CORRECTS:
        for sentence in corrected(speaking):
            yield Piece(sentence, 32, 3)
    elif speaking.alert.kind is not AlertKind.TAKEN_BACK and speaking.source is None:
        yield Piece(_turned(speaking), 30, 4)


def _titled(one: Conclusion) -> str:
    """Write what is certain of a condition: it comes first; the rest stands below."""
    return f"{one.title}: {one.text.partition(';')[0]}"


def _turned(speaking: Speaking) -> str:
    alerts, turned = speaking.words, speaking.alert.turned
    if turned.subject.noted is not None:
        return alerts.NOTED.format(says=speaking.says)
    if turned.before is None or speaking.alert.kind in _AS_IT_WAS:
        return alerts.STANDS.format(says=speaking.says)
    if turned.subject.condition is None:
        # The first sentence has said what holds, and since when.
        return alerts.WAS.format(was=speaking.was)
    return alerts.TURNED.format(turn=speaking.turn)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _also(speaking: Speaking, others: Sequence[Alert]) -> Iterator[Piece]:
    alerts = speaking.words
    shown = others if len(others) <= MOST_ALSO else others[: MOST_ALSO - 1]
    for other in shown:
        yield Piece(
            alerts.ALSO.format(what=Speaking(other, speaking.around).lead), 9, 7, below=True
        )
    if len(others) > len(shown):
        yield Piece(alerts.ALSO_MORE.format(count=len(others) - len(shown)), 6, 7, below=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())
