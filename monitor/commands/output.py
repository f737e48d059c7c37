"""Results to standard output, messages to standard error; other people's text stays text."""

import json
import sys
from collections.abc import Mapping, Sequence

from monitor.errands.request import Reply
from monitor.errors import one_line


def say(line: str) -> None:
    """Print one line of a result."""
    sys.stdout.write(f"{one_line(line)}\n")


def give(answer: Mapping[str, object] | Sequence[object]) -> None:
    """Print a result as JSON; what a terminal would obey is escaped, as JSON allows."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    lines = (line if line.isprintable() else _escaped(line) for line in text.split("\n"))
    sys.stdout.write("\n".join(lines) + "\n")


def _escaped(line: str) -> str:
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)


def note(message: str) -> None:
    """Print a message, of one line or several, to standard error."""
    lines = map(one_line, message.split("\n"))
    sys.stderr.write("\n".join(lines) + "\n")


def progress(done: int, whole: int) -> None:
    """Show how far it has come, to a person who watches; nothing stays of it."""
    if sys.stderr.isatty():
        line = f"{done} of {whole}"
        sys.stderr.write(f"\r{line}" if done < whole else f"\r{' ' * len(line)}\r")
        sys.stderr.flush()


def waiting(line: str) -> None:
    """Show what is being waited for, to a person who watches; an empty line takes it away."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{' ' * 40}\r{line}")
        sys.stderr.flush()


def show(reply: Reply, *, as_json: bool) -> int:
    """Print what came of a command: messages, then the result; returns the exit code."""
    for message in reply.notes:
        note(message)
    if as_json:
        give(reply.answer)
    else:
        for line in reply.lines:
            say(line)
    return reply.code
