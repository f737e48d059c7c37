"""The command line: `python -m monitor <command>`.

Results go to standard output, messages to standard error. The exit code is 0 on success, 1 on
a negative answer (a rule case failed, a chain is broken), 2 on bad usage or input.
"""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from monitor.commands.alert_options import add_alerts
from monitor.commands.output import give, note
from monitor.commands.places import absolute
from monitor.errors import MonitorError
from monitor.settings import Settings, read_settings

Command = Callable[[Namespace, Settings], int]
Add = Callable[[str, str, str, str], "_Parser"]
"""Adds a command: its name, the topic and function that carry it out, and one line on it."""

RECORDS = {
    "report": "take in one report of an event",
    "count": "take in a figure that a source states",
    "say": "take in a statement: somebody accepts, offers, claims, denies",
    "decide": "take in a decision of a party or body",
    "attest": "take in that somebody says a duty held, or did not",
    "cover": "take in that a source was watching",
    "link": "say that two reports tell of one event, or of two",
    "review": "say how well it is established that an event happened",
}
"""The commands that take in one record each, with a line on each."""

LONGEST_NUMBER = 19
"""Digits of more than fits the number of an act."""

LAST_PORT = 65535

INTERRUPTED, NOBODY_READS = 130, 141
"""What a shell reports of a program ended by Ctrl-C, or by a reader who went away."""


class _BadUsageError(MonitorError):
    """The words of the command line do not make a command."""


class _Parser(ArgumentParser):
    """Tells bad usage as every other error is told.

    `fill` adds the options that take long to find out, once the command is the one chosen.
    """

    fill: Callable[[ArgumentParser, str], None] | None = None

    def parse_known_args(  # type: ignore[override] # one of the two ways in which it is called
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        """Read the words that this parser knows."""
        fill, self.fill = self.fill, None
        if fill is not None:
            fill(self, str(self.get_default("command")))
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong, with where to read on."""
        raise _BadUsageError(f"{message}\n{self.format_usage().strip()}\nfor more: {self.prog} -h")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return the exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _carry_out(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is left unwritten would fail once more, with a traceback, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    return code


def _carry_out(words: Sequence[str]) -> int:
    try:
        options = parser().parse_args(words)
        settings = read_settings()
        if options.store:
            settings = replace(settings, store=absolute(options.store, "--store "))
        return command(*options.run)(options, settings)
    except MonitorError as error:
        note(str(error))
        if "--json" in words:
            problems = [asdict(problem) for problem in getattr(error, "problems", ())]
            give({"error": str(error), "problems": problems})
        return 2


def command(topic: str, name: str) -> Command:
    """Return a command; only now is imported what it needs.

    The database and the rule language take most of a second, which `--help`, `verify` and a
    mistyped command need not wait for.
    """
    found: Command = getattr(import_module(f"monitor.commands.{topic}"), name)
    return found


def parser() -> ArgumentParser:
    """Return what reads a command line; `run` of what it gives is for `command`."""
    whole = _Parser(
        prog="python -m monitor",
        description="Whether the conditions of an agreement hold, how we know, what changes next.",
        epilog="Exit codes: 0 success, 1 a negative answer, 2 bad usage or input. A store that "
        "a service has open is reached through it. "
        "`python -m monitor COMMAND -h` tells more of a command.",
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, topic: str, function: str, summary: str) -> _Parser:
        sub: _Parser = commands.add_parser(
            name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}."
        )
        sub.set_defaults(run=(topic, function), command=name)
        sub.add_argument("--store", type=Path, metavar="DIR", help="folder of the store")
        sub.add_argument("--json", action="store_true", help="print the result as JSON")
        return sub

    _add_rules(add)
    _add_questions(add)
    _add_taking(add)
    _add_records(add)
    add_alerts(add)
    _add_keeping(add)
    return whole


def _add_rules(add: Add) -> None:
    files = "rule files, or folders of them (default: the folder rules)"
    sub = add(
        "check", "checking", "check", "read rule files and their cases, and say what is wrong"
    )
    sub.add_argument("rules", nargs="*", type=Path, metavar="RULES", help=files)
    help_ = "source profiles by which to say what nobody certifies (default: those of the sample)"
    sub.add_argument("--profiles", type=Path, metavar="FILE", help=help_)
    sub = add("test", "cases", "test", "run the cases beside each rule file")
    sub.add_argument("rules", nargs="*", type=Path, metavar="RULES", help=files)
    help_ = "fail where no case shows a way a condition can come out, or an edge of its numbers"
    sub.add_argument("--complete", action="store_true", help=help_)
    sub = add("activate", "storing", "activate", "make rule files count from now on")
    sub.add_argument("rules", nargs="*", type=Path, metavar="RULES", help=files)
    ways = sub.add_mutually_exclusive_group()
    help_ = "the parties changed the text: only verdicts of days from then on change"
    ways.add_argument("--amendment", metavar="FROM", help=help_)
    help_ = "our reading of the text was wrong: what was said by it is restated as our error"
    ways.add_argument("--correction", action="store_true", help=help_)
    help_ = "show which sentences and verdicts would change, and change nothing"
    sub.add_argument("--dry-run", action="store_true", help=help_)
    sub = add(
        "explain-rules", "rules", "explain_rules_command", "tell an agreement in plain English"
    )
    sub.add_argument("agreement", metavar="AGREEMENT", help="its id, or its rule file")
    help_ = "write it beside the rule file, as ID.txt, in place of printing it"
    sub.add_argument("--write", action="store_true", help=help_)


def _add_questions(add: Add) -> None:
    sub = add("status", "reaching", "ask", "say what holds, by reading and by account")
    sub.add_argument("agreement", nargs="?", metavar="AGREEMENT")
    _add_standpoint(sub)
    sub = add("explain", "reaching", "ask", "say what a verdict rests on, and what would settle it")
    sub.add_argument("agreement", metavar="AGREEMENT")
    sub.add_argument("condition", metavar="CONDITION")
    sub.add_argument("--day", metavar="DATE", help="the date on which a monitoring day begins")
    sub.add_argument("--scope", help="area or party, for a condition that has them")
    help_ = "also by every evidence standard, doubt, reading and account"
    sub.add_argument("--table", action="store_true", help=help_)
    _add_standpoint(sub)
    sub = add("replay", "reaching", "ask", "judge the end of each day, on what was known then")
    sub.add_argument("agreement", metavar="AGREEMENT")
    help_ = "the first moment at which a day may end (default: the start of the agreement)"
    sub.add_argument("--from", dest="since", metavar="T", help=help_)
    help_ = "the last one (default: now, or the end of an agreement that has ended)"
    sub.add_argument("--to", dest="until", metavar="T", help=help_)
    help_ = "say which messages would have gone out, when, on what was known then"
    sub.add_argument("--alerts", action="store_true", help=help_)
    help_ = "tell it as a document in Markdown, with readings, accounts and corrections"
    sub.add_argument("--document", action="store_true", help=help_)


def _add_standpoint(sub: ArgumentParser) -> None:
    help_ = "what had happened by then, as 2016-09-19T19:00 (default: now, or its end)"
    sub.add_argument("--at", metavar="T", help=help_)
    sub.add_argument("--known", metavar="T", help="what was known by then (default: now)")
    sub.add_argument("--account", metavar="SOURCE", help="take this source's account as complete")
    sub.add_argument("--reading", help="judge under a rival reading of the text")


def _add_taking(add: Add) -> None:
    sub = add("ingest", "storing", "ingest", "take in files of records, each all or nothing")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
    sub.add_argument(
        "--format",
        help="kind of the records, or a format or mapping (default: told by the header line)",
    )
    sub.add_argument("--source", help="source of the rows that name none")
    sub.add_argument("--time-zone", metavar="ZONE", help="IANA zone of times that state none")
    _add_reading(sub)
    help_ = "count each row as known since it was published; only before the first live act"
    sub.add_argument("--archive", action="store_true", help=help_)
    help_ = "store the good rows of a file that has bad ones, and keep the bad ones for mending"
    sub.add_argument("--accept-good-rows", action="store_true", help=help_)
    help_ = "take back what the last file of the same source brought and this one leaves out"
    sub.add_argument("--withdraw-missing", action="store_true", help=help_)
    help_ = (
        "store counts as they stand although they do not add up to the totals stated beside them"
    )
    sub.add_argument("--accept-sums", action="store_true", help=help_)
    sub.add_argument("--dry-run", action="store_true", help="say what would be, store nothing")
    add("uploads", "reaching", "ask", "list what was taken in, newest last")
    sub = add("rejected", "storing", "rejected", "give back the rows that an upload left out")
    sub.add_argument("upload", type=_upload, metavar="UPLOAD")
    help_ = "write them to a new file (default: standard output)"
    sub.add_argument("-o", "--output", type=Path, metavar="FILE", help=help_)
    sub = add("undo", "reaching", "ask", "take back an upload or a record; it stays in the journal")
    sub.add_argument("upload", type=_upload, metavar="UPLOAD", help="its number in `uploads`")
    sub = add("draft-mapping", "mapping", "draft", "guess what the columns of a file are, to mend")
    sub.add_argument("file", type=Path, metavar="FILE", help="a table whose columns nobody knows")
    _add_reading(sub)
    help_ = "write it to a new file (default: standard output)"
    sub.add_argument("-o", "--output", type=Path, metavar="FILE", help=help_)
    sub = add("save-mapping", "mapping", "save", "say how files of an unknown layout are read")
    sub.add_argument("file", type=Path, metavar="FILE", help="the mapping, as YAML")
    sub = add("mappings", "reaching", "ask", "list the saved mappings, newest last")
    sub.add_argument("name", nargs="?", metavar="NAME", help="give this one as it was written")
    sub.add_argument("--version", type=_version, metavar="N", help="which of it (default: newest)")
    sub = add("take-back-mapping", "reaching", "ask", "read no more files by a saved mapping")
    sub.add_argument("name", metavar="NAME", help="its name in `mappings`")
    add("first-run", "reaching", "begin", "load the sample into an empty store")


def _add_reading(sub: ArgumentParser) -> None:
    help_ = "encoding of a text, as windows-1256 (default: told by its bytes and words)"
    sub.add_argument("--encoding", metavar="NAME", help=help_)
    help_ = "what separates cells: comma, semicolon, tab or pipe (default: told by the header)"
    sub.add_argument("--delimiter", metavar="NAME", help=help_)
    help_ = "what stands before decimals: comma or point (default: told by the column)"
    sub.add_argument("--decimal", metavar="NAME", help=help_)
    help_ = "order of dates in figures: day_first or month_first (default: told by the column)"
    sub.add_argument("--dates", metavar="NAME", help=help_)
    help_ = "sheet of a workbook that is read (default: the one with a known header)"
    sub.add_argument("--sheet", metavar="NAME", help=help_)
    help_ = "line, or row of a sheet, that names the columns (default: told by what stands in it)"
    sub.add_argument("--header", metavar="LINE", help=help_)


def _add_records(add: Add) -> None:
    for name, summary in RECORDS.items():
        sub = add(name, "recording", "record", summary)
        help_ = "say what it would change, store nothing"
        sub.add_argument("--dry-run", action="store_true", help=help_)
        sub.fill = _columns


def _columns(sub: ArgumentParser, name: str) -> None:
    """Give a command the columns of its template: only now are they imported."""
    import_module("monitor.commands.recording").add_columns(sub, name)


def _add_keeping(add: Add) -> None:
    sub = add("run", "running", "run", "serve the store to the command line, without pages")
    help_ = "port of the loopback address (default: 8501); 0 is any that is free"
    sub.add_argument("--port", type=_port, default=8501, metavar="N", help=help_)
    sub = add("verify", "verifying", "verify_command", "check the journal and every kept file")
    sub.add_argument("--anchor", metavar="HASH", help="a hash quoted from a message or a page")
    sub = add("backup", "keeping", "backup", "copy the store to a new folder, and check the copy")
    sub.add_argument("folder", type=Path, metavar="DIR", help="empty, or not there yet")
    sub = add("restore", "keeping", "restore", "put a backup where a store is to be")
    sub.add_argument("backup", type=Path, metavar="BACKUP", help="the folder of the backup")
    add("rebuild", "keeping", "rebuild", "make the database anew from the journal")
    sub = add("export", "exporting", "export", "write the record as CSV files, one of each kind")
    help_ = "a kind of record, as report; may be repeated (default: all)"
    sub.add_argument("--kind", action="append", metavar="KIND", help=help_)
    sub.add_argument("--known", metavar="T", help="as known by then (default: now)")
    help_ = "a new file for one kind (default: standard output), or a new folder for several"
    sub.add_argument("-o", "--output", type=Path, metavar="FILE", help=help_)


def _upload(text: str) -> int:
    """Read the number of an upload."""
    if not (text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER):
        raise ArgumentTypeError(f"{text!r} is no upload; `uploads` lists their numbers")
    return int(text)


def _version(text: str) -> int:
    """Read the number of a version."""
    if not (text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER):
        raise ArgumentTypeError(f"{text!r} is no version; `mappings` lists them")
    return int(text)


def _port(text: str) -> int:
    """Read the number of a port."""
    if not (text.isascii() and text.isdecimal() and int(text[:9]) <= LAST_PORT):
        raise ArgumentTypeError(f"{text!r} is no port; there are 0 to {LAST_PORT}")
    return int(text)
