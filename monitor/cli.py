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

from monitor.commands.output import give, note
from monitor.errors import MonitorError
from monitor.settings import Settings, read_settings

Command = Callable[[Namespace, Settings], int]
Add = Callable[[str, str, str, str], ArgumentParser]
"""Adds a command: its name, the topic and function that carry it out, and one line on it."""

LONGEST_NUMBER = 19
"""Digits of more than fits the number of an act."""

INTERRUPTED, NOBODY_READS = 130, 141
"""What a shell reports of a program ended by Ctrl-C, or by a reader who went away."""


class _BadUsageError(MonitorError):
    """The words of the command line do not make a command."""


class _Parser(ArgumentParser):
    """Tells bad usage as every other error is told."""

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
            settings = replace(settings, store=_folder(options.store))
        return command(*options.run)(options, settings)
    except MonitorError as error:
        note(str(error))
        if "--json" in words:
            problems = [asdict(problem) for problem in getattr(error, "problems", ())]
            give({"error": str(error), "problems": problems})
        return 2


def _folder(path: Path) -> Path:
    """Return a folder as an absolute path."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError) as error:
        raise _BadUsageError(f"--store {path}: there is no such folder: {error}") from error


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
        epilog="Exit codes: 0 success, 1 a negative answer, 2 bad usage or input. "
        "`python -m monitor COMMAND -h` tells more of a command.",
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, topic: str, function: str, summary: str) -> ArgumentParser:
        sub = commands.add_parser(
            name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}."
        )
        sub.set_defaults(run=(topic, function))
        sub.add_argument("--store", type=Path, metavar="DIR", help="folder of the store")
        sub.add_argument("--json", action="store_true", help="print the result as JSON")
        return sub

    _add_rules(add)
    _add_storing(add)
    _add_questions(add)
    return whole


def _add_rules(add: Add) -> None:
    files = "rule files, or folders of them (default: the folder rules)"
    for name, topic, function, summary in (
        ("check", "rules", "check", "read rule files and their cases, and say what is wrong"),
        ("test", "cases", "test", "run the cases beside each rule file"),
        ("activate", "storing", "activate", "make rule files count from now on"),
    ):
        sub = add(name, topic, function, summary)
        sub.add_argument("rules", nargs="*", type=Path, metavar="RULES", help=files)
    sub = add(
        "explain-rules", "rules", "explain_rules_command", "tell an agreement in plain English"
    )
    sub.add_argument("agreement", metavar="AGREEMENT", help="its id, or its rule file")


def _add_storing(add: Add) -> None:
    sub = add("ingest", "storing", "ingest", "take in files of records, each all or nothing")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
    sub.add_argument("--format", help="kind of the records (default: told by the header line)")
    sub.add_argument("--source", help="source of the rows that name none")
    sub.add_argument("--time-zone", metavar="ZONE", help="IANA zone of times that state none")
    help_ = "count each row as known since it was published; only before the first live act"
    sub.add_argument("--archive", action="store_true", help=help_)
    help_ = "store the good rows of a file that has bad ones, and keep the bad ones for mending"
    sub.add_argument("--accept-good-rows", action="store_true", help=help_)
    sub.add_argument("--dry-run", action="store_true", help="say what would be, store nothing")
    add("uploads", "storing", "uploads", "list what was taken in, newest last")
    sub = add("rejected", "storing", "rejected", "give back the rows that an upload left out")
    sub.add_argument("upload", type=_upload, metavar="UPLOAD")
    help_ = "write them to a new file (default: standard output)"
    sub.add_argument("-o", "--output", type=Path, metavar="FILE", help=help_)
    sub = add("undo", "storing", "undo", "take back an upload; it stays in the journal")
    sub.add_argument("upload", type=_upload, metavar="UPLOAD")
    sub = add("verify", "verifying", "verify_command", "check the journal and every kept file")
    sub.add_argument("--anchor", metavar="HASH", help="a hash quoted from a message or a page")
    add("rebuild", "storing", "rebuild", "make the database anew from the journal")
    add("first-run", "storing", "first_run", "load the sample into an empty store")


def _add_questions(add: Add) -> None:
    sub = add("status", "questions", "status", "say what holds, by reading and by account")
    sub.add_argument("agreement", nargs="?", metavar="AGREEMENT")
    _add_standpoint(sub)
    sub = add(
        "explain", "questions", "explain", "say what a verdict rests on, and what would settle it"
    )
    sub.add_argument("agreement", metavar="AGREEMENT")
    sub.add_argument("condition", metavar="CONDITION")
    sub.add_argument("--day", metavar="DATE", help="the date on which a monitoring day begins")
    sub.add_argument("--scope", help="area or party, for a condition that has them")
    _add_standpoint(sub)


def _add_standpoint(sub: ArgumentParser) -> None:
    help_ = "what had happened by then, as 2016-09-19T19:00 (default: now, or its end)"
    sub.add_argument("--at", metavar="T", help=help_)
    sub.add_argument("--known", metavar="T", help="what was known by then (default: now)")
    sub.add_argument("--account", metavar="SOURCE", help="take this source's account as complete")
    sub.add_argument("--reading", help="judge under a rival reading of the text")


def _upload(text: str) -> int:
    """Read the number of an upload."""
    if not (text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER):
        raise ArgumentTypeError(f"{text!r} is no upload; `uploads` lists their numbers")
    return int(text)
