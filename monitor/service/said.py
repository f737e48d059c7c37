"""An entry of the journal about what was said: when, by which rules, and what was to be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pydantic import TypeAdapter

from monitor.alerts.compare import Key
from monitor.alerts.transition import Transition, as_plain, from_plain
from monitor.evaluation.said import Judged
from monitor.service.alerting import Decision
from monitor.store.act import Act, Body

SAID = "said"
"""The word of the act, and under which it keeps all that was said."""

DATES = "dates"
"""Under which the act keeps what is said of dates."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of an agreement at one time.

    Attributes:
        agreement: Of which.
        at: Of which instant, UTC: `known`, or the end of an agreement that had ended.
        known: What had been recorded by then counts, UTC.
        seen: The number of the newest act that was on record when it was said.
        rules: The digest of the rule file that counted.
        engine: The version of the program.
        trigger: Why it was said then: what happened at a turning point, "act", or "periodic".
        transitions: What was to be told; nothing the first time.
        told: What stands of those conditions that it was too early for.
        told_under: The same under each other reading of which something was said.
        because: The acts recorded since what was said before, by number.
        act: The number of the entry; 0 before it has one.
        decision: What people are told of it; only of what is being said, not of what was read.
        content: The hash of the kept file that holds all that was said; empty before it is kept.
        dates: The hash of that which holds its dates; empty before, and where none were kept.
    """

    agreement: str
    at: datetime
    known: datetime
    seen: int
    rules: str
    engine: str
    trigger: tuple[str, ...]
    transitions: tuple[Transition, ...] = ()
    told: tuple[tuple[Key, Judged | None], ...] = ()
    because: tuple[int, ...] = ()
    act: int = 0
    content: str = ""
    decision: Decision = field(default_factory=Decision, compare=False)
    dates: str = ""
    told_under: tuple[tuple[str, tuple[tuple[Key, Judged | None], ...]], ...] = ()

    @property
    def body(self) -> Body:
        """The entry as JSON, without what the store adds."""
        return {
            "agreement": self.agreement,
            "at": _written(self.at),
            "known": _written(self.known),
            "seen": self.seen,
            "rules": self.rules,
            "engine": self.engine,
            "trigger": list(self.trigger),
            "transitions": as_plain(self.transitions),
            "told": _TOLD.dump_python(self.told, mode="json"),
            "because": list(self.because),
            **self._under,
            **self.decision.body,
        }

    @classmethod
    def of(cls, act: Act) -> "Said":
        """Read an entry."""
        body = act.body
        said = cls(
            body["agreement"],
            datetime.fromisoformat(body["at"]),
            datetime.fromisoformat(body["known"]),
            body["seen"],
            body["rules"],
            body["engine"],
            tuple(body["trigger"]),
            from_plain(body["transitions"]),
            _TOLD.validate_python(body["told"]),
            tuple(body["because"]),
            told_under=tuple(
                (reading, _TOLD.validate_python(told))
                for reading, told in body.get("told_under", {}).items()
            ),
        )
        return said.kept(act)

    def kept(self, act: Act) -> "Said":
        """Return it with the number of its entry, and where its content and dates are kept."""
        kept = act.body["kept"]
        return replace(self, act=act.seq, content=kept[SAID], dates=kept.get(DATES, ""))

    def stood(self) -> Mapping[Key, Judged | None]:
        """Return what stands of those conditions that it was too early for."""
        return dict(self.told)

    def stood_under(self) -> Mapping[str, Mapping[Key, Judged | None]]:
        """Return the same under each other reading."""
        return {reading: dict(told) for reading, told in self.told_under}

    @property
    def _under(self) -> Body:
        told = {name: _TOLD.dump_python(one, mode="json") for name, one in self.told_under if one}
        return {"told_under": told} if told else {}


_Told = tuple[tuple[Key, Judged | None], ...]
_TOLD: TypeAdapter[_Told] = TypeAdapter(_Told)


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
