"""Commands on rule files: these never open the store."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from monitor.agreements.english import explain_rules
from monitor.agreements.kept_text import keep
from monitor.agreements.load import Instrument, load_file
from monitor.commands.output import give, note, say
from monitor.errands.usage import UsageError, told
from monitor.errors import Problem, RuleFileError
from monitor.handwritten.wording import choose, quoted
from monitor.settings import Settings
from monitor.words import terminal

CASES = ".cases.yaml"


def rule_files(given: Sequence[Path], settings: Settings) -> list[Path]:
    """Return the rule files that are meant: files as named, folders by their *.yaml.

    Raises:
        UsageError: A folder holds none.
    """
    found: list[Path] = []
    for path in given or [settings.rules]:
        with told(path):
            found += _meant(path)
    return list(dict.fromkeys(found))


def _meant(path: Path) -> list[Path]:
    if path.is_dir():
        inside = sorted(p for p in path.glob("*.yaml") if not p.name.endswith(CASES))
        if not inside:
            raise UsageError(f"{path}: no rule file (*.yaml) in this folder; name another")
        return inside
    if path.name.endswith(CASES):
        return [path.with_name(path.name.removesuffix(CASES) + ".yaml")]
    return [path]


def loaded(paths: Sequence[Path]) -> list[Instrument]:
    """Read every rule file.

    Raises:
        RuleFileError: With the problems of all of them.
    """
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


def explain_rules_command(options: Namespace, settings: Settings) -> int:
    """Tell an agreement in plain English: by its id, or by its file; or keep that beside it."""
    path = Path(options.agreement)
    if not path.suffix:
        there = {path.stem: path for path in rule_files([], settings)}
        if options.agreement not in there:
            hint = choose(options.agreement, there, "there are")
            raise UsageError(
                f"no rule file for {quoted(options.agreement)} in {settings.rules}; {hint}"
            )
        path = there[options.agreement]
    instrument = load_file(path)
    text = explain_rules(instrument)
    if options.write:
        with told(path):
            note(terminal.TEXT_WRITTEN.format(file=keep(instrument)))
    if options.json:
        give({"agreement": instrument.agreement.id, "file": str(path), "text": text})
    elif not options.write:
        for line in text.splitlines():
            say(line)
    return 0
