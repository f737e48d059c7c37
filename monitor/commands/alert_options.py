"""The words of the command line about alerts: who is told, and what people do about it."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

Add = Callable[[str, str, str, str], ArgumentParser]
"""Adds a command; see `monitor.cli`."""

LONGEST_NUMBER = 9
"""Digits of more alerts than anybody lists."""


def add_alerts(add: Add) -> None:
    """Add the commands about alerts."""
    whole = add("alerts", "reaching", "ask", "list the alerts; say who is told; try a channel")
    parts = whole.add_subparsers(metavar="WHAT", parser_class=type(whole))

    def part(name: str, topic: str, function: str, summary: str) -> ArgumentParser:
        # What stands before the part counts, too: it has no defaults of its own to put in place.
        sub = parts.add_parser(
            name, help=summary, description=f"{summary}.", argument_default=SUPPRESS
        )
        sub.set_defaults(run=(topic, function))
        sub.add_argument("--store", type=Path, metavar="DIR", help="folder of the store")
        sub.add_argument("--json", action="store_true", help="print the result as JSON")
        return sub

    summary = "list the alerts, newest first, and what became of each; so does no word at all"
    sub = part("list", "reaching", "ask", summary)
    sub.add_argument("agreement", nargs="?", metavar="AGREEMENT", help="of this one only")
    sub.add_argument("--thread", metavar="THREAD", help="of this thread only")
    sub.add_argument("--limit", type=_limit, metavar="N", help="how many (default: 20)")
    summary = "read the file of alerts and say who would be told by what; nothing is sent"
    part("check", "alerting", "check", summary)
    summary = "send a drill to a channel of the file of alerts, and record what came of it"
    sub = part("drill", "reaching", "ask", summary)
    sub.add_argument("channel", metavar="CHANNEL", help="its id in the file")
    sub.set_defaults(command="drill")
    _add_replies(add)
    _add_notices(add)
    _add_pauses(add)


def _add_replies(add: Add) -> None:
    sub = add("ack", "reaching", "ask", "say that you have an alert: nobody else is called")
    sub.add_argument("alert", metavar="ALERT", help="its id in `alerts`")
    sub = add("snooze", "reaching", "ask", "interrupt a desk no more with a matter, for a while")
    _add_matter(sub)
    ends = sub.add_mutually_exclusive_group(required=True)
    ends.add_argument("--until", metavar="T", help="until then, at most 30 days on")
    ends.add_argument("--for", metavar="LENGTH", help="for so long, as '4 hours'")
    _add_matter(add("wake", "reaching", "ask", "end a snooze"))


def _add_matter(sub: ArgumentParser) -> None:
    sub.add_argument("thread", metavar="THREAD", help="the matter, as `alerts` names its thread")
    sub.add_argument("--desk", required=True, metavar="D", help="the desk that is meant")


def _add_notices(add: Add) -> None:
    add("outbox", "reaching", "ask", "list the notices that are held, on their way or given up")
    sub = add("approve", "reaching", "ask", "let a notice go out that is held; two people have to")
    sub.add_argument("notice", metavar="NOTICE", help="its id in `outbox`")
    sub = add("withhold", "reaching", "ask", "keep a notice that is held from going out")
    sub.add_argument("notice", metavar="NOTICE", help="its id in `outbox`")
    sub.add_argument("--why", required=True, metavar="TEXT", help="the reason, which is kept")


def _add_pauses(add: Add) -> None:
    summary = "say nothing new, call nobody and send nothing for a while, a day at most"
    sub = add("pause", "reaching", "ask", summary)
    sub.add_argument("--why", required=True, metavar="TEXT", help="the reason, for all to read")
    ends = sub.add_mutually_exclusive_group(required=True)
    ends.add_argument("--until", metavar="T", help="until then")
    ends.add_argument("--for", metavar="LENGTH", help="for so long, as '4 hours'")
    add("continue", "reaching", "ask", "end a pause: what was missed is said, in order")


def _limit(text: str) -> int:
    """Read how many are to be listed."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise ArgumentTypeError(f"{text!r} is no number of alerts; give 1 or more")
    return int(text)
