"""The Big List of Naughty Strings as records: every string in every text of every template."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache

from monitor.incidents.cell_error import CellError
from monitor.incidents.columns import Column
from monitor.incidents.guard import guarded
from monitor.incidents.templates import TEMPLATES
from monitor.settings import PROJECT

NAUGHTY: Sequence[str] = json.loads((PROJECT / "tests" / "fuel" / "blns.json").read_text("utf-8"))
FILLED = [text for text in NAUGHTY if text.strip()]
PER_INCIDENT = 16
"""So many of the reports are linked as one event."""

BASE: Mapping[str, Mapping[str, str]] = {
    "report": {"happened_from": "2016-09-14T10:00", "kind": "shelling", "pcode": "SY02"},
    "count": {"window_from": "2016-09-14", "measure": "incidents", "value": "3"},
    "statement": {"made_at": "2016-09-14T10:00", "says": "denies", "actor": "made up"},
    "decision": {
        "agreement": "syria-2016-09",
        "what": "suspended",
        "by": "made up",
        "effective_from": "2016-09-24T10:00",
    },
    "attestation": {
        "agreement": "syria-2016-09",
        "what": "access_open",
        "by": "made up",
        "holds": "yes",
        "during_from": "2016-09-14",
    },
    "coverage": {"watched_from": "2016-09-14", "watched_to": "2016-09-15"},
    "link": {"first": "naughty/r0", "relation": "same"},
    "review": {"report": "naughty/r0", "grade": "verified"},
    "source_profile": {"name": "made up"},
}
"""What a row of each kind needs; all of it is synthetic."""


def takes(column: Column, text: str) -> bool:
    """Whether a column may hold this text."""
    try:
        column.type.read(text.strip())
    except CellError:
        return False
    return True


@cache
def texts_of(kind: str) -> tuple[str, ...]:
    """The columns of a template that hold text of other people, the id aside."""
    return tuple(
        column.name
        for column in TEMPLATES[kind].columns
        if not column.type.words and sum(takes(column, one) for one in FILLED) > 400
    )


def _held(text: str) -> bool:
    note = next(one for one in TEMPLATES["report"].columns if one.name == "note")
    return takes(note, text)


HELD = [text for text in FILLED if _held(text)]
"""Those that a record may hold; the others have characters that nobody sees."""


def row(kind: str, number: int, text: str) -> dict[str, str]:
    """The row of a kind in which every text that may hold this one holds it."""
    names = {"source_profile": {"id": f"s{number}"}}
    cells = {"id": f"{kind[0]}{number}", "source": "naughty", "time_zone": "UTC"}
    cells |= {**BASE[kind], **names.get(kind, {})}
    if kind == "link":
        first = number - number % PER_INCIDENT
        cells |= {"first": f"naughty/r{first}", "second": f"naughty/r{number}"}
    if kind == "review":
        cells["report"] = f"naughty/r{number}"
    columns = {column.name: column for column in TEMPLATES[kind].columns}
    cells |= {name: text for name in texts_of(kind) if takes(columns[name], text)}
    return {name: cells[name] for name in TEMPLATES[kind].names() if name in cells}


def rows(kind: str, texts: Sequence[str] = FILLED) -> list[dict[str, str]]:
    """A row of a template for each text; links tie the reports of so many texts each."""
    found = [row(kind, number, text) for number, text in enumerate(texts)]
    return [one for one in found if kind != "link" or one["first"] != one["second"]]


def file(kind: str, texts: Sequence[str] = FILLED) -> bytes:
    """A file of a template with a row for each text; cells that would run are guarded."""
    found = rows(kind, texts)
    names = [name for name in TEMPLATES[kind].names() if any(name in one for one in found)]
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(names)
    writer.writerows([guarded(one.get(name, "").strip()) for name in names] for one in found)
    return made.getvalue().encode()


def kept(text: str) -> str:
    """The text as a record keeps it: on one line, without blanks around it."""
    return re.sub(r"[\t\r\n\x85\u2028\u2029]+", " ", text.strip())
