"""A declaration drawn up from what a person says of the columns of a table."""

import yaml

from monitor.incidents.formats import drawn_counts
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.said import Filling, Said


def drawn_up(said: Said) -> str:
    """Return the YAML of the declaration; whether it can be used is found on saving it."""
    known = [name for name in said.columns if name]
    counts = said.record == "count"
    whole = {
        "format": said.name,
        "title": said.title,
        "says": f"One row is {_ONE[said.record]}, as whoever saved this mapping says.",
        "record": said.record,
        "source": "" if said.of(Meaning.SOURCE) else said.source,
        "time_zone": said.time_zone,
        "dates": said.dates,
        "unknown": list(said.unknown),
        "known": {"columns": known},
        "columns": {**(_count(said) if counts else _event(said)), **_told(said)},
        "also": drawn_counts.further(said) if counts else [],
    }
    filled = {name: value for name, value in whole.items() if value not in ("", [])}
    return yaml.dump(filled, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100)


class _Plain(yaml.SafeDumper):
    """Writes a part that stands twice out twice."""

    def ignore_aliases(self, _: object) -> bool:
        return True


_ONE = {"report": "one event", "count": "one count"}


def _event(said: Said) -> Filling:
    return {**_named(said), **_when(said, "happened"), **_exact(said), **_what(said)} | {
        **_where(said),
        **_figures(said),
    }


def _count(said: Said) -> Filling:
    when = _when(said, "window")
    if "window_to" in when:
        # A blank end would make a figure of a week one of a day.
        when["window_to"]["needed"] = True
    found = {**drawn_counts.identified(said), **when, **drawn_counts.figured(said)}
    return {**found, **_what(said), **drawn_counts.lying(said)}


def _named(said: Said) -> Filling:
    ids = said.of(Meaning.ID)
    if not ids:
        return {"id": {"whole": True}}
    return {"id": {"of": ids} if len(ids) == 1 else {"of": ids, "marked": True}}


def _what(said: Said) -> Filling:
    found: Filling = {}
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


def _when(said: Said, span: str) -> Filling:
    """Return how a span is filled, by the name with which its two columns begin."""
    found: Filling = {}
    for column, day, time in (
        (f"{span}_from", Meaning.DATE, Meaning.TIME),
        (f"{span}_to", Meaning.DATE_TO, Meaning.TIME_TO),
    ):
        if names := said.of(day):
            found[column] = {"of": names, "style": "date"}
            if clocks := said.of(time):
                found[column]["clock"] = clocks[0]
    return found


def _exact(said: Said) -> Filling:
    if names := said.of(Meaning.PRECISION):
        codes = {value: word for value, word in said.precisions.items() if word}
        return {"precision": {"of": names, "codes": codes, "otherwise": "refuse"}}
    return {"precision": {"text": said.precision}} if said.precision else {}


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
