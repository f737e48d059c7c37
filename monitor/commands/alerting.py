"""The command that says who would be told by what, and sends nothing."""

from argparse import Namespace

from monitor.commands.output import show
from monitor.delivery.load import load
from monitor.delivery.overview import as_answer, overview
from monitor.errands.request import Reply
from monitor.settings import Settings


def check(options: Namespace, settings: Settings) -> int:
    """Read the file of alerts and say what it means; code 1 where nobody would be told."""
    found = load(settings.alerts_file)
    reply = Reply(0 if found.desks else 1, as_answer(found), tuple(overview(found)))
    return show(reply, as_json=options.json)
