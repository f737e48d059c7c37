"""What a naive count makes of a source's silence, and what this system says of the same days.

    python -m benchmarks.silence FILE [--picture PNG] [--first DAY] [--last DAY] [--json]

FILE is a UCDP GED file (CSV) of Syria that you download yourself. It is taken into a store of its
own, which is thrown away. A made-up instrument asks for no fighting between the Government of
Syria and the Syrian insurgents, in each governorate, each day.
"""

import argparse
import json
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.silence_days import figures, shown
from benchmarks.silence_picture import draw
from monitor.clock import system_clock
from monitor.service import Service
from monitor.settings import read_settings

FIRST, LAST = date(2016, 5, 1), date(2016, 5, 31)


def main() -> int:
    """Measure, print, and draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--first", type=date.fromisoformat, default=FIRST)
    parser.add_argument("--last", type=date.fromisoformat, default=LAST)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"MONITOR_STORE": str(Path(folder) / "store")})
        with Service.open(settings, system_clock) as service:
            found = shown(service, options.file, options.first, options.last)
    told = figures(found)
    if options.json:
        print(json.dumps({"days": told, "today": list(found.lines)}, indent=2))
    else:
        for line in told:
            print(*line.values(), sep="  ")
        print(*found.lines, sep="\n")
    if options.picture:
        draw(found).save(options.picture, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
