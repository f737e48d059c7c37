"""The process that reads one file: asked on standard input, answering on standard output."""

import os
import sys

from monitor.apart.answer import answer, refusal
from monitor.apart.asked import Asked, limits_received
from monitor.apart.limits import OUT_OF_MEMORY, confine
from monitor.errors import IncidentFileError


def main() -> int:
    """Read the file, and answer; returns the exit code."""
    line = sys.stdin.buffer.readline()
    try:
        confine(limits_received(line))
        asked = Asked.received(line, sys.stdin.buffer.read())
        try:
            lines = answer(asked.read())
        except IncidentFileError as error:
            lines = refusal(error)
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
    except MemoryError:
        # Nothing more can be counted on, not even an orderly end.
        os._exit(OUT_OF_MEMORY)
    return 0


if __name__ == "__main__":
    sys.exit(main())
