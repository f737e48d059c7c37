"""The plain English of a rule file, kept beside it: what a change means shows in its diff."""

from itertools import zip_longest
from pathlib import Path

from monitor.agreements.english import explain_rules
from monitor.agreements.load import Instrument
from monitor.errors import Problem


def text_beside(rules: Path) -> Path:
    """Return where the plain English of a rule file is kept, whether or not it is."""
    return rules.with_suffix(".txt")


def keep(instrument: Instrument) -> Path:
    """Write the plain English of an instrument beside its file.

    Raises:
        OSError: It cannot be written.
    """
    path = text_beside(Path(instrument.file))
    path.write_text(explain_rules(instrument), encoding="utf-8", newline="\n")
    return path


def stale(instrument: Instrument) -> Problem | None:
    """Say where what is kept is not what the rules say; None where it is, or nothing is kept."""
    path = text_beside(Path(instrument.file))
    if not path.exists():
        return None
    try:
        kept = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        kept = ""
    told = explain_rules(instrument)
    if kept == told:
        return None
    pairs = zip_longest(kept.splitlines(), told.splitlines())
    line = next((number for number, (was, now) in enumerate(pairs, 1) if was != now), 1)
    name = instrument.agreement.id
    wrong = f"this is not what {Path(instrument.file).name} says now in plain English"
    hint = f"run: python -m monitor explain-rules {name} --write, and read what it changes"
    return Problem(str(path), line, 1, "", wrong, hint)
