"""What a condition reads when it is decided again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from monitor.evaluation.check.dayreads import DayReads
from monitor.evaluation.check.owed import Debt
from monitor.evaluation.verdict import Cause, Member, Progress, Verdict

Scope = str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a condition reads; `days` go as far back as the grounds do."""

    verdict: Verdict
    cause: Cause
    days: tuple[DayReads, ...] = ()
    progress: Progress | None = None
    parties: tuple[tuple[str, int], ...] = ()
    decided: tuple[tuple[str, Cause], ...] = ()
    members: tuple[Member, ...] = ()
    deadline: datetime | None = None
    earliest: datetime | None = None
    provisional_until: datetime | None = None
    rests_on: frozenset[str] | None = None
    debts: tuple[Debt, ...] = ()


Leaf = Callable[[str, Scope], Decision | None]
"""Says what a condition that is no gate reads; None where nothing is said of it."""
