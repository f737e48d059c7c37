"""What is counted, and how: limits on incidents of a class, days in a row."""

from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import CoreSchema
from pydantic_core.core_schema import (
    any_schema,
    no_info_wrap_validator_function,
    plain_serializer_function_ser_schema,
)

from monitor.agreements.acts import Deciding
from monitor.agreements.baseline import Baseline
from monitor.agreements.dated import ALONE, ONE_DAY, REPORT, Alone, Dated, Length, Unit, in_order
from monitor.agreements.naming_acts import NamingActs
from monitor.handwritten.terms import Id, Ids, Said, Terms, Unfit, Whole
from monitor.incidents.vocabulary import Measure


class DatedNumber(Dated):
    """A limit's number over a time."""

    is_: Annotated[Whole, Field(alias="is")]
    """The number."""


def _one_number(value: object) -> object:
    return ({"is": value},) if isinstance(value, str | int) else value


Numbers = Annotated[tuple[DatedNumber, ...], BeforeValidator(_one_number), AfterValidator(in_order)]


def _numbers_or_baseline(_: object, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Read a mapping as a baseline, all else as numbers: flaws name the file's own keys."""

    def read(value: object, numbers: ValidatorFunctionWrapHandler) -> object:
        if isinstance(value, Baseline):
            return value
        taken = isinstance(value, dict) and "is" not in value
        return Baseline.model_validate(value) if taken else numbers(value)

    written = plain_serializer_function_ser_schema(lambda value: value, return_schema=any_schema())
    numbers = handler.generate_schema(Numbers)
    return no_info_wrap_validator_function(read, numbers, serialization=written)


def _alone(value: object, length: ValidatorFunctionWrapHandler) -> object:
    """Read `report`, which is no length of time: each incident of a day stands for itself."""
    return ALONE if value == REPORT or isinstance(value, Alone) else length(value)


AtMost = Annotated[tuple[DatedNumber, ...] | Baseline, GetPydanticSchema(_numbers_or_baseline)]


class Limit(Terms):
    """At most, or at least, so many in every window of `each`, ending with the day judged."""

    of: Id
    """The class that is counted."""
    at_most: AtMost | None = None
    """The largest number that keeps the limit: one, a list of dated ones, or of a baseline."""
    at_least: Numbers | None = None
    """The smallest number that keeps it; one number, or a list of dated ones."""
    each: Annotated[Length, WrapValidator(_alone)] = ONE_DAY
    """The window: day, so many days, hours up to any time of the day, or `report`: one incident."""
    measure: Measure = Measure.INCIDENTS
    """What is counted: incidents, people killed or injured in them, or what was counted in them."""
    from_counts: Said | None = None
    """A source whose own counts alone are used, and no incidents."""
    in_: Id | None = Field(default=None, alias="in")
    """Only what happened in this area counts."""

    @property
    def baseline(self) -> Baseline | None:
        """What the limit is taken from, where the file gives no number."""
        return self.at_most if isinstance(self.at_most, Baseline) else None

    @property
    def numbers(self) -> tuple[DatedNumber, ...]:
        """The numbers of the file, of whichever bound; none where there is a baseline."""
        bound = self.at_least if self.at_most is None else self.at_most
        return () if bound is None or isinstance(bound, Baseline) else bound

    @property
    def alone(self) -> bool:
        """Whether it looks at each incident by itself."""
        return isinstance(self.each, Alone)

    def _sound_alone(self) -> None:
        if self.measure is Measure.INCIDENTS:
            wrong = "of incidents each is one: nothing of it is counted"
            raise Unfit(wrong, "give a measure: killed, injured or count", ("each",))
        if self.from_counts is not None or self.at_most is None or self.baseline is not None:
            wrong = "each incident by itself has at most a number, and no counts of a source"
            raise Unfit(wrong, "write 'at_most' with a number, and no from_counts", ("each",))

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.at_most is None) == (self.at_least is None):
            raise Unfit("a limit has one bound", "give either at_most or at_least")
        if self.each.unit is Unit.HOURS and self.at_most is None:
            wrong = "only a limit of at most so many has a window in hours"
            raise Unfit(wrong, "write 'each: day' or 'each: 3 days'", ("each",))
        if self.each.unit is Unit.HOURS and self.from_counts is not None:
            wrong = "counts of a source are of whole days, and this window is in hours"
            raise Unfit(wrong, "write 'each: day' or 'each: 3 days'", ("each",))
        if self.alone:
            self._sound_alone()
        if self.each.unit is Unit.HOURS and self.baseline is not None:
            wrong = "a baseline is a mean per day, and this window is in hours"
            raise Unfit(wrong, "write 'each: day' or 'each: 3 days'", ("each",))
        return self


class Streak(NamingActs):
    """`for` so many consecutive days (or hours) of a daily limit, or of days that are certified."""

    of: Id
    """The condition that must be kept: a limit of each day."""
    for_: Length = Field(alias="for")
    """How long: monitoring days, or elapsed hours."""
    resets: Literal["on_breach", "by_decision"] = "on_breach"
    """What makes the count restart: a confirmed breach, or only a recorded decision."""
    reset_by: Deciding | None = None
    """With `resets: by_decision`: the decision that restarts it, of all the parties named."""
    certified_by: Ids = ()
    """Count the days that all these parties have attested as adherence instead."""

    @model_validator(mode="after")
    def _days_are_counted(self) -> Self:
        by_decision = self.resets == "by_decision"
        if (self.certified_by or by_decision) and self.for_.unit is Unit.HOURS:
            what = "certified" if self.certified_by else "restarted by decision"
            raise Unfit(f"only days are {what}", "write 'for: 7 days'", ("for",))
        if self.certified_by and by_decision:
            wrong = "days that are certified are not restarted by decision"
            raise Unfit(wrong, "give either certified_by or resets: by_decision", ("resets",))
        if by_decision and (self.reset_by is None or not self.reset_by.by):
            wrong = "a count that is restarted by decision does not say whose decision"
            raise Unfit(wrong, "add 'reset_by: {decided: …, by: […]}'", ("resets",))
        if self.reset_by is not None and not by_decision:
            wrong = "reset_by stands without resets: by_decision"
            raise Unfit(wrong, "add 'resets: by_decision', or remove it", ("reset_by",))
        return self
