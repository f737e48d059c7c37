"""Each thing that an answer says at its end, as the value it stands for; an error where none."""

from typing import Any

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.bulletins.total import Total
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.seen import SeenColumn, UnknownLayoutError
from monitor.incidents.opened.how import How


def refused(said: Any) -> IncidentFileError:  # noqa: ANN401 - it is JSON, and an error where it does not fit
    """Return why the file cannot be read at all, with its columns where nobody knows them."""
    problems = [Problem(*problem) for problem in said["problems"]]
    if "columns" not in said:
        return IncidentFileError(problems)
    unknown = UnknownLayoutError(problems)
    unknown.columns = tuple(map(_column, said["columns"]))
    return unknown


def total_said(said: Any) -> Total:  # noqa: ANN401 - as above
    """Return a total that the file states, and what its rows sum up to."""
    line, column, stated, summed, of, why = said
    known = None if summed is None else int(summed)
    return Total(int(line), str(column), int(stated), known, tuple(map(str, of)), str(why))


def _column(said: Any) -> SeenColumn:  # noqa: ANN401 - as above
    name, first, often, different, filled, guess = said
    counted = tuple((str(value), int(count)) for value, count in often)
    shown = tuple(map(str, first))
    return SeenColumn(str(name), shown, counted, int(different), int(filled), Meaning(guess))


def how_said(said: Any) -> How | None:  # noqa: ANN401 - as above
    """Return how the file was read; None where that is not said."""
    if said is None:
        return None
    return How(**{**said, "why": tuple(said["why"]), "notes": tuple(said["notes"])})
