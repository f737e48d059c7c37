"""Who is told of what: the entries of the `alerts:` section of a rule file."""

import re
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema, model_validator

from monitor.agreements.dated import DURATION, Duration
from monitor.handwritten.terms import Id, Ids, Terms, Unfit, one_or_many, several
from monitor.handwritten.wording import choose, quoted
from monitor.incidents.vocabulary import Says

APPROACHING, SILENT, CORRECTED, UNDETERMINED = "approaching", "silent", "corrected", "undetermined"
TAKEN_BACK, NOT_MET = "taken_back", "not_met"
REPORTING, GAP = "reporting", "gap"
AGREEMENT = "agreement"
"""How an alert is on whether the agreement itself is in force."""

MEASURED = {APPROACHING: "approaching", SILENT: "silent for"}
"""The words that take a length of time, as they are written before it."""

OF_RECORD: dict[str, tuple[str, ...]] = {
    REPORTING: (SILENT, GAP),
    "serious_incidents": ("told",),
    "statements": tuple(Says),
    "decisions": ("taken", TAKEN_BACK),
    AGREEMENT: ("in_force", "out_of_force"),
}
"""What an alert can be on beside conditions and phases, with what can happen to it."""

OF_CONDITIONS = (
    *(APPROACHING, "met", NOT_MET, "count_restarts", "breached", UNDETERMINED),
    *("overdue", "answered_late"),
)
OF_PHASES = (
    *(APPROACHING, "due", "opened", "renewed", "unrenewed", "lapsed", "closed", UNDETERMINED),
)

WORDS = tuple(
    dict.fromkeys(
        word
        for words in (OF_CONDITIONS, OF_PHASES, *OF_RECORD.values(), (CORRECTED,))
        for word in words
    )
)
"""Everything that can happen to something, each word once."""


class Event(NamedTuple):
    """What happens, and the length that its word takes; None for a word without one."""

    word: str
    length: Duration | None


def spelled(words: tuple[str, ...]) -> list[str]:
    """Return words as a file may write them: those with a length with an example of one."""
    lengths = {APPROACHING: "2 days", SILENT: "24 hours"}
    return [f"{MEASURED[word]} {lengths[word]}" if word in MEASURED else word for word in words]


def event(text: str) -> Event:
    """Read what happens.

    Raises:
        Unfit: It is nothing that can happen to anything, or its length is none.
    """
    for word, before in MEASURED.items():
        if text == word or text.startswith(f"{word} "):
            return Event(word, _length(text, before))
    if text not in WORDS:
        raise Unfit(f"{quoted(text)} does not happen", choose(text, spelled(WORDS)))
    return Event(text, None)


def _length(text: str, before: str) -> Duration:
    example = f"write it as '{before} 2 days' or '{before} 24 hours'"
    if text in {before, before.partition(" ")[0]}:
        raise Unfit(f"{quoted(before)} does not say how long", example)
    length = text.removeprefix(f"{before} ")
    if not re.fullmatch(DURATION, length) or re.match("0+ ", length):
        raise Unfit(f"{quoted(length)} is no length of time", example)
    return Duration.model_validate(length)


def _happens(text: str) -> str:
    event(text)
    return text


_PLAIN = "|".join(word for word in WORDS if word not in MEASURED)
_PATTERN = f"^({_PLAIN}|({'|'.join(MEASURED.values())}) {DURATION})$"

Whens = Annotated[
    tuple[Annotated[str, AfterValidator(_happens)], ...],
    BeforeValidator(one_or_many),
    WithJsonSchema(several({"type": "string", "pattern": _PATTERN})),
]


class Alerting(Terms):
    """Which desks are told when something happens to a condition, a phase or the record."""

    on: Id
    """A condition or phase; or reporting, serious_incidents, statements, decisions, agreement."""
    when: Whens
    """What happens to it, one or several: approaching so long before, met, corrected and so on."""
    to: Ids
    """The desks that are told, by the ids that the settings of the place give them."""
    interrupts: Literal["yes", "no"] = "no"
    """Whether it is told at once; without it, with the digest."""
    scope: Id | None = None
    """Only for this area or party; without it, for each of them, and of a phase for all named."""
    reading: Id | None = None
    """Under this rival reading; without it, under the open one."""

    @property
    def at_once(self) -> bool:
        """Whether it is told at once and not with the digest."""
        return self.interrupts == "yes"

    @property
    def events(self) -> tuple[Event, ...]:
        """What happens, in the order of the file."""
        return tuple(event(text) for text in self.when)

    @property
    def approaching(self) -> Duration | None:
        """How long before something is near; None where that is not asked for."""
        return next((length for word, length in self.events if word == APPROACHING), None)

    def meets(self, other: "Alerting") -> bool:
        """Whether both are on the same thing, in some scope that both have."""
        scopes = {self.scope, other.scope}
        same = (self.on, self.reading) == (other.on, other.reading)
        return same and (None in scopes or len(scopes) == 1)

    @model_validator(mode="after")
    def _somebody_of_something(self) -> Self:
        if not self.when:
            raise Unfit("this alert is of nothing", "say what must happen: 'when: met'", ("when",))
        if not self.to:
            raise Unfit("this alert tells nobody", "name a desk: 'to: [desk]'", ("to",))
        words = [word for word, _ in self.events]
        for key, said in (("when", words), ("to", list(self.to))):
            for position, one in enumerate(said):
                if one in said[:position]:
                    wrong = f"{quoted(one)} is said twice"
                    raise Unfit(wrong, "leave one of them out", (key, position))
        if self.at_once and UNDETERMINED in words:
            wrong = "what cannot be established interrupts nobody"
            hint = f"give {UNDETERMINED} an entry of its own, without 'interrupts: yes'"
            raise Unfit(wrong, hint, ("when", words.index(UNDETERMINED)))
        return self
