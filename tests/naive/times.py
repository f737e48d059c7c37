"""Times of a random record: a few marks of the pair, and what lies a length of the terms from one.

So what happens meets deadlines, the bounds of days and the instant judged more often than by
chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from monitor.agreements.model import Duration
from monitor.incidents.span import TICK
from tests.naive.acts import after
from tests.naive.generate import HOUR, Draft

VAGUE = 4
"""How many times of a pair may be spans: the worlds are the product of their places."""


@dataclass
class Times:
    """When things happen in a record that is being drawn."""

    draft: Draft
    marks: list[datetime] = field(default_factory=list)
    """The instants around which everything happens."""
    ends: list[datetime] = field(default_factory=list)
    """Other instants at which something may happen: a length of the terms from what has."""
    vague: int = 0
    """How many spans were drawn."""

    @property
    def rng(self) -> Random:
        """The draw of the pair."""
        return self.draft.rng

    def set_marks(self, days: range, hours: Sequence[int], lengths: Sequence[str]) -> None:
        """Draw the marks: on some of these days at some of these hours, and a length later."""
        rng, draft = self.rng, self.draft
        self.marks = [
            draft.day(rng.choice(days)) + rng.choice(hours) * HOUR for _ in range(rng.randint(2, 3))
        ]
        for text in lengths[:2]:
            begun = rng.choice([draft.day(0), *self.marks])
            self.marks.append(self.later(begun, text))

    def later(self, begun: datetime, text: str) -> datetime:
        """Return the end of a term of this length."""
        return after(begun, Duration.model_validate(text), self.draft.where.zone)

    def beside(self) -> timedelta:
        """Draw how far beside: mostly not at all, or by a tick, or by some hours."""
        return self.rng.choice([*[timedelta(0)] * 12, TICK, -TICK, 5 * HOUR, -7 * HOUR])

    def span_at(
        self, at: datetime, *, exactly: float, in_ticks: float
    ) -> tuple[datetime, datetime]:
        """Draw what is told of an instant: itself, an hour or more around it, or its local day.

        Args:
            at: The instant.
            exactly: How often it is told exactly.
            in_ticks: Below which draw a span is one of ticks; below 0.25 it is a whole day.

        Returns:
            A half-open span, or a point.
        """
        if self.vague >= VAGUE or self.rng.random() < exactly:
            return at, at
        self.vague += 1
        chance = self.rng.random()
        if chance < 0.25:
            day = at.astimezone(ZoneInfo(self.draft.where.zone)).date()
            midnight = self.draft.moment(day, time(0))
            return midnight, self.draft.moment(day + timedelta(days=1), time(0))
        if chance < in_ticks:
            return at, at + self.rng.choice([TICK, 2 * TICK])
        return at - self.rng.choice([0, 0, 1, 2]) * HOUR, at + self.rng.choice([1, 2, 30]) * HOUR
