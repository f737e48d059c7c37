"""Ways to reach a person, each with all it needs; what must not be shown is not in their names."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.delivery.reachable import Network
from monitor.delivery.url import Url
from monitor.settings import Secret


class Security(StrEnum):
    """How mail is sealed on its way to the mail server."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Who a mail is from: a name, empty for none, and the address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server that takes our mail; without `user` it asks nobody to sign in."""

    host: str
    port: int
    security: Security
    sender: Mailbox
    user: str | None = None
    password: Secret | None = None


@dataclass(frozen=True, slots=True)
class Email:
    """Mail to one address."""

    name: str
    address: str
    smtp: Smtp


@dataclass(frozen=True, slots=True)
class Webhook:
    """A signed POST to a program; `allowed` are the addresses listed beside the public ones."""

    name: str
    url: Url
    key: Secret
    allowed: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """Any other service that Apprise knows; its URL holds what lets one in, all of it secret."""

    name: str
    url: Secret
    service: str
    """What it is, as "Slack"."""


Channel = Email | Webhook | Service
