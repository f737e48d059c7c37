"""What stands in the file of alerts: its keys, and what each may hold."""

import re
from ipaddress import ip_network
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf, model_validator

from monitor.alerts.desk import Desk, Person
from monitor.delivery.channels import Mailbox, Security
from monitor.delivery.reachable import Network
from monitor.delivery.url import HOST, LAST_PORT, Url, read_url
from monitor.handwritten.terms import Id, Terms, Unfit, Whole, matching
from monitor.handwritten.wording import quoted, shape

KINDS = ("email", "webhook", "apprise_from")
"""What a channel is, exactly one of them."""

LOOPBACK = "http://127.0.0.1:8501/"
_ADDRESS = rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{HOST}"
_LONGEST_ADDRESS = 254


def _address(text: str) -> str:
    if len(text) > _LONGEST_ADDRESS or not re.fullmatch(_ADDRESS, text, re.IGNORECASE):
        raise Unfit(f"{quoted(text)} is no mail address", "write one, as officer@example.org")
    return text


def _mailbox(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(?:([^<>\"@]*)<([^<>]*)>)|([^<>]*)", value)
    if match is None or not value.isprintable():
        raise Unfit(f"{quoted(value)} is no sender", "write 'Name <name@example.org>'")
    return Mailbox((match[1] or "").strip(), _address(match[2] or match[3] or ""))


def _url(value: object) -> object:
    if not isinstance(value, str):
        return value
    url = read_url(value)
    if url is None:
        # The value is not repeated: what stands in a web hook often lets one in.
        raise Unfit(
            "this is no address of a web hook",
            "write it as https://host.example.org/path: a name in Latin letters (others as xn--…) "
            "or an IP address, no user, no #, what is unusual as %XX",
        )
    return url


def _own(value: object) -> object:
    if not isinstance(value, str):
        return value
    url = read_url(value)
    if url is None or re.search("[?]", url.target):
        raise Unfit(
            f"{quoted(value)} is no address of these pages", "write it as https://m.example.org/"
        )
    return value if value.endswith("/") else f"{value}/"


def _network(value: object) -> Network:
    if not isinstance(value, str):
        wrong = f"{shape(value)} stands where an address belongs"
        raise Unfit(wrong, "write 10.1.2.3/32 for one address, 10.1.2.0/24 for many")
    try:
        network = ip_network(value)
    except ValueError:
        wrong = f"{quoted(value)} is no address and no network"
        raise Unfit(wrong, "write 10.1.2.3/32 for one address, 10.1.2.0/24 for many") from None
    if network.prefixlen == 0:
        raise Unfit(f"{quoted(value)} is every address", "list those that are meant")
    return network


Variable = Annotated[
    str,
    AfterValidator(
        matching(
            "[A-Z][A-Z0-9_]{0,62}",
            "name the environment variable that holds it, as MONITOR_HOOK_SECRET; "
            "the secret itself never stands in this file",
        )
    ),
]
Host = Annotated[
    str, AfterValidator(matching(f"(?i:{HOST})|[0-9A-Fa-f:.]+", "write it as mail.example.org"))
]


class SmtpTerms(Terms):
    """The mail server that takes all mail."""

    host: Host
    """Its name or IP address; it may be private."""
    port: Annotated[Whole, Field(ge=1, le=LAST_PORT)] | None = None
    """Its port; without it 587 for `starttls`, 465 for `tls`, 25 for `none`."""
    security: Security = Security.STARTTLS
    """How the way to it is sealed; `none` is for a server on the same machine or network."""
    sender: Annotated[InstanceOf[Mailbox], BeforeValidator(_mailbox)]
    """Who the mail is from, as `Agreement Monitor <monitor@example.org>`."""
    user: Annotated[str, AfterValidator(matching("[!-~]{1,254}", "write it in Latin letters"))] | (
        None
    ) = None
    """The name under which we sign in; without it we do not."""
    password_from: Variable | None = None
    """The environment variable that holds the password."""

    @model_validator(mode="after")
    def _sealed(self) -> Self:
        if (self.user is None) != (self.password_from is None):
            raise Unfit("user and password_from belong together", "give both, or neither")
        if self.user is not None and self.security is Security.NONE:
            raise Unfit(
                "a password would travel for all to read", "use starttls or tls", ("security",)
            )
        return self


class ChannelTerms(Terms):
    """One way to reach somebody: one of email, webhook, apprise_from."""

    email: Annotated[str, AfterValidator(_address)] | None = None
    """A mail address: mail goes there, by the server under `smtp`."""
    webhook: Annotated[InstanceOf[Url], BeforeValidator(_url)] | None = None
    """The address of a program that takes signed JSON; https, unless its address is listed."""
    secret_from: Variable | None = None
    """For a web hook: the environment variable that holds its secret, `whsec_…`."""
    apprise_from: Variable | None = None
    """The environment variable that holds the URL of any service that Apprise knows."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [name for name in KINDS if getattr(self, name) is not None]
        if len(given) != 1:
            told = f"has {' and '.join(given)}" if given else "leads nowhere"
            raise Unfit(f"the channel {told}", f"give one of {', '.join(KINDS)}")
        if self.webhook is not None and self.secret_from is None:
            hint = "add 'secret_from: …', the variable that holds it: receivers know us by it"
            raise Unfit("a web hook without its secret", hint, ("webhook",))
        if self.webhook is None and self.secret_from is not None:
            raise Unfit("only a web hook has a secret", "remove it", ("secret_from",))
        return self


class AlertsFile(Terms):
    """Who is told, and how."""

    public_address: Annotated[str, BeforeValidator(_own)] = LOOPBACK
    """Where people find these pages: links in notices begin with it."""
    smtp: SmtpTerms | None = None
    """The mail server; needed where a channel is mail."""
    private_addresses_allowed: tuple[Annotated[Network, BeforeValidator(_network)], ...] = ()
    """Addresses or networks that are not public and to which web hooks may lead all the same;
    to these alone a web hook may be http."""
    channels: dict[Id, ChannelTerms]
    """The ways to reach people, each by its id."""
    people: dict[Id, Person]
    """Who may be told, each by their id."""
    desks: dict[Id, Desk]
    """Who is told together, each by its id."""
