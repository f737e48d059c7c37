"""A mapping drafted from guesses, for a person to mend before it is saved."""

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.incidents.formats.drawn_up import drawn_up
from monitor.incidents.formats.guess import bare, kind_meant
from monitor.incidents.formats.meaning import FOR_COUNTS, FOR_EVENTS, Meaning
from monitor.incidents.formats.said import Said
from monitor.incidents.formats.seen import SeenColumn
from monitor.words import mapping

LONGEST_NAME = 63
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def drafted(called: str, columns: Sequence[SeenColumn], line: int = 1) -> str:
    """Return the YAML of a mapping as it would be by the guesses, and what stands in each column.

    `called` is the name of the file, by which the mapping is called, `line` that of its header.
    Saving checks all of it: a column that every event needs may not have been found.
    """
    kinds = {
        value: kind
        for column in columns
        if column.guess is Meaning.KIND
        for value, _ in column.often
        if (kind := kind_meant(value))
    }
    meanings = {column.name: column.guess for column in columns if column.name}
    said = Said(name_for(called), called[:100] or "Table", meanings, kinds)
    if Meaning.VALUE in meanings.values():
        there = {name: one for name, one in meanings.items() if one in FOR_COUNTS}
        said = replace(said, record="count", columns=dict.fromkeys(meanings, Meaning.OUT) | there)
    else:
        strange = [name for name, one in meanings.items() if one not in FOR_EVENTS]
        said = replace(said, columns=meanings | dict.fromkeys(strange, Meaning.OUT))
    head = mapping.NAMES_IN.format(line=line)
    shown = [
        mapping.DRAFT,
        head,
        mapping.IN_EACH,
        *(f"{one.name}: {' | '.join(one.first)}" for one in columns),
    ]
    comments = "".join(f"# {_on_one_line(line)}\n" for line in shown)
    return comments + drawn_up(said)


def name_for(called: str) -> str:
    """Return a name, as it is typed, for what people call something."""
    plain = "_".join(bare(called).split())
    kept = "".join(c for c in plain if c.isascii())[:LONGEST_NAME].strip("_")
    return kept if _NAME.fullmatch(kept) else f"table_{kept}"[:LONGEST_NAME].rstrip("_")


def _on_one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
