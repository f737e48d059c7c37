"""The declared formats: one YAML file each, beside this module."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.opened.known import Known, plain
from monitor.incidents.templates import TEMPLATES

FIGURES = frozenset(
    column.name
    for template in TEMPLATES.values()
    for column in template.columns
    if column.type.number
)
"""Columns of the templates that hold numbers."""


@lru_cache(maxsize=1)
def formats() -> Mapping[str, Declaration]:
    """Return every declared format by its id, in the order of their names."""
    here = files(__package__ or "")
    found = sorted(one.name for one in here.iterdir() if one.name.endswith(".yaml"))
    declared = [declaration(here.joinpath(name).read_text("utf-8")) for name in found]
    return MappingProxyType({one.format: one for one in declared})


@lru_cache(maxsize=1)
def names_of_formats() -> Known:
    """Return the column names by which files of the declared formats are recognised."""
    return names_in(formats().values())


def names_in(declarations: Iterable[Declaration]) -> Known:
    """Return the column names by which files of these declarations are recognised."""
    names, figures = set[str](), set[str]()
    for one in declarations:
        told = (*one.known.columns, *(name for group in one.known.one_of for name in group))
        names |= {plain(name) for name in (*one.used, *told) if name[0] != "#"}
        further = [pair for also in one.also for pair in also.columns.items()]
        for column, filled in (*one.columns.items(), *further):
            if column in FIGURES:
                figures |= {plain(name) for choice in filled.choices for name in choice.of}
    return Known(frozenset(names), frozenset(figures))


def declaration(text: str) -> Declaration:
    """Read the YAML of one declaration.

    Raises:
        yaml.YAMLError: It is no YAML.
        pydantic.ValidationError: It says something else than a declaration does.
    """
    return Declaration.model_validate(yaml.safe_load(text))
