"""The process that reads one file: asked on standard input, answering on standard output."""

import os
import sys
from collections.abc import Iterator

from monitor.apart.answer import answer, refusal
from monitor.apart.asked import Asked, limits_received
from monitor.apart.limits import OUT_OF_MEMORY, confine
from monitor.apart.window import windowed
from monitor.errors import IncidentFileError
from monitor.incidents.opened.given import Given


def main() -> int:
    """Read the file, and answer; returns the exit code."""
    asks = sys.stdin.buffer
    line = asks.readline()
    try:
        confine(limits_received(line))
        asked, given = Asked.received(line), windowed(asks, len(line))
        sys.stdout.buffer.writelines(_answered(asked, given))
        sys.stdout.buffer.flush()
    except MemoryError:
        # Nothing more can be counted on, not even an orderly end.
        os._exit(OUT_OF_MEMORY)
    return 0


def _answered(asked: Asked, given: Given) -> Iterator[bytes]:
    try:
        yield from answer(asked.begin(given))
    except IncidentFileError as error:
        yield from refusal(error)


if __name__ == "__main__":
    sys.exit(main())
