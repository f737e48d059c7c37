"""The command that checks a store without opening it."""

from argparse import Namespace
from dataclasses import asdict

from monitor.commands.output import give, note, say
from monitor.commands.usage import existing_store
from monitor.errands.usage import UsageError, told
from monitor.settings import Settings
from monitor.store.verify import verify
from monitor.words.phrasing import number


def verify_command(options: Namespace, settings: Settings) -> int:
    """Check the chain of the journal and every kept file; the database is not opened."""
    existing_store(settings.store)
    try:
        with told(settings.store):
            found = verify(settings.store, options.anchor)
    except ValueError as error:
        raise UsageError(f"--anchor {options.anchor!r}: {error}") from error
    for line in (*found.problems, *found.notes):
        note(line)
    if options.json:
        give({**asdict(found), "ok": found.ok})
    else:
        verdict = "sound" if found.ok else "BROKEN"
        say(f"{number(found.acts, 'act')}, head {found.head or 'none'}: {verdict}")
    return 0 if found.ok else 1
