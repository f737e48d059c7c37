"""Commands that carry the record elsewhere: a backup of the store, and files of records."""

from dataclasses import asdict
from pathlib import Path

from monitor import answers
from monitor.errands.request import Reply, Request
from monitor.errands.standpoint import common_calendar
from monitor.errands.usage import UsageError, time_of, told
from monitor.service import Service
from monitor.told import keeping


def backup(request: Request, service: Service) -> Reply:
    """Copy the journal and the kept files to a new folder of this machine, and check the copy."""
    folder = Path(request.text("folder") or "")
    if not folder.is_absolute():
        raise UsageError(f"{folder}: name the folder of a backup from the root, as /srv/backup")
    with told(folder):
        found = service.backup(folder, actor=request.actor)
    answer = {"folder": str(folder), **asdict(found), "ok": found.ok}
    return Reply(0, answer, tuple(keeping.backed_up(folder, found)), found.notes)


def export(request: Request, service: Service) -> Reply:
    """Return the records of one kind in the columns of its template."""
    now = service.moment()
    known = time_of(request.text("known"), common_calendar(service), "--known", now) or now
    found = service.export(request.text("kind") or "", known, actor=request.actor)
    answer = {
        "kind": found.kind,
        "known": answers.instant(known),
        "records": found.records,
        "left_out": list(found.left_out),
        "csv": found.data.decode("utf-8-sig"),
    }
    return Reply(0, answer, notes=tuple(keeping.left_out(found)))
