"""From the file of alerts to who is told and how, or to everything that is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.alerts.desk import Desk, Person
from monitor.alerts.directory import Directory
from monitor.delivery.channels import Channel, Email, Security, Service, Smtp, Webhook
from monitor.delivery.file import LOOPBACK, AlertsFile, ChannelTerms, SmtpTerms
from monitor.delivery.naming import misnamed
from monitor.delivery.reachable import Network
from monitor.delivery.services import service_of
from monitor.delivery.unusable import unusable
from monitor.errors import MonitorError, Problem
from monitor.handwritten.flaw import first, problem
from monitor.handwritten.source import Bounds, decode, read
from monitor.handwritten.tree import Refused
from monitor.handwritten.typed import typed
from monitor.settings import Secret, secret

BOUNDS = Bounds(64 * 1024, 4_000, "name lists of people by one address of theirs", "channels")
GUIDE = "docs/alerts.md"
PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}

Look = Callable[[str], Secret | None]
"""Gives what an environment variable holds, None where it is not set."""


class AlertsFileError(MonitorError):
    """The file of alerts cannot be used; nobody is told anything by it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Distribution:
    """Who is told, and how.

    Attributes:
        file: The file that says so; it may not be there, then nobody is told.
        there: Whether it is.
        public_address: How the links in notices begin, with its last `/`.
        channels: By id.
        people: By id; every channel of theirs is one of these.
        desks: By id; everybody at them is one of these.
    """

    file: Path
    there: bool = True
    public_address: str = LOOPBACK
    channels: Mapping[str, Channel] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    desks: Mapping[str, Desk] = field(default_factory=dict)

    @property
    def directory(self) -> Directory:
        """Who sits at which desk, and where links lead."""
        return Directory(self.desks, self.people, self.public_address)


def load(path: Path, look: Look = secret) -> Distribution:
    """Read the file of alerts; where there is none, nobody is told.

    Args:
        path: The file.
        look: Gives the secrets that it names.

    Raises:
        AlertsFileError: With every problem found, a missing secret included.
    """
    try:
        content = _content(path)
    except FileNotFoundError:
        return Distribution(path, there=False)
    except OSError as error:
        wrong = f"the file cannot be read: {error.strerror or type(error).__name__}"
        where = Problem(str(path), 1, 1, "", wrong, "check its name and place")
        raise AlertsFileError((where,)) from None
    text = decode(content, str(path), BOUNDS)
    if isinstance(text, Problem):
        raise AlertsFileError((text,))
    return load_text(text, path, look)


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(BOUNDS.most_bytes + 1)


def load_text(text: str, path: Path, look: Look = secret) -> Distribution:
    """Do the same with the text of the file.

    Raises:
        AlertsFileError: With every problem found.
    """
    file = str(path)
    root, problems = read(text, file, BOUNDS)
    if root is None or isinstance(root, Refused):
        raise AlertsFileError(first(problems))
    found = typed(root, AlertsFile, GUIDE)
    flaws = [*found.flaws, *misnamed(root), *unusable(root, look)]
    problems += [problem(flaw, root, file) for flaw in flaws]
    if problems or found.terms is None:
        raise AlertsFileError(first(problems))
    return _distribution(found.terms, path, look)


def _distribution(terms: AlertsFile, path: Path, look: Look) -> Distribution:
    smtp = _smtp(terms.smtp, look) if terms.smtp else None
    listed = terms.private_addresses_allowed
    channels = dict(_channels(terms.channels, smtp, listed, look))
    return Distribution(
        path,
        public_address=terms.public_address,
        channels=channels,
        people=terms.people,
        desks=terms.desks,
    )


def _smtp(terms: SmtpTerms, look: Look) -> Smtp:
    password = look(terms.password_from) if terms.password_from else None
    port = terms.port or PORTS[terms.security]
    return Smtp(terms.host, port, terms.security, terms.sender, terms.user, password)


def _channels(
    terms: Mapping[str, ChannelTerms],
    smtp: Smtp | None,
    listed: tuple[Network, ...],
    look: Look,
) -> Iterator[tuple[str, Channel]]:
    for name, one in terms.items():
        held = look(one.secret_from or one.apprise_from or "")
        if one.email is not None and smtp is not None:
            yield name, Email(name, one.email, smtp)
        elif one.webhook is not None and held is not None:
            yield name, Webhook(name, one.webhook, held, listed)
        elif held is not None:
            yield name, Service(name, held, service_of(held) or "")
