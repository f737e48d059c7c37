"""A mail handed to the mail server: sealed, signed in, and with each of its answers understood."""

import smtplib
import ssl
from contextlib import suppress
from typing import Final

from monitor.alerts.notice import Notice
from monitor.clock import Clock
from monitor.delivery.channels import Email, Security, Smtp
from monitor.delivery.line import Patience, reason, within
from monitor.delivery.mail import mail
from monitor.delivery.outcome import Failed, Outcome, Sent
from monitor.words import delivering

LONGEST_ANSWER = 120
"""Characters of an answer that are kept."""

REFUSED: Final = 400
FOR_GOOD: Final = 500
"""The least answers that refuse for now, and for good."""


def send(
    notice: Notice, channel: Email, clock: Clock, trust: ssl.SSLContext, patience: Patience
) -> Outcome:
    """Send a notice to a mail address; `trust` says which certificates hold."""
    smtp = channel.smtp
    try:
        code, answer = _handed_over(mail(notice, channel), channel, trust, patience)
    except OSError as error:
        return Failed(clock(), _failed(smtp, _trouble(error, smtp.host)), again=True)
    told = shown(code, answer, smtp)
    if code < REFUSED:
        return Sent(clock(), told)
    why = _failed(smtp, delivering.MAIL_UNWILLING.format(answer=told))
    return Failed(clock(), why, again=code < FOR_GOOD)


def _trouble(error: Exception, host: str) -> str:
    """Say what kept us from handing over a mail; it is no answer to this mail."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return delivering.MAIL_NOT_LET_IN.format(code=error.smtp_code)
        case smtplib.SMTPResponseException():
            return delivering.MAIL_UNWILLING.format(answer=error.smtp_code)
        case smtplib.SMTPServerDisconnected():
            below = error.__context__
            return reason(below if isinstance(below, OSError) else error, host)
        case _NoStarttlsError():
            return delivering.MAIL_NO_STARTTLS
        case smtplib.SMTPException():
            return delivering.MAIL_NO_SIGNING_IN
        case _:
            return reason(error, host)


class _NoStarttlsError(smtplib.SMTPException):
    """The server cannot seal what we send."""


def _handed_over(
    message: bytes, channel: Email, trust: ssl.SSLContext, patience: Patience
) -> tuple[int, bytes]:
    """Return the answer that decided: the first refusal, or the one to the whole mail.

    Raises:
        OSError: It did not come to that; every error of smtplib is one.
    """
    smtp = channel.smtp
    session = _begun(smtp, trust, patience.step)
    try:
        with within(patience.whole, lambda: session.sock):
            _let_in(session, smtp, trust)
            session.ehlo_or_helo_if_needed()
            answer = session.mail(smtp.sender.address)
            if answer[0] < REFUSED:
                answer = session.rcpt(channel.address)
            if answer[0] < REFUSED:
                answer = _data(session, message)
            # The mail is taken or refused by now, whatever becomes of the farewell.
            with suppress(OSError):
                session.quit()
            return answer
    finally:
        session.close()


def _begun(smtp: Smtp, trust: ssl.SSLContext, seconds: float) -> smtplib.SMTP:
    # Our own name would be looked up, and tell strangers what this machine is called.
    name = smtp.sender.domain
    if smtp.security is Security.TLS:
        return smtplib.SMTP_SSL(smtp.host, smtp.port, name, timeout=seconds, context=trust)
    return smtplib.SMTP(smtp.host, smtp.port, name, timeout=seconds)


def _let_in(session: smtplib.SMTP, smtp: Smtp, trust: ssl.SSLContext) -> None:
    if smtp.security is Security.STARTTLS:
        session.ehlo()
        if not session.has_extn("starttls"):
            raise _NoStarttlsError
        session.starttls(context=trust)
    if smtp.user is not None and smtp.password is not None:
        session.login(smtp.user, smtp.password.value)


def _data(session: smtplib.SMTP, message: bytes) -> tuple[int, bytes]:
    try:
        return session.data(message)
    except smtplib.SMTPDataError as error:
        told = error.smtp_error
        return error.smtp_code, told if isinstance(told, bytes) else told.encode()


def shown(code: int, answer: bytes, smtp: Smtp) -> str:
    """Return an answer as it may be kept: one short line, without the password."""
    text = answer.decode("utf-8", "replace")
    if smtp.password is not None:
        text = text.replace(smtp.password.value, str(smtp.password))
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    cut = line if len(line) <= LONGEST_ANSWER else f"{line[: LONGEST_ANSWER - 1]}…"
    return f"{code} {cut}".strip()


def _failed(smtp: Smtp, why: str) -> str:
    return delivering.MAIL_FAILED.format(host=smtp.host, reason=why)
