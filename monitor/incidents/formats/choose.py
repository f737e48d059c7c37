"""Whether a file is in one of the project's templates or in a declared format, and which."""

from collections.abc import Mapping
from dataclasses import replace

from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.formats.recognise import Recognised, recognise
from monitor.incidents.header import faults, kind_of, layout_of
from monitor.incidents.opened.how import How
from monitor.incidents.opened.table import Opened
from monitor.incidents.templates import TEMPLATES
from monitor.words import opening


def chosen(
    opened: Opened, file: str, stated: str | None, formats: Mapping[str, Declaration]
) -> tuple[Declaration, How] | None:
    """Return the format of a file and how that is known; None where it follows a template.

    A file whose header is one of a template, and nothing else, follows it. `stated` is what the
    person says: a format, or a kind of record for its template; None finds out.
    """
    if stated is not None and stated not in formats:
        return None
    if stated is not None:
        declaration = formats[stated]
        told = opening.FORMAT_STATED.format(title=declaration.title)
        return declaration, _with(opened.how, told)
    layout = layout_of(opened.header, TEMPLATES[kind_of(opened.header)])
    if not list(faults(layout, ("source",))):
        return None
    found = recognise(opened.header, opened.tags, file, formats)
    return None if found is None else (found.declaration, _with(opened.how, _because(found)))


def _because(found: Recognised) -> str:
    known = found.declaration.known
    parts = ((opening.COLUMNS, known.columns), (opening.TAGS, known.tags))
    told = [text.format(names=", ".join(names)) for text, names in parts if names]
    return opening.FORMAT.format(title=found.declaration.title, because=" and ".join(told))


def _with(how: How, told: str) -> How:
    return replace(how, notes=(told, *how.notes))
