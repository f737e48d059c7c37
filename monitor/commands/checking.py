"""The command that reads rule files and says what is wrong with them, and what may not be meant."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from monitor.agreements.cases import CaseFile, cases_beside, load_cases
from monitor.agreements.kept_text import stale
from monitor.agreements.lint import as_warning, lint, names_apart
from monitor.agreements.load import Instrument, load_file
from monitor.commands.output import give, note, say
from monitor.commands.rules import rule_files
from monitor.errands.usage import told
from monitor.errors import IncidentFileError, Problem, RuleFileError
from monitor.evaluation.uncertified import never_certified
from monitor.incidents.record import SourceProfile
from monitor.incidents.validate import read_file
from monitor.settings import Settings
from monitor.words.phrasing import number

PROFILES = "source_profiles.csv"
"""The file of a sample record that says who can certify what."""


def check(options: Namespace, settings: Settings) -> int:
    """Read rule files and their cases; say everything that is wrong, and what may not be meant."""
    paths = rule_files(options.rules, settings)
    given = profiles_in(options.profiles) if options.profiles else None
    problems: list[Problem] = []
    warnings: list[Problem] = []
    sound: list[Instrument] = []
    for path in paths:
        try:
            instrument, cases = _read(path)
        except RuleFileError as error:
            problems += error.problems
            continue
        sound.append(instrument)
        problems += [kept] if (kept := stale(instrument)) else []
        warnings += lint(instrument, cases)
        profiles = _profiles(settings, instrument) if given is None else given
        warnings += never_certified(instrument, profiles) if profiles else ()
    warnings += names_apart(sound)
    problems = list(dict.fromkeys(problems))
    for problem in [*problems, *map(as_warning, warnings := sorted(warnings))]:
        note(str(problem))
    if options.json:
        found = {"problems": problems, "warnings": warnings}
        lists = {name: [asdict(one) for one in these] for name, these in found.items()}
        give({"files": [str(path) for path in paths], **lists})
    elif not problems:
        also = f", {number(len(warnings), 'warning')}" if warnings else ""
        say(f"{number(len(paths), 'rule file')}: no problem found{also}")
    return 2 if problems else 0


def _read(path: Path) -> tuple[Instrument, CaseFile | None]:
    instrument = load_file(path)
    cases = cases_beside(path)
    return instrument, load_cases(cases, instrument) if cases.exists() else None


def _profiles(settings: Settings, instrument: Instrument) -> Sequence[SourceProfile]:
    """Return the source profiles of the sample record of an agreement; none where it has none."""
    path = settings.data / "samples" / instrument.agreement.id / PROFILES
    return profiles_in(path) if path.exists() else ()


def profiles_in(path: Path) -> tuple[SourceProfile, ...]:
    """Return the source profiles of a CSV file.

    Raises:
        IncidentFileError: It is no such file, or a line of it cannot be read.
    """
    with told(path):
        intake = read_file(path.read_bytes(), file=str(path), kind="source_profile")
    wrong = [
        Problem(str(path), line.line, cell.number or 1, cell.column, cell.reason, cell.hint)
        for line in intake.rejected
        for cell in line.problems
    ]
    if wrong:
        raise IncidentFileError(wrong)
    return tuple(record for _, record in intake.records if isinstance(record, SourceProfile))
