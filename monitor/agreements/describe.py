"""The rule language as editors and people meet it: a JSON Schema, and a table of every key.

python -m monitor.agreements.describe schema > docs/rules.schema.json
python -m monitor.agreements.describe keys    (prints the last chapter of docs/rules.md)
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import time
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from monitor.agreements.acts import FROM
from monitor.agreements.baseline import Baseline
from monitor.agreements.case_terms import FileTerms
from monitor.agreements.dated import REPORT, Duration
from monitor.agreements.holding import AtLeastHolding, Holding
from monitor.agreements.model import ActorTest, Agreement, AtLeast, Happening, Member
from monitor.handwritten.keys import alternatives, below, has_own_names, keys
from monitor.handwritten.terms import ID, LOCAL

Schema = dict[str, Any]

_SINGLE = (
    *("imports", "any_kind", "purpose", "weapon", "claimed", "pcodes", "lies_in"),
    *("decided", "resumed", "withdrawn", "closes"),
)
"""Lists for which one value may stand."""

_SHORT: dict[str, Schema] = {
    "at_most": {"type": "integer", "minimum": 0},
    "at_least": {"type": "integer", "minimum": 0},
    "role": {"$ref": "#/$defs/Role"},
}
"""Dated lists for which one undated value may stand."""

_PARTY: Schema = {"type": "string", "pattern": f"^{ID}$"}
_ROLES: Schema = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "role": {
            "anyOf": [
                {"$ref": "#/$defs/Role"},
                {"type": "array", "items": {"$ref": "#/$defs/Role"}},
            ]
        },
        "or": {"anyOf": [_PARTY, {"type": "array", "items": _PARTY}]},
    },
}
_ACTORS: Schema = {
    "description": "A party, civilians, {role: …}, {role: …, or: …}, or a list of these.",
    "anyOf": [_PARTY, _ROLES, {"type": "array", "items": {"anyOf": [_PARTY, _ROLES]}}],
}

_ANY_OF: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["any"],
    "properties": {"any": {"type": "array", "items": {"$ref": "#/$defs/Deciding"}}},
}
"""What may close a phase, written as a list under `any`."""


def json_schema() -> Schema:
    """Return the JSON Schema of a rule file as it is written, short spellings included."""
    schema: Schema = _plain(Agreement.model_json_schema(by_alias=True))
    schema["$defs"]["ActorTest"] = _ACTORS
    opening, phase = (schema["$defs"][name]["properties"] for name in ("Opening", "Phase"))
    opening["at"] = {**opening["at"], "pattern": f"^({re.escape(FROM)}|{LOCAL})$"}
    phase["closes"]["anyOf"].append(_ANY_OF)
    schema["$defs"]["Baseline"] = _plain(Baseline.model_json_schema(by_alias=True))
    schema["$defs"]["Baseline"]["properties"]["standard"] = {"$ref": "#/$defs/Grade"}
    del schema["$defs"]["Baseline"]["$defs"]
    limit = schema["$defs"]["Limit"]["properties"]
    limit["at_most"]["anyOf"].append({"$ref": "#/$defs/Baseline"})
    each = {"anyOf": [{"const": REPORT}, {"$ref": "#/$defs/Duration"}]}
    limit["each"] = {"description": limit["each"]["description"], **each}
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema


def _plain(node: Any) -> Any:  # noqa: ANN401 - any part of a JSON document
    """Take out of a schema what is about the program's own values and not about files."""
    if isinstance(node, list):
        return [_plain(item) for item in node if item != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    plain = {key: _plain(value) for key, value in node.items() if key not in {"default", "title"}}
    if "properties" in node:
        plain["properties"] = {
            key: _written(key, _plain(value)) for key, value in node["properties"].items()
        }
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
    for own, standard in (("ge", "minimum"), ("le", "maximum")):
        if own in plain:
            plain[standard] = plain.pop(own)
    return plain


def _written(key: str, schema: Schema) -> Schema:
    """Let one value stand for a list where the language does, and for what may be left out."""
    arms = schema.get("anyOf", [])
    if len(arms) == 1:
        schema = {**{k: v for k, v in schema.items() if k != "anyOf"}, **arms[0]}
    single = schema.get("items") if key in _SINGLE else _SHORT.get(key)
    if schema.get("type") != "array" or single is None:
        return schema
    about = {"description": schema["description"]}
    return {**about, "anyOf": [single, {"type": "array", "items": schema["items"]}]}


_TOLD_ONCE = {Member, AtLeast, Happening, Holding, AtLeastHolding}
"""Mappings that stand in many places, some of them in themselves."""


def key_tables() -> str:
    """Return a chapter with a table for every mapping of rule files and of cases."""
    rules, cases = list(_sections("", Agreement)), list(_sections("", FileTerms))
    parts = ["## Every key of a rule file", *(_table(label, model) for label, model in rules)]
    parts += ["## Every key of a file of cases", *(_table(label, model) for label, model in cases)]
    return "\n\n".join(parts) + "\n"


def _sections(
    label: str, model: type[BaseModel], told: set[type[BaseModel]] | None = None
) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield every mapping with fixed keys and where it stands, the outer before the inner.

    What stands in many places, as the members of gates, is told where it first stands.
    """
    told = set() if told is None else told
    yield label, model
    for key in keys(model):
        for form in alternatives(below(model, key)):
            yield from _within(f"{label}.{key}".lstrip("."), form, told)


def _within(
    here: str, inner: object, told: set[type[BaseModel]]
) -> Iterator[tuple[str, type[BaseModel]]]:
    if has_own_names(inner):
        inner, here = get_args(inner)[1], f"{here}.…"
    elif get_origin(inner) is tuple:
        inner, here = below(inner, 0), f"{here}[…]"
    if isinstance(inner, type) and keys(inner) and inner not in {Duration, ActorTest, *told}:
        told |= {inner} & _TOLD_ONCE
        yield from _sections(here, inner, told)


def _table(label: str, model: type[BaseModel]) -> str:
    head = f"### `{label}`" if label else "### At the top"
    about = (model.__doc__ or "").strip().partition("\n")[0]
    rows = [_row(key, field, below(model, key)) for key, field in keys(model).items()]
    return "\n".join([head, "", about, "", "| key | | meaning |", "|---|---|---|", *rows])


def _row(key: str, field: FieldInfo, kind: object) -> str:
    needed = "needed" if field.is_required() else _default(field.default)
    words = _words(kind)
    choice = f" One of {', '.join(f'`{word}`' for word in words)}." if words else ""
    return f"| `{key}` | {needed} | {field.description}{choice} |"


def _default(value: object) -> str:
    if value is None or value == "" or isinstance(value, dict):
        return ""
    if isinstance(value, BaseModel) and not isinstance(value, Duration):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`[{', '.join(value)}]`" if value else ""
    return f"`{value:%H:%M}`" if isinstance(value, time) else f"`{value}`"


def _words(kind: object) -> tuple[str, ...]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(kind)
    return get_args(kind) if get_origin(kind) is Literal else ()


def main(what: str) -> None:
    """Print the schema, or the chapter of keys."""
    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    sys.stdout.write(schema if what == "schema" else key_tables())


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "keys")
