"""A declaration drawn up from what a person says of the columns of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from monitor.incidents.formats.meaning import Meaning

Filling = dict[str, Any]
"""How columns of the template are filled, as a declaration has it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a table of events.

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

    def of(self, *meanings: Meaning) -> list[str]:
        """Return the columns that are one of these, in their order."""
        return [name for name, meaning in self.columns.items() if meaning in meanings]


def drawn_up(said: Said) -> str:
    """Return the YAML of the declaration; whether it can be used is found on saving it."""
    known = [name for name in said.columns if name]
    whole = {
        "format": said.name,
        "title": said.title,
        "says": "One row is one event, as whoever saved this mapping says.",
        "record": "report",
        "source": "" if said.of(Meaning.SOURCE) else said.source,
        "time_zone": said.time_zone,
        "dates": said.dates,
        "unknown": list(said.unknown),
        "known": {"columns": known},
        "columns": {**_what(said), **_where(said), **_figures(said), **_told(said)},
    }
    filled = {name: value for name, value in whole.items() if value not in ("", [])}
    return yaml.dump(filled, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100)


class _Plain(yaml.SafeDumper):
    """Writes a part that stands twice out twice."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def _what(said: Said) -> Filling:
    ids = said.of(Meaning.ID)
    found: Filling = {"id": {"whole": True}}
    if ids:
        found["id"] = {"of": ids} if len(ids) == 1 else {"of": ids, "marked": True}
    found |= _when(said)
    # A value that nothing was said of is unknown: its words stand in the note.
    codes = {value: kind for value, kind in said.kinds.items() if kind}
    if (names := said.of(Meaning.KIND)) and codes:
        found["kind"] = {"of": names, "codes": codes, "otherwise": "blank"}
    elif said.kind and not names:
        found["kind"] = {"text": said.kind}
    for column, meaning in (("by", Meaning.BY), ("against", Meaning.AGAINST)):
        if names := said.of(meaning):
            found[column] = {"of": names}
    return found


def _when(said: Said) -> Filling:
    found: Filling = {}
    for column, day, time in (
        ("happened_from", Meaning.DATE, Meaning.TIME),
        ("happened_to", Meaning.DATE_TO, Meaning.TIME_TO),
    ):
        if names := said.of(day):
            found[column] = {"of": names, "style": "date"}
            if clocks := said.of(time):
                found[column]["clock"] = clocks[0]
    if names := said.of(Meaning.PRECISION):
        codes = {value: word for value, word in said.precisions.items() if word}
        found["precision"] = {"of": names, "codes": codes, "otherwise": "refuse"}
    elif said.precision:
        found["precision"] = {"text": said.precision}
    return found


def _where(said: Said) -> Filling:
    found: Filling = {}
    if names := said.of(Meaning.PLACE, Meaning.AREA):
        found["place"] = {"of": names, "join": ", "}
    choices: list[Filling] = []
    if names := said.of(Meaning.PCODE):
        choices.append({"of": names})
    if names := said.of(Meaning.AREA):
        choices.append({"of": names, "area": True})
    if choices:
        found["pcode"] = choices
    for meaning in (Meaning.LATITUDE, Meaning.LONGITUDE):
        if names := said.of(meaning):
            found[meaning.value] = {"of": names}
    return found


def _figures(said: Said) -> Filling:
    found: Filling = {}
    for meaning in (Meaning.KILLED, Meaning.INJURED):
        if names := said.of(meaning):
            found |= {f"{meaning.value}_{end}": {"of": names} for end in ("low", "high")}
    for meaning in (Meaning.KILLED_LOW, Meaning.KILLED_HIGH):
        if names := said.of(meaning):
            found[meaning.value] = {"of": names}
    return found


def _told(said: Said) -> Filling:
    found: Filling = {}
    if names := said.of(Meaning.SOURCE):
        found["source"] = {"of": names}
    if names := said.of(Meaning.PUBLISHED):
        found["published_at"] = {"of": names, "style": "date"}
    if names := said.of(Meaning.CITATION):
        found["citation"] = {"together": [{"of": [name]} for name in names]}
    notes = said.of(Meaning.NOTE)
    labelled = [*said.of(Meaning.KIND), *(notes if len(notes) > 1 else ())]
    told: list[Filling] = [{"of": notes}] if len(notes) == 1 else []
    told += [{"of": [name], "label": f"{name}: "} for name in labelled]
    if told:
        found["note"] = {"together": told}
    return found
