"""What a case expects: of a condition, a phase, or what is told."""

from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.agreements.alerting import WORDS
from monitor.handwritten.terms import Id, Local, Said, Terms, Unfit, Whole, one_or_many
from monitor.handwritten.wording import listed, quoted

PhaseState = Literal[
    "not_due",
    "may_be_due",
    "due",
    "open",
    "renewed",
    "continues_unrenewed",
    "lapsed",
    "closed",
    "undetermined",
]
"""Where a phase can stand for a holder."""

Word = Literal["kept", "breached", "undetermined", "not_yet", "not_in_force"]
"""A verdict."""

NOTHING = "none"
"""What a case expects where nothing is told."""

_NEVER_TOLD = {"silent", "gap"}
"""What happens beside the record of a case: how sources report."""

ALERT_WORDS = tuple(
    word
    for word in dict.fromkeys((*WORDS, *get_args(Word), *get_args(PhaseState)))
    if word not in _NEVER_TOLD
)
"""With what an alert ends: how a condition or phase turned, or what was told beside them."""

MOST_WORDS = 3
"""Of an alert: what it is about, its scope, and how it turned."""


def _pair(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != len(("least", "most")):
        raise Unfit("progress is two numbers", "write it as [at least, at most], as [3, 5]")
    return value


def _asked_for(alert: str) -> str:
    """Check how an alert is asked for: what it is about, its scope if any, how it turned."""
    words = alert.split()
    if words == [NOTHING]:
        return alert
    if not MOST_WORDS >= len(words) > 1 or words[-1] not in ALERT_WORDS:
        hint = f"write what it is on, its scope if any, and one of {listed(ALERT_WORDS)}"
        raise Unfit(f"{quoted(alert)} is no alert", hint)
    return alert


class Restated(Terms):
    """A verdict that reads otherwise as known later."""

    first_known: Local
    """When it was said first: what was known then."""
    from_: Word = Field(alias="from")
    """What it was said to be."""
    to: Word
    """What it is said to be as known later: at the time the expectation or its case names."""

    @model_validator(mode="after")
    def _turns(self) -> Self:
        if self.from_ == self.to:
            raise Unfit("this restates nothing", "give two different verdicts", ("to",))
        return self


class Expectation(Terms):
    """What must come out: of a condition, a phase or an alert."""

    at: Local
    """The local time that is asked about."""
    condition: Id | None = None
    """The condition; this, a phase or an alert."""
    phase: Id | None = None
    """The phase; this, a condition or an alert."""
    holder: Id | None = None
    """For which party the phase is asked about; without it, for all named together."""
    state: PhaseState | None = None
    """Where the phase stands."""
    verdict: Word | None = None
    """Its verdict."""
    progress: Annotated[tuple[Whole, Whole], BeforeValidator(_pair)] | None = None
    """How far a streak has come, at least and at most, as [3, 5]."""
    scope: Id | None = None
    """Which of its areas or parties."""
    reading: Id | None = None
    """Under which rival reading; without it, the open one."""
    account: Said | None = None
    """On which source's own account; without it, on the whole record."""
    known: Local | None = None
    """As known when; without it, as the case says."""
    evidence: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)] | None = None
    """Exactly the reports that decide it, each as source/id."""
    restated: Restated | None = None
    """What it was said to be at first, and what it is said to be as known later."""
    alert: Annotated[str, AfterValidator(_asked_for)] | None = None
    """What is told in the minute up to then, as `truce_holds met`; `none` where nothing is."""

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if sum(one is not None for one in (self.condition, self.phase, self.alert)) != 1:
            raise Unfit("an expectation is of one thing", "give one of condition, phase and alert")
        judged = (self.verdict, self.progress, self.evidence, self.restated)
        of_condition = (*judged, self.scope, self.account)
        if self.alert is not None and any(one is not None for one in (*of_condition, self.state)):
            wrong = "an alert says itself what is told"
            raise Unfit(wrong, "expect it alone: scope and verdict are words of it", ("alert",))
        if self.phase is not None and any(given is not None for given in of_condition):
            wrong = "a phase has a state, and no verdict, progress, evidence, scope or account"
            raise Unfit(wrong, "expect its state")
        if self.condition is not None and (self.state or self.holder):
            raise Unfit("a condition has no state and no holder", "expect a verdict")
        return self

    @model_validator(mode="after")
    def _asserts(self) -> Self:
        given = (self.verdict, self.progress, self.evidence, self.state, self.restated, self.alert)
        if all(one is None for one in given):
            raise Unfit("this expects nothing", "give a verdict, progress, evidence or state")
        if self.progress is not None and self.progress[0] > self.progress[1]:
            wrong = "the least progress is above the most"
            raise Unfit(wrong, "write it as [at least, at most]", ("progress",))
        return self
