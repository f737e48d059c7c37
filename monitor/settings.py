"""Where things lie and which time zone people read: the only place that reads the environment."""

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor.errors import MonitorError

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "MONITOR_"
NAMES = (
    *("MONITOR_STORE", "MONITOR_RULES", "MONITOR_DATA"),
    *("MONITOR_TIME_ZONE", "MONITOR_ACTOR", "MONITOR_EVERY_MINUTES", "MONITOR_INBOX"),
    "MONITOR_ALERTS",
)
OF_SECRETS = ("_PASSWORD", "_SECRET", "_URL", "_TOKEN", "_KEY")
"""How variables end that may begin as settings do and are none: the file of alerts names them."""
MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A text that is used and never shown: written out, it is only said that there is one."""

    value: str

    def __repr__(self) -> str:
        return "Secret(…)"

    def __str__(self) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of the program is told from outside, read once.

    Attributes:
        store: Folder of the journal, the kept files and the tables.
        rules: Folder of the rule files, one per instrument, with their cases.
        data: Folder of the sample record, source profiles and boundaries; only read.
        time_zone: Zone of times shown outside any one agreement; each agreement has its own.
        actor: Who acts where nobody has signed in: the operating system's user.
        every: How often what holds is looked at where nothing was recorded.
        inbox: Folder of files to be taken up, where it is stated; see `inbox_folder`.
        alerts: File that says who is told, where it is stated; see `alerts_file`.
    """

    store: Path
    rules: Path
    data: Path
    time_zone: ZoneInfo
    actor: str
    every: timedelta
    inbox: Path | None = None
    alerts: Path | None = None

    @property
    def inbox_folder(self) -> Path:
        """Folder of files to be taken up: the one stated, or one beside the store, for it alone."""
        if self.inbox is not None:
            return self.inbox
        return self._beside("inbox")

    @property
    def alerts_file(self) -> Path:
        """File that says who is told, and how: the one stated, or one beside the store.

        For it alone: a restored copy beside the store in use must tell nobody a second time.
        """
        return self.alerts or self._beside("alerts.yaml")

    def _beside(self, name: str) -> Path:
        """Where something of this store alone lies, outside its folder."""
        plain = self.store.name == "store"
        return self.store.with_name(name if plain else f"{self.store.name}-{name}")


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; what is not set keeps the default, and an empty value is not set.

    Args:
        environ: Variables by name; None reads the environment of this process. Relative folders
            are taken from the current folder.

    Raises:
        MonitorError: Naming every variable that cannot be used, and what would be right.
    """
    given = {
        name: value
        for name, value in (os.environ if environ is None else environ).items()
        if name.startswith(PREFIX) and value
    }
    zone = _zone(given.get("MONITOR_TIME_ZONE", "UTC"))
    every = _minutes(given.get("MONITOR_EVERY_MINUTES", "15"))
    problems = [_unknown(name) for name in sorted(given) if not _known(name)]
    if zone is None:
        told = given["MONITOR_TIME_ZONE"]
        problems.append(f"MONITOR_TIME_ZONE: {told!r} is no time zone; write it as Asia/Damascus")
    if every is None:
        told = given["MONITOR_EVERY_MINUTES"]
        problems.append(f"MONITOR_EVERY_MINUTES: {told!r} is not from 1 to {MOST_MINUTES}, as 15")
    if zone is None or every is None or problems:
        raise MonitorError("\n".join(problems))
    return Settings(
        store=_folder(given.get("MONITOR_STORE", PROJECT / "data" / "store")),
        rules=_folder(given.get("MONITOR_RULES", PROJECT / "rules")),
        data=_folder(given.get("MONITOR_DATA", PROJECT / "data")),
        time_zone=zone,
        actor=given.get("MONITOR_ACTOR") or _user(),
        every=every,
        inbox=_folder(given["MONITOR_INBOX"]) if "MONITOR_INBOX" in given else None,
        alerts=_folder(given["MONITOR_ALERTS"]) if "MONITOR_ALERTS" in given else None,
    )


def secret(name: str, environ: Mapping[str, str] | None = None) -> Secret | None:
    """Return what a variable holds that a file names and does not hold itself; None: not set.

    `environ` are variables by name; None reads the environment of this process.
    """
    value = (os.environ if environ is None else environ).get(name)
    return Secret(value) if value else None


def _folder(value: str | Path) -> Path:
    """The folder or file as an absolute path, so that a later change of folder does not move it."""
    return Path(value).expanduser().resolve()


def _zone(name: str) -> ZoneInfo | None:
    """The time zone of this name, or None: the name of a folder of zones is none either."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _minutes(told: str) -> timedelta | None:
    """So many whole minutes, at most a day; None where it is nothing of the kind."""
    if not (told.isascii() and told.isdigit() and len(told) <= len(str(MOST_MINUTES))):
        return None
    minutes = int(told)
    return timedelta(minutes=minutes) if 1 <= minutes <= MOST_MINUTES else None


def _known(name: str) -> bool:
    """Whether it is a setting, or may be a secret of the file of alerts."""
    return name in NAMES or name.endswith(OF_SECRETS)


def _unknown(name: str) -> str:
    """Why a misspelt variable is refused: ignoring it would use another store without a word."""
    near = get_close_matches(name, NAMES, n=1, cutoff=0.8)
    return f"{name}: no such setting; " + (
        f"did you mean {near[0]}?" if near else f"there are {', '.join(NAMES)}"
    )


def _user() -> str:
    """The operating system's user, or "unknown" where it has no name (some containers)."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return "unknown"
