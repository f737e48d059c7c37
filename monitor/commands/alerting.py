"""The command that says who would be told by what, and sends nothing."""

from argparse import Namespace
from collections.abc import Mapping, Sequence

from monitor.commands.output import show
from monitor.commands.rules import loaded, rule_files
from monitor.delivery.load import Distribution, load
from monitor.delivery.overview import as_answer, overview
from monitor.errands.request import Reply
from monitor.settings import Settings
from monitor.words import delivering


def check(options: Namespace, settings: Settings) -> int:
    """Read the file of alerts and say what it means.

    Code 1 where nobody would be told, or not all whom the rule files name.
    """
    found = load(settings.alerts_file)
    missing = _missing(found, settings)
    lines = [
        delivering.NO_SUCH_DESK.format(agreement=agreement, desk=desk)
        for agreement, desks in missing.items()
        for desk in desks
    ]
    answer = {**as_answer(found), "missing_desks": missing}
    code = 0 if found.desks and not missing else 1
    return show(Reply(code, answer, (*overview(found), *lines)), as_json=options.json)


def _missing(found: Distribution, settings: Settings) -> Mapping[str, Sequence[str]]:
    """Return the desks that rule files tell and that are not there, by agreement."""
    terms = [one.agreement for one in loaded(rule_files((), settings))] if found.there else ()
    named = {
        one.id: dict.fromkeys(desk for entry in one.alerts for desk in entry.to) for one in terms
    }
    missing = {
        agreement: [desk for desk in desks if desk not in found.desks]
        for agreement, desks in named.items()
    }
    return {agreement: desks for agreement, desks in missing.items() if desks}
