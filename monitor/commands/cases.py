"""The command that runs the cases of rule files."""

from argparse import Namespace

from monitor import casebook
from monitor.commands.output import give, progress, say
from monitor.commands.rules import loaded, rule_files
from monitor.settings import Settings
from monitor.words.phrasing import number


def test(options: Namespace, settings: Settings) -> int:
    """Run the cases beside each rule file."""
    instruments = loaded(rule_files(options.rules, settings))
    results = [
        result for instrument in instruments for result in casebook.run_file(instrument, progress)
    ]
    failed = [result for result in results if result.failures]
    if options.json:
        give([casebook.answer(result) for result in results])
        return 1 if failed else 0
    for result in failed:
        say(f"FAILED {result.file}: {result.name}")
        for failure in result.failures:
            say(f"  {failure}")
    say(f"{number(len(results) - len(failed), 'case')} passed, {len(failed)} failed")
    return 1 if failed else 0
