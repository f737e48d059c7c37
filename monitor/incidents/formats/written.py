"""A declaration as somebody wrote it, checked whole: every problem with its line and column."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import yaml
from pydantic import ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.cell_error import meant
from monitor.incidents.formats.declaration import Declaration
from monitor.incidents.formats.usable import LARGEST, Fault, Place, unusable
from monitor.incidents.templates import TEMPLATES
from monitor.words import mapping

DEEPEST = 12
"""Levels of lists and mappings within each other."""


class _Mark(Protocol):
    """A place in a text, both numbers from 0."""

    line: int
    column: int


def written(text: str, file: str) -> Declaration:
    """Read a declaration that somebody wrote.

    Args:
        text: Its YAML.
        file: Its name, for messages.

    Raises:
        IncidentFileError: It is no YAML, says something that a declaration does not, or says what
            no record can hold; with every problem found.
    """
    root = _composed(text, file)
    try:
        found = Declaration.model_validate(yaml.safe_load(text))
    except ValidationError as error:
        faults = [*_strange(root)]
        faults += [
            _fault(one["loc"], one["type"], one["msg"])
            for one in error.errors()
            if one["loc"] or not faults
        ]
        raise IncidentFileError(_at(root, file, faults)) from None
    except (yaml.YAMLError, ValueError) as error:
        at = _from_one(getattr(error, "problem_mark", None) or _unread_scalar(root))
        raise _refused(file, *at, mapping.NO_YAML.format(reason=_first_line(error))) from None
    if faults := [*unusable(found)]:
        raise IncidentFileError(_at(root, file, faults))
    return found


def _composed(text: str, file: str) -> Node:
    """Return the text as nodes, each with its place.

    Raises:
        IncidentFileError: It is too large or no YAML, or repeats parts or keys.
    """
    if len(text) > LARGEST:
        raise _refused(file, 1, 1, mapping.TOO_LARGE.format(most=LARGEST))
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
                reason = mapping.TOO_DEEP if depth > DEEPEST else mapping.ALIAS
                raise _refused(file, *_from_one(event.start_mark), reason)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        at = _from_one(error.problem_mark)
        raise _refused(file, *at, mapping.NO_YAML.format(reason=error.problem)) from None
    except yaml.YAMLError as error:
        raise _refused(file, 1, 1, mapping.NO_YAML.format(reason=_first_line(error))) from None
    if not isinstance(root, MappingNode):
        raise _refused(file, 1, 1, mapping.NO_DECLARATION)
    if twice := [*_twice(root)]:
        raise IncidentFileError(
            Problem(file, *_from_one(node.start_mark), str(node.value)[:60], mapping.TWICE)
            for node in twice
        )
    return root


def _unread_scalar(node: Node) -> _Mark | None:
    """Return the place of the first part that looks like a date or figure and is none."""
    if isinstance(node, ScalarNode):
        try:
            yaml.SafeLoader("").construct_object(node)
        except ValueError:
            return node.start_mark
        return None
    inside = [part for one in node.value for part in (one if isinstance(one, tuple) else (one,))]
    return next(filter(None, map(_unread_scalar, inside)), None)


def _twice(node: Node) -> Iterator[ScalarNode]:
    """Yield every key that stands a second time in its mapping."""
    if isinstance(node, SequenceNode):
        for one in node.value:
            yield from _twice(one)
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                if key.value in seen:
                    yield key
                seen.add(key.value)
            yield from _twice(value)


def _strange(root: Node) -> Iterator[Fault]:
    """Yield the columns to be filled that the template has not."""
    whole = {getattr(key, "value", ""): value for key, value in root.value}
    template = TEMPLATES.get(getattr(whole.get("record"), "value", ""))
    columns = whole.get("columns")
    if template is None or not isinstance(columns, MappingNode):
        return
    for key, _ in columns.value:
        name = str(getattr(key, "value", ""))
        if name not in template.names():
            message = mapping.NO_COLUMN.format(file=template.file, name=name[:60])
            yield Fault(("columns", name), message, meant(name, template.names()))


def _fault(where: Place, kind: str, message: str) -> Fault:
    """Say one problem that the model found."""
    told = {
        "missing": mapping.MISSING,
        "extra_forbidden": mapping.NO_SUCH_KEY,
        "string_type": mapping.NO_TEXT,
        "string_pattern_mismatch": mapping.BAD_NAME,
    }
    return Fault(where, told.get(kind, message.removeprefix("Value error, ")))


def _at(root: Node, file: str, faults: Sequence[Fault]) -> list[Problem]:
    """Return the faults as problems, each once, at the nearest place that the text has."""
    return sorted(
        {
            Problem(
                file,
                *_from_one(_nearest(root, fault.where).start_mark),
                ".".join(str(part) for part in fault.where)[:120],
                fault.message,
                fault.hint,
            )
            for fault in faults
        }
    )


def _from_one(mark: _Mark | None) -> tuple[int, int]:
    """Return line and column, from 1; of a problem without a place those of the first character."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _nearest(node: Node, where: Place) -> Node:
    """Return the node of a place; what the text leaves out stands at what is around it."""
    best = node
    for part in where:
        if isinstance(node, MappingNode):
            named = [(k, v) for k, v in node.value if getattr(k, "value", None) == str(part)]
            if named:
                best, node = named[0]
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            best = node = node.value[part]
    return best


def _refused(file: str, line: int, column: int, message: str) -> IncidentFileError:
    return IncidentFileError([Problem(file, line, column, "", message)])


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
