"""The keys of the file of alerts as people meet them: the last chapter of docs/alerts.md.

python -m monitor.delivery.describe
"""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from monitor.delivery.file import AlertsFile
from monitor.handwritten.keys import below, has_own_names, keys


def key_tables() -> str:
    """Return a chapter with a table for every mapping of the file."""
    tables = [_table(label, model) for label, model in _sections("", AlertsFile)]
    return "\n\n".join(["## Every key of the file", *tables]) + "\n"


def _sections(label: str, model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield every mapping with fixed keys and where it stands, the outer before the inner."""
    yield label, model
    for key in keys(model):
        inner, here = below(model, key), f"{label}.{key}".lstrip(".")
        if has_own_names(inner):
            inner, here = get_args(inner)[1], f"{here}.…"
        if isinstance(inner, type) and keys(inner):
            yield from _sections(here, inner)


def _table(label: str, model: type[BaseModel]) -> str:
    head = f"### `{label}`" if label else "### At the top"
    about = (model.__doc__ or "").strip().partition("\n")[0]
    rows = [_row(key, field, below(model, key)) for key, field in keys(model).items()]
    return "\n".join([head, "", about, "", "| key | | meaning |", "|---|---|---|", *rows])


def _row(key: str, field: FieldInfo, kind: object) -> str:
    needed = "needed" if field.is_required() else _default(field.default)
    words = tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()
    choice = f" One of {', '.join(f'`{word}`' for word in words)}." if words else ""
    meaning = " ".join((field.description or "").split())
    return f"| `{key}` | {needed} | {meaning}{choice} |"


def _default(value: object) -> str:
    match value:
        case bool():
            return "`yes`" if value else "`no`"
        case str() if value:
            return f"`{value}`"
        case _:
            return ""


if __name__ == "__main__":
    sys.stdout.write(key_tables())
