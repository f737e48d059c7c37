"""Which encoding a text is in: what its bytes prove, else what its words are, else a question."""

import re
from collections import Counter
from typing import NamedTuple

from monitor.words import opening

BYTE_ORDER = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

SAMPLE = 4096
"""Bytes that show whether a text has two for each character."""

_NULS = 0.15
"""At least so large a share of the first 16-bit units has the NUL of a plain character."""

_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_PLAIN = bytes(range(128))
_WORD = re.compile("[^\\W\\d_\u064b-\u0652]+")
"""A word; the vowel signs of Arabic, which are no letters, part words."""

_CHUNK = re.compile(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
"""What stands together and holds a letter beyond the plain ones."""

_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""Bytes that are nothing in Windows-1252."""

_CONTRARY = 10
"""A single word against so many is a slip, and changes nothing."""

_LEAST_LETTERS = 3


class Guess(NamedTuple):
    """A codec of the language, the encoding as it is shown, and why."""

    codec: str
    shown: str
    why: str


def marked(data: bytes) -> tuple[str, int]:
    """Return the codec that a byte order mark names and the mark's length; "", 0 without one."""
    for mark, codec in BYTE_ORDER.items():
        if data.startswith(mark):
            return codec, len(mark)
    return "", 0


def wide(data: bytes) -> str:
    """Return the codec of UTF-16 without a byte order mark; "" where it is not unmistakable.

    A header begins with a plain character, of whose two bytes one is NUL; such bytes stand in one
    place of the two, never in the other, and all of it is text.
    """
    codec = looks_wide(data[:SAMPLE]) if len(data) % 2 == 0 else ""
    if not codec:
        return ""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else codec


def looks_wide(beginning: bytes) -> str:
    """Return the codec of UTF-16 that the first bytes of a file look like; "" for none."""
    sample = beginning[:SAMPLE]
    sides = sample[0::2], sample[1::2]
    for codec, nul, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        many = sides[nul].count(0) >= _NULS * len(sides[nul])
        if many and sides[nul][:1] == b"\0" and 0 not in sides[other]:
            return codec
    return ""


def guess(data: bytes) -> Guess | None:
    """Return the encoding of a text without a byte order mark; None where it has to be asked for.

    Text that is UTF-8 but for a few bytes is still UTF-8: the bytes are the fault.
    """
    if codec := wide(data):
        return Guess(codec, "UTF-16", opening.WIDE)
    if _is_utf_8(data):
        return Guess("utf-8", "UTF-8", opening.VALID)
    sequences = _SEQUENCE.findall(data)
    strange = len(data.translate(None, _PLAIN)) - sum(map(len, sequences))
    if len(sequences) > strange:
        return Guess("utf-8", "UTF-8", opening.VALID)
    return _one_byte(data) if strange >= 3 * len(sequences) else None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _words(data: bytes) -> Counter[tuple[str, str]]:
    """Count the words of two letters and more that read differently in the two encodings."""
    found: Counter[tuple[str, str]] = Counter()
    for chunk, times in Counter(_CHUNK.findall(data)).items():
        one, other = chunk.decode("cp1256"), chunk.decode("cp1252", "replace")
        for match in _WORD.finditer(one):
            pair = match[0], other[match.start() : match.end()]
            if pair[0] != pair[1] and len(pair[0]) > 1:
                found[pair] += times
    return found


def _one_byte(data: bytes) -> Guess | None:
    """Tell Windows-1256 from Windows-1252, which differ in the letters of words.

    Both have the accents of French and the quotation marks at the same places, so that words with
    those alone say nothing and read alike.
    """
    arabic = letters = latin = odd = 0
    for (as_arabic, as_latin), times in _words(data).items():
        if all("\u0600" <= letter <= "\u06ff" for letter in as_arabic):
            arabic += times
            letters += times * len(as_arabic)
        elif 2 * sum(map(str.isascii, as_latin)) >= len(as_latin):
            latin += times
        else:
            odd += times
    if letters >= _LEAST_LETTERS and arabic >= _CONTRARY * (latin + odd):
        return Guess("cp1256", "Windows-1256", opening.ARABIC.format(count=arabic))
    if _UNDEFINED.search(data) or latin < _CONTRARY * (arabic + odd):
        return None
    why = opening.LATIN.format(count=latin) if latin else opening.SAME
    return Guess("cp1252", "Windows-1252", why)
