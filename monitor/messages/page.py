"""A letter as a page for readers of mail: plain tables, nothing fetched, no colour that speaks.

Every text goes through `_safe`, so that what others wrote shows as they wrote it and does nothing.
"""

from collections.abc import Iterable, Sequence
from html import escape

from monitor.messages.composed import Letter, Row, Section
from monitor.messages.wording import Wording

_BODY = "margin:0;padding:12px;font-family:sans-serif;font-size:16px;line-height:1.4;max-width:44em"
_TABLE = "border-collapse:collapse;width:100%;table-layout:fixed;font-size:14px"
_CELL = (
    "border-top:1px solid;padding:4px 8px 4px 0;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere;hyphens:auto"
)
_TEXT = "margin:0 0 8px 0;overflow-wrap:anywhere"
_LEAD = f"{_TEXT};font-size:18px;font-weight:bold"
_TITLE = "font-size:17px;margin:20px 0 6px 0"
_WIDTHS = ("30%", "42%", "28%")


def as_page(letter: Letter, alerts: Wording, language: str) -> str:
    """Write a letter as HTML."""
    told, lead = letter.above, letter.lead
    parts = [
        _paragraphs(told[:lead]),
        _paragraphs(told[lead : lead + 1], _LEAD),
        _paragraphs(told[lead + 1 :]),
        f'<p style="{_TEXT}">{_link(letter.link, alerts.SEE)}</p>',
        *(_title(alerts.EVIDENCE), _evidence(letter, alerts)),
    ]
    if letter.more:
        parts.append(_paragraphs([alerts.MORE_EVIDENCE.format(count=letter.more)]))
    parts += [_title(alerts.DETAILS), _details(letter, alerts)]
    return _page(letter.subject, "".join(parts), language)


def sections_as_page(
    subject: str, heads: Sequence[str], sections: Sequence[Section], language: str
) -> str:
    """Write what has sections and no table as HTML."""
    parts = [_paragraphs(heads)]
    for section in sections:
        items = "".join(f'<li dir="auto">{_safe(line)}</li>' for line in section.lines)
        listed = f'<ul style="padding-left:1.2em;margin:0;overflow-wrap:anywhere">{items}</ul>'
        parts += [_title(section.title), listed]
    return _page(subject, "".join(parts), language)


def _safe(text: str) -> str:
    return escape(text, quote=True)


def _page(title: str, body: str, language: str) -> str:
    return (
        f'<!doctype html><html lang="{_safe(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_safe(title)}</title></head>"
        f'<body style="{_BODY}">{body}</body></html>\n'
    )


def _title(text: str) -> str:
    return f'<h2 style="{_TITLE}">{_safe(text)}</h2>'


def _paragraphs(texts: Iterable[str], style: str = _TEXT) -> str:
    return "".join(f'<p dir="auto" style="{style}">{_safe(text)}</p>' for text in texts)


def _link(address: str, text: str) -> str:
    return f'<a href="{_safe(address)}">{_safe(text)}</a>'


def _evidence(letter: Letter, alerts: Wording) -> str:
    """Write the table: three columns, since four are too narrow to read on a telephone."""
    if not letter.rows:
        return _paragraphs([alerts.NO_EVIDENCE])
    heads = (alerts.WHO, alerts.WHAT, alerts.WHEN)
    first = "".join(
        f'<th scope="col" style="{_CELL};width:{width}">{_safe(head)}</th>'
        for head, width in zip(heads, _WIDTHS, strict=True)
    )
    body = "".join(_record(row, alerts) for row in letter.rows)
    return f'<table style="{_TABLE}"><thead><tr>{first}</tr></thead><tbody>{body}</tbody></table>'


def _record(row: Row, alerts: Wording) -> str:
    happened = alerts.HAPPENED.format(happened=row.happened or alerts.NO_TIME_OF_ITS_OWN)
    times = (happened, alerts.KNOWN.format(known=row.known))
    when = "".join(f'<p style="margin:0">{_safe(text)}</p>' for text in times)
    cells = (_safe(row.who), _safe(f"{row.what} [{row.record}]"), when)
    written = "".join(f'<td dir="auto" style="{_CELL}">{cell}</td>' for cell in cells)
    return f"<tr>{written}</tr>"


def _details(letter: Letter, alerts: Wording) -> str:
    rows = [_detail(line.label, _safe(line.text)) for line in letter.below]
    rows.append(_detail(alerts.SEE, _link(letter.link, letter.link)))
    return f'<table style="{_TABLE}"><tbody>{"".join(rows)}</tbody></table>'


def _detail(label: str, html: str) -> str:
    head = f'<th scope="row" style="{_CELL};width:26%">{_safe(label)}</th>'
    return f'<tr>{head}<td dir="auto" style="{_CELL}">{html}</td></tr>'
