"""What is stated of records beside them, held to be usable: their kind, source and zone."""

from collections.abc import Iterable

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.cell_error import CellError, meant
from monitor.incidents.cells import SOURCE
from monitor.incidents.columns import Template
from monitor.incidents.moment import read_zone
from monitor.incidents.reading import Assumed
from monitor.incidents.templates import TEMPLATES


def assumed_from(file: str, source: str | None, zone: str | None) -> Assumed:
    """Return what holds where a row does not say; refuses what is no source or time zone."""
    problems = []
    for path, value, read in (("source", source, SOURCE.read), ("time_zone", zone, read_zone)):
        try:
            if value is not None:
                read(value)
        except CellError as error:
            message = f"{value!r:.60}: {error.reason}"
            problems.append(Problem(file, 1, 1, path, message, error.hint))
    if problems:
        raise IncidentFileError(problems)
    return Assumed(source, zone)


def template_of(file: str, kind: str, formats: Iterable[str] = ()) -> Template:
    """Return the template of a kind of record; or refuse it: one of `formats` may be meant."""
    if kind not in TEMPLATES:
        message = f"there is no kind of record {kind[:60]!r}"
        names = (*TEMPLATES, *formats)
        raise IncidentFileError([Problem(file, 1, 1, "kind", message, meant(kind, names))])
    return TEMPLATES[kind]
