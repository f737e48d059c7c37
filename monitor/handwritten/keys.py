"""Which keys a file may have at a place, read off the model."""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from monitor.handwritten.tree import Path

Kind = Any
"""The type of a value, as the model annotates it."""


def _origin(kind: Kind) -> Kind:
    return get_origin(kind)


def keys(kind: Kind) -> dict[str, FieldInfo]:
    """Return the keys of a mapping with fixed keys, as written; empty for anything else."""
    if len(alternatives(kind)) > 1:
        return {key: field for arm in alternatives(kind) for key, field in keys(arm).items()}
    if not isinstance(kind, type) or not issubclass(kind, BaseModel):
        return {}
    return {field.alias or name: field for name, field in kind.model_fields.items()}


def alternatives(kind: Kind) -> tuple[Kind, ...]:
    """Return the types of which a value has one: the kind itself, unless it has several forms."""
    return get_args(kind) if _origin(kind) in {Union, UnionType} else (kind,)


def below(kind: Kind, step: str | int) -> Kind | None:
    """Return the type under a key or list position, or None where the model has none."""
    if len(alternatives(kind)) > 1:
        found = (below(arm, step) for arm in alternatives(kind))
        return next((one for one in found if one is not None), None)
    if isinstance(step, str) and step in keys(kind):
        return _bare(keys(kind)[step].annotation)
    named = _origin(kind) is dict and isinstance(step, str)
    numbered = _origin(kind) is tuple and isinstance(step, int)
    if named:
        return _bare(get_args(kind)[1])
    return _bare(get_args(kind)[0]) if numbered else None


def at(kind: Kind, path: Path) -> Kind | None:
    """Return the type at the end of a path, or None where the model does not lead there."""
    for step in path:
        kind = below(kind, step)
        if kind is None:
            return None
    return kind


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """Return the model of the mapping at a path.

    Raises:
        KeyError: The language has no mapping with fixed keys there.
    """
    kind = at(model, path)
    if not isinstance(kind, type) or not issubclass(kind, BaseModel):
        raise KeyError(path)
    return kind


def has_own_names(kind: Kind) -> bool:
    """Whether the keys of this mapping are names that the author of the file gives."""
    return _origin(kind) is dict


def _bare(kind: Kind) -> Kind:
    """Strip what surrounds a type: its checks, and the None that stands for "not given"."""
    while _origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if len(alternatives(kind)) == 1:
        return kind
    arms = tuple(_bare(arm) for arm in alternatives(kind) if arm is not type(None))
    return arms[0] if len(arms) == 1 else Union[arms]  # noqa: UP007 - put together here
