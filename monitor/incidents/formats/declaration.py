"""What a declared format says: by which columns it is known, and how a row becomes a record.

A declaration is data. It fills the columns of one of the project's own templates from those of
the file, so that every rule about what a record may hold is written once, in the templates.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from monitor.incidents.formats.dates import Order
from monitor.incidents.templates import TEMPLATES

Name = Annotated[str, Field(min_length=1)]
"""A column of the file, as its header has it; letter case and outer blanks do not matter."""

Columns = tuple[Name, ...]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Style(StrEnum):
    """How a time is written in a column of the file."""

    DATE = "date"
    """A date in words or figures, with or without a time of day that says nothing."""
    MOMENT = "moment"
    """A date with a time of day that is meant."""
    SECONDS = "seconds"
    """Seconds since 1970, UTC."""
    MILLISECONDS = "milliseconds"
    """Thousandths of a second since 1970, UTC."""
    STAMP = "stamp"
    """Fourteen digits, from year to second, UTC."""


class Spread(_Said):
    """How many days either side of a stated date something may have happened, by a code."""

    of: Name
    days: dict[str, Annotated[int, Field(ge=0)]]


class Choice(_Said):
    """One way to fill a column of the template; exactly one of `of` and `text` is given.

    Attributes:
        of: Columns of the file; of several, those that are not blank are alternatives.
        text: The same text for every row.
        when: Values that other columns must have for this choice, by column; all must fit. Where
            they do, no later choice is asked, also where this one is blank.
        codes: What each value of the file is in the template; blank is unknown.
        otherwise: What becomes of a value that has no code.
        each: What parts the alternatives in one cell of the file.
        pick: Of several figures the smallest or the largest; they need not stand in order.
        style: How a time is written; None for what is no time.
        clock: The column of the time of day of a date; a row that leaves it blank, or unknown,
            means the whole day. Empty where there is none.
        spread: How far either side of a date it may have been, by a code; None for that day.
        day: Which end of the spread of a date this is; None where there is none.
        nobody: What a name begins with that says it is not known who: then all is unknown.
        area: Whether the columns name a place, the narrowest first, and its p-code is meant.
        certain: Whether a row is refused whose place is not the name of exactly one p-code.
        join: Put between several columns that make one text together; empty for alternatives.
        whole: A mark of all that the row says, for rows that have no id of their own; the same in
            whatever order the columns stand, and however dates and decimals are written.
        label: Put before the text, as "Type: "; only where something is said.
        marked: A mark of the columns together, blank ones too, for rows whose id they are.
        needed: Whether a row that leaves the columns blank is refused.
    """

    of: Columns = ()
    text: str = ""
    when: dict[Name, tuple[str, ...]] = Field(default_factory=dict)
    codes: dict[str, str] = Field(default_factory=dict)
    otherwise: Literal["keep", "blank", "refuse"] = "refuse"
    each: str = ""
    pick: Literal["smallest", "largest"] | None = None
    style: Style | None = None
    clock: str = ""
    spread: Spread | None = None
    day: Literal["first", "last"] | None = None
    nobody: Columns = ()
    area: bool = False
    certain: bool = False
    join: str = ""
    whole: bool = False
    label: str = ""
    marked: bool = False
    needed: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"of": [value]} if isinstance(value, str) else value

    @model_validator(mode="before")
    @classmethod
    def _one_column(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("of"), str):
            return value | {"of": [value["of"]]}
        return value

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(map(bool, (self.of, self.text, self.whole))) != 1:
            msg = "a choice has either columns of the file, a text of its own, or the whole row"
            raise ValueError(msg)
        if self.spread is not None and (self.style is not Style.DATE or self.day is None):
            msg = "a spread is of a date, and says which end of it is meant"
            raise ValueError(msg)
        if self.clock and (self.style is not Style.DATE or self.spread is not None):
            msg = "a time of day stands beside a date, and one without a spread"
            raise ValueError(msg)
        return self


class Filled(_Said):
    """How one column of the template is filled: by the first choice that fits, or by all.

    `together` puts all that fit into one text, in order.
    """

    choices: tuple[Choice, ...] = Field(min_length=1)
    together: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: object) -> object:
        if isinstance(value, dict) and set(value) == {"together"}:
            return {"choices": value["together"], "together": True}
        if isinstance(value, list):
            return {"choices": value}
        if isinstance(value, dict) and "choices" in value:
            return value
        return {"choices": [value]}


class Also(_Said):
    """Another record of the same row, where a row states several figures.

    Attributes:
        name: Put behind the id of the row's first record.
        columns: The columns of the template that are filled otherwise than in the first.
    """

    name: Annotated[str, Field(pattern=r"^[a-z]+$")]
    columns: dict[str, Filled]


class Known(_Said):
    """By what a file of this format is known.

    Attributes:
        columns: All of these stand in its header.
        one_of: Of each of these lists at least one does.
        without: None of these does.
        tags: All of these hashtags stand in its tag row; a tag with attributes has at least those.
        file: One of these stands in the name of the file; it decides only between formats of the
            same columns.
    """

    columns: Columns = ()
    one_of: tuple[Columns, ...] = ()
    without: Columns = ()
    tags: Columns = ()
    file: Columns = ()


class Declaration(_Said):
    """A format.

    Attributes:
        format: Its id, as it is typed.
        title: Its name, as people call it.
        says: What one row of it is.
        record: The kind of record that a row becomes.
        source: The id of the source of all rows, where the format belongs to one.
        time_zone: IANA name of the zone of its dates; empty where the person states it.
        dates: Whether day or month comes first in its dates of figures alone; None where the dates
            themselves settle it, or the person states it.
        unknown: Texts that say that something is not known, beside a blank cell.
        known: By what it is recognised.
        columns: How each column of the template is filled; those left out stay blank.
        also: Further records of each row. A row that leaves some of its figures blank brings no
            record of these.
        totals: Columns in which every row states the total of all rows of its window.
        sums: Columns in which every row states the sum of its own figures.
        folds: The column that differs between rows of one event, where each actor has a row.
        note: What a person should know before using it.
    """

    format: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
    title: Name
    says: Name
    record: Literal["report", "count"]
    source: str = ""
    time_zone: str = ""
    dates: Order | None = None
    unknown: tuple[str, ...] = ()
    known: Known
    columns: dict[str, Filled]
    also: tuple[Also, ...] = ()
    totals: Columns = ()
    sums: Columns = ()
    folds: Columns = ()
    note: str = ""

    @model_validator(mode="after")
    def _fits_its_template(self) -> Self:
        template = TEMPLATES[self.record]
        strange = [name for name in self.columns if name not in template.names()]
        if strange:
            msg = f"{template.file} has no column {', '.join(strange)}"
            raise ValueError(msg)
        given = {*self.columns, *(("source",) if self.source else ())}
        missing = [c.name for c in template.required() if c.name not in given | {"source"}]
        if missing:
            msg = f"nothing fills the required column {', '.join(missing)}"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _counts_apart(self) -> Self:
        if (self.also or self.totals or self.sums) and self.record != "count":
            msg = "only figures can be several in a row: a row that is an event is one report"
            raise ValueError(msg)
        names = TEMPLATES[self.record].names()
        for one in self.also:
            if strange := [name for name in one.columns if name not in names]:
                msg = f"{TEMPLATES[self.record].file} has no column {', '.join(strange)}"
                raise ValueError(msg)
            if "value" not in one.columns or "id" in one.columns:
                msg = f"{one.name}: another record has a figure of its own, and its name for an id"
                raise ValueError(msg)
        if len({one.name for one in self.also}) < len(self.also):
            msg = "two further records of a row have one name"
            raise ValueError(msg)
        return self

    @property
    def filled(self) -> tuple[Filled, ...]:
        """How every column of every record of a row is filled."""
        return (*self.columns.values(), *(f for one in self.also for f in one.columns.values()))

    @property
    def leaves_blank(self) -> bool:
        """Whether a value may have no meaning, and is then taken as unknown."""
        choices = (choice for filled in self.filled for choice in filled.choices)
        return any(choice.codes and choice.otherwise == "blank" for choice in choices)

    @property
    def used(self) -> dict[str, None]:
        """The columns of the file that are read, in the order of the declaration."""
        found: dict[str, None] = {}
        for filled in self.filled:
            for choice in filled.choices:
                spread = (choice.spread.of,) if choice.spread else ()
                clock = (choice.clock,) if choice.clock else ()
                for name in (*choice.of, *clock, *choice.when, *spread):
                    found[name] = None
        return found | dict.fromkeys((*self.folds, *self.totals, *self.sums))
