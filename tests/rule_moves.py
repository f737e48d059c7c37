"""How one value of a rule file is moved: the next number, or another word of its list."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fnmatch import fnmatchcase

from monitor.agreements.areas import SIDES
from monitor.agreements.model import Agreement, Doubt, Role, Unobserved
from monitor.incidents.vocabulary import CIVILIANS, CLAIMS, KINDS, PURPOSES, WEAPONS, Grade, Measure

ELSE = ("something_else",)
"""Stands for any other word where a file may name what it likes."""


def number(text: str) -> Iterator[str]:
    """One more and one less in its last digit: a count, or degrees on the ground."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        step = Decimal(1).scaleb(-len(text.partition(".")[2]))
        yield from (str(Decimal(text) + step), str(Decimal(text) - step))


def measured(text: str) -> Iterator[str]:
    """A metre or a hundredth more, and less."""
    if match := re.fullmatch("([0-9]+) (m|%)", text):
        yield from (f"{int(match[1]) + 1} {match[2]}", f"{int(match[1]) - 1} {match[2]}")


def duration(text: str) -> Iterator[str]:
    """One more day, hour or minute, and one less; a minute more and less; the same otherwise."""
    if match := re.fullmatch("(?:([0-9]+) )?(day|hour|minute)s?", text):
        count = int(match[1] or 1)
        yield from (f"{count + 1} {match[2]}s", f"{count - 1} {match[2]}s")
        if match[2] == "hour":
            yield from (f"{count * 60 + 1} minutes", f"{count * 60 - 1} minutes")
            yield from [f"{count // 24} days"] if count % 24 == 0 else []
        elif match[2] == "day":
            yield f"{count * 24} hours"


def ahead(text: str) -> Iterator[str]:
    """The same of the length that a word of the alerts takes."""
    if match := re.fullmatch("(approaching|silent for) (.+)", text):
        yield from (f"{match[1]} {length}" for length in duration(match[2]))


def instant(text: str) -> Iterator[str]:
    """A minute and a second later and earlier; of a bare date, a day and a minute."""
    minute, second = timedelta(minutes=1), timedelta(seconds=1)
    for shape, finely, steps in (
        ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", (minute, second)),
        ("%Y-%m-%d", "%Y-%m-%dT%H:%M", (timedelta(days=1), minute)),
        ("%H:%M", "%H:%M:%S", (minute, second)),
    ):
        try:
            when = datetime.strptime(text, shape)  # noqa: DTZ007 - local, as in the rules
        except ValueError:
            continue
        for step, written in zip(steps, (shape, finely), strict=True):
            yield from ((when + step).strftime(written), (when - step).strftime(written))
        return


def pcode(text: str) -> Iterator[str]:
    """The province after it, and a part of it."""
    if match := re.fullmatch("([A-Z]{2})([0-9]{2})", text):
        yield from (f"{match[1]}{int(match[2]) + 1:02}", f"{text}01")


def truth(text: str) -> Iterator[str]:
    """The other of yes and no."""
    yield from {"true": ["false"], "false": ["true"]}.get(text, [])


def lists(terms: Agreement) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lists whose other words a value may become, by the path of the value."""
    limits = tuple(name for name, it in terms.conditions.items() if it.limit)
    classes, areas, conditions = tuple(terms.classes), tuple(terms.areas), tuple(terms.conditions)
    anybody = (*terms.parties, CIVILIANS)
    return [
        ("status", ("agreed", "proposed")),
        ("calendar.time_zone", ("UTC", "Asia/Tehran")),
        ("parties.*.role", tuple(Role)),
        ("parties.*.excluded.by.*", tuple(terms.parties)),
        ("parties.*.excluded.*", ELSE),
        ("guarantors.*", tuple(terms.parties)),
        ("ends.by.*", tuple(terms.parties)),
        ("ends.*", ELSE),
        ("areas.*.side", tuple(SIDES)),
        ("*standard", tuple(Grade)),
        ("*doubt", tuple(Doubt)),
        ("*unobserved", tuple(Unobserved)),
        ("*partial_days", ("counted", "not_counted")),
        ("*any_kind*", tuple(KINDS)),
        ("*.weapon*", tuple(WEAPONS)),
        ("*.purpose*", tuple(PURPOSES)),
        ("*.claimed*", tuple(CLAIMS)),
        ("*.role*", tuple(Role)),
        ("classes.*.in", areas),
        ("readings.*.in", areas),
        ("classes.*", anybody),
        ("conditions.*.limit.of", classes),
        ("conditions.*.pattern.of", classes),
        ("conditions.*.in", areas),
        ("conditions.*.measure", tuple(Measure)),
        ("conditions.*.from_counts", ELSE),
        ("conditions.*.each", ("report", "2 days", "24 hours")),
        ("conditions.*.per", ("area", "party")),
        ("conditions.*.match", ELSE),
        ("conditions.*.proposes", ELSE),
        ("conditions.*.streak.of", limits),
        ("*.resets", ("on_breach", "by_decision")),
        ("conditions.*.once", conditions),
        ("conditions.*.all.*", conditions),
        ("conditions.*.any.*.not", conditions),
        ("conditions.*.by.attested", ELSE),
        ("conditions.*.by.decided", ELSE),
        ("conditions.*.by.of.attested", ("something_else", "convoy_arrived")),
        ("conditions.*.decided.by.*", tuple(terms.parties)),
        ("*.attested", ELSE),
        ("*.decided*", ELSE),
        ("*.what", ELSE),
        ("conditions.*.bound.*", tuple(terms.parties)),
        ("*.by.*", tuple(terms.parties)),
        ("*certified_by.*", tuple(terms.parties)),
        ("conditions.*.response.*", classes),
        ("conditions.*.notice.*", classes),
        ("conditions.*.only_if.of", classes),
        ("conditions.*.order.*", classes),
        ("phases.*.opens.at", ("2016-09-12T19:01",)),
        ("phases.*.opens.when", conditions),
        ("phases.*.then", ("lapses", "continues_unrenewed")),
        ("readings.*.truce_holds.of", limits),
    ]


Lists = Sequence[tuple[str, tuple[str, ...]]]


def nearest(path: str, text: str, named: Lists) -> Sequence[str]:
    """Return the other words of the list of a path: all of a short one, of a long one two.

    A list begins again at its end, but for that of the kinds of event, which grows there.
    """
    found = next((near for shape, near in named if fnmatchcase(path, shape)), ())
    if text in found and len(found) > len(Role):
        place = found.index(text)
        around = (found[-1], *found, found[0])[place : place + 3]
        found = found[max(0, place - 1) : place + 2] if found == tuple(KINDS) else around
    return [word for word in found if word != text]


def moves(path: str, text: str, named: Lists) -> Iterator[str]:
    """Yield everything that one value may become."""
    for move in (number, measured, duration, ahead, instant, pcode, truth):
        yield from move(text)
    if not path[-1].isdigit():  # in a list a word is left out, and another one added
        yield from nearest(path, text, named)
