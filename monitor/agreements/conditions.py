"""A clause made testable: exactly one kind of question, put to the record."""

from typing import Literal, Self

from pydantic import Field, model_validator

from monitor.agreements.acts import Attested, By, Decided
from monitor.agreements.answering import Duty, Notice, OnlyIf, Response
from monitor.agreements.counting import Limit, Streak
from monitor.agreements.dated import Dated, ends_after
from monitor.agreements.gates import GATES, Gate
from monitor.agreements.patterns import Pattern
from monitor.agreements.sequence import Order, Since
from monitor.handwritten.terms import ClauseId, Id, Ids, Local, Truth, Unfit

DAILY = ("limit", "response", "notice", "only_if")
"""The kinds of condition that have a verdict on every day, so that days of it can be counted."""

_ACTS = ("attested", "decided", "by", "order")

KINDS_OF_CONDITION = (*DAILY, "pattern", "streak", "since", *_ACTS, *GATES)
"""The keys of which a condition has exactly one."""


class Condition(Gate):
    """A clause made testable: a limit, a streak, a duty, a decision, or a gate of others."""

    clause: ClauseId
    """The clause it tests."""
    title: str = ""
    """The name people read; without it, the id."""
    limit: Limit | None = None
    """Not more, or not fewer, than a number in every window."""
    response: Response | None = None
    """Whatever asks for an answer has one in time."""
    notice: Notice | None = None
    """Whatever needs notice was announced in time."""
    only_if: OnlyIf | None = None
    """Whatever needs it happened only while something held."""
    pattern: Pattern | None = None
    """So many incidents within some days: what is proposed then is for people to decide."""
    streak: Streak | None = None
    """A daily condition kept on consecutive days."""
    since: Since | None = None
    """A daily condition kept on every day since something happened."""
    order: Order | None = None
    """One thing comes no earlier than another, or together with it."""
    attested: Attested | None = None
    """A duty that somebody attests."""
    decided: Decided | None = None
    """A decision that parties take."""
    by: By | None = None
    """A duty with a term."""
    per: Literal["area", "party"] | None = None
    """Judge it once for every area, or for every party; without it, once for the whole."""
    proposes: Id | None = None
    """What a pattern proposes, where there is one."""
    once: Id | None = None
    """It applies from the first day after that on which this other one was first kept."""
    from_: Local | None = Field(default=None, alias="from")
    """From when this text is in force, included; a day belongs to the text on which it begins."""
    until: Local | None = None
    """Until when it is, excluded; without it, for good."""
    bound: Ids = ()
    """The parties whose duty it is."""
    best_efforts: Truth = False
    """True where the text asks for best efforts: falling short is a question, and no breach."""
    assumption: str = ""
    """What no text gives and we chose; shown wherever the condition is."""

    @property
    def daily(self) -> bool:
        """Whether it is kept or broken on every day, so that its days can be counted."""
        return self.limit is not None or self.duty is not None

    @property
    def by_day(self) -> bool:
        """Whether something is said of it on every day: daily, or a pattern."""
        return self.daily or self.pattern is not None

    @property
    def duty(self) -> Duty | None:
        """What one happening makes owed, where the condition asks for that."""
        return self.response or self.notice or self.only_if

    @property
    def counts(self) -> str | None:
        """The condition whose days it counts; None where it counts none."""
        counting = self.streak or self.since
        return counting.of if counting else None

    @property
    def judged_per(self) -> Literal["area", "party"] | None:
        """By what it is judged, area or party, wherever in it that is written."""
        return self.pattern.per if self.pattern is not None else self.per

    @property
    def term(self) -> Dated:
        """When its text is in force."""
        return Dated(from_=self.from_, until=self.until)

    @property
    def at_times(self) -> bool:
        """Whether it applies at some times only."""
        return self.once is not None or self.from_ is not None or self.until is not None

    @model_validator(mode="after")
    def _applies(self) -> Self:
        ends_after(self.from_, self.until)
        if self.gate is not None and self.at_times:
            key = "once" if self.once is not None else "from" if self.from_ else "until"
            wrong = "a gate is of one moment, and applies whenever what it asks for does"
            raise Unfit(wrong, f"give {key} to what the gate asks for", (key,))
        if self.best_efforts and not self.bound:
            wrong = "best efforts are somebody's, and this binds nobody"
            raise Unfit(wrong, "add 'bound: […]'", ("best_efforts",))
        return self

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        acts = (self.since, self.attested, self.decided, self.by, self.order)
        duties = (self.response, self.notice, self.only_if)
        parts = (self.limit, *duties, self.pattern, self.streak, *acts)
        gates = (self.all_of, self.any_of, self.not_, self.at_least)
        given = [kind for kind in (*parts, *gates) if kind is not None]
        if len(given) != 1:
            wrong = "a condition is of no kind" if not given else "a condition is of one kind only"
            raise Unfit(wrong, f"give exactly one of {', '.join(KINDS_OF_CONDITION)}")
        if self.per is not None and (self.attested or self.decided or self.by or self.order):
            wrong = "an act is judged for the whole, not for each area or party"
            raise Unfit(wrong, "remove per", ("per",))
        if self.per is not None and self.pattern:
            wrong = "a pattern says itself for each of what it is counted"
            raise Unfit(wrong, "write per within the pattern", ("per",))
        if self.proposes is not None and self.pattern is None:
            wrong = "only a pattern proposes something"
            raise Unfit(wrong, "remove proposes, or give a pattern", ("proposes",))
        return self
