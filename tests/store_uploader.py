"""A process that is there to be killed: it uploads synthetic files and says each that is accepted.

    python tests/store_uploader.py FOLDER FIRST

It prints "open", then a line `<number> <act>` after each upload, undo or note was acknowledged.
"""

import sys
from pathlib import Path

from store_samples import link, report, rows

from monitor.clock import system_clock
from monitor.store.store import Store

ROWS = 40
"""Reports in each file."""


def main(folder: Path, first: int) -> None:
    """Upload files number `first` and on, until killed; some also link, some are undone."""
    with Store.open(folder, system_clock) as store:
        say("open")
        number = first
        while True:
            records = [report(f"{number}-{row}") for row in range(ROWS)]
            if number % 5 == 0:
                records.append(link(f"north/{number}-0", f"north/{number}-1", id_=str(number)))
            name = f"{number}.csv"
            receipt = store.upload(name, b"%d" % number, rows(*records), actor="uploader")
            say(f"{number} {receipt.upload}")
            if number % 9 == 0:
                say(f"undone {store.undo(receipt.upload, actor='uploader').seq}")
            number += 1


def say(text: str) -> None:
    """Acknowledge: it is on its way to the parent before anything else is done."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
