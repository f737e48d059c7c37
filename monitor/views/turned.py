"""What the pages read of a change in what is said, and of the acts behind it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from monitor.evaluation.taking_back import Back
from monitor.evaluation.verdict import Progress


class Holding(Protocol):
    """What was said of something, or holds of it; see `alerts.transition.Holds`."""

    @property
    def word(self) -> str:
        """A verdict, or the state of a phase or agreement."""
        ...

    @property
    def cause(self) -> str | None:
        """The cause of a verdict."""
        ...

    @property
    def progress(self) -> Progress | None:
        """How far a count has come."""
        ...

    @property
    def decided(self) -> Sequence[tuple[str, str]]:
        """How the decision of each party stands."""
        ...

    @property
    def since(self) -> tuple[datetime, datetime] | None:
        """Since when, earliest and latest, UTC."""
        ...

    @property
    def until(self) -> datetime | None:
        """When it runs out, UTC."""
        ...

    @property
    def by(self) -> Sequence[str]:
        """Who is named in what is told beside the verdicts."""
        ...

    @property
    def killed(self) -> tuple[int, int | None] | None:
        """How many an incident killed, at least and at most."""
        ...

    @property
    def counted(self) -> bool:
        """Whether a condition counts an incident for certain."""
        ...

    @property
    def kinds(self) -> Sequence[str]:
        """What was done in an incident."""
        ...

    @property
    def place(self) -> str:
        """Where an incident was."""
        ...

    @property
    def about(self) -> str:
        """What a statement is about."""
        ...

    @property
    def back(self) -> Back | None:
        """What takes a decision back."""
        ...

    @property
    def lengths(self) -> Sequence[str]:
        """The lengths that a silence has reached."""
        ...

    @property
    def areas(self) -> Sequence[str]:
        """The areas of a gap, by p-code; empty for all."""
        ...

    @property
    def usual(self) -> int:
        """How many reports would have been usual in a gap."""
        ...

    @property
    def near(self) -> datetime | None:
        """When what has come near comes, UTC; None where that is not what is told."""
        ...

    @property
    def run(self) -> Sequence[str]:
        """The counts of a gate that is not met whose days have run; none for anything else."""
        ...


class About(Protocol):
    """What a change is about; see `alerts.transition.Subject`."""

    @property
    def condition(self) -> str | None:
        """A condition."""
        ...

    @property
    def scope(self) -> str | None:
        """Its area or party."""
        ...

    @property
    def day(self) -> date | None:
        """The first of finished days of it."""
        ...

    @property
    def last_day(self) -> date | None:
        """The last of them."""
        ...

    @property
    def phase(self) -> str | None:
        """A phase."""
        ...

    @property
    def holder(self) -> str | None:
        """For whom it stands there."""
        ...

    @property
    def noted(self) -> str | None:
        """What is told beside the verdicts: an incident, a statement, a decision."""
        ...

    @property
    def key(self) -> str | None:
        """Its id or key."""
        ...

    @property
    def reading(self) -> str | None:
        """The rival reading under which it is judged; None is the open one."""
        ...


class Turned(Protocol):
    """How what holds differs from what was said; see `alerts.transition.Transition`."""

    @property
    def agreement(self) -> str:
        """Of which agreement."""
        ...

    @property
    def subject(self) -> About:
        """Of what."""
        ...

    @property
    def at(self) -> datetime:
        """Of which instant it is told, UTC."""
        ...

    @property
    def known(self) -> datetime:
        """By what was known when, UTC."""
        ...

    @property
    def kind(self) -> str:
        """A change, or a correction."""
        ...

    @property
    def before(self) -> Holding | None:
        """What was said; None where nothing was."""
        ...

    @property
    def after(self) -> Holding | None:
        """What holds; None where nothing is said any more."""
        ...

    @property
    def ours(self) -> bool:
        """Whether the rules or the program changed, and not the record."""
        ...

    @property
    def because(self) -> Sequence[int]:
        """The acts recorded between, by number."""
        ...


class Behind(Protocol):
    """An act of the journal."""

    @property
    def seq(self) -> int:
        """Its number."""
        ...

    @property
    def actor(self) -> str:
        """Who acted."""
        ...

    @property
    def act(self) -> str:
        """What was done."""
        ...

    @property
    def body(self) -> Mapping[str, Any]:
        """What it says of itself."""
        ...
