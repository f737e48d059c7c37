"""Commands that bring files to a store, or back from it."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from monitor.commands import usage
from monitor.commands.files import put_out, records_in, write_new
from monitor.commands.output import give, show
from monitor.commands.reaching import Reach, reached, request
from monitor.commands.rules import loaded, rule_files
from monitor.errands.request import Given, Reply
from monitor.errands.taking import became
from monitor.errors import MonitorError
from monitor.service import Taken
from monitor.settings import Settings
from monitor.words import terminal

DECLARED = (
    *("format", "source", "time_zone"),
    *("encoding", "delimiter", "decimal", "dates", "sheet", "header"),
    *("archive", "accept_good_rows", "dry_run", "withdraw_missing", "accept_sums"),
)


def activate(options: Namespace, settings: Settings) -> int:
    """Make rule files count from now on, or say what that would change."""
    instruments = loaded(rule_files(options.rules, settings))
    files = tuple(Given(one.file, one.text.encode()) for one in instruments)
    imports = {name: text for one in instruments for name, text in one.imports.items()}
    with reached(settings, usage.new_store) as reach:
        how = {name: getattr(options, name) for name in ("amendment", "correction", "dry_run")}
        asked = request(options, settings, {"imports": imports, **how}, files)
        return show(reach(asked), as_json=options.json)


def ingest(options: Namespace, settings: Settings) -> int:
    """Take in files of records, each all or nothing: a request for each."""
    given: list[object] = []
    code = 0
    with reached(settings, usage.new_store) as reach:
        for path in options.files:
            reply = _ingested(path, options, settings, reach)
            code = max(code, reply.code)
            given.append(reply.answer)
            show(replace(reply, lines=()) if options.json else reply, as_json=False)
            if "error" in reply.answer:
                # The files before it are accepted; none of those after it would fare better.
                break
    if options.json:
        give(given)
    return code


def _ingested(path: Path, options: Namespace, settings: Settings, reach: Reach) -> Reply:
    declared = {name: getattr(options, name) for name in DECLARED}
    found = records_in(path)
    if isinstance(found, Taken):
        return became(found)
    try:
        return reach(request(options, settings, declared, (found,)))
    except MonitorError as error:
        answer = {"file": str(path), "error": str(error)}
        return Reply(2, answer, notes=(f"{path}: {error}",))


def rejected(options: Namespace, settings: Settings) -> int:
    """Give back the rows that an upload left out, as a file to be mended."""
    with reached(settings, usage.existing_store) as reach:
        reply = reach(request(options, settings, {"upload": options.upload}))
    match reply.answer:
        case {"csv": str(text)} if options.output is not None:
            write_new(options.output, text)
            answer = {"upload": options.upload, "file": str(options.output)}
            line = terminal.REJECTED_WRITTEN.format(file=options.output, upload=options.upload)
            return show(Reply(0, answer, (line,)), as_json=options.json)
        case {"csv": str(text)} if not options.json:
            put_out(text)
            return 0
    return show(reply, as_json=options.json)
