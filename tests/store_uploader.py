"""A process that is there to be killed: it uploads, evaluates, undoes and backs up, and says so.

    python tests/store_uploader.py FOLDER FIRST

The store is in FOLDER/store, backups go to FOLDER/backups. Before each act it prints
`begin <what> <number>`, and once that was acknowledged `done <what> <number> <result>`: the act,
or for a backup how many acts it holds.
"""

import sys
from datetime import timedelta
from pathlib import Path

from schedule_samples import rules
from store_samples import START, link, report, rows

from monitor.clock import system_clock
from monitor.service import Service
from monitor.settings import read_settings

ROWS = 40
"""Reports in each file."""

TRUCE = rules("truce", zone="Asia/Damascus", start="2016-09-10T00:00")
"""A small agreement, which what is uploaded counts under: the time goes into what is killed."""
AT = START + timedelta(days=4)


def main(folder: Path, first: int) -> None:
    """Go round until killed: two files, an evaluation said, the second file undone, a backup."""
    environ = {"MONITOR_STORE": str(folder / "store"), "MONITOR_ACTOR": "uploader"}
    with Service.open(read_settings(environ), system_clock) as service:
        service.rules.activate(TRUCE, actor="uploader")
        number = first
        while True:
            upload(service, number)
            upload(service, number + 1)
            evaluate(service, number + 1)
            undo(service, number + 1)
            say("begin", "backup", number + 1)
            found = service.backup(folder / "backups" / str(number + 1), actor="uploader")
            say("done", "backup", number + 1, found.acts)
            number += 2


def upload(service: Service, number: int) -> None:
    """Upload a file of this number; some also link two of its reports."""
    records = [report(f"{number}-{row}") for row in range(ROWS)]
    if number % 5 == 0:
        records.append(link(f"north/{number}-0", f"north/{number}-1", id_=str(number)))
    say("begin", "upload", number)
    name, data = f"{number}.csv", b"%d" % number
    receipt = service.store.accept.upload(name, data, rows(*records), actor="uploader")
    say("done", "upload", number, receipt.upload)


def evaluate(service: Service, number: int) -> None:
    """Evaluate, and note what is said."""
    say("begin", "said", number)
    known = system_clock()
    evaluation = service.verdicts.evaluate(TRUCE.agreement.id, at=AT, known=known)
    verdicts = [finding.verdict.value for finding in evaluation.findings]
    body = {"number": number, "verdicts": verdicts}
    say("done", "said", number, service.store.accept.note("said", body, actor="uploader").seq)


def undo(service: Service, number: int) -> None:
    """Take the file of this number back."""
    (act,) = [one.act for one in service.record.uploads() if one.file == f"{number}.csv"]
    say("begin", "undo", number)
    service.uploads.undo(act, actor="uploader")
    assert service.store.head
    say("done", "undo", number, service.store.head.seq)


def say(*what: object) -> None:
    """Say it: it is on its way to the parent before anything else is done."""
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
