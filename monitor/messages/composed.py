"""A message as it is frozen, and the parts of which its text and its page are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.incidents.vocabulary import Handling


@dataclass(frozen=True, slots=True)
class Composed:
    """What a notice holds: one line, the text, the same as a page, and as a JSON object."""

    subject: str
    text: str
    html: str
    payload: Mapping[str, Any]
    handling: Handling


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the table of evidence, in words; `happened` is empty for one without a time."""

    who: str
    what: str
    happened: str
    known: str
    record: str


@dataclass(frozen=True, slots=True)
class Line:
    """What stands below the table: what it is, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in its parts: what stands above the table, the table, and what stands below it.

    `more` is how many rows the table leaves out; `link` leads to *Why*, and is the text of the
    line of that label; `lead` is the place, from 0, of the sentence that says what happened.
    """

    subject: str
    above: Sequence[str]
    rows: Sequence[Row]
    more: int
    below: Sequence[Line]
    link: str
    lead: int = 1
