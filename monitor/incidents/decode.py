"""From the bytes of a file to its text, or the reason why it is no text of a table."""

import re

from monitor.errors import IncidentFileError, Problem

LARGEST = 50 * 1024 * 1024
"""Bytes of the largest file taken; larger ones are split."""

SAVE_AS = "save it as CSV UTF-8 (comma delimited) and upload that file"

SIGNATURES = {
    b"PK\x03\x04": "a workbook or a zip archive",
    b"PK\x05\x06": "an empty zip archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x1f\x8b": "compressed by gzip",
    b"BZh": "compressed by bzip2",
    b"\xfd7zXZ\x00": "compressed by xz",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "compressed by zstd",
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
}
BYTE_ORDER = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

BREAK = re.compile(r"\r\n|\r|\n")
"""The end of a physical line; no other character ends one."""


def decode(data: bytes, file: str) -> str:
    """Return the text of a file: UTF-8 with or without byte order mark, or UTF-16 with one.

    The mark is left out; line ends stay as they are.

    Raises:
        IncidentFileError: The file is empty, over 50 MB, of another format, holds NUL, or has
            bytes that are no text; the first such place is named.
    """
    if len(data) > LARGEST:
        raise _refusal(
            file,
            f"the file has {len(data):,} bytes; at most {LARGEST:,} are read",
            "split it into several files, each with the header line",
        )
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise _refusal(file, f"the file is {what}, not CSV", SAVE_AS)
    mark = next((mark for mark in BYTE_ORDER if data.startswith(mark)), b"")
    text = _decoded(data, len(mark), BYTE_ORDER.get(mark, "utf-8"), file)
    if (nul := text.find("\0")) >= 0:
        line, column = _place(text[:nul])
        reason = "the file holds a NUL character: it is binary, or UTF-16 without byte order mark"
        raise _refusal(file, reason, SAVE_AS, line, column)
    if not text.strip():
        raise _refusal(file, "the file is empty", "begin with the header line of a template")
    return text


def _decoded(data: bytes, skip: int, encoding: str, file: str) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        line, column = _place(data[skip : skip + error.start].decode(encoding, "replace"))
        wrong = data[skip + error.start : skip + error.end].hex(" ")
        raise _refusal(
            file,
            f"the bytes {wrong} at byte {skip + error.start:,} are not {encoding[:6].upper()} text",
            f"it was saved in another encoding: {SAVE_AS}",
            line,
            column,
        ) from None


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of the character after `before`."""
    lines = BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


def _refusal(
    file: str, message: str, hint: str, line: int = 1, column: int = 1
) -> IncidentFileError:
    return IncidentFileError([Problem(file, line, column, "", message, hint)])
