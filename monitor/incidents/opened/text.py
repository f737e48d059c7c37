"""From the bytes of a file to its text, or the reason why it is no text of a table."""

from dataclasses import dataclass

from monitor.incidents.opened.declared import ENCODINGS
from monitor.incidents.opened.encoding import guess, marked, wide
from monitor.incidents.opened.refusal import SAVE_AS, refusal
from monitor.incidents.rows import BREAK
from monitor.words import opening


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, its line ends as they are, and which encoding it was in and why."""

    text: str
    encoding: str
    why: str


def decode(data: bytes, file: str, encoding: str | None = None) -> Text:
    """Return the text of a file, without its byte order mark.

    Args:
        data: The bytes.
        file: Its name, for messages.
        encoding: A name of ENCODINGS where one is stated: then it is that or nothing.

    Raises:
        IncidentFileError: The file is empty, holds NUL, has bytes that are no text in the stated
            or marked encoding, or may be in one of several; the first such place is named.
    """
    codec, skip = marked(data)
    if encoding is not None:
        shown, why = ENCODINGS[encoding], opening.STATED.format(what=ENCODINGS[encoding])
        codec, skip = _stated(data, encoding, codec, skip)
    elif codec:
        shown = codec[:6].upper()
        why = opening.MARKED.format(letters=shown)
    elif found := guess(data):
        codec, shown, why = found
    else:
        raise _unknown(file)
    text = _decoded(data, skip, codec, shown, file)
    if (nul := text.find("\0")) >= 0:
        reason = "the file holds a NUL character: it is no text, or was cut"
        raise refusal(file, reason, SAVE_AS, *_place(text[:nul]))
    if not text.strip():
        raise refusal(file, "the file is empty", "begin with the header line of a template")
    return Text(text, shown, why)


def _stated(data: bytes, encoding: str, marked_as: str, skip: int) -> tuple[str, int]:
    """Return the codec of a stated encoding; a mark of that encoding is left out."""
    if encoding == "utf-16":
        own = marked_as if marked_as.startswith("utf-16") else ""
        return own or wide(data) or "utf-16-le", skip if own else 0
    codec = {"latin-1": "latin-1", "utf-8": "utf-8"}.get(encoding, f"cp{encoding[-4:]}")
    return codec, skip if marked_as == codec else 0


def _decoded(data: bytes, skip: int, codec: str, shown: str, file: str) -> str:
    try:
        return data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        place = _place(data[skip : skip + error.start].decode(codec, "replace"))
        wrong = data[skip + error.start : skip + error.end].hex(" ")
        at = skip + error.start
        reason = f"the bytes {wrong} at byte {at:,} are not {shown} text"
        hint = f"mend what stands there, state another character set, or {SAVE_AS}"
        raise refusal(file, reason, hint, *place) from None


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
