"""The one way in for files of records: how a file is laid out, and what its lines say."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypedDict

from monitor.errors import Problem
from monitor.incidents.bulletins.dated import dated
from monitor.incidents.bulletins.layout import states_totals
from monitor.incidents.by_template import flow_template, places_of, read_template
from monitor.incidents.collector import collector_paused
from monitor.incidents.flow import Flowing
from monitor.incidents.formats.choose import Chosen, chosen
from monitor.incidents.formats.dates import Order
from monitor.incidents.formats.load import formats, names_of_formats
from monitor.incidents.formats.read import read_format
from monitor.incidents.formats.recognise import fits
from monitor.incidents.formats.row_by_row import flow_format
from monitor.incidents.formats.saved import NONE_SAVED, Saved, names_of_saved
from monitor.incidents.formats.seen import TO_BE_SAID
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.header import KNOWN, Layout, kind_of, layout_of
from monitor.incidents.intake import Intake
from monitor.incidents.misfit import refuse_misfit, unknown_table
from monitor.incidents.opened.declared import NOTHING, Declared
from monitor.incidents.opened.given import Given
from monitor.incidents.opened.how import How
from monitor.incidents.opened.table import Opened, open_table
from monitor.incidents.reading import Assumed
from monitor.incidents.stated import assumed_from, template_of
from monitor.incidents.templates import TEMPLATES
from monitor.words import mapping


class _HowRead(TypedDict):
    file: str
    how: How
    gazetteer: Gazetteer
    order: Order | None


def read_file(
    data: bytes | Given,
    *,
    file: str,
    kind: str | None = None,
    source: str | None = None,
    time_zone: str | None = None,
    declared: Declared = NOTHING,
    places: Gazetteer = NOWHERE,
    saved: Mapping[str, Saved] = NONE_SAVED,
) -> Intake:
    """Read a file of records: every line is accepted, rejected with reasons, or repeated.

    Args:
        data: The file.
        file: Its name, for messages.
        kind: The kind of its records, or the format of the file; None finds the template or the
            format by the header line.
        source: The source of rows that name none.
        time_zone: IANA name of the zone of times that state none, in rows that name none.
        declared: How it is to be read, where that is stated.
        places: The places that are known by name.
        saved: The mappings that people have saved, by name; `kind` may be one of them.

    Raises:
        UnknownLayoutError: It is a table, and nobody knows its columns.
        IncidentFileError: It is no file of records at all: no table, no header of a template,
            or quotes that do not close; or what is stated of it is not usable.
    """
    assumed = assumed_from(file, source, time_zone)
    opened, layout = _laid_out(data, file, kind, declared, places, saved)
    if not isinstance(layout, Layout):
        return _by_declaration(opened, layout, assumed, _how_read(layout, file, places, declared))
    refuse_misfit(layout, opened, file, assumed, None if kind else places)
    return read_template(opened, layout, assumed)


def flow_file(
    data: bytes | Given,
    *,
    file: str,
    kind: str | None = None,
    source: str | None = None,
    time_zone: str | None = None,
    declared: Declared = NOTHING,
    places: Gazetteer = NOWHERE,
    saved: Mapping[str, Saved] = NONE_SAVED,
) -> Flowing | Intake:
    """Return a file of records to be read row by row, or read where that cannot be; see above."""
    assumed = assumed_from(file, source, time_zone)
    opened, layout = _laid_out(data, file, kind, declared, places, saved)
    if isinstance(layout, Layout):
        refuse_misfit(layout, opened, file, assumed, None if kind else places)
        if states_totals(opened.rows, opened.titles, places_of(layout)):
            return read_template(opened, layout, assumed)
        return flow_template(opened, layout, assumed)
    how_read = _how_read(layout, file, places, declared)
    flow = flow_format(opened, layout.declaration, assumed, **how_read)
    if flow is None:
        return _by_declaration(opened, layout, assumed, how_read)
    flow.mapped = layout.mapped
    return flow


def _how_read(chosen: Chosen, file: str, places: Gazetteer, declared: Declared) -> _HowRead:
    order = Order(declared.dates) if declared.dates else None
    return {"file": file, "how": chosen.how, "gazetteer": places, "order": order}


def _by_declaration(opened: Opened, chosen: Chosen, assumed: Assumed, how_read: _HowRead) -> Intake:
    with collector_paused():
        intake = read_format(opened, chosen.declaration, assumed, **how_read)
        return replace(intake, mapped=chosen.mapped)


def _laid_out(
    data: bytes | Given,
    file: str,
    kind: str | None,
    declared: Declared,
    places: Gazetteer,
    saved: Mapping[str, Saved],
) -> tuple[Opened, Layout | Chosen]:
    """Open a file, and find the template or the format that it follows."""
    names = (*formats(), *saved, TO_BE_SAID)
    template = None if kind is None or kind in names else template_of(file, kind, names)
    opened = open_table(data, file, declared, KNOWN | names_of_formats() | names_of_saved(saved))
    opened = _with_day(opened, kind, saved)
    if kind == TO_BE_SAID:
        problem = Problem(file, opened.line, 1, "", mapping.IS_TO_BE_SAID)
        raise unknown_table([problem], opened, places)
    format_ = chosen(opened, file, kind, formats(), saved)
    if format_ is not None:
        return opened, format_
    return opened, layout_of(opened.header, template or TEMPLATES[kind_of(opened.header)])


def _with_day(opened: Opened, kind: str | None, saved: Mapping[str, Saved]) -> Opened:
    """Return a table with the day of its title, where a format fits with that and none without."""
    declared = {**formats(), **{name: one.declaration for name, one in saved.items()}}
    if kind in TEMPLATES or (with_day := dated(opened)) is None:
        return opened
    asked = [one for name, one in declared.items() if kind in {None, TO_BE_SAID, name}]
    without = any(fits(one, opened.header, opened.tags) for one in asked)
    with_ = any(fits(one, with_day.header, with_day.tags) for one in asked)
    return with_day if with_ and not without else opened
