"""A letter as plain text: readable at any width, and nothing in it means anything to a program."""

from collections.abc import Iterator, Sequence

from monitor.messages.composed import Letter, Row, Section
from monitor.messages.wording import Wording


def as_text(letter: Letter, alerts: Wording) -> str:
    """Write a letter; each sentence on a line of its own."""
    return "\n".join(_lines(letter, alerts)) + "\n"


def sections_as_text(heads: Sequence[str], sections: Sequence[Section]) -> str:
    """Write what has sections and no table."""
    lines = [*heads]
    for section in sections:
        lines += ["", section.title, *(f"- {line}" for line in section.lines)]
    return "\n".join(lines) + "\n"


def _lines(letter: Letter, alerts: Wording) -> Iterator[str]:
    yield from letter.above
    yield ""
    yield alerts.EVIDENCE
    for row in letter.rows:
        yield from _row(row, alerts)
    if not letter.rows:
        yield alerts.NO_EVIDENCE
    if letter.more:
        yield alerts.MORE_EVIDENCE.format(count=letter.more)
    yield ""
    yield alerts.DETAILS
    for line in letter.below:
        yield alerts.LABELLED.format(label=line.label, text=line.text)
    yield alerts.LABELLED.format(label=alerts.SEE, text=letter.link)


def _row(row: Row, alerts: Wording) -> Iterator[str]:
    happened = alerts.HAPPENED.format(happened=row.happened or alerts.NO_TIME_OF_ITS_OWN)
    known = alerts.KNOWN.format(known=row.known)
    yield f"- {alerts.ROW.format(who=row.who, what=row.what)}"
    yield f"  {alerts.ROW_TIMES.format(happened=happened, known=known, record=row.record)}"
