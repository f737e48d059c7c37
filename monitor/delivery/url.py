"""The address of a web hook, read so strictly that no two programs can read it differently."""

import re
import socket
from dataclasses import dataclass, field

from monitor.delivery.reachable import Address, address_of

_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = rf"{_LABEL}(\.{_LABEL})*"
_URL = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{HOST}|\[[0-9a-f:.]+\])(:(?P<port>[0-9]{{1,5}}))?"
    r"(?P<target>[/?][A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)?",
    re.ASCII,
)
LAST_PORT = 65535
USUAL = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Url:
    """The parts of an address.

    Attributes:
        scheme: "https" or "http".
        host: The name, or the IP address without brackets, in small letters.
        port: Its port, 1 to 65535.
        target: Path and query; never shown, as they often hold what lets one in.
    """

    scheme: str
    host: str
    port: int
    target: str = field(repr=False)

    @property
    def secure(self) -> bool:
        """Whether what is sent is sealed on its way."""
        return self.scheme == "https"

    @property
    def authority(self) -> str:
        """Host and port, as a request names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL[self.scheme] else f"{host}:{self.port}"

    @property
    def literal(self) -> Address | None:
        """The address that the host is, in whatever spelling the system would take; else None."""
        try:
            found = socket.getaddrinfo(self.host, None, flags=socket.AI_NUMERICHOST)
        except OSError:
            return None
        return address_of(str(found[0][4][0]))


def read_url(text: str) -> Url | None:
    """Read an address; None where it is not one of these."""
    scheme, colon, rest = text.partition("://")
    end = re.search("[/?]|$", rest)
    split = end.start() if end else len(rest)
    match = _URL.fullmatch(f"{scheme.lower()}{colon}{rest[:split].lower()}{rest[split:]}")
    if match is None:
        return None
    host, target = match["host"].strip("[]"), match["target"] or "/"
    port = int(match["port"] or USUAL[match["scheme"]])
    if not 1 <= port <= LAST_PORT or (":" in host and address_of(host) is None):
        return None
    return Url(match["scheme"], host, port, target if target[0] == "/" else f"/{target}")
