"""Commands on mappings of unknown layouts that read a file at the place of whoever calls them."""

from argparse import Namespace
from dataclasses import fields
from pathlib import Path

from monitor.commands import usage
from monitor.commands.files import write_new
from monitor.commands.output import show
from monitor.commands.reaching import reached, request
from monitor.errands.request import Given, Reply
from monitor.errands.usage import UsageError, told
from monitor.errors import one_line
from monitor.incidents.formats.drafted import drafted
from monitor.incidents.formats.seen import UnknownLayoutError
from monitor.incidents.formats.usable import LARGEST
from monitor.incidents.opened.declared import Declared
from monitor.incidents.opened.table import LARGEST as LARGEST_TABLE
from monitor.incidents.validate import read_file
from monitor.service.places import known_places
from monitor.settings import Settings
from monitor.words import mapping


def save(options: Namespace, settings: Settings) -> int:
    """Save a mapping, as its file says it."""
    given = Given(one_line(str(options.file)), _bytes(options.file, 4 * LARGEST))
    with reached(settings, usage.new_store) as reach:
        return show(reach(request(options, settings, {}, (given,))), as_json=options.json)


def draft(options: Namespace, settings: Settings) -> int:
    """Draft a mapping of a file that nobody knows: what its columns probably are, to be mended."""
    name = one_line(str(options.file))
    data = _bytes(options.file, LARGEST_TABLE)
    places = known_places(settings.data / "places")
    declared = Declared(**{one.name: getattr(options, one.name) for one in fields(Declared)})
    try:
        read_file(data, file=name, places=places, declared=declared)
    except UnknownLayoutError as unknown:
        if not unknown.columns:
            raise
        text = drafted(options.file.stem, unknown.columns, unknown.line)
    else:
        return show(
            Reply(1, {"file": name}, (mapping.IS_KNOWN.format(file=name),)), as_json=options.json
        )
    if options.output is not None:
        write_new(options.output, text, "utf-8")
        line = mapping.DRAFTED.format(file=options.output)
        return show(Reply(0, {"file": str(options.output)}, (line,)), as_json=options.json)
    return show(Reply(0, {"mapping": text}, tuple(text.splitlines())), as_json=options.json)


def _bytes(path: Path, most: int) -> bytes:
    with told(path), path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UsageError(f"{path}: it has more than {most:,} bytes")
    return data
