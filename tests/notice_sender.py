"""A process that is there to be killed: it sends what waits in a store, and says how far it is.

    python tests/notice_sender.py FOLDER MAIL_PORT HOOK_PORT AHEAD

AHEAD is how many seconds its clock is ahead of the machine's. It prints `begin` when it begins to
send. Where nothing is due it sets its clock on to what is due next; where nothing is on its way
any more it prints `idle` with the seconds that its clock is ahead, and ends.
"""

import base64
import sys
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

from monitor.alerts.notice import Notice
from monitor.clock import system_clock
from monitor.delivery.channels import Channel, Email, Mailbox, Security, Smtp, Webhook
from monitor.delivery.deliver import deliver
from monitor.delivery.line import Patience
from monitor.delivery.outcome import Outcome
from monitor.delivery.url import read_url
from monitor.sending import Sender
from monitor.service import Service
from monitor.settings import Secret, read_settings

SECRET = "whsec_" + base64.b64encode(b"made-up-key-of-a-web-hook-012345").decode()
HERE = "127.0.0.1"
SHORT = Patience(step=0.3, whole=0.6)


class Ahead:
    """A clock that is ahead of the machine's."""

    def __init__(self, ahead: timedelta) -> None:
        self.ahead = ahead

    def __call__(self) -> datetime:
        """The time that it shows."""
        return system_clock() + self.ahead


def channels(mail_port: int, hook_port: int) -> dict[str, Channel]:
    """Mail and a web hook on this machine."""
    smtp = Smtp(HERE, mail_port, Security.NONE, Mailbox("Monitor", "monitor@example.org"))
    url = read_url(f"http://{HERE}:{hook_port}/alerts")
    assert url is not None
    return {
        "mail": Email("mail", "officer@example.org", smtp),
        "hook": Webhook("hook", url, Secret(SECRET), (ip_network("127.0.0.0/8"),)),
    }


def main(folder: Path, mail_port: int, hook_port: int, ahead: float) -> None:
    """Send until nothing is on its way."""
    clock = Ahead(timedelta(seconds=ahead))

    def send(notice: Notice, channel: Channel) -> Outcome:
        return deliver(notice, channel, patience=SHORT)

    settings = read_settings({"MONITOR_STORE": str(folder), "MONITOR_ACTOR": "sender"})
    with Service.open(settings, clock) as service:
        sender = Sender(service, channels(mail_port, hook_port), send)
        print("begin", flush=True)  # noqa: T201 - the one who kills listens
        while (following := sender.tick()) is not None:
            clock.ahead += max(following - clock(), timedelta(0))
    print("idle", clock.ahead.total_seconds(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
