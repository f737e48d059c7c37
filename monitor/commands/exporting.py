"""The command that writes the record as CSV files in the project's own templates."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from monitor.commands import usage
from monitor.commands.files import put_out, write_new
from monitor.commands.output import give, note, say, show
from monitor.commands.reaching import reached, request
from monitor.errands.usage import UsageError, told
from monitor.incidents.templates import TEMPLATES
from monitor.settings import Settings
from monitor.words import names_of, phrasing, terminal

ORDER = (
    *("source_profile", "report", "count", "statement", "decision"),
    *("attestation", "coverage", "link", "review"),
)
"""The kinds of record, each after those that it refers to: their files are numbered so."""


def export(options: Namespace, settings: Settings) -> int:
    """Write one kind of record to a file or standard output, several to a new folder."""
    kinds = sorted(set(options.kind or ORDER), key=_place)
    several = len(kinds) > 1
    if several:
        _check(options)
    files: list[Mapping[str, object]] = []
    known = options.known
    with reached(settings, usage.existing_store) as reach:
        if several and options.output:
            _make(options.output)
        for kind in kinds:
            reply = reach(request(options, settings, {"kind": kind, "known": known}))
            if reply.code or not isinstance(reply.answer, Mapping):
                return show(reply, as_json=options.json)
            for message in reply.notes:
                note(message)
            # Every kind as known at the moment at which the first one was.
            known = reply.answer["known"]
            files.append(_put(reply.answer, options, several=several))
    if options.json:
        give({"known": known, "files": files})
    return 0


def _place(kind: str) -> tuple[int, str]:
    return ORDER.index(kind) if kind in ORDER else len(ORDER), kind


def _check(options: Namespace) -> None:
    """Refuse several files where only one can go.

    Raises:
        UsageError: Saying where they can.
    """
    if not (options.output or options.json):
        raise UsageError(
            "name a new folder for the files, one of each kind (-o DIR); or one kind (--kind KIND: "
            f"{', '.join(ORDER)}), which goes to standard output"
        )


def _make(folder: Path) -> None:
    """Make a folder that is not there yet, or use an empty one.

    Raises:
        UsageError: Something is in it, or it cannot be made.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder}: something is in this folder; name a new or empty one")


def _put(
    answer: Mapping[str, object], options: Namespace, *, several: bool
) -> Mapping[str, object]:
    """Write a file where it is to go; returns what is said of it as JSON."""
    kind, text = str(answer["kind"]), str(answer["csv"])
    if options.output is None:
        if not options.json:
            put_out(text)
        return answer
    said = {name: value for name, value in answer.items() if name != "csv"}
    if several and not answer["records"]:
        return said | {"file": None}
    number = ORDER.index(kind) + 1
    path = options.output / f"{number}-{TEMPLATES[kind].file}" if several else options.output
    write_new(path, text)
    if not options.json:
        one, many = kind.replace("_", " "), names_of.RECORDS[kind]
        count = phrasing.number(int(str(answer["records"])), one, many)
        say(terminal.EXPORTED.format(file=path, records=count))
    return said | {"file": str(path)}
