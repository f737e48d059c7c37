"""The row of HXL hashtags that the field's exchange puts under a header."""

import re
from collections.abc import Sequence

_TAG = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(?:\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*")
_FIGURE = re.compile(r"#(?:affected|geo\s*\+\s*(?:lat|lon|elevation)|indicator|value)\b")


def is_tag(cell: str) -> bool:
    """Whether a cell is a hashtag with its attributes, as `#date +start`."""
    return _TAG.fullmatch(cell.strip()) is not None


def is_tag_row(cells: Sequence[str]) -> bool:
    """Whether a row is one of hashtags: at least half of what it holds is."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and 2 * sum(map(is_tag, filled)) >= len(filled)


def tags_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the hashtags of a row, without spaces and in small letters; "" for other cells."""
    return tuple("".join(cell.split()).lower() if is_tag(cell) else "" for cell in cells)


def is_figure(tag: str) -> bool:
    """Whether the cells of a column with this hashtag are figures or coordinates."""
    return _FIGURE.match(tag) is not None
