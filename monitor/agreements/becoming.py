"""What changes in the sentences of an agreement when another text of it counts."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from monitor.agreements.english import explain_rules
from monitor.agreements.load import Instrument

_BULLET = "- "


def sentences_changed(before: Instrument, after: Instrument) -> tuple[str, ...]:
    """Return the plain-English sentences that differ: `- ` as it was, `+ ` as it becomes.

    Each stands under its chapter, as `@@ Conditions @@`. Nothing where both read the same.
    """
    old, new = (explain_rules(one).splitlines() for one in (before, after))
    return tuple(_hunks(old, new))


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    told = ""
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        lines = [f"- {line.removeprefix(_BULLET)}" for line in old[i:j] if line]
        lines += [f"+ {line.removeprefix(_BULLET)}" for line in new[k:m] if line]
        chapter = _chapter(old, i) if i < j else _chapter(new, k)
        if lines and chapter != told:
            told = chapter
            yield f"@@ {chapter} @@"
        yield from lines


def _chapter(lines: Sequence[str], position: int) -> str:
    """Return the last heading at or above a line; the first line is that of the whole."""
    for at in range(min(position, len(lines) - 1), 0, -1):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if below.startswith(_BULLET) and not lines[at].startswith(_BULLET):
            return lines[at]
    return lines[0]
