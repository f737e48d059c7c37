"""Files that are no table, named as what they are, with what to do instead."""

import re

from monitor.incidents.opened.refusal import refusal

TABLE = "upload the table itself, as CSV or as a workbook (.xlsx, .ods)"
UNPACK = "unpack it, and upload each table that is in it"
SAVE_WORKBOOK = "open it and save it, without a password, as a workbook (.xlsx) or as CSV UTF-8"
EXPORT_AGAIN = "export the table from where the file comes from as CSV, and upload that"

_SIGNATURES: dict[bytes, tuple[str, str]] = {
    b"PK\x05\x06": ("an empty zip archive", UNPACK),
    b"\xd0\xcf\x11\xe0": (
        "an Office document of the old kind, or locked by a password",
        SAVE_WORKBOOK,
    ),
    b"\x1f\x8b": ("compressed by gzip", UNPACK),
    b"BZh": ("compressed by bzip2", UNPACK),
    b"\xfd7zXZ\x00": ("compressed by xz", UNPACK),
    b"7z\xbc\xaf": ("a 7z archive", UNPACK),
    b"Rar!\x1a\x07": ("a RAR archive", UNPACK),
    b"\x28\xb5\x2f\xfd": ("compressed by zstd", UNPACK),
    b"%PDF": ("a PDF document", "ask its author for the table behind it, or retype it"),
    b"\x89PNG": ("a picture", "retype the table that it shows"),
    b"\xff\xd8\xff": ("a picture", "retype the table that it shows"),
    b"GIF8": ("a picture", "retype the table that it shows"),
    b"II*\0": ("a picture", "retype the table that it shows"),
    b"MM\0*": ("a picture", "retype the table that it shows"),
    b"PAR1": ("a Parquet file", EXPORT_AGAIN),
    b"SQLite format 3": ("a database", EXPORT_AGAIN),
    b"{\\rtf": ("a text document (RTF)", "copy its table to a spreadsheet and save that"),
}

_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>\s*(.*?)\s*</title>", re.IGNORECASE | re.DOTALL)
_PASSWORD = re.compile(r"type\s*=\s*[\"']?password", re.IGNORECASE)
_SIGN_IN = re.compile(r"\b(?:sign|log)[ -]?in\b", re.IGNORECASE)
_JSON = re.compile(r'\s*(?:\{\s*(?:"[^"\n]*"\s*:|\})|\[\s*[\[{"\]])')
LOOKED_AT = 100_000
"""Characters of a document that are looked at."""


def refuse_binary(data: bytes, file: str) -> None:
    """Refuse what is no text and no workbook.

    Raises:
        IncidentFileError: Saying what it is, and what to do instead.
    """
    for signature, (what, instead) in _SIGNATURES.items():
        if data.startswith(signature):
            raise refusal(file, f"the file is {what}, not a table", instead)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise refusal(file, "the file is a picture, not a table", "retype the table that it shows")


def refuse_document(text: str, file: str) -> None:
    """Refuse text that is a document of another kind: a web page, JSON or XML.

    Raises:
        IncidentFileError: Saying what it is, and what to do instead.
    """
    start = text[:LOOKED_AT]
    if _MARKUP.match(start):
        raise _web_page(start, file)
    if _XML.match(start):
        if "<html" in start.casefold():
            raise _web_page(start, file)
        raise refusal(file, "the file is an XML document, not a table", EXPORT_AGAIN)
    if _JSON.match(start):
        geo = '"FeatureCollection"' in start
        what = "a map file (GeoJSON)" if geo else "JSON, as programs exchange it"
        raise refusal(file, f"the file is {what}, not a table", EXPORT_AGAIN)


def _web_page(start: str, file: str) -> Exception:
    title = _TITLE.search(start)
    called = f", titled {' '.join(title[1].split())[:80]!r}" if title and title[1] else ""
    if _PASSWORD.search(start) or (title and _SIGN_IN.search(title[1])):
        message = f"the file is the sign-in page of a website{called}, not the table"
        return refusal(file, message, "sign in there, download the table again, and upload that")
    if "<table" in start.casefold():
        return refusal(file, f"the file is a web page{called}, not a table file", SAVE_WORKBOOK)
    message = f"the file is a web page{called}, as sent in place of a download that failed"
    return refusal(file, message, "download the table again, and look at it before uploading")
