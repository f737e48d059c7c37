"""What became of a single record, or would become of it, as lines of text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.errors import one_line
from monitor.incidents.intake import CellProblem
from monitor.incidents.possible import Possible
from monitor.service.previewing import MOST_ROWS
from monitor.service.trying import Would
from monitor.store.receipt import Receipt
from monitor.views.adding import Effect, effects, phase_effects
from monitor.views.doubles import doubles_told, with_doubles
from monitor.views.naming import agreement_title
from monitor.words import causing, phases, terminal, times, verdicts

Lines = Iterator[str]
Effects = Sequence[tuple[Agreement, datetime, Would]]
"""Of each agreement: the moment looked at, and what changes at it."""


def taken(about: Mapping[str, object], receipt: Receipt) -> Lines:
    """Tell that it is stored, and how it is taken back."""
    told = terminal.RECORDED if receipt.stored else terminal.RECORDED_BEFORE
    line = told.format(kind=about["kind"], key=about["key"], act=receipt.upload)
    yield with_doubles(line, receipt.possible)
    yield from _clock(about)


def refused(problems: Iterable[CellProblem]) -> Lines:
    """Tell everything that is wrong, each by the option that gave it."""
    for problem in problems:
        # Whoever sends cells over HTTP may name a column by anything a terminal would obey.
        yield one_line(str(replace(problem, column=f"--{problem.column.replace('_', '-')}")))
    yield terminal.NOT_RECORDED


def trial(about: Mapping[str, object], found: Effects, possible: Sequence[Possible] = ()) -> Lines:
    """Tell what it would change, and what it may repeat; nothing is stored."""
    yield terminal.WOULD_RECORD.format(kind=about["kind"], key=about["key"])
    yield from _clock(about)
    for pair in doubles_told(possible):
        yield f"  {pair}"
    yield from effects_told(found)


def effects_told(found: Effects) -> Lines:
    """Tell what would become of verdicts and phases of each agreement, and which rows do it."""
    for agreement, at, would in found:
        time = times.full(at, agreement.zone)
        yield f"{agreement_title(agreement)} [{agreement.id}], {time}:"
        told = effects(agreement, would.changes)
        elsewhere = phase_effects(agreement, would.phases)
        yield from _each("  ", told)
        if not told:
            yield f"  {verdicts.NOTHING_CHANGES}"
        if elsewhere:
            yield f"  {phases.TITLE}:"
            yield from _each("    ", elsewhere)
        made = [one.causes for one in would.changes] + [one.causes for one in would.phases]
        if (told or elsewhere) and not any(made):
            yield f"  {causing.NOT_TRIED.format(most=MOST_ROWS)}"


def _each(indent: str, told: Iterable[Effect]) -> Lines:
    for one in told:
        yield f"{indent}{one.condition}: {one.change}"
        if one.because:
            yield f"{indent}  {causing.BECAUSE}: {'; '.join(one.because)}"


def _clock(about: Mapping[str, object]) -> Lines:
    """Tell by which clock times were read that do not say it themselves."""
    if about["time_zone"]:
        yield f"  {terminal.CLOCK.format(place=times.place(ZoneInfo(str(about['time_zone']))))}"
