"""What becomes of an explanation: accepted, or refused with every reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from monitor.evaluation.check.deeds import TooOpenError
from monitor.evaluation.check.matter import OutOfReachError, UnknownTermsError
from monitor.evaluation.check.places import TooNearError
from monitor.words import checking


@dataclass(frozen=True, slots=True)
class Ruling:
    """Accepted where `reasons` is empty; each of them says what does not follow.

    `decided` is False where nothing could be decided again, and the one reason says why.
    """

    reasons: tuple[str, ...] = ()
    decided: bool = True

    @property
    def accepted(self) -> bool:
        """Whether everything that is said follows from what is carried."""
        return not self.reasons


def ruled(since: datetime, differences: Callable[[], Iterable[str]]) -> Ruling:
    """Return the ruling on what differs; what cannot be decided again is refused."""
    try:
        return Ruling(tuple(differences()))
    except OutOfReachError:
        return Ruling((checking.OUT_OF_REACH.format(since=since.isoformat()),), decided=False)
    except TooNearError:
        return Ruling((checking.TOO_NEAR,), decided=False)
    except TooOpenError:
        return Ruling((checking.TOO_OPEN,), decided=False)
    except UnknownTermsError as unknown:
        return Ruling((checking.UNKNOWN.format(terms=unknown),), decided=False)


def in_words(ruling: Ruling) -> str:
    """Say what became of an explanation, in a sentence."""
    if ruling.accepted:
        return checking.ACCEPTED
    told = checking.REFUSED if ruling.decided else checking.NOT_DECIDED
    return told.format(why="; ".join(ruling.reasons))


def differs(what: str, said: object, found: object) -> str:
    """Say that one thing is claimed and another follows."""
    return checking.DIFFERS.format(what=what, said=shown(said), found=shown(found))


def shown(value: object) -> str:
    """Write a value of either side short enough for a sentence."""
    if value is None or value == ():
        return checking.NOTHING
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        items = [shown(item) for item in value]
        return ", ".join(items if isinstance(value, list | tuple) else sorted(items))
    return str(value)
