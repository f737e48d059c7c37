"""Workbooks are zip archives: what one holds, with its sizes checked before it is unpacked."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from monitor.errors import IncidentFileError
from monitor.incidents.opened.refusal import refusal
from monitor.incidents.opened.wrong import SAVE_WORKBOOK, UNPACK

ZIP = b"PK\x03\x04"
MOST_PARTS = 5_000
MOST_BYTES = 256 * 1024 * 1024
"""Of a workbook, once unpacked."""

MOST_TIMES = 300
"""A large workbook may be so many times its packed size: those that people make are 5 to 30."""

SMALL = 16 * 1024 * 1024
"""Unpacked bytes up to which no ratio is asked for."""

_CSV = "save the sheet as CSV UTF-8 and upload that"
_READ = (".xml", ".rels")
_MIME = "mimetype"
_OTHERS = (
    ("word/", "a Word document", "copy its table to a spreadsheet and save that"),
    ("ppt/", "a presentation", "copy its table to a spreadsheet and save that"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", SAVE_WORKBOOK),
    ("Index/Document.iwa", "an Apple Numbers document", "export it as Excel or CSV"),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a workbook that are read, unpacked; `kind` is `xlsx` or `ods`.

    Macros, pictures and whatever else is no XML are left out.
    """

    kind: str
    parts: Mapping[str, bytes]

    def repacked(self) -> io.BytesIO:
        """Return an archive of just these parts, uncompressed: no size in it can lie."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        made.seek(0)
        return made


def unpacked(data: bytes, file: str) -> Archive:
    """Return the parts of a workbook.

    Raises:
        IncidentFileError: It is no workbook but another archive, is damaged or locked, or would
            be too large; the last is found before anything is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, len(data), file)
            kind = _kind(archive, entries, file)
            return Archive(kind, _parts(archive, entries))
    except IncidentFileError:
        raise
    except RuntimeError:  # how the library says that a part is encrypted
        raise refusal(file, "the workbook is locked by a password", SAVE_WORKBOOK) from None
    except _DAMAGE:
        message = "the file is a workbook or zip archive that is damaged or cut off"
        raise refusal(file, message, "save or download it again") from None


class _InflatedError(Exception):
    """A part is larger than the archive says."""


_DAMAGE = (
    *(zipfile.BadZipFile, _InflatedError, expat.ExpatError),
    *(NotImplementedError, EOFError, ValueError, OSError),
)


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int, file: str) -> None:
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS:
        message = f"the archive has {len(entries):,} parts; at most {MOST_PARTS:,} are read"
        raise refusal(file, message, _CSV)
    if size > MOST_BYTES or (size > SMALL and size > MOST_TIMES * packed):
        message = f"the file of {packed:,} bytes would unpack to {size:,}"
        raise refusal(file, f"{message}: it is not unpacked", _CSV)
    if len({entry.filename for entry in entries}) < len(entries):
        raise refusal(file, "the archive has two parts of one name", SAVE_WORKBOOK)


def _kind(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file: str) -> str:
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" in names:
        return "xlsx"
    mime = archive.read(_MIME)[:200] if _MIME in names else b""
    if mime.startswith(_OPEN_DOCUMENT + b"spreadsheet"):
        return "ods"
    if mime.startswith(_OPEN_DOCUMENT):
        hint = "copy its table to a spreadsheet and save that"
        raise refusal(file, "the file is an OpenDocument text, not a table", hint)
    for start, what, instead in _OTHERS:
        if any(name.startswith(start) for name in names):
            raise refusal(file, f"the file is {what}, not a table", instead)
    raise refusal(file, f"the file is a zip archive ({_listed(names)}), not a table", UNPACK)


def _listed(names: list[str]) -> str:
    files = [name for name in names if not name.endswith("/")]
    shown = ", ".join(name[:60] for name in files[:3])
    more = f" and {len(files) - 3:,} more" if len(files) > 3 else ""  # noqa: PLR2004 - as shown
    return f"{shown}{more}" if files else "empty"


def _check_form(part: bytes) -> None:
    """Raise an error where a part is no well-formed XML: rows of it could be passed over."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.Parse(part, True)  # noqa: FBT003 - its one way to say that this is all


def _no_doctype(*_: object) -> None:
    """Refuse a part that declares words of its own: no spreadsheet writes one."""
    raise ValueError


def _parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts = {}
    for entry in entries:
        if entry.filename == _MIME or entry.filename.endswith(_READ):
            content = archive.read(entry)
            if len(content) != entry.file_size:
                raise _InflatedError
            if entry.filename != _MIME:
                _check_form(content)
            parts[entry.filename] = content
    return parts
