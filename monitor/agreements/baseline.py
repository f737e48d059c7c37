"""A limit taken from the record: no more, day for day, than a share of what was counted before."""

import re
from fractions import Fraction
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from monitor.agreements.dated import ends_after
from monitor.handwritten.terms import Local, Terms, Unfit, text_like
from monitor.handwritten.wording import quoted
from monitor.incidents.vocabulary import Grade

SHARE = r"[0-9]{1,6}(\.[0-9]{1,6})? ?%"


def _share(text: str) -> str:
    if not re.fullmatch(SHARE, text):
        raise Unfit(f"{quoted(text)} is no share", "write it as 100 % or 12.5 %")
    return text


class Baseline(Terms):
    """A share of the mean per day over a reference time, for as many days as are judged."""

    of_baseline: Annotated[str, AfterValidator(_share), text_like(SHARE)]
    """How much of it, as `80 %` or `12.5 %`."""
    from_: Local = Field(alias="from")
    """When the reference time begins, included."""
    until: Local
    """When it ends, excluded."""
    standard: Grade | None = None
    """What makes an incident of that time certain, where that differs. Never `refuted`."""

    @property
    def share(self) -> Fraction:
        """The share, exactly."""
        return Fraction(self.of_baseline.removesuffix("%").strip()) / 100

    @property
    def days(self) -> Fraction:
        """How many days the reference time has on the clock of the wall, exactly."""
        length = self.until - self.from_
        return Fraction(length.days) + Fraction(length.seconds, 24 * 60 * 60)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        ends_after(self.from_, self.until)
        if self.standard is Grade.REFUTED:
            raise Unfit("nothing refuted can be certain", "choose another grade", ("standard",))
        return self
