"""A notice as a mail: the same bytes each time, and no header but those written here."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from monitor.alerts.notice import Notice
from monitor.delivery.channels import Email

LONGEST_SUBJECT = 200
"""Characters; what is longer is cut, the text has it all."""

MOST_REFERENCES = 12
"""The notices before it that a mail names: the newest of them."""

WRITTEN = SMTP.clone(cte_type="7bit")
"""Texts of any script as ASCII lines, which every mail server passes on unchanged."""

HEADERS = WRITTEN.clone(max_line_length=300)
"""An id is never broken over lines: readers would not know it again."""

_ID = re.compile("[A-Za-z0-9._-]{1,64}")


def mail(notice: Notice, channel: Email) -> bytes:
    """Return the mail that brings a notice to its channel."""
    sender = channel.smtp.sender
    mine, *_ = _ids((notice.id,), sender.domain)
    thread = f"<thread-{_plain(notice.thread or notice.alert)}@{sender.domain}>"
    before = _ids(notice.references[-MOST_REFERENCES:], sender.domain)
    message = EmailMessage(policy=WRITTEN)
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = Address(addr_spec=channel.address)
    message["Subject"] = subject(notice.subject)
    message["Date"] = notice.not_before
    message["Message-ID"] = mine
    message["In-Reply-To"] = before[-1] if before else thread
    message["References"] = " ".join((thread, *before))
    message["Auto-Submitted"] = "auto-generated"
    message["X-Agreement-Monitor-Type"] = notice.does.value
    message["X-Agreement-Monitor-Status"] = notice.status.value
    message["X-Agreement-Monitor-Handling"] = notice.handling.value
    message.set_content(_writable(notice.text))
    if notice.html:
        message.add_alternative(_writable(notice.html), subtype="html")
        message.set_boundary(f"=_{sha256(notice.id.encode('utf-8', 'replace')).hexdigest()}")
    return message.as_bytes(policy=HEADERS)


def subject(text: str) -> str:
    """Return a subject as one line of at most so many characters that can be written."""
    seen = "".join(c if c.isprintable() else " " for c in _writable(text))
    line = " ".join(seen.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def _writable(text: str) -> str:
    """Replace what is half a character, and the one character that no mail may hold."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _ids(notices: tuple[str, ...], domain: str) -> tuple[str, ...]:
    return tuple(f"<{_plain(one)}@{domain}>" for one in notices)


def _plain(name: str) -> str:
    """Return an id as it may stand in a header; of any other text a digest, always the same."""
    if _ID.fullmatch(name):
        return name
    return sha256(name.encode("utf-8", "replace")).hexdigest()[:32]
