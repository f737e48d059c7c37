"""The process that reads one file: asked on standard input, answering on standard output.

Started ahead it is given the number of an open file: a line there says that what is asked stands
on standard input, and its end that nothing will be.
"""

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
    for number in sys.argv[1:]:
        _load_ahead()
        if not os.read(int(number), 1):
            return 0
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


def _load_ahead() -> None:
    """Load what long files need, too."""
    import monitor.incidents.formats.flow_by_columns  # noqa: F401, PLC0415 - a short file that is not waited for does without


def _answered(asked: Asked, given: Given) -> Iterator[bytes]:
    try:
        yield from answer(asked.begin(given))
    except IncidentFileError as error:
        yield from refusal(error)


if __name__ == "__main__":
    sys.exit(main())
