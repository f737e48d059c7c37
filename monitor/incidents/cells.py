"""What a cell may hold: each type reads one trimmed, filled cell to a value, or says why not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from monitor.incidents.cell_error import CellError, meant
from monitor.incidents.moment import read_moment, read_zone

T = TypeVar("T")

LONGEST = 4000
LONGEST_ID = 120

_BREAKS = re.compile(r"[\t\r\n\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
DIGITS = re.compile(r"[0-9]{1,9}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ ,.'\u2019\u00a0\u202f][0-9]{3}){1,2}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?")
_PCODE = re.compile(r"[A-Z]{2}[0-9A-Z]*")
_SOURCE = re.compile(r"[a-z0-9_-]+")
_AGREEMENT = re.compile(r"[a-z][a-z0-9-]{0,62}")
_TERM = re.compile(r"[a-z][a-z0-9_]{0,62}")
_REFERENCE = re.compile(r"([a-z][a-z0-9_]{0,62})\s*=\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class CellType:
    """A type of cell.

    Attributes:
        name: As the documentation calls it.
        says: How to write it.
        read: From trimmed, filled text to the value; raises CellError.
        words: Allowed words with what each means; empty where any text of the form will do.
        number: Whether it is written as a number, which a spreadsheet must not take as text.
    """

    name: str
    says: str
    read: Callable[[str], object]
    words: Mapping[str, str] = field(default_factory=dict)
    number: bool = False


def _fits(text: str) -> None:
    if len(text) > LONGEST:
        raise CellError(f"it has {len(text):,} characters; at most {LONGEST:,} fit", "shorten it")


def _text(text: str) -> str:
    _fits(text)
    if text.isprintable():
        return text
    text = _BREAKS.sub(" ", text)
    if bad := _CONTROL.search(text):
        raise CellError(f"it holds the control character U+{ord(bad[0]):04X}", "delete it")
    return text


def _id(text: str) -> str:
    if len(text) > LONGEST_ID or not text.isprintable() or "/" in text:
        reason = f"an id has at most {LONGEST_ID} printable characters and no /"
        raise CellError(reason, "write a shorter id, or one without /")
    return text


def _shaped(shape: re.Pattern[str], what: str, example: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > LONGEST_ID or not shape.fullmatch(text):
            raise CellError(f"it is not {what}", f"write it as {example}")
        return text

    return read


def _report_key(text: str) -> str:
    source, slash, own = text.partition("/")
    if not slash or not own or not _SOURCE.fullmatch(source):
        raise CellError("it does not name a report", "write source/id, as un/2016-117")
    return f"{source}/{_id(own)}"


def _yes_or_no(text: str) -> bool:
    if text not in YES_NO:
        raise CellError("it is neither yes nor no", "write yes or no")
    return text == "yes"


def _whole(text: str) -> int:
    if not DIGITS.fullmatch(text):
        grouped = _GROUPED.fullmatch(text)
        plain = re.sub("[^0-9]", "", text) if grouped else "plain digits, or leave it blank"
        raise CellError("it is not a whole number in plain digits", f"write {plain}")
    return int(text)


def _degrees(limit: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        if not _DEGREES.fullmatch(text):
            point = text.replace(",", ".")
            hint = f"write {point}" if _DEGREES.fullmatch(point) else "write degrees as 36.2012"
            raise CellError("it is not a number of degrees", hint)
        if not -limit <= (value := float(text)) <= limit:
            hint = "latitude and longitude may be swapped"
            raise CellError(f"it is not between -{limit} and {limit}", hint)
        return value

    return read


def _reference(text: str) -> str:
    found = _REFERENCE.fullmatch(_text(text))
    if found is None:
        hint = "write convoy=UN-7: small letters, digits and _, then = and the value"
        raise CellError("it is not name=value", hint)
    return f"{found[1]}={found[2]}"


def _word(words: Mapping[T, str]) -> Callable[[str], T]:
    named = {str(word): word for word in words}

    def read(text: str) -> T:
        if text not in named:
            raise CellError("it is not one of the allowed words", meant(text, named))
        return named[text]

    return read


def _many(read_one: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    @lru_cache(maxsize=4096)
    def read(text: str) -> tuple[str, ...]:
        _fits(text)
        items = tuple(item.strip() for item in text.split(";"))
        if not all(items):
            raise CellError("a part between two ; is empty", "take the spare ; away")
        if len(set(items)) < len(items):
            raise CellError("it names the same thing twice", "take the second one away")
        return tuple([_part(read_one, item, len(items)) for item in items])

    return read


def _part(read_one: Callable[[str], str], item: str, count: int) -> str:
    try:
        return read_one(item)
    except CellError as error:
        which = f"{item[:40]!r}: " if count > 1 else ""
        raise CellError(which + error.reason, error.hint) from None


def one_of(words: Mapping[T, str]) -> CellType:
    """Return the type of a cell that holds one word of a closed list."""
    read: Callable[[str], T] = _word(words)
    plain = {str(word): says for word, says in words.items()}
    return CellType("word", "one of the allowed words", read, plain)


def some_of(words: Mapping[str, str]) -> CellType:
    """Return the type of a cell that holds words of a closed list, separated by semicolons."""
    return CellType("words", "allowed words, separated by ;", _many(_word(words)), words)


YES_NO = {"yes": "it is so", "no": "it is not so"}

_pcode = _shaped(_PCODE, "a p-code", "SY0203: two capital letters, then digits or capitals")
_source = _shaped(_SOURCE, "the id of a source", "un_office: small letters, digits, _ and -")
_agreement = _shaped(_AGREEMENT, "the id of an agreement", "syria-2016-09, as its file is named")
_term = _shaped(_TERM, "a term", "access_sustained: small letters, digits and _")

TEXT = CellType("text", f"any text on one line, at most {LONGEST:,} characters", _text)
NAMES = CellType("names", "names as the source writes them, separated by ;", _many(_text))
ID = CellType("id", f"at most {LONGEST_ID} printable characters, no /", _id)
SOURCE = CellType("source", "id of a source: small letters, digits, _ and -", _source)
SOURCES = CellType("sources", "ids of sources, separated by ;", _many(_source))
REPORT = CellType("report", "a report, as source/id", _report_key)
AGREEMENT = CellType("agreement", "id of an agreement, as its rule file is named", _agreement)
TERM = CellType("term", "a term of the agreement's rules: small letters, digits and _", _term)
PCODE = CellType("p-code", "one p-code", lambda text: (_pcode(text),))
PCODES = CellType("p-codes", "p-codes, separated by ;", _many(_pcode))
YES_OR_NO = CellType("yes or no", "yes or no", _yes_or_no)
REFERENCES = CellType("references", "name=value, several separated by ;", _many(_reference))
NUMBER = CellType("number", "a whole number in plain digits", _whole, number=True)
LATITUDE = CellType("latitude", "degrees north, from -90 to 90", _degrees(90), number=True)
LONGITUDE = CellType("longitude", "degrees east, from -180 to 180", _degrees(180), number=True)
TIME = CellType("time", "2016-09-17, 2016-09-17T15:55 or 2016-09-17T15:55+03:00", read_moment)
ZONE = CellType("time zone", "an IANA name, as Asia/Damascus", read_zone)
