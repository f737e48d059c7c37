"""The command line: `python -m monitor <command>`.

Results go to standard output, messages to standard error. The exit code is 0 on success, 1 on
a negative answer (a rule case failed, a chain is broken), 2 on bad usage or input.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor import answers, casebook, told
from monitor.agreements.cases import cases_beside, load_cases
from monitor.agreements.english import explain_rules, sentence
from monitor.agreements.load import Instrument, load_file
from monitor.clock import system_clock
from monitor.errors import MonitorError, Problem, RuleFileError
from monitor.service import Service
from monitor.settings import Settings, read_settings
from monitor.store.store import Store
from monitor.store.verify import verify

Command = Callable[[argparse.Namespace, Settings], int]


class UsageError(MonitorError):
    """The command cannot be carried out as it is written."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        if options.store:
            settings = replace(settings, store=options.store.expanduser().resolve())
        command: Command = options.run
        return command(options, settings)
    except MonitorError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except BrokenPipeError:
        return 0


def _print(answer: object) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _note(text: str) -> None:
    sys.stderr.write(text + "\n")


# Rules: these never open the store.


def rule_files(given: Sequence[Path], settings: Settings) -> list[Path]:
    """Return the rule files that are meant: files as named, folders by their *.yaml."""
    found: list[Path] = []
    for path in given or [settings.rules]:
        if path.is_dir():
            found += sorted(p for p in path.glob("*.yaml") if not p.name.endswith(".cases.yaml"))
        elif path.name.endswith(".cases.yaml"):
            found.append(path.with_name(path.name.removesuffix(".cases.yaml") + ".yaml"))
        else:
            found.append(path)
    if not found:
        raise UsageError(
            f"no rule file in {', '.join(str(p) for p in given)}; name one or a folder"
        )
    return list(dict.fromkeys(found))


def loaded(paths: Sequence[Path]) -> list[Instrument]:
    """Read every rule file; the problems of all of them at once."""
    instruments: list[Instrument] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            instruments.append(load_file(path))
        except RuleFileError as error:
            problems += error.problems
    if problems:
        raise RuleFileError(problems)
    return instruments


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Read rule files and their cases, and say everything that is wrong with them."""
    paths = rule_files(options.rules, settings)
    problems: list[Problem] = []
    for path in paths:
        try:
            instrument = load_file(path)
            if cases_beside(path).exists():
                load_cases(cases_beside(path), instrument)
        except RuleFileError as error:
            problems += error.problems
    if options.json:
        _print({"files": [str(p) for p in paths], "problems": [asdict(p) for p in problems]})
    for problem in problems:
        _note(str(problem))
    if not problems and not options.json:
        _say(f"{len(paths)} rule file{'s' if len(paths) != 1 else ''}: no problem found")
    return 2 if problems else 0


def test(options: argparse.Namespace, settings: Settings) -> int:
    """Run the cases beside each rule file."""
    results = [
        result
        for instrument in loaded(rule_files(options.rules, settings))
        for result in casebook.run_file(instrument)
    ]
    failed = [result for result in results if result.failures]
    if options.json:
        _print([casebook.answer(result) for result in results])
    else:
        for result in failed:
            _say(f"FAILED {result.file}: {result.name}")
            for failure in result.failures:
                _say(f"  {failure}")
        _say(f"{len(results) - len(failed)} cases passed, {len(failed)} failed")
    return 1 if failed else 0


def explain_rules_command(options: argparse.Namespace, settings: Settings) -> int:
    """Tell an agreement in plain English."""
    path = settings.rules / f"{options.agreement}.yaml"
    if not path.exists():
        known = ", ".join(p.stem for p in rule_files([], settings))
        raise UsageError(
            f"no rule file for {options.agreement!r} in {settings.rules}; there are {known}"
        )
    _say(explain_rules(load_file(path)))
    return 0


def verify_command(options: argparse.Namespace, settings: Settings) -> int:
    """Check the chain of the journal and every kept file; the database is not opened."""
    found = verify(settings.store, options.anchor)
    if options.json:
        _print(asdict(found) | {"ok": found.ok})
    else:
        _say(f"{found.acts} acts, head {found.head or 'none'}: {'sound' if found.ok else 'BROKEN'}")
    for line in (*found.problems, *found.notes):
        _note(line)
    return 0 if found.ok else 1


# Commands on a store.


def activate(options: argparse.Namespace, settings: Settings) -> int:
    """Make rule files count from now on."""
    instruments = loaded(rule_files(options.rules, settings))
    with Service.open(settings, system_clock) as service:
        for instrument in instruments:
            changed = service.activate(instrument, actor=settings.actor)
            state = "active" if changed else "was active already, unchanged"
            _say(f"{instrument.agreement.id}: {state}")
    return 0


def ingest(options: argparse.Namespace, settings: Settings) -> int:
    """Take in files of records, each all or nothing."""
    code = 0
    answered = []
    with Service.open(settings, system_clock) as service:
        for path in options.files:
            taken = service.take(
                path.name,
                _content(path),
                kind=options.format,
                source=options.source,
                time_zone=options.time_zone,
                archive=options.archive,
                accept_good_rows=options.accept_good_rows,
                dry_run=options.dry_run,
                actor=settings.actor,
            )
            answered.append(taken.answer())
            for line in taken.problems():
                _note(line)
            if not options.json:
                _say(taken.sentence())
            code = max(code, 2 if taken.refused else 0)
    if options.json:
        _print(answered)
    return code


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a CSV file") from error


def uploads(options: argparse.Namespace, settings: Settings) -> int:
    """List what was taken in, newest last."""
    with Service.open(settings, system_clock) as service:
        lines = service.uploads()
        if options.json:
            _print([told.upload_answer(line) for line in lines])
        else:
            for line in lines:
                _say(told.upload(line, settings.time_zone))
    return 0


def undo(options: argparse.Namespace, settings: Settings) -> int:
    """Take back an upload."""
    with Service.open(settings, system_clock) as service:
        service.undo(options.upload, actor=settings.actor)
    _say(f"upload {options.upload} is undone; it stays in the journal")
    return 0


def status(options: argparse.Namespace, settings: Settings) -> int:
    """Say what holds, by reading and by account."""
    with Service.open(settings, system_clock) as service:
        name = _agreement(options.agreement, service)
        instrument = service.instrument(name)
        at, known = _times(options, service, instrument)
        account = options.account
        main_view = service.evaluate(
            name, at=at, known=known, account=account, reading=options.reading
        )
        readings = [
            (reading, service.evaluate(name, at=at, known=known, reading=reading))
            for reading in instrument.variants
            if not (options.reading or account)
        ]
        accounts = [
            (source, service.evaluate(name, at=at, known=known, account=source))
            for source in service.accounts(known)
            if not (options.reading or account)
        ]
    if options.json:
        answer = answers.evaluation(main_view)
        answer["readings"] = {key: answers.evaluation(value) for key, value in readings}
        answer["accounts"] = {key: answers.evaluation(value) for key, value in accounts}
        _print(answer)
    else:
        titled = [(instrument.agreement.readings[key].title, value) for key, value in readings]
        for line in told.status(instrument.agreement, main_view, titled, accounts):
            _say(line)
    return 0


def explain(options: argparse.Namespace, settings: Settings) -> int:
    """Say what a verdict rests on."""
    with Service.open(settings, system_clock) as service:
        name = _agreement(options.agreement, service)
        instrument = service.instrument(name)
        at, known = _times(options, service, instrument)
        found = service.explain(
            name,
            options.condition,
            at=at,
            known=known,
            scope=options.scope,
            day=_day(options.day),
            account=options.account,
            reading=options.reading,
        )
    agreement = instrument.under(options.reading)
    if found is None:
        raise UsageError(f"the account of {options.account} cannot speak to {options.condition}")
    if options.json:
        _print(answers.explanation(found))
    else:
        for line in told.explanation(agreement, found, sentence(agreement, options.condition)):
            _say(line)
    return 0


def rebuild(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - one signature
    """Make the database anew from the journal and the kept files."""
    with Store.open(settings.store, system_clock, rebuild=True) as store:
        acts = store.head.seq if store.head else 0
    _say(f"the database was made anew from {acts} acts of the journal")
    return 0


def first_run(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - one signature
    """Load and activate the sample agreements and record, if the store is empty."""
    with Service.open(settings, system_clock) as service:
        for line in service.first_run(actor=settings.actor):
            _note(line)
    return 0


def _agreement(given: str | None, service: Service) -> str:
    active = list(service.instruments)
    if given in active:
        return given
    if given is None and len(active) == 1:
        return active[0]
    there = f"active: {', '.join(active)}" if active else "none is active; run activate first"
    which = f"no agreement {given!r} is active" if given else "say which agreement"
    raise UsageError(f"{which}; {there}")


def _times(
    options: argparse.Namespace, service: Service, instrument: Instrument
) -> tuple[datetime, datetime]:
    """Return `at` and `known`; both default to now, `at` to the end of an ended agreement."""
    zone = ZoneInfo(instrument.agreement.calendar.time_zone)
    known = _time(options.known, zone, "--known") or service.moment()
    at = _time(options.at, zone, "--at") or service.default_at(instrument.agreement.id, known)
    return at, known


def _time(text: str | None, zone: ZoneInfo, option: str) -> datetime | None:
    """Read a time; without a zone it is local to the agreement."""
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is no time; write it as 2016-09-19T19:00") from error
    return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"--day {text!r} is no date; write it as 2016-09-16") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m monitor", description="Agreement Monitor")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Command) -> argparse.ArgumentParser:
        summary = (run.__doc__ or "").splitlines()[0]
        sub = commands.add_parser(name, help=summary, description=summary)
        sub.set_defaults(run=run)
        sub.add_argument("--store", type=Path, help="folder of the store", default=None)
        sub.add_argument("--json", action="store_true", help="print the result as JSON")
        return sub

    for name, run in (("check", check), ("test", test), ("activate", activate)):
        command(name, run).add_argument("rules", nargs="*", type=Path)
    command("explain-rules", explain_rules_command).add_argument("agreement")
    command("verify", verify_command).add_argument("--anchor", help="a hash quoted from a message")
    sub = command("ingest", ingest)
    sub.add_argument("files", nargs="+", type=Path)
    sub.add_argument("--format", help="the kind of record; found by the header otherwise")
    sub.add_argument("--source", help="the source of rows that name none")
    sub.add_argument("--time-zone", help="IANA zone of times that state none")
    sub.add_argument(
        "--archive", action="store_true", help="known from when each row was published"
    )
    sub.add_argument(
        "--accept-good-rows", action="store_true", help="store them, keep the rest aside"
    )
    sub.add_argument("--dry-run", action="store_true", help="store nothing")
    command("uploads", uploads)
    command("undo", undo).add_argument("upload", type=int)
    for name, run in (("status", status), ("explain", explain)):
        sub = command(name, run)
        if run is explain:
            sub.add_argument("agreement")
            sub.add_argument("condition")
            sub.add_argument("--day", help="a monitoring day, by the date on which it begins")
            sub.add_argument("--scope", help="an area or party of a condition that has them")
        else:
            sub.add_argument("agreement", nargs="?")
        sub.add_argument("--at", help="what had happened by then, as 2016-09-19T19:00")
        sub.add_argument("--known", help="what was known by then")
        sub.add_argument("--account", help="a source whose account is taken as complete")
        sub.add_argument("--reading", help="a rival reading of the text")
    command("rebuild", rebuild)
    command("first-run", first_run)
    return parser
