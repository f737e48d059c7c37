"""A drill: a notice that only tries whether a channel reaches whoever is behind it."""

from datetime import datetime
from hashlib import sha256
from html import escape
from zoneinfo import ZoneInfo

from monitor.alerts.notice import Does, Notice, Status
from monitor.words import delivering, times


def drill(channel: str, actor: str, at: datetime, zone: ZoneInfo) -> Notice:
    """Return the drill that somebody starts at an instant, UTC; it names no agreement.

    `zone` is that of the time which its text names.
    """
    id_ = sha256(f"drill {channel} {at.isoformat()}".encode()).hexdigest()[:16]
    when = times.full(at, zone)
    text = delivering.DRILL_TEXT.format(channel=channel, actor=actor, when=when)
    first, second = (escape(line) for line in text.removeprefix("DRILL. ").splitlines())
    subject = delivering.DRILL_SUBJECT.format(channel=channel)
    payload = {
        "id": id_,
        "type": Does.NEW.value,
        "status": Status.DRILL.value,
        "kind": "drill",
        "channel": channel,
        "at": at.isoformat(),
        "subject": subject,
        "text": text,
    }
    return Notice(
        id=id_,
        alert=id_,
        desk="",
        person="",
        channel=channel,
        subject=subject,
        text=text,
        html=delivering.DRILL_HTML.format(first=first, second=second),
        payload=payload,
        not_before=at,
        thread=f"drill-{channel}",
        status=Status.DRILL,
    )
