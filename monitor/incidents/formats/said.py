"""What a person says of a table: what each column is, and what holds for every row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.vocabulary import Measure

Filling = dict[str, Any]
"""How columns of the template are filled, as a declaration has it."""

Row = Literal["report", "count"]
"""What a row of a table is: one event, or a count."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a table of events or counts.

    Attributes:
        name: The id of the mapping, as it is typed.
        title: What people call it.
        columns: Every column of the header by name, with what it is.
        kinds: What values of the column of kinds mean; those left out stay unknown.
        kind: The kind of every row, where no column says it; empty is unknown.
        source: The id of the source of every row, where no column says it; empty where it is
            stated with each file.
        time_zone: IANA name of the zone of its dates; empty where it is stated with each file.
        precision: How exact every date is, as `day` or `week`; empty for the day that is written.
        precisions: The same by the values of the column that says it.
        dates: `day_first` or `month_first`, for dates of figures alone; empty for neither.
        unknown: Texts that say that something is not known.
        record: What a row is: `report` of an event, or `count`.
        measure: Of a table of counts what every figure counts, where no column says it.
        measures: The same by the values of the column that says it; others are refused.
    """

    name: str
    title: str
    columns: Mapping[str, Meaning]
    kinds: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    source: str = ""
    time_zone: str = ""
    precision: str = ""
    precisions: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    unknown: Sequence[str] = ()
    record: Row = "report"
    measure: str = Measure.INCIDENTS.value
    measures: Mapping[str, str] = field(default_factory=dict)

    def of(self, *meanings: Meaning) -> list[str]:
        """Return the columns that are one of these, in their order."""
        return [name for name, meaning in self.columns.items() if meaning in meanings]
