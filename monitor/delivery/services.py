"""A notice by any other service that Apprise knows; imported only where a channel names one.

Apprise writes the address of a service, and with it what lets one in, into its own log: it is
given none.
"""

import logging

from monitor.alerts.notice import Notice
from monitor.clock import Clock
from monitor.delivery.channels import Service
from monitor.delivery.line import Patience
from monitor.delivery.outcome import Failed, Outcome, Sent
from monitor.settings import Secret
from monitor.words import delivering

TALKATIVE = ("apprise", "urllib3", "requests", "requests_oauthlib", "oauthlib")
"""Logs in which the address of a service would stand."""


def service_of(url: Secret) -> str | None:
    """Return the name of the service to which an address leads; None where there is none."""
    return _Caller(url).service


def send(notice: Notice, channel: Service, clock: Clock, patience: Patience) -> Outcome:
    """Send a notice by a service: its text, under its subject."""
    caller = _Caller(channel.url)
    status = caller.call(notice.subject, notice.text, patience.whole)
    why = {
        "NOMATCH": delivering.SERVICE_UNKNOWN,
        "PARTIAL": delivering.SERVICE_IN_PART,
        "TIMEOUT": delivering.NOT_IN_TIME,
    }.get(status, delivering.SERVICE_FAILED)
    if status == "SUCCESS":
        return Sent(clock(), channel.service)
    # Apprise does not say why: what it could not place at all will not be placed later either.
    return Failed(clock(), why.format(service=channel.service), again=status != "NOMATCH")


class _Caller:
    """Apprise with one address, writing nothing down."""

    def __init__(self, url: Secret) -> None:
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        import apprise  # noqa: PLC0415 - it takes seconds, and most have no use for it

        self._format = apprise.NotifyFormat.TEXT.value
        asset = apprise.AppriseAsset(
            storage_mode=apprise.PersistentStoreMode.MEMORY,
            allow_templates=False,
            http_redirects=False,
            pgp_autogen=False,
            pem_autogen=False,
            app_id="Agreement Monitor",
            app_desc="Agreement Monitor",
            app_url="",
        )
        self._apprise = apprise.Apprise(asset=asset)
        self._apprise.add(url.value)

    @property
    def service(self) -> str | None:
        """The name of the one service; None where there is none, or there are several."""
        if len(self._apprise) != 1:
            return None
        return str(self._apprise[0].service_name)

    def call(self, title: str, text: str, seconds: float) -> str:
        """Send a text, and return in one word of Apprise what came of it."""
        found = self._apprise.notify(
            body=text, title=title, body_format=self._format, timeout=seconds
        )
        return found.status.name
