"""Notices for the tests of delivery; all of them are made up."""

from dataclasses import replace
from datetime import UTC, datetime

from monitor.alerts.notice import Notice

THEN = datetime(2016, 9, 17, 19, 0, tzinfo=UTC)
NOTICE = Notice(
    id="0123456789abcdef",
    alert="fedcba9876543210",
    desk="policy_desk",
    person="officer",
    channel="officer_mail",
    subject="Count restarts: day 3 of 7 (synthetic)",
    text="A made-up report: the count restarts.\nСирия. سوريا.\n.\n..two dots\n",  # noqa: RUF001
    html="<p>A made-up report: the count <b>restarts</b>. سوريا.</p>",
    payload={"type": "update", "day": 3, "said": "سوريا \u2028", "list": [1, {"b": 1, "a": 2}]},
    not_before=THEN,
    thread="syria-2016-09.calm_day",
    references=("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"),
)


def notice(**changed: object) -> Notice:
    """The notice with some of it changed."""
    return replace(NOTICE, **changed)  # type: ignore[arg-type] # tests name what they change
