"""Results to standard output, messages to standard error; other people's text stays text."""

import json
import sys
from collections.abc import Mapping, Sequence


def plain(text: str) -> str:
    """Write what a terminal would obey, as colours or a line end, so that it can be seen."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def say(line: str) -> None:
    """Print one line of a result."""
    sys.stdout.write(f"{plain(line)}\n")


def give(answer: Mapping[str, object] | Sequence[object]) -> None:
    """Print a result as JSON."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def note(message: str) -> None:
    """Print a message, of one line or several, to standard error."""
    lines = map(plain, message.split("\n"))
    sys.stderr.write("\n".join(lines) + "\n")


def progress(done: int, whole: int) -> None:
    """Show how far it has come, to a person who watches; nothing stays of it."""
    if sys.stderr.isatty():
        line = f"{done} of {whole}"
        sys.stderr.write(f"\r{line}" if done < whole else f"\r{' ' * len(line)}\r")
        sys.stderr.flush()
