"""A table whose header fits no template, refused as what it is."""

from collections.abc import Iterable

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.bulletins.dated import dated
from monitor.incidents.formats.guess import guessed
from monitor.incidents.formats.load import formats
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.recognise import Nearly, nearly
from monitor.incidents.formats.seen import UnknownLayoutError, seen
from monitor.incidents.gazetteer import Gazetteer
from monitor.incidents.header import KNOWN, Layout, faults
from monitor.incidents.opened.known import FEWEST
from monitor.incidents.opened.table import Opened
from monitor.incidents.opened.wrong_tables import refuse_wrong_table
from monitor.incidents.reading import Assumed
from monitor.incidents.templates import TEMPLATES
from monitor.words import mapping


def _no_header(opened: Opened, file: str) -> Problem:
    shown = ", ".join(name for name in opened.header if name)[:80]
    message = f"this is not the header of a template or a known format: {shown!r}"
    files = ", ".join(template.file for template in TEMPLATES.values())
    return Problem(file, opened.line, 1, "", message, mapping.SAY_OR_WRITE.format(files=files))


def _incomplete(near: Nearly, opened: Opened, file: str) -> Problem:
    lacks = ", ".join(near.lacks)
    message = f"it is nearly the layout “{near.title}”, but lacks {lacks}"
    hint = "export it again with what it lacks, or bring its rows into one of the templates"
    return Problem(file, opened.line, 1, near.lacks[0], message, hint)


def unknown_table(
    problems: Iterable[Problem], opened: Opened, places: Gazetteer
) -> IncidentFileError:
    """Return the error for a table that nobody knows, with what stands in its columns."""
    error = UnknownLayoutError(problems)
    if sum(map(bool, opened.header)) >= FEWEST:
        error.columns = guessed(seen(opened.header, opened.rows), places)
        without = all(column.guess is not Meaning.DATE for column in error.columns)
        if without and (with_day := dated(opened)) is not None:
            error.columns = guessed(seen(with_day.header, with_day.rows), places)
    return error


def refuse_misfit(
    layout: Layout, opened: Opened, file: str, assumed: Assumed, places: Gazetteer | None
) -> None:
    """Refuse a header that does not fit: as what it is, or every fault at its place in the line.

    `places` are known by name; None where the person says which template it is.
    """
    wrong = [*faults(layout, () if assumed.source is None else ("source",))]
    if not wrong:
        return
    refuse_wrong_table(opened.header, opened.line, file)
    at = [0, *opened.places, *[0] * len(layout.header)]
    problems = [
        Problem(file, opened.line, at[fault.number] + 1, fault.name, fault.reason, fault.hint)
        for fault in wrong
    ]
    if near := nearly(opened.header, opened.tags, formats().values()):
        problems = [_incomplete(near, opened, file)]
    elif not KNOWN.count(opened.header):
        problems = [_no_header(opened, file)]
    raise IncidentFileError(problems) if places is None else unknown_table(problems, opened, places)
