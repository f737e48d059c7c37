"""Secrets that the file of alerts names and nobody has set, or that cannot be what they are for.

And web hooks that no attempt would ever be let through to. What a secret holds is in no message.
"""

from collections.abc import Callable, Iterator
from ipaddress import ip_network

from monitor.delivery.reachable import Network, allowed, public
from monitor.delivery.services import service_of
from monitor.delivery.signing import LEAST, MOST, PREFIX, key_of
from monitor.delivery.url import read_url
from monitor.handwritten.flaw import Flaw
from monitor.handwritten.tree import Fields, Node, Path, Scalar, child, scalars
from monitor.settings import Secret

LONGEST_PASSWORD = 500


def unusable(root: Node, look: Callable[[str], Secret | None]) -> Iterator[Flaw]:
    """Yield every such secret and web hook."""
    yield from _secret(root, ("smtp", "password_from"), look, _password)
    channels = child(root, "channels")
    names = channels.entries if isinstance(channels, Fields) else ()
    listed = tuple(_listed(root))
    for name in names:
        path = ("channels", name)
        yield from _secret(root, (*path, "secret_from"), look, _key)
        yield from _secret(root, (*path, "apprise_from"), look, _service)
        yield from _closed(root, (*path, "webhook"), listed)


def _secret(
    root: Node,
    path: Path,
    look: Callable[[str], Secret | None],
    check: Callable[[Secret], tuple[str, str] | None],
) -> Iterator[Flaw]:
    text = _text(root, path)
    if text is None or not text.isidentifier() or not text.isupper():
        return
    found = look(text)
    if found is None:
        hint = f"set {text} where the service is started, and for commands"
        yield Flaw(path, f"the environment variable {text} is not set", hint)
    elif wrong := check(found):
        yield Flaw(path, f"{text}: {wrong[0]}", wrong[1])


def _password(held: Secret) -> tuple[str, str] | None:
    usable = held.value.isascii() and held.value.isprintable()
    if usable and len(held.value) <= LONGEST_PASSWORD:
        return None
    return "no mail server can be sent this password", "use Latin letters, digits and signs"


def _key(held: Secret) -> tuple[str, str] | None:
    if key_of(held.value) is not None:
        return None
    wrong = f"it is no secret of a web hook: {PREFIX} and base64 of {LEAST} to {MOST} bytes"
    return wrong, "docs/alerts.md says how to make one"


def _service(held: Secret) -> tuple[str, str] | None:
    if service_of(held) is not None:
        return None
    return "Apprise knows no one service by this URL", "give one URL, as Apprise writes it"


def _closed(root: Node, path: Path, listed: tuple[Network, ...]) -> Iterator[Flaw]:
    """Yield a web hook to an address that is not public and not listed, or http that may not be."""
    url = read_url(_text(root, path) or "")
    if url is None:
        return
    address = url.literal
    if address is not None and not (public(address) or allowed(address, listed)):
        hint = "if it is meant, list it under private_addresses_allowed, as 10.1.2.3/32"
        yield Flaw(path, f"{address} is not a public address", hint)
    elif not url.secure and not (listed if address is None else allowed(address, listed)):
        hint = "use https, or list its address under private_addresses_allowed"
        yield Flaw(path, "http can be read and changed on its way", hint)


def _listed(root: Node) -> Iterator[Network]:
    node = child(root, "private_addresses_allowed")
    for one in scalars(node) if node else ():
        try:
            yield ip_network(one.text)
        except ValueError:
            continue


def _text(root: Node, path: Path) -> str | None:
    node: Node | None = root
    for step in path:
        node = child(node, step) if node else None
    return node.text if isinstance(node, Scalar) else None
