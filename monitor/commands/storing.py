"""Commands that act on a store: what counts, what is taken in, what is taken back."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from monitor import answers
from monitor.clock import system_clock
from monitor.commands import usage
from monitor.commands.output import give, note, plain, say
from monitor.commands.rules import loaded, rule_files
from monitor.errors import IncidentFileError, Problem
from monitor.incidents.decode import LARGEST
from monitor.service import Outcome, Service, Taken
from monitor.settings import Settings
from monitor.store.errors import StoreError
from monitor.store.store import Store
from monitor.told import acts as told
from monitor.words import number


@contextmanager
def opened(settings: Settings, check: Callable[[Path], None]) -> Iterator[Service]:
    """Open the store alone, and say what is to be said of the opening."""
    check(settings.store)
    with usage.told(settings.store):
        service = Service.open(settings, system_clock)
    with service:
        for line in service.store.notes:
            note(line)
        yield service


def activate(options: Namespace, settings: Settings) -> int:
    """Make rule files count from now on."""
    instruments = loaded(rule_files(options.rules, settings))
    with opened(settings, usage.new_store) as service:
        done = {
            instrument.agreement.id: service.activate(instrument, actor=settings.actor)
            for instrument in instruments
        }
    if options.json:
        give([{"agreement": name, "changed": changed} for name, changed in done.items()])
        return 0
    for name, changed in done.items():
        say(f"{name}: {'active' if changed else 'was active already, unchanged'}")
    return 0


def ingest(options: Namespace, settings: Settings) -> int:
    """Take in files of records, each all or nothing."""
    given: list[dict[str, object]] = []
    code = 0
    with opened(settings, usage.new_store) as service:
        for path in options.files:
            try:
                taken = replace(_take(service, path, options, settings.actor), file=str(path))
            except StoreError as error:
                # The files before it are accepted; none of those after it would fare better.
                note(f"{path}: {error}")
                given.append({"file": str(path), "error": str(error)})
                code = 2
                break
            for problem in taken.problems() if taken.outcome is not Outcome.ALREADY_STORED else ():
                note(plain(told.on_one_line(problem)))
            if not options.json:
                for line in told.taken(taken):
                    say(line)
            given.append(answers.taken(taken))
            code = max(code, 2 if taken.outcome is Outcome.REFUSED else 0)
    if options.json:
        give(given)
    return code


def _take(service: Service, path: Path, options: Namespace, actor: str) -> Taken:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = f"it cannot be read: {error.strerror or type(error).__name__}"
        problem = Problem(str(path), 1, 1, "", reason, "check its name and place")
        return Taken.unreadable(path.name, IncidentFileError([problem]))
    return service.take(
        path.name,
        data,
        kind=options.format,
        source=options.source,
        time_zone=options.time_zone,
        archive=options.archive,
        accept_good_rows=options.accept_good_rows,
        dry_run=options.dry_run,
        actor=actor,
    )


def uploads(options: Namespace, settings: Settings) -> int:
    """List what was taken in, newest last."""
    with opened(settings, usage.existing_store) as service:
        lines = service.uploads()
    if options.json:
        give([answers.upload(line) for line in lines])
        return 0
    for line in told.uploads(lines, settings.time_zone):
        say(line)
    return 0


def rejected(options: Namespace, settings: Settings) -> int:
    """Give back the rows that an upload left out, as a file to be mended."""
    with opened(settings, usage.existing_store) as service:
        data = service.rejected(options.upload)
    text = data.decode("utf-8-sig")
    if options.output is not None:
        _write_new(options.output, data)
        told_of = {"upload": options.upload, "file": str(options.output)}
        if options.json:
            give(told_of)
        else:
            say(f"{options.output}: the rejected rows of upload {options.upload}; mend and ingest")
    elif options.json:
        give({"upload": options.upload, "csv": text})
    else:
        sys.stdout.buffer.write(data)
    return 0


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet: nobody's mended rows are overwritten."""
    with usage.told(path):
        if path.exists():
            raise usage.UsageError(f"{path}: there is a file of this name; choose another")
        with path.open("xb") as file:
            file.write(data)


def undo(options: Namespace, settings: Settings) -> int:
    """Take back an upload."""
    with opened(settings, usage.existing_store) as service:
        service.undo(options.upload, actor=settings.actor)
        line = next(line for line in service.uploads() if line.act == options.upload)
    if options.json:
        give(answers.upload(line))
    else:
        say(told.undone(line))
    return 0


def rebuild(options: Namespace, settings: Settings) -> int:
    """Make the database anew from the journal and the kept files."""
    usage.existing_store(settings.store)
    with (
        usage.told(settings.store),
        Store.open(settings.store, system_clock, rebuild=True) as store,
    ):
        for line in store.notes:
            note(line)
        acts = store.head.seq if store.head else 0
    if options.json:
        give({"acts": acts})
    else:
        say(f"the database was made anew from {number(acts, 'act')} of the journal")
    return 0


def first_run(options: Namespace, settings: Settings) -> int:
    """Load and activate the sample agreements and record, if the store is empty."""
    given: list[dict[str, object]] = []
    with opened(settings, usage.new_store) as service:
        for done in service.first_run(actor=settings.actor):
            if isinstance(done, Taken):
                given.append(answers.taken(done))
                note("\n".join(told.taken(done)))
            else:
                given.append({"agreement": done.agreement.id, "changed": True})
                note(f"{done.agreement.id}: active")
    if options.json:
        give(given)
    elif not given:
        note(f"{settings.store}: the store is not empty; nothing was loaded")
    return 0
