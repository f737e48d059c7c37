"""Texts as feeds can carry them, and the ids of what they tell of."""

import re
from collections.abc import Mapping
from json import dumps
from uuid import UUID, uuid5

from monitor.words import feeds

_OURS = UUID("6f0f6c55-3f0e-5c8e-9d0c-2f5b0a7d1e43")
"""The space of names in which ids are made; it never changes."""

_NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACED = "\ufffd"


def carried(text: str) -> str:
    """Return a text with what neither XML nor a calendar can carry shown as one sign each."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_XML.sub(_REPLACED, whole)


def id_of(about: Mapping[str, object]) -> str:
    """Return the id of something, by all that it is: the same wherever and whenever it is made."""
    return str(uuid5(_OURS, dumps(about, ensure_ascii=True, sort_keys=True)))


def left_out(count: int) -> str:
    """Say how many entries are not public."""
    key = "none" if count == 0 else "one" if count == 1 else "many"
    return feeds.LEFT_OUT[key].format(count=count)
