"""The options of the commands that take in one record: the columns of its template."""

from argparse import ArgumentParser, Namespace

from monitor.commands import usage
from monitor.commands.output import show
from monitor.commands.reaching import reached, request
from monitor.errands.recording import KINDS
from monitor.incidents.cells import NAMES, PCODES, REFERENCES, SOURCES
from monitor.incidents.columns import Column
from monitor.incidents.templates import TEMPLATES
from monitor.settings import Settings

MARK = "column "
"""Before the name of a column among what was given, so that it is never taken for an option."""

LISTS = {NAMES.name, PCODES.name, REFERENCES.name, SOURCES.name, "words"}
"""Types of cell that hold several values; their options may be given several times."""


def add_columns(parser: ArgumentParser, command: str) -> None:
    """Give a command an option for each column of its template, with what the column means."""
    template = TEMPLATES[KINDS[command]]
    parser.description = f"{parser.description} {template.says}"
    needed = parser.add_argument_group("what every record says")
    rest = parser.add_argument_group("what it may say")
    for column in template.columns:
        named = column.name == "id"
        group = needed if column.required and not named else rest
        says = f"{column.says} Without it, one is made up." if named else column.says
        help_ = f"{says} {_how(column)}".replace("%", "%%")
        several = column.type.name in LISTS
        group.add_argument(
            f"--{column.name.replace('_', '-')}",
            dest=MARK + column.name,
            action="append" if several else "store",
            metavar=column.type.name.upper().replace(" ", "-"),
            help=help_,
        )


def _how(column: Column) -> str:
    """Say how a cell is written, and that it may be given again."""
    words = f": {', '.join(column.type.words)}" if column.type.words else ""
    again = "; or give it several times" if column.type.name in LISTS else ""
    example = f", as {column.example}" if column.example and not words else ""
    return f"({column.type.says}{words}{again}{example})"


def record(options: Namespace, settings: Settings) -> int:
    """Take in one record."""
    cells = {
        name.removeprefix(MARK): ";".join(given) if isinstance(given, list) else given
        for name, given in vars(options).items()
        if name.startswith(MARK) and given is not None
    }
    asked = request(options, settings, {"cells": cells, "dry_run": options.dry_run})
    with reached(settings, usage.existing_store) as reach:
        return show(reach(asked), as_json=options.json)
