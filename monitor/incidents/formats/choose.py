"""Whether a file is in one of the project's templates or in a declared format, and which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.formats.recognise import Recognised, fits, recognise
from monitor.incidents.formats.saved import NONE_SAVED, Saved
from monitor.incidents.header import faults, kind_of, layout_of
from monitor.incidents.intake import Mapped
from monitor.incidents.opened.how import How
from monitor.incidents.opened.table import Opened
from monitor.incidents.templates import TEMPLATES
from monitor.words import opening


@dataclass(frozen=True, slots=True)
class Chosen:
    """The declaration that a file follows, and how that is known.

    `mapped` is its name and version where a person saved it; None for a shipped one.
    """

    declaration: Declaration
    how: How
    mapped: Mapped | None = None


def chosen(
    opened: Opened,
    file: str,
    stated: str | None,
    formats: Mapping[str, Declaration],
    saved: Mapping[str, Saved] = NONE_SAVED,
) -> Chosen | None:
    """Return the format of a file and how that is known; None where it follows a template.

    A file whose header is one of a template, and nothing else, follows it. A shipped format is
    preferred to a saved one. `stated` is what the person says: a format, or a kind of record for
    its template; None finds out.

    Raises:
        IncidentFileError: Several saved declarations fit, and nobody has said which.
    """
    if stated is not None:
        return _stated(opened, stated, formats, saved)
    layout = layout_of(opened.header, TEMPLATES[kind_of(opened.header)])
    if not list(faults(layout, ("source",))):
        return None
    found = recognise(opened.header, opened.tags, file, formats)
    if found is not None:
        return Chosen(found.declaration, _with(opened.how, _because(found)))
    fitting = [one for one in saved.values() if fits(one.declaration, opened.header, opened.tags)]
    if len(fitting) > 1:
        raise _several(fitting, opened, file)
    return _saved(opened, fitting[0], opening.MAPPED) if fitting else None


def _stated(
    opened: Opened, stated: str, formats: Mapping[str, Declaration], saved: Mapping[str, Saved]
) -> Chosen | None:
    if stated in saved:
        return _saved(opened, saved[stated], opening.MAPPED_STATED)
    if stated not in formats:
        return None
    told = opening.FORMAT_STATED.format(title=formats[stated].title)
    return Chosen(formats[stated], _with(opened.how, told))


def _saved(opened: Opened, one: Saved, text: str) -> Chosen:
    mapped, title = one.mapped, one.declaration.title
    told = text.format(title=title, name=mapped.name, version=mapped.version)
    return Chosen(one.declaration, _with(opened.how, told), mapped)


def _several(fitting: Iterable[Saved], opened: Opened, file: str) -> IncidentFileError:
    names = sorted(one.declaration.format for one in fitting)
    message = f"several saved mappings fit its columns: {', '.join(names)}"
    hint = f"say which one is meant, as {names[0]}, or take back those that no longer hold"
    return IncidentFileError([Problem(file, opened.line, 1, "format", message, hint)])


def _because(found: Recognised) -> str:
    tags = found.declaration.known.tags
    columns = tuple(name for name in found.because if name not in tags)
    parts = ((opening.COLUMNS, columns), (opening.TAGS, tags))
    told = [text.format(names=", ".join(names)) for text, names in parts if names]
    return opening.FORMAT.format(title=found.declaration.title, because=" and ".join(told))


def _with(how: How, told: str) -> How:
    return replace(how, notes=(told, *how.notes))
