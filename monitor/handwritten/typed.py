"""From a located tree to typed terms, with everything that does not fit said in plain words."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monitor.handwritten.flaw import MOST_FLAWS, MOST_PROBLEMS, Flaw
from monitor.handwritten.keys import at, keys
from monitor.handwritten.terms import Unfit
from monitor.handwritten.tree import Node, Path, plain
from monitor.handwritten.wording import choose, possible, quoted, shape

_LONGEST_KEY = 60

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Typed(Generic[M]):
    """The terms, or what keeps them from being read.

    Attributes:
        terms: None where anything was refused.
        flaws: What was refused; where there is very much of it, only the first of it.
    """

    terms: M | None
    flaws: tuple[Flaw, ...] = ()


def typed(root: Node, model: type[M], guide: str = "docs/rules.md") -> Typed[M]:
    """Read a tree as the model says; the keys are those a file has, not the model's own names.

    `guide` is the document that says what belongs where.
    """
    try:
        return Typed(model.model_validate(plain(root), by_alias=True, by_name=False))
    except ValidationError as error:
        found = error.errors(include_url=False)
    new = [details for details in found if not _reported_before(details)]
    unknown = _unknown_keys(found)
    meant = (details for details in new if not _misspelt(details, unknown))
    return Typed(None, tuple(_flaw(one, model, guide) for one in islice(meant, MOST_FLAWS)))


def _path(details: ErrorDetails) -> Path:
    return tuple(step for step in details["loc"] if step != "[key]")


def _reported_before(details: ErrorDetails) -> bool:
    """Whether it only follows from a value that was refused when the text was read."""
    given = details["input"]
    if details["type"] == "missing":
        return False
    whole = details["type"] == "value_error" and isinstance(given, dict)
    return given is None or (whole and None in given.values())


def _unknown_keys(found: list[ErrorDetails]) -> dict[Path, list[str]]:
    """Return the unknown keys of each mapping, cut to a length that is quick to compare."""
    unknown: dict[Path, list[str]] = defaultdict(list)
    for details in found:
        if details["type"] == "extra_forbidden":
            unknown[details["loc"][:-1]].append(str(details["loc"][-1])[:_LONGEST_KEY])
    return unknown


def _misspelt(details: ErrorDetails, unknown: dict[Path, list[str]]) -> bool:
    """Whether a missing key is there, but misspelt: then its misspelling is the problem."""
    beside = unknown.get(details["loc"][:-1], [])[:MOST_PROBLEMS]
    return details["type"] == "missing" and bool(get_close_matches(str(details["loc"][-1]), beside))


def _flaw(details: ErrorDetails, model: type[BaseModel], guide: str) -> Flaw:
    path, given = _path(details), details["input"]
    word = given if isinstance(given, str) else None
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, Unfit):
        on_key = details["loc"][-1:] == ("[key]",) or cause.on_key
        return Flaw((*path, *cause.at), cause.wrong, cause.instead, word, on_key)
    if details["type"] == "missing":
        return Flaw(path[:-1], *_missing(model, path))
    if details["type"] == "extra_forbidden":
        allowed = list(keys(at(model, path[:-1])))
        key = str(path[-1])
        return Flaw(path, f"unknown key {quoted(key)}", choose(key, allowed), on_key=True)
    return Flaw(path, *_misfit(details["type"], given, details.get("ctx", {}), guide), word)


def _missing(model: type[BaseModel], path: Path) -> tuple[str, str]:
    key = str(path[-1])
    field = keys(at(model, path[:-1])).get(key)
    about = f" {field.description}" if field and field.description else ""
    return f"the key {quoted(key)} is missing", f"add '{key}: …'.{about}"


def _misfit(kind: str, given: object, context: dict[str, Any], guide: str) -> tuple[str, str]:
    if kind in {"enum", "literal_error"}:
        words = possible(str(context["expected"]))
        if not isinstance(given, str):
            return f"{shape(given)} stands where one word belongs", choose("", words)
        return f"{quoted(given)} is not possible here", choose(given, words)
    if kind in {"greater_than_equal", "less_than_equal"}:
        least = "ge" in context
        bound = context["ge" if least else "le"]
        return f"{given} is too {'small' if least else 'large'}", (
            f"the {'smallest' if least else 'largest'} number here is {bound:,}"
        )
    wanted = {
        "tuple_type": "a list",
        "dict_type": "a mapping",
        "model_type": "a mapping",
        "string_type": "one text",
        "int_type": "a number",
        "bool_type": "true or false",
        "time_type": "a time of day",
        "datetime_type": "a date or a local time",
    }.get(kind, "something else")
    return f"{shape(given)} stands where {wanted} belongs", _WRITE.get(
        wanted, f"{guide} says what belongs here"
    )


_WRITE = {
    "a list": "write it as [a, b], or as lines that begin with '- '",
    "a mapping": "write it as lines of 'key: value', indented below the key",
    "one text": "write one word or one text; put it in quotes if it holds : or #",
    "a number": "write digits only, as 0 or 24",
    "a time of day": "write hours and minutes, as 19:00",
    "a date or a local time": "write 2016-09-12 or 2016-09-12T19:00",
}
