"""Where the service of a store can be reached: STORE/service.json, for its owner alone.

It is there while a service runs; one that is killed leaves it behind, and the next replaces it.
"""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from monitor.errors import MonitorError

NAME = "service.json"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names under which a machine reaches itself; a token goes nowhere else."""


class AddressError(MonitorError):
    """The file that names the running service cannot be used."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a service listens, and what it asks of whoever calls.

    Attributes:
        url: As `http://127.0.0.1:8501`.
        pid: Its process.
        token: What a caller has to show.
        store: The folder of its store.
    """

    url: str
    pid: int
    token: str = field(repr=False)
    store: str

    @classmethod
    def new(cls, store: Path, port: int) -> Self:
        """Return the address of this process, with a token of its own."""
        token = secrets.token_urlsafe(32)
        return cls(f"http://127.0.0.1:{port}", os.getpid(), token, str(store))

    @property
    def host(self) -> str:
        """The name of the machine in the address."""
        return urlsplit(self.url).hostname or ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a request may name as its host: this machine, with the port."""
        return tuple(f"{f'[{name}]' if ':' in name else name}:{self.port}" for name in LOOPBACK)

    def is_meant(self, named: Sequence[str]) -> bool:
        """Whether the hosts that a request names are one, and this."""
        return [name.lower() for name in named] in [[host] for host in self.hosts]

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return urlsplit(self.url).port or 80


@contextmanager
def published(folder: Path, address: Address) -> Iterator[None]:
    """Let whoever may read the store's folder find the service, as long as it runs.

    Raises:
        OSError: It cannot be written.
    """
    path, unfinished = folder / NAME, folder / f".{NAME}.{address.pid}"
    unfinished.unlink(missing_ok=True)
    file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as stream:
        json.dump(asdict(address), stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
    try:
        yield
    finally:
        with suppress(AddressError, OSError):
            if find(folder) == address:
                path.unlink()


def find(folder: Path) -> Address | None:
    """Return the address in a store's folder; None where none is left there.

    Raises:
        AddressError: The file is none of ours, or points away from this machine.
    """
    path = folder / NAME
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise AddressError(f"{path}: it cannot be read: {error}") from error
    match found:
        case {"url": str(url), "pid": int(pid), "token": str(token), "store": str(store)}:
            address = Address(url, pid, token, store)
        case _:
            raise AddressError(f"{path}: it is not what a service writes")
    try:
        local = urlsplit(url).scheme == "http" and address.host in LOOPBACK and address.port > 0
    except ValueError:
        local = False
    if not (local and token.isascii() and token.isprintable() and pid > 0):
        raise AddressError(f"{path}: it names no service of this machine")
    return address


def alive(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
