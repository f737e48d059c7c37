"""From the bytes of a file to its text, or the reason why it is no text of a table."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.incidents.opened.declared import ENCODINGS
from monitor.incidents.opened.encoding import SAMPLE, guess, looks_wide, marked, wide
from monitor.incidents.opened.given import Given
from monitor.incidents.opened.refusal import SAVE_AS, refusal
from monitor.incidents.rows import BREAK
from monitor.words import opening

_BLOCK = 1 << 20
"""Characters of a text that are held at a time."""

_LONG = 4 << 20
"""Bytes of a text that it is worth looking through by a quicker way first."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, its line ends as they are, and which encoding it was in and why.

    It is read from the bytes each time, so that a long one is never held whole. `codec` is that
    of the language, `skip` the bytes of a byte order mark, `height` how many ends of lines it has.
    """

    data: Given
    codec: str
    skip: int
    encoding: str
    why: str
    height: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.blocks())

    def start(self, count: int) -> str:
        """Return so many of its first characters, or all where it has fewer."""
        with self._reader() as reader:
            return reader.read(count)

    def lines(self, at: int = 0) -> Iterator[str]:
        """Yield its physical lines with their ends, which are CR, LF or both.

        `at` are the bytes that are passed over after the byte order mark.
        """
        with self._reader(at) as reader:
            yield from reader

    def blocks(self) -> Iterator[str]:
        """Yield it piece by piece.

        Raises:
            UnicodeDecodeError: Some bytes are no text in the encoding.
        """
        with self._reader() as reader:
            while block := reader.read(_BLOCK):
                yield block

    def _reader(self, at: int = 0) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.data.after(self.skip + at), self.codec, newline="")


def decode(data: bytes | Given, file: str, encoding: str | None = None) -> Text:
    """Return the text of a file, without its byte order mark.

    Args:
        data: The file.
        file: Its name, for messages.
        encoding: A name of ENCODINGS where one is stated: then it is that or nothing.

    Raises:
        IncidentFileError: The file is empty, holds NUL, has bytes that are no text in the stated
            or marked encoding, or may be in one of several; the first such place is named.
    """
    given = Given.of(data)
    codec, skip = marked(given.first(SAMPLE))
    if encoding is not None:
        shown, why = ENCODINGS[encoding], opening.STATED.format(what=ENCODINGS[encoding])
        codec, skip = _stated(given, encoding, codec, skip)
    elif codec:
        shown = codec[:6].upper()
        why = opening.MARKED.format(letters=shown)
    else:
        return _guessed(given, file)
    text = Text(given, codec, skip, shown, why)
    return replace(text, height=sound_height(text) or _checked(text, file))


def _guessed(given: Given, file: str) -> Text:
    """Return the text in the encoding that it is most likely in.

    Most files are found to be UTF-8 without being held whole.
    """
    if not looks_wide(given.first(SAMPLE)):
        plain = Text(given, "utf-8", 0, "UTF-8", opening.VALID)
        try:
            if height := sound_height(plain):
                return replace(plain, height=height)
            for _ in plain.blocks():
                pass
        except UnicodeDecodeError:
            pass
        else:
            return replace(plain, height=_checked(plain, file))
    found = guess(given.whole())
    if found is None:
        raise _unknown(file)
    text = Text(given, found.codec, 0, found.shown, found.why)
    return replace(text, height=_checked(text, file))


def sound_height(text: Text) -> int:
    """Return how many lines a long text has that is UTF-8 and nothing out of the ordinary.

    0 where it has to be looked at more closely.
    """
    if text.codec != "utf-8" or text.data.size < _LONG or not text.start(SAMPLE).strip():
        return 0
    # Loading it takes longer than looking at a short text.
    from monitor.incidents.opened.sound import is_sound  # noqa: PLC0415

    height = 0
    with text.data.after(text.skip) as reader:
        rest = b""
        while block := reader.read(_BLOCK):
            whole, end, rest = (rest + block).rpartition(b"\n")
            if not end or not is_sound(whole):
                return 0
            height += whole.count(b"\n") + 1
    return height if not rest or is_sound(rest) else 0


def _stated(given: Given, encoding: str, marked_as: str, skip: int) -> tuple[str, int]:
    """Return the codec of a stated encoding; a mark of that encoding is left out."""
    if encoding == "utf-16":
        own = marked_as if marked_as.startswith("utf-16") else ""
        return own or wide(given.whole()) or "utf-16-le", skip if own else 0
    codec = {"latin-1": "latin-1", "utf-8": "utf-8"}.get(encoding, f"cp{encoding[-4:]}")
    return codec, skip if marked_as == codec else 0


def _checked(text: Text, file: str) -> int:
    """Refuse bytes that are no text, NUL, and a text of blanks alone; returns its height."""
    blank, height = True, 0
    try:
        for block in text.blocks():
            blank = blank and not block.strip()
            height += block.count("\n") or block.count("\r")
            if "\0" in block:
                reason = "the file holds a NUL character: it is no text, or was cut"
                before = text.text.partition("\0")[0]
                raise refusal(file, reason, SAVE_AS, *_place(before))
    except UnicodeDecodeError:
        raise _not_text(text, file) from None
    if blank:
        raise refusal(file, "the file is empty", "begin with the header line of a template")
    return height


def _not_text(text: Text, file: str) -> Exception:
    """Name the first bytes that are no text; those of a NUL before them are found later."""
    data, skip, codec = text.data.whole(), text.skip, text.codec
    try:
        data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        place = _place(data[skip : skip + error.start].decode(codec, "replace"))
        wrong = data[skip + error.start : skip + error.end].hex(" ")
        at = skip + error.start
        reason = f"the bytes {wrong} at byte {at:,} are not {text.encoding} text"
        hint = f"mend what stands there, state another character set, or {SAVE_AS}"
        return refusal(file, reason, hint, *place)
    raise AssertionError("a text cannot be read by pieces, and can be read whole")


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of the character after `before`."""
    lines = BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


def _unknown(file: str) -> Exception:
    names = ", ".join(ENCODINGS)
    return refusal(
        file,
        "the text is not UTF-8, and its words do not tell which character set it is in",
        f"state the character set, one of {names}, or {SAVE_AS}",
    )
