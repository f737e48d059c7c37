"""The declared formats: one YAML file each, beside this module."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from monitor.incidents.formats.declaration import Declaration


@lru_cache(maxsize=1)
def formats() -> Mapping[str, Declaration]:
    """Return every declared format by its id, in the order of their names."""
    here = files(__package__ or "")
    found = sorted(one.name for one in here.iterdir() if one.name.endswith(".yaml"))
    declared = [declaration(here.joinpath(name).read_text("utf-8")) for name in found]
    return MappingProxyType({one.format: one for one in declared})


def declaration(text: str) -> Declaration:
    """Read the YAML of one declaration.

    Raises:
        yaml.YAMLError: It is no YAML.
        pydantic.ValidationError: It says something else than a declaration does.
    """
    return Declaration.model_validate(yaml.safe_load(text))
